/** A domain as it is compared: lower case, without the dot at its end. */
export function plainDomain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}

/** Whether a pattern of Cilium or GKE has every domain: stars alone, with or without a dot at the end. */
export function isAnyName(pattern: unknown): boolean {
  return typeof pattern === 'string' && /^\*+\.?$/.test(pattern);
}

/**
 * Whether a pattern of Cilium or GKE has a domain: `*` stands for any characters but dots, alone for every domain, and
 * twice or more before the first dot (`**.`, Cilium's) for one level or more.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 * @see https://cloud.google.com/kubernetes-engine/docs/reference/fqdn-network-policy
 */
export function matchesPattern(pattern: string, domain: string): boolean {
  if (isAnyName(pattern)) { return true; }
  const plain = plainDomain(pattern);
  const [start] = /^\*\*+\./.exec(plain) ?? [''];
  const levels = start && '([-a-z0-9_]+\\.)+';
  const rest = plain.slice(start.length)
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[-a-z0-9_]*');
  return new RegExp(`^${levels}${rest}$`).test(plainDomain(domain));
}

/**
 * Whether a domain name of the network policy API has a domain: `*.` stands for one level or more.
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/
 */
export function matchesDomainName(name: string, domain: string): boolean {
  const plain = plainDomain(name);
  const asked = plainDomain(domain);
  return plain.startsWith('*.') ? asked.endsWith(plain.slice(1)) && asked.length > plain.length - 1 : asked === plain;
}
