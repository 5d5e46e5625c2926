import { Size } from 'cdk8s';
import { AgentSandboxVersion, k8s, Sandbox, SandboxTemplateProps, WarmPoolOptions } from '../../../src';
import { chartOf, linesOf, MOUNTS_HOME, POD_WITH_GROUP, pooled } from '../../support/workloads';

const { LATEST, V0_4_5, V0_4_6, V0_5_6, V1_0_0 } = AgentSandboxVersion;
const a = (length: number) => 'a'.repeat(length);

function sandbox(name: string, props: object = {}, version?: AgentSandboxVersion, workspace?: string): string[] {
  const dev = new Sandbox(chartOf(version), 'Dev', { ...POD_WITH_GROUP, ...props, metadata: { name } });
  if (workspace) { dev.addWorkspace(workspace, '/home', { size: Size.gibibytes(1) }); }
  return linesOf(dev);
}

function template(name: string, version: AgentSandboxVersion): string[] {
  return linesOf(pooled({ metadata: { name } }, { replicas: 0 }, chartOf(version)).template);
}

function pool(name: string, props: Partial<SandboxTemplateProps> = {}, version?: AgentSandboxVersion): string[] {
  return linesOf(pooled(props, { metadata: { name } }, chartOf(version)).pool);
}

function claim(
  name: string,
  props: Partial<SandboxTemplateProps>,
  options: WarmPoolOptions = { replicas: 0 },
): string[] {
  return linesOf(pooled(props, options).pool.addClaim('Nightly', { metadata: { name } }));
}

const letters = "set 'metadata.name' to lower-case letters, digits and dashes, a letter first";
const tooLong = (what: string, name: string, derived: string, allowed: number, rest: number) =>
  `${what} '${name}' has too long a name: ${derived} may have ${allowed} characters; ` +
  `set 'metadata.name' to at most ${rest} characters`;

describe('ASB202: the name of a sandbox', () => {
  const at = 'error ASB202 research/Dev: ';

  test('fails if its Service cannot have it', () => {
    expect(sandbox(a(64), { service: true })).toEqual([
      at + tooLong('sandbox', a(64), `its Service '${a(64)}'`, 63, 63),
    ]);
    expect(sandbox('1st', { service: true })).toEqual([
      `${at}sandbox '1st' has a name that no Service can have, and its Service has its name; ${letters}`,
    ]);
    expect(sandbox('a.b', { service: true })).toHaveLength(1);
  });

  test('fails if it has a Service before v0.4.6 though none was asked for', () => {
    expect(sandbox('1st', {}, V0_4_5)).toHaveLength(1);
    expect(sandbox('1st', {}, V0_4_6)).toEqual([]);
  });

  test('may be so without a Service', () => {
    expect(sandbox(a(253))).toEqual([]);
    expect(sandbox('1st', { service: false })).toEqual([]);
    expect(sandbox(a(63), { service: true })).toEqual([]);
  });

  test('fails if the claim of a volume would have too long a name', () => {
    expect(sandbox(a(249), {}, LATEST, 'Home')).toEqual([
      at + tooLong('sandbox', a(249), `its PersistentVolumeClaim 'home-${a(249)}'`, 253, 248),
    ]);
    expect(sandbox(a(248), {}, LATEST, 'Home')).toEqual([]);
  });
});

describe('ASB202: the name of a template', () => {
  const at = 'error ASB202 research/Python: ';
  const shadow = (name: string) => `the pool 'shadow-pool-${name}', to which claims of v1alpha1 are converted,`;

  test.each([V0_4_6, V0_5_6])('fails if its shadow pool cannot have one with %s', (version) => {
    expect(template(a(52), version)).toEqual([at + tooLong('template', a(52), shadow(a(52)), 63, 51)]);
    expect(template(a(51), version)).toEqual([]);
  });

  test('fails if its network policy cannot have one', () => {
    expect(template(a(239), V1_0_0)).toEqual([
      at + tooLong('template', a(239), `its network policy '${a(239)}-network-policy'`, 253, 238),
    ]);
    expect(template(a(238), V1_0_0)).toEqual([]);
  });
});

describe('ASB202: the name of a pool', () => {
  const at = 'error ASB202 research/Python/Pool: ';

  test('fails if it leaves no room for what is appended', () => {
    expect(pool(a(58))).toEqual([
      at + tooLong('warm pool', a(58), "the prefix of its sandboxes' names, the pool's name and a dash,", 58, 57),
    ]);
    expect(pool(a(57))).toEqual([]);
  });

  test('fails if the Services of its sandboxes cannot have it', () => {
    expect(pool('1st', { service: true })).toEqual([
      `${at}warm pool '1st' has a name that no Service can have, ` +
        `and its sandboxes have Services, whose names start with that of the pool; ${letters}`,
    ]);
    expect(pool('1st', {}, V0_4_5)).toHaveLength(1);
    expect(pool('1st')).toEqual([]);
    expect(pool('first', { service: true })).toEqual([]);
  });
});

describe('ASB202: the name of a claim', () => {
  const at = 'error ASB202 research/Python/Pool/Nightly: ';
  const volumeClaimTemplates = [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
    },
  ];

  test('fails if the sandbox that it starts cannot have it', () => {
    expect(claim(a(64), { service: true })).toEqual([at + tooLong('claim', a(64), `its Service '${a(64)}'`, 63, 63)]);
    expect(claim('1st', { service: true })).toEqual([
      `${at}claim '1st' has a name that no Service can have, and its Service has its name; ${letters}`,
    ]);
    expect(claim(a(249), { volumeClaimTemplates, ...MOUNTS_HOME })).toEqual([
      at + tooLong('claim', a(249), `its PersistentVolumeClaim 'home-${a(249)}'`, 253, 248),
    ]);
  });

  test('may be so where a sandbox of another name serves it', () => {
    expect(claim(a(64), { service: true }, { replicas: 1 })).toEqual([]);
    expect(claim(a(249), { volumeClaimTemplates, ...MOUNTS_HOME }, { replicas: 1 })).toEqual([]);
    expect(claim(a(63), { service: true })).toEqual([]);
  });
});
