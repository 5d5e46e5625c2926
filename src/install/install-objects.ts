import type { AgentSandboxProfile } from './agent-sandbox-props';
import { podDisruptionBudget } from './objects/availability';
import { certificateObjects } from './objects/certificate';
import { configMap } from './objects/config-map';
import { CrdSettings, crdObjects } from './objects/crds';
import { InstallObject } from '../kubernetes/kube-object';
import { prometheusRule, serviceMonitor } from './objects/monitoring';
import { namespaceObject } from './objects/namespace';
import { networkPolicy } from './objects/network-policy';
import { roleObjects, serviceAccountObject } from './objects/rbac';
import { metricsService, webhookService } from './objects/services';
import { workload } from './objects/workload';
import { addedByFiles, withPublished } from './published-objects';
import { resolveSettings } from './resolve-props';
import { InstallSettings } from './settings';
import { Catalogue } from '../release/catalogue';

/** The objects of an install in the order to apply them, in one list. */
export function installObjects(settings: InstallSettings): InstallObject[] {
  return [...objectsBeforeCrds(settings), ...objectsOfCrds(settings), ...objectsAfterCrds(settings)];
}

/** Namespace, guards, account. */
export function objectsBeforeCrds(settings: InstallSettings): InstallObject[] {
  return published(before(settings), settings);
}

/** The CustomResourceDefinitions. */
export function objectsOfCrds(settings: CrdSettings): InstallObject[] {
  return published(crdObjects(settings), settings);
}

/** Roles, configuration, services, what files add, controller, custom resources of other operators. */
export function objectsAfterCrds(settings: InstallSettings): InstallObject[] {
  const objects = published(after(settings), settings);
  if (!settings.release.files) { return objects; }
  const known = [...before(settings), ...objects, ...base({ ...settings, extensions: true })];
  const added = addedByFiles(known, settings);
  const index = objects.findIndex(({ id }) => id === 'Controller');
  return [...objects.slice(0, index), ...added, ...objects.slice(index)];
}

/** Where the published files of the release and the install have something otherwise. */
export function conflictsWithFiles(settings: InstallSettings): readonly string[] {
  const { release } = settings;
  if (!release.files) { return []; }
  const all = [...before(settings), ...crdObjects(settings), ...after(settings)];
  return withPublished(all, base(settings), settings).conflicts;
}

function published(objects: InstallObject[], settings: CrdSettings): InstallObject[] {
  return settings.release.files ? [...withPublished(objects, base(settings), settings).objects] : objects;
}

/** The objects that the library prints for the release with upstream's profile. */
function base({ release, extensions, namespace }: CrdSettings): InstallObject[] {
  const props = { profile: 'upstream' as AgentSandboxProfile, extensions, namespace };
  const settings = resolveSettings(release, props, Catalogue.standard());
  return [...before(settings), ...crdObjects(settings), ...after(settings)];
}

function before(settings: InstallSettings): InstallObject[] {
  return [
    ...(settings.createNamespace ? [namespaceObject(settings)] : []),
    ...networkPolicy(settings),
    ...podDisruptionBudget(settings),
    serviceAccountObject(settings),
  ];
}

function after(settings: InstallSettings): InstallObject[] {
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
