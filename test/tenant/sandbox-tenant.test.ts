import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox,
  AgentSandboxVersion,
  IsolatedRuntime,
  PodSecurityStandard,
  Sandbox,
  SandboxCluster,
  SandboxTemplate,
  SandboxTenant,
  SandboxTenantProps,
  TenantQuota,
  WarmPool,
  k8s,
} from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { HOSTILE_PODS } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { podWith } from '../support/admission/pods';
import { find, Loose, readable } from '../support/install';
import { codesOf, CONTAINER, errorsOf, findingsOf, printed, untyped } from '../support/workloads';

expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: (value) => value as string });

const GENEROUS = TenantQuota.of({ sandboxes: 100 });

function appOf(): App {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  return app;
}

/** A tenant in an app of its own, with the one runtime that it may use. */
function tenantOf(
  props: Partial<SandboxTenantProps> = {},
  id = 'research',
): { app: App; tenant: SandboxTenant; gvisor: IsolatedRuntime } {
  const app = appOf();
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  return { app, gvisor, tenant: new SandboxTenant(app, id, { runtimes: [gvisor], quota: GENEROUS, ...props }) };
}

function template(tenant: SandboxTenant, runtime: IsolatedRuntime, props: object = {}): SandboxTemplate {
  return new SandboxTemplate(tenant, 'Python', {
    runtime,
    containers: [
      { ...CONTAINER, resources: { cpu: { limit: kplus.Cpu.units(2) }, memory: { limit: Size.gibibytes(4) } } },
    ],
    ...props,
  });
}

/** All but the policies, which docs/admission-policy.md shows. */
function ownObjects(tenant: SandboxTenant): Loose[] {
  return printed(tenant).filter(({ kind }) => !kind.startsWith('ValidatingAdmissionPolicy'));
}

test('a tenant is a namespace with its guards and roles, in the order to apply them', () => {
  const { tenant } = tenantOf();
  tenant.permissions.grantClaim(kplus.User.fromName(tenant, 'Ada', 'ada@example.com'));
  expect(readable(ownObjects(tenant))).toMatchSnapshot();
});

test('every object of a tenant is of its namespace, or of none', () => {
  const { tenant, gvisor } = tenantOf({ namespace: 'team-a' });
  template(tenant, gvisor).addWarmPool('Pool');
  const namespaces = printed(tenant).map(
    ({ kind, metadata: { namespace } }) => `${/^Namespace$|AdmissionPolicy/.test(kind) ? 'none' : 'own'} ${namespace}`,
  );
  expect(new Set(namespaces)).toEqual(new Set(['none undefined', 'own team-a']));
});

test('a namespace that exists is used as it is', () => {
  const { tenant } = tenantOf({ createNamespace: false });
  expect(ownObjects(tenant).map(({ kind }) => kind)).not.toContain('Namespace');
  expect(find(ownObjects(tenant), 'LimitRange').metadata.namespace).toBe('research');
});

test.each<[string, Partial<SandboxTenantProps>, string | undefined, string, string]>([
  ['as the cluster reads it', {}, '1.34', 'restricted', 'v1.34'],
  ['as its release was built on', {}, undefined, 'restricted', 'v1.37'],
  [
    'as it is told',
    { podSecurity: PodSecurityStandard.BASELINE, podSecurityVersion: '1.33' },
    '1.34',
    'baseline',
    'v1.33',
  ],
])('the Pod Security Standard is enforced %s', (_, props, kubernetesVersion, standard, version) => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, kubernetesVersion });
  const tenant = new SandboxTenant(app, 'research', {
    runtimes: [IsolatedRuntime.fromRuntimeClassName(new Chart(app, 'platform'), 'Gvisor', 'gvisor')],
    quota: GENEROUS,
    ...props,
  });
  const { labels } = find(printed(tenant), 'Namespace').metadata;
  for (const mode of ['enforce', 'audit', 'warn']) {
    expect([
      labels[`pod-security.kubernetes.io/${mode}`],
      labels[`pod-security.kubernetes.io/${mode}-version`],
    ]).toEqual([standard, version]);
  }
});

test('cluster DNS is open to pods that are no sandboxes', () => {
  const policies = printed(tenantOf().tenant).filter(({ kind }) => kind === 'NetworkPolicy') as Loose[];
  expect(
    policies.map(({ metadata, spec }) => [metadata.name, spec.podSelector, spec.ingress, spec.egress?.length]),
  ).toEqual([
    ['deny-all', {}, undefined, undefined],
    [
      'allow-dns',
      { matchExpressions: [{ key: 'agents.x-k8s.io/sandbox-name-hash', operator: 'DoesNotExist' }] },
      undefined,
      1,
    ],
  ]);
});

describe('roles', () => {
  /** Every verb on every resource that a role permits. */
  function verbsOf(role: string): string[] {
    return find(printed(tenantOf().tenant), 'Role', `sandbox-${role}`)
      .rules.flatMap(({ apiGroups, resources, verbs }: Loose) =>
        apiGroups.flatMap((group: string) =>
          resources.map((resource: string) => `${group}/${resource}: ${verbs.join(' ')}`),
        ),
      )
      .sort();
  }
  const EXTENSIONS = 'extensions.agents.x-k8s.io';
  const READ = 'get list watch';
  const ALL = 'create delete get list patch update watch';

  test.each<[string, string[]]>([
    [
      'viewer',
      [
        `/events: ${READ}`,
        `/persistentvolumeclaims: ${READ}`,
        `/pods: ${READ}`,
        `/resourcequotas: ${READ}`,
        `agents.x-k8s.io/sandboxes: ${READ}`,
        `${EXTENSIONS}/sandboxclaims: ${READ}`,
        `${EXTENSIONS}/sandboxtemplates: ${READ}`,
        `${EXTENSIONS}/sandboxwarmpools: ${READ}`,
      ],
    ],
    ['claimer', [`${EXTENSIONS}/sandboxclaims: create delete get list patch watch`]],
    [
      'operator',
      [
        `/events: ${READ}`,
        `/persistentvolumeclaims: delete ${READ}`,
        '/pods/log: get',
        `/pods: delete ${READ}`,
        `/resourcequotas: ${READ}`,
        `agents.x-k8s.io/sandboxes: ${ALL}`,
        `${EXTENSIONS}/sandboxclaims: ${ALL}`,
        `${EXTENSIONS}/sandboxtemplates: ${ALL}`,
        `${EXTENSIONS}/sandboxwarmpools/scale: get patch update`,
        `${EXTENSIONS}/sandboxwarmpools: ${ALL}`,
      ],
    ],
  ])('%s: may do this and nothing else', (role, permitted) => {
    expect(verbsOf(role)).toEqual(permitted);
  });

  test('a role is bound once, to all whom it was granted to', () => {
    const { tenant } = tenantOf();
    const runner = kplus.ServiceAccount.fromServiceAccountName(tenant, 'Runner', 'eval-runner', {
      namespaceName: 'research',
    });
    tenant.permissions.grantClaim(runner);
    tenant.permissions.grantClaim(kplus.Group.fromName(tenant, 'Scientists', 'scientists'));
    tenant.permissions.grantClaim(runner);
    tenant.permissions.grantView(runner);
    const bindings = printed(tenant).filter(({ kind }) => kind === 'RoleBinding') as Loose[];
    expect(bindings.map(({ roleRef, subjects }) => [roleRef.name, subjects])).toEqual([
      ['sandbox-claimer', [
        { kind: 'ServiceAccount', name: 'eval-runner', namespace: 'research' },
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'scientists' },
      ]],
      ['sandbox-viewer', [{ kind: 'ServiceAccount', name: 'eval-runner', namespace: 'research' }]],
    ]);
  });
});

test('a ServiceAccount that the app makes has no API group, which cdk8s-plus calls core', () => {
  const { tenant } = tenantOf();
  const metadata = { name: 'runner', namespace: 'evals' };
  tenant.permissions.grantClaim(new kplus.ServiceAccount(tenant, 'Runner', { metadata }));
  const { subjects } = printed(tenant).find(({ kind }) => kind === 'RoleBinding') as Loose;
  expect(subjects).toEqual([{ kind: 'ServiceAccount', ...metadata }]);
  expect(codesOf(tenant)).toEqual([]);
});

test.each<[string, string | undefined, string[]]>([
  ['no namespace', undefined, ['ASB405']], ['another namespace', 'evals', []],
])('a ServiceAccount of %s is doubted or not', (_, namespaceName, codes) => {
  const { tenant } = tenantOf();
  tenant.permissions.grantClaim(
    kplus.ServiceAccount.fromServiceAccountName(tenant, 'Runner', 'eval-runner', { namespaceName }),
  );
  expect(codesOf(tenant)).toEqual(codes);
});

describe('two tenants', () => {
  const app = appOf();
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const [research, sales] = ['research', 'sales'].map((id) => {
    const tenant = new SandboxTenant(app, id, { runtimes: [gvisor], quota: GENEROUS });
    template(tenant, gvisor).addWarmPool('Pool');
    tenant.permissions.grantClaim(kplus.Group.fromName(tenant, 'Team', id));
    tenant.permissions.grantOperate(kplus.Group.fromName(tenant, 'Operators', `${id}-operators`));
    return tenant;
  });

  test('nothing of one is claimable from the other: all that is granted is granted in its namespace', () => {
    for (const tenant of [research, sales]) {
      const objects = printed(tenant);
      expect(objects.filter(({ kind }) => /^Cluster/.test(kind))).toEqual([]);
      for (const binding of objects.filter(({ kind }) => kind === 'RoleBinding') as Loose[]) {
        expect([binding.metadata.namespace, binding.roleRef.kind]).toEqual([tenant.namespaceName, 'Role']);
        expect(binding.subjects.every(({ name }: Loose) => name.startsWith(tenant.namespaceName))).toBe(true);
      }
    }
  });

  test('the policies of one hold in its namespace alone', () => {
    const bindings = printed(research).filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding') as Loose[];
    expect(bindings.length).toBeGreaterThan(0);
    for (const { spec } of bindings) { expect(JSON.stringify(spec.matchResources)).toContain('"research"'); }
    expect(
      new Set(
        [...printed(research), ...printed(sales)].map(
          ({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`,
        ),
      ).size,
    ).toBe(printed(research).length + printed(sales).length);
  });
});

describe('quota', () => {
  test('as given, in the terms of a ResourceQuota', () => {
    const { tenant } = tenantOf({
      quota: TenantQuota.of({
        sandboxes: 60,
        claims: 40,
        pods: 70,
        volumes: 10,
        cpu: kplus.Cpu.units(120),
        memory: Size.gibibytes(480),
        requestedCpu: kplus.Cpu.millis(60500),
        requestedMemory: Size.mebibytes(1536),
        storage: Size.tebibytes(1),
      }),
    });
    expect(find(printed(tenant), 'ResourceQuota', 'sandbox-quota').spec.hard).toEqual({
      'count/sandboxes.agents.x-k8s.io': '60',
      'count/sandboxclaims.extensions.agents.x-k8s.io': '40',
      'pods': '70',
      'persistentvolumeclaims': '10',
      'limits.cpu': '120',
      'limits.memory': '480Gi',
      'requests.cpu': '60500m',
      'requests.memory': '1536Mi',
      'requests.storage': '1024Gi',
    });
  });

  test('computed: its objects fit, with overhead of runtimes, defaults of the LimitRange and room for claims', () => {
    const app = appOf();
    const kata = IsolatedRuntime.kataQemu(new Chart(app, 'platform'), 'Kata', {
      overhead: { cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(320) },
    });
    const tenant = new SandboxTenant(app, 'research', { runtimes: [kata], quota: TenantQuota.computed({ claims: 5 }) });
    const pool = template(tenant, kata).addWarmPool('Pool');
    new kplus.HorizontalPodAutoscaler(tenant, 'Scaling', {
      target: pool,
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    const dev = new Sandbox(tenant, 'Dev', { runtime: kata, containers: [CONTAINER] });
    dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50) });
    // 10 idle and 5 claimed of 2.25 CPU and 4.3125 GiB, and one of 1 + 0.25 CPU and 1 GiB + 320 MiB.
    expect(find(printed(tenant), 'ResourceQuota', 'sandbox-quota').spec.hard).toEqual({
      'count/sandboxclaims.extensions.agents.x-k8s.io': '5',
      'count/sandboxes.agents.x-k8s.io': '16',
      'limits.cpu': '35',
      'limits.memory': `${(15 * (4096 + 320) + 1024 + 320) / 1024}Gi`,
      'persistentvolumeclaims': '1',
      'pods': '16',
      'requests.cpu': '34100m',
      'requests.memory': `${15 * (4096 + 320) + 256 + 320}Mi`,
      'requests.storage': '50Gi',
    });
    expect(errorsOf(tenant)).toBe('');
  });

  test('none, but for pods of a priority of Kubernetes itself', () => {
    const { tenant, gvisor } = tenantOf({ quota: TenantQuota.none() });
    expect(
      printed(tenant)
        .filter(({ kind }) => kind === 'ResourceQuota')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['no-system-priority']);
    new Sandbox(tenant, 'Dev', { runtime: gvisor, containers: [CONTAINER], priorityClassName: 'system-node-critical' });
    expect(errorsOf(tenant)).toContain(
      "error ASB404 at research: pods of namespace 'research' have a priority class of Kubernetes itself, " +
        "which tenants may not use: Sandbox dev; set 'priorityClassName' to a class of your own, or remove it",
    );
  });

  test.each(HOSTILE_PODS.filter(({ refusedBy }) => refusedBy === 'quota').map((row) => [row.name, row] as const))(
    'fails if a pod has %s',
    (_, { base, change, code }) => {
      const { tenant } = tenantOf({
        quota: TenantQuota.of({
          memory: Size.gibibytes(31),
          storage: Size.tebibytes(1),
          extendedResources: { 'nvidia.com/gpu': 4 },
        }),
      });
      const { metadata, ...pod } = podWith(base, [change]);
      new ApiObject(tenant, 'Case', { ...pod, metadata });
      expect(codesOf(tenant)).toEqual([code]);
    },
  );

  test.each(LEGITIMATE_PODS.map((row) => [row.name, row] as const))('has room for %s', (_, { base, changes }) => {
    const { tenant } = tenantOf({ quota: TenantQuota.of({ memory: Size.gibibytes(100), storage: Size.tebibytes(1) }) });
    const { metadata, ...pod } = podWith(base, changes);
    new ApiObject(tenant, 'Case', { ...pod, metadata });
    expect(codesOf(tenant).filter((code) => code.startsWith('ASB4'))).toEqual([]);
  });

  test('fails if the maximum of an autoscaler is beyond it', () => {
    const { tenant, gvisor } = tenantOf({ quota: TenantQuota.of({ sandboxes: 30, cpu: kplus.Cpu.units(80) }) });
    const pool = template(tenant, gvisor).addWarmPool('Pool');
    new kplus.HorizontalPodAutoscaler(tenant, 'Scaling', {
      target: pool,
      minReplicas: 4,
      maxReplicas: 40,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    new Sandbox(tenant, 'Dev', { runtime: gvisor, containers: [CONTAINER] });
    expect(errorsOf(tenant)).toContain(
      "error ASB401 at research: the quota of namespace 'research' allows count/sandboxes.agents.x-k8s.io 30, and "
      + 'its objects may need 41: '
      + 'SandboxWarmPool pool 40, Sandbox dev 1; raise the quota, or lower replicas, the maximum of an autoscaler '
        + 'or the resources of containers',
    );
    expect(errorsOf(tenant)).toContain(
      'allows limits.cpu 80, and its objects may need 81: SandboxWarmPool pool 80, Sandbox dev 1',
    );
  });

  test('what fits exactly is fine, and what was patched counts as it is printed', () => {
    const { tenant, gvisor } = tenantOf({ quota: TenantQuota.of({ sandboxes: 4 }) });
    const pool = template(tenant, gvisor).addWarmPool('Pool', { replicas: 4 });
    expect(codesOf(tenant)).toEqual([]);
    ApiObject.of(pool).addJsonPatch(JsonPatch.replace('/spec/replicas', 5));
    expect(errorsOf(tenant)).toContain('may need 5: SandboxWarmPool pool 5');
  });

  test('fails if it is to be computed, and a template is elsewhere', () => {
    const { tenant } = tenantOf({ quota: TenantQuota.computed({ claims: 0 }) });
    const elsewhere = SandboxTemplate.fromSandboxTemplateName(tenant, 'Elsewhere', 'python');
    new WarmPool(tenant, 'Pool', { template: elsewhere, replicas: 2 });
    expect(errorsOf(tenant)).toContain(
      "error ASB402 at research: the quota of namespace 'research' cannot be computed: " +
        'SandboxTemplate python of SandboxWarmPool pool is not known here; give it with TenantQuota.of({ ... })',
    );
  });

  test('what cannot be proven to fit is a warning', () => {
    const { tenant } = tenantOf();
    const elsewhere = SandboxTemplate.fromSandboxTemplateName(tenant, 'Elsewhere', 'python');
    new WarmPool(tenant, 'Pool', { template: elsewhere, replicas: 2 });
    expect(findingsOf(tenant).map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning ASB403']);
  });
});

describe('limits', () => {
  test('are those of the props, and no default is above them', () => {
    const sizes = {
      maxContainerMemory: Size.gibibytes(8),
      maxContainerEphemeralStorage: Size.gibibytes(20),
      maxVolumeSize: Size.gibibytes(100),
    };
    const { tenant } = tenantOf({ maxContainerCpu: kplus.Cpu.millis(500), ...sizes });
    expect(find(printed(tenant), 'LimitRange').spec.limits).toEqual([
      {
        type: 'Container',
        defaultRequest: { cpu: '100m', memory: '256Mi' },
        default: { cpu: '500m', memory: '1Gi' },
        max: { 'cpu': '500m', 'memory': '8Gi', 'ephemeral-storage': '20Gi' },
      },
      { type: 'PersistentVolumeClaim', max: { storage: '100Gi' } },
    ]);
  });

  test('fails if a default is above the maximum', () => {
    expect(() =>
      tenantOf({ maxContainerMemory: Size.gibibytes(1), defaultResources: { memory: { limit: Size.gibibytes(2) } } }),
    ).toThrow(
      "'defaultResources' has 2Gi of memory, above the maximum of a container, 1Gi; lower it, or raise the maximum",
    );
  });
});

test('fails if a pod has a runtime that is not of the tenant', () => {
  const { app, tenant } = tenantOf();
  const kata = IsolatedRuntime.kataQemu(new Chart(app, 'other'), 'Kata');
  new Sandbox(tenant, 'Dev', { runtime: kata, containers: [CONTAINER] });
  expect(errorsOf(tenant)).toContain(
    "error ASB350 at research/Dev (Sandbox research/dev): spec.podTemplate.spec.runtimeClassName is 'kata-qemu', "
    + 'but by admission policy',
  );
});

test('a sandbox with default props is let in by all that a tenant has', () => {
  const { tenant, gvisor } = tenantOf({ registries: ['registry.example.com'] });
  new Sandbox(tenant, 'Dev', { runtime: gvisor, containers: [CONTAINER] });
  template(tenant, gvisor).addWarmPool('Pool');
  expect(findingsOf(tenant).filter(({ severity }) => severity === 'error')).toEqual([]);
  const { podTemplate } = find(printed(tenant), 'Sandbox').spec;
  expect(podSecurityViolations(podTemplate, { level: 'restricted', version: 'latest' })).toEqual([]);
});

test('fails if a tenant is in a tenant', () => {
  const { tenant, gvisor } = tenantOf();
  expect(() => new SandboxTenant(tenant, 'inner', { runtimes: [gvisor], quota: GENEROUS })).toThrow(
    "tenant 'research/inner' is in tenant 'research', and namespaces do not nest; create it beside, in the app",
  );
});

test('fails if two tenants have one namespace', () => {
  const { app, gvisor } = tenantOf({ createNamespace: false });
  expect(() => new SandboxTenant(app, 'sales', { namespace: 'research', runtimes: [gvisor], quota: GENEROUS }))
    .toThrow("tenants 'research' and 'sales' both have the namespace 'research'; give each its own");
});

test('fails if a tenant has the namespace of an install, whichever is first', () => {
  const { app, tenant } = tenantOf({ namespace: 'sandboxes' });
  new AgentSandbox(new Chart(app, 'system'), 'AgentSandbox', {
    version: AgentSandboxVersion.V1_0_5,
    namespace: 'sandboxes',
  });
  expect(errorsOf(tenant)).toContain("namespace 'sandboxes' is that of the controller; give the tenant one of its own");
});

test.each<[string, Partial<SandboxTenantProps>, RegExp]>([
  ['no runtime is allowed', { runtimes: [] }, /'runtimes' is empty/],
  [
    'a runtime is a text',
    { runtimes: untyped(['gvisor']) },
    /'runtimes' is \["gvisor"\]; give a list of IsolatedRuntimes/,
  ],
  ['the quota is none', { quota: untyped({ sandboxes: 4 }) }, /'quota' is {"sandboxes":4}; give TenantQuota\.of/],
  [
    'the namespace is one of Kubernetes',
    { namespace: 'kube-system' },
    /namespace 'kube-system' is that of Kubernetes itself; give the tenant one of its own/,
  ],
  ['the namespace is the default', { namespace: 'default' }, /namespace 'default' is that of Kubernetes itself/],
  [
    'the namespace is that of upstream',
    { namespace: 'agent-sandbox-system' },
    /namespace 'agent-sandbox-system' is that of the controller/,
  ],
  [
    'labels of the namespace are those that the tenant sets',
    { namespaceLabels: { 'pod-security.kubernetes.io/warn': 'baseline' } },
    /'namespaceLabels' has 'pod-security.kubernetes.io\/warn', which the tenant sets itself; use 'podSecurity'/,
  ],
  [
    'labels of all objects are those that the tenant sets',
    { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    /'labels' has 'pod-security.kubernetes.io\/enforce', which the tenant sets itself/,
  ],
  ['the namespace is malformed', { namespace: 'Research' }, /namespace 'Research' is not a DNS label/],
  [
    'the standard is none',
    { podSecurity: untyped('strict') },
    /'podSecurity' is 'strict'; give one of privileged, baseline, restricted/,
  ],
  [
    'the version of the standard is none',
    { podSecurityVersion: 'latest' },
    /'podSecurityVersion' 'latest' is not a minor; give/,
  ],
  [
    'labels are for a namespace that is not made',
    { createNamespace: false, namespaceLabels: { a: 'b' } },
    /'namespaceLabels' applies to the namespace, and 'createNamespace' is false/,
  ],
])('fails if %s', (_, props, message) => {
  expect(() => tenantOf(props)).toThrow(message);
});

test('fails if a quota bounds nothing, or an amount is malformed', () => {
  expect(() => TenantQuota.of({})).toThrow(
    'TenantQuota.of has no amounts; give at least one, or TenantQuota.none()',
  );
  expect(() => TenantQuota.of({ sandboxes: -1 })).toThrow("'sandboxes' is -1; give a whole number of at least 0");
  expect(() => TenantQuota.of({ cpu: untyped('4') })).toThrow(/'cpu' has '4'/);
  expect(() => TenantQuota.computed({ claims: 1.5 })).toThrow("'claims' is 1.5");
});

test('a quota says in words what it allows', () => {
  expect(String(TenantQuota.of({ sandboxes: 60, cpu: kplus.Cpu.units(4) }))).toBe(
    'at most 60 count/sandboxclaims.extensions.agents.x-k8s.io, 60 count/sandboxes.agents.x-k8s.io, 4 limits.cpu',
  );
  expect(String(TenantQuota.computed({ claims: 20 })))
    .toBe('as much as the objects of the tenant need, with room for 20 claims');
  expect(String(TenantQuota.none())).toBe('no quota');
});

test('fails if an untyped caller gives what has no members', () => {
  expect(() => TenantQuota.of(untyped(undefined))).toThrow(
    'the options of TenantQuota.of are undefined; give an object',
  );
  expect(() => TenantQuota.computed(untyped(4))).toThrow('the options of TenantQuota.computed are 4; give an object');
  expect(() => TenantQuota.of({ extendedResources: untyped(['nvidia.com/gpu']) }))
    .toThrow('\'extendedResources\' is ["nvidia.com/gpu"]; give an object');
  expect(() => tenantOf().tenant.permissions.grantClaim(untyped('eval-runner')))
    .toThrow("the subject of role 'claimer' is 'eval-runner'; give a ServiceAccount, a User or a Group of cdk8s-plus");
  expect(() => tenantOf({ labels: untyped({ tier: 1 }) })).toThrow("'labels' 'tier' has value 1");
});

test('props that are changed later change nothing', () => {
  const namespaceLabels: Record<string, string> = { tier: 'one' };
  const registries = ['registry.example.com'];
  const { tenant } = tenantOf({ namespaceLabels, registries });
  namespaceLabels.tier = 'two';
  registries.push('registry.evil.example');
  const text = JSON.stringify(printed(tenant));
  expect(text).toContain('"tier":"one"');
  expect(text).not.toContain('evil');
});

test.each([
  ['v0.2.1', ['agents.x-k8s.io/sandbox-name-hash', 'agents.x-k8s.io/pool']],
  ['v0.3.10', ['agents.x-k8s.io/sandbox-name-hash']],
])('pods of pools of %s may not ask for names either, also if the release is declared later', (release, keys) => {
  const app = new App();
  const runtime = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const tenant = new SandboxTenant(app, 'research', { runtimes: [runtime], quota: GENEROUS });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  template(tenant, runtime).addWarmPool('Pool');
  expect(codesOf(tenant)).not.toContain('ASB385');
  const { spec } = (printed(tenant) as any[]).find(({ metadata }) => metadata.name === 'allow-dns');
  expect(spec.podSelector).toEqual({ matchExpressions: keys.map((key) => ({ key, operator: 'DoesNotExist' })) });
});

test('a claim that no pool serves counts in a quota by default', () => {
  const { tenant } = tenantOf({ quota: TenantQuota.of({ sandboxes: 7 }) });
  expect(find(printed(tenant), 'ResourceQuota', 'sandbox-quota').spec.hard).toMatchObject({
    'count/sandboxclaims.extensions.agents.x-k8s.io': '7',
  });
});

test('extended resources that the quota counts are allowed, others are not', () => {
  const { tenant, gvisor } = tenantOf({
    quota: TenantQuota.of({ sandboxes: 7, extendedResources: { 'nvidia.com/gpu': 1, 'amd.com/gpu': 0 } }),
  });
  const pod = (id: string, resource: string) => new Sandbox(tenant, id, {
    runtime: gvisor,
    containers: [{ ...CONTAINER, name: 'main' }],
    containerOptions: { main: { resources: { limits: { [resource]: k8s.Quantity.fromString('1') } } } },
  });
  pod('Nvidia', 'nvidia.com/gpu');
  expect(codesOf(tenant)).toEqual([]);
  pod('Amd', 'amd.com/gpu');
  expect(codesOf(tenant)).toContain('ASB381');
});
