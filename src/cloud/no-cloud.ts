import { accepted, checkCloud, nodeLocalFact } from './check-cloud';
import type { CloudFacts } from './cloud-facts';
import type { BareCloudProps, KindCloudProps } from './cloud-props';
import { checkVersion } from './versions';
import { checkOneOf } from '../checks/forms';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { CLUSTER_DNS, NODE_LOCAL_DNS } from '../kubernetes/well-known';

/** @throws when the version is malformed */
export function kindFacts(props: KindCloudProps): CloudFacts {
  const declared = checkCloud('kind', props, { version: 'string' });
  const { version } = props;
  checkVersion('kind', version, /^1\.\d+$/, '1.36');
  return {
    name: 'kind',
    declared,
    version,
    kubernetesVersion: version,
    engine: NetworkPolicyEngine.KUBERNETES,
    runtimes: [],
    absentClasses: [],
    dns: { pods: CLUSTER_DNS },
    texts: [
      {
        text: 'kindnet enforces network policies from kind 0.24 on',
        source: 'https://github.com/kubernetes-sigs/kind/releases/tag/v0.24.0',
      },
      { text: 'pods of CoreDNS answer lookups', source: 'https://kind.sigs.k8s.io/docs/user/configuration/' },
    ],
  };
}

/** @throws when the version is malformed */
export function bareFacts(props: BareCloudProps): CloudFacts {
  const declared = checkCloud('bare', props, {
    version: 'string', nodeLocalDns: 'boolean', networkPolicyEngine: accepted,
  });
  const { version, networkPolicyEngine = NetworkPolicyEngine.KUBERNETES, nodeLocalDns = false } = props;
  checkVersion('the cluster', version, /^1\.\d+$/, '1.36');
  checkOneOf("'networkPolicyEngine'", networkPolicyEngine, NetworkPolicyEngine);
  return {
    name: 'bare metal',
    declared,
    version,
    kubernetesVersion: version,
    engine: networkPolicyEngine,
    runtimes: [],
    absentClasses: [],
    dns: { pods: CLUSTER_DNS, ...(nodeLocalDns && { addresses: [NODE_LOCAL_DNS] }) },
    texts: nodeLocalDns ? [nodeLocalFact('https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/')] : [],
  };
}
