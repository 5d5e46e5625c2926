import { hasDomain } from './cilium-domains';
import { ciliumSelects, normalized, podLabels } from './cilium-labels';
import { ciliumPeers } from './cilium-peers';
import type { Direction, Policy, PortRule, Rule, Section } from './model';
import { portRule } from './ports';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/**
 * The policies that a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy holds: what they select is isolated in the
 * directions that they have rules for, and what one of them denies no other allows.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/
 */
export function ciliumPolicies(object: KubeObject): Policy[] {
  const specs = [...(object.spec === undefined ? [] : [{ spec: inObject(object.spec), at: 'spec' }]),
    ...inList(object, 'specs').map((spec, index) => ({ spec, at: `specs[${index}]` }))];
  return specs.map(({ spec, at }) => policyOf(object, spec, at));
}

function policyOf({ kind, metadata }: KubeObject, spec: Loose, at: string): Policy {
  const namespace = kind === 'CiliumNetworkPolicy' ? metadata.namespace ?? '' : undefined;
  const selector = normalized(spec.endpointSelector);
  return {
    title: `${kind} '${namespace ? `${namespace}/` : ''}${metadata.name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: podLabels(selector),
    // What selects nodes says nothing of pods.
    selects: (pod) => (spec.endpointSelector === undefined || (namespace !== undefined && pod.namespace !== namespace) ? 'no' : ciliumSelects(selector, pod)),
    egress: section(spec, at, 'egress', namespace),
    ingress: section(spec, at, 'ingress', namespace),
  };
}

function section(spec: Loose, at: string, direction: Direction, namespace: string | undefined): Section | undefined {
  const rules = [
    ...inList(spec, `${direction}Deny`).map((rule, index) => ruleOf(rule, `${at}.${direction}Deny[${index}]`, 'deny', direction, namespace)),
    ...inList(spec, direction).map((rule, index) => ruleOf(rule, `${at}.${direction}[${index}]`, 'allow', direction, namespace)),
  ];
  const declared = inObject(spec, 'enableDefaultDeny')[direction];
  const isolates = typeof declared === 'boolean' ? declared : rules.length > 0;
  return rules.length > 0 || isolates ? { isolates, rules } : undefined;
}

/** A rule that names nobody is about everybody if it names ports, else about nobody. */
function ruleOf(rule: Loose, at: string, action: 'allow' | 'deny', direction: Direction, namespace: string | undefined): Rule {
  const peers = ciliumPeers(rule, direction, namespace);
  const toPorts = inList(rule, 'toPorts');
  const icmp = inList(rule, 'icmps').length > 0;
  const ports = toPorts.length > 0 ? toPorts.flatMap(portsOf) : icmp ? [] : undefined;
  const names = toPorts.flatMap((each) => inList(each, 'rules', 'dns'));
  return {
    at,
    action,
    ...(peers ? { peers } : !ports && { peers: [] }),
    ...(ports && { ports }),
    ...(names.length > 0 && { lookups: (domain: string) => names.some((name) => hasDomain(name, domain)) }),
  };
}

/** Port 0 stands for all. */
function portsOf(rule: Loose): PortRule[] {
  const ports = inList(rule, 'ports');
  if (ports.length === 0) { return [portRule('ANY', undefined)]; }
  return ports.map(({ protocol, port, endPort }) => portRule(protocol ?? 'ANY', String(port) === '0' ? undefined : port, endPort));
}
