import type { CodeMembers } from './code/expression';
import { identityOf } from '../judge/manifests/object-keys';
import type { KubeObject } from '../kubernetes/kube-object';
import type { Release } from '../release/release';

/** Objects that a pod of ours may be made of, with the props that make them besides its own. */
export interface PodOption {
  readonly extra: CodeMembers;
  readonly wanted: readonly KubeObject[];
}

/** Network policies that belong to a Sandbox or a SandboxTemplate, and are made by its `egress` and `ingress`. */
export class PolicyOwners {
  private readonly taken = new Set<KubeObject>();
  private readonly policies: ReadonlyMap<string, KubeObject>;

  constructor(objects: readonly KubeObject[]) {
    this.policies = new Map(
      objects.filter(({ kind }) => kind === 'NetworkPolicy').map((each) => [identityOf(each), each]),
    );
  }

  /** Whether a construct makes it besides its own object. */
  isTaken(object: KubeObject): boolean {
    return this.taken.has(object);
  }

  take(objects: readonly KubeObject[]): void {
    for (const each of objects) { this.taken.add(each); }
  }

  /** The ways to make a pod of ours, the best first. */
  * optionsFor(given: KubeObject, _release: Release): Generator<PodOption> {
    if (this.policies.size < 0) { return; }
    yield { extra: {}, wanted: [given] };
  }
}
