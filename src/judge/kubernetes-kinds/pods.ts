import { Trouble } from '../../findings/trouble';
import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { Workload, WORKLOADS } from '../../kubernetes/pod-templates';
import { inList, inObject, inObjectAt, Loose } from '../../kubernetes/read-json';
import { droppedFromTemplates, droppedTroubles } from '../rules/pods/dropped-fields';
import { unusableInTemplates, unusableTroubles } from '../rules/pods/unusable-values';
import { droppedFromClaim, droppedFromPod, judgePodValues } from '../values';
import { unusableInClaim, unusableInPod } from '../values/unusable';

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
  const volumes = object.kind === 'StatefulSet' ? volumesOf(object, template) : undefined;
  const problems = judgePodValues(template, { name, minor, volumes });
  const troubles = problems.map(({ path: below, message, remedy }): Trouble => {
    const path = [...holder, ...below];
    return { message: `${formatPath(path)}: ${message}`, remedy, path };
  });
  return holder.length === 0 || !Object.hasOwn(WORKLOADS, object.kind)
    ? troubles
    : [...troubles, ...restartTroubles(object, [...holder, 'spec', 'restartPolicy'])];
}

/** The volumes of the pods of a StatefulSet: those of its claim templates take the place of others of their names. */
function volumesOf({ spec }: KubeObject, template: Loose): readonly Loose[] | undefined {
  const claims = inList(spec, 'volumeClaimTemplates').map((claim) => inObject(claim, 'metadata').name);
  if (claims.length === 0) { return undefined; }
  const others = inList(template, 'spec', 'volumes').filter(({ name }) => !claims.includes(name));
  return [...others, ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))];
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

/** Values that the API server accepts, and that no node can use or nobody means. */
export function unusableIn(object: KubeObject): ReadonlyArray<{ code: string; trouble: Trouble }> {
  const { apiVersion, kind, spec } = object;
  const isClaim = kind === 'PersistentVolumeClaim' && apiVersion === 'v1';
  const holder = isClaim ? [] : templatePath(object);
  if (!holder) { return []; }
  const found = [
    ...isClaim ? unusableInClaim(spec, ['spec']) : unusableInPod(inObjectAt(object, holder)),
  ];
  const ofTemplates = kind === 'StatefulSet' ? unusableInTemplates(spec) : [];
  return [
    ...found.flatMap((each) => unusableTroubles([each], holder).map((trouble) => ({ code: each.code, trouble }))),
    ...unusableTroubles(ofTemplates, []).map((trouble) => ({ code: 'ASB261', trouble })),
  ];
}

/** Kinds that hold a template and make no pods. */
const TEMPLATES: Readonly<Record<string, Workload>> = { PodTemplate: { apiGroup: '', template: ['template'] } };

function templatePath({ apiVersion, kind }: KubeObject): readonly string[] | undefined {
  if (kind === 'Pod' && apiVersion === 'v1') { return []; }
  const kinds = Object.hasOwn(WORKLOADS, kind) ? WORKLOADS : TEMPLATES;
  const workload = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
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
