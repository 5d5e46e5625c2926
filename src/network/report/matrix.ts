import { NamedPeer, namedPeers } from './named-peers';
import { ROUTER_LABELS } from '../../api/labels';
import type { ClusterDns } from '../../kubernetes/well-known';
import { PLATFORM_ADDRESSES } from '../intent/addresses';
import { addressOf, Cidr, formatAddress } from '../intent/cidr';
import type { Answer, NetworkPeer, NetworkPod, Protocol, ReadPolicy } from '../reachability';
import { dnsPeer, PodOfObject, podWithLabels } from '../reachability/pods';

/** What a matrix asks. */
export interface MatrixContext {
  /**
   * Where the default policy of the release expects the router: in the namespace of the sandbox, unless it says one.
   */
  readonly routerNamespace?: string;
  /** Who answers lookups, where it is declared. */
  readonly dns?: ClusterDns;
  pod(pod: PodOfObject): NetworkPod;
  /** The policies that may select a pod. */
  policiesOf(pod: NetworkPod): readonly ReadPolicy[];
  ask(from: NetworkPod, to: NetworkPeer, port: number, protocol: Protocol): Answer['allowed'];
}

/** `some`: of several addresses that are asked for, not all. */
export type Cell = 'yes' | 'no' | 'some' | '?';

/** Sandboxes and templates that may reach the same. */
export interface SandboxGroup {
  readonly titles: readonly string[];
  readonly cells: readonly Cell[];
  /** Peers that their egress names. */
  readonly named: readonly NamedPeer[];
}

/** Columns that a picture shows as one where they have the same answer. */
export interface TargetFamily {
  /** All of them. */
  readonly whole: string;
  /** Before the names of some of them. */
  readonly part: string;
}

/** A target, as a picture names it. */
export interface MatrixColumn {
  readonly family: TargetFamily;
  /** Its name among its family. */
  readonly member: string;
  /** Whether it reaches the sandboxes, and not they it. */
  readonly isFrom?: boolean;
}

interface Column extends MatrixColumn {
  readonly title: string;
  readonly ask: (subject: NetworkPod, questions: MatrixContext) => ReadonlyArray<Answer['allowed']>;
}

/** A pod that nothing is known of but that no policy names it. */
const STRANGER = {};
const PORT = 8080;

const INTERNET: TargetFamily = { whole: 'internet', part: 'internet, ' };
const METADATA: TargetFamily = { whole: 'metadata of clouds', part: 'metadata of ' };
const PODS: TargetFamily = { whole: 'other pods', part: 'pods ' };

export const COLUMNS: readonly Column[] = [
  { ...addresses('internet, IPv4', ['1.1.1.1'], 443), family: INTERNET, member: 'IPv4' },
  { ...addresses('internet, IPv6', ['2606:4700:4700::1111'], 443), family: INTERNET, member: 'IPv6' },
  addresses('private networks (RFC 1918)', ['10.0.0.1', '172.16.0.1', '192.168.0.1'], 443),
  addresses('shared by carriers (100.64.0.0/10)', ['100.64.0.1'], 443),
  ...(['AWS', 'GCP', 'Azure', 'Alibaba'] as const).map((cloud) => ({
    ...addresses(
      `metadata of ${cloud}`,
      PLATFORM_ADDRESSES.filter((each) => each.cloud === cloud).map(({ cidr }) => formatAddress(cidr)),
      80,
    ),
    family: METADATA,
    member: cloud,
  })),
  {
    title: 'DNS of the cluster',
    ...alone('DNS of the cluster'),
    ask: (subject, { ask, pod, dns }) => {
      const peer = dnsPeer({ dns, peer: (each) => ({ kind: 'pod', pod: pod(each) }) });
      return [ask(subject, peer, peer.kind === 'pod' ? dns?.pods?.port ?? 53 : 53, 'UDP')];
    },
  },
  {
    title: 'pods with its labels',
    family: PODS,
    member: 'with its labels',
    ask: (subject, { ask }) => [ask(subject, { kind: 'pod', pod: subject }, PORT, 'TCP')],
  },
  {
    ...pods('pods of its namespace', ({ namespace }) => podWithLabels('pods', namespace, STRANGER, true), PORT, 'TCP'),
    family: PODS,
    member: 'of its namespace',
  },
  {
    ...pods(
      'pods of other namespaces',
      ({ namespace }) => podWithLabels('pods', namespace === 'default' ? 'elsewhere' : 'default', STRANGER, true),
      PORT,
      'TCP',
    ),
    family: PODS,
    member: 'elsewhere',
  },
  {
    title: 'from the router',
    ...alone('router'),
    isFrom: true,
    ask: (subject, { ask, pod, routerNamespace = subject.namespace }) => [
      ask(
        pod(podWithLabels('router', routerNamespace, ROUTER_LABELS, true)),
        { kind: 'pod', pod: subject },
        PORT,
        'TCP',
      ),
    ],
  },
];

const LEGEND = [
  '`?`: it depends on what is not in the app, such as the addresses of pods. '
    + '`some`: of the addresses that are asked for.',
  'The API server has no row: a policy sees it at its own address and port, which are not in the app.',
];

/**
 * Pods with the same answers together.
 *
 * @param isNamed whether they must have the same named peers, too
 */
export function groupsOf(
  subjects: readonly NetworkPod[],
  questions: MatrixContext,
  isNamed: boolean,
): SandboxGroup[] {
  const groups = new Map<string, { titles: string[]; cells: readonly Cell[]; named: readonly NamedPeer[] }>();
  for (const subject of subjects) {
    const cells = COLUMNS.map((column) => cellOf(column.ask(subject, questions)));
    const named = isNamed ? namedPeers(subject, questions.policiesOf(subject), questions) : [];
    const key = JSON.stringify([cells, named]);
    const group = groups.get(key);
    if (group) {
      group.titles.push(subject.title);
    } else {
      groups.set(key, { titles: [subject.title], cells, named });
    }
  }
  return [...groups.values()];
}

/** A table: one row for each target, one column for each group. */
export function markdownOf(groups: readonly SandboxGroup[]): string {
  if (groups.length === 0) { return 'There are no sandboxes and no templates.\n'; }
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...groups.map(titleOf)]),
    row(['---', ...groups.map(() => '---')]),
    ...COLUMNS.map(({ title }, index) => row([title, ...groups.map(({ cells }) => cells[index])])),
    '',
    ...LEGEND,
    '',
  ].join('\n');
}

/** A flowchart of the targets that some may reach, and the peers that their egress names. */
export function mermaidOf(groups: readonly SandboxGroup[]): string {
  const used = COLUMNS.map(({ title }, index) => ({ title, index })).filter(({ index }) =>
    groups.some(({ cells }) => cells[index] !== 'no'),
  );
  const arrows = groups.flatMap(({ cells }, group) =>
    used
      .filter(({ index }) => cells[index] !== 'no')
      .map(({ title, index }) => {
        const [subject, target] = [`s${group}`, `t${index}`];
        const arrow = cells[index] === 'yes' ? '-->' : `-. ${cells[index] === 'some' ? 'some' : 'unknown'} .->`;
        return title === 'from the router' ? `  ${target} ${arrow} ${subject}` : `  ${subject} ${arrow} ${target}`;
      }),
  );
  const named = [...new Set(groups.flatMap((group) => group.named.map(({ text }) => text)))];
  const toNamed = groups.flatMap((group, index) => group.named.map(({ text, allowed }) => (
    `  s${index} ${allowed === true ? '-->' : '-. unknown .->'} n${named.indexOf(text)}`
  )));
  return [
    'flowchart LR',
    ...groups.map((group, index) => `  s${index}["${escaped(titleOf(group))}"]`),
    ...used.map(({ title, index }) => `  t${index}(["${escaped(title === 'from the router' ? 'router' : title)}"])`),
    ...named.map((text, index) => `  n${index}(["${escaped(text)}"])`),
    ...arrows,
    ...toNamed,
    '',
  ].join('\n');
}

function cellOf(answers: ReadonlyArray<Answer['allowed']>): Cell {
  if (answers.includes('unknown')) { return '?'; }
  return answers.every((each) => each === true) ? 'yes' : answers.includes(true) ? 'some' : 'no';
}

function titleOf({ titles }: SandboxGroup): string {
  const rest = titles.length - 3;
  return `${titles.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Quotes end a label of Mermaid. */
function escaped(text: string): string {
  return text.replace(/"/g, '#quot;');
}

function addresses(title: string, list: readonly string[], port: number): Column {
  const peers = list.map((text) => ({ kind: 'address' as const, address: addressOf(text) as Cidr, text }));
  return { title, ...alone(title), ask: (subject, { ask }) => peers.map((peer) => ask(subject, peer, port, 'TCP')) };
}

/** A family of one. */
function alone(title: string): MatrixColumn {
  return { family: { whole: title, part: '' }, member: title };
}

function pods(title: string, of: (subject: NetworkPod) => PodOfObject, port: number, protocol: Protocol): Column {
  return {
    title,
    ...alone(title),
    ask: (subject, { ask, pod }) => [ask(subject, { kind: 'pod', pod: pod(of(subject)) }, port, protocol)],
  };
}
