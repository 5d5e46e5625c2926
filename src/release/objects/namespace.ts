import { InstallSettings } from '../settings';
import { InstallObject, kubeObject } from './kube-object';

/**
 * The namespace of the controller. Hardened, it admits pods of the restricted standard only, judged by the
 * Kubernetes minor that the release was built on: a cluster upgrade does not move the bar by itself.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespaceObject(settings: InstallSettings): InstallObject {
  const version = `v${settings.release.api.kubernetes}`;
  const modes = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, version],
  ]);
  return {
    id: 'Namespace',
    object: kubeObject(settings, { apiVersion: 'v1', kind: 'Namespace' }, {
      name: settings.namespace,
      ...(settings.hardened && { labels: { ...Object.fromEntries(modes), ...settings.labels } }),
    }),
  };
}
