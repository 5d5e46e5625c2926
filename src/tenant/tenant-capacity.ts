import { ApiObject, Chart } from 'cdk8s';
import type { TenantQuota } from './tenant-quota';
import { expectedClaims } from '../app/expected-claims';
import { Findings } from '../app/findings';
import { tryToRender } from '../app/judged-objects';
import { objectsInNamespace } from '../app/objects-by-namespace';
import { Finding, FindingSeverity } from '../findings/finding';
import { AppJudge } from '../judge/app/app-judge';
import { Needs, sum } from '../judge/capacity/needs';
import {
  claimedNeeds, COUNTED_KINDS, expectedNeeds, ObjectNeeds, needsOfObjects,
} from '../judge/capacity/object-needs';
import { PodContext, SYSTEM_PODS } from '../judge/capacity/pod-needs';
import { Hard, hardOf, Shortfall, shortfalls } from '../judge/capacity/shortfalls';
import type { KubeObject } from '../kubernetes/kube-object';

/** The number of consumers of a resource that a message names. */
const MOST_NAMED = 5;

/**
 * Compares the highest needs of a tenant's objects with its quota. Objects that are judged anyway are visited then;
 * only the others are rendered for this.
 */
export class TenantCapacity {
  private readonly seen = new Map<ApiObject, KubeObject | ObjectNeeds>();
  private among?: readonly ApiObject[];
  private counted: ObjectNeeds[] = [];
  private claimed: Needs = {};

  constructor(
    private readonly tenant: Chart,
    private readonly namespace: string,
    private readonly quota: TenantQuota,
    private readonly context: PodContext,
  ) {
    AppJudge.of(tenant).watch(tenant, (object, json) => this.visit(object, json));
    Findings._ask(tenant, { list: () => this.findings() });
  }

  /** The amounts of the quota. Computed ones are known once the app is complete. */
  get hard(): Hard {
    if (this.quota._hard) { return this.quota._hard; }
    return hardOf(sum([...this.objectNeeds().map(({ needs }) => needs), this.claimed]));
  }

  /** Keeps the needs of a Sandbox instead of the object: there may be very many. */
  private visit(object: ApiObject, json: KubeObject): void {
    this.seen.set(object, json.kind === 'Sandbox' ? this.needsOf(json) : json);
    this.among = undefined;
  }

  private needsOf(sandbox: KubeObject): ObjectNeeds {
    return needsOfObjects({ ...this.context, objects: [sandbox] })[0];
  }

  private objectNeeds(): ObjectNeeds[] {
    const objects = objectsInNamespace(this.tenant, this.namespace);
    if (objects === this.among) { return this.counted; }
    this.among = objects;
    const known = objects
      .filter(({ kind }) => COUNTED_KINDS.has(kind))
      .flatMap((object) => this.seen.get(object) ?? tryToRender(object) ?? []);
    const contents = { ...this.context, objects: known.filter((each): each is KubeObject => 'kind' in each) };
    this.claimed = claimedNeeds(this.quota._claims ?? 0, contents);
    this.counted = [
      ...known.filter((each): each is ObjectNeeds => !('kind' in each)), ...needsOfObjects(contents),
      ...expectedNeeds(expectedClaims(this.tenant, this.namespace), contents),
    ];
    return this.counted;
  }

  private findings(): Finding[] {
    const { _hard: hard, _isBounded: isBounded } = this.quota;
    const needs = this.objectNeeds();
    const system = this.systemPriorities(needs);
    if (!isBounded) { return system; }
    const unknown = needs.flatMap(({ object, unknown: missing }) => (missing ? [`${missing} of ${object}`] : []));
    return [
      ...system,
      ...(hard ? shortfalls(hard, needs).map((shortfall) => this.overdrawn(shortfall)) : []),
      ...(unknown.length > 0 ? [this.uncertain(unknown, !hard)] : []),
    ];
  }

  private systemPriorities(needs: readonly ObjectNeeds[]): Finding[] {
    const objects = needs.filter((each) => each.needs[SYSTEM_PODS]).map(({ object }) => object);
    return objects.length === 0
      ? []
      : [
        this.finding('ASB404', FindingSeverity.ERROR, {
          message: `pods of namespace '${this.namespace}' have a priority class of Kubernetes itself, which `
            + `tenants may not use: ${joined(objects)}`,
          remedy: "set 'priorityClassName' to a class of your own, or remove it",
        }),
      ];
  }

  private overdrawn({ resource, allowed, needed, consumers }: Shortfall): Finding {
    return this.finding('ASB401', FindingSeverity.ERROR, {
      message: `the quota of namespace '${this.namespace}' allows ${resource} ${allowed}, and its objects may need `
        + `${needed}: ${joined(consumers)}`,
      remedy: 'raise the quota, or lower replicas, the maximum of an autoscaler or the resources of containers',
    });
  }

  private uncertain(unknown: readonly string[], isComputed: boolean): Finding {
    const missing = `${joined(unknown)} ${unknown.length > 1 ? 'are' : 'is'} not known here`;
    return isComputed
      ? this.finding('ASB402', FindingSeverity.ERROR, {
        message: `the quota of namespace '${this.namespace}' cannot be computed: ${missing}`,
        remedy: 'give it with TenantQuota.of({ ... })',
      })
      : this.finding('ASB403', FindingSeverity.WARNING, {
        message: `it cannot be proven that the objects of namespace '${this.namespace}' fit its quota: ${missing}`,
        remedy: 'define it in this app, or acknowledge the finding if you have counted it',
      });
  }

  private finding(code: string, severity: FindingSeverity, text: Pick<Finding, 'message' | 'remedy'>): Finding {
    return { code, severity, ...text, path: this.tenant.node.path };
  }
}

function joined(all: readonly string[]): string {
  const rest = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
