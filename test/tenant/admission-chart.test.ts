import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, HeldField, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster, SandboxEgress, SandboxTenant,
  SandboxTenantProps, TenantQuota, ValidationAction,
} from '../../src';
import { PARAMETERS } from '../../src/admission/shared/parameters';
import { ADMISSION_LABEL } from '../../src/api/labels';
import { Loose } from '../support/install';
import { codesOf, CONTAINER, printed } from '../support/workloads';

function appOf(app: App = new SandboxApp()) {
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, kubernetesVersion: '1.36' });
  const platform = new Chart(app, 'platform');
  const guardrails = new Chart(app, 'guardrails');
  const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
  const tenant = (id: string, props: Partial<SandboxTenantProps> = {}) => new SandboxTenant(app, id, {
    runtimes: [gvisor], quota: TenantQuota.none(), admissionChart: guardrails, ...props,
  });
  return { app, platform, guardrails, gvisor, tenant };
}

const named = (chart: Chart) => printed(chart).map(({ kind, metadata: { name } }: Loose) => `${kind} ${name}`);
const find = (chart: Chart, kind: string, name: string) => (
  printed(chart).find((each: Loose) => each.kind === kind && each.metadata.name === name) as Loose
);

const RESOURCES = [
  'namespace', 'pods', 'sandboxclaims', 'sandboxes', 'sandboxes-scale', 'sandboxtemplates', 'sandboxwarmpools',
  'unlabelled',
];

test('tenants of a chart share eight policies, each with a binding, and print none of their own', () => {
  const { guardrails, tenant } = appOf();
  const [one, other] = [tenant('one'), tenant('other', { registries: ['registry.example.com/other'] })];
  expect(named(guardrails).sort()).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].flatMap(
    (kind) => RESOURCES.map((resource) => `${kind} guardrails-tenants-${resource}`),
  ));
  for (const each of [one, other]) {
    expect(named(each).join()).not.toContain('ValidatingAdmission');
    expect(find(each, 'Namespace', each.namespaceName).metadata.labels[ADMISSION_LABEL]).toBe('guardrails-tenants');
    expect(each.admissionPolicy.policies).toBe(one.admissionPolicy.policies);
  }
  expect(find(other, 'LimitRange', 'sandbox-limits').metadata.annotations[PARAMETERS].split('\n')).toEqual([
    'runtimes gvisor', 'registries registry.example.com/other/', 'serviceAccounts sandbox', 'serviceAccounts default',
    expect.stringMatching(/^network [0-9a-f]{8}$/),
  ]);
  const { spec } = find(guardrails, 'ValidatingAdmissionPolicyBinding', 'guardrails-tenants-pods');
  expect(spec).toEqual({
    policyName: 'guardrails-tenants-pods',
    paramRef: { name: 'sandbox-limits', parameterNotFoundAction: 'Deny' },
    validationActions: ['Deny'],
    matchResources: {
      matchPolicy: 'Equivalent', namespaceSelector: { matchLabels: { [ADMISSION_LABEL]: 'guardrails-tenants' } },
    },
  });
});

test('a thousand tenants that differ in everything print at most 20 policies', () => {
  const { app, guardrails, gvisor, tenant } = appOf();
  const kata = IsolatedRuntime.fromRuntimeClassName(app, 'Kata', 'kata-qemu');
  for (let index = 0; index < 1000; index++) {
    const timer = kplus.User.fromName(app, `Timer${index}`, `system:serviceaccount:team-${index}:timer`);
    tenant(`team-${index}`, {
      runtimes: index % 2 ? [gvisor] : [gvisor, kata],
      registries: index % 3 ? [`registry.example.com/${index}`] : undefined,
      requireDigests: index % 5 === 0,
      allowNodeChoice: index % 7 === 0,
      maxContainerMemory: Size.gibibytes(1 + index),
      maxLifetime: index % 11 ? undefined : Duration.minutes(1 + index),
      heldFields: [HeldField.operatingMode({ owners: [timer] })],
      allowedSchedulers: [`scheduler-${index}`],
      quota: TenantQuota.of({ sandboxes: 1 + index }),
    });
  }
  expect(printed(guardrails).length).toBeLessThanOrEqual(20);
});

test('the policy of templates has one rule for each bound of the network, and a tenant names its own', () => {
  const { guardrails, tenant } = appOf();
  const none = () => ({ maxEgress: SandboxEgress.none() });
  const tenants = [tenant('one'), tenant('two', none()), tenant('three', none())];
  const { spec } = find(guardrails, 'ValidatingAdmissionPolicy', 'guardrails-tenants-sandboxtemplates');
  expect(spec.validations.filter(({ message }: Loose) => message.startsWith('ASB383'))).toHaveLength(2);
  const ids = tenants.map((each) => (
    /network (\w+)/.exec(find(each, 'LimitRange', 'sandbox-limits').metadata.annotations[PARAMETERS])![1]
  ));
  expect(ids[1]).toBe(ids[2]);
  expect(ids[0]).not.toBe(ids[1]);
});

test('actions have bindings of their own, and the label says which', () => {
  const { guardrails, tenant } = appOf();
  tenant('one');
  const trial = tenant('trial', { validationActions: [ValidationAction.WARN, ValidationAction.AUDIT] });
  expect(find(trial, 'Namespace', 'trial').metadata.labels[ADMISSION_LABEL]).toBe('guardrails-tenants-audit-warn');
  const bindings = printed(guardrails).filter(({ kind }: Loose) => kind === 'ValidatingAdmissionPolicyBinding');
  expect(bindings).toHaveLength(8 + 6);
  const { spec } = find(guardrails, 'ValidatingAdmissionPolicyBinding', 'guardrails-tenants-audit-warn-pods');
  expect([spec.policyName, spec.validationActions]).toEqual(['guardrails-tenants-pods', ['Warn', 'Audit']]);
  // What is only warned is not closed without its label.
  const closed = find(guardrails, 'ValidatingAdmissionPolicy', 'guardrails-tenants-unlabelled');
  expect(closed.spec.validations[0].expression).toBe("!(request.namespace in ['one'])");
});

test('the policies are those of guardrailChart, unless another chart is given', () => {
  const { guardrails, platform, tenant } = appOf();
  const [one, two] = [
    tenant('one', { guardrailChart: guardrails, admissionChart: undefined }),
    tenant('two', { guardrailChart: guardrails, admissionChart: platform }),
  ];
  expect(one.admissionPolicy.policies[0].chart).toBe(guardrails);
  expect(two.admissionPolicy.policies[0].chart).toBe(platform);
  expect(named(platform)).toContain('ValidatingAdmissionPolicy platform-tenants-pods');
});

test('objects of a tenant are judged at synth by its own requirements', () => {
  const { app, gvisor, tenant } = appOf();
  const [one, other] = ['one', 'other'].map((id) => tenant(id, { registries: [`registry.example.com/${id}`] }));
  const container = { ...CONTAINER, image: 'registry.example.com/one/python:1' };
  new Sandbox(one, 'Fine', { runtime: gvisor, containers: [container] });
  expect(codesOf(app)).not.toContain('ASB364');
  new Sandbox(other, 'Foreign', { runtime: gvisor, containers: [container] });
  expect(codesOf(app)).toContain('ASB364');
});

test('ASB395: a tenant that is only warned, with and without policies of its own', () => {
  for (const admissionChart of [true, false]) {
    const { app, guardrails, tenant } = appOf();
    tenant('one', { ...(admissionChart ? {} : { admissionChart: undefined }) });
    const validationActions = [ValidationAction.DENY, ValidationAction.AUDIT];
    tenant('audited', { validationActions, admissionChart: guardrails });
    expect(codesOf(app)).toEqual([]);
    tenant('trial', {
      validationActions: [ValidationAction.WARN], ...(admissionChart ? {} : { admissionChart: undefined }),
    });
    expect(codesOf(app)).toEqual(['ASB395']);
  }
});

test('ASB396: a namespace that the app does not create', () => {
  const { app, tenant } = appOf();
  tenant('own', { createNamespace: false, admissionChart: undefined });
  tenant('made');
  expect(codesOf(app)).toEqual([]);
  tenant('given', { createNamespace: false });
  expect(codesOf(app)).toEqual(['ASB396']);
});

test.each<[string, (app: ReturnType<typeof appOf>) => unknown, RegExp]>([
  ['no chart', ({ tenant }) => tenant('x', { admissionChart: 'guardrails' as never }), /'admissionChart' is 'guardrails'/],
  [
    'a chart of a tenant',
    ({ tenant }) => tenant('y', { admissionChart: tenant('x') }),
    /'admissionChart' is 'x', which is of tenant 'x'/,
  ],
  [
    'no actions', ({ tenant }) => tenant('x', { validationActions: [] }), /'validationActions' is empty/,
  ],
  [
    'an action that there is not',
    ({ tenant }) => tenant('x', { validationActions: ['Refuse' as never] }), /'validationActions' has 'Refuse'/,
  ],
  [
    'the label by hand',
    ({ tenant }) => tenant('x', { namespaceLabels: { [ADMISSION_LABEL]: 'other' } }), /use 'admissionChart'/,
  ],
])('fails if given %s', (_, make, message) => {
  expect(() => make(appOf())).toThrow(message);
});
