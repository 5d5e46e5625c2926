/**
 * Random NetworkPolicies, and an evaluator of them that has nothing of the one of the library and knows no doubt:
 * everything about its pods is known.
 */
import * as fc from './fuzz';
import { KubeObject } from '../../src/kubernetes/kube-object';
import type { NetworkPod } from '../../src/network/reachability';
import { np, pod } from '../network/reachability/support';

export const NAMESPACES = ['a', 'b'];
export const ADDRESSES = ['10.1.2.3', '10.200.0.1', '8.8.8.8', '2001:4860::8888', 'fd00::1'];
export const PORTS = [53, 80, 443];

/** What random policies name. */
export interface Vocabulary {
  readonly namespaces: readonly string[];
  /** Keys and values of the labels of pods. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** Names of ports. */
  readonly ports?: readonly string[];
}

const two = { maxLength: 2 };
const cidrs = fc.constantFrom(
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '10.0.0.0/8', except: ['10.128.0.0/9'] },
  { cidr: '::/0', except: ['fc00::/7'] },
);
const numbered = fc
  .record(
    { protocol: fc.constantFrom('TCP', 'UDP'), port: fc.constantFrom(...PORTS, 1), endPort: fc.constant(100) },
    { requiredKeys: [] },
  )
  .map(({ endPort, ...rest }) =>
    rest.port !== undefined && endPort !== undefined && rest.port <= endPort ? { ...rest, endPort } : rest,
  );

const labelsOf = ({ keys, values }: Vocabulary) => (
  fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 2, noNullPrototype: true })
);

/** Random NetworkPolicies of namespaces, which have a label `team` with their name. */
export function policiesOf(vocabulary: Vocabulary) {
  const { namespaces, keys, ports = [] } = vocabulary;
  const port = ports.length === 0 ? numbered : fc.oneof(
    { arbitrary: numbered, weight: 4 }, { arbitrary: fc.record({ port: fc.constantFrom(...ports) }), weight: 1 },
  );
  const labelsOfPods = labelsOf(vocabulary);
  const values = fc.subarray([...vocabulary.values], { minLength: 1 });
  const expression = fc.oneof(
    fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('In', 'NotIn'), values }),
    fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  );
  const selector = fc.record(
    { matchLabels: labelsOfPods, matchExpressions: fc.array(expression, two) },
    { requiredKeys: [], noNullPrototype: true },
  );
  const namespaceSelector = fc.record({
    matchLabels: fc.dictionary(
      fc.constant('team'), fc.constantFrom(...namespaces), { maxKeys: 1, noNullPrototype: true },
    ),
  });
  const peer = fc.oneof(
    cidrs.map((ipBlock) => ({ ipBlock })),
    selector.map((podSelector) => ({ podSelector })),
    fc.record({ namespaceSelector, podSelector: selector }, { requiredKeys: ['namespaceSelector'] }),
  );
  const rule = (peers: string) =>
    fc.record({ [peers]: fc.array(peer, two), ports: fc.array(port, two) }, { requiredKeys: [] });
  const policy = fc.record({
    podSelector: selector,
    policyTypes: fc.subarray(['Ingress', 'Egress']),
    egress: fc.array(rule('to'), two),
    ingress: fc.array(rule('from'), two),
  }, { requiredKeys: ['podSelector'] });
  return fc
    .array(fc.record({ spec: policy, namespace: fc.constantFrom(...namespaces) }), { maxLength: 4 })
    .map((list) => list.map(({ spec, namespace }, index) => np(spec, `p${index}`, namespace)));
}

const SMALL: Vocabulary = { namespaces: NAMESPACES, keys: ['k', 'l'], values: ['x', 'y'] };
export const labels = labelsOf(SMALL);
export const policies = policiesOf(SMALL);
export const aPod = fc
  .record({ namespace: fc.constantFrom(...NAMESPACES), labels })
  .map(({ namespace, labels: given }) => pod(namespace, given));

/** Whether a pod reaches another or an address, as the documentation of Kubernetes says it. */
export function reaches(
  objects: readonly KubeObject[], from: NetworkPod, to: NetworkPod | string, on: string,
): boolean {
  const outgoing = passes(objects, 'Egress', from, to, on);
  return typeof to === 'string' ? outgoing : outgoing && passes(objects, 'Ingress', to, from, on);
}

function passes(
  objects: readonly any[],
  type: 'Egress' | 'Ingress',
  subject: NetworkPod,
  other: NetworkPod | string,
  on: string,
): boolean {
  const typesOf = ({ policyTypes, egress }: any) =>
    policyTypes?.length > 0 ? policyTypes : egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  const selecting = objects.filter(
    ({ metadata, spec }) =>
      metadata.namespace === subject.namespace &&
      fits(spec.podSelector, subject.labels.known) &&
      typesOf(spec).includes(type),
  );
  return (
    selecting.length === 0 ||
    selecting.some(({ metadata, spec }) =>
      ((type === 'Egress' ? spec.egress : spec.ingress) ?? []).some((each: any) => {
        const peers = (type === 'Egress' ? each.to : each.from) ?? [];
        return (
          (peers.length === 0 || peers.some((one: any) => means(one, metadata.namespace, other))) &&
          ((each.ports ?? []).length === 0 || each.ports.some((one: any) => onPort(one, on)))
        );
      }),
    )
  );
}

function fits({ matchLabels = {}, matchExpressions = [] }: any, known: Readonly<Record<string, string>>): boolean {
  const exact = Object.entries(matchLabels).every(([key, value]) => known[key] === value);
  return (
    exact &&
    matchExpressions.every(({ key, operator, values: list }: any) =>
      operator === 'In'
        ? list.includes(known[key])
        : operator === 'NotIn'
          ? !list.includes(known[key])
          : (operator === 'Exists') === key in known,
    )
  );
}

function means(
  { ipBlock, namespaceSelector: space, podSelector = {} }: any,
  namespace: string,
  other: NetworkPod | string,
): boolean {
  if (typeof other === 'string') {
    return (
      ipBlock !== undefined &&
      isIn(other, ipBlock.cidr) &&
      !(ipBlock.except ?? []).some((each: string) => isIn(other, each))
    );
  }
  if (ipBlock) {
    return false;
  }
  return (
    (space ? fits(space, { team: other.namespace }) : other.namespace === namespace) &&
    fits(podSelector, other.labels.known)
  );
}

/** Worked out once by hand for the few ranges there are. */
function isIn(address: string, range: string): boolean {
  switch (range) {
    case '0.0.0.0/0': return !address.includes(':');
    case '::/0': return address.includes(':');
    case '10.0.0.0/8': return address.startsWith('10.');
    case '10.128.0.0/9': return address.startsWith('10.') && Number(address.split('.')[1]) >= 128;
    case 'fc00::/7': return /^f[cd]/.test(address);
    default: throw new Error(range);
  }
}

function onPort({ protocol = 'TCP', port: first, endPort = first }: any, on: string): boolean {
  const [asked, number] = on.split(' ');
  return protocol === asked && (first === undefined || (first <= Number(number) && Number(number) <= endPort));
}
