/** The tenants that are attacked, with the workloads in them and the accounts of the attackers. */
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Role } from './attack';
import {
  claim, FULL, IN_AN_HOUR, inNamespace, LAB, NEIGHBOUR, pod, PodChanges, pool, sandbox, SHARED, template, the,
  volumeClaim,
} from './objects';
import {
  AgentSandboxVersion, EnvVarsInjectionPolicy, HeldField, IsolatedRuntime, OperatingMode, Sandbox, SandboxCluster,
  SandboxTemplate, SandboxTenant, SandboxTenantProps, TenantQuota, TenantQuotaOptions, WarmPool,
} from '../../../src';
import { identityOf } from '../../../src/judge/manifests/object-keys';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import type { Client } from '../../../src/rehearsal/cluster/client';
import type { ControlPlane } from '../../../src/rehearsal/cluster/control-plane';
import { until } from '../../../src/rehearsal/cluster/until';
import { apply } from '../controlled';
import { Item, itemsOf } from '../items';

/** The namespace of accounts that are in no tenant. */
const PEOPLE = 'people';

/** The ServiceAccount of each role. */
export const ACCOUNTS: Readonly<Record<Role, { readonly name: string; readonly namespace: string }>> = {
  viewer: { name: 'viewer', namespace: PEOPLE },
  claimer: { name: 'claimer', namespace: PEOPLE },
  runner: { name: 'runner', namespace: PEOPLE },
  operator: { name: 'operator', namespace: PEOPLE },
  neighbour: { name: 'neighbour', namespace: PEOPLE },
  editor: { name: 'editor', namespace: PEOPLE },
  workload: { name: 'sandbox', namespace: LAB },
};

const QUOTA: TenantQuotaOptions = {
  sandboxes: 40,
  claims: 20,
  pods: 40,
  cpu: kplus.Cpu.units(40),
  memory: Size.gibibytes(100),
  storage: Size.gibibytes(50),
  volumes: 10,
  extendedResources: { 'nvidia.com/gpu': 1 },
};

/** The tenants of a platform, as this library prints them. @param isShared whether they share their policies */
export function tenants(release: string, isShared = false): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const rules: Omit<SandboxTenantProps, 'quota'> = {
    ...(isShared && { admissionChart: new Chart(app, 'guardrails') }),
    runtimes: [gvisor],
    registries: ['registry.example.com/'],
    maxContainerCpu: kplus.Cpu.units(4),
    maxContainerMemory: Size.gibibytes(16),
    maxContainerEphemeralStorage: Size.gibibytes(10),
    maxVolumeSize: Size.gibibytes(10),
    maxPoolReplicas: 3,
    maxLifetime: Duration.days(7),
    storageClasses: ['standard'],
  };
  const container = { image: 'registry.example.com/python:3.14', portNumber: 8888 };
  const python = (tenant: SandboxTenant) => (
    new SandboxTemplate(tenant, 'Python', { runtime: gvisor, containers: [container] })
  );

  const timer = kplus.User.fromName(app, 'Timer', 'system:serviceaccount:timers:idle-timer');
  const lab = new SandboxTenant(app, LAB, {
    ...rules,
    quota: TenantQuota.of(QUOTA),
    heldFields: [
      HeldField.operatingMode({ owners: [timer], names: ['idle', 'attack-idle'] }),
      HeldField.poolReplicas({ owners: [timer], names: ['queue'] }),
    ],
  });
  const pythons = python(lab).addWarmPool('PythonPool', { replicas: 1 });
  pythons.addClaim('Nightly', { shutdownTime: IN_AN_HOUR });
  new SandboxTemplate(lab, 'Open', {
    runtime: gvisor, containers: [container], envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
  }).addWarmPool('OpenPool', { replicas: 0 });
  new Sandbox(lab, 'Dev', { runtime: gvisor, containers: [container], service: true, shutdownTime: IN_AN_HOUR });
  new Sandbox(lab, 'Idle', {
    runtime: gvisor, containers: [container], operatingMode: OperatingMode.EXTERNAL, shutdownTime: IN_AN_HOUR,
  });
  new WarmPool(lab, 'Queue', { template: pythons.template, scaledExternally: true });

  const neighbour = new SandboxTenant(app, NEIGHBOUR, { ...rules, quota: TenantQuota.of(QUOTA) });
  python(neighbour).addWarmPool('PythonPool', { replicas: 0 });

  const full = new SandboxTenant(app, FULL, { ...rules, quota: TenantQuota.of({ sandboxes: 2, claims: 1, pods: 2 }) });
  new Sandbox(full, 'Dev', { runtime: gvisor, containers: [container], shutdownTime: IN_AN_HOUR });
  python(full).addWarmPool('PythonPool', { replicas: 0 }).addClaim('Nightly', { shutdownTime: IN_AN_HOUR });

  for (const tenant of [lab, full]) {
    tenant.permissions.grantView(account(tenant, 'viewer'));
    tenant.permissions.grantClaim(account(tenant, 'claimer'));
    tenant.permissions.grantRun(account(tenant, 'runner'));
    tenant.permissions.grantOperate(account(tenant, 'operator'));
  }
  neighbour.permissions.grantOperate(account(neighbour, 'neighbour'));
  return itemsOf(app);
}

function account(tenant: SandboxTenant, role: Role): kplus.IServiceAccount {
  const { name, namespace } = ACCOUNTS[role];
  return kplus.ServiceAccount.fromServiceAccountName(tenant, `Account${role}`, name, { namespaceName: namespace });
}

/** Objects of others in the tenant: what attackers are after, and Kubernetes' own ClusterRole for the editor. */
function others(): object[] {
  return [
    { ...the('Secret', 'model-key'), stringData: { key: 'secret' } },
    { ...the('ConfigMap', 'settings'), data: { level: 'high' } },
    { ...the('ServiceAccount', 'deployer') },
    {
      ...the('RoleBinding', 'editor'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subjects: [{ kind: 'ServiceAccount', ...ACCOUNTS.editor }],
    },
    { ...the('RuntimeClass', 'runc'), handler: 'runc' },
    pod({}, { name: 'kept-pod' }),
    { ...the('PersistentVolumeClaim', 'work-taker'), spec: volumeClaim('work').spec },
    { ...the('Service', 'kept'), spec: { selector: { app: 'kept' }, ports: [{ port: 80 }] } },
  ];
}

function isGuard({ object: { apiVersion } }: Item): boolean {
  return !apiVersion.includes('agents.x-k8s.io');
}

function ofTheSuite(objects: readonly object[]): Item[] {
  return objects.map((object) => ({ path: 'the suite', object: object as KubeObject }));
}

/** Applies tenants, workloads and accounts, and waits until quotas count and one is used up. */
export async function installLab(client: Client, release: string): Promise<void> {
  const people = Object.values(ACCOUNTS).filter(({ namespace }) => namespace === PEOPLE);
  const accounts = people.map(({ name, namespace }) => the('ServiceAccount', name, namespace));
  const items = tenants(release);
  await apply(client, ofTheSuite([the('Namespace', PEOPLE), ...accounts]));
  await apply(client, items.filter(isGuard));
  await apply(client, ofTheSuite(others()));
  for (const { object } of items.filter(({ object: { kind } }) => kind === 'ResourceQuota')) {
    await until(`the quota ${object.metadata.name} of ${object.metadata.namespace} to count`, async () => {
      const { spec, status } = (await client.read(object)).body;
      return Object.keys(spec.hard).every((resource) => status.used?.[resource] !== undefined);
    });
  }
  await apply(client, items.filter((item) => !isGuard(item)));
  await until(`the quota of ${FULL} to be used up`, async () => {
    const { spec, status } = (await client.read(the('ResourceQuota', 'sandbox-quota', FULL))).body;
    return Object.entries(spec.hard).every(([resource, amount]) => status.used[resource] === amount);
  });
}

/**
 * Gives the tenants of the lab policies that they share, in place of those of their own, as a platform does it: apply,
 * then prune. Returns when each policy holds in each tenant.
 */
export async function shareAdmission(client: Client, release: string): Promise<void> {
  const after = tenants(release, true).filter(isGuard);
  await apply(client, after);
  const left = new Set(after.map(({ object }) => identityOf(object)));
  for (const { object } of tenants(release).filter((each) => isGuard(each) && !left.has(identityOf(each.object)))) {
    await client.delete(object);
  }
  const runc: PodChanges = { spec: { runtimeClassName: 'runc' } };
  const probes = [pod(runc), sandbox(runc), template(runc), pool({ replicas: 4 }), claim({ lifecycle: undefined })];
  for (const namespace of [LAB, NEIGHBOUR, FULL]) {
    for (const probe of probes) {
      await until(`the policy of ${probe.kind} that ${namespace} shares`, async () => {
        const { body } = await client.create(inNamespace(namespace, probe), { dryRun: true });
        return String(body?.message).includes(`'${SHARED}-`);
      });
    }
  }
}

/** A client with a token of the role's account. */
export async function clientOf(plane: ControlPlane, role: Role): Promise<Client> {
  const { name, namespace } = ACCOUNTS[role];
  return plane.clientOf(the('ServiceAccount', name, namespace));
}
