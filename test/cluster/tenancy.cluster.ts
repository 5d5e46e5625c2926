/** Tenants refuse hostile pods, admit legitimate ones, and grant each role the permissions of its table. */
import { ServerVerdict, verdictOf } from './admission';
import { accepted, complaint, Item } from './items';
import { aControlPlane, describeCluster } from './plane';
import { accountOf, resourcesOf, rightsIn, rightsOf } from './questions';
import { quotaTests } from './quotas';
import { everythingOf, install } from './releases';
import { runtimeTests } from './runtimes';
import { ALL_BASES, installTenants, policyNamespaceOf, tenantOf } from './tenants';
import { AgentSandboxVersion } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { until } from '../../src/rehearsal/cluster/until';
import { TENANT_ROLES, TenantRole } from '../../src/tenant/tenant-roles';
import { holderOf, HOSTILE_PODS, HostilePod, refusedIn } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { held, HOLDERS, podWith } from '../support/admission/pods';

/** Rules about fields that a LimitRange fills in: only pods are judged by them. */
const OF_PODS_ALONE = ['ASB366'];

/** The refusers that may come first. Pods are decoded, completed, validated and only then admitted. */
const FIRST: Readonly<Record<HostilePod['refusedBy'], ReadonlyArray<ServerVerdict['refusedBy']>>> = {
  'schema': ['schema', 'validation'],
  'pod-security': ['pod-security', 'validation'],
  'policy': ['policy', 'pod-security', 'validation', 'limits'],
  // The limit of one volume claim is checked before the quota of all.
  'quota': ['quota', 'limits'],
};

/** The volume claim of an ephemeral volume of a pod. The pod itself is valid. */
function claimOf({ metadata, spec }: KubeObject): KubeObject | undefined {
  const template = (spec as PodSpec).volumes?.find(({ ephemeral }) => ephemeral)?.ephemeral!.volumeClaimTemplate;
  return template && { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, ...template } as KubeObject;
}

interface PodSpec {
  readonly volumes?: ReadonlyArray<{ readonly ephemeral?: { readonly volumeClaimTemplate: object } }>;
}

describeCluster('tenants', () => {
  const plane = aControlPlane({ prepare: (client) => install(client, everythingOf(AgentSandboxVersion.LATEST.id)) });

  beforeAll(async () => {
    await installTenants(plane.client);
    for (const namespace of ALL_BASES.flatMap((base) => [policyNamespaceOf(base), tenantOf(base)])) {
      for (const kind of HOLDERS) { await holds(namespace, kind); }
    }
  });

  /** A policy takes effect some time after it was created. */
  async function holds(namespace: string, kind: typeof HOLDERS[number]): Promise<void> {
    const hostile = inNamespace(
      namespace,
      held(kind, podWith('plain', [{ op: 'add', path: '/spec/hostPID', value: true }])),
    );
    await until(
      `the policy of each ${kind} in ${namespace}`,
      async () => (await plane.client.create(hostile, { dryRun: true })).status !== 201,
    );
  }

  function inNamespace(namespace: string, object: KubeObject): KubeObject {
    return { ...object, metadata: { ...object.metadata, namespace } };
  }

  test('the policies compile: the type checker has no warnings', async () => {
    const {
      body: { items },
    } = await plane.client.get('/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies');
    expect(items.length).toBeGreaterThanOrEqual(4 * 2 * ALL_BASES.length);
    for (const { metadata: { name } } of items) {
      const read = async () =>
        (await plane.client.get(`/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${name}`)).body;
      await until(`the type check of ${name}`, async () => {
        const { metadata, status } = await read();
        return status?.observedGeneration === metadata.generation;
      });
      expect([name, (await read()).status.typeChecking?.expressionWarnings ?? []]).toEqual([name, []]);
    }
  });

  describe.each(HOLDERS)('a policy alone, of a %s,', (kind) => {
    test.each(HOSTILE_PODS.filter(({ refusedBy }) => refusedBy === 'policy').map((row) => [row.name, row] as const))(
      'refuses %s',
      async (_, row) => {
        const object = inNamespace(policyNamespaceOf(row.base), held(kind, podWith(row.base, [row.change])));
        const { refusedBy, codes, answer } = await verdictOf(plane.client, object);
        if (refusedIn(kind, row).length === 0 || (kind !== 'Pod' && OF_PODS_ALONE.includes(row.code))) {
          expect(refusedBy).toBeUndefined();
        } else if (refusedBy !== 'policy') {
          // Pods are validated before admission: some rows are never valid pods.
          expect([complaint({ path: row.name, object }, answer), kind, refusedBy]).toEqual([
            expect.anything(),
            'Pod',
            'validation',
          ]);
        } else {
          expect(codes).toEqual([row.code]);
        }
      },
    );

    test.each(LEGITIMATE_PODS.map((row) => [row.name, row] as const))('admits %s', async (_, row) => {
      const object = inNamespace(policyNamespaceOf(row.base), held(kind, podWith(row.base, row.changes)));
      const { refusedBy, answer } = await verdictOf(plane.client, object);
      if (refusedBy) { throw new Error(complaint({ path: row.name, object }, answer)); }
    });
  });

  describe('a tenant', () => {
    test.each(HOSTILE_PODS.map((row) => [row.refusedBy, row.name, row] as const))(
      'refuses by its %s %s',
      async (_, __, row) => {
        const object = inNamespace(tenantOf(row.base), held(holderOf(row), podWith(row.base, [row.change])));
        const claim = row.refusedBy === 'quota' ? claimOf(object) : undefined;
        const { refusedBy, answer } = await verdictOf(plane.client, claim ?? object);
        if (OF_PODS_ALONE.includes(row.code!)) {
          // The LimitRange fills in missing limits.
          const { containers, initContainers } = answer.body.spec;
          for (const { resources } of [...containers, ...initContainers]) {
            expect(resources.limits).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
          }
          return;
        }
        // A pod with two faults is refused by the first refuser.
        if (!FIRST[row.refusedBy].includes(refusedBy)) {
          throw new Error(`refused by ${refusedBy}: ${complaint({ path: row.name, object }, answer)}`);
        }
      },
    );

    test.each(HOSTILE_PODS.filter(({ refusedBy }) => refusedBy === 'schema').map((row) => [row.name, row] as const))(
      'refuses a sandbox of %s',
      async (_, row) => {
        const object = inNamespace(tenantOf(row.base), held('Sandbox', podWith(row.base, [row.change])));
        expect((await verdictOf(plane.client, object)).refusedBy).toBe('schema');
      },
    );

    test.each(LEGITIMATE_PODS.map((row) => [row.name, row] as const))('admits %s', async (_, row) => {
      for (const kind of HOLDERS) {
        const object = inNamespace(tenantOf(row.base), held(kind, podWith(row.base, row.changes)));
        const { refusedBy, answer } = await verdictOf(plane.client, object);
        // The row uses up the whole quota: the table is about one container.
        if (refusedBy === 'quota' && /^as much|^the same in other units/.test(row.name)) { continue; }
        if (refusedBy) { throw new Error(complaint({ path: row.name, object }, answer)); }
      }
    });
  });

  runtimeTests(plane);
  quotaTests(plane);

  describe('the roles', () => {
    const namespace = tenantOf('plain');
    const roles = Object.keys(TENANT_ROLES) as TenantRole[];

    test.each(roles)('%s has the permissions of its table, in its namespace alone', async (role) => {
      const account = accountOf('people', role);
      const binding: Item = {
        path: `grant of ${role}`,
        object: {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: `grant-${role}`, namespace },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `sandbox-${role}` },
          subjects: [{ kind: 'ServiceAccount', name: role, namespace: 'people' }],
        } as KubeObject,
      };
      accepted(binding, await plane.client.create(binding.object));
      const resources = await resourcesOf(plane.client);
      const common = await rightsOf(plane.client, resources, { ...accountOf('people', 'stranger'), namespace });
      const inTenant = (await rightsOf(plane.client, resources, { ...account, namespace })).filter(
        (right) => !common.includes(right),
      );
      expect(inTenant).toEqual(rightsIn(TENANT_ROLES[role]));
      const elsewhere = await rightsOf(plane.client, resources, { ...account, namespace: tenantOf('digested') });
      expect(elsewhere).toEqual(common);
    });
  });
});
