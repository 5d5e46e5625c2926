import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../../findings/finding';
import { Findings } from '../../app/findings';
import type { PolicyJudge } from '../../admission/policy-judge';
import { WORKLOADS } from '../../admission/subjects';
import { isInScope, PolicyScope } from '../../admission/scope';
import { clusterScopeOf } from '../../app/cluster-scope';
import { constructPath } from '../../app/judged-objects';
import { perApp } from '../../app/per-app';
import { objectsNow, objectsOf } from '../../app/unique-names';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CodedTrouble, nameOfObject } from '../rules';

/** A construct that makes an admission policy. */
export interface AdmissionPolicy extends IConstruct {
  /** Where the policy holds. */
  readonly _scope: PolicyScope;
  /** Judges as the policy does. */
  _judge(): PolicyJudge;
}

/**
 * The admission policies that an app makes, by which its own objects are judged. Those of our kinds are judged with all
 * else that is wrong with them; pods, and what of Kubernetes makes them, are judged here.
 */
export class AdmissionPolicies {
  /** That of an app. */
  static of(construct: IConstruct): AdmissionPolicies {
    return perApp(construct, 'admissionPolicies', (root) => new AdmissionPolicies(root));
  }

  /** By the namespaces that they hold in, as an app may have many tenants; under undefined, those that name none. */
  private readonly byNamespace = new Map<string | undefined, AdmissionPolicy[]>();
  private readonly found = new Map<ApiObject, Finding[]>();
  /** All objects of the app, as they were judged last. */
  private judged?: readonly ApiObject[];

  private constructor(private readonly root: IConstruct) {}

  /** Has objects judged by a policy. */
  add(policy: AdmissionPolicy): void {
    if (this.byNamespace.size === 0) {
      Findings._ask(this.root, {
        validated: () => this.judgePods(objectsOf(this.root)),
        complete: () => this.judgePods(objectsNow(this.root)),
        list: () => [...this.found.values()].flat(),
      });
    }
    for (const namespace of new Set(policy._scope.namespaces ?? [undefined])) {
      const list = this.byNamespace.get(namespace);
      if (list) { list.push(policy); } else { this.byNamespace.set(namespace, [policy]); }
    }
  }

  /** Why the policies of a cluster would refuse an object. */
  refusals(object: KubeObject, cluster: IConstruct): CodedTrouble[] {
    const { namespace } = object.metadata;
    return [...namespace === undefined ? [] : this.byNamespace.get(namespace) ?? [], ...this.byNamespace.get(undefined) ?? []]
      .filter((policy) => clusterScopeOf(policy) === cluster && isInScope(object, policy._scope))
      .flatMap((policy) => policy._judge().judge(object));
  }

  /** These objects cannot be asked when they print: they are judged when the app has changed, or when they were refused. */
  private judgePods(objects: readonly ApiObject[]): void {
    const due = objects === this.judged ? [...this.found.keys()] : objects;
    this.judged = objects;
    for (const object of due) {
      if (object.kind !== 'Pod' && !Object.hasOwn(WORKLOADS, object.kind)) { continue; }
      this.found.delete(object);
      const json = tryToPrint(object);
      const troubles = json ? this.refusals(json, clusterScopeOf(object)) : [];
      if (!json || troubles.length === 0) { continue; }
      this.found.set(object, troubles.map(({ at: _, ...trouble }) => ({ ...trouble, object: nameOfObject(json), path: constructPath(object) })));
    }
  }
}

/** One that cannot be printed is told of by whoever made it. */
function tryToPrint(object: ApiObject): KubeObject | undefined {
  try {
    return object.toJson() as KubeObject;
  } catch {
    return undefined;
  }
}
