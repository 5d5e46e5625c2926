import { linuxOnlyFields } from './linux-only-fields';
import { keptMounts, nodePathsOnGke, rawDevices, unsharedVolumes } from './volumes';
import type { Kind } from '../../../api/kinds';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { runtimeNamed } from '../../../runtime/catalogue';
import { RuntimeTechnology } from '../../../runtime/enums';
import type { PodRuntime } from '../../../runtime/facts';
import { claimTemplateNames } from '../claim-resolution';
import { NOTHING, Rule, RuleContext } from '../rule';

const KINDS: readonly Kind[] = ['Sandbox', 'SandboxTemplate'];

/** The runtime that isolates a pod, if anything is known of it; asked for only by rules that may find something. */
type RuntimeOf = () => PodRuntime | undefined;

/** A rule about pods that name a RuntimeClass. Paths of its troubles are those in the pod. */
function podRule(
  code: string,
  severity: FindingSeverity,
  check: (pod: Loose, runtimeOf: RuntimeOf, object: KubeObject) => Trouble[],
): Rule {
  return {
    code,
    severity,
    kinds: KINDS,
    check: (object, context) => {
      const pod = sandboxPod(object);
      const troubles = check(pod, () => runtimeOfPod(pod, context), object);
      return troubles.length === 0
        ? NOTHING
        : troubles.map((trouble) => ({ ...trouble, path: [...SANDBOX_POD, ...(trouble.path ?? [])] }));
    },
  };
}

function runtimeOfPod({ runtimeClassName: name }: Loose, context: RuleContext): PodRuntime | undefined {
  return typeof name === 'string' && name !== '' ? context.runtime?.(name) ?? runtimeNamed(name) : undefined;
}

/** Admission merges the node selector of the class with that of the pod, and refuses a pod that contradicts it. */
const contradictedClass = podRule('ASB301', FindingSeverity.ERROR, (pod, runtimeOf) => {
  if (!pod.nodeSelector) { return NOTHING; }
  const selected = inObject(pod, 'nodeSelector');
  return Object.entries(runtimeOf()?.nodeSelector ?? {})
    .filter(([key, value]) => selected[key] !== undefined && selected[key] !== value)
    .map(([key, value]) => ({
      message:
        `the pod selects nodes with '${key}': '${String(selected[key])}', ` +
        `its RuntimeClass '${pod.runtimeClassName}' those with '${value}'`,
      remedy: 'remove the label from the node selector of the pod, or give another runtime',
      remedyInFile: "remove the label from 'nodeSelector', or give another 'runtimeClassName'",
      path: ['nodeSelector', key],
    }));
});

/** The overhead is that of the class, which admission writes into the pod. */
const ownOverhead = podRule('ASB302', FindingSeverity.ERROR, (pod) => (
  Object.keys(inObject(pod, 'overhead')).length === 0 ? NOTHING : [{
    message: 'the pod has an overhead, which only its RuntimeClass may give it',
    remedy: "remove it, and give the IsolatedRuntime that makes the class an 'overhead'",
    remedyInFile: "remove it, and set 'overhead.podFixed' of the RuntimeClass",
    path: ['overhead'],
  }]
));

/** A virtual machine is not on the network of its node. */
const hostNetwork = podRule('ASB303', FindingSeverity.ERROR, (pod, runtimeOf) => (
  pod.hostNetwork !== true || runtimeOf()?.technology !== RuntimeTechnology.KATA ? NOTHING : [{
    message:
      'the pod has hostNetwork true, which a virtual machine of RuntimeClass ' +
      `'${pod.runtimeClassName}' cannot have`,
    remedy: 'remove hostNetwork, or run the pod without this runtime',
    remedyInFile: "remove 'hostNetwork', or give another 'runtimeClassName'",
    path: ['hostNetwork'],
  }]
));

const WITHOUT_USER_NAMESPACES: readonly RuntimeTechnology[] = [RuntimeTechnology.GVISOR, RuntimeTechnology.KATA];

/** Neither gVisor nor Kata documents what it makes of a user namespace. */
const hostUsers = podRule('ASB304', FindingSeverity.WARNING, (pod, runtimeOf) => {
  const runtime = pod.hostUsers === false ? runtimeOf() : undefined;
  return !runtime || !WITHOUT_USER_NAMESPACES.includes(runtime.technology) ? NOTHING : [{
    message:
      'the pod has hostUsers false, and it is not documented what the runtime of RuntimeClass ' +
      `'${pod.runtimeClassName}' makes of a user namespace`,
    remedy: 'remove hostUsers, which adds little to such a runtime, or acknowledge that you tried it',
    remedyInFile: "remove 'hostUsers', which adds little to such a runtime, unless you tried it",
    path: ['hostUsers'],
  }];
});

/** The virtual machine has the size of the limits, and a small one without. */
const unlimited = podRule('ASB305', FindingSeverity.WARNING, (pod, runtimeOf) => {
  if (!runtimeOf()?.isSizedByLimits) { return NOTHING; }
  const lacking = inList(pod, 'containers').flatMap((container) => {
    const { cpu, memory } = inObject(container, 'resources', 'limits');
    const lacks = [...(cpu === undefined ? ['CPU'] : []), ...(memory === undefined ? ['memory'] : [])];
    return lacks.length === 0 ? [] : [`'${String(container.name)}' has no limit of ${lacks.join(' and ')}`];
  });
  return lacking.length === 0 ? NOTHING : [{
    message:
      `the virtual machine of RuntimeClass '${pod.runtimeClassName}' is as large as the limits of the containers, ` +
      `and ${lacking.join(', ')}`,
    remedy: "set 'resources' with limits of both",
  }];
});

/** gVisor filters system calls itself, and drops the profile of the pod. */
const idleProfile = podRule('ASB307', FindingSeverity.WARNING, (pod, runtimeOf) => {
  if (runtimeOf()?.technology !== RuntimeTechnology.GVISOR) { return NOTHING; }
  return [pod, ...inList(pod, 'initContainers'), ...inList(pod, 'containers')].flatMap((part) => {
    const { type, localhostProfile } = inObject(part, 'securityContext', 'seccompProfile');
    if (type !== 'Localhost') { return []; }
    const who = part === pod ? 'the pod' : `container '${String(part.name)}'`;
    return [{
      message:
        `${who} has seccomp profile '${String(localhostProfile)}', which gVisor, the runtime of ` +
        `RuntimeClass '${pod.runtimeClassName}', does not apply`,
      remedy: 'use RuntimeDefault, which Pod Security wants and gVisor replaces by its own filter, or acknowledge it',
      remedyInFile: "use 'RuntimeDefault', which Pod Security wants and gVisor replaces by its own filter",
    }];
  });
});

const { WARNING } = FindingSeverity;

const OF_VOLUMES: readonly Rule[] = [
  podRule('ASB313', WARNING, (pod, runtimeOf, object) => unsharedVolumes(pod, runtimeOf, claimTemplateNames(object))),
  podRule('ASB314', WARNING, rawDevices),
  podRule('ASB315', WARNING, keptMounts),
  podRule('ASB316', WARNING, nodePathsOnGke),
];

/** The rules about pods and the runtimes that isolate them. */
export const ISOLATION_RULES: readonly Rule[] = [
  contradictedClass, ownOverhead, hostNetwork, hostUsers, unlimited, linuxOnlyFields, idleProfile,
  ...OF_VOLUMES,
];
