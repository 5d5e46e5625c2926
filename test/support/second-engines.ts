/**
 * Who reaches whom by the policies of each engine, read off their JSON without anything of the library's evaluator. It
 * knows no doubt, and throws at forms that it has not: what is printed for sandboxes, and random NetworkPolicies.
 */
import { BlockList, isIPv4 } from 'node:net';
import type { KubeObject } from '../../src/kubernetes/kube-object';

interface ContainerPort {
  readonly name?: string;
  readonly protocol?: string;
  readonly containerPort: number;
}

/** A pod of which everything is known. */
export interface KnownPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports?: readonly ContainerPort[];
}

/** A pod, an address, or a domain. */
export type Other = KnownPod | { readonly address: string } | { readonly domain: string };

/** Such as `TCP 443`. */
type On = string;

type Direction = 'egress' | 'ingress';

/** What a policy that selects the pod says of a connection. */
interface Said {
  readonly isolates: boolean;
  readonly allows: boolean;
  readonly denies: boolean;
}

/** One of the range of pods, which no range of a policy divides. */
export const POD_RANGE = '10.244.0.0/16';
const POD_ADDRESS = '10.244.0.7';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

export class SecondEngines {
  private readonly namespaces = new Map<string, Readonly<Record<string, string>>>();
  private readonly policies: readonly any[];
  private readonly rules = new WeakMap<Other, Map<object, readonly any[]>>();
  private readonly byPod = new Map<KnownPod, readonly any[]>();

  /**
   * @param objects policies, those that the controller makes too, and namespaces
   * @param isLoose how it reads what Kubernetes leaves open: a port with a name is one of an address, and of a pod
   * whose ports are not known, and a range selects pods with such addresses
   */
  constructor(objects: readonly KubeObject[], private readonly isLoose = false) {
    for (const { kind, metadata: { name, labels } } of objects) {
      if (kind === 'Namespace') { this.namespaces.set(name, { ...labels, [NAMESPACE_NAME]: name }); }
    }
    this.policies = objects.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
  }

  /** Whether a policy is about what leaves a pod, or enters it. */
  hasPolicyFor(pod: KnownPod, direction: Direction): boolean {
    return this.policies.some((policy) => this.selects(policy, pod)
      && (policy.kind === 'ClusterNetworkPolicy' ? policy.spec[direction] !== undefined
        : this.say(policy, direction, pod, { address: '1.1.1.1' }, 'TCP 1').isolates));
  }

  /** Whether a pod reaches a peer, by the policies at both ends. */
  reaches(from: KnownPod, to: Other, on: On): boolean {
    return this.passes('egress', from, to, on) && ('namespace' in to ? this.passes('ingress', to, from, on) : true);
  }

  private passes(direction: Direction, pod: KnownPod, other: Other, on: On): boolean {
    const selecting = this.selecting(pod);
    const guards = selecting.filter(({ kind }) => kind === 'ClusterNetworkPolicy');
    if (guards.some((policy) => denies(policy, direction, other))) { return false; }
    const said = selecting.filter((policy) => !guards.includes(policy))
      .map((policy) => this.say(policy, direction, pod, other, on));
    if (said.some((each) => each.denies)) { return false; }
    return said.some((each) => each.allows) || said.every((each) => !each.isolates);
  }

  private selecting(pod: KnownPod): readonly any[] {
    let found = this.byPod.get(pod);
    if (!found) { this.byPod.set(pod, found = this.policies.filter((policy) => this.selects(policy, pod))); }
    return found;
  }

  private selects({ kind, metadata, spec }: any, pod: KnownPod): boolean {
    if (kind === 'ClusterNetworkPolicy') {
      const { namespaceSelector, podSelector } = spec.subject.pods;
      return fits(namespaceSelector, this.labelsOf(pod.namespace)) && fits(podSelector, pod.labels);
    }
    if (metadata.namespace !== pod.namespace) { return false; }
    return kind === 'CiliumNetworkPolicy'
      ? fits(spec.endpointSelector, this.ciliumLabels(pod))
      : fits(spec.podSelector, pod.labels);
  }

  private say(policy: any, direction: Direction, pod: KnownPod, other: Other, on: On): Said {
    const { kind, spec, metadata: { namespace } } = policy;
    switch (kind) {
      case 'NetworkPolicy':
      case 'ApplicationNetworkPolicy': {
        if (!typesOf(spec).includes(direction)) { return SILENT; }
        const rules = this.about(spec[direction] ?? [], other, ({ to, from }) => {
          const peers: any[] = (direction === 'egress' ? to : from) ?? [];
          return peers.length === 0 || peers.some((peer) => this.isPeer(peer, namespace, other));
        });
        const entered = direction === 'ingress' ? pod : other;
        return { ...DENIED, allows: rules.some(({ ports }) => this.isOn(ports, on, entered)) };
      }
      case 'FQDNNetworkPolicy': {
        if (direction === 'ingress') { return SILENT; }
        const rules = this.about(spec.egress, other, ({ matches }) => (
          matches.some(({ name, pattern }: any) => isNamed(other, name ?? pattern))
        ));
        return { ...DENIED, allows: rules.some(({ ports }) => this.isOn(ports, on, other)) };
      }
      case 'CiliumNetworkPolicy': return this.ofCilium(spec, direction, namespace, other, on);
      default: throw new Error(`${kind} is not read`);
    }
  }

  /** The rules that are about a peer, on some port: they are asked of many ports. */
  private about(rules: readonly any[], other: Other, isAbout: (rule: any) => boolean): readonly any[] {
    const known = this.rules.get(other) ?? new Map<object, readonly any[]>();
    this.rules.set(other, known);
    let found = known.get(rules);
    if (!found) { known.set(rules, found = rules.filter(isAbout)); }
    return found;
  }

  private isPeer({ ipBlock, podSelector, namespaceSelector, domainNames }: any, own: string, other: Other): boolean {
    if (domainNames) { return domainNames.some((name: string) => isNamed(other, name)); }
    if (ipBlock) {
      if ('address' in other) { return isInBlock(ipBlock, other.address); }
      return 'namespace' in other && this.isLoose && isInBlock(ipBlock, POD_ADDRESS);
    }
    if (!('namespace' in other)) { return false; }
    return (namespaceSelector ? fits(namespaceSelector, this.labelsOf(other.namespace)) : other.namespace === own)
      && fits(podSelector ?? {}, other.labels);
  }

  private ofCilium(spec: any, direction: Direction, own: string, other: Other, on: On): Said {
    const [allowed, denied] = [spec[direction] ?? [], spec[`${direction}Deny`] ?? []];
    const prefix = direction === 'egress' ? 'to' : 'from';
    const isAbout = ({ toPorts: _, ...rule }: any): boolean => {
      const known = ['Endpoints', 'CIDRSet', 'FQDNs'].map((each) => `${prefix}${each}`);
      const odd = Object.keys(rule).find((member) => !known.includes(member));
      if (odd) { throw new Error(`'${odd}' of a rule of Cilium is not read`); }
      const [endpoints = [], ranges = [], names = []] = known.map((member) => rule[member]);
      return endpoints.some((selector: any) => this.isEndpoint(selector, own, other))
        || ranges.some((range: any) => 'address' in other && isInBlock(range, other.address))
        || names.some(({ matchName, matchPattern }: any) => isNamed(other, matchName ?? matchPattern));
    };
    const has = (rules: any[]) => this.about(rules, other, isAbout).some(({ toPorts }) => {
      const ports = toPorts?.flatMap((each: any) => each.ports)
        .map(({ port, ...rest }: any) => ({ ...rest, ...(port !== '0' && { port: Number(port) }) }));
      return this.isOn(ports, on, other);
    });
    return { isolates: allowed.length + denied.length > 0, allows: has(allowed), denies: has(denied) };
  }

  private isEndpoint(selector: any, own: string, other: Other): boolean {
    if (!('namespace' in other)) { return false; }
    return (JSON.stringify(selector).includes('k8s:io.') || own === other.namespace)
      && fits(selector, this.ciliumLabels(other));
  }

  /** A port that rules name is one of the pod at the end that is entered. */
  private isOn(ports: readonly any[] | undefined, on: On, entered: Other): boolean {
    const [protocol, text] = on.split(' ');
    return (ports ?? []).length === 0 || ports!.some(({ protocol: wanted = 'TCP', port, endPort = port }) => {
      if (wanted !== protocol && wanted !== 'ANY') { return false; }
      if (typeof port === 'string') {
        if (!('ports' in entered)) { return this.isLoose; }
        return entered.ports!.some(({ name, protocol: of = 'TCP', containerPort }) => (
          name === port && of === protocol && containerPort === Number(text)
        ));
      }
      return port === undefined || (port <= Number(text) && Number(text) <= endPort);
    });
  }

  private ciliumLabels({ namespace, labels }: KnownPod): Record<string, string> {
    return Object.fromEntries([
      ...Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]),
      ...Object.entries(this.labelsOf(namespace))
        .map(([key, value]) => [`k8s:io.cilium.k8s.namespace.labels.${key}`, value]),
      ['k8s:io.kubernetes.pod.namespace', namespace],
    ]);
  }

  private labelsOf(namespace: string): Readonly<Record<string, string>> {
    const found = this.namespaces.get(namespace);
    if (!found) { throw new Error(`namespace ${namespace} is not known`); }
    return found;
  }
}

const SILENT: Said = { isolates: false, allows: false, denies: false };
const DENIED: Said = { ...SILENT, isolates: true };

function typesOf({ policyTypes, egress }: any): Direction[] {
  if (policyTypes?.length > 0) { return policyTypes.map((type: string) => type.toLowerCase()); }
  return egress?.length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

function denies({ spec }: any, direction: Direction, other: Other): boolean {
  if (spec.tier !== 'Admin') { throw new Error('tiers but Admin are not read'); }
  return (spec[direction] ?? []).some(({ action, to, protocols }: any) => {
    if (action !== 'Deny' || protocols) { throw new Error('rules that do not deny everything are not read'); }
    return to.some(({ networks }: any) => (
      'address' in other && networks.some((cidr: string) => isInBlock({ cidr }, other.address))
    ));
  });
}

function fits({ matchLabels = {}, matchExpressions = [] }: any, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(({ key, operator, values }: any) => {
      switch (operator) {
        case 'In': return values.includes(labels[key]);
        case 'NotIn': return !values.includes(labels[key]);
        case 'Exists': return key in labels;
        case 'DoesNotExist': return !(key in labels);
        default: throw new Error(`operator ${operator}`);
      }
    });
}

/** A star in front has any labels; the names here have no other stars. */
function isNamed(other: Other, name: string): boolean {
  if (!('domain' in other)) { return false; }
  return name.startsWith('*.') ? other.domain.endsWith(name.slice(1)) : other.domain === name;
}

function isInBlock({ cidr, except = [] }: { cidr: string; except?: string[] }, address: string): boolean {
  return isIn(cidr, address) && !except.some((each) => isIn(each, address));
}

const lists = new Map<string, BlockList>();
const answers = new Map<string, boolean>();

function isIn(cidr: string, address: string): boolean {
  const key = `${cidr} ${address}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    const [network, prefix] = cidr.split('/');
    const family = isIPv4(network) ? 'ipv4' : 'ipv6';
    let list = lists.get(cidr);
    if (!list) {
      lists.set(cidr, list = new BlockList());
      list.addSubnet(network, Number(prefix), family);
    }
    answers.set(key, answer = isIPv4(address) === isIPv4(network) && list.check(address, family));
  }
  return answer;
}
