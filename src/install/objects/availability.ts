import { CONTROLLER, SELECTOR } from '../../api/controller-names';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { InstallSettings } from '../settings';

/** A PodDisruptionBudget for several replicas of a hardened install: they are evicted one by one. */
export function podDisruptionBudget(settings: InstallSettings): InstallObject[] {
  if (!settings.hardened || settings.replicas < 2) { return []; }
  return [
    {
      id: 'PodDisruptionBudget',
      object: kubeObject(
        settings,
        { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
        { name: CONTROLLER, namespace: settings.namespace },
        {
          spec: { maxUnavailable: 1, selector: { matchLabels: SELECTOR } },
        },
      ),
    },
  ];
}
