/**
 * The labels by which a namespace enforces a Pod Security Standard, as a minor of Kubernetes reads it, and tells of
 * it.
 */
export function podSecurityLabels(standard: string, version: string): Record<string, string> {
  return Object.fromEntries(['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, standard],
    [`pod-security.kubernetes.io/${mode}-version`, version],
  ]));
}
