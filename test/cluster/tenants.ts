/**
 * Tenants, and namespaces with an admission policy alone, with the settings of the tables of hostile and legitimate
 * pods.
 */
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Item, itemsOf } from './items';
import { install } from './releases';
import {
  AgentSandboxVersion, IsolatedRuntime, KataRelease, PodSecurityStandard, SandboxAdmissionPolicy, SandboxCluster,
  SandboxTenant, TaintEffect, TenantQuota,
} from '../../src';
import type { Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';
import { ALLOWED, Base, BASES, IDENTITIES } from '../support/admission/pods';

export const ALL_BASES = Object.keys(BASES) as Base[];

/** The scheduling fields that the RuntimeClass `gvisor` adds to pods. */
export const GVISOR = {
  nodeSelector: { 'example.com/runtime': 'gvisor' },
  tolerations: [{ key: 'example.com/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
};

/** Less than the limit of one container, so that one container can exceed the quota. */
const MEMORY = Size.gibibytes(24);

export const tenantOf = (base: Base) => `tenant-${base}`;
export const policyNamespaceOf = (base: Base) => `policy-${base}`;

/** The accounts that the policy of a base lets pods have, but for that which Kubernetes makes. */
export const accountsOf = (base: Base) => BASES[base].settings.serviceAccounts!.filter((name) => name !== 'default');

/** The app of a platform with a tenant for each base. */
export function tenants(): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const platform = new Chart(app, 'platform');
  const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
    nodeSelector: GVISOR.nodeSelector,
    tolerations: [{ key: 'example.com/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
  });
  const kata = IsolatedRuntime.kataQemu(platform, 'Kata', {
    create: true,
    kataRelease: KataRelease.V4,
    nodeSelector: { 'example.com/runtime': 'kata' },
  });
  for (const base of ALL_BASES) {
    const { requireDigests, allowEphemeralContainers } = BASES[base].settings;
    const isolation = {
      runtimes: [gvisor, kata],
      registries: ['registry.example.com/'],
      maxContainerCpu: kplus.Cpu.units(8),
      maxContainerMemory: Size.gibibytes(32),
      maxContainerEphemeralStorage: Size.gibibytes(20),
      maxVolumeSize: Size.gibibytes(100),
      maxPoolReplicas: 20,
      requireDigests,
      allowEphemeralContainers,
      ...(base === 'identified' && { identities: IDENTITIES }),
      ...ALLOWED,
    };
    const quota = TenantQuota.of({
      sandboxes: 3,
      pods: 4,
      cpu: kplus.Cpu.units(40),
      memory: MEMORY,
      storage: Size.gibibytes(500),
      extendedResources: { 'nvidia.com/gpu': 1 },
    });
    new SandboxTenant(app, tenantOf(base), { ...isolation, quota });
    const bare = new Chart(app, policyNamespaceOf(base), { namespace: policyNamespaceOf(base) });
    new SandboxAdmissionPolicy(bare, 'Isolation', { ...isolation, podSecurity: PodSecurityStandard.PRIVILEGED });
  }
  return itemsOf(app);
}

/** Applies the tenants, foreign RuntimeClasses and PriorityClasses, and waits until the quotas count. */
export async function installTenants(client: Client): Promise<void> {
  const others: Item[] = [
    ...['runc', 'kata-fc', 'gvisor-debug'].map((name) => ({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name },
      handler: name,
    })),
    ...['batch', 'platform-high'].map((name, index) => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: index * 1000,
    })),
    ...ALL_BASES.map((base) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: policyNamespaceOf(base) } })),
    ...ALL_BASES.flatMap((base) => accountsOf(base).map((name) => (
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: policyNamespaceOf(base) } }
    ))),
  ].map((object) => ({ path: 'the suite', object }));
  const items = tenants();
  await install(client, [...others, ...items]);
  for (const { object } of items.filter(({ object: { kind } }) => kind === 'ResourceQuota')) {
    // Until the first count, a quota refuses every object.
    await until(`the quota ${object.metadata.name} of ${object.metadata.namespace}`, async () => {
      const { spec, status } = (await client.read(object)).body;
      return Object.keys(spec.hard).every((resource) => status.used?.[resource] !== undefined);
    });
  }
}
