/**
 * The shapes of what makes a pod: cdk8s-plus takes most of it without a look, and prints nothing for what it cannot
 * read.
 */
import {
  checkShapes,
  listOf,
  mapOf,
  METADATA,
  oneOf,
  RESOURCES,
  Shapes,
  structOf,
  TOLERATION,
  withMember,
  withMethod,
} from '../../checks/shapes';
import {
  Capability, ContainerProps, ContainerRestartPolicy, DnsPolicy, FsGroupChangePolicy, ImagePullPolicy, Protocol,
  SeccompProfileType,
} from '../../kubernetes/kplus';
import type { SandboxPodProps } from '../sandbox-pod-props';

const PROBE = withMethod('_toKube', "a Probe, such as Probe.fromHttpGet('/healthz')");
const HANDLER = withMethod('_toKube', "a Handler, such as Handler.fromCommand(['sync'])");

const CONTAINER: Shapes = {
  name: 'string',
  image: 'string',
  imagePullPolicy: oneOf(ImagePullPolicy),
  command: listOf('string'),
  args: listOf('string'),
  workingDir: 'string',
  envVariables: mapOf(withMember(['value', 'valueFrom'], "an EnvValue, such as EnvValue.fromValue('debug')")),
  envFrom: listOf(withMethod('_toKube', 'an EnvFrom, such as Env.fromSecret(secret)')),
  port: 'number',
  portNumber: 'number',
  ports: listOf(
    structOf({ number: 'number', hostPort: 'number', hostIp: 'string', name: 'string', protocol: oneOf(Protocol) }),
  ),
  volumeMounts: listOf(
    structOf({
      path: 'string',
      volume: withMethod('asVolume', 'a Volume, or what addWorkspace returns'),
      subPath: 'string',
      readOnly: 'boolean',
    }),
  ),
  resources: RESOURCES,
  restartPolicy: oneOf(ContainerRestartPolicy),
  liveness: PROBE,
  readiness: PROBE,
  startup: PROBE,
  lifecycle: structOf({ postStart: HANDLER, preStop: HANDLER }),
  securityContext: structOf({
    allowPrivilegeEscalation: 'boolean',
    capabilities: structOf({ add: listOf(oneOf(Capability)), drop: listOf(oneOf(Capability)) }),
    ensureNonRoot: 'boolean',
    group: 'number',
    privileged: 'boolean',
    readOnlyRootFilesystem: 'boolean',
    seccompProfile: structOf({ type: oneOf(SeccompProfileType), localhostProfile: 'string' }),
    user: 'number',
  }),
};

const POD: Shapes = {
  automountServiceAccountToken: 'boolean',
  containers: 'objects',
  initContainers: 'objects',
  volumes: listOf(withMethod('asVolume', "a Volume, such as Volume.fromEmptyDir(scope, 'Tmp', 'tmp')")),
  hostAliases: listOf(structOf({ ip: 'string', hostnames: listOf('string') })),
  hostNetwork: 'boolean',
  volumeClaimTemplates: 'objects',
  tolerations: listOf(TOLERATION),
  securityContext: structOf({
    ensureNonRoot: 'boolean',
    fsGroup: 'number',
    fsGroupChangePolicy: oneOf(FsGroupChangePolicy),
    group: 'number',
    sysctls: listOf(structOf({ name: 'string', value: 'string' })),
    user: 'number',
  }),
  dns: structOf({
    hostname: 'string',
    hostnameAsFQDN: 'boolean',
    nameservers: listOf('string'),
    options: listOf(structOf({ name: 'string', value: 'string' })),
    policy: oneOf(DnsPolicy),
    searches: listOf('string'),
    subdomain: 'string',
  }),
  podSpec: 'object',
  containerOptions: mapOf('object'),
  metadata: METADATA,
  podLabels: 'object',
  podAnnotations: 'object',
  nodeSelector: 'object',
  runtime: 'runtime',
  serviceAccount: 'reference',
  dockerRegistryAuth: 'reference',
  imagePullSecrets: listOf('reference'),
  caBundle: withMember(['mountPath'], "a CaBundle, such as CaBundle.fromTrustManager('company-ca')"),
  restartPolicy: 'restart',
  shareProcessNamespace: 'boolean',
  isolate: 'boolean',
  enableServiceLinks: 'boolean',
  service: 'boolean',
};

/** @throws when a prop of a pod is one that the code behind it cannot read */
export function shapedPod(props: SandboxPodProps): SandboxPodProps {
  return checkShapes('the props', props, POD);
}

/** @throws when a prop of a container is one that cdk8s-plus cannot read, or would drop */
export function shapedContainer(props: ContainerProps): ContainerProps {
  return checkShapes('the props of a container', props, CONTAINER);
}

/** How a workspace is mounted. */
export const WORKSPACE: Shapes = { subPath: 'string', readOnly: 'boolean', givesGroup: 'boolean' };
