import type { WrittenRules } from './admission-props';
import { ADMISSION_LABEL } from '../../api/labels';
import { CLAIMS, SANDBOXES } from '../../judge/capacity/object-needs';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { LIMITS, QUOTA } from '../../tenant/tenant-settings';
import { call, Code, CodeMembers, filled, literal, object } from '../code/expression';
import { cpuOf, enumOf, sizeOf, Vocabulary } from '../pods/pod-values';

/** The objects of a namespace by kind and name. */
export type OwnObjects = (kind: string, name: string) => KubeObject | undefined;

const POD_SECURITY = 'pod-security.kubernetes.io/';

/** The namespace by its props. */
export function namespaceProps(
  namespace: KubeObject | undefined, shared: Readonly<Loose>, release: Release, vocabulary: Vocabulary,
): CodeMembers {
  if (!namespace) { return { createNamespace: literal(false) }; }
  const { labels, annotations } = namespace.metadata as Loose;
  const all = inObject(labels);
  const level = all[`${POD_SECURITY}enforce`];
  const version = String(all[`${POD_SECURITY}enforce-version`] ?? '').replace(/^v/, '');
  const own = Object.entries(all).filter(([key, value]) => (
    !key.startsWith(POD_SECURITY) && key !== ADMISSION_LABEL && shared[key] !== value
  ));
  return {
    podSecurity: level === undefined || level === 'restricted'
      ? undefined
      : enumOf('PodSecurityStandard')(level, vocabulary),
    podSecurityVersion: /^\d+\.\d+$/.test(version) && version !== release.api.kubernetes ? literal(version) : undefined,
    namespaceLabels: own.length > 0 ? literal(Object.fromEntries(own)) : undefined,
    namespaceAnnotations: Object.keys(inObject(annotations)).length > 0 ? literal(annotations) : undefined,
  };
}

/**
 * The LimitRange by its props, with what the policies say of the same; `defaults` are those of containers that say
 * nothing.
 */
export function limitProps(
  own: OwnObjects, rules: WrittenRules, vocabulary: Vocabulary,
): { readonly maxima: CodeMembers; readonly defaults: Code | undefined } {
  const limits = inList(own('LimitRange', LIMITS)?.spec, 'limits');
  const container = limits.find(({ type }) => type === 'Container') ?? {};
  const volume = limits.find(({ type }) => type === 'PersistentVolumeClaim') ?? {};
  const ofPolicy = Object.fromEntries(
    [...rules.requirement('ASB367', 'pods').matchAll(/([\w.]+) of ([-a-z]+)/g)].map(([, amount, key]) => [key, amount]),
  );
  const max: Loose = { ...ofPolicy, ...inObject(container.max) };
  const [, largest] = /at most (\w+)/.exec(rules.requirement('ASB371', 'pods')) ?? [];
  const bounds = (resource: string, convert: (value: unknown) => Code | undefined) => filled({
    request: convert(inObject(container.defaultRequest)[resource]),
    limit: convert(inObject(container.default)[resource]),
  });
  const size = (value: unknown) => sizeOf(value, 'largest');
  const cpu = (value: unknown) => cpuOf(value, vocabulary);
  return {
    maxima: {
      maxContainerCpu: cpu(max.cpu),
      maxContainerMemory: size(max.memory),
      maxContainerEphemeralStorage: size(max['ephemeral-storage']),
      maxVolumeSize: size(inObject(volume.max).storage ?? largest),
    },
    defaults: object({
      cpu: bounds('cpu', cpu),
      memory: bounds('memory', size),
      ephemeralStorage: bounds('ephemeral-storage', size),
    }),
  };
}

/** The amounts of the quota by its options, and the extended resources that it allows. */
export function quotaProps(
  own: OwnObjects, vocabulary: Vocabulary,
): { readonly quota: Code; readonly extended: readonly string[] } {
  const given = own('ResourceQuota', QUOTA);
  if (!given) { return { quota: call('TenantQuota.none'), extended: [] }; }
  const hard = inObject(given.spec, 'hard');
  const count = (value: unknown) => (/^\d{1,9}$/.test(String(value)) ? literal(Number(value)) : undefined);
  const cpu = (value: unknown) => cpuOf(value, vocabulary);
  const size = (value: unknown) => sizeOf(value, 'largest');
  const extended = Object.entries(hard).flatMap(([key, value]): Array<[string, Code]> => {
    const [, resource] = /^requests\.(.*\/.*)$/.exec(key) ?? [];
    const amount = count(value);
    return resource !== undefined && amount ? [[resource, amount]] : [];
  });
  const options = filled({
    sandboxes: count(hard[SANDBOXES]),
    claims: hard[SANDBOXES] !== undefined && hard[CLAIMS] === hard[SANDBOXES] ? undefined : count(hard[CLAIMS]),
    pods: count(hard.pods),
    cpu: cpu(hard['limits.cpu']),
    memory: size(hard['limits.memory']),
    requestedCpu: cpu(hard['requests.cpu']),
    requestedMemory: size(hard['requests.memory']),
    storage: size(hard['requests.storage']),
    volumes: count(hard.persistentvolumeclaims),
    extendedResources: extended.length > 0 ? object(Object.fromEntries(extended)) : undefined,
  });
  return {
    quota: options ? call('TenantQuota.of', options) : call('TenantQuota.none'),
    extended: extended.filter(([key]) => hard[`requests.${key}`] !== '0').map(([key]) => key),
  };
}
