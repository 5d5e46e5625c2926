import { PLATFORM_V4 } from './addresses';
import { Cidr, contains, formatCidr, isOneAddress, overlaps, remains } from './cidr';
import type { LabelSelectorJson } from './peer-json';
import { localForms } from './translations';

/** A protocol that has ports. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port of a protocol, or all from one to another; without a number all that the protocol has. */
export interface Port {
  readonly protocol: Protocol;
  readonly port?: number;
  readonly endPort?: number;
}

/** Addresses in a range. */
export interface AddressRange {
  readonly kind: 'range';
  readonly cidr: Cidr;
  /** Parts of it that are not meant. */
  readonly except?: readonly Cidr[];
  /** Whether it was named although it is blocked otherwise, such as the metadata of a cloud. */
  readonly isNamed?: boolean;
  /** Whether it was not asked for, so that it is left out where it would break a policy. */
  readonly isOptional?: boolean;
  /** The range in words, where that says more than its numbers. */
  readonly title?: string;
}

/** Pods by their labels: those of the namespace of the policy, unless namespaces are selected too. */
export interface Pods {
  readonly kind: 'pods';
  readonly podSelector: LabelSelectorJson;
  readonly namespaceSelector?: LabelSelectorJson;
}

/** What a name of the internet resolves to: `pkg.example`, or `*.pkg.example` for names with one more label. */
export interface Domain {
  readonly kind: 'domain';
  readonly name: string;
}

export type Target = AddressRange | Pods | Domain;

/** One of the targets on one of the ports, on any without ports. */
export interface NetworkRule {
  readonly targets: readonly Target[];
  readonly ports: readonly Port[];
}

/** How names are looked up. */
export interface Lookups {
  /** Who is asked. */
  readonly servers: 'cluster' | 'node-local' | 'given' | 'none';
  /** The way to them. */
  readonly rules: readonly NetworkRule[];
  /** Whether nothing else was said of the DNS of the cluster, so that what is known of the cluster holds. */
  readonly isUsual?: boolean;
}

/** Whom a sandbox may reach. Nothing else is. */
export interface EgressIntent {
  readonly rules: readonly NetworkRule[];
  /** What no rule reaches, unless it names it. */
  readonly blocked: readonly Cidr[];
  /** Undefined where nothing was said of names. */
  readonly lookups?: Lookups;
  /** Names that may be looked up besides those of domains, where lookups are limited to a list; `*` is all. */
  readonly names?: readonly string[];
}

/** Who may reach a sandbox, and whom it may reach. */
export interface Intent {
  readonly ingress: readonly NetworkRule[];
  readonly egress: EgressIntent;
  /** DNS domain of the cluster, where it is known. */
  readonly clusterDomain?: string;
}

/** All rules of an intent: the user's, then those for lookups. */
export function egressRules({ rules, lookups }: EgressIntent): NetworkRule[] {
  return [...rules, ...lookups?.rules ?? []];
}

/** The rules with all domains on the same ports in one: what was written as a list is one where it is read. */
export function domainsTogether(rules: readonly NetworkRule[]): NetworkRule[] {
  const isOfDomains = ({ targets }: NetworkRule) => targets.every(({ kind }) => kind === 'domain');
  const together: NetworkRule[] = [];
  for (const rule of rules) {
    const ports = JSON.stringify(rule.ports);
    const index = isOfDomains(rule)
      ? together.findIndex((each) => isOfDomains(each) && JSON.stringify(each.ports) === ports)
      : -1;
    if (index < 0) {
      together.push(rule);
    } else {
      together[index] = { ...rule, targets: [...together[index].targets, ...rule.targets] };
    }
  }
  return together;
}

/** The names of the internet that an intent allows. */
export function domainsOf({ egress }: Intent): string[] {
  return egress.rules.flatMap(({ targets }) =>
    targets.flatMap((target) => (target.kind === 'domain' ? [target.name] : [])),
  );
}

/** The prefix of a range that is the internet: of IPv4, or of all global addresses of IPv6. */
const WIDE = 3;

/**
 * The names that may be looked up, if they are limited: an intent that reaches domains, and no range as wide as the
 * internet, needs no others.
 */
export function strictNames(intent: Intent): string[] | undefined {
  const domains = domainsOf(intent);
  const { rules, names = [] } = intent.egress;
  const isOpen = rules.some(({ targets }) =>
    targets.some((target) => target.kind === 'range' && target.cidr.prefix <= WIDE));
  return domains.length === 0 || isOpen || names.includes('*') ? undefined : [...new Set([...domains, ...names])];
}

/**
 * Whether an intent lets a connection to an address through. This is what it means; back ends are compiled elsewhere,
 * and tests compare.
 */
export function permits(intent: EgressIntent, address: Cidr, port: number, protocol: Protocol): boolean {
  return egressRules(intent).some(({ targets, ports }) => (
    (ports.length === 0 || ports.some((each) => hasPort(each, port, protocol)))
    && targets.some((target) => target.kind === 'range' && hasAddress(target, address)
      && !exceptionsOf(target, intent.blocked).some((each) => contains(each, address)))
  ));
}

function hasPort(
  { port: first, endPort: last = first, protocol: own }: Port,
  port: number,
  protocol: Protocol,
): boolean {
  return own === protocol && (first === undefined || (port >= first && port <= last!));
}

function hasAddress({ cidr, except = [] }: AddressRange, address: Cidr): boolean {
  return contains(cidr, address) && !except.some((each) => contains(each, address));
}

/**
 * The parts that a range leaves out: its own exceptions and what is blocked, also behind translators of the network.
 */
export function exceptionsOf({ cidr, except = [], isNamed }: AddressRange, blocked: readonly Cidr[]): Cidr[] {
  const left = isNamed ? [] : [...blocked, ...localForms(cidr, PLATFORM_V4)];
  return [...except, ...left].filter((each) => overlaps(each, cidr));
}

/** @throws when what a target leaves out leaves nothing of it */
export function checkRemains(range: AddressRange, blocked: readonly Cidr[]): void {
  const { cidr } = range;
  const out = exceptionsOf(range, blocked);
  if (remains(cidr, out)) { return; }
  const what = isOneAddress(cidr) ? 'address' : 'range';
  const by = out.map((each) => `'${formatCidr(each)}'`).join(', ');
  throw new Error(`the ${what} '${formatCidr(cidr)}' is allowed, and ${by} blocks all of it; remove one`);
}
