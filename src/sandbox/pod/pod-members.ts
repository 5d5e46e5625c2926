import { Json } from './merge';
import { tolerationJson } from '../../checks/toleration-json';
import { k8s, PodScheduling } from '../../kubernetes/kplus';
import type { SandboxPodProps } from '../sandbox-pod-props';

/**
 * The members of a pod that cdk8s-plus has no props for: placement, and what the runtime asks of its pods.
 *
 * @param props of the pod
 * @param scheduling of cdk8s-plus, if it was asked for
 * @param pullSecrets names of the Secrets of pods that name none
 */
export function podMembers(
  props: SandboxPodProps, scheduling: PodScheduling | undefined, pullSecrets: readonly string[] = [],
): Json {
  const { runtime, priorityClassName, tolerations = [], enableServiceLinks = false, shareProcessNamespace } = props;
  const {
    affinity,
    nodeName,
    tolerations: tolerated = [],
  } = scheduling?._toKube() ?? ({} as ReturnType<PodScheduling['_toKube']>);
  const nodeSelector =
    runtime?.podNodeSelector || props.nodeSelector ? { ...runtime?.podNodeSelector, ...props.nodeSelector } : {};
  const all = [...tolerated, ...withoutTwins([...runtime?.podTolerations ?? [], ...tolerations].map(tolerationJson))];
  const { dockerRegistryAuth, imagePullSecrets } = props;
  const secrets = dockerRegistryAuth || imagePullSecrets
    ? [dockerRegistryAuth, ...imagePullSecrets ?? []].flatMap((secret) => secret?.name ?? [])
    : pullSecrets;
  return {
    enableServiceLinks,
    ...(secrets.length > 0 && { imagePullSecrets: [...new Set(secrets)].map((name) => ({ name })) }),
    ...(shareProcessNamespace && { shareProcessNamespace }),
    ...(runtime && { runtimeClassName: runtime.runtimeClassName }),
    ...(runtime?.operatingSystem !== undefined && { os: { name: runtime.operatingSystem } }),
    ...(priorityClassName !== undefined && { priorityClassName }),
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(affinity && { affinity: k8s.toJson_Affinity(affinity) }),
    ...(nodeName !== undefined && { nodeName }),
    ...(all.length > 0 && { tolerations: all }),
  };
}

/** @throws when a pod asks for other nodes than those that its runtime has it select */
export function checkNodeSelector({ runtime, nodeSelector = {} }: SandboxPodProps): void {
  for (const [key, value] of Object.entries(runtime?.podNodeSelector ?? {})) {
    if (nodeSelector[key] !== undefined && nodeSelector[key] !== value) {
      throw new Error(
        `'nodeSelector' has '${key}': '${nodeSelector[key]}', but the nodes of its runtime `
          + `'${runtime!.runtimeClassName}' have '${value}'; ` +
          'remove the label, or give another runtime',
      );
    }
  }
}

/** A toleration that the runtime and the pod both have is printed once. */
function withoutTwins(tolerations: readonly object[]): object[] {
  if (tolerations.length < 2) { return [...tolerations]; }
  const texts = tolerations.map((each) => JSON.stringify(each));
  return tolerations.filter((_, index) => texts.indexOf(texts[index]) === index);
}
