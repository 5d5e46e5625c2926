import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { podSecurityLabels } from '../../kubernetes/pod-security-labels';
import { InstallSettings } from '../settings';

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
