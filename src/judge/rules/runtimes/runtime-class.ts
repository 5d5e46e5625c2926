import { FindingSeverity } from '../../../findings/finding';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { NOTHING, Rule } from '../rule';

/** A RuntimeClass that nobody declares: a pod that names one which is not there is never created. */
export const runtimeClass: Rule = {
  code: 'ASB215',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, context) => {
    const { runtimeClassName } = sandboxPod(object);
    if (typeof runtimeClassName !== 'string' || runtimeClassName === '') { return NOTHING; }
    if (!context.isUndeclared?.('RuntimeClass', runtimeClassName)) { return NOTHING; }
    const cluster = context.clusterWith?.('RuntimeClass', runtimeClassName);
    return [
      {
        message: `the pod names RuntimeClass '${runtimeClassName}', which `
          + (cluster === undefined ? 'nothing here declares' : `is declared in another cluster, that of '${cluster}'`),
        remedy: cluster === undefined
          ? 'correct the name, or declare the class with an IsolatedRuntime'
          : 'declare the class in the cluster of the pod too, or for the app, outside of both',
        remedyInFile: 'correct the name, or give the RuntimeClass too',
        path: [...SANDBOX_POD, 'runtimeClassName'],
        wants: runtimeClassName,
      },
    ];
  },
};
