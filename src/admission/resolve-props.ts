import {
  AdmissionSettings, AllowedToleration, DEFAULT_SCHEDULER, DEFAULT_SETTINGS, HeldFieldSettings,
} from './admission-settings';
import { HARMLESS_ANNOTATIONS, KUBERNETES_FINALIZERS } from './annotations';
import { HeldField } from './held-field';
import { networkBound } from './resolve-network';
import { PodSecurityStandard, SandboxAdmissionPolicyProps } from './sandbox-admission-policy-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, checkForm, checkMetadata, milliseconds, shown } from '../checks/forms';
import { checkShapes } from '../checks/shapes';
import { tolerationJson } from '../checks/toleration-json';
import type { CloudFacts } from '../cloud/cloud-facts';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

const FLAGS = [
  'requireDigests', 'allowServiceAccountTokens', 'allowEphemeralContainers', 'requireLimits', 'hasDefaultLimits',
  'requireShutdownTime', 'requireClaimDeletion', 'allowNodeChoice', 'allowResourceClaims', 'allowVolumeDataSources',
  'hasDefaultDeny',
] as const;

const LISTS = [
  'namespaces', 'excludedNamespaces', 'registries', 'validationActions', 'allowedPodAnnotations', 'allowedFinalizers',
  'serviceAccounts', 'allowedExtendedResources', 'storageClasses', 'allowedPriorityClasses', 'allowedSchedulers',
  'heldFields', 'identities',
] as const;

const TEXTS = [
  'allowedPodAnnotations', 'allowedFinalizers', 'allowedExtendedResources', 'allowedPriorityClasses',
  'allowedSchedulers',
] as const;

/** @throws when an untyped caller gives a prop of another shape */
export function checkProps(props: SandboxAdmissionPolicyProps): void {
  checkShapes(
    'the props',
    props,
    { runtimes: 'runtimes', metadata: 'object', allowedNodeLabels: 'object', allowedTolerations: 'objects' },
    'runtimes',
  );
  for (const list of LISTS) { checkShapes('the props', props, { [list]: 'list' }); }
  for (const list of TEXTS) {
    const odd = (props[list] as unknown[] | undefined)?.find((each) => typeof each !== 'string');
    if (odd !== undefined) { throw new Error(`'${list}' has ${shown(odd)}; give strings`); }
  }
  for (const flag of FLAGS) { checkShapes('the props', props, { [flag]: 'boolean' }); }
}

/**
 * The settings of an admission policy.
 *
 * @throws when a prop is malformed or contradicts another
 */
export function resolveProps(props: SandboxAdmissionPolicyProps, cloud?: CloudFacts): AdmissionSettings {
  const { runtimes, registries, podSecurity = PodSecurityStandard.RESTRICTED, maxPoolReplicas } = props;
  const { maxContainerCpu, maxContainerMemory, maxContainerEphemeralStorage, maxVolumeSize } = props;
  if (runtimes.length === 0) {
    throw new Error("'runtimes' is empty, so every pod would be refused; give at least one IsolatedRuntime");
  }
  if (registries?.length === 0) {
    throw new Error(
      "'registries' is empty, so every image would be refused; name at least one, or leave it out for any",
    );
  }
  if (!Object.values(PodSecurityStandard).includes(podSecurity)) {
    throw new Error(
      `'podSecurity' is ${shown(podSecurity)}; give one of ${Object.values(PodSecurityStandard).join(', ')}`,
    );
  }
  if (maxPoolReplicas !== undefined) { checkCount("'maxPoolReplicas'", maxPoolReplicas, 0); }
  const given = Object.fromEntries(
    FLAGS.filter((flag) => props[flag] !== undefined).map((flag) => [flag, props[flag]]),
  );
  return interned({
    ...DEFAULT_SETTINGS,
    ...given,
    ...identitySettings(props),
    runtimes: [...new Set(runtimes.map(({ runtimeClassName }) => runtimeClassName))],
    registries: registries?.map(prefixOf),
    maxLimits: {
      ...(maxContainerCpu && { cpu: amountOfCpu("'maxContainerCpu'", maxContainerCpu).text }),
      ...(maxContainerMemory && { memory: amountOfSize("'maxContainerMemory'", maxContainerMemory).text }),
      ...(maxContainerEphemeralStorage && {
        'ephemeral-storage': amountOfSize("'maxContainerEphemeralStorage'", maxContainerEphemeralStorage).text,
      }),
    },
    maxVolumeSize: maxVolumeSize && amountOfSize("'maxVolumeSize'", maxVolumeSize).text,
    maxPoolReplicas,
    ...metadataSettings(props),
    ...placementSettings(props),
    ...volumeSettings(props),
    ...lifetimeSettings(props),
    heldFields: heldFieldsOf(props),
    network: networkBound(props, cloud),
    podSecurity: podSecurity === PodSecurityStandard.PRIVILEGED ? undefined : podSecurity,
  });
}

/** Values of settings by their text: what is made of equal settings is made once. */
const MOST_KNOWN = 500;
const known = new Map<string, object>();

function interned(settings: AdmissionSettings): AdmissionSettings {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => {
    if (typeof value !== 'object') { return [name, value]; }
    const text = JSON.stringify(value);
    const same = known.get(text);
    if (!same && known.size < MOST_KNOWN) { known.set(text, value); }
    return [name, same ?? value];
  })) as unknown as AdmissionSettings;
}

function heldFieldsOf({ heldFields = [] }: SandboxAdmissionPolicyProps): HeldFieldSettings[] {
  return heldFields.map((given) => {
    if (!(given instanceof HeldField)) {
      throw new Error(
        `'heldFields' has ${shown(given)}; give HeldField.operatingMode({ owners }) or `
        + 'HeldField.poolReplicas({ owners })',
      );
    }
    return given._settings;
  });
}

/** Ends with a slash, so that `registry.example.com` does not allow `registry.example.com.evil.example`. */
function prefixOf(registry: string): string {
  if (typeof registry !== 'string' || !/^[a-z0-9][-a-z0-9._]*(?::\d+)?(?:\/[-a-z0-9._]+)*\/?$/.test(registry)) {
    throw new Error(
      `registry ${shown(registry)} is not valid; give its host and, if needed, a path, such as `
      + "'registry.example.com/sandboxes'",
    );
  }
  return registry.endsWith('/') ? registry : `${registry}/`;
}


function metadataSettings({ allowedPodAnnotations = [], allowedFinalizers = [] }: SandboxAdmissionPolicyProps) {
  for (const prefix of allowedPodAnnotations) {
    checkMetadata("'allowedPodAnnotations'", { [prefix.endsWith('/') ? `${prefix}x` : prefix]: '' }, 'annotation');
  }
  return {
    podAnnotations: [...HARMLESS_ANNOTATIONS, ...allowedPodAnnotations],
    finalizers: [...KUBERNETES_FINALIZERS, ...allowedFinalizers],
  };
}

/** Webhooks of clouds add tokens to pods, which only their audience tells from those of the API server. */
function identitySettings({ identities = [] }: SandboxAdmissionPolicyProps): Pick<AdmissionSettings, 'tokenAudiences'> {
  for (const each of identities) {
    if (!each?._facts) {
      throw new Error(`'identities' has ${shown(each)}; give a CloudIdentity such as CloudIdentity.irsa({ ... })`);
    }
  }
  const audiences = [...new Set(identities.flatMap(({ _facts: { audience } }) => audience ?? []))];
  return audiences.length > 0 ? { tokenAudiences: audiences } : {};
}

function placementSettings(props: SandboxAdmissionPolicyProps) {
  const {
    runtimes,
    serviceAccounts,
    identities = [],
    allowedNodeLabels = {},
    allowedTolerations = [],
    allowedExtendedResources = [],
    allowedPriorityClasses = [],
    allowedSchedulers = [],
  } = props;
  checkMetadata("'allowedNodeLabels'", allowedNodeLabels, 'label');
  if (serviceAccounts?.length === 0) {
    throw new Error(
      "'serviceAccounts' is empty, so every pod would be refused; name at least one, or leave it out for any",
    );
  }
  for (const account of serviceAccounts ?? []) { checkForm('service account', account, 'DNS subdomain'); }
  for (const name of allowedExtendedResources) { checkMetadata("'allowedExtendedResources'", { [name]: '' }, 'label'); }
  for (const name of allowedPriorityClasses) { checkForm('PriorityClass', name, 'DNS subdomain'); }
  for (const name of allowedSchedulers) { checkForm('scheduler', name, 'DNS subdomain'); }
  return {
    ...(serviceAccounts && {
      serviceAccounts: [...new Set([...serviceAccounts, ...identities.map((each) => each.serviceAccountName)])],
    }),
    nodeLabels: valuesByKey([
      ...runtimes.flatMap(({ nodeSelector, podNodeSelector }) => [nodeSelector ?? {}, podNodeSelector ?? {}]),
      allowedNodeLabels,
    ]),
    tolerations: [
      ...DEFAULT_SETTINGS.tolerations,
      ...unique([...runtimes.flatMap(tolerationsOf), ...allowedTolerations].map((each) => tolerationJson(each))),
    ],
    extendedResources: [...allowedExtendedResources],
    priorityClasses: [...allowedPriorityClasses],
    schedulers: [DEFAULT_SCHEDULER, ...allowedSchedulers],
  };
}

function tolerationsOf({ tolerations = [], podTolerations = [] }: IIsolatedRuntime) {
  return [...tolerations, ...podTolerations];
}

function unique(tolerations: readonly AllowedToleration[]): AllowedToleration[] {
  const byText = new Map(tolerations.map(({ key, operator, value, effect }) => {
    const toleration = { key, operator, value, effect };
    return [JSON.stringify(toleration), toleration];
  }));
  return [...byText.values()];
}

function valuesByKey(maps: ReadonlyArray<Readonly<Record<string, string>>>): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [key, value] of maps.flatMap((map) => Object.entries(map))) {
    if (!values[key]?.includes(value)) { values[key] = [...values[key] ?? [], value]; }
  }
  return values;
}

function volumeSettings({ storageClasses, maxVolumeClaims, maxTotalVolumeSize }: SandboxAdmissionPolicyProps) {
  for (const name of storageClasses ?? []) { checkForm('storage class', name, 'DNS subdomain'); }
  if (maxVolumeClaims !== undefined) { checkCount("'maxVolumeClaims'", maxVolumeClaims, 0); }
  return {
    ...(storageClasses && { storageClasses: [...storageClasses] }),
    ...(maxVolumeClaims !== undefined && { maxVolumeClaims }),
    ...(maxTotalVolumeSize && { maxTotalVolumeSize: amountOfSize("'maxTotalVolumeSize'", maxTotalVolumeSize).text }),
  };
}

function lifetimeSettings(props: SandboxAdmissionPolicyProps) {
  const maxLifetime = wholeSeconds('maxLifetime', props);
  if (maxLifetime !== undefined && props.requireShutdownTime === false) {
    throw new Error("'maxLifetime' needs an end of every claim, and 'requireShutdownTime' is false; remove one");
  }
  const maxTimeToLive = wholeSeconds('maxTimeToLive', props);
  return { ...(maxLifetime && { maxLifetime }), ...(maxTimeToLive && { maxTimeToLive }) };
}

function wholeSeconds(name: 'maxLifetime' | 'maxTimeToLive', props: SandboxAdmissionPolicyProps): number | undefined {
  if (props[name] === undefined) { return undefined; }
  const seconds = milliseconds(`'${name}'`, props[name]) / 1000;
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new Error(`'${name}' is ${seconds}s; give a Duration of whole seconds, at least one`);
  }
  return seconds;
}
