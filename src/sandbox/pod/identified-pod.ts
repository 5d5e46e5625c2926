import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { shown } from '../../checks/forms';
import { giveAccount, identityUses } from '../../identity/accounts';
import { CloudIdentity } from '../../identity/cloud-identity';
import { judgeIdentities } from '../../identity/findings';
import { ServiceAccount } from '../../kubernetes/kplus';
import { disruptedPod } from '../disruption/disrupted-pod';
import type { SandboxPodProps } from '../sandbox-pod-props';
import { shapedPod } from './pod-shapes';

/**
 * The props of a pod with the account and the labels of its identity.
 *
 * @throws when it is no identity, or the pod says otherwise
 */
function identifiedPod(pod: SandboxPodProps, scope: Construct, id: string): SandboxPodProps {
  const { identity, podLabels, serviceAccount } = pod;
  if (identity === undefined) { return pod; }
  if (!(identity instanceof CloudIdentity)) {
    throw new Error(`'identity' is ${shown(identity)}; give a CloudIdentity such as CloudIdentity.irsa({ ... })`);
  }
  const { serviceAccountName, podLabels: labels } = identity._facts;
  if (serviceAccount) {
    throw new Error(`'serviceAccount' is given, and 'identity' has the account '${serviceAccountName}'; remove one`);
  }
  for (const [key, value] of Object.entries(labels)) {
    const given = podLabels?.[key];
    if (given !== undefined && given !== value) {
      throw new Error(`'podLabels' has '${key}': '${given}', and 'identity' needs '${value}'; remove the label`);
    }
  }
  return {
    ...pod,
    serviceAccount: ServiceAccount.fromServiceAccountName(scope, `${id}-Identity`, serviceAccountName),
    ...(Object.keys(labels).length > 0 && { podLabels: { ...podLabels, ...labels } }),
  };
}

/**
 * The props of a pod less its containers, with what its intents add.
 *
 * @throws when a prop is of another shape, or contradicts an intent
 */
export function preparedPod(props: SandboxPodProps, scope: Construct, id: string, kind: string): SandboxPodProps {
  const { containers, initContainers, ...pod } = identifiedPod(shapedPod(props), scope, id);
  return disruptedPod(pod, kind);
}

/** Makes the account of an identity, unless there is one, and has the use of it judged. */
export function useIdentity(pod: Construct, object: ApiObject, props: SandboxPodProps): void {
  const { identity, runtime, hostNetwork, podSpec } = props;
  if (!identity) { return; }
  const { namespace = '' } = object.metadata;
  const account = giveAccount(Chart.of(pod), namespace, identity);
  // The account is printed before the pods that run as it.
  if (account) { object.addDependency(account); }
  identityUses(pod).push({
    construct: pod, namespace, identity, runtime, hostNetwork: hostNetwork ?? podSpec?.hostNetwork,
  });
  judgeIdentities(pod);
}
