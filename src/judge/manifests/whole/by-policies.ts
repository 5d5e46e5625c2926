import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Release } from '../../../release/release';
import { judgeByPolicies, Policies, PolicyContext, readPolicies } from '../../admission-policies';
import type { Located } from '../../rules/located';
import type { GivenObject } from '../context-objects';

/** Judges objects by the policies of files when everything is read: parameters and Namespaces may come last. */
export class PolicyJudging<Where> {
  private readonly policies: Policies;
  private readonly visited = new Map<Where, KubeObject>();
  private readonly given: readonly KubeObject[];

  /** @param old the object as it was, if it was */
  constructor(
    private readonly files: readonly GivenObject[],
    private readonly release: Release,
    private readonly old: (object: KubeObject) => KubeObject | undefined,
  ) {
    this.given = files.map(({ object }) => object);
    this.policies = readPolicies(this.given, release);
  }

  /** The findings about the policies themselves, with the place of each policy. */
  ofPolicies(): Array<{ readonly where: GivenObject; readonly located: Located[] }> {
    return this.files.map((where) => ({
      where,
      located: this.policies.findings
        .filter(({ policy }) => policy === where.object)
        .map(({ located }) => located),
    })).filter(({ located }) => located.length > 0);
  }

  visit(where: Where, object: KubeObject): void {
    this.visited.set(where, object);
  }

  /** Leaves out an object that the API server refuses before it evaluates policies. */
  drop(where: Where): void {
    this.visited.delete(where);
  }

  * finish(): Generator<{ readonly where: Where; readonly located: Located[] }> {
    const known = [...this.given, ...this.visited.values()];
    const namespaces = new Map(known
      .filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
      .map((object) => [object.metadata?.name, object]));
    const context: PolicyContext = {
      release: this.release,
      old: this.old,
      namespace: (name) => namespaces.get(name),
      parameters: (apiVersion, kind) => (
        known.filter((object) => object.apiVersion === apiVersion && object.kind === kind)
      ),
    };
    for (const [where, object] of this.visited) {
      yield { where, located: judgeByPolicies(this.policies, object, context) };
    }
  }
}
