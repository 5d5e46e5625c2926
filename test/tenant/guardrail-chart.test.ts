import { App, Chart, Size, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, SandboxApp, SandboxCluster, SandboxPriorityClass, SandboxTemplate,
  SandboxTenant, SandboxTenantProps, TenantQuota,
} from '../../src';
import { Loose } from '../support/install';
import { codesOf, CONTAINER, printed } from '../support/workloads';

/** An app with a chart for guardrails. */
function appOf(app: App = new SandboxApp()) {
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, kubernetesVersion: '1.36' });
  const platform = new Chart(app, 'platform');
  const guardrails = new Chart(app, 'guardrails', { labels: { layer: 'guardrails' } });
  const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
  const tenant = (id: string, props: Partial<SandboxTenantProps> = {}) => new SandboxTenant(app, id, {
    runtimes: [gvisor], quota: TenantQuota.of({ sandboxes: 10 }), guardrailChart: guardrails, ...props,
  });
  return { app, platform, guardrails, gvisor, tenant };
}

/** An object by its kind, namespace and name. */
const nameOf = ({ kind, metadata: { namespace, name } }: Loose) => `${kind} ${namespace ?? ''}/${name}`;

const namesIn = (chart: Chart) => printed(chart).map(nameOf).sort();

test('the guardrails of tenants are in one chart, and what is created in a tenant is in its own', () => {
  const { guardrails, gvisor, tenant } = appOf();
  const high = new SandboxPriorityClass(guardrails, 'High', { value: 100 });
  const quota = TenantQuota.of({
    sandboxes: 5, memory: Size.gibibytes(64), byPriority: [{ priorityClass: high, pods: 3 }],
  });
  const [one, other] = [tenant('one', { quota, labels: { team: 'one' } }), tenant('other')];
  one.permissions.grantOperate(kplus.Group.fromName(one, 'People', 'people'));
  new SandboxTemplate(one, 'Python', { runtime: gvisor, containers: [CONTAINER] }).addWarmPool('Pool');

  expect(namesIn(one)).toEqual(['SandboxTemplate one/python', 'SandboxWarmPool one/pool']);
  expect(namesIn(other)).toEqual([]);
  const all = printed(guardrails) as Loose[];
  for (const namespace of ['one', 'other']) {
    expect(all.map(nameOf)).toEqual(expect.arrayContaining([
      `Namespace /${namespace}`, `NetworkPolicy ${namespace}/deny-all`, `NetworkPolicy ${namespace}/allow-dns`,
      `LimitRange ${namespace}/sandbox-limits`, `ResourceQuota ${namespace}/sandbox-quota`,
      `ResourceQuota ${namespace}/no-system-priority`, `ServiceAccount ${namespace}/sandbox`,
      `Role ${namespace}/sandbox-operator`,
    ]));
  }
  expect(all.map(nameOf)).toEqual(expect.arrayContaining([
    'ResourceQuota one/priority-high', 'ResourceQuota one/no-other-priority', 'RoleBinding one/sandbox-operator',
  ]));
  const mine = all.filter(({ kind, metadata: { namespace } }) => namespace === 'one' || kind === 'Namespace');
  for (const { kind, metadata } of mine) {
    expect([kind, metadata.name, metadata.labels]).toEqual([kind, metadata.name, expect.objectContaining({
      layer: 'guardrails', ...(metadata.name !== 'other' && { team: 'one' }),
    })]);
  }
});

test('what a tenant prints is the same with and without a chart for its guardrails, but for where', () => {
  const withOne = appOf();
  const without = appOf();
  const quota = TenantQuota.computed({ claims: 3 });
  const tenants = [
    withOne.tenant('one', { quota, admissionChart: withOne.platform }),
    without.tenant('one', { quota, admissionChart: without.platform, guardrailChart: undefined }),
  ];
  for (const each of tenants) {
    each.permissions.grantView(kplus.Group.fromName(each, 'People', 'people'));
    new SandboxTemplate(each, 'Python', { runtime: withOne.gvisor, containers: [CONTAINER] })
      .addWarmPool('Pool', { replicas: 4 });
  }
  const objects = (charts: Chart[]) => charts.flatMap((chart) => printed(chart) as Loose[])
    .map(({ metadata: { labels: { layer: _, ...labels } = {}, ...metadata }, ...rest }) => ({
      ...rest, metadata: { ...metadata, labels },
    }))
    .sort((a: Loose, b: Loose) => (nameOf(a) < nameOf(b) ? -1 : 1));
  expect(objects([withOne.guardrails, tenants[0]])).toEqual(objects([tenants[1]]));
});

test('the chart of the guardrails is applied first', () => {
  const app = new SandboxApp({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
  const { guardrails, tenant } = appOf(app);
  const one = tenant('one');
  expect(one.node.dependencies).toContain(guardrails);
  expect(app.charts.indexOf(guardrails)).toBeLessThan(app.charts.indexOf(one));
});

test('objects of a tenant are judged by its guardrails, wherever these are', () => {
  const { app, gvisor, tenant } = appOf();
  const one = tenant('one', { registries: ['registry.example.com'] });
  new SandboxTemplate(one, 'Python', {
    runtime: gvisor, containers: [{ ...CONTAINER, image: 'evil.example/python:3' }],
  }).addWarmPool('Pool', { replicas: 11 });
  expect(codesOf(app)).toEqual(expect.arrayContaining(['ASB364', 'ASB401']));
});

test('a tenant may be in a chart that is no tenant', () => {
  const { platform, tenant, gvisor } = appOf();
  const inner = new SandboxTenant(platform, 'inner', { runtimes: [gvisor], quota: TenantQuota.none() });
  expect(() => new SandboxTenant(inner, 'nested', { runtimes: [gvisor], quota: TenantQuota.none() }))
    .toThrow("tenant 'platform/inner/nested' is in tenant 'platform/inner', and namespaces do not nest");
  expect(printed(tenant('one'))).toEqual([]);
});

test('a guardrail chart in a tenant, above it or of another cluster is refused', () => {
  const { app, platform, guardrails, tenant } = appOf();
  const one = tenant('one');
  expect(() => tenant('two', { guardrailChart: one }))
    .toThrow("two: 'guardrailChart' is 'one', which is of tenant 'one'; give a chart that no tenant changes");
  expect(() => new SandboxTenant(guardrails, 'three', {
    runtimes: one.runtimes, quota: TenantQuota.none(), guardrailChart: guardrails,
  })).toThrow("guardrails/three: 'guardrailChart' is 'guardrails', which holds the tenant");
  SandboxCluster.declare(platform, { version: AgentSandboxVersion.V0_5_6 });
  expect(() => tenant('four', { guardrailChart: platform }))
    .toThrow("four: 'guardrailChart' is 'platform', which goes to another cluster than the tenant");
  expect(() => tenant('five', { guardrailChart: app as never })).toThrow(/^five: 'guardrailChart' is .*a Chart/);
});
