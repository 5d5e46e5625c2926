import { KubeObject } from '../../../src/kubernetes/kube-object';
import { addressOf } from '../../../src/network/intent/cidr';
import { mayReach, NetworkPeer, NetworkPod, ClusterPolicies } from '../../../src/network/reachability';
import { allOf, namespaceLabels } from '../../../src/network/reachability/labels';
import type { Protocol } from '../../../src/network/reachability/model';

/** A pod in a namespace whose labels are all known, `team: <namespace>` among them. */
export function pod(
  namespace: string,
  labels: Record<string, string> = {},
  more: Partial<NetworkPod> = {},
): NetworkPod {
  return {
    title: 'the pod',
    namespace,
    labels: allOf(labels),
    namespaceLabels: namespaceLabels(namespace, { team: namespace }),
    ports: [],
    ...more,
  };
}

/** `pods` for pods, an address, or a domain. */
export function peer(to: NetworkPod | string): NetworkPeer {
  if (typeof to !== 'string') { return { kind: 'pod', pod: to }; }
  return /^[\d.]+$|:/.test(to) ? { kind: 'address', address: addressOf(to), text: to } : { kind: 'domain', domain: to };
}

/** A question and its hand-worked answer. */
export interface Row {
  /** Why the answer must be so. */
  readonly why: string;
  readonly policies: readonly KubeObject[];
  readonly from?: NetworkPod;
  readonly to: NetworkPod | string;
  /** `TCP 443` unless another is asked for. */
  readonly on?: `${Protocol} ${number}`;
  readonly is: 'yes' | 'no' | 'unknown';
  /** In the reason that decides. */
  readonly reason: string;
}

/** The answer, and its reasons in one text. */
export function answer(
  policies: ClusterPolicies,
  { from = SANDBOX, to, on = 'TCP 443' }: Pick<Row, 'from' | 'to' | 'on'>,
): { is: Row['is']; text: string } {
  const [protocol, port] = on.split(' ');
  const { allowed, reasons } = mayReach(policies, {
    from,
    to: peer(to),
    port: Number(port),
    protocol: protocol as Protocol,
  });
  return {
    is: allowed === 'unknown' ? allowed : allowed ? 'yes' : 'no',
    text: reasons.map(({ direction, text }) => `${direction}: ${text}`).join('\n'),
  };
}

/** One test for each row. */
export function testRows(rows: readonly Row[]): void {
  test.each(
    rows.map((row) => [`${row.why}: ${typeof row.to === 'string' ? row.to : 'a pod'} ${row.on ?? ''}`, row] as const),
  )('%s', (_, row) => {
    const { is, text } = answer(new ClusterPolicies(row.policies), row);
    expect(`${is}\n${text}`).toContain(row.reason);
    expect(is).toBe(row.is);
  });
}

/** The pod that is asked about. */
export const SANDBOX = pod('agents', { app: 'sandbox', tier: 'gold' });

/** An object of a kind. */
function object(apiVersion: string, kind: string, name: string, spec: object, namespace?: string): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, spec };
}

export function np(spec: object, name = 'p', namespace = 'agents'): KubeObject {
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { podSelector: {}, ...spec }, namespace);
}

export function cnp(spec: object, name = 'c', namespace = 'agents'): KubeObject {
  return object('cilium.io/v2', 'CiliumNetworkPolicy', name, { endpointSelector: {}, ...spec }, namespace);
}

export function ccnp(spec: object, name = 'w'): KubeObject {
  return object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', name, { endpointSelector: {}, ...spec });
}

export function fqdn(spec: object, name = 'f', namespace = 'agents'): KubeObject {
  return object('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', name, { podSelector: {}, ...spec }, namespace);
}

export function tiered(tier: 'Admin' | 'Baseline', priority: number, spec: object, name = 't'): KubeObject {
  return object('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', name, {
    tier,
    priority,
    subject: { namespaces: {} },
    ...spec,
  });
}

/** A policy of another kind. */
export function other(apiVersion: string, kind: string, namespace?: string): KubeObject {
  return object(apiVersion, kind, 'x', {}, namespace);
}
