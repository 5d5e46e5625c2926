import { containersOf, isWritten } from './pod-facts';
import type { Reached } from './reached';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { BlastArea } from '../blast-item';

/** Handlers of runtimes with a kernel for each pod, or none: the catalogue has more, of the same names. */
const OWN_KERNEL = /^(?:runsc|gvisor|kata|runhcs-wcow-hypervisor|spin|wasmtime|wasmedge|wasmer|lunatic)/;
/** Handlers whose containers share the kernel of the node. */
const SHARED_KERNEL = /^(?:runc|crun|youki|nvidia|sysbox)/;

const HOST_NAMESPACES = { hostNetwork: 'network', hostPID: 'processes', hostIPC: 'IPC' } as const;

/** Namespaces whose pods may run on the same nodes. */
export interface NodeSharers {
  readonly named: readonly string[];
  readonly count: number;
}

/** What a pod has of its node. */
export function nodeOf(
  pod: Loose,
  runtimeClass: (name: string) => KubeObject | undefined,
  sharers: (placement: string) => NodeSharers,
): Reached[] {
  const found: Reached[] = [];
  const add = (text: string, fact: Reached['fact'], why?: string, isCertain = true) => {
    found.push({ area: BlastArea.NODES, text, isCertain, ...(why !== undefined && { why }), fact });
  };
  const isolated = isolationOf(pod, runtimeClass);
  if (isolated.may !== 'no') { add('the kernel of its node', { is: 'kernel' }, isolated.why, isolated.may === 'yes'); }
  const shares = Object.entries(HOST_NAMESPACES).filter(([field]) => pod[field] === true);
  if (shares.length > 0) {
    add(`the ${shares.map(([, what]) => what).join(', ')} of its node`, { is: 'host-namespaces' });
  }
  if (inObject(pod.securityContext, 'windowsOptions').hostProcess === true) {
    add('all devices and capabilities of its node', { is: 'privileged' }, 'its containers are processes of the node');
  }
  for (const container of containersOf(pod)) { ofContainer(container, add); }
  for (const volume of inList(pod, 'volumes')) {
    const { path } = inObject(volume.hostPath);
    if (typeof path !== 'string') { continue; }
    const writes = isWritten(pod, volume.name);
    add(`${writes ? 'writes' : 'reads'} ${path} of its node`, { is: 'host-path', path, isWritten: writes });
  }
  const { named, count } = sharers(placementOf(pod, runtimeClass));
  if (count > 0) {
    const more = count > named.length ? ` and ${count - named.length} more` : '';
    add('nodes that pods of other namespaces run on', { is: 'shared-nodes' },
      `namespaces ${named.map((each) => `'${each}'`).join(', ')}${more}`);
  }
  return found;
}

type Add = (text: string, fact: Reached['fact'], why?: string, isCertain?: boolean) => void;

function ofContainer({ name, securityContext, ports }: Loose, add: Add): void {
  const own = `container '${String(name)}'`;
  const { privileged, capabilities, windowsOptions } = inObject(securityContext);
  if (privileged === true || inObject(windowsOptions).hostProcess === true) {
    add('all devices and capabilities of its node', { is: 'privileged' }, `${own} is privileged`);
  }
  const added = inObject(capabilities).add;
  for (const each of Array.isArray(added) ? added.map(String) : []) {
    const capability = each.toUpperCase().replace(/^CAP_/, '');
    add(`capability ${capability}`, { is: 'capability', name: capability }, own);
  }
  for (const { hostPort } of inList({ ports }, 'ports')) {
    if (typeof hostPort === 'number' && hostPort > 0) {
      add(`port ${hostPort} of its node`, { is: 'host-ports' }, own);
    }
  }
}

/** Whether pods share the kernel of their node. */
function isolationOf(
  { runtimeClassName }: Loose, runtimeClass: (name: string) => KubeObject | undefined,
): { readonly may: 'yes' | 'perhaps' | 'no'; readonly why?: string } {
  if (typeof runtimeClassName !== 'string' || runtimeClassName === '') {
    return { may: 'yes', why: 'the pod names no RuntimeClass' };
  }
  const { handler = runtimeClassName } = inObject(runtimeClass(runtimeClassName));
  if (OWN_KERNEL.test(String(handler))) { return { may: 'no' }; }
  return SHARED_KERNEL.test(String(handler))
    ? { may: 'yes', why: `handler '${String(handler)}' does not isolate it` }
    : { may: 'perhaps', why: `it is not known whether RuntimeClass '${runtimeClassName}' isolates it` };
}

/**
 * Which nodes a pod runs on, as far as that keeps others off: those that it selects, if it tolerates taints too. Empty
 * where any pod may run beside it.
 */
export function placementOf(pod: Loose, runtimeClass: (name: string) => KubeObject | undefined): string {
  const { runtimeClassName } = pod;
  const scheduling = inObject(
    typeof runtimeClassName === 'string' ? runtimeClass(runtimeClassName) : undefined, 'scheduling',
  );
  const selector = { ...inObject(pod.nodeSelector), ...inObject(scheduling.nodeSelector) };
  const tolerations = [...inList(pod, 'tolerations'), ...inList(scheduling, 'tolerations')];
  const isKept = Object.keys(selector).length > 0 && tolerations.some(({ effect }) => effect !== 'PreferNoSchedule');
  return isKept ? canonicalJson(selector) : '';
}
