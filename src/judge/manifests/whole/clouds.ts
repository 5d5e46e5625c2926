import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { Cloud } from '../../../cloud/cloud';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { IdentityObjects } from '../../rules/clouds/identities';
import {
  foreignAddresses, foreignKind, isPolicy, madeClass, namedClass, unenforcedPolicies, unfilteredDomains,
} from '../../rules/clouds/of-cloud';
import { located } from '../../rules/located';
import type { Origin } from '../origin';

interface Placed {
  readonly where: Origin;
  readonly object: KubeObject;
  readonly trouble: CodedTrouble;
}

/** What files give to the pods of sandboxes in a cloud, and what the cloud of their cluster does not have. */
export class CloudsInFiles implements WholeJudging {
  private readonly identities: IdentityObjects<Origin>;
  private readonly found: Placed[] = [];
  /** Troubles with classes that are named, unless the class is among the files. */
  private readonly named: Array<Placed & { readonly className: string }> = [];
  private readonly classes = new Set<string>();
  private readonly refused = new Set<number>();
  private readonly policies: Array<Pick<Placed, 'where' | 'object'>> = [];

  /**
   * @param cloud of the cluster, if it is known
   * @param hasOwnEngine whether something else than the cloud enforces network policies
   */
  constructor(private readonly cloud?: Cloud, private readonly hasOwnEngine = false) {
    this.identities = new IdentityObjects(cloud);
  }

  visit(where: Origin, object: KubeObject): void {
    this.identities.visit(where, object);
    if (!this.cloud) { return; }
    const { apiVersion, kind, metadata } = object;
    const identity = { apiVersion, kind, metadata };
    const found = [
      ...foreignKind(object, this.cloud), ...unfilteredDomains(object, () => object, this.cloud),
      ...madeClass(object, this.cloud),
    ];
    if (isPolicy(object)) {
      found.push(...foreignAddresses(object, this.cloud));
      // The first that is not refused is told.
      if (this.policies.length < MOST_PLACES) { this.policies.push({ where, object: identity }); }
    }
    for (const trouble of found) { this.found.push({ where, object: identity, trouble }); }
    if (kind === 'RuntimeClass') { this.classes.add(String(inObject(metadata).name)); }
    if (kind === 'Sandbox' || kind === 'SandboxTemplate') {
      for (const trouble of namedClass(object, this.cloud)) {
        const className = String(inObject(object.spec, 'podTemplate', 'spec').runtimeClassName);
        this.named.push({ where, object: identity, trouble, className });
      }
    }
  }

  drop({ order }: Origin): void {
    this.refused.add(order);
  }

  * finish(): Generator<PlacedFindings> {
    const first = this.policies.find(({ where }) => !this.refused.has(where.order));
    const unenforced = first && this.cloud && !this.hasOwnEngine ? unenforcedPolicies(first.object, this.cloud) : [];
    const all = [
      ...this.found,
      ...this.named.filter(({ className }) => !this.classes.has(className)),
      ...unenforced.map((trouble) => ({ ...first!, trouble })),
      ...this.identities.finish(),
    ];
    for (const { where, object, trouble: { code, severity, ...trouble } } of all) {
      if (!this.refused.has(where.order)) { yield { where, located: [located(code, severity, trouble, object)] }; }
    }
  }
}

/** How many policies are kept, of which the first that is not refused is told. */
const MOST_PLACES = 100;
