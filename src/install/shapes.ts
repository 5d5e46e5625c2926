import { AgentSandboxProfile } from './agent-sandbox-props';
import { ImageRegistryLayout } from '../air-gap/image-registry-layout';
import { listOf, mapOf, oneOf, RESOURCES, Shapes, structOf, TOLERATION, withMember } from '../checks/shapes';
import { GitOpsTool } from '../kubernetes/gitops-tool';
import { JobHook } from '../kubernetes/job-hook';

const LABELS = mapOf('string');

/** The shapes of the props of an install and of its CRDs alone; flags of the controller are checked by their types. */
export const INSTALL: Shapes = {
  version: 'version',
  profile: oneOf(AgentSandboxProfile),
  extensions: 'boolean',
  retainCrds: 'boolean',
  crdDescriptions: 'boolean',
  webhookCertificate: 'certificate',
  labels: LABELS,
  annotations: LABELS,
  createNamespace: 'boolean',
  imageRegistry: 'string',
  imageRepository: 'string',
  imageTag: 'string',
  imageDigest: 'string',
  imagePullSecrets: listOf('string'),
  allowedLabelDomains: listOf('string'),
  resources: RESOURCES,
  nodeSelector: LABELS,
  tolerations: listOf(TOLERATION),
  priorityClassName: 'string',
  podLabels: LABELS,
  podAnnotations: LABELS,
  env: mapOf('string'),
  extraArgs: listOf('string'),
  crds: 'boolean',
  crdChart: 'chart',
  upgradeFrom: 'version',
  cleanUp: structOf({ image: 'string', hook: oneOf(JobHook) }),
  serviceMonitor: structOf({ interval: 'duration', scrapeTimeout: 'duration', labels: LABELS }),
  prometheusRule: structOf({ labels: LABELS }),
  networkPolicy: structOf({ metricsFrom: listOf(structOf({ namespaceLabels: LABELS, podLabels: LABELS })) }),
  tlsCipherSuites: listOf('string'),
  clusterDomain: 'string',
};

/** The shapes of the facts about a cluster. */
export const CLUSTER: Shapes = {
  version: 'version',
  cloud: withMember(['_facts'], "a Cloud, such as Cloud.gke({ version: '1.36' })"),
  installedBy: withMember(
    ['name'],
    "an InstallOwner, such as InstallOwner.OLM or InstallOwner.other('a pipeline')",
  ),
  appliedBy: listOf(oneOf(GitOpsTool)),
  kubernetesVersion: 'string',
  clusterDomain: 'string',
  allowedLabelDomains: listOf('string'),
  priorityClasses: listOf('string'),
  imageRegistry: 'string',
  imageRegistryLayout: oneOf(ImageRegistryLayout),
  mirrorAllImages: 'boolean',
  imagePullSecrets: listOf('string'),
  caBundle: withMember(['mountPath'], "a CaBundle, such as CaBundle.fromTrustManager('company-ca')"),
};
