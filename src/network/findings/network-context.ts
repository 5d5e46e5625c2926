import { RuleTexts } from './policy-texts';
import type { SandboxPods } from './sandboxes';
import type { KubeObject } from '../../kubernetes/kube-object';
import { NetworkPod, ReadPolicy } from '../reachability';
import type { ClusterNetwork } from '../reachability/cluster-network';
import { PodCluster } from '../reachability/pods';

/** A sandbox whose pod is in its namespace. */
export type PlacedSandboxPod = SandboxPods & { readonly pod: NetworkPod };

/** All of a cluster that bears on who reaches whom. */
export interface NetworkContext {
  readonly cluster: PodCluster;
  readonly network: ClusterNetwork;
  readonly sandboxes: readonly PlacedSandboxPod[];
  readonly policies: ReadonlyArray<{ readonly json: KubeObject; readonly path: string }>;
  /** Services and PodDisruptionBudgets. */
  readonly selectors: NetworkContext['policies'];
  /** Pods that are no sandboxes. */
  readonly workloads: ReadonlyArray<{ readonly pod: NetworkPod; readonly path: string }>;
  /** Values of the labels of pods that are referred to and made elsewhere. */
  readonly imported?: () => ReadonlySet<string>;
  /** Whether there are no pods in a namespace but those that are known; without it there may be others. */
  readonly hasAllPods?: (namespace: string) => boolean;
}

/** A sandbox and the policies that may select it. */
export interface SelectedPods {
  readonly sandbox: PlacedSandboxPod;
  readonly policies: readonly ReadPolicy[];
  /** Equal for pods of which the policies say the same, so that one answer about whom they reach is that of all. */
  readonly text: string;
  /** The same, as far as they reach addresses. */
  readonly addressText: string;
}

export function selectedOf(sandbox: PlacedSandboxPod, network: ClusterNetwork, texts: RuleTexts): SelectedPods {
  const { pod } = sandbox;
  const about = network.policies
    .of(pod)
    .map((policy) => ({ policy, selects: policy.selects(pod) }))
    .filter(({ selects }) => selects !== 'no');
  const policies = about.map(({ policy }) => policy);
  // Whether a policy is about the pod may be in doubt, and so are then the answers.
  const certainty = about.map(({ selects }) => selects).join();
  const addressText = `${pod.hostNetwork === true} ${certainty} ${texts.ofAddresses(policies)}`;
  const text = `${texts.namespacesOf(policies, pod.namespace)} ${addressText}`;
  return { sandbox, policies, text, addressText };
}
