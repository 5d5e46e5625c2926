/** Tenants that share their admission policies: each is judged by its own parameters, and nobody gets around them. */
import { App, Chart } from 'cdk8s';
import { verdictOf } from './admission';
import { accepted, complaint, Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import {
  AgentSandboxVersion, IsolatedRuntime, SandboxCluster, SandboxTenant, TenantQuota, ValidationAction,
} from '../../src';
import { PARAMETERS } from '../../src/admission/shared/parameters';
import { Membership, SharedAdmission } from '../../src/admission/shared/shared-admission';
import { ADMISSION_LABEL } from '../../src/api/labels';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer, Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';
import { HOSTILE_PODS, refusedIn } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { Base, BASES, held, HOLDERS, podWith } from '../support/admission/pods';
import { LIMIT_RANGE } from '../support/admission/shared';

const ALL_BASES = Object.keys(BASES) as Base[];
const LABEL = 'guardrails-tenants';
const MERGE = 'application/merge-patch+json';
const HOST_PID = { op: 'add', path: '/spec/hostPID', value: true } as const;

const object = (kind: string, name: string, rest: object = {}, namespace?: string): KubeObject => (
  { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }) }, ...rest } as KubeObject
);
const inNamespace = (namespace: string, { metadata, ...rest }: KubeObject): KubeObject => (
  { ...rest, metadata: { ...metadata, namespace } } as KubeObject
);
const pool = (namespace: string): KubeObject => ({
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxWarmPool',
  metadata: { name: 'case', namespace },
  spec: { sandboxTemplateRef: { name: 'python' }, replicas: 1 },
} as KubeObject);

/** A pod that is fine but for its image. */
const withImage = (kind: typeof HOLDERS[number], namespace: string, image: string) => {
  const image_ = (path: string) => ({ op: 'replace', path: `/spec/${path}/0/image`, value: image } as const);
  return inNamespace(namespace, held(kind, podWith('plain', [image_('containers'), image_('initContainers')])));
};

/** Namespaces with the settings of the tables, two teams, one that is only warned, and one whose namespace is old. */
function platform(): { readonly items: Item[]; readonly members: ReadonlyMap<Base, Membership> } {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const admissionChart = new Chart(app, 'guardrails');
  const shared = SharedAdmission.of(admissionChart, LIMIT_RANGE);
  const members = new Map(ALL_BASES.map((base) => [base, shared.add({
    namespace: `shared-${base}`, settings: BASES[base].settings, validationActions: ['Deny'],
  })]));
  for (const team of ['team-a', 'team-b', 'legacy', 'trial']) {
    new SandboxTenant(app, team, {
      admissionChart,
      runtimes: [gvisor],
      quota: TenantQuota.none(),
      registries: [`registry.example.com/${team}`],
      createNamespace: team !== 'legacy',
      ...(team === 'trial' && { validationActions: [ValidationAction.WARN] }),
    });
  }
  return { items: itemsOf(app), members };
}

describeCluster('tenants that share their admission policies', () => {
  const plane = aControlPlane({ prepare: (client) => install(client, everythingOf(AgentSandboxVersion.LATEST.id)) });
  const { items, members } = platform();

  beforeAll(async () => {
    const { client } = plane;
    const others = [
      object('Namespace', 'legacy'), object('Namespace', 'people'),
      ...['editor', 'admin'].map((name) => object('ServiceAccount', name, {}, 'people')),
      { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata-qemu' }, handler: 'kata' },
      ...['runc', 'kata-fc', 'gvisor-debug'].map((name) => (
        { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: name }
      )),
      ...['batch', 'platform-high'].map((name, index) => (
        { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: index * 1000 }
      )),
      ...ALL_BASES.flatMap((base) => [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: `shared-${base}`, labels: { [ADMISSION_LABEL]: members.get(base)!.label } },
        },
        ...BASES[base].settings.serviceAccounts!.filter((name) => name !== 'default')
          .map((name) => object('ServiceAccount', name, {}, `shared-${base}`)),
        {
          apiVersion: 'v1',
          kind: LIMIT_RANGE.kind,
          metadata: {
            name: LIMIT_RANGE.name, namespace: `shared-${base}`, annotations: { [PARAMETERS]: members.get(base)!.lines },
          },
          spec: { limits: [] },
        },
      ]),
    ].map((each) => ({ path: 'the suite', object: each as KubeObject }));
    await install(client, [...others, ...items, ...['editor', 'admin'].map((name) => ({
      path: 'the suite',
      object: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name, namespace: 'team-a' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: name === 'admin' ? name : 'edit' },
        subjects: [{ kind: 'ServiceAccount', name, namespace: 'people' }],
      } as KubeObject,
    }))]);
    // Each policy takes effect some time after it was created, and so does each binding.
    const judged = [...ALL_BASES.map((base) => `shared-${base}`), 'team-a', 'team-b', 'trial', 'legacy'];
    for (const namespace of judged) {
      for (const kind of HOLDERS) {
        const hostile = inNamespace(namespace, held(kind, podWith('plain', [HOST_PID])));
        await until(`the policy of each ${kind} in ${namespace}`, async () => {
          const { status, warnings, body } = await client.create(hostile, { dryRun: true });
          // Pod Security refuses a Pod in the tenants.
          return [...warnings, String(body?.message)].join().includes('ASB352')
            || (status !== 201 && (namespace === 'legacy' || kind === 'Pod'));
        });
      }
    }
    await until('the policy of pools', async () => (await created(pool('legacy'))).status !== 201);
    await until('the policy of labels', async () => (
      (await relabel(client, 'team-b', 'other', { dryRun: 'All' })).status !== 200
    ));
  });

  const relabel = (client: Client, namespace: string, value: string | null, query: Record<string, string> = {}) => (
    client.request('PATCH', `/api/v1/namespaces/${namespace}`, {
      type: MERGE, body: { metadata: { labels: { [ADMISSION_LABEL]: value } } }, query,
    })
  );

  const created = (each: KubeObject) => plane.client.create(each, { dryRun: true });
  const said = ({ status, body }: ApiAnswer) => [status, String(body?.message ?? '')];

  test('the policies compile: the type checker has no warnings, and there are at most 20 objects', async () => {
    const admission = items.filter(({ object: { apiVersion } }) => apiVersion.startsWith('admissionregistration'));
    const policies = admission.filter(({ object: { kind } }) => kind === 'ValidatingAdmissionPolicy');
    expect([policies.length, admission.length]).toEqual([8, 8 + 8 + 6]);
    for (const { object: policy } of policies) {
      const read = async () => (await plane.client.read(policy)).body;
      await until(`the type check of ${policy.metadata.name}`, async () => {
        const { metadata, status } = await read();
        return status?.observedGeneration === metadata.generation;
      });
      expect([policy.metadata.name, (await read()).status.typeChecking?.expressionWarnings ?? []])
        .toEqual([policy.metadata.name, []]);
    }
  });

  test.each(HOLDERS)('each pod of the tables is judged by the parameters of its namespace, in a %s', async (kind) => {
    const wrong: unknown[] = [];
    const rows = [
      ...HOSTILE_PODS.filter(({ refusedBy }) => refusedBy === 'policy').map((row) => (
        {
          ...row,
          changes: [row.change],
          codes: refusedIn(kind, row).filter((code) => kind === 'Pod' || code !== 'ASB366'),
        }
      )),
      ...LEGITIMATE_PODS.map((row) => ({ ...row, codes: [] })),
    ];
    for (const { name, base, changes, codes } of rows) {
      const each = inNamespace(`shared-${base}`, held(kind, podWith(base, changes)));
      const verdict = await verdictOf(plane.client, each);
      // Pods are validated before admission: some rows are never valid pods.
      if (kind === 'Pod' && codes.length > 0 && verdict.refusedBy === 'validation') { continue; }
      if (verdict.codes.join() !== codes.join() || (codes.length === 0 && verdict.refusedBy)) {
        wrong.push([name, codes, complaint({ path: name, object: each }, verdict.answer).slice(0, 500)]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('each tenant has its own registries, and its people are told which', async () => {
    const image = 'registry.example.com/team-a/python:3.14';
    expect((await created(withImage('Sandbox', 'team-a', image))).status).toBe(201);
    expect(said(await created(withImage('Sandbox', 'team-b', image)))).toEqual(
      [403, expect.stringContaining("ASB364: images must come from 'registry.example.com/team-b/'; write")],
    );
  });

  test('a tenant that is only warned is warned', async () => {
    const { status, warnings } = await created(withImage('Sandbox', 'trial', 'evil.example.com/x:1'));
    expect([status, warnings.join()]).toEqual([201, expect.stringContaining('ASB364')]);
  });

  test('nobody changes the label of a tenant, not even an account that may do everything', async () => {
    const { client } = plane;
    for (const value of [null, `${LABEL}-warn`, 'other']) {
      expect(said(await relabel(client, 'team-a', value))).toEqual([403, expect.stringContaining(ADMISSION_LABEL)]);
    }
    expect(said(await relabel(client, 'people', LABEL))).toEqual([403, expect.stringContaining(ADMISSION_LABEL)]);
    const other = { type: MERGE, body: { metadata: { labels: { 'example.com/owner': 'ada' } } } };
    for (const namespace of ['team-a', 'people', 'legacy']) {
      expect((await client.request('PATCH', `/api/v1/namespaces/${namespace}`, other)).status).toBe(200);
    }
  });

  test.each(['editor', 'admin'])('the %s of a tenant changes neither its parameters nor its label', async (name) => {
    const client = await plane.plane.clientOf(object('ServiceAccount', name, {}, 'people'));
    try {
      const limits = '/api/v1/namespaces/team-a/limitranges';
      const wider = { metadata: { annotations: { [PARAMETERS]: 'runtimes runc' } } };
      const sent = [
        await client.request('PATCH', `${limits}/sandbox-limits`, { type: MERGE, body: wider }),
        await client.request('DELETE', `${limits}/sandbox-limits`),
        await client.request('POST', limits, { body: object('LimitRange', 'other', { spec: { limits: [] } }) }),
        await relabel(client, 'team-a', null),
      ];
      expect(sent.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect(said(await client.create(withImage('Pod', 'team-a', 'evil.example.com/x:1'), { dryRun: true })))
        .toEqual([403, expect.stringContaining('ASB364')]);
    } finally {
      client.close();
    }
  });

  test('a tenant without the label of its namespace is closed, until it has it', async () => {
    const pods = HOLDERS.map((kind) => inNamespace('legacy', held(kind, podWith('plain', []))));
    for (const each of [...pods, pool('legacy')]) {
      const [status, message] = said(await created(each));
      const missing = expect.stringContaining(`has not the label '${ADMISSION_LABEL}'`);
      expect([each.kind, status, message]).toEqual([each.kind, 403, missing]);
    }
    const labelled = await relabel(plane.client, 'legacy', LABEL);
    accepted({ path: 'the label', object: object('Namespace', 'legacy') }, labelled);
    const fine = withImage('Sandbox', 'legacy', 'registry.example.com/legacy/python:1');
    await until('the label to be seen', async () => (await created(fine)).status === 201);
    expect((await created(pool('legacy'))).status).toBe(201);
  });

  test('a tenant without its parameters is closed', async () => {
    const { client } = plane;
    const path = '/api/v1/namespaces/team-b/limitranges/sandbox-limits';
    const image = 'registry.example.com/team-b/x:1';
    const all = [...HOLDERS.map((kind) => withImage(kind, 'team-b', image)), pool('team-b')];
    const closed = (text: string) => async () => {
      const answers = await Promise.all(all.map(created));
      return answers.every(({ status, body }) => status >= 400 && String(body.message).includes(text));
    };
    for (const each of all) { accepted({ path: 'the neighbour', object: each }, await created(each)); }
    await client.request('PATCH', path, { type: MERGE, body: { metadata: { annotations: { [PARAMETERS]: null } } } });
    await until('objects to be refused without the annotation', closed(`has no annotation '${PARAMETERS}'`));
    await client.request('DELETE', path);
    await until('objects to be refused without the object', closed('failed to configure binding'));
  });
});
