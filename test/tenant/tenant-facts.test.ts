import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, EgressDestination, Finding, Findings, ImportedTenant, IsolatedRuntime,
  Sandbox, SandboxApp, SandboxCluster, SandboxEgress, SandboxPriorityClass, SandboxTemplate, SandboxTenant,
  SandboxTenantProps, TaintEffect, TenantFacts, TenantQuota,
} from '../../src';
import { Loose } from '../support/install';
import { codesOf, CONTAINER, errorsOf, findingsOf, printed, untyped } from '../support/workloads';

/** The app of a platform with a tenant. */
function platform(props: Partial<SandboxTenantProps> = {}, version = AgentSandboxVersion.V1_0_5) {
  const app = new SandboxApp({ outdir: mkdtempSync(join(tmpdir(), 'facts-')) });
  SandboxCluster.declare(app, { version, kubernetesVersion: '1.36' });
  const chart = new Chart(app, 'platform');
  const gvisor = IsolatedRuntime.gvisor(chart, 'Gvisor', {
    nodeSelector: { pool: 'sandboxes' },
    tolerations: [{ key: 'sandboxes', effect: TaintEffect.NO_SCHEDULE }],
    overhead: { cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(120) },
  });
  const tenant = new SandboxTenant(app, 'research', {
    runtimes: [gvisor],
    guardrailChart: new Chart(app, 'guardrails'),
    quota: TenantQuota.of({ sandboxes: 10, memory: Size.gibibytes(64) }),
    registries: ['registry.example.com'],
    maxContainerMemory: Size.gibibytes(8),
    maxPoolReplicas: 8,
    ...props,
  });
  return { app, chart, gvisor, tenant };
}

/** The app of the team of a tenant. */
function team(facts: TenantFacts = platform().tenant.facts) {
  const app = new SandboxApp();
  return { app, tenant: SandboxTenant.fromTenantFacts(app, 'research', facts) };
}

/** A template in a tenant of either app. */
function template(tenant: Chart & { readonly runtimes: SandboxTenant['runtimes'] }, props: Loose = {}) {
  return new SandboxTemplate(tenant, 'Python', { runtime: tenant.runtimes[0], containers: [CONTAINER], ...props });
}

describe('facts', () => {
  test('are small, the same each time, and read back', () => {
    const one = platform().tenant.facts.toJson();
    expect(platform().tenant.facts.toJson()).toBe(one);
    expect(TenantFacts.fromJson(one).toJson()).toBe(one);
    expect(one.length).toBeLessThan(8000);
    expect(JSON.parse(one)).toMatchSnapshot();
  });

  test('are written by the synthesis of a SandboxApp', () => {
    const { app, tenant } = platform({ factsFile: 'facts/research.json' });
    app.synth();
    const path = join(app.outdir, 'facts/research.json');
    expect(readFileSync(path, 'utf8')).toBe(tenant.facts.toJson());
    expect(TenantFacts.fromFile(path).namespaceName).toBe('research');
    expect(String(TenantFacts.fromFile(path))).toBe("tenant 'research' of v1.0.5");
  });

  test('are written where they are told', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'facts-')), 'deep/research.json');
    platform().tenant.facts.writeTo(path);
    expect(TenantFacts.fromFile(path).release).toBe('v1.0.5');
  });

  test.each(['research.json', '/facts/research.json', '../facts/research.json', 'facts/research.txt'])(
    'fails if the file is %s', (factsFile) => {
      expect(() => platform({ factsFile })).toThrow(`research: 'factsFile' is '${factsFile}'; give the path of a JSON`);
    });

  test('fails if nothing would write the file, or two tenants write one', () => {
    const app = new App();
    const runtimes = [IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor')];
    const props = { runtimes, quota: TenantQuota.none(), factsFile: 'facts/a.json' };
    expect(() => new SandboxTenant(app, 'a', props)).toThrow("a: 'factsFile' is written by a SandboxApp");
    const { app: other, gvisor } = platform({ factsFile: 'facts/a.json' });
    expect(() => new SandboxTenant(other, 'b', { ...props, runtimes: [gvisor] }))
      .toThrow("b: 'factsFile' is 'facts/a.json', which another tenant writes");
  });

  test('of a computed quota are warned of', () => {
    const computed = TenantQuota.computed({ claims: 3 });
    expect(codesOf(platform({ factsFile: 'facts/a.json', quota: computed }).app)).toEqual(['ASB420']);
    expect(codesOf(platform({ quota: computed }).app)).toEqual([]);
    expect(codesOf(platform({ factsFile: 'facts/a.json' }).app)).toEqual([]);
  });

  const ONE = JSON.parse(platform().tenant.facts.toJson()) as Loose;

  /** What is said of facts with a change. */
  function saidOf(change: (facts: Loose) => void): string {
    const path = join(mkdtempSync(join(tmpdir(), 'facts-')), 'bad.json');
    const facts = JSON.parse(JSON.stringify(ONE)) as Loose;
    change(facts);
    writeFileSync(path, JSON.stringify(facts));
    try {
      TenantFacts.fromFile(path);
      return '';
    } catch (error) {
      return (error as Error).message.replace(path, 'bad.json');
    }
  }

  test.each<[string, (facts: Loose) => void, string]>([
    ['are of a newer format', (facts) => { facts.tenantFacts = 3; },
      "bad.json: 'tenantFacts' is 3, and format 2 is known here; use the version of cdk8s-agent-sandbox that wrote it"],
    ['have no format', (facts) => { delete facts.tenantFacts; }, "no facts of a tenant: it has no 'tenantFacts'"],
    ['lack a field', (facts) => { delete facts.quota; }, 'bad.json: quota: '],
    ['lack a field within', (facts) => { delete facts.admission.runtimes; }, 'bad.json: admission.runtimes: '],
    ['have a rule that is not known here', (facts) => { facts.admission.maxThreads = 3; }, "no field 'maxThreads'"],
    ['have a quantity of words', (facts) => { facts.quota.hard.pods = 'many'; }, 'bad.json: quota.hard.pods: '],
    ['name no namespace', (facts) => { facts.namespace = 'A b'; }, 'bad.json: namespace: '],
    ['have no runtime', (facts) => { facts.runtimes = []; }, 'bad.json: runtimes: '],
  ])('fail if they %s', (_, change, said) => {
    expect(saidOf(change)).toContain(said);
  });

  test('fail if every field is of another type, each named', () => {
    const leaves = (value: Loose, path: string[] = []): string[][] => (
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
        ? Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
        : [path]);
    for (const path of leaves(ONE)) {
      if (path[0] === 'tenantFacts') { continue; }
      const said = saidOf((facts) => {
        const parent = path.slice(0, -1).reduce((at, key) => at[key], facts);
        parent[path[path.length - 1]] = typeof parent[path[path.length - 1]] === 'string' ? 7 : 'seven';
      });
      expect([path, said]).toEqual([path, expect.stringContaining(path[path.length - 1])]);
    }
  });

  test('fail if they cannot be read', () => {
    expect(() => TenantFacts.fromFile('/nowhere.json')).toThrow(/^\/nowhere\.json: cannot be read: /);
    expect(() => TenantFacts.fromFile(untyped(null))).toThrow('the path of the facts is null; give that of the file');
    expect(() => TenantFacts.fromJson('{')).toThrow(/^the facts of the tenant: no JSON: /);
    expect(() => TenantFacts.fromJson('null')).toThrow("it has no 'tenantFacts'");
    expect(() => SandboxTenant.fromTenantFacts(new App(), 'research', untyped('research.json')))
      .toThrow("research: 'facts' is 'research.json'; give TenantFacts.fromFile(...)");
  });
});

describe('the app of a team', () => {
  test('prints what the team makes, for the cluster of the platform, and no guardrail', () => {
    const { app, tenant } = team();
    template(tenant).addWarmPool('Pool', { replicas: 4 });
    expect(codesOf(app)).toEqual([]);
    expect(printed(tenant).map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`))
      .toEqual(['SandboxTemplate research/python', 'SandboxWarmPool research/pool']);
    expect(SandboxCluster.of(tenant).version?.id).toBe('v1.0.5');
    expect(SandboxCluster.of(tenant).kubernetesVersion).toBe('1.36');
    expect([tenant.namespaceName, tenant.serviceAccountName]).toEqual(['research', 'sandbox']);
    expect(tenant.runtime('gvisor')).toBe(tenant.runtimes[0]);
    expect(() => tenant.runtime('gvisr'))
      .toThrow("research: tenant 'research' has no runtime 'gvisr'; did you mean 'gvisor'? known: gvisor");
  });

  test('prints the same objects as the app of the platform', () => {
    const claimDefaults = { ttlAfterFinished: Duration.hours(1), shutdownPolicy: ClaimShutdownPolicy.DELETE };
    const one = platform({ labels: { team: 'research' }, claimDefaults }).tenant;
    const other = team(TenantFacts.fromJson(one.facts.toJson())).tenant;
    for (const tenant of [one, other]) {
      template(tenant, { egress: SandboxEgress.internetOnly() }).addWarmPool('Pool', { replicas: 4 }).addClaim('Claim');
    }
    expect(printed(other)).toEqual(printed(one));
  });

  type Tenant = Chart & { readonly runtimes: SandboxTenant['runtimes'] };

  /** What the app of the platform and that of the team find in the same objects. */
  function both(make: (tenant: Tenant) => void, props: Partial<SandboxTenantProps>): Finding[][] {
    const one = platform(props);
    const other = team(TenantFacts.fromJson(one.tenant.facts.toJson()));
    return [one, other].map(({ app, tenant }) => {
      make(tenant);
      return findingsOf(app);
    });
  }

  const container = (props: object) => ({ containers: [{ ...CONTAINER, ...props }] });
  const high = (scope: Chart) => new SandboxPriorityClass(new Chart(scope.node.root as App, 'p'), 'High', { value: 9 });

  test.each<[string, string[], (tenant: Tenant) => void, Partial<SandboxTenantProps>?]>([
    ['a foreign registry', ['ASB364'], (tenant) => { template(tenant, container({ image: 'evil.example/a:3' })); }],
    ['an image without its digest', ['ASB365'], (tenant) => { template(tenant); }, { requireDigests: true }],
    ['another runtime', ['ASB350'], (tenant) => {
      template(tenant, { runtime: IsolatedRuntime.fromRuntimeClassName(tenant, 'Runc', 'runc') });
    }],
    ['more sandboxes than the quota', ['ASB401'], (tenant) => {
      const python = template(tenant);
      python.addWarmPool('One', { replicas: 6 });
      python.addWarmPool('Two', { replicas: 6 });
    }],
    ['more memory than the quota', ['ASB401'], (tenant) => {
      template(tenant, container({ resources: { memory: { limit: Size.gibibytes(8) } } }))
        .addWarmPool('Pool', { replicas: 8 });
    }],
    ['a larger container', ['ASB367'], (tenant) => {
      template(tenant, container({ resources: { memory: { limit: Size.gibibytes(16) } } }));
    }],
    ['a larger pool', ['ASB369', 'ASB401'], (tenant) => { template(tenant).addWarmPool('Pool', { replicas: 12 }); }],
    ['another account', ['ASB375'], (tenant) => {
      template(tenant, {
        serviceAccount: kplus.ServiceAccount.fromServiceAccountName(tenant, 'Admin', 'admin'),
      });
    }],
    ['a priority', ['ASB243', 'ASB388'], (tenant) => { template(tenant, { priorityClassName: 'platform' }); }],
    ['pods that no quota of a priority counts', ['ASB434'], (tenant) => {
      template(tenant).addWarmPool('Pool', { replicas: 2 });
    }, { quota: TenantQuota.of({ sandboxes: 9, byPriority: [{ priorityClass: high(platform().chart), pods: 3 }] }) }],
    ['nothing in what is allowed', [], (tenant) => { template(tenant).addWarmPool('Pool', { replicas: 8 }); }],
  ])('finds %s, as that of the platform does', (_, codes, make, props = {}) => {
    const [one, other] = both(make, props);
    expect([...new Set(other.map(({ code }) => code))].sort()).toEqual(codes);
    const said = (all: Finding[]) => all.map(({ code, severity, message, object }) => ({
      code, severity, message, object,
    }));
    expect(said(other)).toEqual(said(one));
  });

  test.each<[string, string, (app: App, tenant: ImportedTenant) => void]>([
    ['another namespace', 'ASB417', (_, tenant) => {
      template(tenant, { metadata: { namespace: 'other' } });
    }],
    ['another namespace by a patch', 'ASB417', (_, tenant) => {
      ApiObject.of(template(tenant)).addJsonPatch(JsonPatch.replace('/metadata/namespace', 'other'));
    }],
    ['another namespace by a chart', 'ASB417', (app) => {
      new Sandbox(new Chart(app, 'other', { namespace: 'other' }), 'Dev', { containers: [CONTAINER] });
    }],
    ['no namespace', 'ASB417', (app) => { new Sandbox(new Chart(app, 'bare'), 'Dev', { containers: [CONTAINER] }); }],
    ...[
      ['v1', 'ResourceQuota'], ['v1', 'LimitRange'], ['v1', 'Namespace'], ['v1', 'ServiceAccount'], ['v1', 'Secret'],
      ['v1', 'Pod'], ['apps/v1', 'Deployment'], ['networking.k8s.io/v1', 'NetworkPolicy'],
      ['rbac.authorization.k8s.io/v1', 'Role'], ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
      ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
      ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
      ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'],
      ['evil.example/v1', 'Sandbox'],
    ].map(([apiVersion, kind]): [string, string, (app: App, tenant: ImportedTenant) => void] => [
      `a ${kind} of ${apiVersion}`, 'ASB418', (_, tenant) => { new ApiObject(tenant, 'Own', { apiVersion, kind }); },
    ]),
    ['a kind by a patch', 'ASB418', (_, tenant) => {
      const map = new ApiObject(tenant, 'Map', { apiVersion: 'v1', kind: 'ConfigMap' });
      map.addJsonPatch(JsonPatch.replace('/kind', 'ResourceQuota'));
    }],
    ['a tenant of its own', 'ASB418', (app, tenant) => {
      new SandboxTenant(app, 'mine', { runtimes: tenant.runtimes, quota: TenantQuota.none() });
    }],
  ])('fails if it has %s', (_, code, make) => {
    const { app, tenant } = team();
    make(app, tenant);
    expect(codesOf(app)).toContain(code);
    expect(errorsOf(app)).toContain(code);
  });

  test('fails if a template opens a wider network than its account may', () => {
    const wide = { egress: SandboxEgress.to([EgressDestination.cidr('10.0.0.0/8')]) };
    const policies = { apiGroup: 'networking.k8s.io', kind: 'NetworkPolicy', resource: 'networkpolicies' };
    const allowed: Array<Partial<SandboxTenantProps>> = [
      {}, { deployedKinds: [policies] }, { maxEgress: wide.egress },
    ];
    const found = allowed.map((props) => {
      const { app, tenant } = team(platform(props).tenant.facts);
      template(tenant, wide);
      return findingsOf(app).map(({ code, severity }) => `${severity} ${code}`);
    });
    expect(found).toEqual([['error ASB383'], [], []]);
  });

  test('may have the kinds that the platform lets it deploy', () => {
    const scaled = { apiGroup: 'keda.sh', kind: 'ScaledObject', resource: 'scaledobjects' };
    const { app, tenant } = team(platform({ deployedKinds: [scaled] }).tenant.facts);
    const spec = { scaleTargetRef: { name: 'pool' }, triggers: [] };
    new ApiObject(tenant, 'Scale', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec });
    new ApiObject(tenant, 'Map', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(codesOf(app)).toEqual([]);
  });

  test('fails if it is written for another cluster', () => {
    const { facts } = platform().tenant;
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_5_6, kubernetesVersion: '1.35' });
    SandboxTenant.fromTenantFacts(app, 'research', facts);
    expect(findingsOf(app).map(({ code, message }) => `${code} ${message}`)).toEqual([
      "ASB419 the cluster of this app is not that of tenant 'research' by its facts: release v0.5.6 here and v1.0.5 "
        + 'there, Kubernetes 1.35 here and 1.36 there',
    ]);
  });

  test('may refer to several tenants of a cluster, each once', () => {
    const { app, tenant } = team();
    const other = SandboxTenant.fromTenantFacts(app, 'other', platform({ namespace: 'other' }).tenant.facts);
    for (const each of [tenant, other]) { template(each).addWarmPool('Pool', { replicas: 8 }); }
    expect(codesOf(app)).toEqual([]);
    expect(() => SandboxTenant.fromTenantFacts(tenant, 'inner', tenant.facts))
      .toThrow("tenant 'research/inner' is in tenant 'research', and namespaces do not nest");
  });

  test.each([['another release', AgentSandboxVersion.V1_0_4], ['the same release', AgentSandboxVersion.V1_0_5]])(
    'may refer to its tenant in several clusters, by the facts of each: %s', (_, version) => {
      const { app, tenant } = team();
      const { facts } = platform({ maxPoolReplicas: 6 }, version).tenant;
      const other = SandboxTenant.fromTenantFacts(app, 'production', facts);
      for (const each of [tenant, other]) { template(each).addWarmPool('Pool', { replicas: 8 }); }
      expect(Findings.of(app).list().map(({ code, path }) => `${code} ${path}`)).toEqual([
        'ASB369 production/Python/Pool',
      ]);
      expect([tenant, other].map((each) => SandboxCluster.of(each).version?.id)).toEqual(['v1.0.5', version.id]);
    });

  test('has findings of a bare sandbox as the app of the platform has: the default deny is known', () => {
    const { app, tenant } = team();
    new Sandbox(tenant, 'Dev', { runtime: tenant.runtimes[0], containers: [CONTAINER] });
    expect(Findings.of(app).list().map(({ code }) => code)).toEqual([]);
  });

  test.each(AgentSandboxVersion.values().map((version) => [version.id, version] as const))(
    'is judged by the facts of %s', (_, version) => {
      const { app, tenant } = team(platform({}, version).tenant.facts);
      new Sandbox(tenant, 'Dev', { runtime: tenant.runtimes[0], containers: [{ image: 'evil.example/a:1' }] });
      expect(codesOf(app)).toContain('ASB364');
      expect(SandboxCluster.of(tenant).version?.id).toBe(version.id);
    });

  test.each<[string, object]>([
    ['a quota', { kind: 'ResourceQuota', resource: 'resourcequotas' }],
    ['a role', { apiGroup: 'rbac.authorization.k8s.io', kind: 'RoleBinding', resource: 'rolebindings' }],
    ['a kind of the cluster', { kind: 'Namespace', resource: 'namespaces' }],
    ['a malformed kind', { kind: 'scaled object', resource: 'x' }],
    ['a malformed resource', { kind: 'ScaledObject', resource: 'Scaled/Objects' }],
    ['a malformed group', { apiGroup: 'A B', kind: 'ScaledObject', resource: 'scaledobjects' }],
  ])('fails if a platform lets it deploy %s', (_, kind) => {
    expect(() => platform({ deployedKinds: [untyped(kind)] })).toThrow(/deployedKinds\[0\]/);
  });
});
