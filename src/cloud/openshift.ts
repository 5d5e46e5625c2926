import { checkCloud } from './check-cloud';
import type { CloudFacts, OwnedClass } from './cloud-facts';
import type { OpenShiftCloudProps } from './cloud-props';
import { OPENSHIFT_MINORS } from './features';
import { InstallOwner } from './install-owner';
import { checkVersion } from './versions';
import { checkKubernetesMinor } from '../checks/kubernetes-minor';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';

const SANDBOXED_CONTAINERS = 'https://docs.redhat.com/en/documentation/openshift_sandboxed_containers';

const OWNED: readonly OwnedClass[] = ['kata', 'kata-remote'].map((className) => ({
  className, owner: 'the operator of OpenShift sandboxed containers', source: SANDBOXED_CONTAINERS,
}));

/** @throws when the version is malformed, or its Kubernetes minor is not known */
export function openShiftFacts(props: OpenShiftCloudProps): CloudFacts {
  const declared = checkCloud('openshift', props, {
    version: 'string', kubernetesVersion: 'string', olm: 'boolean', sandboxedContainers: 'boolean',
  });
  const { version, olm = false, sandboxedContainers } = props;
  checkVersion('OpenShift', version, /^4\.\d+(\.\d+)?$/, '4.20');
  const minor = Number(version.split('.')[1]);
  const { oldest, newest, offset } = OPENSHIFT_MINORS;
  const known = minor >= oldest && minor <= newest ? `1.${minor + offset}` : undefined;
  const { kubernetesVersion = known } = props;
  if (kubernetesVersion === undefined) {
    throw new Error(`the Kubernetes minor of OpenShift ${version} is not known; give it in 'kubernetesVersion'`);
  }
  checkKubernetesMinor("'kubernetesVersion'", kubernetesVersion);
  if (known !== undefined && kubernetesVersion !== known) {
    throw new Error(`'kubernetesVersion' is '${kubernetesVersion}', and OpenShift ${version} is Kubernetes ${known}`);
  }
  const has = sandboxedContainers !== false;
  return {
    name: 'OpenShift',
    declared,
    version,
    kubernetesVersion,
    ...(olm && { installedBy: InstallOwner.OLM }),
    engine: NetworkPolicyEngine.KUBERNETES,
    runtimes: has ? OWNED : [],
    absentClasses: has ? [] : OWNED.map(({ className }) => className),
    dns: {
      pods: {
        namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353,
      },
    },
    texts: [
      ...olm ? [{
        text: 'the Operator Lifecycle Manager installs Agent Sandbox',
        source: 'https://github.com/kubernetes-sigs/agent-sandbox/tree/main/olm',
      }] : [],
      ...has ? [{
        text: "its operator makes the RuntimeClasses 'kata' and 'kata-remote'",
        source: SANDBOXED_CONTAINERS,
      }] : [],
      {
        text: 'OVN-Kubernetes enforces network policies',
        source: 'https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/network_security',
      },
      {
        text: "pods of 'openshift-dns' answer lookups, on port 5353",
        source: 'https://docs.redhat.com/en/documentation/openshift_container_platform/4.21/html/networking_operators/'
          + 'dns-operator',
      },
    ],
  };
}
