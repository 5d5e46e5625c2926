import { accepted, checkCloud, nodeLocalFact } from './check-cloud';
import type { CloudFacts, OwnedClass } from './cloud-facts';
import type { GkeCloudProps } from './cloud-props';
import { GkeDns } from './enums';
import { FEATURES } from './features';
import { InstallOwner } from './install-owner';
import { checkFeature, checkVersion, isAtLeast, minorOf } from './versions';
import { checkOneOf, shown } from '../checks/forms';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { CLUSTER_DNS, NODE_LOCAL_DNS } from '../kubernetes/well-known';

const METADATA = '169.254.169.254';

const ON_GKE: OwnedClass = {
  className: 'gvisor', owner: 'GKE', source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/sandbox-pods',
};

/** @throws when the version lacks a feature */
export function gkeFacts(props: GkeCloudProps): CloudFacts {
  const declared = checkCloud('gke', props, {
    version: 'string',
    addOn: 'boolean',
    autopilot: 'boolean',
    dataplaneV2: 'boolean',
    networkPolicy: 'boolean',
    nodeLocalDns: 'boolean',
    workloadPool: 'string',
    dns: accepted,
  });
  const { version, addOn = false, autopilot = false, networkPolicy = false, workloadPool } = props;
  const { dataplaneV2 = autopilot, nodeLocalDns = autopilot, dns = autopilot ? GkeDns.CLOUD_DNS : GkeDns.KUBE_DNS } =
    props;
  checkVersion('GKE', version, /^1\.\d+(\.\d+(-gke\.\d+)?)?$/, '1.36.3-gke.1767000');
  checkOneOf("'dns'", dns, GkeDns);
  if (autopilot && !dataplaneV2) {
    throw new Error("'dataplaneV2' is false, and an Autopilot cluster always has it; remove it");
  }
  if (addOn) { checkFeature('GKE', version, FEATURES.gkeAddOn); }
  if (autopilot) { checkFeature('GKE', version, FEATURES.gkeAutopilotSandbox); }
  if (workloadPool !== undefined && !/^[a-z][-a-z0-9:.]*\.svc\.id\.goog$/.test(workloadPool)) {
    throw new Error(`'workloadPool' is ${shown(workloadPool)}; give, for example, 'my-project.svc.id.goog'`);
  }
  const isBeta = addOn && isAtLeast(version, FEATURES.gkeAddOnBeta.since);
  if (addOn && isBeta === undefined) { checkFeature('GKE', version, FEATURES.gkeAddOnBeta); }
  const dataplane = 'https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2';
  const enforcement = 'https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy';
  const cloudDns = 'https://cloud.google.com/kubernetes-engine/docs/concepts/about-cloud-dns';
  const addresses = [...nodeLocalDns ? [NODE_LOCAL_DNS] : [], ...dns === GkeDns.CLOUD_DNS ? [METADATA] : []];
  return {
    name: 'GKE',
    declared,
    version,
    kubernetesVersion: minorOf(version),
    ...(addOn && { installedBy: InstallOwner.GKE_ADD_ON, servedVersion: isBeta ? 'v1beta1' : 'v1alpha1' }),
    engine: dataplaneV2 ? NetworkPolicyEngine.GKE_DATAPLANE_V2
      : networkPolicy ? NetworkPolicyEngine.KUBERNETES : undefined,
    ...(!dataplaneV2 && !networkPolicy && {
      unenforced: {
        text: 'a GKE cluster without the dataplane V2 enforces no network policies until that is turned on; set '
          + "'dataplaneV2' or 'networkPolicy' of Cloud.gke where it is",
        source: enforcement,
      },
    }),
    runtimes: [ON_GKE],
    absentClasses: [],
    ...(autopilot && {
      managedNodes: {
        text: 'GKE owns the nodes of an Autopilot cluster, which run GKE Sandbox and no runtime of yours',
        source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-overview',
      },
    }),
    dns: { ...(dns === GkeDns.KUBE_DNS && { pods: CLUSTER_DNS }), ...(addresses.length > 0 && { addresses }) },
    platform: 'GCP',
    workloadPool,
    texts: [
      ...addOn ? [{ text: 'the add-on of GKE installs Agent Sandbox', source: FEATURES.gkeAddOn.source }] : [],
      { text: "GKE makes the RuntimeClass 'gvisor'", source: ON_GKE.source },
      dataplaneV2 ? { text: 'the dataplane V2 enforces network policies', source: dataplane }
        : { text: `network policies are ${networkPolicy ? '' : 'not '}enforced`, source: enforcement },
      dns === GkeDns.CLOUD_DNS
        ? { text: `nodes answer lookups by Cloud DNS, at ${METADATA}`, source: cloudDns }
        : { text: 'pods of kube-dns answer lookups', source: cloudDns },
      ...nodeLocalDns ? [nodeLocalFact('https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache')]
        : [],
    ],
  };
}
