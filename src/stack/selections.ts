import type { StackEntry } from './stack-object';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';
import type { NetworkPod, ReadPolicy } from '../network/reachability';
import { allOf } from '../network/reachability/labels';

/** The pods of an entry. */
interface PodOfEntry {
  readonly entry: StackEntry;
  readonly pod: NetworkPod;
}

/** Policies that are found by no label are asked about each pod, and so many only: others have no arrows. */
const MOST_ASKED = 50;

/** Pods with an entry, found by one of their labels. */
export class PodIndex {
  private readonly found = new Map<string, PodOfEntry[]>();
  private asked = 0;

  add(entry: StackEntry, pod: NetworkPod): void {
    for (const namespace of [pod.namespace, undefined]) {
      this.put(keyOf(namespace), { entry, pod });
      for (const [key, value] of Object.entries(pod.labels.known)) {
        this.put(keyOf(namespace, key, value), { entry, pod });
      }
    }
  }

  /** The entries whose pods a policy surely selects, by labels. */
  selectedBy({ namespace, labels, selects }: ReadPolicy): StackEntry[] {
    const found = Object.keys(labels).length > 0 ? this.withLabel(namespace, labels) : this.inNamespace(namespace);
    return found.filter(({ pod }) => selects(pod) === 'yes').map(({ entry }) => entry);
  }

  /** The entries whose pods a Service selects. */
  servedBy({ metadata, spec }: KubeObject): StackEntry[] {
    const labels = Object.fromEntries(
      Object.entries(inObject(spec, 'selector')).map(([key, value]) => [key, String(value)]),
    );
    return this.withLabel(metadata.namespace ?? '', labels)
      .filter(({ pod }) => Object.entries(labels).every(([key, value]) => pod.labels.known[key] === value))
      .map(({ entry }) => entry);
  }

  private withLabel(namespace: string | undefined, labels: Readonly<Record<string, string>>): readonly PodOfEntry[] {
    const [first] = Object.entries(labels);
    return first ? this.found.get(keyOf(namespace, ...first)) ?? [] : [];
  }

  private inNamespace(namespace: string | undefined): readonly PodOfEntry[] {
    this.asked += 1;
    return this.asked > MOST_ASKED ? [] : this.found.get(keyOf(namespace)) ?? [];
  }

  private put(key: string, each: PodOfEntry): void {
    const list = this.found.get(key);
    if (list) { list.push(each); } else { this.found.set(key, [each]); }
  }
}

/** Whether a policy selects every pod of its namespace, or of the cluster. */
export function selectsAll({ namespace = '', selects }: ReadPolicy): boolean {
  const labels = { known: {}, hides: () => 'maybe' as const };
  return selects({ title: '', namespace, labels, namespaceLabels: allOf({}) }) === 'yes';
}

/** What a policy does, in a few words. */
export function policyText({ egress, ingress }: ReadPolicy): string[] {
  return [['egress', egress] as const, ['ingress', ingress] as const].flatMap(([direction, section]) => {
    if (!section || (!section.isolates && section.rules.length === 0)) { return []; }
    const { length } = section.rules;
    return length === 0 ? [`no ${direction}`] : [`${direction}: ${length} rule${length > 1 ? 's' : ''}`];
  });
}

function keyOf(namespace: string | undefined, ...label: readonly string[]): string {
  return JSON.stringify([namespace ?? null, ...label]);
}
