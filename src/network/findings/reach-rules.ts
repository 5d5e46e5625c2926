import { NetworkContext, PlacedSandboxPod, SelectedPods } from './network-context';
import { byChart, namesOf, NetworkFinding, warning } from './sandbox-findings';
import { ROUTER_LABELS } from '../../api/labels';
import { CLUSTER_DNS, ClusterDns, NODE_LOCAL_DNS } from '../../kubernetes/well-known';
import { PLATFORM_ADDRESSES } from '../intent/addresses';
import { addressOf, formatAddress } from '../intent/cidr';
import { mayReach, NetworkPeer, NetworkPod, Protocol, ReadPolicy } from '../reachability';
import type { ClusterNetwork } from '../reachability/cluster-network';
import { allOf, namespaceLabels } from '../reachability/labels';

const METADATA_PORT = 80;

const DNS_PORT = 53;

const PROXIED_PORT = 8888;

/** Addresses of services with credentials of the node, each once. */
const PLATFORM = [...new Set(PLATFORM_ADDRESSES.map(({ cidr }) => formatAddress(cidr)))];

/** The name servers of pods that use the DNS of a cluster of which nothing is declared. */
const USUAL_DNS: ClusterDns = { pods: CLUSTER_DNS, addresses: [NODE_LOCAL_DNS] };

/** A name server, and its port. */
export interface NameServer {
  readonly to: NetworkPeer;
  readonly port: number;
}

/** The name servers of pods that use the DNS of the cluster. */
export function clusterServers({ pods, addresses = [] }: ClusterDns = USUAL_DNS): NameServer[] {
  return [
    ...(pods ? [{
      to: {
        kind: 'pod' as const,
        pod: {
          title: 'the DNS of the cluster',
          namespace: pods.namespace,
          namespaceLabels: namespaceLabels(pods.namespace),
          labels: allOf(pods.podLabels),
        },
      },
      port: pods.port ?? DNS_PORT,
    }] : []),
    ...addresses.map((address) => ({ to: addressPeer(address), port: DNS_PORT })),
  ];
}

/**
 * ASB343: policies let something out, but not to whom the pods ask for names. Templates with a policy of theirs are
 * ASB216.
 */
export function nameless({ network, cluster }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const answers = new Map<string, boolean>();
  const cut = selected.filter(({ sandbox: { pod, asks, keeper }, policies, text }) => {
    if (
      keeper !== 'nobody' ||
      asks === undefined ||
      !policies.some(({ egress }) => egress?.rules.some(({ action }) => action === 'allow'))
    ) {
      return false;
    }
    return answerTo(`${String(asks)} ${text}`, answers, () => {
      const servers = asks === 'cluster' ? clusterServers(cluster.dns)
        : asks.flatMap(tryAddress).map((to) => ({ to, port: DNS_PORT }));
      return servers.length > 0
        && servers.every(({ to, port }) => egressOf(network, pod, to, port, 'UDP') === false);
    });
  });
  return byChart(cut.map(({ sandbox }) => sandbox), 'ASB343', (named) => ({
    message: `policies let ${named} out, but not to the name servers that it asks, so no name is resolved`,
    remedy: "let it reach port 53 of them by UDP and TCP; a SandboxEgress does so by its 'dns'",
    remedyInFile: 'let it reach port 53 of them by UDP and TCP',
  }));
}

/** ASB344: the default policy of templates does not let a router in. */
export function unroutable(
  { network, workloads, cluster }: NetworkContext,
  sandboxes: readonly PlacedSandboxPod[],
): NetworkFinding[] {
  const { routerNamespace } = cluster.release.controller;
  const templates = sandboxes.filter(({ keeper }) => keeper === 'default');
  return workloads
    .filter(({ pod }) => isRouter(pod))
    .flatMap(({ pod, path }) => {
      const cut = templates.filter(
        (template) =>
          mayReach(network.policies, {
            from: pod,
            to: { kind: 'pod', pod: template.pod },
            port: PROXIED_PORT,
            protocol: 'TCP',
          }).allowed === false,
      );
      const where = routerNamespace === undefined ? 'of their own namespace' : `in namespace '${routerNamespace}'`;
      return cut.length === 0 ? [] : [warning('ASB344', path, {
        message: `the router cannot reach ${namesOf(cut)}, whose default policy lets in pods with the label `
          + `app=sandbox-router ${where} alone`,
        remedy: "run it there with that label, or let it in by 'ingress' of the templates",
        remedyInFile: "run it there with that label, or let it in by 'networkPolicy.ingress' of the templates",
      })];
    });
}

/**
 * ASB345: rules of users let pods reach what hands out credentials of the node. What the default lacks is in its docs;
 * what a rule names by itself, as `EgressDestination.metadata` does, is meant.
 */
export function platformReached({ network }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const byAddresses = new Map<string, PlacedSandboxPod[]>();
  const answers = new Map<string, string>();
  for (const { sandbox, policies, addressText } of selected) {
    const { pod, keeper } = sandbox;
    if (keeper === 'default' || policies.every(({ egress }) => !egress)) { continue; }
    const reached = answerTo(addressText, answers, () => {
      const named = addressesNamedBy(policies);
      return PLATFORM.filter(
        (address) => !named.has(address) && egressOf(network, pod, addressPeer(address), METADATA_PORT, 'TCP') === true,
      ).join(', ');
    });
    if (reached === '') { continue; }
    const list = byAddresses.get(reached);
    if (list) { list.push(sandbox); } else { byAddresses.set(reached, [sandbox]); }
  }
  return [...byAddresses].flatMap(([reached, sandboxes]) => byChart(sandboxes, 'ASB345', (named) => ({
    message: `policies let ${named} reach the metadata of clouds, which gives out credentials of the node: ${reached}`,
    remedy: "add the addresses to 'except' of the rule, or give 'egress', which blocks them",
    remedyInFile: "add the addresses to 'except' of the rule",
  })));
}

/** The answer to a question, which is asked once. */
export function answerTo<T>(question: string, answers: Map<string, T>, ask: () => T): T {
  let answer = answers.get(question);
  if (answer === undefined) { answers.set(question, answer = ask()); }
  return answer;
}

/** Addresses that rules allow one by one, not in a range. */
function addressesNamedBy(policies: readonly ReadPolicy[]): ReadonlySet<string | undefined> {
  const rules = policies.flatMap(({ egress }) => egress?.rules ?? []).filter(({ action }) => action === 'allow');
  return new Set(rules.flatMap(({ peers = [] }) => peers.map(({ address }) => address)));
}

function isRouter({ labels: { known } }: NetworkPod): boolean {
  return known.app === ROUTER_LABELS.app || known['app.kubernetes.io/name'] === 'sandbox-router';
}

/** Whether policies at a pod let it out, without those at the other end. */
export function egressOf(
  network: ClusterNetwork,
  from: NetworkPod,
  to: NetworkPeer,
  port: number,
  protocol: Protocol,
): boolean | 'unknown' {
  const [{ effect }] = mayReach(network.policies, { from, to, port, protocol }).reasons;
  return effect === 'unknown' ? effect : effect === 'allow';
}

function addressPeer(text: string): NetworkPeer {
  return { kind: 'address', address: addressOf(text), text };
}

/** Not every text that a pod has for a name server is an address; Kubernetes refuses such a pod. */
function tryAddress(text: string): NetworkPeer[] {
  try {
    return [addressPeer(text)];
  } catch {
    return [];
  }
}
