/** Why a pod that exists does not become ready. */
import type { GivenObject } from '../../judge/manifests/context-objects';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { Cause, Evidence, evidence } from '../diagnosis';
import { conditionOf, Dump, isEnding } from '../dump';
import { volumeCause } from './volume-claim';

const NO_IMAGE = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'ImageInspectError'];
const NO_CONFIG = ['CreateContainerConfigError'];
const FAILED_RUNS = ['CrashLoopBackOff', 'RunContainerError', 'CreateContainerError', 'StartError'];

/** The first cause, in the order in which a pod comes to life. */
export function podCause(pod: GivenObject, dump: Dump): Cause | undefined {
  return gated(pod)
    ?? unscheduled(pod, dump)
    // Events stay when what they tell of is over.
    ?? (hasStarted(pod) ? undefined : unmounted(pod, dump) ?? withoutRuntime(pod, dump))
    ?? containerCause(pod, dump)
    ?? failedPod(pod);
}

/** Whether a container of the pod has ever run. */
function hasStarted({ object: { status } }: GivenObject): boolean {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((field) => inList(status, field))
    .flatMap(({ state, lastState }) => [inObject(state), inObject(lastState)])
    .some(({ running, terminated }) => running !== undefined || terminated !== undefined);
}

function gated(pod: GivenObject): Cause | undefined {
  const gates = inList(pod.object.spec, 'schedulingGates').map(({ name }) => String(name));
  if (gates.length === 0) { return undefined; }
  return {
    code: 'ASB612',
    because: `the pod has scheduling gates (${gates.join(', ')}) that nobody removes`,
    remedy: 'run the controller that removes the gates, or take them out of the pod template',
    evidence: [evidence(pod, 'spec.schedulingGates', gates.join(', '))],
  };
}

function unscheduled(pod: GivenObject, dump: Dump): Cause | undefined {
  const { spec, metadata: { namespace } } = pod.object;
  const { nodeName, runtimeClassName, schedulerName = 'default-scheduler' } = inObject(spec);
  if (nodeName !== undefined) { return undefined; }
  const scheduled = conditionOf(pod, 'PodScheduled');
  const message = String(scheduled.message ?? '');
  const volume = inList(spec, 'volumes')
    .map((each) => dump.find('PersistentVolumeClaim', namespace, inObject(each.persistentVolumeClaim).claimName))
    .map((claim) => claim && volumeCause(claim, dump))
    .find((cause) => cause !== undefined);
  if (volume && /persistentvolumeclaim|unbound/i.test(message)) { return volume; }
  if (scheduled.status !== 'False') {
    return dump.secondsSince(inObject(pod.object.metadata).creationTimestamp) < PATIENCE ? volume : volume ?? {
      code: 'ASB611',
      because: `the scheduler '${String(schedulerName)}' has not looked at the pod`,
      remedy: 'run that scheduler, or leave `schedulerName` out of the pod template',
      evidence: [evidence(pod, 'spec.schedulerName', schedulerName)],
    };
  }
  const runtime = typeof runtimeClassName === 'string' ? nodesOfRuntime(runtimeClassName, dump) : undefined;
  return {
    code: 'ASB611',
    because: runtime?.because ?? 'no node takes the pod',
    remedy: runtime
      ? 'add nodes with these labels, or install the runtime on nodes and label them'
      : 'add nodes, or change the requests, the node selector or the tolerations of the pod template',
    evidence: [evidence(pod, 'condition PodScheduled', message), ...runtime?.evidence ?? []],
  };
}

/** A pod is not suspected before it has lived for so many seconds. */
export const PATIENCE = 60;

/** Whether no node of the dump has the labels that a RuntimeClass asks for. */
function nodesOfRuntime(name: string, dump: Dump): Pick<Cause, 'because' | 'evidence'> | undefined {
  const runtime = dump.find('RuntimeClass', undefined, name);
  const selector = Object.entries(inObject(runtime?.object.scheduling, 'nodeSelector'));
  const nodes = dump.of('Node');
  if (!runtime || selector.length === 0 || nodes.length === 0) { return undefined; }
  const fits = nodes.some(({ object }) => (
    selector.every(([key, value]) => inObject(object.metadata, 'labels')[key] === value)
  ));
  if (fits) { return undefined; }
  const labels = selector.map(([key, value]) => `${key}=${String(value)}`).join(', ');
  return {
    because: `no node has the labels that the runtime '${name}' asks for (${labels})`,
    evidence: [evidence(runtime, 'scheduling.nodeSelector', labels)],
  };
}

function unmounted(pod: GivenObject, dump: Dump): Cause | undefined {
  const event = dump.warning(pod, 'FailedMount', 'FailedAttachVolume');
  if (!event) { return undefined; }
  return missing(event.message, [evidence(pod, `event ${event.reason}`, event.message)]) ?? {
    code: 'ASB613',
    because: 'a volume of the pod cannot be mounted',
    remedy: 'see the evidence; a volume that another node holds is free once its pod is gone',
    evidence: [evidence(pod, `event ${event.reason}`, event.message)],
  };
}

/** A Secret or a ConfigMap, or a key of one, that a pod names and its namespace does not have. */
function missing(message: string, seen: readonly Evidence[]): Cause | undefined {
  const [, kind, name] = /\b(secret|configmap) "?([^"\s]+)"? not found/i.exec(message) ?? [];
  const [, key, holder] = /couldn't find key (\S+) in (\S+ \S+)/i.exec(message) ?? [];
  if (kind === undefined && key === undefined) { return undefined; }
  const because = kind === undefined
    ? `there is no key '${key}' in ${holder}`
    : `there is no ${kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} '${name}'`;
  return {
    code: 'ASB613',
    because,
    remedy: 'create it in the namespace of the pod; the kubelet tries again by itself',
    evidence: seen,
  };
}

function withoutRuntime(pod: GivenObject, dump: Dump): Cause | undefined {
  const event = dump.warning(pod, 'FailedCreatePodSandBox');
  const [, handler] = /(?:RuntimeHandler|no runtime for) "([^"]*)"/.exec(event?.message ?? '') ?? [];
  if (!event || handler === undefined) { return undefined; }
  const { nodeName, runtimeClassName } = inObject(pod.object.spec);
  return {
    code: 'ASB618',
    because: `node '${String(nodeName)}' has no handler '${handler}', which the runtime `
      + `'${String(runtimeClassName)}' needs`,
    remedy: 'install the runtime on the node and configure it in containerd, or give the RuntimeClass a node selector '
      + 'that leaves such nodes out',
    evidence: [evidence(pod, `event ${event.reason}`, event.message)],
  };
}

function containerCause(pod: GivenObject, dump: Dump): Cause | undefined {
  for (const field of ['initContainerStatuses', 'containerStatuses']) {
    for (const status of inList(pod.object.status, field)) {
      const cause = statusCause(pod, field, status, dump);
      if (cause) { return cause; }
    }
  }
  return undefined;
}

function statusCause(pod: GivenObject, field: string, status: Loose, dump: Dump): Cause | undefined {
  const { name, image, ready, restartCount } = status;
  const { reason, message = '' } = inObject(status, 'state', 'waiting');
  const where = `status.${field}[name=${String(name)}]`;
  if (NO_IMAGE.includes(String(reason))) {
    return {
      code: 'ASB615',
      because: `image '${String(image)}' cannot be pulled`,
      remedy: 'correct the image, make the registry reachable from the node, or give the pod a pull Secret',
      evidence: [evidence(pod, where, `${String(reason)}: ${String(message)}`)],
    };
  }
  if (NO_CONFIG.includes(String(reason))) {
    const seen = [evidence(pod, where, `${String(reason)}: ${String(message)}`)];
    return missing(String(message), seen) ?? {
      code: 'ASB613',
      because: `container '${String(name)}' cannot be configured`,
      remedy: 'see the evidence',
      evidence: seen,
    };
  }
  const { exitCode, reason: ended } = inObject(status, 'lastState', 'terminated');
  if (FAILED_RUNS.includes(String(reason))) {
    const how = exitCode === undefined ? String(message) : `${String(ended)}, exit code ${String(exitCode)}`;
    return {
      code: 'ASB616',
      because: `container '${String(name)}' does not keep running (${how})`,
      remedy: ended === 'OOMKilled'
        ? 'raise the memory limit of the container'
        : 'read its log by `kubectl logs --previous`; a container of a sandbox must not end',
      evidence: [evidence(pod, where, `${String(reason)}: ${String(message)}; ${String(restartCount)} restarts`)],
    };
  }
  const isRunning = Object.keys(inObject(status, 'state', 'running')).length > 0;
  if (field !== 'containerStatuses' || ready !== false || !isRunning) { return undefined; }
  const { startedAt } = inObject(status, 'state', 'running');
  if (dump.secondsSince(startedAt) < PATIENCE) { return undefined; }
  const probe = dump.warning(pod, 'Unhealthy');
  return {
    code: 'ASB617',
    because: `container '${String(name)}' runs and its readiness probe fails`,
    remedy: 'correct the probe or what it asks; a pool hands out no sandbox that is not ready',
    evidence: [
      evidence(pod, where, 'ready: false'), ...probe ? [evidence(pod, 'event Unhealthy', probe.message)] : [],
    ],
  };
}

function failedPod(pod: GivenObject): Cause | undefined {
  const { phase, reason, message } = inObject(pod.object.status);
  if (phase !== 'Failed' || isEnding(pod)) { return undefined; }
  return {
    code: 'ASB616',
    because: `the pod has failed${typeof reason === 'string' ? ` (${reason})` : ''}`,
    remedy: 'delete the pod, and the controller makes a new one; with `restartPolicy: Always` containers are restarted',
    evidence: [evidence(pod, 'status.phase', [phase, message].filter(Boolean).join(': '))],
  };
}
