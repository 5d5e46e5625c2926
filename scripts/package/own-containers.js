/** Declarations name the containers of `src/sandbox/container-props.ts`, whose comments have our defaults. */

/** Modules of `lib/` whose members take containers. */
export const TAKES_CONTAINERS = ['sandbox/sandbox-pod.d.ts', 'sandbox/sandbox-pod-props.d.ts'];

const IMPORT = /^(import (?:type )?\{[^}]*)\bContainerProps, ([^}]*\} from '\.\.\/kubernetes\/kplus';)$/m;

/**
 * The declarations with another type of the same name and the same members.
 *
 * @param code of one of the files above
 * @throws when the type is not imported as expected
 */
export function withOwnContainers(code: string): string {
  if (!IMPORT.test(code)) { throw new Error('ContainerProps is not imported as own-containers.ts expects'); }
  return code.replace(IMPORT, "$1$2\nimport type { ContainerProps } from './container-props';");
}
