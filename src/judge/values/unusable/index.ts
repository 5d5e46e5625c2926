/** Values that the API server accepts, and that no node can use or nobody means. */
import { inAmount, inBytes } from './amounts';
import { inImage } from './images';
import type { TakeValue, UnusableValue } from './value';
import { nearest } from '../../../checks/nearest';
import type { PathSegment } from '../../../kubernetes/json-path';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { isRepeated } from '../../schema';
import { shown } from '../../schema/violation';

const NOTHING: readonly UnusableValue[] = [];

/** Containers of many objects in which nothing was found. */
const SOUND = new WeakSet();

/** The answer before: two rules ask for the values of each pod, one after the other. */
let lastPod: Loose | undefined;
let lastFound = NOTHING;

/** Those of a pod, or of the template of one. */
export function unusableInPod(pod: Loose): readonly UnusableValue[] {
  if (lastPod !== pod) {
    lastFound = inPod(pod);
    lastPod = pod;
  }
  return lastFound;
}

function inPod(pod: Loose): readonly UnusableValue[] {
  let found: UnusableValue[] | undefined;
  const report: TakeValue = (each) => { (found ??= []).push(each); };
  const { spec } = pod;
  const isOfWindows = inObject(spec, 'os').name === 'windows';
  inContainers('containers', spec, isOfWindows, report);
  inContainers('initContainers', spec, isOfWindows, report);
  const volumes = inList(spec, 'volumes');
  for (let index = 0; index < volumes.length; index++) {
    const { emptyDir, ephemeral } = volumes[index];
    const path = ['spec', 'volumes', index];
    if (emptyDir) { inEmptyDir(inObject(emptyDir), [...path, 'emptyDir'], report); }
    if (ephemeral) {
      const claim = inObject(ephemeral, 'volumeClaimTemplate');
      inClaim(claim.spec, [...path, 'ephemeral', 'volumeClaimTemplate', 'spec'], report);
    }
  }
  return found ?? NOTHING;
}

/** Those of the spec of a PersistentVolumeClaim at a path. */
export function unusableInClaim(spec: unknown, path: readonly PathSegment[]): readonly UnusableValue[] {
  const found: UnusableValue[] = [];
  inClaim(spec, path, (each) => found.push(each));
  return found.length === 0 ? NOTHING : found;
}

function inContainers(list: string, spec: unknown, isOfWindows: boolean, report: TakeValue): void {
  const containers = inList(spec, list);
  for (let index = 0; index < containers.length; index++) {
    const container = containers[index];
    if (!isOfWindows && SOUND.has(container)) { continue; }
    let isSound = true;
    inContainer(container, isOfWindows, (found) => {
      isSound = false;
      report({ ...found, path: ['spec', list, index, ...found.path] });
    });
    if (isSound && !isOfWindows && isRepeated(container)) { SOUND.add(container); }
  }
}

function inContainer(container: Loose, isOfWindows: boolean, report: TakeValue): void {
  const { image, command, resources, securityContext } = container;
  if (typeof image === 'string') { inImage(image, report); }
  if (!isOfWindows) {
    inCommand(command, ['command'], report);
    for (const probe of PROBES) {
      if (container[probe]) {
        inCommand(inObject(container, probe, 'exec').command, [probe, 'exec', 'command'], report);
      }
    }
  }
  if (resources) {
    for (const kind of ['limits', 'requests']) {
      const amounts = inObject(resources, kind);
      for (const name of AMOUNTS) {
        if (amounts[name] !== undefined) { inAmount(name, amounts[name], ['resources', kind, name], report); }
      }
    }
  }
  if (securityContext) { inCapabilities(inObject(securityContext, 'capabilities'), report); }
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'];

function inClaim(spec: unknown, path: readonly PathSegment[], report: TakeValue): void {
  for (const kind of ['requests', 'limits']) {
    const { storage } = inObject(spec, 'resources', kind);
    if (storage !== undefined) { inBytes(storage, [...path, 'resources', kind, 'storage'], report); }
  }
}

const MEDIA = /^(?:Memory|HugePages(?:-.+)?)?$/;

/** @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir */
function inEmptyDir({ medium, sizeLimit }: Loose, path: readonly PathSegment[], report: TakeValue): void {
  if (sizeLimit !== undefined) { inBytes(sizeLimit, [...path, 'sizeLimit'], report); }
  if (typeof medium !== 'string' || MEDIA.test(medium)) { return; }
  const meant = medium.toLowerCase() === 'memory' ? "'Memory'" : "'Memory', 'HugePages' or ''";
  report({
    code: 'ASB262',
    path: [...path, 'medium'],
    message: `${shown(medium)} is not a medium that the kubelet knows, so that the pod does not start`,
    remedy: `use ${meant}`,
  });
}

const WITH_ARGUMENTS = /^\S+\s+\S/;
const OF_WINDOWS = /\\|\.exe/i;

/** The first word is the executable: nothing splits it. */
function inCommand(command: unknown, path: readonly PathSegment[], report: TakeValue): void {
  if (!Array.isArray(command)) { return; }
  const [first] = command as unknown[];
  if (typeof first !== 'string' || !WITH_ARGUMENTS.test(first) || OF_WINDOWS.test(first)) { return; }
  report({
    code: 'ASB262',
    path: [...path, 0],
    message: `${shown(first)} is read as the name of an executable, spaces included, and no shell splits it`,
    remedy: "write each word as an item, or run a shell: ['sh', '-c', '...']",
  });
}

/** @see https://man7.org/linux/man-pages/man7/capabilities.7.html */
const CAPABILITIES = (
  'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH '
  + 'FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN '
  + 'NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT '
  + 'SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM'
).split(' ');
const KNOWN = new Set(CAPABILITIES);

/** Runtimes put the prefix before the name themselves, and read names in any case. */
function inCapabilities(capabilities: Loose, report: TakeValue): void {
  for (const list of ['add', 'drop']) {
    const names = capabilities[list];
    if (!Array.isArray(names)) { continue; }
    names.forEach((name, index) => {
      if (typeof name !== 'string' || KNOWN.has(name) || KNOWN.has(name.toUpperCase())) { return; }
      const bare = name.toUpperCase().replace(/^CAP_/, '');
      const meant = KNOWN.has(bare) ? bare : nearest(bare, CAPABILITIES);
      if (meant === undefined) { return; }
      report({
        code: 'ASB262',
        path: ['securityContext', 'capabilities', list, index],
        message: `${shown(name)} is not the name of a capability in Kubernetes`
          + `${KNOWN.has(bare) ? ', where names have no prefix CAP_' : ''}`,
        remedy: `use '${meant}'`,
      });
    });
  }
}
