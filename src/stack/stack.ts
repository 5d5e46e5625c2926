import { brief, detailsOf, toneOf } from './describe';
import { StackReference, referencesOf } from './references';
import { PodIndex, policyText, selectsAll } from './selections';
import { StackEntry, join, StackObject } from './stack-object';
import { templateLabels } from '../api/labels';
import { CLUSTER_SCOPED_KINDS } from '../kubernetes/cluster-scoped-kinds';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';
import { managedPolicy } from '../network/policies/controller-policy';
import { ClusterNetwork } from '../network/reachability/cluster-network';
import { hasPods, PodCluster, podOfObject } from '../network/reachability/pods';
import type { Tone } from '../pictures/picture';

/** A namespace of one chart or file, or its objects without a namespace. */
export interface StackPanel {
  readonly origin: string;
  /** Undefined: objects of the whole cluster. Empty: it is left to `kubectl apply`. */
  readonly namespace?: string;
  readonly notes: string[];
  entries: StackEntry[];
  /** Names of objects without a box, by kind. */
  readonly listed: Map<string, string[]>;
}

/** Policies of all pods of a namespace that are told. */
const MOST_NOTES = 4;

const POD_SECURITY = 'pod-security.kubernetes.io/enforce';

/** Objects as panels of entries, joined by what refers to what. */
export class Stack {
  readonly panels = new Map<string, StackPanel>();
  private readonly named = new Map<string, StackEntry>();
  private readonly elsewhere = new Map<string, StackEntry>();
  private readonly pods = new PodIndex();
  private readonly onlyNamespaces: ReadonlyMap<string, string>;

  constructor(objects: readonly StackObject[], private readonly cluster: PodCluster) {
    this.onlyNamespaces = onlyNamespaces(objects);
    const network = new ClusterNetwork(objects.map(({ object }) => object), cluster, []);
    const entries = objects.map((each): [KubeObject, StackEntry | undefined] => [each.object, this.entryOf(each)]);
    const byObject = new Map(entries);
    for (const [object, entry] of entries) {
      if (entry && hasPods(object.kind)) { this.pods.add(entry, network.pod(podOfObject(object, cluster))); }
    }
    const forAll = new Set<StackEntry>();
    for (const policy of network.policies.all) {
      const entry = byObject.get(network.policies.sourceOf(policy).object);
      if (!entry) { continue; }
      entry.details.push(...policyText(policy));
      if (selectsAll(policy)) {
        forAll.add(entry);
        continue;
      }
      for (const selected of this.pods.selectedBy(policy)) { this.join(entry, selected); }
    }
    for (const [object, entry] of entries) {
      if (!entry) { continue; }
      for (const reference of referencesOf(object)) { this.refer(entry, reference, object); }
      if (object.kind === 'Service') {
        for (const served of this.pods.servedBy(object)) { this.join(entry, served); }
      }
    }
    for (const [object, entry] of entries) { if (entry) { this.addMade(object, entry); } }
    for (const { object, origin } of objects) {
      if (object.kind === 'Namespace') { this.noteNamespace(object, origin); }
    }
    this.noteForAll(forAll);
  }

  private entryOf({ object, origin }: StackObject): StackEntry | undefined {
    const { kind, metadata } = object;
    const name = String(metadata.name);
    if (kind === 'Namespace') { return undefined; }
    const isCluster = CLUSTER_SCOPED_KINDS.has(kind);
    const namespace = isCluster ? this.onlyNamespaces.get(origin) : String(metadata.namespace ?? '');
    const tone = toneOf(object);
    const panel = this.panel(origin, namespace);
    if (!tone) {
      const names = panel.listed.get(kind);
      if (names) { names.push(name); } else { panel.listed.set(kind, [name]); }
      return undefined;
    }
    const entry = made(kind, name, tone, panelKey(origin, namespace), detailsOf(object));
    if (kind === 'SandboxTemplate' && managedPolicy(object, this.cluster.release, templateLabels(name))) {
      entry.details.push('policy by the controller');
    }
    if (isCluster && namespace !== undefined) { entry.details.push('of the whole cluster'); }
    panel.entries.push(entry);
    this.named.set(JSON.stringify([kind, isCluster ? null : namespace, name]), entry);
    return entry;
  }

  /** An arrow to what an object names, or from it; what stands in another panel, or nowhere, gets a box of its own. */
  private refer(entry: StackEntry, { kind, name, isBefore }: StackReference, object: KubeObject): void {
    const isCluster = CLUSTER_SCOPED_KINDS.has(kind);
    const namespace = isCluster ? null : String(object.metadata.namespace ?? '');
    const found = this.named.get(JSON.stringify([kind, namespace, name]));
    const other = found?.panel === entry.panel ? found : this.reference(entry.panel, kind, name, found);
    if (isBefore) { join(other, entry); } else { join(entry, other); }
  }

  private reference(panel: string, kind: string, name: string, found: StackEntry | undefined): StackEntry {
    const key = JSON.stringify([panel, kind, name]);
    const known = this.elsewhere.get(key);
    if (known) { return known; }
    const { origin } = this.panels.get(found?.panel ?? panel)!;
    const tone =
      found?.tone ?? (kind === 'RuntimeClass' ? 'runtime' : kind.startsWith('Sandbox') ? 'sandbox' : 'workload');
    const entry = made(kind, name, tone, panel, [found ? `in ${origin}` : 'not in the picture'], true);
    this.elsewhere.set(key, entry);
    this.panels.get(panel)!.entries.push(entry);
    return entry;
  }

  /** The sandboxes that the controller makes of a claim, and of a pool that nobody here claims from. */
  private addMade({ kind, spec }: KubeObject, entry: StackEntry): void {
    const isPool = kind === 'SandboxWarmPool' && entry.after.length === 0;
    if (kind !== 'SandboxClaim' && !isPool) { return; }
    const { replicas } = inObject(spec);
    const number = typeof replicas === 'number' ? [`${replicas} wait for claims`] : ['wait for claims'];
    const details = isPool ? number : ['one for each claim'];
    const sandbox = made('Sandbox', 'made by the controller', 'sandbox', entry.panel, details, true);
    this.panels.get(entry.panel)!.entries.push(sandbox);
    join(entry, sandbox);
  }

  private noteNamespace({ metadata: { name, labels } }: KubeObject, origin: string): void {
    const own = this.panels.get(panelKey(origin, name));
    const panels = own ? [own] : [...this.panels.values()].filter(({ namespace }) => namespace === name);
    const level = inObject(labels)[POD_SECURITY];
    const text = `namespace made here${typeof level === 'string' ? `, pod security ${level}` : ''}`;
    for (const panel of panels.length > 0 ? panels : [this.panel(origin, name)]) {
      panel.notes.push(own || panels.length === 0 ? text : text.replace('here', `in ${origin}`));
    }
  }

  /** Policies of all pods of a namespace are notes: arrows from them to each box would hide the others. */
  private noteForAll(policies: ReadonlySet<StackEntry>): void {
    for (const panel of this.panels.values()) {
      const own = panel.entries.filter((entry) => policies.has(entry));
      if (own.length === 0) { continue; }
      panel.entries = panel.entries.filter((entry) => !policies.has(entry));
      const told = own.slice(0, MOST_NOTES);
      panel.notes.push(
        ...told.map(({ kind, name, details }) => `all pods: ${kind} ${brief(name)} (${details.join(', ')})`),
        ...(told.length < own.length ? [`all pods: ${own.length - told.length} more policies`] : []),
      );
    }
  }

  /** Arrows stay in their panel. */
  private join(from: StackEntry, to: StackEntry): void {
    if (from.panel === to.panel) { join(from, to); }
  }

  private panel(origin: string, namespace: string | undefined): StackPanel {
    const key = panelKey(origin, namespace);
    let panel = this.panels.get(key);
    if (!panel) {
      panel = { origin, namespace, notes: [], entries: [], listed: new Map() };
      this.panels.set(key, panel);
    }
    return panel;
  }
}

/** By chart or file, its namespace, if it has one only: what it has for the whole cluster is shown there, too. */
function onlyNamespaces(objects: readonly StackObject[]): Map<string, string> {
  const namespaces = new Map<string, Set<string>>();
  for (const { object: { kind, metadata }, origin } of objects) {
    const isCluster = CLUSTER_SCOPED_KINDS.has(kind);
    if (isCluster && kind !== 'Namespace') { continue; }
    const found = namespaces.get(origin) ?? new Set();
    namespaces.set(origin, found.add(String((isCluster ? metadata.name : metadata.namespace) ?? '')));
  }
  return new Map([...namespaces].flatMap(([origin, [first, ...others]]) => (
    others.length === 0 ? [[origin, first] as const] : []
  )));
}

function panelKey(origin: string, namespace: string | undefined): string {
  return JSON.stringify([origin, namespace ?? null]);
}

function made(
  kind: string,
  name: string,
  tone: Tone,
  panel: string,
  details: string[],
  isElsewhere = false,
): StackEntry {
  return { kind, name, tone, panel, details, isElsewhere, before: [], after: [] };
}
