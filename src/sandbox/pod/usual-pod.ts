import { printedContainer } from './kplus-json';
import { Json } from './merge';
import { containersJson, groupOfVolumes, hasGroup, PodParts, resolution } from './pod-json';
import { NOT_PLAIN, Ordered, plain } from '../../app/json/plain-data';
import type { AbstractPod, Container } from '../../kubernetes/kplus';

/** A pod and the props that it was made of. */
export interface UsualParts extends Omit<PodParts, 'printed'> {
  readonly pod: AbstractPod;
  readonly metadata: object | undefined;
}

/** Thrown for a pod that is not usual. One instance serves all, as nobody reads its stack. */
const UNUSUAL = new Error('not usual');

/**
 * The template of a pod as most are, made as it is printed: in one go, the keys in order, where `podJson` takes what
 * cdk8s-plus prints apart and puts it together again.
 *
 * @returns undefined for a pod that is left to cdk8s-plus and `podJson`
 */
export function usualPodTemplate(parts: UsualParts, managedDns: boolean): Ordered | undefined {
  if (!isUsual(parts)) { return undefined; }
  try {
    const template: Json = {};
    set(template, 'metadata', parts.metadata);
    template.spec = podSpec(parts, managedDns);
    return new Ordered(template);
  } catch (error) {
    if (error === UNUSUAL) { return undefined; }
    throw error;
  }
}

/** Pods that cdk8s-plus may refuse, or that `podJson` merges or compares across containers, are not usual. */
function isUsual({ pod, podSpec: given, containerOptions, dns, isWindows, caBundle, imageOf }: UsualParts): boolean {
  const { containers } = pod;
  return !given && !containerOptions && !dns && !isWindows && !caBundle && !imageOf
    && containers.length > 0 && !containers.some(({ restartPolicy }) => restartPolicy)
    && [...containers, ...pod.initContainers].every(({ mounts }) => mounts.length === 0)
    && pod.volumes.length === 0 && pod.hostAliases.length === 0
    && pod.dns.nameservers.length === 0 && pod.dns.searches.length === 0 && pod.dns.options.length === 0;
}

function podSpec(parts: UsualParts, managedDns: boolean): Json {
  const { pod, members } = parts;
  const { dnsPolicy, dnsConfig } = resolution(undefined, undefined, parts, managedDns);
  const initContainers = pod.initContainers.map((container, index) =>
    anyContainer(container, parts.initContainers[index]),
  );
  const json: Json = {};
  set(json, 'affinity', members.affinity);
  set(json, 'automountServiceAccountToken', pod.automountServiceAccountToken);
  json.containers = pod.containers.map((container, index) => anyContainer(container, parts.containers[index]));
  set(json, 'dnsConfig', dnsConfig);
  set(json, 'dnsPolicy', dnsPolicy);
  set(json, 'enableServiceLinks', members.enableServiceLinks);
  set(json, 'hostNetwork', pod.hostNetwork);
  set(json, 'imagePullSecrets', members.imagePullSecrets);
  if (initContainers.length > 0) { json.initContainers = initContainers; }
  set(json, 'nodeName', members.nodeName);
  set(json, 'nodeSelector', members.nodeSelector);
  set(json, 'os', members.os);
  set(json, 'priorityClassName', members.priorityClassName);
  set(json, 'restartPolicy', pod.restartPolicy);
  set(json, 'runtimeClassName', members.runtimeClassName);
  json.securityContext = securityContextOf(parts);
  set(json, 'serviceAccountName', pod.serviceAccount?.name);
  set(json, 'shareProcessNamespace', members.shareProcessNamespace);
  set(json, 'terminationGracePeriodSeconds', pod.terminationGracePeriod?.toSeconds());
  set(json, 'tolerations', members.tolerations);
  return json;
}

function securityContextOf({ pod, securityContext: given, volumeGroup }: UsualParts): unknown {
  const { fsGroup, fsGroupChangePolicy, group, ensureNonRoot, user, sysctls } = pod.securityContext;
  return data({
    fsGroup,
    fsGroupChangePolicy: hasGroup(given) ? fsGroupChangePolicy : undefined,
    ...groupOfVolumes(volumeGroup, given),
    runAsGroup: group,
    runAsNonRoot: ensureNonRoot,
    runAsUser: user,
    seccompProfile: { type: 'RuntimeDefault' },
    sysctls: sysctls.length > 0 ? sysctls : undefined,
  });
}

type Origin = PodParts['containers'][number];

function anyContainer(container: Container, origin: Origin): unknown {
  if (origin.isUsual && Object.keys(container.resources ?? {}).length === 0 && container.env.sources.length === 0) {
    return usualContainer(container, origin);
  }
  return data(containersJson([printedContainer(container._toKube())], [origin], {})[0]);
}

/** A container that we made, without probes, resources or anything that is read from elsewhere. */
function usualContainer(container: Container, { props, mounts }: Origin): Json {
  const variables = Object.entries(container.env.variables);
  const { ports, securityContext } = container;
  const json: Json = {};
  set(json, 'args', container.args);
  set(json, 'command', container.command);
  if (variables.length > 0) {
    json.env = variables.map(([name, { value, valueFrom }]) => {
      if (valueFrom !== undefined) { throw UNUSUAL; }
      return data({ name, value });
    });
  }
  set(json, 'image', container.image);
  if (props!.imagePullPolicy !== undefined) { set(json, 'imagePullPolicy', container.imagePullPolicy); }
  set(json, 'name', container.name);
  if (ports.length > 0) {
    json.ports = ports.map(({ number, hostIp, hostPort, name, protocol = 'TCP' }) =>
      data({ containerPort: number, hostIP: hostIp, hostPort, name, protocol }),
    );
  }
  set(json, 'restartPolicy', container.restartPolicy);
  json.securityContext = data({
    allowPrivilegeEscalation: securityContext.allowPrivilegeEscalation,
    capabilities: securityContext.capabilities,
    privileged: securityContext.privileged,
    readOnlyRootFilesystem: securityContext.readOnlyRootFilesystem,
    runAsGroup: securityContext.group,
    runAsNonRoot: securityContext.ensureNonRoot,
    runAsUser: securityContext.user,
    seccompProfile: securityContext.seccompProfile,
  });
  if (mounts.length > 0) { set(json, 'volumeMounts', mounts); }
  set(json, 'workingDir', container.workingDir);
  return json;
}

function set(json: Json, key: string, value: unknown): void {
  const member = data(value);
  if (member !== undefined) { json[key] = member; }
}

function data(value: unknown): unknown {
  const json = plain(value);
  if (json === NOT_PLAIN) { throw UNUSUAL; }
  return json;
}
