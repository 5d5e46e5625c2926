import { BoundPort, BoundRule, NetworkBound, withinBound } from './network-bound';
import { shown } from '../checks/forms';
import type { CloudFacts } from '../cloud/cloud-facts';
import type { CloudIdentity } from '../identity/cloud-identity';
import { Dns } from '../network/dns';
import { egressInCloud } from '../network/intent/in-cloud';
import { defaultRules } from '../network/policies/controller-policy';
import { networkPolicyRules } from '../network/policies/network-policy';
import { SandboxEgress } from '../network/sandbox-egress';
import { SandboxIngress } from '../network/sandbox-ingress';
import { Catalogue } from '../release/catalogue';

/** The props that bound the network of templates. */
export interface NetworkBoundProps {
  readonly identities?: readonly CloudIdentity[];
  readonly maxEgress?: SandboxEgress;
  readonly maxIngress?: SandboxIngress;
  readonly hasDefaultDeny?: boolean;
}

/**
 * The bound of templates: without props the public internet, the DNS of the cluster and the router. The ways to where
 * identities are exchanged are in it, whatever it is.
 *
 * @throws when a prop is of another class
 */
export function networkBound(props: NetworkBoundProps, cloud?: CloudFacts): NetworkBound {
  const { maxEgress, maxIngress, hasDefaultDeny = false, identities = [] } = props;
  if (maxEgress !== undefined || maxIngress !== undefined || cloud || identities.length > 0) {
    return boundOf(props, cloud);
  }
  const made = USUAL.get(hasDefaultDeny) ?? boundOf(props);
  USUAL.set(hasDefaultDeny, made);
  return made;
}

/** The bounds that nobody gave, by whether templates may be unmanaged. */
const USUAL = new Map<boolean, NetworkBound>();

function boundOf(
  { maxEgress, maxIngress, hasDefaultDeny = false, identities = [] }: NetworkBoundProps,
  cloud?: CloudFacts,
): NetworkBound {
  if (maxEgress !== undefined && !(maxEgress instanceof SandboxEgress)) {
    throw new Error(`'maxEgress' is ${shown(maxEgress)}; give a SandboxEgress such as SandboxEgress.internetOnly()`);
  }
  if (maxIngress !== undefined && !(maxIngress instanceof SandboxIngress)) {
    throw new Error(`'maxIngress' is ${shown(maxIngress)}; give a SandboxIngress such as SandboxIngress.router()`);
  }
  const { _intent: given } = maxEgress ?? SandboxEgress.internetOnly({ dns: Dns.cluster() });
  const meant = egressInCloud(given, cloud);
  const exchanges = identities.map((each) => each._facts.tokenService(cloud)).filter(({ isDomain }) => !isDomain);
  const egress = { ...meant, rules: [...meant.rules, ...exchanges.map(({ rule }) => rule)] };
  const { _rules: ingress } = maxIngress ?? SandboxIngress.router();
  const rules = networkPolicyRules({ egress, ingress });
  const bound = { egress: boundRules(rules.egress, 'to'), ingress: boundRules(rules.ingress, 'from') };
  const isGiven = maxEgress !== undefined || maxIngress !== undefined;
  return { ...bound, isGiven, isDefaultWithin: !isGiven || isDefaultWithin(bound), mayBeUnmanaged: hasDefaultDeny };
}

type RuleJson = NonNullable<ReturnType<typeof networkPolicyRules>['egress']>[number];

function boundRules(rules: readonly RuleJson[] = [], direction: 'to' | 'from'): BoundRule[] {
  return rules.map((rule) => ({ peers: rule[direction] ?? [], ports: rule.ports as BoundPort[] | undefined ?? [] }));
}

function isDefaultWithin({ egress, ingress }: Pick<NetworkBound, 'egress' | 'ingress'>): boolean {
  const byDefault = defaultRules(Catalogue.standard().latest);
  return withinBound(egress, 'to').violations(byDefault.egress).length === 0
    && withinBound(ingress, 'from').violations(byDefault.ingress).length === 0;
}
