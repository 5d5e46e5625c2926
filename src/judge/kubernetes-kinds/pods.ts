import { Trouble } from '../../findings/trouble';
import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { WORKLOADS } from '../../kubernetes/pod-templates';
import { inObject, inObjectAt } from '../../kubernetes/read-json';
import { droppedFromTemplates, droppedTroubles } from '../rules/pods/dropped-fields';
import { droppedFromClaim, droppedFromPod, judgePodValues } from '../values';

/** How often pods of a kind may start again: those of a Job end, those of the others do not. */
const RESTARTS: Readonly<Record<string, readonly string[]>> = {
  Job: ['OnFailure', 'Never'],
  CronJob: ['OnFailure', 'Never'],
};
const ENDLESS = ['Always'];

/** What Kubernetes refuses of a Pod, or of the pods that a workload makes; a workload without pods has none. */
export function podTroubles(object: KubeObject, minor: number): Trouble[] {
  const holder = templatePath(object);
  if (!holder) { return []; }
  const template = inObjectAt(object, holder);
  const name = holder.length === 0 ? object.metadata?.name : undefined;
  const troubles = judgePodValues(template, { name, minor }).map(({ path: below, message, remedy }): Trouble => {
    const path = [...holder, ...below];
    return { message: `${formatPath(path)}: ${message}`, remedy, path };
  });
  return holder.length === 0
    ? troubles
    : [...troubles, ...restartTroubles(object, [...holder, 'spec', 'restartPolicy'])];
}

/** Fields of pods and volume claims that the API server drops, as their feature gate is off. */
export function droppedFields(object: KubeObject, minor: number): Trouble[] {
  const { apiVersion, kind, spec } = object;
  if (kind === 'PersistentVolumeClaim' && apiVersion === 'v1') {
    return droppedTroubles(droppedFromClaim(inObject(spec), minor), ['spec'], minor);
  }
  const holder = templatePath(object);
  if (!holder) { return []; }
  const ofPods = droppedTroubles(droppedFromPod(inObjectAt(object, holder), minor), holder, minor);
  return kind === 'StatefulSet' ? [...ofPods, ...droppedFromTemplates(spec, ['spec'], minor)] : ofPods;
}

function templatePath({ apiVersion, kind }: KubeObject): readonly string[] | undefined {
  if (kind === 'Pod' && apiVersion === 'v1') { return []; }
  const workload = Object.hasOwn(WORKLOADS, kind) ? WORKLOADS[kind] : undefined;
  const [group, version] = apiVersion.split('/');
  return workload?.apiGroup === (version === undefined ? '' : group) ? workload.template : undefined;
}

function restartTroubles(object: KubeObject, path: readonly PathSegment[]): Trouble[] {
  const allowed = RESTARTS[object.kind] ?? ENDLESS;
  const { restartPolicy } = inObjectAt(object, path.slice(0, -1) as string[]);
  const policy = typeof restartPolicy === 'string' && restartPolicy !== '' ? restartPolicy : 'Always';
  return allowed.includes(policy) ? [] : [{
    message: `${formatPath(path)}: pods of a ${object.kind} cannot have '${policy}'`,
    remedy: `use ${allowed.map((each) => `'${each}'`).join(' or ')}`,
    path,
  }];
}
