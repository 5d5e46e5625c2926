import { Chart, Duration } from 'cdk8s';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, IsolatedRuntime, SandboxCluster, SandboxClaimOptions, SandboxTemplate,
  SandboxTenant, SandboxTenantProps, TenantQuota,
} from '../../src';
import { chartOf, codesOf, errorsOf, POD, specOf, untyped } from '../support/workloads';

const { V0_1_0, V0_4_0, V0_4_6, LATEST } = AgentSandboxVersion;
const DEFAULTS = { ttlAfterFinished: Duration.minutes(30), shutdownPolicy: ClaimShutdownPolicy.DELETE };
const AT = '2027-01-31T18:00:00Z';

/** A tenant with a claim. */
function tenantWith(
  props: Partial<SandboxTenantProps>, options: SandboxClaimOptions = {}, version = LATEST, isBeside = false,
) {
  const platform = chartOf(version);
  const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
  const tenant = new SandboxTenant(platform.node.root as never, 'evals', {
    runtimes: [gvisor], quota: TenantQuota.none(), ...props,
  });
  const chart = isBeside ? new Chart(platform.node.root, 'beside', { namespace: 'evals' }) : tenant;
  const pod = { ...POD, runtime: gvisor, restartPolicy: untyped<never>('Never') };
  const claim = new SandboxTemplate(chart, 'Python', pod).addWarmPool('Pool').addClaim('Nightly', options);
  return { tenant, claim };
}

const lifecycleOf = (...given: Parameters<typeof tenantWith>) => specOf(tenantWith(...given).claim).lifecycle;

describe('the defaults of a tenant', () => {
  test('are those of claims of its namespace, in its chart or beside it', () => {
    const both = { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 1800 };
    expect(lifecycleOf({ claimDefaults: DEFAULTS })).toEqual(both);
    expect(lifecycleOf({ claimDefaults: DEFAULTS }, {}, LATEST, true)).toEqual(both);
    expect(lifecycleOf({ namespace: 'other', claimDefaults: DEFAULTS }, {}, LATEST, true)).toEqual(
      { shutdownPolicy: 'Retain' },
    );
  });

  test('give way to what a claim says', () => {
    expect(lifecycleOf({ claimDefaults: DEFAULTS }, { ttlAfterFinished: Duration.hours(2) })).toEqual(
      { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 7200 },
    );
    expect(lifecycleOf({ claimDefaults: DEFAULTS }, { shutdownPolicy: ClaimShutdownPolicy.RETAIN })).toEqual(
      { shutdownPolicy: 'Retain', ttlSecondsAfterFinished: 1800 },
    );
    expect(lifecycleOf({ claimDefaults: DEFAULTS }, { shutdownTime: AT })).toEqual(
      { shutdownTime: AT, shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 1800 },
    );
  });

  test('with a policy alone are about claims that end', () => {
    const claimDefaults = { shutdownPolicy: ClaimShutdownPolicy.DELETE };
    expect(lifecycleOf({ claimDefaults })).toEqual({ shutdownPolicy: 'Retain' });
    expect(lifecycleOf({ claimDefaults }, { shutdownTime: AT })).toEqual(
      { shutdownTime: AT, shutdownPolicy: 'Delete' },
    );
  });

  test.each([
    [V0_1_0, undefined],
    [V0_4_0, { shutdownPolicy: 'Retain' }],
    [V0_4_6, { shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 1800 }],
  ])('leave out what %s does not have', (version, lifecycle) => {
    const { tenant, claim } = tenantWith({ claimDefaults: DEFAULTS }, {}, version);
    expect(specOf(claim).lifecycle).toEqual(lifecycle);
    expect(errorsOf(tenant)).toBe('');
  });

  test('of one cluster are not those of another', () => {
    const { tenant } = tenantWith({ claimDefaults: DEFAULTS });
    const staging = new Chart(tenant.node.root, 'staging', { namespace: 'evals' });
    SandboxCluster.declare(staging, { version: LATEST });
    const claim = new SandboxTemplate(staging, 'Python', POD).addWarmPool('Pool').addClaim('Nightly');
    expect(specOf(claim).lifecycle).toEqual({ shutdownPolicy: 'Retain' });
  });

  test('are enough for what the tenant requires, which refuses a claim that says otherwise', () => {
    const props = { claimDefaults: DEFAULTS, maxTimeToLive: Duration.hours(1), requireClaimDeletion: true };
    expect(errorsOf(tenantWith(props).tenant)).toBe('');
    expect(codesOf(tenantWith(props, { ttlAfterFinished: Duration.hours(2) }).tenant)).toContain('ASB393');
    expect(codesOf(tenantWith(props, { shutdownPolicy: ClaimShutdownPolicy.RETAIN }).tenant)).toContain('ASB394');
    expect(codesOf(tenantWith({ maxTimeToLive: Duration.hours(1) }).tenant)).toContain('ASB393');
  });
});

describe('fails if', () => {
  test.each([
    ['they are none', { claimDefaults: untyped<never>('30m') }, "evals: 'claimDefaults' is '30m'; give an object"],
    [
      'the time is a number', { claimDefaults: { ttlAfterFinished: untyped<never>(30) } },
      "'claimDefaults.ttlAfterFinished' is 30; give a Duration",
    ],
    [
      'the policy is none', { claimDefaults: { shutdownPolicy: untyped<never>('Keep') } },
      "'claimDefaults.shutdownPolicy' is 'Keep'; give one of 'Delete'",
    ],
    [
      'the time is above the longest', { claimDefaults: DEFAULTS, maxTimeToLive: Duration.minutes(20) },
      "'claimDefaults.ttlAfterFinished' is 1800s, above 'maxTimeToLive' of 1200s",
    ],
    [
      'the policy is not that which is required',
      { claimDefaults: { shutdownPolicy: ClaimShutdownPolicy.RETAIN }, requireClaimDeletion: true },
      "'claimDefaults.shutdownPolicy' is 'Retain' and 'requireClaimDeletion' is true",
    ],
    ['the longest time is none', { maxTimeToLive: Duration.millis(1500) }, "'maxTimeToLive' is 1.5s; give a Duration"],
  ])('%s', (_, props: Partial<SandboxTenantProps>, message) => {
    expect(() => tenantWith(props)).toThrow(message);
  });

  test.each([
    [V0_4_0, { maxTimeToLive: Duration.hours(1) }, "'maxTimeToLive' requires 'ttlSecondsAfterFinished' of claims"],
    [V0_1_0, { requireClaimDeletion: true }, "'requireClaimDeletion' requires 'shutdownPolicy' of claims"],
  ])('%s has no field for what is required', (version, props, message) => {
    expect(errorsOf(tenantWith(props, {}, version).tenant)).toContain(message);
  });
});
