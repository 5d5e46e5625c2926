import { accepted, checkCloud, checkIssuer } from './check-cloud';
import type { CloudFacts, OwnedClass } from './cloud-facts';
import type { AksCloudProps } from './cloud-props';
import { AksNetworkPolicy } from './enums';
import { FEATURES } from './features';
import { checkFeature, checkVersion, minorOf } from './versions';
import { checkOneOf } from '../checks/forms';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { CLUSTER_DNS } from '../kubernetes/well-known';

/** The listener for pods; that for pods with `dnsPolicy: Default` and the node itself is 169.254.10.10. */
const LOCAL_DNS = '169.254.10.11';

const ON_AKS: OwnedClass = {
  className: 'kata-vm-isolation', owner: 'AKS', source: FEATURES.aksPodSandboxing.source,
};

/** @throws when the version lacks a feature */
export function aksFacts(props: AksCloudProps): CloudFacts {
  const declared = checkCloud('aks', props, {
    version: 'string',
    fqdnFiltering: 'boolean',
    podSandboxing: 'boolean',
    localDns: 'boolean',
    oidcIssuer: 'string',
    networkPolicy: accepted,
  });
  const { version, networkPolicy = AksNetworkPolicy.NONE, fqdnFiltering = false, podSandboxing, oidcIssuer } = props;
  const { localDns = false } = props;
  checkVersion('AKS', version, /^1\.\d+(\.\d+)?$/, '1.36');
  checkOneOf("'networkPolicy'", networkPolicy, AksNetworkPolicy);
  const isCilium = networkPolicy === AksNetworkPolicy.CILIUM;
  if (podSandboxing) { checkFeature('AKS', version, FEATURES.aksPodSandboxing); }
  if (fqdnFiltering) {
    checkFeature('AKS', version, FEATURES.aksFqdnFiltering);
    if (!isCilium) {
      throw new Error(`'fqdnFiltering' is true, and '${networkPolicy}' knows no domain names; `
        + "set 'networkPolicy' to AksNetworkPolicy.CILIUM");
    }
  }
  checkIssuer(oidcIssuer, 'https://westeurope.oic.prod-aks.azure.com/<tenant>/<id>/');
  const isUnenforced = networkPolicy === AksNetworkPolicy.NONE;
  const enforcement = 'https://learn.microsoft.com/azure/aks/use-network-policies';
  return {
    name: 'AKS',
    declared,
    version,
    kubernetesVersion: minorOf(version),
    engine: isCilium ? NetworkPolicyEngine.CILIUM : isUnenforced ? undefined : NetworkPolicyEngine.KUBERNETES,
    ...(isUnenforced && {
      unenforced: {
        text: "AKS enforces no network policies unless an engine was chosen; set 'networkPolicy' of Cloud.aks to it",
        source: enforcement,
      },
    }),
    runtimes: podSandboxing === false ? [] : [ON_AKS],
    absentClasses: podSandboxing === false ? [ON_AKS.className] : [],
    dns: { pods: CLUSTER_DNS, ...(localDns && { addresses: [LOCAL_DNS] }) },
    platform: 'Azure',
    ...(isCilium && !fqdnFiltering && {
      unfilteredDomains: 'Cilium on AKS knows domains with Advanced Container Networking '
      + "Services alone; set 'fqdnFiltering' of Cloud.aks where they are on",
    }),
    oidcIssuer,
    texts: [
      ...podSandboxing === false ? []
        : [{ text: "AKS makes the RuntimeClass 'kata-vm-isolation'", source: ON_AKS.source }],
      {
        text: isUnenforced ? 'network policies are not enforced' : `${networkPolicy} enforces network policies`,
        source: enforcement,
      },
      { text: 'pods of CoreDNS answer lookups', source: 'https://learn.microsoft.com/azure/aks/coredns-custom' },
      ...localDns ? [{
        text: `LocalDNS answers at ${LOCAL_DNS}`,
        source: 'https://github.com/Azure/AgentBaker/blob/master/parts/linux/cloud-init/artifacts/localdns.sh',
      }] : [],
    ],
  };
}
