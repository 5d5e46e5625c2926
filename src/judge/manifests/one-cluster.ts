import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { nameOfObject } from '../rules';
import { located, Located } from '../rules/located';
import { Controllers } from '../rules/one-controller';

/**
 * Objects that go to one cluster, as those of one file do: what there may be once only, and what one needs of another.
 * Files of one directory may be those of several clusters.
 */
export class Cluster<Where> {
  private readonly names = new Set<string>();
  private readonly controllers = new Controllers<{ readonly where: Where; readonly object: KubeObject }>();

  /** Meets an object of one of our kinds. */
  meetOurs(object: KubeObject): Located[] {
    this.controllers.visitAgentSandboxKind(object.kind, () => object);
    if (typeof inObject(object.metadata).name !== 'string') { return []; }
    const name = nameOfObject(object);
    if (!this.names.has(name)) {
      this.names.add(name);
      return [];
    }
    return [located('ASB218', FindingSeverity.ERROR, {
      message: `another ${name} stands before it, which this one replaces when both are applied`,
      remedy: 'remove one, or name one of them otherwise',
      at: ['metadata', 'name'],
    }, object)];
  }

  /** Meets an object of another kind. */
  meetOther(object: KubeObject, where: Where): void {
    this.controllers.visitOtherKind(object, () => ({
      where,
      object: { apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata },
    }));
  }

  /** What is wrong with all of them together. */
  * finish(): Iterable<{ readonly where: Where; readonly located: Located }> {
    for (const { where: { where, object }, code, severity, trouble } of this.controllers.judge()) {
      yield { where, located: located(code, severity, trouble, object) };
    }
  }
}
