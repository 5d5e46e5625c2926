/** Random props for the workloads: all public ones, fitting a release or not. */
import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from './fuzz';
import {
  AgentSandboxVersion, CaBundle, ClaimShutdownPolicy, CloudIdentity, Disruption, EgressDestination, Dns,
  SandboxEgress, EnvVarsInjectionPolicy, SandboxIngress, IsolatedRuntime, k8s, NetworkPolicyEngine,
  NetworkPolicyManagement,
  OperatingMode, Sandbox,
  SandboxClaim, SandboxClaimOptions, SandboxPod, SandboxPodProps, SandboxProps, SandboxTemplate, SandboxTemplateProps,
  ShutdownPolicy, IngressSource, TaintEffect, Toleration, TolerationOperator, VolumeClaimOptions,
  VolumeClaimTemplatesPolicy, WarmPool, WarmPoolOptions, WarmPoolUpdateStrategy, WorkspaceOptions, WorkspaceSnapshot,
} from '../../src';

/** Where a value is made. */
interface Place {
  readonly chart: Chart;
  /** Of the construct that the value is for: what is unique starts with it. */
  readonly id: string;
  readonly pod?: SandboxPod;
}

/** A value that may need a scope. */
type Made<T> = (place: Place) => T;
type Makes<T> = { [K in keyof T]?: fc.Arbitrary<Made<T[K]>> };

/** A part of an app. */
export interface Piece {
  /** Adds it to a chart under ids that start with the given one. */
  readonly add: (chart: Chart, id: string) => void;
  /** The props that it sets, such as `SandboxProps.service`. */
  readonly props: readonly string[];
}

/** Whether props fit the release, or are whatever their types allow. */
export interface Aim {
  readonly version: AgentSandboxVersion;
  readonly wild: boolean;
}

/** First releases of props that not all have; by `<interface>.<prop>`. */
export const FIRST: Readonly<Record<string, string>> = {
  'SandboxProps.shutdownPolicy': 'v0.1.1',
  'SandboxTemplateProps.networkPolicy': 'v0.1.1',
  'SandboxTemplateProps.networkPolicyManagement': 'v0.2.1',
  'SandboxTemplateProps.envVarsInjectionPolicy': 'v0.4.0',
  'SandboxTemplateProps.volumeClaimTemplates': 'v0.4.3',
  'SandboxTemplateProps.volumeClaimTemplatesPolicy': 'v0.5.0',
  'WarmPoolProps.updateStrategy': 'v0.4.0',
  'SandboxClaimProps.shutdownTime': 'v0.1.1',
  'SandboxClaimProps.shutdownPolicy': 'v0.1.1',
  'SandboxClaimProps.ttlAfterFinished': 'v0.4.3',
  // Claims of pools: before, these are refused.
  'SandboxClaimProps.env': 'v0.5.0',
  'SandboxClaimProps.podLabels': 'v0.4.0',
  'SandboxClaimProps.podAnnotations': 'v0.4.0',
  'SandboxClaimProps.volumeClaimTemplates': 'v0.5.0',
  ...Object.fromEntries(
    ['size', 'storageClassName', 'accessModes', 'labels', 'annotations', 'restoreFrom', 'claimSpec'].map((prop) => [
      `VolumeClaimOptions.${prop}`,
      'v0.5.0',
    ]),
  ),
};

/** Where a policy of a template holds for no pod, and is refused. */
const WITHOUT_POLICIES = ['v0.5.0', 'v0.5.1'];

/** Whether a release can have a prop. */
export function canHave(version: AgentSandboxVersion, prop: string): boolean {
  if (/^SandboxTemplateProps\.(egress|ingress|isolate)$/.test(prop) && WITHOUT_POLICIES.includes(version.id)) {
    return false;
  }
  return prop in FIRST ? version.isAtLeast(AgentSandboxVersion.of(FIRST[prop])) : true;
}

const always = <T>(...values: T[]): fc.Arbitrary<Made<T>> => fc.constantFrom(...values).map((value) => () => value);
const plain = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Made<T>> => arbitrary.map((value) => () => value);
const flag = plain(fc.boolean());

/**
 * A part of the props, each set or not, with the names of those that are; those that the release lacks only when
 * wild.
 */
function some<T>(
  of: string,
  makes: Makes<T>,
  { version, wild }: Aim,
  requiredKeys: string[] = [],
): fc.Arbitrary<{ make: Made<T>; props: string[] }> {
  const fitting = Object.fromEntries(
    Object.entries(makes).filter(([prop]) => wild || canHave(version, `${of}.${prop}`)),
  );
  const record = fc.record(fitting as Record<string, fc.Arbitrary<Made<unknown>>>, {
    requiredKeys,
    noNullPrototype: true,
  });
  const apart = record.map((made) => {
    const { [Object.keys(made).length % 2 === 0 ? 'identity' : 'serviceAccount']: _, ...others } = made;
    // An identity has an account of its own.
    return !wild && 'identity' in made && 'serviceAccount' in made ? others : made;
  });
  return apart.map((made) => ({
    make: (place) => Object.fromEntries(Object.entries(made).map(([prop, make]) => [prop, make(place)])) as T,
    props: Object.keys(made).map((prop) => `${of}.${prop}`),
  }));
}

/** Names, keys and values, good ones, and when wild also others. */
function words({ wild }: Aim) {
  const or = (good: string[], odd: string[]) => {
    const arbitrary = fc.constantFrom(...good);
    return wild ? fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(...odd) }) : arbitrary;
  };
  const key = or(
    ['team', 'example.com/a', 'example.org/b.c_d'],
    [
      '',
      'agents.x-k8s.io/x',
      'extensions.agents.x-k8s.io/y',
      'kubernetes.io/x',
      'a/b/c',
      'Ü',
      '__proto__',
      'x'.repeat(64),
    ],
  );
  const value = or(['x', '7', 'true', '', 'A_b.c'], ['a b', 'x'.repeat(64), '-']);
  // cdk8s prints '0o7' without quotes, as YAML 1.1 allows, and many parsers take that for a number.
  const random = fc.string({ maxLength: 12 }).filter((each) => !/^[-+]?0o[0-7]+$/.test(each));
  const text = fc.oneof(fc.constantFrom('y', 'null', '1e3', 'a: b', '#', '{', '07', ' ', 'ü', 'a\nb', "'"), random);
  const size = { minKeys: wild ? 0 : 1, maxKeys: 3 };
  const dictionary = (values: fc.Arbitrary<string>) => fc.dictionary(key, values, { ...size, noNullPrototype: true });
  return {
    key,
    value,
    text,
    label: or(['fast', 'gvisor', 'high-1', 'a'], ['', 'Upper', 'a b', '-a', 'x'.repeat(64)]),
    labels: dictionary(value),
    annotations: dictionary(text),
    instant: or(
      ['2027-01-31T18:00:00Z', '2027-01-31T18:00:00.5+01:00'],
      ['tomorrow', '', '2027-02-30T00:00:00Z', '2027-01-31'],
    ),
    path: or(['/work', '/home/dev', '/data'], ['work', '', '/']),
    long: or(['y'], ['y'.repeat(60), 'y'.repeat(250), 'Y', 'y.z', '1']),
  };
}

const size = fc.oneof(
  fc.integer({ min: 1, max: 2000 }).map((n) => Size.mebibytes(n)),
  fc.integer({ min: 1, max: 64 }).map((n) => Size.gibibytes(n)),
);
const probe = fc.constantFrom(
  kplus.Probe.fromHttpGet('/ready', { port: 80, periodSeconds: Duration.seconds(3) }),
  kplus.Probe.fromTcpSocket({ port: 81 }),
  kplus.Probe.fromCommand(['true'], { initialDelaySeconds: Duration.minutes(1) }),
);

function metadata(aim: Aim): fc.Arbitrary<Made<object>> {
  const { labels, annotations, long } = words(aim);
  return fc
    .record({ name: long, labels, annotations }, { requiredKeys: [], noNullPrototype: true })
    .map(({ name, ...rest }) => ({ id }) => ({
      ...rest,
      ...(name !== undefined && { name: `${id.toLowerCase()}-${name}` }),
    }));
}

/** Ids of what a value needs beside it. */
let helpers = 0;

function containers(aim: Aim, prefix: string): fc.Arbitrary<Made<kplus.ContainerProps[]>> {
  const { text } = words(aim);
  const one = some<kplus.ContainerProps>(
    'ContainerProps',
    {
      image: always('registry.example.com/a:1', 'b'),
      command: plain(fc.array(text, { minLength: 1, maxLength: 2 })),
      args: plain(fc.array(text, { minLength: 1, maxLength: 2 })),
      workingDir: always('/work'),
      envVariables: plain(
        fc.dictionary(
          fc.constantFrom('A', 'B', 'c.d'),
          text.map((value) => kplus.EnvValue.fromValue(value)),
          { minKeys: 1, noNullPrototype: true },
        ),
      ),
      envFrom: fc.constant(({ chart, id }: Place) => [
        kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, `${id}Config${helpers++}`, 'settings')),
      ]),
      imagePullPolicy: always(...Object.values(kplus.ImagePullPolicy)),
      ...(prefix === 'c' && { readiness: plain(probe), liveness: plain(probe), startup: plain(probe) }),
      resources: always({ cpu: { request: kplus.Cpu.millis(5) } }, { memory: { limit: Size.mebibytes(5) } }, {}),
      securityContext: always<kplus.ContainerSecurityContextProps>(
        { user: 7 },
        { readOnlyRootFilesystem: true },
        { ensureNonRoot: false },
        { capabilities: { add: [kplus.Capability.NET_BIND_SERVICE] } },
        {},
      ),
      ports: plain(fc.integer({ min: 1, max: 65535 }).map((number) => [{ number, name: 'p' }])),
    },
    aim,
    ['image'],
  );
  return fc
    .array(one, { minLength: 1, maxLength: 2 })
    .map((made) => (place) => made.map(({ make }, index) => ({ ...make(place), name: `${prefix}${index}` })));
}

function toleration(aim: Aim): fc.Arbitrary<Toleration> {
  const { key, value } = words(aim);
  return fc.oneof(
    fc.record({ key }, { noNullPrototype: true }),
    fc.record({ key, value }, { noNullPrototype: true }),
    fc.constant({ operator: TolerationOperator.EXISTS }),
    fc.record(
      { key, effect: fc.constant(TaintEffect.NO_EXECUTE), tolerationSeconds: fc.nat(100).map(Duration.seconds) },
      { noNullPrototype: true },
    ),
  );
}

const { READ_WRITE_ONCE_POD } = kplus.PersistentVolumeAccessMode;
const ACCESS_MODES = Object.values(kplus.PersistentVolumeAccessMode);
const OF_MANY_PODS: kplus.PersistentVolumeAccessMode[] = ACCESS_MODES.filter((mode) => mode !== READ_WRITE_ONCE_POD);

const VOLUME_CLAIM_TEMPLATES = [
  [
    {
      metadata: { name: 'raw' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
    },
  ],
  [
    { metadata: { name: 'raw', labels: { a: 'b' } }, spec: { storageClassName: 'fast', volumeMode: 'Block' } },
    { metadata: { name: 'more' }, spec: { volumeName: 'pv' } },
  ],
];

function podMakes(aim: Aim): Makes<SandboxPodProps> {
  const { label, labels, annotations } = words(aim);
  return {
    metadata: metadata(aim),
    containers: containers(aim, 'c'),
    initContainers: containers(aim, 'i'),
    volumes: fc.constant(({ chart, id }: Place) => [
      kplus.Volume.fromEmptyDir(chart, `${id}Volume${helpers++}`, 'scratch'),
    ]),
    restartPolicy: always(...Object.values(kplus.RestartPolicy)),
    serviceAccount: fc.constant(({ chart, id }: Place) =>
      kplus.ServiceAccount.fromServiceAccountName(chart, `${id}Account${helpers++}`, 'runner'),
    ),
    // The account is made once, beside the first that has the identity: what comes later has none of its own.
    identity: always(CloudIdentity.irsa({
      roleArn: 'arn:aws:iam::111122223333:role/a', region: 'eu-west-1', createServiceAccount: false,
    })),
    securityContext: always<kplus.PodSecurityContextProps>(
      { user: 1000 }, { fsGroup: 5, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      { ensureNonRoot: false }, { sysctls: [{ name: 'a.b', value: '1' }] }, {},
    ),
    hostAliases: always([{ ip: '10.0.0.7', hostnames: ['git.example.com'] }]),
    dns: always<kplus.PodDnsProps>(
      { hostname: 'h' }, { subdomain: 's' }, { hostnameAsFQDN: true }, { policy: kplus.DnsPolicy.DEFAULT },
      { policy: kplus.DnsPolicy.NONE, nameservers: ['10.0.0.1'] },
      { nameservers: ['10.0.0.1'] }, { searches: ['example.com'], options: [{ name: 'ndots', value: '2' }] }, {},
    ),
    dockerRegistryAuth: fc.constant(({ chart, id }: Place) =>
      kplus.Secret.fromSecretName(chart, `${id}Auth${helpers++}`, 'registry'),
    ),
    imagePullSecrets: fc.constant(({ chart, id }: Place) => [
      kplus.Secret.fromSecretName(chart, `${id}Pull${helpers++}`, 'mirror'),
      kplus.Secret.fromSecretName(chart, `${id}Pull${helpers++}`, 'registry'),
    ]),
    caBundle: fc.constant(({ chart, id }: Place) => CaBundle.fromConfigMap(
      kplus.ConfigMap.fromConfigMapName(chart, `${id}Authorities${helpers++}`, 'company-ca'),
    )),
    automountServiceAccountToken: flag,
    hostNetwork: flag,
    terminationGracePeriod: plain(fc.nat(100).map((n) => Duration.seconds(n))),
    runtime: plain(label).map((make) => (place) =>
      IsolatedRuntime.fromRuntimeClassName(place.chart, `${place.id}Runtime${helpers++}`, make(place)),
    ),
    priorityClassName: plain(label),
    nodeSelector: plain(labels),
    tolerations: plain(fc.array(toleration(aim), { minLength: 1, maxLength: 2 })),
    podLabels: plain(labels),
    podAnnotations: plain(annotations),
    disruption: always(Disruption.allowed()),
    enableServiceLinks: flag,
    shareProcessNamespace: flag,
    service: aim.wild || aim.version.supports('Sandbox.spec.service') ? flag : always(true),
    volumeClaimTemplates: always<SandboxPodProps['volumeClaimTemplates']>(...VOLUME_CLAIM_TEMPLATES),
    isolate: flag,
    egress: always<SandboxPodProps['egress']>(
      SandboxEgress.none(), SandboxEgress.internetOnly({ ipv6: false }),
      SandboxEgress.to([EgressDestination.cidr('198.51.100.0/24')], {
        dns: Dns.nodeLocal(),
        blocked: ['198.51.100.7/32'],
      }),
      ...(aim.wild ? [SandboxEgress.to([EgressDestination.domain('example.com')])] : []),
    ),
    ingress: always<SandboxPodProps['ingress']>(
      SandboxIngress.none(),
      SandboxIngress.router({ ports: [kplus.NetworkPolicyPort.tcp(80)] }),
      SandboxIngress.of([IngressSource.cidr('2001:db8::/32')]),
    ),
    networkPolicyEngine: always(...Object.values(NetworkPolicyEngine)),
    podSpec: always<k8s.PodSpecOptions>(
      { shareProcessNamespace: true }, { hostname: 'h' }, { dnsConfig: { nameservers: ['10.0.0.1'] } },
      { tolerations: [{ key: 'a', operator: 'Exists' }] }, { nodeSelector: { os: 'linux' } },
      { overhead: { cpu: k8s.Quantity.fromString('5m') } }, { volumes: [{ name: 'extra', emptyDir: {} }] },
      { securityContext: { supplementalGroups: [5] } },
      ...(aim.wild ? [
        { evictionResponders: [{ name: 'r', priority: 1 }] }, { schedulingGroup: { podGroupName: 'g' } },
        { workloadRef: { name: 'w', podGroup: 'g' } }, {},
      ] : []),
    ),
    containerOptions: always<{ [name: string]: k8s.ContainerOptions }>(
      { c0: { stdin: true, tty: true } },
      { c0: { resources: { limits: { 'nvidia.com/gpu': k8s.Quantity.fromNumber(1) } } } },
      { i0: { terminationMessagePolicy: 'File' } },
      {
        c0: {
          env: [{ name: 'MORE', value: '1' }],
          resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
        },
      },
    ),
  };
}

function claimMakes(aim: Aim): Makes<VolumeClaimOptions> {
  const { label, labels, annotations } = words(aim);
  return {
    size: plain(size),
    storageClassName: plain(label),
    accessModes: plain(
      aim.wild
        ? fc.subarray(ACCESS_MODES)
        : fc.oneof(
          fc.constant<kplus.PersistentVolumeAccessMode[]>([READ_WRITE_ONCE_POD]),
          fc.subarray(OF_MANY_PODS, { minLength: 1 }),
        ),
    ),
    labels: plain(labels),
    annotations: plain(annotations),
    restoreFrom: fc.constant(({ chart, id }: Place) =>
      WorkspaceSnapshot.fromVolumeSnapshotName(chart, `${id}Snapshot`, 'before')),
    claimSpec: always<k8s.PersistentVolumeClaimSpec>(
      { volumeMode: 'Filesystem' },
      { dataSource: { kind: 'PersistentVolumeClaim', name: 'old' } },
      { storageClassName: '' },
    ),
  };
}

function workspace(aim: Aim) {
  const { path } = words(aim);
  const options = some<WorkspaceOptions>('WorkspaceOptions', {
    ...claimMakes(aim),
    container: fc.constant((place: Place) => place.pod!.containers[0]),
    subPath: always('sub'),
    readOnly: flag,
    givesGroup: flag,
  }, aim, ['size']);
  return fc.tuple(path, options);
}

function pod<T extends SandboxPodProps>(
  of: 'Sandbox' | 'SandboxTemplate',
  makes: Makes<T>,
  aim: Aim,
  make: (chart: Chart, id: string, props: T) => SandboxPod,
  mayHaveWorkspace: boolean,
): fc.Arbitrary<Piece> {
  const props = some<T>(`${of}Props`, { ...podMakes(aim), ...makes } as Makes<T>, aim, ['containers']);
  const workspaces = mayHaveWorkspace ? fc.option(workspace(aim), { nil: undefined }) : fc.constant(undefined);
  return fc.tuple(props, workspaces).map(([given, space]) => ({
    props: [...given.props, ...(space ? space[1].props : [])],
    add: (chart, id) => {
      const made = make(chart, id, given.make({ chart, id }));
      if (space) {
        made.addWorkspace('Space', space[0], space[1].make({ chart, id, pod: made }));
      }
    },
  }));
}

export function sandboxes(aim: Aim): fc.Arbitrary<Piece> {
  const { instant } = words(aim);
  return pod<SandboxProps>('Sandbox', {
    operatingMode: always(...Object.values(OperatingMode)),
    shutdownTime: plain(instant),
    shutdownPolicy: always(...Object.values(ShutdownPolicy)),
  }, aim, (chart, id, props) => new Sandbox(chart, id, aim.wild ? props : consistent(props)), true);
}

/** Without contradictions about the network, which are refused. */
function consistent<T extends SandboxTemplateProps>(props: T): T {
  const { networkPolicy, isolate, networkPolicyManagement, egress, ingress, dns, podSpec } = props;
  const said = !networkPolicy && (egress !== undefined || ingress !== undefined);
  const isolated = isolate && !networkPolicy && !said;
  return {
    ...props,
    ...(networkPolicy && { egress: undefined, ingress: undefined }),
    ...(isolate && !isolated && { isolate: false }),
    ...((networkPolicy || isolated) &&
      networkPolicyManagement && { networkPolicyManagement: NetworkPolicyManagement.MANAGED }),
    ...((said || isolated) && { hostNetwork: false }),
    ...((said || isolated) &&
      networkPolicyManagement === NetworkPolicyManagement.MANAGED && { networkPolicyEngine: undefined }),
    ...(isolated && { networkPolicyEngine: undefined }),
    ...(said && dns && { dns: { ...dns, policy: undefined, nameservers: undefined } }),
    ...(said && podSpec?.dnsConfig && { podSpec: undefined }),
  };
}

export function templates(aim: Aim): fc.Arbitrary<Piece> {
  return pod<SandboxTemplateProps>(
    'SandboxTemplate',
    {
      envVarsInjectionPolicy: always(...Object.values(EnvVarsInjectionPolicy)),
      volumeClaimTemplatesPolicy: always(...Object.values(VolumeClaimTemplatesPolicy)),
      networkPolicyManagement: always(...Object.values(NetworkPolicyManagement)),
      networkPolicy: always<SandboxTemplateProps['networkPolicy']>(
        {},
        { ingress: [] },
        {
          egress: [
            { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: k8s.IntOrString.fromString('http') }] },
          ],
        },
      ),
    },
    aim,
    (chart, id, props) => new SandboxTemplate(chart, id, aim.wild ? props : consistent(props)),
    aim.wild || canHave(aim.version, 'SandboxTemplateProps.volumeClaimTemplates'),
  );
}

/** A template that stands elsewhere. */
function elsewhere({ chart, id }: Place) {
  return SandboxTemplate.fromSandboxTemplateName(chart, `${id}Template`, 'elsewhere');
}

export function pools(aim: Aim): fc.Arbitrary<Piece> {
  const { wild, version } = aim;
  const makes: Makes<WarmPoolOptions> = {
    metadata: metadata(aim),
    replicas: plain(wild ? fc.oneof(fc.nat(100), fc.constantFrom(-1, 1.5, NaN, 2 ** 31)) : fc.nat(100)),
    updateStrategy: always(...Object.values(WarmPoolUpdateStrategy)),
    scaledExternally: flag,
    disruption: always(Disruption.keeping(1), Disruption.keeping(3)),
  };
  const countWanted = !wild && !version.isAtLeast(AgentSandboxVersion.V0_5_1);
  return some<WarmPoolOptions>('WarmPoolProps', makes, aim, countWanted ? ['replicas'] : []).map(({ make, props }) => ({
    props: ['WarmPoolProps.template', ...props],
    add: (chart, id) => { new WarmPool(chart, id, { ...make({ chart, id }), template: elsewhere({ chart, id }) }); },
  }));
}

export function claims(aim: Aim): fc.Arbitrary<Piece> {
  const { instant, text, value } = words(aim);
  const domains = fc.constantFrom(
    'sandbox.users.io/a',
    'a.sandbox.users.io/b',
    ...(aim.wild ? ['team', 'example.com/a'] : []),
  );
  const variable = fc.record({
    name: fc.constantFrom('A', 'b.c', ...(aim.wild ? ['1', ''] : [])),
    value: text,
    containerName: fc.constantFrom('c0', 'main'),
  }, { requiredKeys: ['name', 'value'], noNullPrototype: true });
  const { DELETE, RETAIN, DELETE_FOREGROUND } = ClaimShutdownPolicy;
  const ttl = fc.oneof(
    fc.nat(100).map((n) => Duration.minutes(n)),
    ...(aim.wild ? [fc.constant(Duration.millis(5))] : []),
  );
  const options = some<SandboxClaimOptions>(
    'SandboxClaimProps',
    {
      metadata: metadata(aim),
      shutdownTime: plain(instant),
      shutdownPolicy: always(
        DELETE,
        RETAIN,
        ...(aim.wild || aim.version.isAtLeast(AgentSandboxVersion.V0_3_10) ? [DELETE_FOREGROUND] : []),
      ),
      ttlAfterFinished: plain(ttl),
      env: plain(fc.array(variable, { minLength: 1, maxLength: 2 })),
      podLabels: plain(fc.dictionary(domains, value, { minKeys: 1, maxKeys: 2, noNullPrototype: true })),
      podAnnotations: plain(words(aim).annotations),
      volumeClaimTemplates: always<SandboxClaimOptions['volumeClaimTemplates']>(...VOLUME_CLAIM_TEMPLATES),
    },
    aim,
  );
  const more =
    aim.wild || canHave(aim.version, 'SandboxClaimProps.volumeClaimTemplates')
      ? fc.option(some<VolumeClaimOptions>('VolumeClaimOptions', claimMakes(aim), aim, ['size']), { nil: undefined })
      : fc.constant(undefined);
  return fc.tuple(options, more).map(([given, volume]) => ({
    props: ['SandboxClaimProps.warmPool', ...given.props, ...volume?.props ?? []],
    add: (chart, id) => {
      const place = { chart, id };
      const warmPool = WarmPool.fromWarmPoolName(chart, `${id}Pool`, 'elsewhere', { template: elsewhere(place) });
      const claim = new SandboxClaim(chart, id, { ...given.make(place), warmPool });
      if (volume) { claim.addVolumeClaim('Space', volume.make(place)); }
    },
  }));
}

/** A template of ours with its pool and a claim of it. */
export function families(aim: Aim): fc.Arbitrary<Piece> {
  return fc.tuple(templates(aim), fc.boolean()).map(([template, cold]) => ({
    props: template.props,
    add: (chart, id) => {
      template.add(chart, id);
      const parent = chart.node.findChild(id) as SandboxTemplate;
      if (cold) { parent.addClaim(`${id}Cold`); } else { parent.addWarmPool(`${id}Warm`).addClaim(`${id}Claim`); }
    },
  }));
}
