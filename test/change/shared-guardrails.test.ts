/** What `diff` tells of tenants that share their admission policies: each thing that is loosened, by its name. */
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { compare } from './support';
import {
  AgentSandboxVersion, HeldField, IsolatedRuntime, SandboxCluster, SandboxEgress, SandboxTenant, SandboxTenantProps,
  TenantQuota, ValidationAction,
} from '../../src';
import { AdmissionJudge } from '../../src/admission/admission-judge';
import { AdmissionSettings, DEFAULT_SETTINGS } from '../../src/admission/admission-settings';
import { parameterLines } from '../../src/admission/shared/parameters';
import { BEARINGS, parametersIn } from '../../src/api/shared-admission';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { HOSTILE_PODS } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { HOSTILE_OBJECTS, LEGITIMATE_OBJECTS, OBJECT_SETTINGS } from '../support/admission/objects';
import { BASES, held, podWith } from '../support/admission/pods';
import { parametersOf } from '../support/admission/shared';

type Tenants = Readonly<Record<string, Partial<SandboxTenantProps> | undefined>>;

const STRICT: Partial<SandboxTenantProps> = {
  registries: ['registry.example.com/team'],
  requireDigests: true,
  maxContainerCpu: kplus.Cpu.units(4),
  maxPoolReplicas: 3,
  maxLifetime: Duration.days(1),
};

function objects(tenants: Tenants, isShared = true): KubeObject[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const admissionChart = new Chart(app, 'guardrails');
  const charts = Object.entries(tenants).map(([name, props]) => new SandboxTenant(app, name, {
    ...(isShared && { admissionChart }),
    runtimes: [IsolatedRuntime.fromRuntimeClassName(admissionChart, `Of${name}`, 'gvisor')],
    quota: TenantQuota.none(),
    ...STRICT,
    ...props,
  }));
  return [admissionChart, ...charts].flatMap((chart) => chart.toJson() as KubeObject[]);
}

const told = (before: readonly KubeObject[], after: readonly KubeObject[]) => (
  compare(before.map((each) => JSON.stringify(each)), after.map((each) => JSON.stringify(each))).changes
    .flatMap(({ object, effects }) => effects.filter(({ rule }) => rule.startsWith('guardrail-'))
      .map(({ rule, message }) => `${object}: ${rule.slice('guardrail-'.length)}: ${message}`))
);

const LIMITS = 'LimitRange team/sandbox-limits';

describe('the parameters of a tenant', () => {
  test.each<[string, Partial<SandboxTenantProps>, string[]]>([
    ['a registry more', { registries: ['registry.example.com/team', 'docker.io'] }, [
      "lowered: 'registries' has 'docker.io/', and had not before",
    ]],
    ['a part of a registry', { registries: ['registry.example.com/team/python'] }, [
      "raised: 'registries' has 'registry.example.com/team/' no more",
    ]],
    ['any registry', { registries: undefined }, [
      "lowered: 'registries' is confined to nothing, and to 'registry.example.com/team/' before",
    ]],
    ['more CPU', { maxContainerCpu: kplus.Cpu.units(40) }, ["lowered: 'maxContainerCpu' is 40, and 4 before"]],
    ['less CPU', { maxContainerCpu: kplus.Cpu.millis(500) }, ["raised: 'maxContainerCpu' is 500m, and 4 before"]],
    ['any CPU', { maxContainerCpu: undefined }, ["lowered: 'maxContainerCpu' is unlimited, and 4 before"]],
    ['larger pools', { maxPoolReplicas: 30 }, ["lowered: 'maxPoolReplicas' is 30, and 3 before"]],
    ['a longer life', { maxLifetime: Duration.days(2) }, ["lowered: 'maxLifetime' is 172800, and 86400 before"]],
    ['more volumes than usual', { maxVolumeClaims: 20 }, ["lowered: 'maxVolumeClaims' is 20, and 10 before"]],
    ['fewer volumes than usual', { maxVolumeClaims: 2 }, ["raised: 'maxVolumeClaims' is 2, and 10 before"]],
    ['no digests', { requireDigests: false }, ["lowered: 'requireDigests' is set no more"]],
    ['debugging', { allowEphemeralContainers: true }, ["lowered: 'allowEphemeralContainers' is set"]],
    ['classes of storage', { storageClasses: ['standard'] }, [
      "raised: 'storageClasses' is confined to 'standard', and to nothing before",
    ]],
    ['a size of volumes', { maxVolumeSize: Size.gibibytes(1) }, [
      "raised: 'maxVolumeSize' is 1Gi, and unlimited before",
    ]],
    ['more network', { maxEgress: SandboxEgress.internetOnly() }, [
      expect.stringMatching(/^lowered: 'network' is '\w+', and '\w+' before: read what is admitted now$/),
    ]],
    ['in another order', { registries: ['registry.example.com/team'] }, []],
  ])('%s', (_, props, wanted) => {
    const found = told(objects({ team: {} }), objects({ team: props }))
      .filter((each) => each.startsWith(LIMITS)).map((each) => each.slice(`${LIMITS}: `.length));
    expect(found).toEqual(wanted);
  });

  test('a field that is held no more', () => {
    const app = new App();
    const timer = kplus.User.fromName(app, 'Timer', 'timer');
    const heldFields = [HeldField.operatingMode({ owners: [timer] })];
    const [before, after] = [objects({ team: { heldFields } }), objects({ team: {} })];
    expect(told(before, after)).toEqual([`${LIMITS}: lowered: 'operatingMode' has 'user timer' no more`]);
    expect(told(after, before)).toEqual([`${LIMITS}: raised: 'operatingMode' has 'user timer', and had not before`]);
  });

  test('a runtime more, and a LimitRange without its annotation or gone', () => {
    const before = objects({ team: {} });
    const other = (change: (object: KubeObject) => KubeObject | undefined) => before.flatMap((each) => (
      each.kind === 'LimitRange' ? change(JSON.parse(JSON.stringify(each)) as KubeObject) ?? [] : [each]
    ));
    const more = other((each) => JSON.parse(
      JSON.stringify(each).replace('runtimes gvisor', 'runtimes gvisor\\nruntimes runc'),
    ));
    expect(told(before, more)).toEqual([`${LIMITS}: lowered: 'runtimes' has 'runc', and had not before`]);
    const closed = "raised: all objects of the tenant are refused: the policies of 'guardrails-tenants' find no "
      + 'parameters';
    const bare = other(({ metadata: { annotations: __, ...metadata }, ...rest }) => (
      { ...rest, metadata } as KubeObject
    ));
    expect(told(before, bare)).toEqual([`${LIMITS}: ${closed}`]);
    expect(told(before, other(() => undefined))).toEqual([
      `${LIMITS}: lowered: LimitRange 'sandbox-limits' goes: containers have no amounts and no limits by it any more`,
      `${LIMITS}: ${closed}`,
    ]);
  });
});

describe('the label of a namespace', () => {
  const warned = { validationActions: [ValidationAction.WARN] };

  test('that is of bindings which only warn', () => {
    const [before, after] = [objects({ team: {}, other: warned }), objects({ team: warned, other: warned })];
    expect(told(before, after)).toContain(
      "Namespace team: lowered: no policy of 'guardrails-tenants-warn' denies, as those of 'guardrails-tenants' did",
    );
    expect(told(after, before)).toEqual([
      "Namespace team: raised: other policies hold in it, those of 'guardrails-tenants'; "
        + "'guardrails-tenants-warn' before",
    ]);
  });

  test('that goes, with policies of its own in their place', () => {
    const [before, after] = [objects({ team: {}, other: {} }), [
      ...objects({ other: {} }), ...objects({ team: {} }, false),
    ]];
    expect(told(before, after).filter((each) => each.includes('lowered'))).toEqual([
      expect.stringContaining("guardrails-tenants-unlabelled: lowered: it demands no more that namespace 'team' has"),
      expect.stringContaining("guardrails-tenants-namespace: lowered: it demands no more that namespace 'team' has"),
      "Namespace team: lowered: the policies of 'guardrails-tenants' hold in it no more",
    ]);
    expect(told(after, before).filter((each) => each.startsWith('Namespace'))).toEqual([
      "Namespace team: raised: the policies of 'guardrails-tenants' hold in it",
    ]);
  });

  test('that is of no file, and of bindings which only warn', () => {
    const elsewhere = { createNamespace: false };
    const [before, after] = [
      objects({ team: elsewhere, other: warned }), objects({ team: { ...elsewhere, ...warned }, other: warned }),
    ];
    expect(told(before, after)).toContainEqual(expect.stringContaining(
      "tenants-namespace: lowered: it demands no more that namespace 'team' has a label of which",
    ));
  });
});

describe('the policies', () => {
  test('one tenant more, also of another network, lowers nothing', () => {
    const more = { one: {}, two: { maxEgress: SandboxEgress.internetOnly() }, three: { requireDigests: false } };
    expect(told(objects({ one: {} }), objects(more))).toEqual([]);
  });

  test('one tenant less lowers what guarded its namespace', () => {
    const lowered = told(objects({ one: {}, two: {} }), objects({ one: {} }));
    expect(lowered.every((each) => /'two'|two\//.test(each))).toBe(true);
    expect(lowered.filter((each) => each.includes('it demands no more'))).toHaveLength(2);
  });

  test.each([
    ['a rule', (spec: Spec) => ({ ...spec, validations: spec.validations.slice(0, -1) })],
    ['an expression of a rule', (spec: Spec) => ({
      ...spec, validations: [...spec.validations.slice(0, -1), { ...spec.validations.at(-1)!, expression: 'true' }],
    })],
    ['a variable', (spec: Spec) => ({
      ...spec, variables: spec.variables?.map((each) => ({ ...each, expression: "['registry.evil.example/']" })),
    })],
  ])('%s that is another is told', (_, change) => {
    const before = objects({ team: {} });
    const policies = before.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    for (const policy of policies) {
      const { spec } = policy as unknown as { spec: Spec };
      const edited = { ...policy, spec: change(spec) } as KubeObject;
      if (JSON.stringify(edited) === JSON.stringify({ ...policy, spec })) { continue; }
      const after = before.map((each) => (each === policy ? edited : each));
      expect(told(before, after)).toEqual([expect.stringContaining('lowered: its conditions are others')]);
    }
  });

  test('a binding that lets pass what has no parameters', () => {
    const before = objects({ team: {} });
    const after = JSON.parse(
      JSON.stringify(before).replaceAll('"parameterNotFoundAction":"Deny"', '"parameterNotFoundAction":"Allow"'),
    ) as KubeObject[];
    expect(told(before, after)).toHaveLength(6);
    expect(told(before, after)[0]).toContain('lowered: requests pass where there are no parameters');
  });
});

interface Spec {
  readonly variables?: ReadonlyArray<{ readonly expression: string }>;
  readonly validations: ReadonlyArray<{ readonly expression: string }>;
}

describe('whatever the parameters', () => {
  const { plain: { settings: plain } } = BASES;
  const ALL: AdmissionSettings[] = [
    plain, BASES.debugged.settings, BASES.digested.settings, ...Object.values(OBJECT_SETTINGS),
    { ...plain, registries: undefined }, { ...plain, registries: ['docker.io/'] },
    { ...plain, runtimes: ['gvisor', 'runc'] }, { ...plain, maxLimits: {} },
    { ...plain, maxLimits: { ...plain.maxLimits, cpu: '1' } },
    { ...plain, serviceAccounts: undefined }, { ...plain, storageClasses: undefined }, { ...plain, storageClasses: [] },
    { ...plain, allowServiceAccountTokens: true }, { ...plain, allowNodeChoice: true, allowResourceClaims: true },
    { ...plain, nodeLabels: {}, tolerations: [], extendedResources: [] },
    { ...plain, podAnnotations: [...plain.podAnnotations, 'io.katacontainers.'] },
    { ...plain, priorityClasses: [], schedulers: ['default-scheduler'] },
    { ...plain, maxVolumeClaims: 1, maxVolumeSize: '1Gi', requireShutdownTime: true, allowVolumeDataSources: true },
    { ...plain, finalizers: [...plain.finalizers, 'example.com/keep'], maxTimeToLive: 60, maxPoolReplicas: 0 },
  ];

  test('each line that is printed has a bearing, and each bearing is of a line', () => {
    const names = new Set(ALL.flatMap((settings) => [...parametersIn(parametersOf(settings))!.keys()]));
    expect([...names].filter((name) => !BEARINGS.has(name))).toEqual([]);
    const printed = parameterLines.toString();
    expect([...BEARINGS.keys()].filter((name) => !printed.includes(name))).toEqual([]);
    expect(DEFAULT_SETTINGS.maxVolumeClaims).toBe(10);
  });

  test('a pod or object that was refused and is admitted now is never without something lowered', () => {
    const rows = [
      ...HOSTILE_PODS.map(({ base, change }) => podWith(base, [change])),
      ...LEGITIMATE_PODS.map(({ base, changes }) => podWith(base, changes)),
    ].map((pod) => held('Sandbox', pod))
      .concat([...HOSTILE_OBJECTS, ...LEGITIMATE_OBJECTS].map(({ object }) => object));
    const refused = ALL.map((given) => {
      const settings = { ...given, podSecurity: undefined };
      const judge = new AdmissionJudge({ name: 'x', settings, isEnforced: true });
      return rows.map((object) => judge.judge(object).map(({ code }) => code));
    });
    let loosened = 0;
    const wrong: unknown[] = [];
    ALL.forEach((before, old) => ALL.forEach((after, now) => {
      const passes = rows.findIndex((_, row) => refused[old][row].some((code) => !refused[now][row].includes(code)));
      if (passes < 0) { return; }
      loosened++;
      const found = told([parametersOf(before)], [parametersOf(after)]);
      if (!found.some((each) => each.includes(': lowered: '))) { wrong.push([old, now, refused[old][passes], found]); }
    }));
    expect([wrong, loosened > 200]).toEqual([[], true]);
  });
});
