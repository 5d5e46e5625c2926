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
    return [
      {
        message: `the pod names RuntimeClass '${runtimeClassName}', which nothing here declares`,
        remedy: 'correct the name, or declare the class with an IsolatedRuntime',
        remedyInFile: 'correct the name, or give the RuntimeClass too',
        path: [...SANDBOX_POD, 'runtimeClassName'],
        wants: runtimeClassName,
      },
    ];
  },
};
