import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterScopeOf } from '../../app/cluster-scope';
import { Findings } from '../../app/findings';
import { constructPath, tryToRender } from '../../app/judged-objects';
import { objectsNow, objectsOf } from '../../app/object-list';
import { perApp } from '../../app/per-app';
import { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { WORKLOADS } from '../../kubernetes/pod-templates';
import { CodedTrouble, nameOfObject } from '../rules';

/** A construct that makes an admission policy. */
export interface AdmissionPolicy extends IConstruct {
  /** The namespaces that the policy holds in; any, if left out. */
  readonly _namespaces?: readonly string[];
  /** Why the policy would refuse an object: nothing where it does not hold. */
  _refusals(object: KubeObject): CodedTrouble[];
}

/**
 * The admission policies that an app makes, by which its own objects are judged. Those of our kinds are judged with all
 * else that is wrong with them; pods, and what of Kubernetes makes them, are judged here.
 */
export class AdmissionPolicies {
  /** The policies of an app. */
  static of(construct: IConstruct): AdmissionPolicies {
    return perApp(construct, 'admissionPolicies', (root) => new AdmissionPolicies(root));
  }

  /** By the namespaces that they hold in, as an app may have many tenants; under undefined, those that name none. */
  private readonly byNamespace = new Map<string | undefined, AdmissionPolicy[]>();
  private readonly found = new Map<ApiObject, Finding[]>();
  /** All objects of the app, as they were judged last. */
  private judged?: readonly ApiObject[];

  private constructor(private readonly root: IConstruct) {}

  /** Adds a policy to judge objects by. */
  add(policy: AdmissionPolicy): void {
    if (this.byNamespace.size === 0) {
      Findings._ask(this.root, {
        validated: () => this.judgePods(objectsOf(this.root)),
        complete: () => this.judgePods(objectsNow(this.root)),
        list: () => [...this.found.values()].flat(),
      });
    }
    for (const namespace of new Set(policy._namespaces ?? [undefined])) {
      const list = this.byNamespace.get(namespace);
      if (list) { list.push(policy); } else { this.byNamespace.set(namespace, [policy]); }
    }
  }

  /** Why the policies of a cluster would refuse an object. */
  refusals(object: KubeObject, cluster: IConstruct): CodedTrouble[] {
    const { namespace } = object.metadata;
    return [
      ...(namespace === undefined ? [] : (this.byNamespace.get(namespace) ?? [])),
      ...(this.byNamespace.get(undefined) ?? []),
    ]
      .filter((policy) => clusterScopeOf(policy) === cluster)
      .flatMap((policy) => policy._refusals(object));
  }

  /**
   * Pods and workloads do not print through the judge: they are judged when the app has changed, or when refused
   * before.
   */
  private judgePods(objects: readonly ApiObject[]): void {
    const due = objects === this.judged ? [...this.found.keys()] : objects;
    this.judged = objects;
    for (const object of due) {
      if (object.kind !== 'Pod' && !Object.hasOwn(WORKLOADS, object.kind)) { continue; }
      this.found.delete(object);
      const json = tryToRender(object);
      const troubles = json ? this.refusals(json, clusterScopeOf(object)) : [];
      if (!json || troubles.length === 0) { continue; }
      this.found.set(
        object,
        troubles.map(({ path: _, ...trouble }) => ({
          ...trouble,
          object: nameOfObject(json),
          path: constructPath(object),
        })),
      );
    }
  }
}
