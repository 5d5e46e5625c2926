// What editors show of containers: the packed declarations name the types of `src/sandbox/container-props.ts`, whose
// comments have our defaults. Those of `lib/` name the types of cdk8s-plus, which are those of the jsii assembly:
// jsii-rosetta reads them there, and could not translate others.

/** Declarations whose members take containers, by their paths in the package. */
const TAKES_CONTAINERS = ['lib/sandbox/sandbox-pod.d.ts', 'lib/sandbox/sandbox-pod-props.d.ts'];

const IMPORT = /^(import (?:type )?\{[^}]*)\bContainerProps, ([^}]*\} from '\.\.\/kubernetes\/kplus';)$/m;

/**
 * The declarations with another type of the same name and the same members.
 *
 * @param {string} code of one of the files above
 * @returns {string}
 * @throws when the type is not imported as expected
 */
function withOwnContainers(code) {
  if (!IMPORT.test(code)) { throw new Error('ContainerProps is not imported as own-containers.js expects'); }
  return code.replace(IMPORT, "$1$2\nimport type { ContainerProps } from './container-props';");
}

module.exports = { TAKES_CONTAINERS, withOwnContainers };
