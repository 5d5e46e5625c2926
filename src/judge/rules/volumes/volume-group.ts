import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { OPENSHIFT_KATA, OPENSHIFT_PEER_PODS } from '../../../runtime/catalogue';
import { claimTemplateNames, templateOf } from '../claim-resolution';
import { NOTHING, Rule } from '../rule';

/** Where admission of the platform gives pods the group of their namespace. */
const GIVEN_BY_PLATFORM: readonly unknown[] = [OPENSHIFT_KATA.className, OPENSHIFT_PEER_PODS.className];

/** Access modes with which the kubelet gives a volume to the group. */
const OF_ONE_NODE: readonly unknown[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

/**
 * A new volume that only root may write, in a container that is not root.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 * @see https://kubernetes-csi.github.io/docs/support-fsgroup.html
 */
export const volumeGroup: Rule = {
  code: 'ASB231',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: (object, context) => {
    const claims = inList(object.spec, 'volumeClaimTemplates');
    if (claims.length === 0) { return NOTHING; }
    const holder = object.kind === 'SandboxClaim' ? templateOf(object, context) : object;
    // Volumes that the template refuses are not made at all.
    if (!holder || (holder !== object && !takesVolumes(holder))) { return NOTHING; }
    const pod = sandboxPod(holder);
    const { fsGroup } = inObject(pod, 'securityContext');
    const isOther = inObject(pod, 'os').name === 'windows' || GIVEN_BY_PLATFORM.includes(pod.runtimeClassName);
    if (isGiven(fsGroup) || isOther) { return NOTHING; }
    const own = holder === object ? [] : claimTemplateNames(holder);
    for (const claim of claims) {
      if (own.includes(inObject(claim, 'metadata').name as string)) { continue; }
      const writer = isOwnedByGroup(claim) ? writerOf(inObject(claim, 'metadata').name, pod) : undefined;
      if (writer !== undefined) { return [trouble(object, holder, inObject(claim, 'metadata').name, writer)]; }
    }
    return NOTHING;
  },
};

function takesVolumes(template: KubeObject): boolean {
  const { volumeClaimTemplatesPolicy: policy } = inObject(template.spec);
  return policy === 'Allowed' || policy === 'Overrides';
}

function isOwnedByGroup({ spec }: Loose): boolean {
  const { accessModes, volumeMode, dataSource, dataSourceRef } = inObject(spec);
  // A copy of another volume keeps the owners of its files.
  const isNew = !isGiven(dataSource) && !isGiven(dataSourceRef);
  return isNew && volumeMode !== 'Block'
    && Array.isArray(accessModes) && accessModes.length > 0 && accessModes.every((mode) => OF_ONE_NODE.includes(mode));
}

/** The container that cannot write the volume; undefined where one that is root may prepare it. */
function writerOf(volume: unknown, pod: Loose): unknown {
  let writer: unknown;
  for (const list of ['initContainers', 'containers']) {
    for (const container of inList(pod, list)) {
      const isWritten = inList(container, 'volumeMounts').some(
        ({ name, readOnly }) => name === volume && readOnly !== true,
      );
      if (!isWritten) { continue; }
      if (!isNonRoot(container, pod)) { return undefined; }
      writer ??= container.name;
    }
  }
  return writer;
}

/** Whether a container is certainly not root: otherwise its image decides. */
function isNonRoot(container: Loose, pod: Loose): boolean {
  const own = inObject(container, 'securityContext');
  const ofPod = inObject(pod, 'securityContext');
  const user = own.runAsUser ?? ofPod.runAsUser;
  return isGiven(user) ? user !== 0 : (own.runAsNonRoot ?? ofPod.runAsNonRoot) === true;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function trouble(object: KubeObject, holder: KubeObject, volume: unknown, container: unknown): Trouble {
  const what = holder === object ? '' : ` of template '${holder.metadata.name}'`;
  const index = inList(object.spec, 'volumeClaimTemplates').findIndex(
    ({ metadata }) => inObject(metadata).name === volume,
  );
  return {
    message:
      `container '${String(container)}'${what} is not root and mounts the new volume '${String(volume)}', ` +
      "which belongs to root: without an 'fsGroup' most drivers let it write nothing",
    remedy: `set 'fsGroup' in the 'securityContext' of the pod${what}, such as 1000`,
    path:
      holder === object
        ? [...SANDBOX_POD, 'securityContext']
        : ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
  };
}
