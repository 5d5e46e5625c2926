import type { CloudIdentity } from './cloud-identity';
import type { CloudFacts } from '../cloud/cloud-facts';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { NetworkRule } from '../network/intent/intent';

const HTTPS = 443;

/** The prefix of a range that is the internet. */
const WIDE = 3;

/**
 * The way to the token service of an identity, besides the rules of a policy: none where the internet is open, and
 * where it is a domain that the engine does not know, which is found.
 */
export function identityRules(
  identity: CloudIdentity,
  rules: readonly NetworkRule[],
  engine: NetworkPolicyEngine,
  cloud: CloudFacts | undefined,
): NetworkRule[] {
  const { rule, isDomain } = identity._facts.tokenService(cloud);
  if (isDomain && (rules.some(isInternet) || engine === NetworkPolicyEngine.KUBERNETES)) { return []; }
  return [rule];
}

function isInternet({ targets, ports }: NetworkRule): boolean {
  return targets.some((target) => target.kind === 'range' && target.cidr.prefix <= WIDE)
    && (ports.length === 0 || ports.some(({ protocol, port, endPort = port }) =>
      protocol === 'TCP' && (port === undefined || (port <= HTTPS && endPort! >= HTTPS))));
}
