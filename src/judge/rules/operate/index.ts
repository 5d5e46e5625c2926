/**
 * Rules about the objects by which a platform is operated: disruption budgets, node pools, priorities. They need many
 * objects at once, of which no more is kept than they ask for.
 */
import { budgetTroubles } from './budgets';
import { ClassFacts, classFactsOf, namespaceOf, PodForm, podFormOf, PoolFacts, poolFactsOf } from './facts';
import { keptOnSpot, nodePoolTroubles, placed } from './node-pools';
import { absentLevel, twoDefaults } from './priorities';
import type { CodedTrouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Release } from '../../../release/release';

/** Kinds that others are judged by; in an app of none of them, nothing is looked into. */
export const OPERATED_KINDS: ReadonlySet<string> = new Set([
  'FlowSchema', 'NodePool', 'PodDisruptionBudget', 'PriorityClass', 'PriorityLevelConfiguration',
]);

/** Kinds that are read besides. */
export const READ_BESIDES: ReadonlySet<string> = new Set([
  'RuntimeClass', 'Sandbox', 'SandboxTemplate', 'SandboxWarmPool',
]);

const GROUPS: Readonly<Record<string, string>> = {
  FlowSchema: 'flowcontrol.apiserver.k8s.io',
  NodePool: 'karpenter.sh',
  PodDisruptionBudget: 'policy',
  PriorityClass: 'scheduling.k8s.io',
  PriorityLevelConfiguration: 'flowcontrol.apiserver.k8s.io',
};

/** An object that is judged, and where it was read. */
interface Seen<Where> {
  readonly where: Where;
  readonly object: KubeObject;
}

/** A trouble of an object. */
export interface Operated<Where> extends Seen<Where> {
  readonly trouble: CodedTrouble;
}

/** The objects of one cluster. */
export class OperatedObjects<Where> {
  private readonly seen: Seen<Where>[] = [];
  private readonly forms = new Map<string, PodForm>();
  private readonly pools: PoolFacts[] = [];
  private readonly classes = new Map<string, ClassFacts>();

  visit(where: Where, object: KubeObject): void {
    const { kind, apiVersion } = object;
    if (OPERATED_KINDS.has(kind)) {
      if (apiGroupOf(apiVersion) === GROUPS[kind]) { this.seen.push({ where, object }); }
      return;
    }
    switch (kind) {
      case 'Sandbox':
      case 'SandboxTemplate':
        this.addForm(object);
        break;
      case 'SandboxWarmPool':
        this.pools.push(poolFactsOf(object));
        break;
      case 'RuntimeClass':
        this.classes.set(String(object.metadata?.name), classFactsOf(object));
        break;
    }
  }

  /** The troubles, of all that was visited. */
  * finish(release: Release): Generator<Operated<Where>> {
    const forms = [...this.forms.values()];
    const objects = this.seen.map(({ object }) => object);
    for (const each of this.seen) {
      for (const trouble of this.troublesOf(each.object, objects, forms, release)) { yield { ...each, trouble }; }
    }
  }

  private troublesOf(
    object: KubeObject, objects: readonly KubeObject[], forms: readonly PodForm[], release: Release,
  ): CodedTrouble[] {
    const here = <T extends { readonly namespace: string }>(all: readonly T[]) => (
      all.filter(({ namespace }) => namespace === namespaceOf(object))
    );
    switch (object.kind) {
      case 'PodDisruptionBudget': return budgetTroubles(object, release, here(this.pools), here(forms));
      case 'NodePool': return nodePoolTroubles(object, [
        ...forms.map((form) => placed(form, this.classes)),
        ...[...this.classes].map(([runtimeClassName, facts]) => placed({
          ...NO_POD, runtimeClassName,
        }, new Map([[runtimeClassName, facts]]))),
      ]);
      case 'FlowSchema': return absentLevel(object, objects);
      case 'PriorityClass': return twoDefaults(object, objects);
      default: return [];
    }
  }

  /** Sandboxes by the hundred thousand are of a few forms. */
  private addForm(object: KubeObject): void {
    const form = podFormOf(object);
    const { object: name, ...rest } = form;
    const key = object.kind === 'SandboxTemplate' ? name : JSON.stringify(rest);
    if (!this.forms.has(key)) { this.forms.set(key, form); }
  }
}

/** The pods of a RuntimeClass that nobody has used yet. */
const NO_POD: PodForm = {
  object: 'RuntimeClass', namespace: '', labels: {}, isKept: false, nodeSelector: {}, tolerations: [],
};

export { keptOnSpot, podFormOf };
