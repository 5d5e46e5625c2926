import { ApiObject, Chart } from 'cdk8s';
import { Needs, sum } from './capacity/needs';
import { claimedNeeds, COUNTED_KINDS, Part, partsOf } from './capacity/object-needs';
import { PodContext, SYSTEM_PODS } from './capacity/pod-needs';
import { Hard, hardOf, Shortfall, shortfalls } from './capacity/shortfalls';
import type { TenantQuota } from './tenant-quota';
import { Findings } from '../app/findings';
import { tryToRender } from '../app/judged-objects';
import { objectsInNamespace } from '../app/objects-by-namespace';
import { Finding, FindingSeverity } from '../findings/finding';
import { AppJudge } from '../judge/app/app-judge';
import type { KubeObject } from '../kubernetes/kube-object';

/** So many of those who need a resource are named. */
const MOST_NAMED = 5;

/**
 * What a tenant needs at most, against what it may have. What is judged is looked at as it goes by: only what nobody judges
 * is rendered for this.
 */
export class TenantCapacity {
  private readonly seen = new Map<ApiObject, KubeObject | Part>();
  private among?: readonly ApiObject[];
  private counted: Part[] = [];
  private claimed: Needs = {};

  constructor(
    private readonly tenant: Chart,
    private readonly namespace: string,
    private readonly quota: TenantQuota,
    private readonly context: PodContext,
  ) {
    AppJudge.of(tenant).watch(tenant, (object, json) => this.see(object, json));
    Findings._ask(tenant, { list: () => this.findings() });
  }

  /** What the quota allows; computed, that is known once the app is complete. */
  get hard(): Hard {
    if (this.quota._hard) { return this.quota._hard; }
    return hardOf(sum([...this.parts().map(({ needs }) => needs), this.claimed]));
  }

  /** Of sandboxes there may be very many, of which the sum is enough. */
  private see(object: ApiObject, json: KubeObject): void {
    this.seen.set(object, json.kind === 'Sandbox' ? this.partOf(json) : json);
    this.among = undefined;
  }

  private partOf(sandbox: KubeObject): Part {
    return partsOf({ ...this.context, objects: [sandbox] })[0];
  }

  private parts(): Part[] {
    const objects = objectsInNamespace(this.tenant, this.namespace);
    if (objects === this.among) { return this.counted; }
    this.among = objects;
    const known = objects.filter(({ kind }) => COUNTED_KINDS.has(kind)).flatMap((object) => this.seen.get(object) ?? tryToRender(object) ?? []);
    const contents = { ...this.context, objects: known.filter((each): each is KubeObject => 'kind' in each) };
    this.claimed = claimedNeeds(this.quota._claims ?? 0, contents);
    this.counted = [...known.filter((each): each is Part => !('kind' in each)), ...partsOf(contents)];
    return this.counted;
  }

  private findings(): Finding[] {
    const { _hard: hard, _isBounded: isBounded } = this.quota;
    const parts = this.parts();
    const system = this.ofSystem(parts);
    if (!isBounded) { return system; }
    const unknown = parts.flatMap(({ what, unknown: missing }) => (missing ? [`${missing} of ${what}`] : []));
    return [
      ...system,
      ...(hard ? shortfalls(hard, parts).map((shortfall) => this.overdrawn(shortfall)) : []),
      ...(unknown.length > 0 ? [this.uncertain(unknown, !hard)] : []),
    ];
  }

  private ofSystem(parts: readonly Part[]): Finding[] {
    const by = parts.filter(({ needs }) => needs[SYSTEM_PODS]).map(({ what }) => what);
    return by.length === 0 ? [] : [this.finding('ASB404', FindingSeverity.ERROR, {
      message: `pods of namespace '${this.namespace}' have a priority of Kubernetes itself, of which a tenant may have none: ${listed(by)}`,
      remedy: "give 'priorityClassName' a class of your own, or none",
    })];
  }

  private overdrawn({ resource, allowed, needed, by }: Shortfall): Finding {
    return this.finding('ASB401', FindingSeverity.ERROR, {
      message: `the quota of namespace '${this.namespace}' allows ${resource} ${allowed}, and what is in it may need ${needed}: ${listed(by)}`,
      remedy: 'raise the quota, or lower replicas, the maximum of an autoscaler or what containers ask for',
    });
  }

  private uncertain(unknown: readonly string[], isComputed: boolean): Finding {
    const missing = `${listed(unknown)} ${unknown.length > 1 ? 'are' : 'is'} not known here`;
    return isComputed
      ? this.finding('ASB402', FindingSeverity.ERROR, {
        message: `the quota of namespace '${this.namespace}' cannot be computed: ${missing}`,
        remedy: 'give it: TenantQuota.of({ ... })',
      })
      : this.finding('ASB403', FindingSeverity.WARNING, {
        message: `whether what is in namespace '${this.namespace}' fits its quota cannot be proven: ${missing}`,
        remedy: 'make it in this app, or acknowledge that you counted it',
      });
  }

  private finding(code: string, severity: FindingSeverity, said: Pick<Finding, 'message' | 'remedy'>): Finding {
    return { code, severity, ...said, path: this.tenant.node.path };
  }
}

function listed(all: readonly string[]): string {
  const rest = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
