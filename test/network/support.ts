import { Dns, EgressDestination, EgressOptions, SandboxEgress, SandboxIngress } from '../../src';
import { networkPolicyRules } from '../../src/network/policies/network-policy';

/** The egress rules of a NetworkPolicy for destinations, without rules for lookups. */
export function egressRulesOf(destinations: EgressDestination[], options: EgressOptions = {}): any {
  const { _intent: egress } = SandboxEgress.to(destinations, { dns: Dns.none(), ...options });
  return networkPolicyRules({ ingress: [], egress }).egress;
}

/** The ingress rules of a NetworkPolicy for sources. */
export function ingressRulesOf(ingress: SandboxIngress): any {
  return networkPolicyRules({ ingress: ingress._rules, egress: SandboxEgress.none()._intent }).ingress;
}
