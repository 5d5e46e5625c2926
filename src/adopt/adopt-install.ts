import type { ProgramScope } from './code/expression';
import type { Section } from './section';
import type { KubeObject } from '../kubernetes/kube-object';
import type { Release } from '../release/release';

/** An install that a construct makes. */
export interface AdoptedInstall {
  /** The objects that it makes. */
  readonly objects: ReadonlySet<KubeObject>;
}

export function installUnits(
  _objects: readonly KubeObject[], _release: Release, _section: () => Section, _scope: ProgramScope,
): AdoptedInstall | undefined {
  return undefined;
}
