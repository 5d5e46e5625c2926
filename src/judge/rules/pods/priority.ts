import { FindingSeverity } from '../../../findings/finding';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { isMadeByClusters } from '../references/made-by-clusters';
import { NOTHING, Rule } from '../rule';

/** The classes that each cluster has. @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
const OF_KUBERNETES: ReadonlyMap<unknown, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** A PriorityClass that nobody declares: a pod that names one which is not there is never created. */
export const priorityClass: Rule = {
  code: 'ASB243',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, context) => {
    const { priorityClassName: name } = sandboxPod(object);
    if (typeof name !== 'string' || name === '' || isMadeByClusters('PriorityClass', name)) { return NOTHING; }
    if (!context.isUndeclared?.('PriorityClass', name)) { return NOTHING; }
    const cluster = context.clusterWith?.('PriorityClass', name);
    return [{
      message: `the pod names PriorityClass '${name}', which `
        + `${cluster === undefined ? 'nothing here declares' : `another cluster has, that of '${cluster}'`}: `
        + `where ${cluster === undefined ? 'the' : 'its own'} cluster lacks it, `
        + `no pod is made ("no PriorityClass with name ${name} was found")`,
      remedy: 'correct the name, or declare the class: a PriorityClass among the objects, or '
        + "'priorityClasses' of SandboxCluster for one that exists",
      remedyInFile: 'correct the name, or give the PriorityClass among the files',
      path: [...SANDBOX_POD, 'priorityClassName'],
    }];
  },
};

/** A number that Kubernetes computes from the class, and refuses where it is another. */
export const givenPriority: Rule = {
  code: 'ASB244',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => {
    const { priority, priorityClassName: name } = sandboxPod(object);
    if (typeof priority !== 'number' || priority === (name ? OF_KUBERNETES.get(name) : 0)) { return NOTHING; }
    return [{
      message: `the pod has 'priority: ${priority}', which Kubernetes sets itself, from `
        + `${typeof name === 'string' && name !== '' ? `PriorityClass '${name}'` : 'the default PriorityClass'}: `
        + 'where that has another value, no pod is made',
      remedy: "remove it, and name a class of this value in 'priorityClassName'",
      path: [...SANDBOX_POD, 'priority'],
    }];
  },
};
