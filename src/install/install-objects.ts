import { podDisruptionBudget } from './objects/availability';
import { certificateObjects } from './objects/certificate';
import { configMap } from './objects/config-map';
import { crdObjects } from './objects/crds';
import { InstallObject } from '../kubernetes/kube-object';
import { prometheusRule, serviceMonitor } from './objects/monitoring';
import { namespaceObject } from './objects/namespace';
import { networkPolicy } from './objects/network-policy';
import { roleObjects, serviceAccountObject } from './objects/rbac';
import { metricsService, webhookService } from './objects/services';
import { workload } from './objects/workload';
import { InstallSettings } from './settings';

/** The objects of an install in the order to apply them, in one list. */
export function installObjects(settings: InstallSettings): InstallObject[] {
  return [...objectsBeforeCrds(settings), ...crdObjects(settings), ...objectsAfterCrds(settings)];
}

/** Namespace, guards, account. */
export function objectsBeforeCrds(settings: InstallSettings): InstallObject[] {
  return [
    ...(settings.createNamespace ? [namespaceObject(settings)] : []),
    ...networkPolicy(settings),
    ...podDisruptionBudget(settings),
    serviceAccountObject(settings),
  ];
}

/** Roles, configuration, services, controller, custom resources of other operators. */
export function objectsAfterCrds(settings: InstallSettings): InstallObject[] {
  return [
    ...roleObjects(settings),
    ...configMap(settings),
    ...metricsService(settings),
    ...webhookService(settings),
    ...certificateObjects(settings),
    workload(settings),
    ...serviceMonitor(settings),
    ...prometheusRule(settings),
  ];
}
