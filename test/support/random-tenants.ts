/** Random tenants: all props that bear on what their pods may be, in clusters of any cloud and release. */
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from './fuzz';
import {
  AgentSandboxVersion, CaBundle, ClaimShutdownPolicy, Cloud, CloudIdentity, EgressDestination, HeldField,
  ImageRegistryLayout, IsolatedRuntime, IsolatedRuntimeOptions, NetworkPolicyEngine, PodSecurityStandard, SandboxApp,
  SandboxCluster, SandboxClusterProps, SandboxEgress, SandboxIngress, SandboxPriorityClass, SandboxTenant,
  SandboxTenantProps, TaintEffect, TenantQuota, TolerationOperator, ValidationAction,
} from '../../src';

type Makes<T> = { [K in keyof T]?: fc.Arbitrary<T[K]> };

const SCOPE = new Chart(new App(), 'scope');
const ROLE = 'arn:aws:iam::111122223333:role/a';
const some = <T>(makes: Makes<T>): fc.Arbitrary<T> => fc.record(
  makes as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<T>;
const list = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1 });
const flag = fc.boolean();
const size = fc.constantFrom(1, 4, 700, 5000).map((each) => Size.mebibytes(each));
const cpu = fc.constantFrom(1, 250, 4000).map((each) => kplus.Cpu.millis(each));
const count = fc.constantFrom(0, 1, 3, 100);
const duration = fc.constantFrom(60, 3600, 10 ** 6).map((each) => Duration.seconds(each));

const identities = list(
  CloudIdentity.irsa({ roleArn: ROLE, region: 'eu-west-1', createServiceAccount: false }),
  CloudIdentity.podIdentity({ roleArn: ROLE, clusterName: 'prod', serviceAccountName: 'agent' }),
  CloudIdentity.azure({ clientId: '00000000-0000-0000-0000-000000000001', serviceAccountName: 'azure' }),
  CloudIdentity.irsa({
    roleArn: ROLE,
    region: 'eu-west-1',
    serviceAccountName: 'private',
    audience: 'sts',
    tokenService: EgressDestination.cidr('10.0.3.0/24', { ports: [kplus.NetworkPolicyPort.tcp(443)] }),
  }),
);

/** Props besides runtimes, quota and what says where objects go. */
const TENANT: Makes<SandboxTenantProps> = {
  labels: fc.constant({ team: 'research' }),
  podSecurity: fc.constantFrom(...Object.values(PodSecurityStandard)),
  podSecurityVersion: fc.constantFrom('1.25', '1.36'),
  registries: list('registry.example.com', 'docker.io/library', 'localhost:5000/a'),
  requireDigests: flag,
  allowServiceAccountTokens: flag,
  identities,
  allowEphemeralContainers: flag,
  defaultResources: fc.constant({ cpu: { limit: kplus.Cpu.millis(1) }, memory: { limit: Size.mebibytes(1) } }),
  maxContainerCpu: cpu,
  maxContainerMemory: size,
  maxContainerEphemeralStorage: size,
  maxVolumeSize: size,
  maxPoolReplicas: count,
  requireShutdownTime: flag,
  maxLifetime: duration,
  maxTimeToLive: duration,
  requireClaimDeletion: flag,
  claimDefaults: some({
    ttlAfterFinished: duration,
    shutdownPolicy: fc.constantFrom(ClaimShutdownPolicy.DELETE, ClaimShutdownPolicy.RETAIN),
  }),
  heldFields: list(
    HeldField.operatingMode({ owners: [kplus.User.fromName(SCOPE, 'Ops', 'ops')] }),
    HeldField.poolReplicas({ owners: [kplus.Group.fromName(SCOPE, 'Group', 'ops')] }),
  ),
  maxEgress: fc.constantFrom(
    SandboxEgress.none(), SandboxEgress.internetOnly(), SandboxEgress.to([EgressDestination.cidr('198.51.100.0/24')]),
  ),
  maxIngress: fc.constantFrom(SandboxIngress.none(), SandboxIngress.router()),
  allowedPodAnnotations: list('example.com/', 'team'),
  allowedFinalizers: list('example.com/a'),
  serviceAccounts: list('runner', 'sandbox', 'default'),
  allowedNodeLabels: fc.constantFrom<Record<string, string>>({ team: 'x' }, { 'os': 'linux', 'example.com/a': '7' }),
  allowedTolerations: list({ key: 'team' }, { operator: TolerationOperator.EXISTS }),
  allowNodeChoice: flag,
  allowedExtendedResources: list('nvidia.com/gpu', 'example.com/a'),
  allowResourceClaims: flag,
  allowedPriorityClasses: list('fast', 'high-1', 'a'),
  allowedSchedulers: list('other'),
  allowVolumeDataSources: flag,
  storageClasses: list('fast', 'gvisor'),
  maxVolumeClaims: count,
  maxTotalVolumeSize: size,
  validationActions: fc.constantFrom(
    [ValidationAction.DENY], [ValidationAction.WARN], [ValidationAction.WARN, ValidationAction.AUDIT],
  ),
};

/** Where objects go, and what the facts do not say, besides what is always given. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'runtimes', 'quota', 'namespace', 'createNamespace', 'namespaceLabels', 'namespaceAnnotations', 'guardrailChart',
  'factsFile', 'admissionChart', 'deployedKinds',
]);

/** Names of the props that are drawn. */
export const DRAWN: readonly string[] = Object.keys(TENANT);

const quota = fc.oneof(
  fc.constant(() => TenantQuota.none()),
  some({
    sandboxes: count,
    claims: count,
    pods: count,
    cpu,
    memory: size,
    storage: size,
    volumes: count,
    requestedMemory: size,
  }).map((options) => () => TenantQuota.of(options)),
  fc.tuple(count, flag).map(([pods, allowOtherPriorities]) => (scope: Chart) => {
    const priorityClass = new SandboxPriorityClass(scope, 'High', { priorityClassName: 'fast', value: 9 });
    return TenantQuota.of({ byPriority: [{ priorityClass, pods }], allowOtherPriorities });
  }),
);

const cluster = some<SandboxClusterProps>({
  cloud: fc.constantFrom(
    Cloud.gke({ version: '1.36', dataplaneV2: true }), Cloud.gke({ version: '1.36' }),
    Cloud.eks({ version: '1.36', networkPolicy: true, podIdentityAgent: true }), Cloud.kind({ version: '1.36' }),
    Cloud.aks({ version: '1.36' }), Cloud.openshift({ version: '4.30', kubernetesVersion: '1.36' }),
  ),
  kubernetesVersion: fc.constant('1.36'),
  clusterDomain: fc.constant('example.local'),
  allowedLabelDomains: list('sandbox.users.io', 'example.com'),
  priorityClasses: list('fast', 'platform'),
  networkPolicyEngine: fc.constantFrom(NetworkPolicyEngine.KUBERNETES, NetworkPolicyEngine.CILIUM),
  imageRegistry: fc.constant('registry.example.com'),
  imagePullSecrets: list('pull', 'registry'),
  caBundle: fc.constant(CaBundle.fromTrustManager('company-ca', { key: 'a' })),
}).chain((props) => (props.imageRegistry === undefined ? fc.constant(props) : some<SandboxClusterProps>({
  imageRegistryLayout: fc.constantFrom(...Object.values(ImageRegistryLayout)), mirrorAllImages: flag,
}).map((more) => ({ ...props, ...more }))));

const runtime = some<IsolatedRuntimeOptions>({
  nodeSelector: fc.constant({ pool: 'sandboxes' }),
  tolerations: fc.constant([{ key: 'sandboxes', effect: TaintEffect.NO_SCHEDULE }]),
  overhead: fc.constant({ cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(120) }),
});

/** A platform with a tenant, made anew each time. */
export interface RandomPlatform {
  make(version: AgentSandboxVersion): { app: SandboxApp; tenant: SandboxTenant };
}

/** Without what is refused at once. */
function consistent(props: SandboxTenantProps): SandboxTenantProps {
  return {
    ...props,
    ...(props.maxLifetime && { requireShutdownTime: true }),
    ...((props.maxTimeToLive ?? props.requireClaimDeletion) && { claimDefaults: undefined }),
  };
}

/** Platforms, some of whose props contradict each other. */
export const platforms: fc.Arbitrary<RandomPlatform> = fc.record({
  props: some<SandboxTenantProps>(TENANT), quota, cluster, runtime, isApart: flag,
}).map((given) => ({
  make: (version) => {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version, ...given.cluster });
    const platform = new Chart(app, 'platform');
    const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', { ...given.runtime, create: !given.cluster.cloud });
    const tenant = new SandboxTenant(app, 'research', {
      ...consistent(given.props),
      ...(given.isApart && { guardrailChart: new Chart(app, 'guardrails') }),
      runtimes: [gvisor, IsolatedRuntime.fromRuntimeClassName(platform, 'Fast', 'fast')],
      quota: given.quota(platform),
    });
    return { app, tenant };
  },
}));
