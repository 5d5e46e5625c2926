import { KINDS } from '../../../api/kinds';
import { FindingSeverity } from '../../../findings/finding';
import { CodedTrouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList } from '../../../kubernetes/read-json';

/** Code of pods that nothing isolates: one finding stands for all of them. */
export const NO_RUNTIME = 'ASB311';

/**
 * Whether an object is a Sandbox or a template whose pods run as any other on their node. Sandboxes that a controller
 * made have their pods of a template, which is judged itself.
 */
export function lacksRuntime(object: KubeObject): boolean {
  const { apiVersion, kind, metadata } = object;
  if ((kind !== 'Sandbox' && kind !== 'SandboxTemplate') || sandboxPod(object).runtimeClassName) { return false; }
  return apiGroupOf(apiVersion) === KINDS[kind].group && inList(metadata, 'ownerReferences').length === 0;
}

/** The one finding about a number of such objects, at the first of them. */
export function withoutRuntime(count: number): CodedTrouble {
  return {
    code: NO_RUNTIME,
    severity: FindingSeverity.WARNING,
    message: `${count === 1
      ? 'the pod names no RuntimeClass, and its containers share'
      : `${count} Sandboxes and templates, of which this is the first, name no RuntimeClass: their containers share`
    } the kernel of the node with all else that runs there`,
    remedy:
      "give a 'runtime', such as IsolatedRuntime.gvisor(...), or acknowledge it where the nodes isolate otherwise",
    remedyInFile: "set 'runtimeClassName' to a class that isolates, such as 'gvisor'",
    path: SANDBOX_POD,
  };
}
