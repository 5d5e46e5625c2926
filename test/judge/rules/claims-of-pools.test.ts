import { AgentSandboxVersion, EnvVarsInjectionPolicy, SandboxTemplate } from '../../../src';
import { contextOf, objectOf, podWith, said } from '../../support/judged';
import { chartOf, errorsOf, linesOf, pooled } from '../../support/workloads';

const claim = (spec: object, version = 'v1alpha1') =>
  objectOf('SandboxClaim', 'nightly', { sandboxTemplateRef: { name: 'python' }, ...spec }, version);
const codes = (object: Parameters<typeof said>[0], release: string, there: Parameters<typeof contextOf>[1] = []) =>
  said(object, contextOf(release, there)).map((line) => line.slice(0, 6));

const template = (spec: object = {}, version = 'v1alpha1') =>
  objectOf('SandboxTemplate', 'python', { ...podWith(), ...spec }, version);
const pool = (name: string) =>
  objectOf('SandboxWarmPool', name, { replicas: 2, sandboxTemplateRef: { name: 'python' } }, 'v1alpha1');
const ENV = { env: [{ name: 'SEED', value: '7' }] };

describe('ASB227: a claim of a shadow pool', () => {
  test.each([['v0.5.0'], ['v0.5.6']])('fails if a claim of v1alpha1 names no pool, on %s', (release) => {
    expect(said(claim({}), contextOf(release))).toEqual([
      `ASB227: ${release} converts the claim to one of pool 'shadow-pool-python', ` +
        'as it names none, and nothing makes that pool: ' +
        'the claim is never ready',
    ]);
    for (const warmpool of ['', 'none', 'default']) { expect(codes(claim({ warmpool }), release)).toEqual(['ASB227']); }
    expect(codes(claim({}), release, [template(), pool('pool')])).toEqual(['ASB227']);
  });

  test('is silent where there is a pool: a named one, the shadow pool, or that of the sandbox it has', () => {
    expect(codes(claim({ warmpool: 'pool' }), 'v0.5.6')).toEqual([]);
    expect(codes(claim({}), 'v0.5.6', [template(), pool('shadow-pool-python')])).toEqual([]);
    expect(codes({ ...claim({}), status: { sandbox: { name: 'pool-x7k2p' } } }, 'v0.5.6')).toEqual([]);
    expect(codes({ ...claim({}), status: { sandbox: { name: 'nightly' } } }, 'v0.5.6')).toEqual(['ASB227']);
    expect(codes(objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' } }), 'v0.5.6')).toEqual([]);
  });

  test('is silent before v0.5.0, where nothing is converted', () => {
    expect(codes(claim({}), 'v0.4.6')).toEqual([]);
    expect(codes(claim({ warmpool: 'none' }), 'v0.4.6')).toEqual([]);
  });
});

describe('ASB228: variables for a claim from a pool', () => {
  test.each([['v0.4.0'], ['v0.4.6']])('fails if a claim brings some and asks for a pool, on %s', (release) => {
    expect(said(claim(ENV), contextOf(release))).toEqual([
      `ASB228: the claim brings environment variables, which ${release} does not support for claims from a warm pool: `
      + 'the claim is never ready',
    ]);
    for (const warmpool of ['default', 'pool']) {
      expect(codes(claim({ ...ENV, warmpool }), release)).toEqual(['ASB228']);
    }
  });

  test('is silent without a pool, without variables, and from v0.5.0', () => {
    expect(codes(claim({ ...ENV, warmpool: 'none' }), 'v0.4.6')).toEqual([]);
    expect(codes(claim({ env: [] }), 'v0.4.6')).toEqual([]);
    expect(codes(claim({ ...ENV, warmpool: 'pool' }), 'v0.5.6')).toEqual(['ASB203']);
  });

  test('fails in an app if a pool adds the claim, and not if its template does', () => {
    const open = { envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED };
    const { pool: warm } = pooled(open, {}, chartOf(AgentSandboxVersion.V0_4_6));
    warm.addClaim('Nightly', ENV);
    expect(errorsOf(warm)).toContain('error ASB228 at research/Python/Pool/Nightly (SandboxClaim research/nightly)');
    const python = new SandboxTemplate(chartOf(AgentSandboxVersion.V0_4_6), 'Python', { ...CONTAINERS, ...open });
    python.addClaim('Nightly', ENV);
    expect(linesOf(python)).toEqual([]);
  });
});

const CONTAINERS = { containers: [{ image: 'registry.example.com/python-sandbox:3.14' }] };

describe('ASB203 beside what makes the claim never ready', () => {
  test('is silent where the template disallows, and where the release lacks the field', () => {
    expect(codes(claim({ ...ENV, warmpool: 'pool' }), 'v0.5.6', [template(), pool('pool')])).toEqual(['ASB204']);
    expect(codes(claim(ENV), 'v0.1.0')).toEqual(['ASB101']);
    const cold = {
      volumeClaimTemplates: [
        {
          metadata: { name: 'home' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    };
    const named = objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, ...cold });
    const there = [template({}, 'v1beta1'), pool('pool')];
    expect(codes(named, 'v1.0.5', there)).not.toContain('ASB203');
    expect(codes(named, 'v1.0.5', there)).toContain('ASB206');
  });
});
