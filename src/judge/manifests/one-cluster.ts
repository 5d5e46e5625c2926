import type { InstallOwner } from '../../cloud/install-owner';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { nameOfObject } from '../rules';
import { located, Located } from '../rules/located';
import { Controllers } from '../rules/one-controller';

/**
 * Objects that are applied to one cluster, as those of one file are: finds objects that may exist only once, and
 * objects that need each other. Files of one directory may be for several clusters.
 */
export class ClusterObjects<Where> {
  private readonly names = new Set<string>();
  private readonly controllers: Controllers<{ readonly where: Where; readonly object: KubeObject }>;

  /** @param owner who installs Agent Sandbox there, where the objects should not */
  constructor(owner?: InstallOwner) {
    this.controllers = new Controllers(owner);
  }

  /** Visits an object of an Agent Sandbox kind. */
  visitAgentSandboxKind(object: KubeObject): Located[] {
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
      path: ['metadata', 'name'],
    }, object)];
  }

  /** Visits an object of another kind. */
  visitOtherKind(object: KubeObject, where: Where): void {
    const { apiVersion, kind, metadata } = object;
    this.controllers.visitOtherKind(object, () => ({ where, object: { apiVersion, kind, metadata } }));
  }

  /** Findings about all objects together. */
  * finish(): Iterable<{ readonly where: Where; readonly located: Located }> {
    for (const { where: { where, object }, code, severity, trouble } of this.controllers.judge()) {
      yield { where, located: located(code, severity, trouble, object) };
    }
  }
}
