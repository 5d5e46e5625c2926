import type { CloudFeature } from './versions';

/** What clouds have from a version on, each with the page that says so. */
export const FEATURES = {
  gkeAddOn: {
    what: 'add-on of Agent Sandbox',
    since: '1.35.2-gke.1269000',
    source: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/how-install-agent-sandbox',
  },
  gkeAddOnBeta: {
    what: 'v1beta1 in its add-on',
    since: '1.36.3-gke.1767000',
    source: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/how-install-agent-sandbox',
  },
  gkeAutopilotSandbox: {
    what: 'GKE Sandbox in Autopilot',
    since: '1.27.4-gke.800',
    source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/sandbox-pods',
  },
  eksAutoMode: {
    what: 'Auto Mode',
    since: '1.29',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/automode.html',
  },
  eksNetworkPolicy: {
    what: 'enforcement of network policies by the VPC CNI',
    since: '1.25',
    source: 'https://github.com/aws/amazon-network-policy-controller-k8s',
  },
  eksPodIdentity: {
    what: 'Pod Identity',
    since: '1.24',
    source: 'https://awslabs.github.io/cdk-eks-blueprints/addons/eks-pod-identity-agent',
  },
  aksPodSandboxing: {
    what: 'Pod Sandboxing',
    since: '1.27',
    source: 'https://learn.microsoft.com/azure/aks/use-pod-sandboxing',
  },
  aksFqdnFiltering: {
    what: 'domain names in network policies',
    since: '1.29',
    source: 'https://learn.microsoft.com/azure/aks/container-network-security-fqdn-filtering-concepts',
  },
} as const satisfies Record<string, CloudFeature>;

/** The Kubernetes minors of OpenShift 4.14 to 4.21: a minor of the one is a minor of the other. */
export const OPENSHIFT_MINORS = { oldest: 14, newest: 21, offset: 13 };
