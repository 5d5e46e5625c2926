/** The settings of a tenant from its parameters: what `parameterLines` printed. */
import type { TenantParameters } from '../../api/shared-admission';
import type { AdmissionSettings, HeldFieldName, HeldFieldSettings } from '../admission-settings';
import { DEFAULT_SETTINGS } from '../admission-settings';

/** All but the bound of the network, of which a tenant names only which of those of the policies it is. */
export function settingsOf(parameters: TenantParameters): AdmissionSettings {
  const list = (name: string) => parameters.get(name) ?? [];
  const given = (name: string) => (parameters.has(name) ? list(name) : undefined);
  const one = (name: string) => list(name)[0];
  const whole = (name: string) => (one(name) === undefined ? undefined : Number(one(name)));
  const has = (name: string) => parameters.has(name);
  const beyond = (usual: readonly string[], name: string) => [...usual, ...list(name)];
  const nodeLabels: Record<string, string[]> = {};
  for (const [, key, value] of list('allowedNodeLabels').map((each) => /^([^=]*)=(.*)$/.exec(each) ?? [])) {
    (nodeLabels[key] ??= []).push(value);
  }
  return {
    ...DEFAULT_SETTINGS,
    hasDefaultLimits: true,
    runtimes: list('runtimes'),
    registries: given('registries'),
    requireDigests: has('requireDigests'),
    allowServiceAccountTokens: has('allowServiceAccountTokens'),
    tokenAudiences: given('tokenAudiences'),
    allowEphemeralContainers: has('allowEphemeralContainers'),
    maxLimits: {
      'cpu': one('maxContainerCpu'),
      'memory': one('maxContainerMemory'),
      'ephemeral-storage': one('maxContainerEphemeralStorage'),
    },
    maxVolumeSize: one('maxVolumeSize'),
    maxPoolReplicas: whole('maxPoolReplicas'),
    requireShutdownTime: has('requireShutdownTime'),
    maxLifetime: whole('maxLifetime'),
    maxTimeToLive: whole('maxTimeToLive'),
    requireClaimDeletion: has('requireClaimDeletion'),
    heldFields: (['operatingMode', 'poolReplicas'] as const).flatMap((field) => (
      list(field).map((each) => heldField(field, each))
    )),
    podAnnotations: beyond(DEFAULT_SETTINGS.podAnnotations, 'allowedPodAnnotations'),
    finalizers: beyond(DEFAULT_SETTINGS.finalizers, 'allowedFinalizers'),
    serviceAccounts: given('serviceAccounts'),
    allowNodeChoice: has('allowNodeChoice'),
    nodeLabels,
    tolerations: [...DEFAULT_SETTINGS.tolerations, ...list('allowedTolerations').map((each) => {
      const [key, value, effect] = each.split(' ').map((part) => (part === '*' ? undefined : part));
      return { key, ...(value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value }), effect };
    })],
    extendedResources: list('allowedExtendedResources'),
    allowResourceClaims: has('allowResourceClaims'),
    priorityClasses: list('allowedPriorityClasses'),
    schedulers: beyond(DEFAULT_SETTINGS.schedulers, 'allowedSchedulers'),
    allowVolumeDataSources: has('allowVolumeDataSources'),
    storageClasses: given('storageClasses'),
    maxVolumeClaims: whole('maxVolumeClaims') ?? DEFAULT_SETTINGS.maxVolumeClaims,
    maxTotalVolumeSize: one('maxTotalVolumeSize'),
  };
}

function heldField(field: HeldFieldName, line: string): HeldFieldSettings {
  const of = (word: string) => line.split('\t').flatMap((part) => (
    part.startsWith(`${word} `) ? [part.slice(word.length + 1)] : []
  ));
  const names = of('name');
  return { field, users: of('user'), groups: of('group'), ...(names.length > 0 && { names }) };
}
