import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox, AgentSandboxVersion, EnvVarsInjectionPolicy, Findings, k8s, SandboxClaim, SandboxClaimOptions,
  SandboxTemplate, SandboxTemplateProps, VolumeClaimTemplatesPolicy, WarmPool, WarmPoolOptions,
} from '../../../src';
import { stderrOf } from '../../support/stderr';
import { chartOf, CONTAINER, errorsOf, findingsOf, linesOf, MOUNTS_HOME, pooled } from '../../support/workloads';

const { ALLOWED, OVERRIDES, DISALLOWED } = EnvVarsInjectionPolicy;
const { V0_4_6, V0_5_0, V0_5_1 } = AgentSandboxVersion;
const ENV = [{ name: 'A', value: '1' }];
const PATH = 'research/Python/Pool/Nightly';

/** What is found about a claim of a pool that is cold, unless said otherwise. */
function found(
  options: SandboxClaimOptions,
  props: Template = {},
  pool: WarmPoolOptions = { replicas: 0 },
  version?: AgentSandboxVersion,
): string[] {
  return linesOf(pooled(props, pool, chartOf(version)).pool.addClaim('Nightly', options));
}

type Template = Partial<SandboxTemplateProps>;

describe('ASB203: a claim that starts cold', () => {
  const remedy = (what: string) => `put the ${what} into the template, or claim from a pool without replicas`;
  const warning = (what: string) =>
    `warning ASB203 ${PATH}: the claim brings ${what}, so its sandbox starts on demand: ` +
    `none of those that wait in the pool can serve it; ${remedy(what)}`;
  const open = {
    ...MOUNTS_HOME,
    envVarsInjectionPolicy: OVERRIDES,
    volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.OVERRIDES,
  };
  const volumes = [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
    },
  ];

  test('is told, once, and does not fail the synthesis', () => {
    expect(found({ env: ENV }, open, {})).toEqual([warning('environment variables')]);
    expect(found({ volumeClaimTemplates: volumes }, open, {})).toEqual([warning('volume claim templates')]);
    expect(found({ env: ENV, volumeClaimTemplates: volumes }, open, {})).toEqual([warning('environment variables')]);
    const { chart, pool } = pooled(open);
    pool.addClaim('Nightly', { env: ENV });
    expect(stderrOf(() => chart.toJson())).toBe(
      `warning ASB203 at ${PATH} (SandboxClaim research/nightly): the claim brings environment variables, ` +
        'so its sandbox starts on demand: none of those that wait in the pool can serve it; ' +
        `${remedy('environment variables')}\n`,
    );
    expect(errorsOf(chart)).toBe('');
  });

  test('is told of a pool whose count is not known', () => {
    expect(found({ env: ENV }, open, { scaledExternally: true })).toEqual([warning('environment variables')]);
    const chart = chartOf();
    new SandboxClaim(chart, 'Nightly', { warmPool: WarmPool.fromWarmPoolName(chart, 'Pool', 'fast'), env: ENV });
    expect(linesOf(chart)).toEqual([warning('environment variables').replace(PATH, 'research/Nightly')]);
  });

  test('is not, where nothing waits, or nothing is brought', () => {
    expect(found({ env: ENV }, open, { replicas: 0 })).toEqual([]);
    expect(found({ env: [], volumeClaimTemplates: [] }, open, {})).toEqual([]);
    expect(found({ podLabels: { 'sandbox.users.io/a': 'b' } }, open, {})).toEqual([]);
  });

  test('may be acknowledged where it is meant, and be raised', () => {
    const { chart, pool } = pooled(open);
    const claim = pool.addClaim('Nightly', { env: ENV });
    Findings.of(claim).acknowledge('ASB203', 'nobody waits for it at night');
    expect(stderrOf(() => chart.toJson())).toBe('');
    expect(findingsOf(chart)).toMatchObject([{ code: 'ASB203', acknowledged: 'nobody waits for it at night' }]);
    Findings.of(chart).promote('ASB203');
    expect(errorsOf(chart)).toContain(
      `error ASB203 at ${PATH} (SandboxClaim research/nightly): the claim brings environment variables`,
    );
  });
});

describe('ASB204: environment variables', () => {
  const twoContainers: Partial<SandboxTemplateProps> = {
    containers: [
      { ...CONTAINER, envVariables: { SET: kplus.EnvValue.fromValue('1') } },
      { ...CONTAINER, name: 'sidecar' },
    ],
  };
  const withEnvFrom = {
    containers: [
      { ...CONTAINER, envFrom: [kplus.Env.fromSecret(kplus.Secret.fromSecretName(chartOf(), 'Keys', 'keys'))] },
    ],
  };

  test.each<[string, SandboxClaimOptions, Partial<SandboxTemplateProps>, string]>([
    [
      'nothing is said',
      { env: ENV },
      {},
      "the claim brings environment variables, which template 'python' disallows; " +
        "set 'envVarsInjectionPolicy' of the template, or remove 'env'",
    ],
    [
      'they are disallowed',
      { env: ENV },
      { envVarsInjectionPolicy: DISALLOWED },
      "the claim brings environment variables, which template 'python' disallows; " +
        "set 'envVarsInjectionPolicy' of the template, or remove 'env'",
    ],
    [
      'one is set already',
      { env: [{ name: 'SET', value: '2' }] },
      { ...twoContainers, envVarsInjectionPolicy: ALLOWED },
      "the claim sets 'SET' of container 'main', which template 'python' sets already " +
        'and does not allow to replace; set its policy to OVERRIDES, or choose another name',
    ],
    [
      'the container is not there',
      { env: [{ name: 'A', value: '1', containerName: 'other' }] },
      { ...twoContainers, envVarsInjectionPolicy: OVERRIDES },
      "the claim gives 'A' to container 'other', which template 'python' does not have; name one of 'main', 'sidecar'",
    ],
    [
      'others come from elsewhere',
      { env: ENV },
      { ...withEnvFrom, envVarsInjectionPolicy: ALLOWED },
      "the claim gives 'A' to container 'main', whose 'envFrom' may set it already, " +
        "which template 'python' does not allow to replace; " +
        'set its policy to OVERRIDES, or name the variables of the template one by one',
    ],
  ])('fails if %s', (_, options, props, message) => {
    expect(found(options, props)).toEqual([`error ASB204 ${PATH}: ${message}`]);
  });

  test('each that is refused is told', () => {
    const env = [{ name: 'SET', value: '2' }, { name: 'A', value: '1', containerName: 'x' }, { name: 'B', value: '1' }];
    expect(found({ env }, { ...twoContainers, envVarsInjectionPolicy: ALLOWED })).toHaveLength(2);
  });

  test.each<[string, SandboxClaimOptions, Partial<SandboxTemplateProps>]>([
    ['they are new', { env: ENV }, { ...twoContainers, envVarsInjectionPolicy: ALLOWED }],
    [
      "they are another container's",
      { env: [{ name: 'SET', value: '2', containerName: 'sidecar' }] },
      { ...twoContainers, envVarsInjectionPolicy: ALLOWED },
    ],
    [
      'they are those of an init container',
      { env: [{ name: 'SET', value: '2', containerName: 'fetch' }] },
      { ...twoContainers, initContainers: [{ ...CONTAINER, name: 'fetch' }], envVarsInjectionPolicy: ALLOWED },
    ],
    [
      'they may replace',
      { env: [{ name: 'SET', value: '2' }] },
      { ...twoContainers, envVarsInjectionPolicy: OVERRIDES },
    ],
    ['they may replace what comes from elsewhere', { env: ENV }, { ...withEnvFrom, envVarsInjectionPolicy: OVERRIDES }],
    ['there are none', { env: [] }, {}],
  ])('are accepted if %s', (_, options, props) => {
    expect(found(options, props)).toEqual([]);
  });

  test('beside those from elsewhere are refused from v0.5.1 on', () => {
    const props = { ...withEnvFrom, envVarsInjectionPolicy: ALLOWED };
    expect(found({ env: ENV }, props, { replicas: 0 }, V0_5_0)).toEqual([]);
    expect(found({ env: ENV }, props, { replicas: 0 }, V0_5_1)).toHaveLength(1);
  });

  test('are judged by the template that an old claim names', () => {
    expect(found({ env: ENV }, {}, { replicas: 0 }, V0_4_6)).toEqual([
      expect.stringContaining("which template 'python' disallows"), expect.stringContaining('error ASB228'),
    ]);
  });

  test('of a template that is not known are nobody\'s business', () => {
    const chart = chartOf();
    const template = SandboxTemplate.fromSandboxTemplateName(chart, 'Python', 'python');
    new WarmPool(chart, 'Pool', { template, replicas: 0 }).addClaim('Nightly', { env: ENV });
    expect(linesOf(chart)).toEqual([]);
  });
});

describe('ASB205: labels and annotations of the pod', () => {
  const remedy =
    "use a domain at or below 'sandbox.users.io', " +
    "or allow yours with 'allowedLabelDomains' of the install or of SandboxCluster";
  const closed = (key: string) =>
    `the claim gives its pod the annotation '${key}', whose domain is closed to claims; ` +
    'use a domain of your own, or put it into the template';
  test.each<[string, SandboxClaimOptions, string]>([
    [
      'a label has no domain',
      { podLabels: { user: 'a' } },
      `the claim gives its pod the label 'user', whose domain the controller does not allow; ${remedy}`,
    ],
    [
      'a label has another domain',
      { podLabels: { 'example.com/user': 'a' } },
      `the claim gives its pod the label 'example.com/user', whose domain the controller does not allow; ${remedy}`,
    ],
    [
      'a label has a domain that only ends so',
      { podLabels: { 'mysandbox.users.io/user': 'a' } },
      "the claim gives its pod the label 'mysandbox.users.io/user', " +
        `whose domain the controller does not allow; ${remedy}`,
    ],
    [
      'it poses as the router, in any case',
      { podLabels: { App: 'Sandbox-Router' } },
      "the claim gives its pod the label 'app: sandbox-router', by which policies let the router in; remove it",
    ],
    [
      'it poses as the router',
      { podLabels: { app: 'sandbox-router' } },
      "the claim gives its pod the label 'app: sandbox-router', by which policies let the router in; remove it",
    ],
    ["an annotation is Kubernetes'", { podAnnotations: { 'kubernetes.io/x': 'a' } }, closed('kubernetes.io/x')],
    ['an annotation is below k8s.io', { podAnnotations: { 'node.k8s.io/x': 'a' } }, closed('node.k8s.io/x')],
    [
      "an annotation is the controller's",
      { podAnnotations: { 'agents.x-k8s.io/pod-name': 'a' } },
      closed('agents.x-k8s.io/pod-name'),
    ],
    [
      'a label contradicts the template',
      { podLabels: { 'sandbox.users.io/tier': 'b' } },
      "the claim sets the label 'sandbox.users.io/tier' to 'b', and its template to 'a'; give both one value",
    ],
    [
      'an annotation contradicts the template',
      { podAnnotations: { note: 'b' } },
      "the claim sets the annotation 'note' to 'b', and its template to 'a'; give both one value",
    ],
  ])('fails if %s', (_, options, message) => {
    expect(found(options, { podLabels: { 'sandbox.users.io/tier': 'a' }, podAnnotations: { note: 'a' } })).toEqual([
      `error ASB205 ${PATH}: ${message}`,
    ]);
  });

  test.each<[string, SandboxClaimOptions]>([
    ['a label at the domain', { podLabels: { 'sandbox.users.io/user': 'a' } }],
    ['a label below the domain', { podLabels: { 'team.sandbox.users.io/user': 'a' } }],
    ['a label that says what the template says', { podLabels: { 'sandbox.users.io/tier': 'a' } }],
    ["an annotation of a domain of one's own, or none", { podAnnotations: { 'example.com/a': 'b', 'plain': 'c' } }],
    [
      'the one annotation of Kubernetes',
      { podAnnotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' } },
    ],
    ['nothing', { podLabels: {}, podAnnotations: {} }],
  ])('%s is accepted', (_, options) => {
    expect(found(options, { podLabels: { 'sandbox.users.io/tier': 'a' } })).toEqual([]);
  });

  test('before v0.5.0 labels of any domain are accepted but those of Kubernetes and the controller', () => {
    const accepted = {
      podLabels: { 'user': 'a', 'example.com/user': 'a', 'app': 'sandbox-router' },
      podAnnotations: { note: 'a' },
    };
    expect(found(accepted, {}, { replicas: 0 }, V0_4_6)).toEqual([]);
    expect(found({ podLabels: { 'k8s.io/a': 'b' } }, {}, { replicas: 0 }, V0_4_6)).toEqual([
      `error ASB205 ${PATH}: ${closed('k8s.io/a').replace('annotation', 'label')}`,
    ]);
  });

  test('that the pod may be evicted is said from v0.5.3 on', () => {
    const key = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
    expect(found({ podAnnotations: { [key]: 'true' } }, {}, { replicas: 0 }, AgentSandboxVersion.V0_5_2)).toEqual([
      `error ASB205 ${PATH}: ${closed(key)}`,
    ]);
    expect(found({ podAnnotations: { [key]: 'true' } }, {}, { replicas: 0 }, AgentSandboxVersion.V0_5_3)).toEqual([]);
  });

  test('domains are those of the cluster, or of its install', () => {
    const options = { podLabels: { 'example.com/user': 'a' } };
    const declared = pooled(
      {},
      {},
      chartOf(undefined, { cluster: { allowedLabelDomains: ['example.com', 'example.org'] } }),
    ).pool;
    declared.addClaim('Nightly', options);
    expect(linesOf(declared)).toEqual([]);
    declared.addClaim('Other', { podLabels: { 'sandbox.users.io/a': 'b' } });
    expect(linesOf(declared)).toEqual([
      expect.stringContaining("use a domain at or below 'example.com', 'example.org', or allow yours"),
    ]);
    const installed = pooled().pool;
    new AgentSandbox(installed.node.scopes[1] as never, 'AgentSandbox', {
      version: AgentSandboxVersion.LATEST,
      allowedLabelDomains: ['example.com'],
    });
    installed.addClaim('Nightly', options);
    expect(linesOf(installed)).toEqual([]);
  });
});

describe('ASB206: volumes', () => {
  const volumes = [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
    },
  ];
  const allowed = { ...MOUNTS_HOME, volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.ALLOWED };
  const overrides = { ...MOUNTS_HOME, volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.OVERRIDES };
  const said = (message: string) => [`error ASB206 ${PATH}: ${message}`];
  const disallowed = "the claim brings volume claim templates, which template 'python' disallows; "
    + "set 'volumeClaimTemplatesPolicy' of the template, or remove the volumes of the claim";
  const taken =
    "the claim brings volume 'home', which template 'python' has already and does not allow to replace; " +
    'set its policy to OVERRIDES, or choose another name';

  test('fails if the template disallows them, or has them already', () => {
    expect(found({ volumeClaimTemplates: volumes })).toEqual(said(disallowed));
    expect(
      found({ volumeClaimTemplates: volumes }, { volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.DISALLOWED }),
    ).toEqual(said(disallowed));
    expect(found({ volumeClaimTemplates: volumes }, { ...allowed, volumeClaimTemplates: volumes })).toEqual(
      said(taken),
    );
  });

  test('are accepted if they are new, or may replace', () => {
    expect(found({ volumeClaimTemplates: volumes }, allowed)).toEqual([]);
    expect(found({ volumeClaimTemplates: volumes }, { ...overrides, volumeClaimTemplates: volumes })).toEqual([]);
    expect(found({ volumeClaimTemplates: [] })).toEqual([]);
  });

  test('fails if one is added by code', () => {
    const { pool } = pooled({}, { replicas: 0 });
    pool.addClaim('Nightly').addVolumeClaim('Home', { size: Size.gibibytes(1) });
    expect(linesOf(pool)).toEqual(said(disallowed));
  });
});

describe('ASB208: a time to live after a pod that never ends', () => {
  const warning =
    `warning ASB208 ${PATH}: the claim ends some time after its pod has, ` +
    "but pods of template 'python' are restarted always and never end; " +
    "set 'restartPolicy' of the template to NEVER or ON_FAILURE, or 'shutdownTime' of the claim";
  const options = { ttlAfterFinished: Duration.hours(1) };

  test('is told, and does not fail the synthesis', () => {
    expect(found(options)).toEqual([warning]);
    expect(found(options, { restartPolicy: kplus.RestartPolicy.ALWAYS })).toEqual([warning]);
    expect(errorsOf(pooled().pool.addClaim('Nightly', options))).toBe('');
  });

  test.each<[string, SandboxClaimOptions, Partial<SandboxTemplateProps>]>([
    ['the pod may end', options, { restartPolicy: kplus.RestartPolicy.NEVER }],
    ['the pod may end well', options, { restartPolicy: kplus.RestartPolicy.ON_FAILURE }],
    ['podSpec lets it end', options, { podSpec: { restartPolicy: 'Never' } }],
    ['nothing depends on it', { shutdownTime: '2027-01-31T18:00:00Z' }, {}],
  ])('is not if %s', (_, claim, props) => {
    expect(found(claim, props)).toEqual([]);
  });

  test('may be acknowledged, and be raised', () => {
    const { chart, pool } = pooled();
    pool.addClaim('Nightly', options);
    Findings.of(pool).acknowledge('ASB208', 'a sidecar ends it');
    expect(stderrOf(() => chart.toJson())).toBe('');
    Findings.of(chart).promote('ASB208');
    expect(errorsOf(chart)).toContain('error ASB208 at research/Python/Pool/Nightly');
  });
});
