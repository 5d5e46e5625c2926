import { InstallSettings } from '../settings';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';

/**
 * The namespace of the controller. Hardened, it admits pods of the restricted standard only, judged by the
 * Kubernetes minor that the release was built on: a cluster upgrade does not move the bar by itself.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespaceObject(settings: InstallSettings): InstallObject {
  const labels = podSecurityLabels('restricted', `v${settings.release.api.kubernetes}`);
  return {
    id: 'Namespace',
    object: kubeObject(settings, { apiVersion: 'v1', kind: 'Namespace' }, {
      name: settings.namespace,
      ...(settings.hardened && { labels: { ...labels, ...settings.labels } }),
    }),
  };
}

/** The labels by which a namespace enforces a Pod Security Standard, as a minor of Kubernetes reads it, and tells of it. */
export function podSecurityLabels(standard: string, version: string): Record<string, string> {
  return Object.fromEntries(['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, standard],
    [`pod-security.kubernetes.io/${mode}-version`, version],
  ]));
}
