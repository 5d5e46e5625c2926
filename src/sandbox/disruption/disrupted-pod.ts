import { checkDisruption, SANDBOX, TEMPLATE } from './budget-object';
import type { SandboxPodProps } from '../sandbox-pod-props';

/**
 * The props of a pod with the grace period of its intent about disruption.
 *
 * @throws when the intent is not one for the kind, or the pod says otherwise
 */
export function disruptedPod(pod: SandboxPodProps, kind: string): SandboxPodProps {
  const { disruption, podAnnotations, terminationGracePeriod } = pod;
  checkDisruption(disruption, kind === 'Sandbox' ? SANDBOX : TEMPLATE);
  if (!disruption) { return pod; }
  for (const [key, value] of Object.entries(disruption._annotations)) {
    const given = podAnnotations?.[key];
    if (given !== undefined && given !== value) {
      throw new Error(
        `'podAnnotations' has '${key}': '${given}', and 'disruption' is ${String(disruption)}; remove one`,
      );
    }
  }
  const { _gracePeriod: ofIntent } = disruption;
  if (ofIntent === undefined) { return pod; }
  if (terminationGracePeriod !== undefined) {
    throw new Error("'terminationGracePeriod' is given twice, by the pod and by 'disruption'; remove one");
  }
  return { ...pod, terminationGracePeriod: ofIntent };
}
