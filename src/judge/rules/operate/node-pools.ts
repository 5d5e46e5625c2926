/** Rules about the node pools of autoscalers, and the pods that are to run there. */
import { ClassFacts, Labels, PodForm, texts } from './facts';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';

/** Labels by which pods ask for spot nodes, of the clouds and autoscalers. */
const SPOT: Labels = {
  'karpenter.sh/capacity-type': 'spot',
  'cloud.google.com/gke-spot': 'true',
  'eks.amazonaws.com/capacityType': 'SPOT',
  'kubernetes.azure.com/scalesetpriority': 'spot',
};

const CAPACITY = 'karpenter.sh/capacity-type';

/** A pod and its RuntimeClass: where it goes. */
export interface Placed {
  readonly form: PodForm;
  readonly nodeSelector: Labels;
  readonly tolerations: readonly Loose[];
  /** Whether its RuntimeClass is not known, which may select and tolerate more. */
  readonly isUncertain: boolean;
}

export function placed(form: PodForm, classes: ReadonlyMap<string, ClassFacts>): Placed {
  const ofClass = form.runtimeClassName === undefined ? undefined : classes.get(form.runtimeClassName);
  return {
    form,
    nodeSelector: { ...ofClass?.nodeSelector, ...form.nodeSelector },
    tolerations: [...ofClass?.tolerations ?? [], ...form.tolerations],
    isUncertain: form.runtimeClassName !== undefined && ofClass === undefined,
  };
}

/** ASB433 of pods that ask for spot nodes themselves. */
export function keptOnSpot(form: PodForm): CodedTrouble[] {
  const key = Object.keys(SPOT).find((each) => form.nodeSelector[each] === SPOT[each]);
  return form.isKept && key !== undefined
    ? [spotTrouble(
      `the pod is not to be disrupted, and selects spot nodes ('${key}')`,
      ['spec', 'podTemplate', 'spec', 'nodeSelector', key],
    )]
    : [];
}

/** What is troubling of a NodePool of Karpenter. */
export function nodePoolTroubles(pool: KubeObject, pods: readonly Placed[]): CodedTrouble[] {
  const template = inObject(pool.spec, 'template');
  const labels = texts(inObject(template, 'metadata').labels);
  const requirements = inList(template, 'spec', 'requirements');
  const taints = inList(template, 'spec', 'taints');
  const selecting = pods.filter((pod) => isSelected(pod, labels, requirements));
  const fitting = selecting.filter(({ tolerations }) => taints.every((taint) => isTolerated(taint, tolerations)));
  // A class that is not known may select what its pods do not.
  if (pods.length > 0 && fitting.length === 0 && !pods.some(({ isUncertain }) => isUncertain)) {
    return [selecting.length > 0 ? untolerated(taints, selecting) : unselected(labels)];
  }
  const kept = fitting.find(({ form, isUncertain }) => form.isKept && !isUncertain);
  if (!kept) { return []; }
  const spot = requirements.find(({ key, operator, values }) => (
    key === CAPACITY && operator === 'In' && Array.isArray(values) && values.length === 1 && values[0] === 'spot'
  ));
  const { terminationGracePeriod } = inObject(template, 'spec');
  return [
    ...(spot ? [spotTrouble(`all nodes are spot nodes, and the pod of ${kept.form.object} is not to be disrupted`,
      ['spec', 'template', 'spec', 'requirements'])] : []),
    ...(terminationGracePeriod === undefined ? [] : [{
      code: 'ASB437',
      severity: FindingSeverity.WARNING,
      message: `a node that is drained waits for ${String(terminationGracePeriod)}, and then ends the pod of `
        + `${kept.form.object}, which is not to be disrupted`,
      remedy: "remove 'terminationGracePeriod' of the node pool, or acknowledge that this is long enough",
      remedyInFile: "remove 'terminationGracePeriod', or let it be as long as the longest work",
      path: ['spec', 'template', 'spec', 'terminationGracePeriod'],
    }]),
  ];
}

function spotTrouble(message: string, path: readonly string[]): CodedTrouble {
  return {
    code: 'ASB433',
    severity: FindingSeverity.WARNING,
    message: `${message}: no budget keeps the cloud from taking a spot node back, minutes after its notice`,
    remedy: 'take nodes on demand, or let the pods be disrupted: Disruption.allowed()',
    remedyInFile: 'take nodes on demand, or leave out the annotations that keep the pod',
    path: [...path],
  };
}

function untolerated(taints: readonly Loose[], selecting: readonly Placed[]): CodedTrouble {
  const taint = taints.find((each) => !selecting.some(({ tolerations }) => isTolerated(each, tolerations)));
  return {
    code: 'ASB435',
    severity: FindingSeverity.WARNING,
    message: `no pod here tolerates ${taint ? `the taint '${String(taint.key)}'` : 'all taints'} of the nodes, so that `
      + 'none ever starts one',
    remedy: "give the runtime the toleration, in its 'tolerations', or make the pool of it: SandboxNodePool",
    remedyInFile: 'give the RuntimeClass or the pods the toleration, or remove the taint',
    path: ['spec', 'template', 'spec', 'taints'],
  };
}

function unselected(labels: Labels): CodedTrouble {
  const all = Object.entries(labels).map(([key, value]) => `'${key}: ${value}'`).join(', ');
  return {
    code: 'ASB436',
    severity: FindingSeverity.WARNING,
    message: `no runtime and no pod here selects these nodes (${all === '' ? 'they have no labels' : all}): `
      + 'all select labels that they lack',
    remedy: "give the runtime their labels in its 'nodeSelector', or make the pool of it: SandboxNodePool",
    remedyInFile: 'give the nodes the labels that the RuntimeClass or the pods select',
    path: ['spec', 'template', ...(all === '' ? [] : ['metadata', 'labels'])],
  };
}

/** Whether nodes of a pool may have all labels that a pod selects. */
function isSelected({ nodeSelector }: Placed, labels: Labels, requirements: readonly Loose[]): boolean {
  return Object.entries(nodeSelector).every(([key, value]) => {
    if (labels[key] !== undefined) { return labels[key] === value; }
    const asked = requirements.filter((each) => each.key === key);
    if (asked.length > 0) { return asked.every((each) => meets(each, value)); }
    // What clouds give to their nodes by themselves is not known here.
    return /(?:^|\.)(?:kubernetes\.io|k8s\.io|karpenter\.sh|karpenter\.k8s\.aws|amazonaws\.com|azure\.com)\//.test(key);
  });
}

function meets({ operator, values }: Loose, value: string): boolean {
  const listed = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In': return listed;
    case 'NotIn': return !listed;
    case 'DoesNotExist': return false;
    default: return true;
  }
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function isTolerated(taint: Loose, tolerations: readonly Loose[]): boolean {
  if (taint.effect === 'PreferNoSchedule') { return true; }
  return tolerations.some(({ key, operator, value, effect }) => {
    if (effect !== undefined && effect !== '' && effect !== taint.effect) { return false; }
    if (key === undefined || key === '') { return operator === 'Exists'; }
    return key === taint.key && (operator === 'Exists' || (value ?? '') === (taint.value ?? ''));
  });
}
