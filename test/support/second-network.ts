/**
 * Random NetworkPolicies, and an evaluator of them that has nothing of the one of the library and knows no doubt:
 * everything about its pods is known.
 */
import * as fc from './fuzz';
import { KubeObject } from '../../src/kubernetes/kube-object';
import type { NetworkPod } from '../../src/network/reachability';
import { np, pod } from '../network/reachability/support';

export const NAMESPACES = ['a', 'b'];
const VALUES = ['x', 'y'];
const KEYS = ['k', 'l'];
export const ADDRESSES = ['10.1.2.3', '10.200.0.1', '8.8.8.8', '2001:4860::8888', 'fd00::1'];
export const PORTS = [53, 80, 443];

export const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { maxKeys: 2 });
const values = fc.subarray(VALUES, { minLength: 1 });
const expression = fc.oneof(
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('In', 'NotIn'), values }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const selector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const namespaceSelector = fc.record({
  matchLabels: fc.dictionary(fc.constant('team'), fc.constantFrom(...NAMESPACES), { maxKeys: 1 }),
});
const peer = fc.oneof(
  fc
    .constantFrom(
      { cidr: '0.0.0.0/0' },
      { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
      { cidr: '10.0.0.0/8', except: ['10.128.0.0/9'] },
      { cidr: '::/0', except: ['fc00::/7'] },
    )
    .map((ipBlock) => ({ ipBlock })),
  selector.map((podSelector) => ({ podSelector })),
  fc.record({ namespaceSelector, podSelector: selector }, { requiredKeys: ['namespaceSelector'] }),
);
const port = fc
  .record(
    { protocol: fc.constantFrom('TCP', 'UDP'), port: fc.constantFrom(...PORTS, 1), endPort: fc.constant(100) },
    { requiredKeys: [] },
  )
  .map(({ endPort, ...rest }) =>
    rest.port !== undefined && endPort !== undefined && rest.port <= endPort ? { ...rest, endPort } : rest,
  );
const two = { maxLength: 2 };
const rule = (peers: string) =>
  fc.record({ [peers]: fc.array(peer, two), ports: fc.array(port, two) }, { requiredKeys: [] });
const policy = fc.record({
  podSelector: selector,
  policyTypes: fc.subarray(['Ingress', 'Egress']),
  egress: fc.array(rule('to'), { maxLength: 2 }),
  ingress: fc.array(rule('from'), { maxLength: 2 }),
}, { requiredKeys: ['podSelector'] });
export const policies = fc
  .array(fc.record({ spec: policy, namespace: fc.constantFrom(...NAMESPACES) }), { maxLength: 4 })
  .map((list) => list.map(({ spec, namespace }, index) => np(spec, `p${index}`, namespace)));
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
