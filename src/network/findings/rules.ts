import { opensNothing, ownPolicies, probesOpenedBy } from './overlaps';
import { RuleTexts, titleOf } from './policy-texts';
import type { Subject } from './sandboxes';
import { ROUTER_LABELS } from '../../api/labels';
import { constructPath } from '../../app/judged-objects';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CLUSTER_DNS } from '../../kubernetes/well-known';
import { NODE_LOCAL_DNS, PLATFORM_ADDRESSES } from '../intent/addresses';
import { addressOf, formatAddress } from '../intent/cidr';
import { mayReach, Peer, Pod, Policy, Protocol } from '../reachability';
import type { NetworkWorld } from '../reachability/cluster-network';
import { allOf, namespaceLabels } from '../reachability/labels';
import { PodCluster } from '../reachability/pods';

/** A subject whose pod is in its namespace. */
export type Placed = Subject & { readonly pod: Pod };

/** All of a cluster that bears on who reaches whom. */
export interface Network {
  readonly cluster: PodCluster;
  readonly world: NetworkWorld;
  readonly subjects: readonly Placed[];
  readonly policies: ReadonlyArray<{ readonly json: KubeObject; readonly path: string }>;
  /** Pods that are no sandboxes. */
  readonly workloads: ReadonlyArray<{ readonly pod: Pod; readonly path: string }>;
}

/** A subject and the policies that may select it. */
interface Selected {
  readonly subject: Placed;
  readonly policies: readonly Policy[];
  /** Equal for pods of which the policies say the same, so that one answer about whom they reach is that of all. */
  readonly text: string;
}

const METADATA_PORT = 80;
const PROXIED_PORT = 8888;

/** Addresses that hand out what is the node's, each once. */
const PLATFORM = [...new Set(PLATFORM_ADDRESSES.map(({ cidr }) => formatAddress(cidr)))];

/** The pods behind the name servers of clusters. */
const DNS_PODS: Pod = {
  title: 'the DNS of the cluster',
  namespace: CLUSTER_DNS.namespace,
  namespaceLabels: namespaceLabels(CLUSTER_DNS.namespace),
  labels: allOf(CLUSTER_DNS.podLabels),
};

/** Whom pods ask for names that ask the cluster. */
const CLUSTER_SERVERS: readonly Peer[] = [{ kind: 'pod', pod: DNS_PODS }, addressPeer(NODE_LOCAL_DNS)];

/** What is doubtful about a cluster. Nothing is, where policies are of a kind that is not read. */
export function judgeNetwork(network: Network): Finding[] {
  const { world, subjects } = network;
  const read = subjects.filter(({ pod }) => world.policies.unreadOf(pod) === undefined);
  const texts = new RuleTexts(world.policies);
  const selected = read.map((subject) => selectedOf(subject, world, texts));
  return [
    ...unrestricted(selected),
    ...reopened(network, selected),
    ...overruled(network, selected),
    ...nameless(network, selected),
    ...unroutable(network, read),
    ...platformReached(network, selected),
  ];
}

function selectedOf(subject: Placed, world: NetworkWorld, texts: RuleTexts): Selected {
  const { pod } = subject;
  const about = world.policies.of(pod).map((policy) => ({ policy, selects: policy.selects(pod) })).filter(({ selects }) => selects !== 'no');
  const policies = about.map(({ policy }) => policy);
  // Whether a policy is about the pod may be in doubt, and so are then the answers.
  const text = `${pod.hostNetwork === true} ${about.map(({ selects }) => selects).join()} ${texts.of(policies, pod.namespace)}`;
  return { subject, policies, text };
}

/** ASB340: no policy is about what the pods may reach. A pod in the network of its node has none on purpose. */
function unrestricted(selected: readonly Selected[]): Finding[] {
  const bare = selected.filter(({ subject, policies }) => !subject.pod.hostNetwork && policies.every(({ egress }) => !egress));
  return byChart(bare.map(({ subject }) => subject), 'ASB340', (named) => ({
    message: `no network policy of the app is about what ${named} may reach: the metadata of the cloud, private networks and all pods of the cluster are open to it`,
    remedy: "give it 'egress', or select it with a NetworkPolicy; acknowledge it where policies come from elsewhere",
  }));
}

/** ASB341: a policy that is not about one template or sandbox opens what the policies of some deny. */
function reopened({ policies }: Network, selected: readonly Selected[]): Finding[] {
  const told = new Map<string, { opened: Set<string>; subjects: Placed[] }>();
  for (const { subject, policies: selecting } of selected) {
    const own = ownPolicies(selecting);
    if (own.length === 0) { continue; }
    for (const policy of selecting) {
      if (own.includes(policy) || policy.tier !== 'NetworkPolicy' || policy.selects(subject.pod) !== 'yes') { continue; }
      const opened = probesOpenedBy(policy, own, subject.pod);
      if (opened.length === 0) { continue; }
      const entry = told.get(policy.title) ?? { opened: new Set<string>(), subjects: [] };
      told.set(policy.title, entry);
      opened.forEach((probe) => entry.opened.add(probe));
      entry.subjects.push(subject);
    }
  }
  return [...told].map(([title, { opened, subjects }]) => warning('ASB341', pathOf(title, policies) ?? constructPath(subjects[0].object), {
    message: `${title} opens what the policies of ${namesOf(subjects)} deny, as policies add up: ${[...opened].join(', ')}`,
    remedy: 'select with it only the pods that it is meant for',
  }));
}

/** ASB342: a policy that would restrict what the default policy of the controller lets through all the same. */
function overruled({ policies }: Network, selected: readonly Selected[]): Finding[] {
  const byTitle = new Map(policies.map(({ json, path }) => [titleOf(json), { json, path }]));
  return selected.filter(({ subject }) => subject.keeper === 'default').flatMap(({ subject, policies: selecting }) => ownPolicies(selecting).flatMap((policy) => {
    const given = byTitle.get(policy.title);
    if (!given || !opensNothing(given.json, subject.cluster.release)) { return []; }
    return [warning('ASB342', given.path, {
      message: `${policy.title} lets nothing out that the controller's default policy of template '${subject.object.name}' does not, and as policies add up it restricts nothing`,
      remedy: "set 'networkPolicyManagement' of the template to UNMANAGED, or give it the rules as 'egress' or 'networkPolicy'",
    })];
  }));
}

/** ASB343: policies let something out, but not to whom the pods ask for names. Templates with a policy of theirs are ASB216. */
function nameless({ world }: Network, selected: readonly Selected[]): Finding[] {
  const answers = new Map<string, boolean>();
  const cut = selected.filter(({ subject: { pod, asks, keeper }, policies, text }) => {
    if (keeper !== 'nobody' || asks === undefined || !policies.some(({ egress }) => egress?.rules.some(({ action }) => action === 'allow'))) { return false; }
    return answerTo(`${String(asks)} ${text}`, answers, () => {
      const servers = asks === 'cluster' ? CLUSTER_SERVERS : asks.flatMap(tryAddress);
      return servers.length > 0 && servers.every((to) => egressOf(world, pod, to, 53, 'UDP') === false);
    });
  });
  return byChart(cut.map(({ subject }) => subject), 'ASB343', (named) => ({
    message: `policies let ${named} out, but not to the name servers that it asks, so no name is resolved`,
    remedy: "let it reach port 53 of them by UDP and TCP; a SandboxEgress does so by its 'dns'",
  }));
}

/** ASB344: the default policy of templates does not let a router in. */
function unroutable({ world, workloads, cluster }: Network, subjects: readonly Placed[]): Finding[] {
  const { routerNamespace } = cluster.release.controller;
  const templates = subjects.filter(({ keeper }) => keeper === 'default');
  return workloads.filter(({ pod }) => isRouter(pod)).flatMap(({ pod, path }) => {
    const cut = templates.filter((template) => mayReach(world.policies, { from: pod, to: { kind: 'pod', pod: template.pod }, port: PROXIED_PORT, protocol: 'TCP' }).allowed === false);
    return cut.length === 0 ? [] : [warning('ASB344', path, {
      message: `the router cannot reach ${namesOf(cut)}, whose default policy lets in pods with the label app=sandbox-router `
        + `${routerNamespace === undefined ? 'of their own namespace' : `in namespace '${routerNamespace}'`} alone`,
      remedy: "run it there with that label, or let it in by 'ingress' of the templates",
    })];
  });
}

/**
 * ASB345: rules of users let pods reach what hands out credentials of the node. What the default lacks is in its docs; what
 * a rule names by itself, as `EgressDestination.metadata` does, is meant.
 */
function platformReached({ world }: Network, selected: readonly Selected[]): Finding[] {
  const byAddresses = new Map<string, Placed[]>();
  const answers = new Map<string, string>();
  for (const { subject, policies, text } of selected) {
    const { pod, keeper } = subject;
    if (keeper === 'default' || policies.every(({ egress }) => !egress)) { continue; }
    const reached = answerTo(text, answers, () => {
      const named = addressesNamedBy(policies);
      return PLATFORM.filter((address) => !named.has(address) && egressOf(world, pod, addressPeer(address), METADATA_PORT, 'TCP') === true).join(', ');
    });
    if (reached === '') { continue; }
    const list = byAddresses.get(reached);
    if (list) { list.push(subject); } else { byAddresses.set(reached, [subject]); }
  }
  return [...byAddresses].flatMap(([reached, subjects]) => byChart(subjects, 'ASB345', (named) => ({
    message: `policies let ${named} reach the metadata of clouds, which hands out what is the node's: ${reached}`,
    remedy: "add the addresses to 'except' of the rule, or give 'egress', which blocks them",
  })));
}

/** The answer to a question that was asked before, or is asked now. */
function answerTo<T>(question: string, answers: Map<string, T>, ask: () => T): T {
  let answer = answers.get(question);
  if (answer === undefined) { answers.set(question, answer = ask()); }
  return answer;
}

/** Addresses that rules let through one by one, not in a range. */
function addressesNamedBy(policies: readonly Policy[]): ReadonlySet<string | undefined> {
  const rules = policies.flatMap(({ egress }) => egress?.rules ?? []).filter(({ action }) => action === 'allow');
  return new Set(rules.flatMap(({ peers = [] }) => peers.map(({ address }) => address)));
}

function isRouter({ labels: { known } }: Pod): boolean {
  return known.app === ROUTER_LABELS.app || known['app.kubernetes.io/name'] === 'sandbox-router';
}

/** Whether policies at a pod let it out; of the other end nothing is asked. */
function egressOf(world: NetworkWorld, from: Pod, to: Peer, port: number, protocol: Protocol): boolean | 'unknown' {
  const [{ effect }] = mayReach(world.policies, { from, to, port, protocol }).reasons;
  return effect === 'unknown' ? effect : effect === 'allow';
}

function addressPeer(text: string): Peer {
  return { kind: 'address', address: addressOf(text), text };
}

/** Not every text that a pod has for a name server is an address; Kubernetes refuses such a pod. */
function tryAddress(text: string): Peer[] {
  try {
    return [addressPeer(text)];
  } catch {
    return [];
  }
}

/** One finding for each chart, so that a fleet is one line: about its only subject, or the chart. */
function byChart(subjects: readonly Placed[], code: string, tell: (named: string) => Pick<Finding, 'message' | 'remedy'>): Finding[] {
  const charts = new Map<string, Placed[]>();
  for (const subject of subjects) {
    const { path } = subject.object.chart.node;
    const list = charts.get(path);
    if (list) { list.push(subject); } else { charts.set(path, [subject]); }
  }
  return [...charts].map(([path, list]) => warning(code, list.length === 1 ? constructPath(list[0].object) : path, tell(namesOf(list))));
}

/** `sandbox 'a'`, `sandboxes 'a', 'b', 'c' and 9,997 more`. */
function namesOf(subjects: readonly Placed[]): string {
  const names = subjects.slice(0, 3).map(({ pod }) => pod.title);
  const more = subjects.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ').replace(/ and (?=.* and )/g, ', ');
}

function pathOf(title: string, policies: Network['policies']): string | undefined {
  return policies.find(({ json }) => titleOf(json) === title)?.path;
}

function warning(code: string, path: string, told: Pick<Finding, 'message' | 'remedy'>): Finding {
  return { code, severity: FindingSeverity.WARNING, path, ...told };
}
