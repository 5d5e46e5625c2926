import { ALL, Answered, askEverywhere } from './address-space';
import { AskedPort, portsOf, portsTo } from './ports';
import type { Reached, ReachedRange } from './reached';
import { best, NO, reached, ReachVerdict, worst } from './verdict';
import { CLUSTER_DNS, ClusterDns, NAMESPACE_NAME, NODE_LOCAL_DNS } from '../../kubernetes/well-known';
import { addressOf, Cidr, compare, formatAddress, subtract } from '../../network/intent/cidr';
import type { Pods, Target } from '../../network/intent/intent';
import { targetText } from '../../network/intent/rule-text';
import type { Direction, NetworkPeer, NetworkPod, ReadPolicy } from '../../network/reachability';
import type { ClusterNetwork } from '../../network/reachability/cluster-network';
import { decide } from '../../network/reachability/decide';
import type { PeerMatcher } from '../../network/reachability/model';
import { podWithLabels } from '../../network/reachability/pods';
import { USUAL_POD_RANGES } from '../../network/reachability/ranges';

const DNS_PORT = 53;

/** What is asked where the DNS of the cluster is not known. */
const USUAL_DNS: ClusterDns = { pods: CLUSTER_DNS, addresses: [NODE_LOCAL_DNS] };

/** Namespaces whose names nobody gives. */
const ELSEWHERE = ['elsewhere', 'default'];

/** Whom pods reach by the policies of a cluster, asked of the same evaluator as the network report. */
export class NetworkReach {
  /** Answers about addresses by the rules that decide: a fleet has one policy a sandbox, with the same rules. */
  private readonly answers = new Map<string, readonly ReachedRange[]>();
  private readonly texts = new Map<ReadPolicy, string>();

  private readonly nameServers: readonly Cidr[];
  private readonly podRanges: readonly Cidr[];

  /**
   * @param podRanges where pods of the cluster have their addresses, if that is known
   * @param dns who answers lookups there, if that is known
   */
  constructor(
    private readonly network: ClusterNetwork,
    podRanges: readonly Cidr[] = USUAL_POD_RANGES,
    private readonly dns?: ClusterDns,
  ) {
    this.nameServers = dns?.addresses?.map(addressOf) ?? [];
    this.podRanges = podRanges.flatMap((range) => subtract(range, this.nameServers));
  }

  /** The addresses that pods reach, on any port. */
  ranges(pod: NetworkPod): readonly ReachedRange[] {
    const open = this.unread(pod);
    if (open !== undefined) { return ALL.map((cidr) => ({ cidr, isCertain: false, why: open })); }
    const policies = this.policiesAt(pod, 'egress');
    const key = `${pod.hostNetwork === true} ${policies.map((policy) => this.textOf(policy, pod)).join('\n')}`;
    const known = this.answers.get(key);
    if (known) { return known; }
    const found = this.askAddresses(pod, policies.map(withoutDomains));
    // What leaves something open is told with the names of the pod and of its policies.
    if (found.every(({ isCertain }) => isCertain)) { this.answers.set(key, found); }
    return found;
  }

  /** The domains, name servers and pods that pods reach. */
  named(pod: NetworkPod, isTemplate: boolean): Reached[] {
    const policies = this.policiesAt(pod, 'egress');
    return [
      ...this.domains(pod, policies),
      ...this.lookups(pod, policies),
      ...(isTemplate ? this.ownPods(pod, policies) : []),
      ...this.pods(pod, policies),
    ];
  }

  private askAddresses(pod: NetworkPod, policies: readonly ReadPolicy[]): ReachedRange[] {
    const ports = portsOf(policies, 'egress');
    const cidrs = policies.flatMap((policy) => targetsOf(policy).flatMap((target) =>
      (target.kind === 'range' ? [target.cidr, ...target.except ?? []] : [])));
    // Lookups are told as such: where GKE has Cloud DNS, the address of the metadata answers them on port 53.
    const besidesLookups = ports.map(([protocol, port]): AskedPort => [protocol, port === DNS_PORT ? port + 1 : port]);
    const found = askEverywhere([...this.nameServers, ...cidrs], (example): Answered<ReachVerdict> => {
      const to: NetworkPeer = { kind: 'address', address: example, text: formatAddress(example) };
      const isNameServer = this.nameServers.some((each) => compare(each, example) === 0);
      const value = this.verdict(policies, 'egress', pod, to, to, isNameServer ? besidesLookups : ports);
      return { key: value.may === 'perhaps' ? `perhaps ${value.why}` : value.may, value };
    });
    return found.filter(({ value: { may } }) => may !== 'no').map(({ cidr, value: { may, why } }) => (
      { cidr, isCertain: may === 'yes', ...(may !== 'yes' && { why }) }
    ));
  }

  /** Names that rules list one by one. */
  private domains(pod: NetworkPod, policies: readonly ReadPolicy[]): Reached[] {
    const names = new Set(policies.flatMap((policy) =>
      targetsOf(policy).flatMap((target) => (target.kind === 'domain' ? [target.name] : []))));
    const ports = portsOf(policies, 'egress');
    return [...names].flatMap((name) => {
      const to: NetworkPeer = { kind: 'domain', domain: name.replace(/^[*]+\.?/, 'www.').replace(/[*]/g, 'x') };
      const verdict = this.verdict(policies, 'egress', pod, to, to, ports);
      return reached(verdict, name, { is: 'domain', name });
    });
  }

  private lookups(pod: NetworkPod, policies: readonly ReadPolicy[]): Reached[] {
    const { pods, addresses = [] } = this.dns ?? USUAL_DNS;
    const on = (port: number): AskedPort[] => [['UDP', port], ['TCP', port]];
    const server = pods && this.network.pod(podWithLabels('DNS', pods.namespace, pods.podLabels, true));
    const verdicts = [
      ...(server ? [this.toPod(pod, policies, server, server, on(pods.port ?? DNS_PORT))] : []),
      ...addresses.map((text) => {
        const local: NetworkPeer = { kind: 'address', address: addressOf(text), text };
        return this.verdict(policies, 'egress', pod, local, local, on(DNS_PORT));
      }),
    ];
    return reached(best(verdicts), 'the DNS of the cluster', { is: 'dns' });
  }

  /** Sandboxes of the same template. */
  private ownPods(pod: NetworkPod, policies: readonly ReadPolicy[]): Reached[] {
    return reached(this.toPod(pod, policies, pod, pod), 'other sandboxes of its template', { is: 'own-pods' });
  }

  /**
   * Pods of its namespace and of others, and those that rules select by labels. Of pods that no rule selects, the
   * labels are taken to be none as far as its own policies ask, and not to be known as far as theirs do.
   */
  private pods(pod: NetworkPod, policies: readonly ReadPolicy[]): Reached[] {
    const { namespace } = pod;
    const other = ELSEWHERE.find((each) => each !== namespace)!;
    const own = this.toPod(pod, policies, ...this.strangers(namespace));
    const others = this.toPod(pod, policies, ...this.strangers(other));
    return [
      ...reached(own, `pods of its namespace${namespace ? ` '${namespace}'` : ''}`, { is: 'pods', namespace }),
      ...reached(others, 'pods of other namespaces', { is: 'pods' }),
      ...this.selected(pod, policies, own.may === 'yes', others.may === 'yes'),
    ];
  }

  private strangers(namespace: string): [NetworkPod, NetworkPod] {
    return [this.anyone(namespace, {}, true), this.anyone(namespace, {}, false)];
  }

  /** Pods with labels, which may be those of a Sandbox that is known. */
  private anyone(namespace: string, known: Readonly<Record<string, string>>, isAll: boolean): NetworkPod {
    const pod = podWithLabels('pods', namespace, known, isAll);
    return { ...this.network.pod(pod), labels: pod.labels };
  }

  private selected(pod: NetworkPod, policies: readonly ReadPolicy[], isOwn: boolean, isOthers: boolean): Reached[] {
    const told = new Map<string, Reached>();
    for (const policy of policies) {
      for (const { action, peers = [] } of policy.egress!.rules) {
        for (const target of action === 'allow' ? peers.flatMap(targetsIn) : []) {
          if (target.kind !== 'pods' || this.isOfDns(target)) { continue; }
          const text = targetText(target);
          const namespace = namespaceOf(target, pod.namespace);
          const isTold = namespace === undefined ? isOwn && isOthers : namespace === pod.namespace ? isOwn : isOthers;
          if (isTold || told.has(text)) { continue; }
          const verdict = this.toSelected(pod, policies, target, namespace);
          for (const each of reached(verdict, text, { is: 'pods', ...(namespace !== undefined && { namespace }) })) {
            told.set(text, each);
          }
        }
      }
    }
    return [...told.values()];
  }

  private toSelected(
    pod: NetworkPod,
    policies: readonly ReadPolicy[],
    { podSelector, namespaceSelector }: Pods,
    namespace: string | undefined,
  ): ReachVerdict {
    const others = Object.keys(namespaceSelector?.matchLabels ?? {}).length > 1 || namespaceSelector?.matchExpressions;
    if (namespace === undefined || podSelector.matchExpressions || others) {
      return { may: 'perhaps', why: 'it is not known which pods have the labels' };
    }
    const labels = podSelector.matchLabels ?? {};
    return this.toPod(
      pod, policies, this.anyone(namespace, labels, true), this.anyone(namespace, labels, false),
    );
  }

  /** Whether a pod reaches another, which its own policies and those of the other may see with other labels. */
  private toPod(
    from: NetworkPod,
    policies: readonly ReadPolicy[],
    seen: NetworkPod,
    to: NetworkPod,
    ports?: readonly AskedPort[],
  ): ReachVerdict {
    const entering = this.policiesAt(to, 'ingress');
    const asked = ports ?? portsTo(to, policies, entering);
    const target: NetworkPeer = { kind: 'pod', pod: to };
    const verdicts = asked.map((port) => worst([
      this.verdict(policies, 'egress', from, { kind: 'pod', pod: seen }, target, [port]),
      this.verdict(entering, 'ingress', to, { kind: 'pod', pod: from }, target, [port]),
    ]));
    return best(verdicts);
  }

  /** What policies at one end say, on any of the ports. */
  private verdict(
    policies: readonly ReadPolicy[],
    direction: Direction,
    pod: NetworkPod,
    peer: NetworkPeer,
    target: NetworkPeer,
    ports: readonly AskedPort[],
  ): ReachVerdict {
    const open = this.unread(pod);
    if (open) { return { may: 'perhaps', why: open }; }
    let found = NO;
    for (const [protocol, port] of ports) {
      const { podRanges } = this;
      const decided = decide(policies, { direction, pod, peer, target, port, protocol, podRanges });
      if (!decided.mayPass) { continue; }
      const { text: why } = decided.reason;
      if (!decided.mayFail) { return { may: 'yes', why }; }
      found = found.may === 'no' ? { may: 'perhaps', why } : found;
    }
    return found;
  }

  private policiesAt(pod: NetworkPod, direction: Direction): ReadPolicy[] {
    return this.network.policies.of(pod).filter((policy) => policy[direction] && policy.selects(pod) !== 'no');
  }

  private isOfDns({ podSelector, namespaceSelector }: Pods): boolean {
    const { pods } = this.dns ?? USUAL_DNS;
    return pods !== undefined && namespaceSelector?.matchLabels?.[NAMESPACE_NAME] === pods.namespace
      && Object.entries(pods.podLabels).every(([key, value]) => podSelector.matchLabels?.[key] === value);
  }

  /** Why nothing is known of the policies of a pod. */
  private unread(pod: NetworkPod): string | undefined {
    const kind = this.network.policies.unreadOf(pod);
    return kind === undefined ? pod.unknownPolicy : `${kind} may apply to ${pod.title}, and is not read here`;
  }

  /** The rules of a policy as far as addresses go: equal texts have equal answers. */
  private textOf(policy: ReadPolicy, pod: NetworkPod): string {
    let text = this.texts.get(policy);
    if (text === undefined) {
      const { object: { kind, spec, specs }, part } = this.network.policies.sourceOf(policy);
      const { podSelector: _, endpointSelector: __, ingress: ___, ...rules } = Object(spec) as Record<string, unknown>;
      this.texts.set(policy, text = JSON.stringify([kind, rules, specs, part], plain));
    }
    return `${policy.selects(pod)} ${text}`;
  }
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A domain has addresses, which are then told as the domain. */
function withoutDomains(policy: ReadPolicy): ReadPolicy {
  const { egress } = policy;
  if (!egress?.rules.some(({ peers = [] }) => peers.some(isDomain))) { return policy; }
  const rules = egress.rules.map(({ peers, ...rule }) => ({
    ...rule, ...(peers && { peers: peers.filter((peer) => !isDomain(peer)) }),
  }));
  return { ...policy, egress: { ...egress, rules } };
}

function isDomain(peer: PeerMatcher): boolean {
  return targetsIn(peer).some(({ kind }) => kind === 'domain');
}

function targetsIn({ target, targets = [] }: PeerMatcher): readonly Target[] {
  return target ? [target] : targets;
}

function targetsOf({ egress }: ReadPolicy): Target[] {
  return (egress?.rules ?? []).flatMap(({ peers = [] }) => peers.flatMap(targetsIn));
}

/** The namespace that a target names; undefined where other labels select some. */
function namespaceOf({ namespaceSelector }: Pods, own: string): string | undefined {
  return namespaceSelector ? namespaceSelector.matchLabels?.[NAMESPACE_NAME] : own;
}
