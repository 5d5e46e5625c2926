import { isDnsSubdomain } from './forms';
import { object, wanted } from './table';
import { Check, has, PodVisit } from './visit';
import { inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const MOST_CREDENTIALS = 64 * 1024;
const LONGEST_DOMAIN = 256;
const LONGEST_USER = 104;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;

/** A user of Windows, optionally after a domain and a backslash. */
function isUserName(value: string): boolean {
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(value)) { return false; }
  const parts = value.split('\\');
  if (value === '' || parts.length > 2) { return false; }
  const [domain, user] = parts.length === 2 ? parts : [undefined, parts[0]];
  if (domain !== undefined && (domain.length >= LONGEST_DOMAIN || (!NET_BIOS.test(domain) && !isDnsDomain(domain)))) {
    return false;
  }
  return user !== '' && user.length <= LONGEST_USER && !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
}

function isDnsDomain(value: string): boolean {
  return (
    /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$/.test(value) ||
    isDnsSubdomain(value)
  );
}

/** Options of Windows of a pod or a container. */
export const windowsOptions: Check<Loose | undefined> = object(
  wanted('gmsaCredentialSpecName', (value: string | undefined, visit) => {
    if (value !== undefined && !isDnsSubdomain(value)) {
      visit.refuse(`${shown(value)} is not a DNS subdomain`, 'use the name of an object');
    }
  }),
  wanted('gmsaCredentialSpec', (value: string | undefined, visit) => {
    if (value !== undefined && (value === '' || Buffer.byteLength(value) > MOST_CREDENTIALS)) {
      visit.refuse(value === '' ? 'is empty' : 'is too long', 'use at most 64 KiB');
    }
  }),
  wanted('runAsUserName', (value: string | undefined, visit) => {
    if (value !== undefined && !isUserName(value)) {
      visit.refuse(`${shown(value)} is not a user of Windows`, "use 'user' or 'DOMAIN\\user'");
    }
  }),
);

/** Containers in the host of Windows: all of a pod or none, and on its network. */
export const hostProcess: Check<Loose> = (spec, visit) => {
  const optionsOf = (holder: unknown) => inObject(holder, 'securityContext', 'windowsOptions');
  const ofPod = optionsOf(spec).hostProcess ?? undefined;
  const { containers } = visit.pod;
  let count = 0;
  for (const { list, index, container } of containers) {
    const own = optionsOf(container).hostProcess ?? undefined;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      visit.refuse(
        'differs from that of the pod',
        'remove it',
        list,
        index,
        'securityContext',
        'windowsOptions',
        'hostProcess',
      );
    }
    if ((own ?? ofPod) === true) { count += 1; }
  }
  if (count === 0) { return; }
  if (count !== containers.length) {
    visit.refuse('has some hostProcess containers and some others', 'make all of them hostProcess');
  }
  if (spec.hostNetwork !== true) {
    visit.refuse('must be true with hostProcess containers', "set 'hostNetwork'", 'hostNetwork');
  }
};

/**
 * Fields of the pod's security context that only Linux has; those of the pod itself stand where Kubernetes looks at
 * them.
 */
const LINUX_FIELDS_OF_POD = [
  'appArmorProfile',
  'seLinuxOptions',
  '/hostUsers',
  '/hostPID',
  '/hostIPC',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  '/shareProcessNamespace',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const LINUX_FIELDS_OF_CONTAINERS = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged',
  'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup',
];
const REMEDY = 'remove it, or the os';

/** An empty list and a namespace that is not shared are as if not given. */
const MUST_HOLD: Readonly<Record<string, (value: unknown) => boolean>> = {
  sysctls: (value) => (value as unknown[]).length > 0,
  hostPID: (value) => value === true,
  hostIPC: (value) => value === true,
};

function isGiven(holder: Loose, name: string): boolean {
  return has(holder, name) && (MUST_HOLD[name]?.(holder[name]) ?? true);
}

/** Fields of another system than the one that `os` names. */
export const otherSystem: Check<Loose> = (spec, visit) => {
  const { name } = inObject(spec.os);
  if (name === 'linux') { refuseIn(spec, ['windowsOptions'], ['windowsOptions'], 'Linux', visit); }
  if (name !== 'windows') { return; }
  refuseIn(spec, LINUX_FIELDS_OF_POD, LINUX_FIELDS_OF_CONTAINERS, 'Windows', visit);
};

function refuseIn(
  spec: Loose,
  ofPod: readonly string[],
  ofContainers: readonly string[],
  system: string,
  visit: PodVisit,
): void {
  for (const name of ofPod) {
    const [path, holder] = name.startsWith('/')
      ? [[name.slice(1)], spec]
      : [['securityContext', name], inObject(spec.securityContext)];
    if (isGiven(holder, path.at(-1)!)) {
      visit.refuse(`is set in a pod of ${system}`, REMEDY, ...path);
    }
  }
  for (const { list, index, container } of visit.pod.containers) {
    for (const name of ofContainers) {
      if (has(container.securityContext, name)) {
        visit.refuse(`is set in a pod of ${system}`, REMEDY, list, index, 'securityContext', name);
      }
    }
  }
}

