/**
 * The one import of cdk8s-plus: another suffix (`cdk8s-plus-33`) is one changed line here and in `.projenrc.ts`.
 *
 * Modules that the install or the command line loads may import types from here, and nothing else.
 */
export * from 'cdk8s-plus-28';
