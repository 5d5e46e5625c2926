import { hasDomain } from './cilium-domains';
import { ciliumSelects, normalized, podLabels } from './cilium-labels';
import { ciliumPeers } from './cilium-peers';
import type { Direction, ReadPolicy, PortMatcher, ReadRule, ReadSection } from './model';
import { portMatcher } from './ports';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/**
 * The policies that a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy holds: what they select is isolated in the
 * directions that they have rules for, and what one of them denies no other allows.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/
 */
export function ciliumPolicies(object: KubeObject): ReadPolicy[] {
  const specs = [...(object.spec === undefined ? [] : [{ spec: inObject(object.spec), path: 'spec' }]),
    ...inList(object, 'specs').map((spec, index) => ({ spec, path: `specs[${index}]` }))];
  return specs.map(({ spec, path }) => policyOf(object, spec, path));
}

function policyOf({ kind, metadata }: KubeObject, spec: Loose, path: string): ReadPolicy {
  const namespace = kind === 'CiliumNetworkPolicy' ? metadata.namespace ?? '' : undefined;
  const selector = normalized(spec.endpointSelector);
  return {
    title: `${kind} '${namespace ? `${namespace}/` : ''}${metadata.name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: podLabels(selector),
    // What selects nodes says nothing of pods.
    selects: (pod) =>
      spec.endpointSelector === undefined || (namespace !== undefined && pod.namespace !== namespace)
        ? 'no'
        : ciliumSelects(selector, pod),
    egress: section(spec, path, 'egress', namespace),
    ingress: section(spec, path, 'ingress', namespace),
  };
}

function section(
  spec: Loose,
  path: string,
  direction: Direction,
  namespace: string | undefined,
): ReadSection | undefined {
  const rules = [
    ...inList(spec, `${direction}Deny`).map((rule, index) =>
      ruleOf(rule, `${path}.${direction}Deny[${index}]`, 'deny', direction, namespace),
    ),
    ...inList(spec, direction).map((rule, index) =>
      ruleOf(rule, `${path}.${direction}[${index}]`, 'allow', direction, namespace),
    ),
  ];
  const declared = inObject(spec, 'enableDefaultDeny')[direction];
  const isolates = typeof declared === 'boolean' ? declared : rules.length > 0;
  return rules.length > 0 || isolates ? { isolates, rules } : undefined;
}

/** A rule that names nobody is about everybody if it names ports, else about nobody. */
function ruleOf(
  rule: Loose,
  path: string,
  action: 'allow' | 'deny',
  direction: Direction,
  namespace: string | undefined,
): ReadRule {
  const peers = ciliumPeers(rule, direction, namespace);
  const toPorts = inList(rule, 'toPorts');
  const icmp = inList(rule, 'icmps').length > 0;
  const ports = toPorts.length > 0 ? toPorts.flatMap(portsOf) : icmp ? [] : undefined;
  const names = toPorts.flatMap((each) => inList(each, 'rules', 'dns'));
  return {
    path,
    action,
    ...(peers ? { peers } : !ports && { peers: [] }),
    ...(ports && { ports }),
    ...(names.length > 0 && { lookups: (domain: string) => names.some((name) => hasDomain(name, domain)) }),
  };
}

/** Port 0 stands for all. */
function portsOf(rule: Loose): PortMatcher[] {
  const ports = inList(rule, 'ports');
  if (ports.length === 0) { return [portMatcher('ANY', undefined)]; }
  return ports.map(({ protocol, port, endPort }) =>
    portMatcher(protocol ?? 'ANY', String(port) === '0' ? undefined : port, endPort),
  );
}
