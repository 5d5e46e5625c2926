import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, EnvVarsInjectionPolicy, k8s, SandboxClaim, SandboxClaimOptions,
  SandboxTemplate, SandboxTemplateProps, VolumeClaimTemplatesPolicy, WarmPool,
} from '../../src';
import { Loose } from '../support/install';
import { chartOf, errorsOf, POD, printed, specOf, untyped } from '../support/workloads';

const { V0_1_0, V0_1_1, V0_2_1, V0_3_10, V0_4_0, V0_4_3, V0_4_6, V0_5_0 } = AgentSandboxVersion;

/** What lets a claim bring whatever it likes. */
const OPEN: Partial<SandboxTemplateProps> = {
  envVarsInjectionPolicy: EnvVarsInjectionPolicy.OVERRIDES,
  volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.OVERRIDES,
  restartPolicy: kplus.RestartPolicy.NEVER,
};

/** A claim `nightly` of a pool `pool` of a template `python`. */
function claimed(
  options: SandboxClaimOptions = {},
  version?: AgentSandboxVersion,
  template: Partial<SandboxTemplateProps> = {},
): SandboxClaim {
  const pool = new SandboxTemplate(chartOf(version), 'Python', { ...POD, ...template }).addWarmPool('Pool', {
    replicas: 0,
  });
  return pool.addClaim('Nightly', options);
}

describe('a claim', () => {
  test('prints all its defaults, and nothing else', () => {
    const claim = claimed();
    expect(errorsOf(claim)).toBe('');
    expect(ApiObject.of(claim).toJson()).toEqual({
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxClaim',
      metadata: { name: 'nightly', namespace: 'research' },
      spec: { lifecycle: { shutdownPolicy: 'Retain' }, warmPoolRef: { name: 'pool' } },
    });
  });

  test.each<[AgentSandboxVersion, object]>([
    [V0_1_0, { sandboxTemplateRef: { name: 'python' } }],
    [V0_1_1, { sandboxTemplateRef: { name: 'python' }, lifecycle: { shutdownPolicy: 'Retain' } }],
    [V0_2_1, { sandboxTemplateRef: { name: 'python' }, lifecycle: { shutdownPolicy: 'Retain' } }],
    [V0_3_10, { sandboxTemplateRef: { name: 'python' }, warmpool: 'pool', lifecycle: { shutdownPolicy: 'Retain' } }],
    [V0_4_6, { sandboxTemplateRef: { name: 'python' }, warmpool: 'pool', lifecycle: { shutdownPolicy: 'Retain' } }],
    [V0_5_0, { warmPoolRef: { name: 'pool' }, lifecycle: { shutdownPolicy: 'Retain' } }],
  ])('is written for %s as that reads it', (version, spec) => {
    const claim = claimed({}, version);
    expect(specOf(claim)).toEqual(spec);
    expect(claim.apiVersion).toBe(`extensions.agents.x-k8s.io/${version.apiVersions[0]}`);
    expect(errorsOf(claim)).toBe('');
  });

  test('names itself', () => {
    const claim = claimed({ metadata: { name: 'tonight', labels: { team: 'a' }, annotations: { b: 'c' } } });
    expect([claim.name, claim.kind, claim.resourceType]).toEqual(['tonight', 'SandboxClaim', 'sandboxclaims']);
    expect(ApiObject.of(claim).toJson().metadata).toEqual({
      name: 'tonight',
      namespace: 'research',
      labels: { team: 'a' },
      annotations: { b: 'c' },
    });
  });

  test('a patch is applied last and never dropped', () => {
    const claim = claimed();
    ApiObject.of(claim).addJsonPatch(
      JsonPatch.replace('/spec/warmPoolRef/name', 'other'),
      JsonPatch.remove('/spec/lifecycle'),
    );
    expect((printed(claim.node.scopes[1] as Chart) as Loose[])[2].spec).toEqual({ warmPoolRef: { name: 'other' } });
  });

  const wanted = 'give a WarmPool, such as template.addWarmPool(...) or WarmPool.fromWarmPoolName(...)';
  test.each<[string, unknown, string]>([
    ['there are no props', undefined, 'the props are undefined; give an object'],
    ['the props are null', null, 'the props are null; give an object'],
    ['there is no pool', {}, `'warmPool' is undefined; ${wanted}`],
    ['the pool is a name', { warmPool: 'pool' }, `'warmPool' is 'pool'; ${wanted}`],
    ['the pool is null', { warmPool: null }, `'warmPool' is null; ${wanted}`],
    ['the pool is a number', { warmPool: 1 }, `'warmPool' is 1; ${wanted}`],
  ])('fails if %s', (_, props, message) => {
    expect(() => new SandboxClaim(chartOf(), 'Nightly', untyped(props))).toThrow(message);
  });
});

describe('lifecycle', () => {
  test.each<[SandboxClaimOptions, object]>([
    [{ shutdownTime: '2027-01-31T18:00:00Z' }, { shutdownTime: '2027-01-31T18:00:00Z', shutdownPolicy: 'Retain' }],
    [
      { shutdownTime: '2027-01-31T18:00:00.5+02:00', shutdownPolicy: ClaimShutdownPolicy.DELETE },
      { shutdownTime: '2027-01-31T18:00:00.5+02:00', shutdownPolicy: 'Delete' },
    ],
    [
      { ttlAfterFinished: Duration.hours(1), shutdownPolicy: ClaimShutdownPolicy.DELETE_FOREGROUND },
      { ttlSecondsAfterFinished: 3600, shutdownPolicy: 'DeleteForeground' },
    ],
    [
      { ttlAfterFinished: Duration.seconds(0), shutdownPolicy: ClaimShutdownPolicy.RETAIN },
      { ttlSecondsAfterFinished: 0, shutdownPolicy: 'Retain' },
    ],
    [{ ttlAfterFinished: Duration.millis(2000) }, { ttlSecondsAfterFinished: 2, shutdownPolicy: 'Retain' }],
  ])('%j', (options, lifecycle) => {
    const claim = claimed(options, undefined, OPEN);
    expect(specOf(claim).lifecycle).toEqual(lifecycle);
    expect(errorsOf(claim)).toBe('');
  });

  test.each<[string, SandboxClaimOptions, string]>([
    [
      'a policy has nothing that ends it',
      { shutdownPolicy: ClaimShutdownPolicy.DELETE },
      "'shutdownPolicy' is 'Delete' without a 'shutdownTime' or 'ttlAfterFinished', and then nothing ever shuts down; "
        + "set one of them, or remove 'shutdownPolicy'",
    ],
    [
      'the time is no point in time',
      { shutdownTime: 'tomorrow' },
      "'shutdownTime' is 'tomorrow', which is no point in time; give it as RFC 3339 does, such as "
        + "'2027-01-31T18:00:00Z'",
    ],
    [
      'the time is a Date',
      { shutdownTime: untyped(new Date(0)) },
      "'shutdownTime' is a Date; give a string such as '2027-01-31T18:00:00Z': " +
        'a point in time that stands in the source, since one counted from now would change the manifest at each synth',
    ],
    [
      'the time to live is a number',
      { ttlAfterFinished: untyped(60) },
      "'ttlAfterFinished' is 60; give a Duration such as Duration.minutes(5)",
    ],
    [
      'the time to live is null',
      { ttlAfterFinished: untyped(null) },
      "'ttlAfterFinished' is null; give a Duration such as Duration.minutes(5)",
    ],
    [
      'the time to live is no whole second',
      { ttlAfterFinished: Duration.millis(1500) },
      "'ttlAfterFinished' in seconds is 1.5; give a whole number of at least 0",
    ],
    [
      'the time to live is longer than Kubernetes counts',
      { ttlAfterFinished: Duration.days(40000) },
      "'ttlAfterFinished' in seconds is 3456000000; give a whole number of at least 0 and at most 2147483647",
    ],
  ])('fails if %s', (_, options, message) => {
    expect(() => claimed(options)).toThrow(message);
  });

  test.each<[SandboxClaimOptions, AgentSandboxVersion, string]>([
    [
      { shutdownTime: '2027-01-31T18:00:00Z' },
      V0_1_0,
      'v0.1.0 does not have spec.lifecycle; it came in v0.1.1; use v0.1.1 or newer',
    ],
    [
      { ttlAfterFinished: Duration.hours(1) },
      V0_4_0,
      'v0.4.0 does not have spec.lifecycle.ttlSecondsAfterFinished; it came in v0.4.3; use v0.4.3 or newer',
    ],
    [
      { env: [{ name: 'A', value: '1' }] },
      V0_3_10,
      'v0.3.10 does not have spec.env; it came in v0.4.0; use v0.4.0 or newer',
    ],
    [
      { podLabels: { 'sandbox.users.io/a': 'b' } },
      V0_3_10,
      'v0.3.10 does not have spec.additionalPodMetadata; it came in v0.4.0; use v0.4.0 or newer',
    ],
    [
      { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
      V0_4_6,
      'v0.4.6 does not have spec.volumeClaimTemplates; it came in v0.5.0; use v0.5.0 or newer',
    ],
  ])('fails if %j is asked of %s, which lacks it', (options, version, message) => {
    expect(errorsOf(claimed(options, version))).toContain(
      `error ASB101 at research/Python/Pool/Nightly (SandboxClaim research/nightly): ${message}`,
    );
  });

  test('a time to live came in v0.4.3', () => {
    const claim = claimed({ ttlAfterFinished: Duration.hours(1) }, V0_4_3, {
      restartPolicy: kplus.RestartPolicy.NEVER,
    });
    expect(specOf(claim).lifecycle).toEqual({ ttlSecondsAfterFinished: 3600, shutdownPolicy: 'Retain' });
    expect(errorsOf(claim)).toBe('');
  });

  test('fails if a policy is none', () => {
    expect(() => claimed({ shutdownTime: '2027-01-31T18:00:00Z', shutdownPolicy: untyped('Drop') }))
      .toThrow("'shutdownPolicy' is 'Drop'; give one of 'Delete', 'DeleteForeground', 'Retain'");
  });
});

describe('what its pod has of its own', () => {
  test('environment variables, of the first container or of one named', () => {
    const env = [{ name: 'A', value: '1' }, { name: 'B.c-d', value: '', containerName: 'main' }];
    const claim = claimed({ env }, undefined, OPEN);
    expect(specOf(claim).env).toEqual(env);
    expect(errorsOf(claim)).toBe('');
  });

  test('labels and annotations', () => {
    const claim = claimed({
      podLabels: { 'sandbox.users.io/user': 'alice' },
      podAnnotations: { 'example.com/ticket': '12' },
    });
    expect(specOf(claim).additionalPodMetadata).toEqual({
      labels: { 'sandbox.users.io/user': 'alice' },
      annotations: { 'example.com/ticket': '12' },
    });
    expect(specOf(claimed({ podLabels: { 'sandbox.users.io/user': 'alice' } })).additionalPodMetadata).toEqual({
      labels: { 'sandbox.users.io/user': 'alice' },
    });
    expect(errorsOf(claim)).toBe('');
  });

  test('volumes, given field by field and added', () => {
    const raw = <T>(storage: T) => ({
      metadata: { name: 'raw' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });
    const claim = claimed({ volumeClaimTemplates: [raw(k8s.Quantity.fromString('1Gi'))] }, undefined, OPEN);
    claim.addVolumeClaim('HomeDir', {
      size: Size.gibibytes(10),
      storageClassName: 'slow',
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
      labels: { a: 'b' },
    });
    expect(specOf(claim).volumeClaimTemplates).toEqual([
      raw('1Gi'),
      {
        metadata: { name: 'home-dir', labels: { a: 'b' } },
        spec: {
          accessModes: ['ReadWriteMany'],
          resources: { requests: { storage: '10Gi' } },
          storageClassName: 'slow',
        },
      },
    ]);
    expect(errorsOf(claim)).toBe('');
  });

  test('fails if two volumes have one name', () => {
    const claim = claimed({ volumeClaimTemplates: [{ metadata: { name: 'home' }, spec: {} }] }, undefined, OPEN);
    expect(() => claim.addVolumeClaim('Home', { size: Size.gibibytes(1) })).toThrow(
      new Error("claim 'research/Python/Pool/Nightly' has two volumes 'home'; give one another id"),
    );
  });

  const said = 'claims take plain strings only, no reference to a Secret or ConfigMap';
  const variable =
    'is not an environment variable name; give letters, digits, dashes, underscores and dots, no digit first';
  test.each<[string, unknown, string]>([
    ['a variable has no name', [{ value: '1' }], `name in 'env' undefined ${variable}`],
    ['a variable starts with a digit', [{ name: '1A', value: '1' }], `name in 'env' '1A' ${variable}`],
    ['a variable has no value', [{ name: 'A' }], `'env' gives 'A' a value that is no string; ${said}`],
    ['a variable is a number', [{ name: 'A', value: 1 }], `'env' gives 'A' a value that is no string; ${said}`],
    [
      'a variable refers to a Secret',
      [{ name: 'A', valueFrom: { secretKeyRef: {} } }],
      `'env' gives 'A' a value that is no string; ${said}`,
    ],
    [
      'a container is no name',
      [{ name: 'A', value: '1', containerName: 'Main' }],
      "container of 'A' in 'env' 'Main' is not a DNS label; give at most 63 lower-case letters, digits and dashes, "
        + 'with a letter or digit at both ends',
    ],
    ['a variable is null', [null], "'env' is [null]; give a list of objects"],
    ['they are a map', { A: '1' }, '\'env\' is {"A":"1"}; give a list of objects'],
    ['they are null', null, "'env' is null; give a list of objects"],
  ])('fails if %s', (_, env, message) => {
    expect(() => claimed({ env: untyped(env) })).toThrow(message);
  });

  test.each<[string, SandboxClaimOptions, string]>([
    [
      'a label key is none',
      { podLabels: { 'a b': 'c' } },
      "'podLabels' has label key 'a b', which is not valid; give a name of at most 63 characters, optionally after a "
        + 'domain and a slash',
    ],
    [
      'a label value is none',
      { podLabels: { 'sandbox.users.io/a': 'b c' } },
      "'podLabels' 'sandbox.users.io/a' has value 'b c' is not a label value; give at most 63 letters, digits, "
        + 'dashes, underscores and dots, with a letter or digit at both ends',
    ],
    [
      'an annotation is a number',
      { podAnnotations: untyped({ a: 1 }) },
      "'podAnnotations' 'a' has value 1; give a string",
    ],
    [
      'a volume has no name',
      { volumeClaimTemplates: [{ spec: {} }] },
      "'metadata.name' of 'volumeClaimTemplates[0]' undefined is not a DNS label; give at most 63 lower-case letters, "
        + 'digits and dashes, with a letter or digit at both ends',
    ],
    [
      'a volume is null',
      { volumeClaimTemplates: untyped([null]) },
      "'volumeClaimTemplates' is [null]; give a list of objects",
    ],
  ])('fails if %s', (_, options, message) => {
    expect(() => claimed(options)).toThrow(message);
  });
});

describe('namespaces', () => {
  function twoNamespaces(): { pool: WarmPool; other: Chart; none: Chart } {
    const chart = chartOf();
    const app = chart.node.root as App;
    return {
      pool: new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool'),
      other: new Chart(app, 'other', { namespace: 'other' }),
      none: new Chart(app, 'none'),
    };
  }

  test('fails if the claim and its pool are in two', () => {
    const { pool, other, none } = twoNamespaces();
    const remedy = 'claims take sandboxes of their own namespace only: put both into one';
    expect(() => new SandboxClaim(other, 'Nightly', { warmPool: pool })).toThrow(
      new Error(`other/Nightly: the claim is in namespace 'other', and its pool is in 'research'; ${remedy}`),
    );
    expect(() => new SandboxClaim(none, 'Nightly', { warmPool: pool })).toThrow(
      new Error(`none/Nightly: the claim has no namespace, and its pool is in 'research'; ${remedy}`),
    );
    expect(() => pool.addClaim('Nightly', { metadata: { namespace: 'other' } })).toThrow(
      `is in namespace 'other', and its pool is in 'research'; ${remedy}`,
    );
    expect(
      () => new SandboxClaim(other, 'Again', { warmPool: WarmPool.fromWarmPoolName(pool, 'Known', 'known') }),
    ).toThrow(remedy);
  });

  test('a claim may be in another chart of the namespace', () => {
    const { pool } = twoNamespaces();
    const claim = new SandboxClaim(new Chart(pool.node.root as App, 'claims', { namespace: 'research' }), 'Nightly', {
      warmPool: pool,
    });
    expect(specOf(claim).warmPoolRef).toEqual({ name: 'pool' });
    expect(errorsOf(claim)).toBe('');
  });
});

describe('a pool that exists already', () => {
  test('is named, and its template for older releases', () => {
    for (const [version, source] of [
      [V0_5_0, { warmPoolRef: { name: 'fast' } }],
      [V0_4_6, { sandboxTemplateRef: { name: 'python' }, warmpool: 'fast' }],
    ] as const) {
      const chart = chartOf(version);
      const template = SandboxTemplate.fromSandboxTemplateName(chart, 'Python', 'python');
      const claim = new SandboxClaim(chart, 'Nightly', {
        warmPool: WarmPool.fromWarmPoolName(chart, 'Pool', 'fast', { template }),
      });
      expect(specOf(claim)).toMatchObject(source);
      expect(errorsOf(chart)).toBe('');
    }
  });

  test('fails if an older release needs its template, and that is not known', () => {
    const chart = chartOf(V0_4_6);
    new SandboxClaim(chart, 'Nightly', { warmPool: WarmPool.fromWarmPoolName(chart, 'Pool', 'fast') });
    expect(errorsOf(chart)).toContain(
      "error ASB505 at research/Nightly: v0.4.6 wants the template in claims, and that of pool 'fast' is not known; " +
        'give it: WarmPool.fromWarmPoolName(scope, id, name, { template })',
    );
  });
});
