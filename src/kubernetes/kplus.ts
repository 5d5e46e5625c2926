/**
 * The one import of cdk8s-plus. `npm run package-plus` changes it for the packages of other editions, such as
 * `cdk8s-plus-33` (docs/adr/0021).
 *
 * Modules that the install or the command line loads may import types from here, and nothing else.
 */
export * from 'cdk8s-plus-28';
