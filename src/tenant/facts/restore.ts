import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { BundleFact, FactsDocument, RuntimeFact } from './facts-document';
import { CaBundle } from '../../air-gap/ca-bundle';
import type { ImageRegistryLayout } from '../../air-gap/image-registry-layout';
import { contradictions } from '../../app/cluster-of-cloud';
import type { SandboxClusterProps } from '../../app/sandbox-cluster-props';
import { cloudOfText } from '../../cloud/cloud-text';
import { thousandths } from '../../judge/capacity/needs';
import type { PodContext } from '../../judge/capacity/pod-needs';
import { Cpu, IConfigMap, ISecret } from '../../kubernetes/kplus';
import type { NetworkPolicyEngine } from '../../kubernetes/network-policy-engine';
import type { TaintEffect, Toleration, TolerationOperator } from '../../kubernetes/toleration';
import { AgentSandboxVersion } from '../../release/agent-sandbox-version';
import type { OperatingSystem, RuntimeTechnology } from '../../runtime/enums';
import { IsolatedRuntime } from '../../runtime/isolated-runtime';
import type { ClaimDefaults } from '../../sandbox/claim-defaults';
import type { ClaimShutdownPolicy } from '../../sandbox/enums';

/**
 * A runtime of facts: a class that the platform makes.
 *
 * @param scope of the runtime, whose id is the name of its class
 */
export function restoredRuntime(scope: Construct, fact: RuntimeFact): IsolatedRuntime {
  const { runtimeClassName, technology, operatingSystem, overhead, podNodeSelector, podTolerations } = fact;
  return IsolatedRuntime.custom(scope, runtimeClassName, {
    runtimeClassName,
    create: false,
    ...(technology !== undefined && { technology: technology as RuntimeTechnology }),
    ...(operatingSystem !== undefined && { operatingSystem: operatingSystem as OperatingSystem }),
    ...(overhead && {
      overhead: {
        ...(overhead.cpu !== undefined && { cpu: Cpu.millis(Number(thousandths(overhead.cpu))) }),
        ...(overhead.memory !== undefined && {
          memory: Size.kibibytes(Number(thousandths(overhead.memory)) / 1_024_000),
        }),
      },
    }),
    ...(podNodeSelector && { nodeSelector: { ...podNodeSelector } }),
    ...(podTolerations && { tolerations: podTolerations.map(restoredToleration) }),
  });
}

function restoredToleration(
  { key, operator, value, effect, tolerationSeconds }: NonNullable<RuntimeFact['podTolerations']>[number],
): Toleration {
  return {
    ...(key !== undefined && { key: key as string }),
    ...(operator !== undefined && { operator: operator as TolerationOperator }),
    ...(value !== undefined && { value: value as string }),
    ...(effect !== undefined && { effect: effect as TaintEffect }),
    ...(tolerationSeconds !== undefined && { tolerationSeconds: Duration.seconds(tolerationSeconds as number) }),
  };
}

/**
 * What the facts say of the cluster, as an app declares it.
 *
 * @throws when the release is not known, or the cloud is malformed or contradicts the rest
 */
export function clusterPropsOf({ cluster }: FactsDocument): SandboxClusterProps {
  const { release, kubernetesVersion, clusterDomain, networkPolicyEngine, allowedLabelDomains } = cluster;
  const { imageRegistry, imageRegistryLayout, mirrorAllImages, imagePullSecrets, caBundle } = cluster;
  const { cloud, isEngineGiven = cloud === undefined } = cluster;
  const props = {
    version: AgentSandboxVersion.of(release),
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    clusterDomain,
    ...(isEngineGiven && { networkPolicyEngine: networkPolicyEngine as NetworkPolicyEngine }),
    ...(cloud !== undefined && { cloud: cloudOfText(cloud) }),
    allowedLabelDomains: [...allowedLabelDomains],
    priorityClasses: [...cluster.priorityClasses],
    imageRegistry,
    imageRegistryLayout: imageRegistryLayout as ImageRegistryLayout | undefined,
    mirrorAllImages,
    imagePullSecrets: imagePullSecrets && [...imagePullSecrets],
    caBundle: caBundle && restoredBundle(caBundle),
  };
  if (props.cloud) { contradictions(props.cloud, props); }
  return props;
}

function restoredBundle({ kind, name, key, mountPath }: BundleFact): CaBundle {
  const named = { name } as IConfigMap & ISecret;
  return kind === 'Secret' ? CaBundle.fromSecret(named, { key, mountPath })
    : CaBundle.fromConfigMap(named, { key, mountPath });
}

/** What the pods of a tenant have besides their own: the defaults of its LimitRange, and the overhead of runtimes. */
export function podContextOf({ limits, runtimes }: FactsDocument): PodContext {
  const overheads = new Map(runtimes.map(({ runtimeClassName, overhead }) => [runtimeClassName, overhead]));
  return { defaults: limits.defaults, overhead: (name) => overheads.get(name) };
}

/** The defaults of claims. */
export function claimDefaultsOf({ claimDefaults }: FactsDocument): ClaimDefaults | undefined {
  const { ttlSecondsAfterFinished: seconds, shutdownPolicy } = claimDefaults ?? {};
  return claimDefaults && {
    ...(seconds !== undefined && { ttlAfterFinished: Duration.seconds(seconds) }),
    ...(shutdownPolicy !== undefined && { shutdownPolicy: shutdownPolicy as ClaimShutdownPolicy }),
  };
}
