import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox, AgentSandboxVersion, PodSecurityStandard, Sandbox, SandboxAdmissionPolicy,
  SandboxAdmissionPolicyProps, SandboxCluster, SandboxTemplate, ValidationAction,
} from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { policyIn, runtimes } from '../support/admission';
import { ENGINES, verdicts } from '../support/admission/engines';
import { held, podWith } from '../support/admission/pods';
import { quietly } from '../support/stderr';
import { chartOf, CONTAINER, errorsOf, findingsOf, linesOf, POD, podOf, pooled, untyped } from '../support/workloads';

const jsonOf = (object: ApiObject): KubeObject => object.toJson();

/** The policy of a kind, and its binding. */
function ofKind(policy: SandboxAdmissionPolicy, kind: string): { policy: any; binding: any } {
  const [one, binding] = ['Policy', 'Binding'].map((what) =>
    ApiObject.of(policy.node.findChild(`${kind}${what}`)).toJson(),
  );
  return { policy: one, binding };
}

/** Codes of what an admission policy says in an app, warnings marked. */
function saidIn(chart: Chart): string[] {
  return findingsOf(chart)
    .filter(({ code }) => /^ASB3[5-7]/.test(code))
    .map(({ code, severity }) => (severity === 'error' ? code : `${code} (${severity})`));
}

test('the policies of a namespace, with what was asked of them', () => {
  const chart = chartOf();
  const { policies, bindings } = policyIn(chart, {
    registries: ['registry.example.com/sandboxes'],
    requireDigests: true,
    maxPoolReplicas: 5,
    maxVolumeSize: Size.gibibytes(10),
    requireShutdownTime: true,
  });
  expect(policies.map(({ name }) => name)).toEqual(
    ['pods', 'sandboxes', 'sandboxtemplates', 'sandboxwarmpools', 'sandboxclaims'].map(
      (resource) => `research-isolation-${resource}`,
    ),
  );
  const bound = bindings.map(jsonOf).map(({ metadata, spec }) => [metadata, (spec as any).policyName]);
  expect(bound).toEqual(policies.map(({ name }) => [{ name }, name]));
  expect([...policies, ...bindings].map(jsonOf)).toMatchSnapshot();
});

test('a chart without a namespace covers all but the namespaces of the cluster, for pods of sandboxes alone', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST, { namespace: undefined });
  const policy = policyIn(chart);
  expect(policy.policies[0].name).toBe('isolation-pods');
  const excluded = ['kube-system', 'kube-public', 'kube-node-lease', 'agent-sandbox-system'];
  const namespaceSelector = {
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: excluded }],
  };
  expect(ofKind(policy, 'Sandbox').binding.spec.matchResources).toEqual({
    matchPolicy: 'Equivalent',
    namespaceSelector,
  });
  expect(ofKind(policy, 'Pod').binding.spec.matchResources).toEqual({
    matchPolicy: 'Equivalent',
    namespaceSelector,
    objectSelector: { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'Exists' }] },
  });
  new Sandbox(chart, 'Dev', { ...POD, metadata: { namespace: 'research' } });
  new Sandbox(chart, 'System', { ...POD, metadata: { namespace: 'kube-system' } });
  new kplus.Pod(chart, 'Other', POD);
  expect(
    findingsOf(chart)
      .filter(({ code }) => code === 'ASB350')
      .map(({ path }) => path),
  ).toEqual(['research/Dev']);
});

test('a rule that the props do not ask for is in no policy', () => {
  const messages = (props: Partial<SandboxAdmissionPolicyProps>) =>
    ofKind(policyIn(chartOf(), props), 'SandboxWarmPool').policy.spec.validations.map(
      ({ message }: { message: string }) => message.slice(0, 6),
    );
  expect(messages({})).toEqual(['ASB382']);
  expect(messages({ maxPoolReplicas: 0 })).toEqual(['ASB369', 'ASB382']);
});

test('policies match what may change a pod or a count', () => {
  const policy = policyIn(chartOf(), { maxPoolReplicas: 3 });
  const rules = (kind: string) => ofKind(policy, kind).policy.spec.matchConstraints.resourceRules;
  expect(rules('Pod')).toEqual([
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['pods', 'pods/ephemeralcontainers', 'pods/resize'],
      scope: 'Namespaced',
    },
  ]);
  expect(rules('SandboxWarmPool')[0].resources).toEqual(['sandboxwarmpools', 'sandboxwarmpools/scale']);
  const served = new Set(
    AgentSandboxVersion.values().flatMap(({ _release }) => _release.api.versions.map(({ name }) => name)),
  );
  expect([...rules('SandboxTemplate')[0].apiVersions].sort()).toEqual([...served].sort());
});

describe.each(ENGINES)('by %s', (_, engine) => {
  test('counts, sizes and ends are held to what was asked', () => {
    const policies = policiesWith({ maxPoolReplicas: 3, maxVolumeSize: Size.gibibytes(10), requireShutdownTime: true });
    const claimed = (storage: unknown) => [
      { metadata: { name: 'work' }, spec: { resources: { requests: { storage } } } },
    ];
    const end = { lifecycle: { shutdownTime: '2027-01-01T00:00:00Z' } };
    const { podTemplate } = held('Sandbox', podWith('plain', [])).spec as any;
    const cases: Array<[kind: string, spec: object, refused: string[]]> = [
      ['SandboxWarmPool', { replicas: 3 }, []],
      ['SandboxWarmPool', {}, []],
      ['SandboxWarmPool', { replicas: 4 }, ['ASB369']],
      ['SandboxClaim', end, []],
      ['SandboxClaim', {}, ['ASB372']],
      ['SandboxClaim', { lifecycle: { ttlSecondsAfterFinished: 60 } }, ['ASB372']],
      ['SandboxClaim', { ...end, volumeClaimTemplates: claimed('10Gi') }, []],
      ['SandboxClaim', { ...end, volumeClaimTemplates: claimed('11Gi') }, ['ASB371']],
      ['SandboxClaim', { ...end, volumeClaimTemplates: claimed('-1Gi') }, ['ASB371']],
      ['SandboxClaim', { ...end, volumeClaimTemplates: [{ metadata: { name: 'work' }, spec: {} }] }, []],
      ['Sandbox', { podTemplate, volumeClaimTemplates: claimed(20 * 1024 ** 3) }, ['ASB371']],
      ['SandboxTemplate', { podTemplate, volumeClaimTemplates: claimed('0') }, ['ASB371']],
    ];
    const objects = cases.map(([kind, spec]) => ({ apiVersion: 'x/v1', kind, metadata: { name: 'case' }, spec }));
    expect(verdicts(engine, objects.map((object) => ({ policies, object })))).toEqual(
      cases.map(([, , refused]) => ({ matched: true, refused, errors: [] })),
    );
  });
});

/** The policies of a construct, by kind. */
function policiesWith(props: Partial<SandboxAdmissionPolicyProps>) {
  const policy = policyIn(chartOf(), props);
  return ['Pod', 'Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'].map((kind) => ({
    kind: kind as 'Pod',
    ...ofKind(policy, kind),
  }));
}

describe('objects of the library', () => {
  test('are judged by what is asked of counts, sizes and ends', () => {
    const { chart, template, pool } = pooled({ runtime: undefined }, { replicas: 9 });
    policyIn(chart, {
      runtimes: runtimes(chart, 'gvisor'),
      maxPoolReplicas: 3,
      maxVolumeSize: Size.gibibytes(10),
      requireShutdownTime: true,
      requireLimits: false,
    });
    template.addWorkspace('Home', '/home', { size: Size.gibibytes(50) });
    pool.addClaim('Nightly');
    expect(linesOf(chart).filter((line) => /^error ASB3[5-7]/.test(line))).toEqual([
      expect.stringMatching(
        /^error ASB350 research\/Python: .* by admission policy 'research-isolation' pods must have one of the runtime/,
      ),
      "error ASB371 research/Python: spec.volumeClaimTemplates[0].spec.resources.requests.storage is '50Gi', but "
      + "by admission policy 'research-isolation' volume claims must ask for more than 0 and at most 10Gi; change "
      + 'the size of the volume',
      "error ASB369 research/Python/Pool: spec.replicas is 9, but by admission policy 'research-isolation' at most "
      + '3 sandboxes may wait in a pool; lower replicas, and the maximum of its autoscaler',
      'error ASB372 research/Python/Pool/Nightly: spec.lifecycle.shutdownTime is not set, but by admission policy '
      + "'research-isolation' claims must have an end; set 'shutdownTime'",
    ]);
  });

  test('are judged with their patches', () => {
    const chart = chartOf();
    const [runtime] = runtimes(chart, 'gvisor');
    policyIn(chart, { runtimes: [runtime], hasDefaultLimits: true });
    const sandbox = new Sandbox(chart, 'Dev', { ...POD, runtime });
    expect(saidIn(chart)).toEqual([]);
    ApiObject.of(sandbox).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec/runtimeClassName', 'runc'));
    expect(errorsOf(chart)).toMatch(/error ASB350 at research\/Dev .*runtimeClassName is 'runc', but/);
  });

  test('are warned of limits that only a LimitRange can give them, unless there is one', () => {
    const said = (props: Partial<SandboxAdmissionPolicyProps>) => {
      const chart = chartOf();
      const [runtime] = runtimes(chart, 'gvisor');
      policyIn(chart, { runtimes: [runtime], ...props });
      new SandboxTemplate(chart, 'Python', { ...POD, runtime });
      return saidIn(chart);
    };
    expect(said({})).toEqual(['ASB366 (warning)']);
    expect(said({ hasDefaultLimits: true })).toEqual([]);
    expect(said({ requireLimits: false })).toEqual([]);
  });

  test('outside its namespaces or its cluster are none of its business', () => {
    const app = new App();
    const [staging, production] = ['staging', 'production'].map((id) => new Chart(app, id, { namespace: 'research' }));
    for (const chart of [staging, production]) {
      SandboxCluster.declare(chart, { version: AgentSandboxVersion.LATEST });
    }
    policyIn(staging);
    new Sandbox(staging, 'Elsewhere', { ...POD, metadata: { namespace: 'other' } });
    new Sandbox(production, 'Dev', POD);
    expect(saidIn(staging)).toEqual([]);
    new Sandbox(staging, 'Dev', POD);
    expect(saidIn(staging)).toEqual(['ASB350', 'ASB366 (warning)']);
  });

  test('are warned where the policy does not deny, but not of what Pod Security denies', () => {
    const chart = chartOf();
    const policy = policyIn(chart, {
      validationActions: [ValidationAction.WARN, ValidationAction.AUDIT],
      hasDefaultLimits: true,
    });
    expect(ofKind(policy, 'Pod').binding.spec.validationActions).toEqual(['Warn', 'Audit']);
    new Sandbox(chart, 'Dev', { ...POD, podSpec: { securityContext: { seLinuxOptions: { type: 'spc_t' } } } });
    expect(saidIn(chart)).toEqual(['ASB350 (warning)', 'ASB370']);
  });

  test('are put to the Pod Security Standard of the namespace, as the cluster knows it', () => {
    const said = (podSecurity: PodSecurityStandard, kubernetesVersion: string) => {
      const chart = chartOf(AgentSandboxVersion.LATEST, { cluster: { kubernetesVersion } });
      const [runtime] = runtimes(chart, 'gvisor');
      policyIn(chart, { runtimes: [runtime], podSecurity, hasDefaultLimits: true });
      const sysctls = [{ name: 'net.ipv4.tcp_rmem', value: '4096 87380 6291456' }];
      new Sandbox(chart, 'Dev', { ...POD, runtime, podSpec: { securityContext: { sysctls } } });
      new Sandbox(chart, 'Disk', {
        ...POD,
        runtime,
        podSpec: { volumes: [{ name: 'disk', nfs: { server: '10.0.0.1', path: '/' } }] },
      });
      return findingsOf(chart).filter(({ code }) => code === 'ASB370').map(({ path }) => path);
    };
    expect(said(PodSecurityStandard.RESTRICTED, '1.36')).toEqual(['research/Disk']);
    expect(said(PodSecurityStandard.RESTRICTED, '1.30')).toEqual(['research/Dev', 'research/Disk']);
    expect(said(PodSecurityStandard.BASELINE, '1.30')).toEqual(['research/Dev']);
    expect(said(PodSecurityStandard.PRIVILEGED, '1.30')).toEqual([]);
  });
});

describe('pods of Kubernetes', () => {
  const SAFE = { automountServiceAccountToken: false };

  test.each<[string, (chart: Chart) => void, string]>([
    [
      'Deployment',
      (chart) => new kplus.Deployment(chart, 'Case', { containers: [CONTAINER], ...SAFE }),
      'spec.template.spec.runtimeClassName',
    ],
    [
      'StatefulSet',
      (chart) =>
        new kplus.StatefulSet(chart, 'Case', {
          containers: [CONTAINER],
          service: new kplus.Service(chart, 'S', { ports: [{ port: 80 }] }),
        }),
      'spec.template.spec.runtimeClassName',
    ],
    [
      'DaemonSet',
      (chart) => new kplus.DaemonSet(chart, 'Case', { containers: [CONTAINER] }),
      'spec.template.spec.runtimeClassName',
    ],
    [
      'Job',
      (chart) => new kplus.Job(chart, 'Case', { containers: [CONTAINER] }),
      'spec.template.spec.runtimeClassName',
    ],
    [
      'CronJob',
      (chart) =>
        new kplus.CronJob(chart, 'Case', {
          containers: [CONTAINER],
          schedule: untyped({ expressionString: '0 0 * * *' }),
        }),
      'spec.jobTemplate.spec.template.spec.runtimeClassName',
    ],
  ])('are judged where a %s makes them', (_, add, path) => {
    const chart = chartOf();
    policyIn(chart);
    add(chart);
    const [{ message, path: construct }] = findingsOf(chart).filter(({ code }) => code === 'ASB350');
    expect(construct).toBe('research/Case');
    expect(message).toContain(`${path} is not set`);
  });

  test('may be mended and are then printed', () => {
    const chart = chartOf();
    policyIn(chart, { requireLimits: false, podSecurity: PodSecurityStandard.PRIVILEGED });
    const pod = new kplus.Pod(chart, 'Case', { containers: [CONTAINER], ...SAFE });
    const patch = (path: string, value: unknown) => ApiObject.of(pod).addJsonPatch(JsonPatch.add(path, value));
    patch('/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] });
    patch('/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' });
    expect(errorsOf(chart)).toContain('ASB350');
    patch('/spec/runtimeClassName', 'gvisor');
    expect(errorsOf(chart)).toBe('');
  });

  test('of an install in a namespace of its own are not', () => {
    const chart = chartOf();
    policyIn(chart, { namespaces: ['research'] });
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    expect(saidIn(chart)).toEqual([]);
  });
});

test('its objects are of no namespace, bear what metadata says, and take patches', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST, { labels: { 'example.com/team': 'platform' } });
  const policy = policyIn(chart, {
    metadata: { name: 'strict', labels: { tier: 'one' }, annotations: { why: 'audit' } },
  });
  policy.bindings[0].addJsonPatch(JsonPatch.replace('/spec/validationActions', ['Audit']));
  for (const object of [...policy.policies, ...policy.bindings].map(jsonOf)) {
    expect(object.metadata).toEqual({
      name: object.metadata.name,
      labels: { 'example.com/team': 'platform', 'tier': 'one' },
      annotations: { why: 'audit' },
    });
  }
  expect(policy.policies[0].name).toBe('strict-pods');
  expect((policy.bindings[0].toJson().spec).validationActions).toEqual(['Audit']);
});

test('two tenants of one cluster have names of their own', () => {
  const chart = chartOf();
  const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
  policyIn(chart);
  policyIn(other);
  expect(errorsOf(chart)).toBe('');
  expect(quietly(() => other.toJson()).map(({ metadata }: KubeObject) => metadata.name)[0]).toBe(
    'other-isolation-pods',
  );
});

test('a pod as the library makes it by default passes, once it has a runtime', () => {
  const chart = chartOf();
  const [runtime] = runtimes(chart, 'gvisor');
  policyIn(chart, { runtimes: [runtime], hasDefaultLimits: true });
  const sandbox = new Sandbox(chart, 'Dev', { ...POD, runtime });
  expect(podOf(sandbox).automountServiceAccountToken).toBe(false);
  expect(saidIn(chart)).toEqual([]);
  expect(errorsOf(chart)).toBe('');
});

describe('pods of pools up to v0.2.1, which have a label of their own', () => {
  const chartOfAll = (release: string) =>
    chartOf(AgentSandboxVersion.of(release), { namespace: undefined });
  const keyOf = ({ spec }: any) => spec.matchResources.objectSelector?.matchExpressions[0].key;

  test.each([
    ['v0.1.0', ['agents.x-k8s.io/sandbox-name-hash', 'agents.x-k8s.io/pool']],
    ['v0.2.1', ['agents.x-k8s.io/sandbox-name-hash', 'agents.x-k8s.io/pool']],
    ['v0.3.10', ['agents.x-k8s.io/sandbox-name-hash']],
  ])('are selected in all namespaces by a second binding to the same policy in %s', (release, keys) => {
    const { bindings } = policyIn(chartOfAll(release));
    const ofPods = bindings.map(jsonOf).filter(({ spec }: any) => spec.policyName === 'isolation-pods');
    expect(ofPods.map(keyOf)).toEqual(keys);
    expect(ofPods.map(({ metadata }) => metadata.name)).toEqual(
      ['isolation-pods', 'isolation-pods-of-pools'].slice(0, keys.length),
    );
  });

  test('are judged at synth', () => {
    const chart = chartOfAll('v0.2.1');
    policyIn(chart);
    const metadata = { name: 'pooled', namespace: 'research', labels: { 'agents.x-k8s.io/pool': 'a1b2c3d4' } };
    const spec = { containers: [{ name: 'main', image: 'registry.example.com/devbox:2026.10' }] };
    new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata, spec } as any);
    // It has no runtime.
    expect(saidIn(chart)).toContain('ASB350');
    expect(findingsOf(chart).map(({ code }) => code)).not.toContain('ASB385');
  });

  test('of a chart with a namespace need none', () => {
    const { bindings } = policyIn(chartOf(AgentSandboxVersion.V0_2_1));
    expect(bindings.map(jsonOf).map(keyOf).filter((key) => key !== undefined)).toEqual([]);
  });

  test('are missed, which is told, if the release is declared after the policy', () => {
    const app = new App();
    const chart = new Chart(app, 'all');
    policyIn(chart);
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_2_1 });
    expect(findingsOf(chart).map(({ code }) => code)).toContain('ASB385');
  });
});

test.each([
  ['1.30', ['ASB391']],
  ['1.31', []],
  [undefined, []],
])('with a cluster of Kubernetes %s the policies can be evaluated, or it is told', (kubernetesVersion, codes) => {
  const chart = chartOf(AgentSandboxVersion.LATEST, { cluster: { kubernetesVersion } });
  policyIn(chart, {});
  const found = findingsOf(chart).filter(({ code }) => code === 'ASB391');
  expect(found.map(({ code }) => code)).toEqual(codes);
  if (found.length > 0) {
    expect(found[0]).toMatchObject({
      path: `${chart.node.path}/Isolation`,
      message: "admission policy 'research-isolation' needs Kubernetes 1.31, and its cluster has 1.30",
    });
  }
});
