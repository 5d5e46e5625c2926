import { checkCloud, checkIssuer, nodeLocalFact } from './check-cloud';
import type { CloudFacts } from './cloud-facts';
import type { EksCloudProps } from './cloud-props';
import { FEATURES } from './features';
import { checkFeature, checkVersion } from './versions';
import { shown } from '../checks/forms';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { CLUSTER_DNS, ClusterDns, NODE_LOCAL_DNS } from '../kubernetes/well-known';

/** @throws when the version lacks a feature */
export function eksFacts(props: EksCloudProps): CloudFacts {
  const declared = checkCloud('eks', props, {
    version: 'string',
    autoMode: 'boolean',
    networkPolicy: 'boolean',
    dnsAddress: 'string',
    nodeLocalDns: 'boolean',
    ipv6: 'boolean',
    podIdentityAgent: 'boolean',
    oidcIssuer: 'string',
  });
  const { version, autoMode = false, networkPolicy = false, dnsAddress, nodeLocalDns = false, ipv6 = false } = props;
  const { podIdentityAgent = autoMode, oidcIssuer } = props;
  checkVersion('EKS', version, /^1\.\d+$/, '1.36');
  if (autoMode) { checkFeature('EKS', version, FEATURES.eksAutoMode); }
  if (networkPolicy) { checkFeature('EKS', version, FEATURES.eksNetworkPolicy); }
  if (podIdentityAgent) { checkFeature('EKS', version, FEATURES.eksPodIdentity); }
  if (dnsAddress !== undefined && !/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)$/.test(dnsAddress)) {
    throw new Error(`'dnsAddress' is ${shown(dnsAddress)}; give an address such as '172.20.0.10'`);
  }
  checkIssuer(oidcIssuer, 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE');
  const enforcement = autoMode ? 'https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html'
    : 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html';
  const coreDns = 'https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html';
  const addresses = [...nodeLocalDns ? [NODE_LOCAL_DNS] : [], ...dnsAddress !== undefined ? [dnsAddress] : []];
  const dns: ClusterDns = { ...(!autoMode && { pods: CLUSTER_DNS }), ...(addresses.length > 0 && { addresses }) };
  const isKnown = !autoMode || dnsAddress !== undefined;
  return {
    name: 'EKS',
    declared,
    version,
    kubernetesVersion: version,
    engine: !networkPolicy ? undefined
      : autoMode ? NetworkPolicyEngine.EKS_AUTO_MODE : NetworkPolicyEngine.KUBERNETES,
    ...(!networkPolicy && {
      unenforced: {
        text: "EKS enforces no network policies until that is turned on; set 'networkPolicy' of Cloud.eks where it is",
        source: enforcement,
      },
    }),
    runtimes: [],
    absentClasses: [],
    ...(autoMode && {
      managedNodes: {
        text: 'EKS owns the nodes of Auto Mode, which take no runtime of yours',
        source: FEATURES.eksAutoMode.source,
      },
    }),
    ...(isKnown && { dns }),
    ...(!isKnown && {
      unknownDns: 'in EKS Auto Mode nodes answer lookups, not pods, and policies need the address: give '
      + "'dnsAddress' of Cloud.eks, such as '172.20.0.10', that of the Service 'kube-dns'",
    }),
    isIpv4Only: networkPolicy && !ipv6,
    platform: 'AWS',
    oidcIssuer,
    podIdentityAgent,
    isIpv6: ipv6,
    texts: [
      { text: `network policies are ${networkPolicy ? '' : 'not '}enforced`, source: enforcement },
      { text: autoMode ? 'nodes answer lookups' : 'pods of CoreDNS answer lookups', source: coreDns },
      ...nodeLocalDns ? [nodeLocalFact('https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/')] : [],
      ...podIdentityAgent ? [{ text: 'the EKS Pod Identity Agent runs', source: FEATURES.eksPodIdentity.source }] : [],
    ],
  };
}
