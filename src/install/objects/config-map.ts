import { CONFIG_MAP } from '../../api/controller-names';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { InstallSettings } from '../settings';

/** The ConfigMap that lists the domains of labels which claims may put on pods, if the install sets them. */
export function configMap(settings: InstallSettings): InstallObject[] {
  if (!settings.allowedLabelDomains) { return []; }
  return [
    {
      id: 'ConfigMap',
      object: kubeObject(
        settings,
        { apiVersion: 'v1', kind: 'ConfigMap' },
        { name: CONFIG_MAP, namespace: settings.namespace },
        {
          data: { 'allowed-label-domains': settings.allowedLabelDomains.join(',') },
        },
      ),
    },
  ];
}
