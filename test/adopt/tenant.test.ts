import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, HeldField, IsolatedRuntime, PodSecurityStandard, SandboxApp, SandboxCluster, SandboxTemplate,
  SandboxTenant, SandboxTenantProps, TaintEffect, TenantQuota, TolerationOperator, ValidationAction,
} from '../../src';
import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';
import { compileErrors } from '../support/adopt/compile';

const IMAGE = `registry.example.com/a/python@sha256:${'0'.repeat(64)}`;
const programs: Record<string, string> = {};

/** The objects of a tenant, with a template in it. */
function printed(
  props: Partial<SandboxTenantProps>, more: (tenant: SandboxTenant, other: Chart) => void = () => {}, isShared = false,
) {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'platform');
  const gvisor = IsolatedRuntime.gvisor(chart, 'Gvisor', {
    nodeSelector: { pool: 'g' }, tolerations: [{ key: 'g', value: 'x', effect: TaintEffect.NO_SCHEDULE }],
  });
  const guardrails = isShared ? [new Chart(app, 'guardrails')] : [];
  const tenant = new SandboxTenant(app, 'acme', {
    runtimes: [gvisor], quota: TenantQuota.none(), ...(isShared && { admissionChart: guardrails[0] }), ...props,
  });
  const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(tenant, 'Account', tenant.serviceAccountName);
  new SandboxTemplate(tenant, 'Python', { runtime: gvisor, serviceAccount, containers: [{ name: 'p', image: IMAGE }] });
  more(tenant, chart);
  return [chart, ...guardrails, tenant].flatMap((each) => each.toJson()) as any[];
}

function imported(name: string, objects: any[]): string {
  const { text, differences, remarks, lost } = importObjects(objects, undefined, Catalogue.standard());
  expect({ differences, remarks, lost }).toEqual({ differences: [], remarks: [], lost: [] });
  programs[name] = text;
  return text;
}

/** Props of tenants, each as the program has it. */
const PROPS: ReadonlyArray<readonly [Partial<SandboxTenantProps>, string]> = [
  [{ quota: TenantQuota.none() }, 'quota: TenantQuota.none() }'],
  [
    { quota: TenantQuota.of({ sandboxes: 3, cpu: kplus.Cpu.units(60), extendedResources: { 'nvidia.com/gpu': 2 } }) },
    "sandboxes: 3,\n    cpu: kplus.Cpu.units(60),\n    extendedResources: { 'nvidia.com/gpu': 2 },",
  ],
  [{ labels: { team: 'x' } }, "labels: { team: 'x' },"],
  [{ podSecurity: PodSecurityStandard.BASELINE }, 'podSecurity: PodSecurityStandard.BASELINE,'],
  [{ podSecurityVersion: '1.35' }, "podSecurityVersion: '1.35',"],
  [{ namespaceLabels: { mesh: 'on' } }, "namespaceLabels: { mesh: 'on' },"],
  [{ namespaceAnnotations: { 'a.b/c': 'd' } }, "namespaceAnnotations: { 'a.b/c': 'd' },"],
  [{ createNamespace: false }, 'createNamespace: false,'],
  [{ maxContainerCpu: kplus.Cpu.millis(500) }, 'maxContainerCpu: kplus.Cpu.millis(500),'],
  [{ maxContainerMemory: Size.gibibytes(4) }, 'maxContainerMemory: Size.gibibytes(4),'],
  [{ maxVolumeSize: Size.gibibytes(20) }, 'maxVolumeSize: Size.gibibytes(20),'],
  [
    { defaultResources: { cpu: { limit: kplus.Cpu.units(2) } } },
    'defaultResources: { cpu: { limit: kplus.Cpu.units(2) } },',
  ],
  [{ registries: ['registry.example.com/a'] }, "registries: ['registry.example.com/a'],"],
  [{ requireDigests: true }, 'requireDigests: true,'],
  [{ allowServiceAccountTokens: true }, 'allowServiceAccountTokens: true,'],
  [{ allowEphemeralContainers: true }, 'allowEphemeralContainers: true,'],
  [{ maxPoolReplicas: 9 }, 'maxPoolReplicas: 9,'],
  [{ requireShutdownTime: true }, 'requireShutdownTime: true,'],
  [{ maxLifetime: Duration.hours(2) }, 'maxLifetime: Duration.hours(2),'],
  [{ maxTimeToLive: Duration.hours(1) }, 'maxTimeToLive: Duration.hours(1),'],
  [{ requireClaimDeletion: true }, 'requireClaimDeletion: true,'],
  [{ allowedPodAnnotations: ['example.com/'] }, "allowedPodAnnotations: ['example.com/'],"],
  [{ allowedFinalizers: ['example.com/x'] }, "allowedFinalizers: ['example.com/x'],"],
  [{ serviceAccounts: ['sandbox'] }, "serviceAccounts: ['sandbox'],"],
  [{ allowedNodeLabels: { zone: 'a' } }, "allowedNodeLabels: { zone: 'a' },"],
  [
    { allowedTolerations: [{ key: 'q', operator: TolerationOperator.EXISTS }] },
    "allowedTolerations: [{ key: 'q', operator: TolerationOperator.EXISTS }],",
  ],
  [{ allowNodeChoice: true }, 'allowNodeChoice: true,'],
  [{ allowedExtendedResources: ['example.com/fpga'] }, "allowedExtendedResources: ['example.com/fpga'],"],
  [{ allowResourceClaims: true }, 'allowResourceClaims: true,'],
  [{ allowedPriorityClasses: ['low'] }, "allowedPriorityClasses: ['low'],"],
  [{ allowedSchedulers: ['volcano'] }, "allowedSchedulers: ['volcano'],"],
  [{ allowVolumeDataSources: true }, 'allowVolumeDataSources: true,'],
  [{ storageClasses: ['fast'] }, "storageClasses: ['fast'],"],
  [{ maxVolumeClaims: 3 }, 'maxVolumeClaims: 3,'],
  [{ maxTotalVolumeSize: Size.gibibytes(40) }, 'maxTotalVolumeSize: Size.gibibytes(40),'],
];

test.each(PROPS)('a prop comes back: %#', (props, code) => {
  const text = imported(`prop-${Object.keys(props).join()}`, printed(props));
  expect(text).toMatch(/const acme = new SandboxTenant\(app, 'acme', \{\s+runtimes: \[gvisor\],/);
  expect(text).toContain(code);
  expect(text).not.toMatch(/ApiObject|leaveOut|tryRemoveChild/);
});

test.each(PROPS)('a prop comes back of a tenant that shares its policies: %#', (props, code) => {
  const text = imported(`shared-${Object.keys(props).join()}`, printed(props, undefined, true));
  expect(text).toContain("const guardrails = new Chart(app, 'guardrails');");
  expect(text).toMatch(/ acme = new SandboxTenant\(app, 'acme', \{\s+admissionChart: guardrails,\s+runtimes: \[gvisor\],/);
  expect(text).toContain(code.replace(/ }$/, ','));
  expect(text).not.toMatch(/ApiObject|leaveOut|tryRemoveChild/);
});

test('grants, owners of fields, and a class that is not among the objects', () => {
  const objects = printed({}, (tenant) => {
    tenant.permissions.grantView(kplus.Group.fromName(tenant, 'Scientists', 'scientists'));
    tenant.permissions.grantRun(
      kplus.ServiceAccount.fromServiceAccountName(tenant, 'Runner', 'runner', { namespaceName: 'evals' }),
    );
  });
  const text = imported('grants', objects.filter(({ kind }) => kind !== 'RuntimeClass'));
  expect(text).toContain("acme.permissions.grantView(kplus.Group.fromName(acme, 'Scientists', 'scientists'));");
  expect(text).toContain("fromServiceAccountName(acme, 'Runner', 'runner', { namespaceName: 'evals' })");
  expect(text).toContain("const gvisor = IsolatedRuntime.fromRuntimeClassName(cluster, 'Gvisor', 'gvisor');");
  expect(text).toContain("allowedNodeLabels: { pool: 'g' },");
  expect(text).not.toMatch(/ApiObject|leaveOut/);
});

test('owners of a field come back', () => {
  const app = new Chart(new SandboxApp(), 'owners');
  const owners = [kplus.User.fromName(app, 'Keda', 'keda'), kplus.Group.fromName(app, 'Ops', 'ops')];
  const text = imported('owners', printed({ heldFields: [HeldField.poolReplicas({ owners, names: ['a'] })] }));
  expect(text).toContain("heldFields: [HeldField.poolReplicas({ owners: [keda, ops], names: ['a'] })],");
});

test('what is over is written beside, what is missing is removed, and what differs is patched', () => {
  const objects = printed({ maxContainerCpu: kplus.Cpu.units(2) }).filter(({ kind }) => kind !== 'LimitRange');
  objects.find(({ metadata }) => metadata.name === 'deny-all').spec.policyTypes.pop();
  objects.push({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'acme' }, spec: { ports: [{ port: 80 }] },
  });
  const text = imported('over', objects);
  expect(text).toContain('maxContainerCpu: kplus.Cpu.units(2),');
  expect(text).toContain('// The YAML has no such object, or one that is too different.\n'
    + "acme.node.tryRemoveChild('LimitRange');");
  expect(text).toContain("leaveOut(acme.node.findChild('DenyAll'), '/spec/policyTypes/1');");
  expect(text).toContain("new ApiObject(acme, 'Web', {");
});

test('fails if too much is missing: its objects are written as they are, and a comment says why', () => {
  const objects = printed({}).filter(({ kind }) => kind !== 'Role');
  const text = imported('missing', objects);
  expect(text).toContain('// 4 objects of a SandboxTenant are missing, or too different.\n'
    + "const acme = new Chart(app, 'acme', { namespace: 'acme' });");
});

test('tenants of two charts, one of which is only warned', () => {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const [one, two] = ['guardrails', 'trials'].map((id) => new Chart(app, id));
  const runtimes = [IsolatedRuntime.fromRuntimeClassName(one, 'Gvisor', 'gvisor')];
  const keda = kplus.User.fromName(one, 'Keda', 'keda');
  const tenants = ['evals', 'research', 'trial'].map((team, index) => new SandboxTenant(app, team, {
    admissionChart: index < 2 ? one : two,
    runtimes,
    quota: TenantQuota.of({ sandboxes: 3 }),
    registries: [`registry.example.com/${team === 'evals' ? 'a' : team}`],
    ...(index === 1 && { heldFields: [HeldField.poolReplicas({ owners: [keda] })] }),
    ...(index === 2 && { validationActions: [ValidationAction.WARN, ValidationAction.AUDIT] }),
  }));
  new SandboxTemplate(tenants[0], 'Python', { runtime: runtimes[0], containers: [{ name: 'p', image: IMAGE }] });
  const objects = [one, two, ...tenants].flatMap((each) => each.toJson()) as any[];
  const text = imported('shared-tenants', objects);
  expect(text).toContain("const trials = new Chart(app, 'trials');");
  expect(text).toContain('validationActions: [ValidationAction.WARN, ValidationAction.AUDIT],');
  expect(text).toContain("registries: ['registry.example.com/research'],");
  expect(text).not.toMatch(/ApiObject|leaveOut|tryRemoveChild/);
  // Tenants without the policies are written as they are.
  expect(imported('shared-alone', tenants[0].toJson())).toContain("const evals = new Chart(app, 'evals'");
});

test('a policy that was edited is patched', () => {
  const objects = printed({}, undefined, true);
  objects.find(({ kind, metadata }) => (
    kind === 'ValidatingAdmissionPolicy' && metadata.name === 'guardrails-tenants-pods'
  )).spec.failurePolicy = 'Ignore';
  expect(imported('shared-edited', objects)).toContain("JsonPatch.replace('/spec/failurePolicy', 'Ignore')");
});

test('programs of tenants compile under strict', () => {
  expect(compileErrors(programs)).toEqual([]);
});
