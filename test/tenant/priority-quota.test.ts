import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster, SandboxPriorityClass, SandboxTenant, TenantQuota,
  TenantQuotaOptions,
} from '../../src';
import { Loose } from '../support/install';
import { codesOf, CONTAINER, linesOf, untyped } from '../support/workloads';

function tenantWith(quota: (gold: SandboxPriorityClass) => TenantQuota) {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const platform = new Chart(app, 'platform');
  const gold = new SandboxPriorityClass(platform, 'Gold', { value: 1000 });
  const runtime = IsolatedRuntime.fromRuntimeClassName(platform, 'Gvisor', 'gvisor');
  const tenant = new SandboxTenant(app, 'research', { runtimes: [runtime], quota: quota(gold) });
  const sandbox = (id: string, priorityClassName?: string) => new Sandbox(tenant, id, {
    containers: [CONTAINER], runtime, ...(priorityClassName !== undefined && { priorityClassName }),
  });
  return { tenant, sandbox };
}

const quotasOf = (tenant: SandboxTenant) => Object.fromEntries(
  (tenant.toJson() as Loose[]).filter(({ kind }) => kind === 'ResourceQuota')
    .map(({ metadata, spec }) => [metadata.name, spec]),
);
const byGold = (more: Partial<TenantQuotaOptions> = {}, pods = 2) => (gold: SandboxPriorityClass) => TenantQuota.of({
  byPriority: [{ priorityClass: gold, pods, requestedCpu: kplus.Cpu.units(8) }], ...more,
});

test('each class has a quota, no other is let in, and those of Kubernetes stay refused', () => {
  const { tenant } = tenantWith(byGold({ sandboxes: 10 }));
  const scope = (operator: string, values: string[]) => ({
    matchExpressions: [{ scopeName: 'PriorityClass', operator, values }],
  });
  const quotas = quotasOf(tenant);
  expect(Object.keys(quotas)).toEqual([
    'no-system-priority', 'sandbox-quota', 'priority-gold', 'no-other-priority',
  ]);
  expect(quotas['priority-gold']).toEqual({
    hard: { 'pods': '2', 'requests.cpu': '8' }, scopeSelector: scope('In', ['gold']),
  });
  expect(quotas['no-other-priority']).toEqual({ hard: { pods: '0' }, scopeSelector: scope('NotIn', ['gold']) });
  expect(quotas['no-system-priority']).toMatchObject({ hard: { pods: '0' } });
});

test('the admission policy lets pods name the classes of the quota, and no other', () => {
  const { tenant, sandbox } = tenantWith(byGold());
  sandbox('Fine', 'gold');
  expect(codesOf(tenant)).not.toContain('ASB388');
  sandbox('Bad', 'silver');
  expect(codesOf(tenant)).toContain('ASB388');
});

test('other classes are let in if that is asked for', () => {
  const { tenant } = tenantWith(byGold({ allowOtherPriorities: true }));
  expect(Object.keys(quotasOf(tenant))).toEqual(['no-system-priority', 'priority-gold']);
});

test('pods beyond the quota of their class are an error', () => {
  const { tenant, sandbox } = tenantWith(byGold());
  sandbox('A', 'gold');
  sandbox('B', 'gold');
  expect(codesOf(tenant).filter((code) => code.startsWith('ASB4'))).toEqual([]);
  sandbox('C', 'gold');
  expect(linesOf(tenant).join('\n')).toMatch(/ASB406 .*ResourceQuota 'priority-gold' allows pods 2.*may need 3/);
});

test('ASB434: a pod that names no class is refused', () => {
  const { tenant, sandbox } = tenantWith(byGold());
  sandbox('A', 'gold');
  sandbox('B');
  expect(linesOf(tenant).join('\n')).toMatch(/ASB434 .*lets in pods of priority class 'gold' alone.*Sandbox b/);
});

test('ASB434: quotas for classes alone count no other pod, and a quota for all counts them', () => {
  const open = tenantWith(byGold({ allowOtherPriorities: true }));
  open.sandbox('A', 'gold');
  open.sandbox('B');
  expect(linesOf(open.tenant).join('\n')).toMatch(/ASB434 .*none counts the pods of Sandbox b/);
  const bounded = tenantWith(byGold({ allowOtherPriorities: true, pods: 5 }));
  bounded.sandbox('A', 'gold');
  bounded.sandbox('B');
  expect(codesOf(bounded.tenant)).not.toContain('ASB434');
});

test('the quota in words', () => {
  tenantWith((gold) => {
    const quota = TenantQuota.of({ pods: 9, byPriority: [{ priorityClass: gold, pods: 2 }] });
    expect(String(quota)).toBe("at most 9 pods, and 2 pods of priority 'gold'");
    return quota;
  });
});

const gold = { priorityClassName: 'gold' };
test.each<[unknown, string]>([
  [{ byPriority: [] }, "'byPriority' is []; give a list of one quota or more"],
  [{ byPriority: [{ priorityClass: 'gold', pods: 1 }] }, "'byPriority[0].priorityClass' is 'gold'"],
  [{ byPriority: [{ priorityClass: gold }] }, "'byPriority[0]' has no amount"],
  [{ byPriority: [{ priorityClass: gold, pods: 1 }, { priorityClass: gold, pods: 2 }] },
    "two quotas of priority class 'gold'"],
  [{ byPriority: [null] }, "'byPriority[0].priorityClass' is undefined"],
  [{ pods: 1, allowOtherPriorities: true }, "'allowOtherPriorities' is about classes besides"],
])('fails if the options are %j', (options, message) => {
  expect(() => TenantQuota.of(untyped(options))).toThrow(message);
});
