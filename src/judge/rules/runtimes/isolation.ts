import { linuxOnlyFields } from './linux-only-fields';
import type { Kind } from '../../../api/kinds';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { runtimeNamed } from '../../../runtime/catalogue';
import { RuntimeTechnology } from '../../../runtime/enums';
import type { PodRuntime } from '../../../runtime/facts';
import { NOTHING, Rule, RuleContext } from '../rule';

const KINDS: readonly Kind[] = ['Sandbox', 'SandboxTemplate'];

/** A pod and the runtime that isolates it, if anything is known of that. */
interface IsolatedPod {
  readonly pod: Loose;
  readonly className?: string;
  readonly runtime?: PodRuntime;
}

/** A rule about pods that name a RuntimeClass. Paths of its troubles are those in the pod. */
function podRule(code: string, severity: FindingSeverity, check: (isolated: IsolatedPod) => Trouble[]): Rule {
  return {
    code,
    severity,
    kinds: KINDS,
    check: (object, context) => {
      const troubles = check(isolatedPod(code, sandboxPod(object), context));
      return troubles.length === 0
        ? NOTHING
        : troubles.map((trouble) => ({ ...trouble, path: [...SANDBOX_POD, ...(trouble.path ?? [])] }));
    },
  };
}

/**
 * What was asked last: all rules look at one pod before the next, and what is known of its runtime may change between
 * two.
 */
let last: { readonly code: string; readonly isolated: IsolatedPod; readonly context: RuleContext } | undefined;

function isolatedPod(code: string, pod: Loose, context: RuleContext): IsolatedPod {
  if (last?.isolated.pod === pod && last.context === context && last.code !== code) { return last.isolated; }
  const { runtimeClassName: className } = pod;
  const isolated =
    typeof className !== 'string' || className === ''
      ? { pod }
      : { pod, className, runtime: context.runtime?.(className) ?? runtimeNamed(className) };
  last = { code, isolated, context };
  return isolated;
}

/** Admission merges the node selector of the class with that of the pod, and refuses a pod that contradicts it. */
const contradictedClass = podRule('ASB301', FindingSeverity.ERROR, ({ pod, className, runtime }) => (
  Object.entries(runtime?.nodeSelector ?? {}).flatMap(([key, value]) => {
    const { [key]: given } = inObject(pod, 'nodeSelector');
    return given === undefined || given === value
      ? []
      : [
        {
          message: `the pod selects nodes with '${key}': '${String(given)}', its RuntimeClass '${className}' those with '${value}'`,
          remedy: 'remove the label from the node selector of the pod, or give another runtime',
          path: ['nodeSelector', key],
        },
      ];
  })
));

/** The overhead is that of the class, which admission writes into the pod. */
const ownOverhead = podRule('ASB302', FindingSeverity.ERROR, ({ pod }) => (
  Object.keys(inObject(pod, 'overhead')).length === 0 ? NOTHING : [{
    message: 'the pod has an overhead, which only its RuntimeClass may give it',
    remedy: "remove it, and give the IsolatedRuntime that makes the class an 'overhead'",
    path: ['overhead'],
  }]
));

/** A virtual machine is not on the network of its node. */
const hostNetwork = podRule('ASB303', FindingSeverity.ERROR, ({ pod, className, runtime }) => (
  pod.hostNetwork !== true || runtime?.technology !== RuntimeTechnology.KATA ? NOTHING : [{
    message: `the pod has hostNetwork true, which a virtual machine of RuntimeClass '${className}' cannot have`,
    remedy: 'remove hostNetwork, or run the pod without this runtime',
    path: ['hostNetwork'],
  }]
));

const WITHOUT_USER_NAMESPACES: readonly RuntimeTechnology[] = [RuntimeTechnology.GVISOR, RuntimeTechnology.KATA];

/** Neither gVisor nor Kata documents what it makes of a user namespace. */
const hostUsers = podRule('ASB304', FindingSeverity.WARNING, ({ pod, className, runtime }) =>
  pod.hostUsers !== false || !runtime || !WITHOUT_USER_NAMESPACES.includes(runtime.technology)
    ? NOTHING
    : [
      {
        message: `the pod has hostUsers false, and it is not documented what the runtime of RuntimeClass '${className}' makes of a user namespace`,
        remedy: 'remove hostUsers, which adds little to such a runtime, or acknowledge that you tried it',
        path: ['hostUsers'],
      },
    ],
);

/** The virtual machine has the size of the limits, and a small one without. */
const unlimited = podRule('ASB305', FindingSeverity.WARNING, ({ pod, className, runtime }) => {
  if (!runtime?.isSizedByLimits) { return NOTHING; }
  const lacking = inList(pod, 'containers').flatMap((container) => {
    const { cpu, memory } = inObject(container, 'resources', 'limits');
    const lacks = [...(cpu === undefined ? ['CPU'] : []), ...(memory === undefined ? ['memory'] : [])];
    return lacks.length === 0 ? [] : [`'${String(container.name)}' has no limit of ${lacks.join(' and ')}`];
  });
  return lacking.length === 0
    ? NOTHING
    : [
      {
        message: `the virtual machine of RuntimeClass '${className}' is as large as the limits of the containers, and ${lacking.join(', ')}`,
        remedy: "set 'resources' with limits of both",
      },
    ];
});

/** gVisor filters system calls itself, and drops the profile of the pod. */
const idleProfile = podRule('ASB307', FindingSeverity.WARNING, ({ pod, className, runtime }) => {
  if (runtime?.technology !== RuntimeTechnology.GVISOR) { return NOTHING; }
  return [pod, ...inList(pod, 'initContainers'), ...inList(pod, 'containers')].flatMap((part) => {
    const { type, localhostProfile } = inObject(part, 'securityContext', 'seccompProfile');
    return type !== 'Localhost'
      ? []
      : [
        {
          message:
              `${part === pod ? 'the pod' : `container '${String(part.name)}'`} has seccomp profile '${String(localhostProfile)}', which gVisor, the runtime of ` +
              `RuntimeClass '${className}', does not apply`,
          remedy:
              'use RuntimeDefault, which Pod Security wants and gVisor replaces by its own filter, or acknowledge it',
        },
      ];
  });
});

/** The rules about pods and the runtimes that isolate them. */
export const ISOLATION_RULES: readonly Rule[] = [
  contradictedClass, ownOverhead, hostNetwork, hostUsers, unlimited, linuxOnlyFields, idleProfile,
];
