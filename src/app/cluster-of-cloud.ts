import type { SandboxClusterProps } from './sandbox-cluster-props';
import type { Cloud } from '../cloud/cloud';
import type { CloudName } from '../cloud/cloud-facts';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { writtenVersion } from '../release/features';

/** Engines that are of one cloud alone. */
const ENGINES: Partial<Record<NetworkPolicyEngine, CloudName>> = {
  [NetworkPolicyEngine.GKE_DATAPLANE_V2]: 'GKE',
  [NetworkPolicyEngine.EKS_AUTO_MODE]: 'EKS',
};

/** @throws when a prop contradicts the cloud */
export function contradictions(cloud: Cloud, props: SandboxClusterProps): void {
  const { kubernetesVersion, installedBy, networkPolicyEngine, version } = props;
  if (kubernetesVersion !== undefined && kubernetesVersion !== cloud.kubernetesVersion) {
    throw new Error(`'kubernetesVersion' is '${kubernetesVersion}', and 'cloud' is ${String(cloud)}, which is `
      + `Kubernetes ${cloud.kubernetesVersion}; remove 'kubernetesVersion'`);
  }
  if (installedBy && cloud.installedBy && installedBy !== cloud.installedBy) {
    throw new Error(`'installedBy' is ${installedBy.name}, and by 'cloud' ${cloud.installedBy.name} installs Agent `
      + 'Sandbox: a cluster runs one controller; remove one');
  }
  const owner = networkPolicyEngine && ENGINES[networkPolicyEngine];
  if (owner && owner !== cloud.name) {
    throw new Error(`'networkPolicyEngine' is '${networkPolicyEngine}', which ${owner} alone has, and 'cloud' is `
      + `${String(cloud)}; remove 'networkPolicyEngine', or give another`);
  }
  const isAutoMode = networkPolicyEngine === NetworkPolicyEngine.EKS_AUTO_MODE;
  if (isAutoMode && cloud.networkPolicyEngine !== networkPolicyEngine) {
    throw new Error(`'networkPolicyEngine' is '${networkPolicyEngine}', and 'cloud' is ${String(cloud)} without Auto `
      + 'Mode that enforces policies: nodes of Auto Mode alone filter domain names; '
      + "set 'autoMode' and 'networkPolicy' of Cloud.eks");
  }
  const { servedVersion } = cloud._facts;
  if (version && servedVersion && writtenVersion(version._release) !== servedVersion) {
    throw new Error(`'version' is ${version.id}, whose objects are of ${writtenVersion(version._release)}, and `
      + `${String(cloud)} serves ${servedVersion} by ${cloud.installedBy!.name}; give the release that runs there`);
  }
}
