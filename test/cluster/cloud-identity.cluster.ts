/**
 * Cloud identities on a real API server: what is declared is accepted under the role of a team's pipeline with the
 * tenants' policies in force, and what takes another identity is refused. Mutating policies stand for the webhooks of
 * the clouds, so that pods are judged with the tokens that these add.
 */
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EKS_POLICIES } from './cloud/eks-policies';
import { HOSTILE, HostileIdentity } from './cloud/hostile-identities';
import { TEAMS, Team, WEBHOOKS } from './cloud/teams';
import { accepted, Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { accountOf } from './questions';
import { everythingOf, install } from './releases';
import {
  AgentSandboxVersion, Cloud, Dns, EgressDestination, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster,
  SandboxEgress, SandboxTemplate, SandboxTenant, TenantQuota,
} from '../../src';
import { SANDBOX_LABEL } from '../../src/api/labels';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';
import { DEPLOYED_KINDS } from '../../src/tenant/deployed-kinds';

const containers = [{ image: 'registry.example.com/python:3.14' }];
const pipelineOf = (name: string) => accountOf('argocd', `${name}-deployer`);

/** What the platform applies for a team, and what the team applies. */
function itemsFor(name: string, { cloud, identity }: Team): { guardrails: Item[]; workloads: Item[] } {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, cloud });
  const guardrailChart = new Chart(app, `guardrails-${name}`);
  const runtime = IsolatedRuntime.fromRuntimeClassName(guardrailChart, 'Runtime', 'gvisor');
  const tenant = new SandboxTenant(app, name, {
    guardrailChart,
    runtimes: [runtime],
    quota: TenantQuota.none(),
    registries: ['registry.example.com'],
    identities: [identity],
  });
  tenant.permissions.grantDeploy(kplus.ServiceAccount.fromServiceAccountName(
    tenant, 'Deployer', `${name}-deployer`, { namespaceName: 'argocd' },
  ));
  const props = { runtime, containers, identity, egress: SandboxEgress.internetOnly() };
  new SandboxTemplate(tenant, 'Python', props).addWarmPool('Pool', { replicas: 2 }).addClaim('Claim');
  new Sandbox(tenant, 'Dev', props);
  return { guardrails: itemsOf(app, [guardrailChart]), workloads: itemsOf(app, [tenant]) };
}

describeCluster('cloud identities', () => {
  const plane = aControlPlane({ prepare: (client) => install(client, everythingOf(AgentSandboxVersion.LATEST.id)) });
  const made = new Map(Object.entries(TEAMS).map(([name, team]) => [name, itemsFor(name, team)]));

  /** A dry run of a server-side apply by the pipeline of a team. */
  async function apply(name: string, object: KubeObject): Promise<ApiAnswer> {
    return plane.client.request('PATCH', await plane.client.pathOf(object), {
      body: object,
      type: 'application/apply-patch+yaml',
      query: { fieldManager: 'argocd-controller', fieldValidation: 'Strict', dryRun: 'All' },
      ...pipelineOf(name),
    });
  }

  /** A dry run of a pod by who may create pods, as the controller may. */
  const create = (object: KubeObject) => plane.client.create(object, { dryRun: true });

  const sent = (row: HostileIdentity, object: KubeObject) => (
    object.kind === 'Pod' ? create(object) : apply(row.team, object)
  );

  /** The pod that the controller makes of a Sandbox. */
  function podOf(name: string): KubeObject {
    const { object } = made.get(name)!.workloads.find((each) => each.object.kind === 'Sandbox')!;
    const { metadata, spec } = (object as unknown as { spec: { podTemplate: KubeObject } }).spec.podTemplate;
    const labels = { ...metadata?.labels as object, [SANDBOX_LABEL]: 'x' };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'dev', namespace: name, labels }, spec };
  }

  beforeAll(async () => {
    const { client } = plane;
    const runtimeClass = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' } };
    await install(client, [
      { path: 'the suite', object: { ...runtimeClass, handler: 'runsc' } as KubeObject },
      ...[...made.values()].flatMap(({ guardrails }) => guardrails),
      ...[...WEBHOOKS, ...EKS_POLICIES].map((object) => ({ path: 'the suite', object })),
    ]);
    // Each role, each policy and each webhook takes effect some time after it was created.
    for (const [name, { audience }] of Object.entries<Team>(TEAMS)) {
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: name } } as KubeObject;
      await until(`the role of the pipeline of ${name}`, async () => (await apply(name, map)).status < 300);
      await until(`the webhook of ${name}`, async () => (
        audience === undefined || JSON.stringify((await create(podOf(name))).body).includes(audience)
      ));
    }
    for (const [title, row] of Object.entries(HOSTILE)) {
      let answer: ApiAnswer | undefined;
      await until(`the refusal of ${title}`, async () => {
        answer = await sent(row, row.object);
        return row.says.test(answer.body.message);
      }, 15_000).catch((error: Error) => {
        throw new Error(`${error.message}: ${answer?.status} ${answer?.body.message}`);
      });
    }
  });

  describe.each(Object.entries<Team>(TEAMS))('of %s', (name, { identity, audience }) => {
    test('the server takes all that is declared, of the team under its role', async () => {
      const { guardrails, workloads } = made.get(name)!;
      const account = guardrails.find(({ object }) => object.metadata.name === identity.serviceAccountName)!;
      const { metadata } = accepted(account, await plane.client.read(account.object)).body;
      expect(metadata.annotations ?? {}).toEqual(identity._facts.annotations);
      expect(workloads.map(({ object: { kind } }) => kind).sort()).toEqual(
        ['NetworkPolicy', 'Sandbox', 'SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool'],
      );
      for (const item of workloads) {
        const isOfTeam = DEPLOYED_KINDS.some(({ kind }) => kind === item.object.kind);
        accepted(item, await (isOfTeam ? apply(name, item.object) : create(item.object)));
      }
    });

    test('the pod is accepted with what the webhook adds', async () => {
      const item = { path: name, object: podOf(name) };
      const { spec } = accepted(item, await create(item.object)).body;
      expect(spec.serviceAccountName).toBe(identity.serviceAccountName);
      const tokens = (spec.volumes ?? []).flatMap(({ projected }: any) => projected?.sources ?? [])
        .flatMap(({ serviceAccountToken }: any) => serviceAccountToken?.audience ?? []);
      expect(tokens).toEqual(audience === undefined ? [] : [audience]);
    });
  });

  test.each(Object.entries(HOSTILE))('fails if the team tries %s', async (_, row) => {
    const { status, body } = await sent(row, row.object);
    expect([status, body.message]).toEqual([expect.any(Number), expect.stringMatching(row.says)]);
    expect([403, 422]).toContain(status);
    if (row.neighbour) { accepted({ path: 'its neighbour', object: row.neighbour }, await sent(row, row.neighbour)); }
  });

  describe('ApplicationNetworkPolicies of EKS Auto Mode', () => {
    const cloud = Cloud.eks({ version: '1.36', autoMode: true, networkPolicy: true, dnsAddress: '172.20.0.10' });
    const policies = () => {
      const app = new App();
      SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, cloud });
      const chart = new Chart(app, 'chart', { namespace: 'irsa' });
      const { identity } = TEAMS.irsa;
      const pkg = EgressDestination.domain('*.pkg.example', { ports: [kplus.NetworkPolicyPort.tcp(443)] });
      new Sandbox(chart, 'Domains', { containers, identity, egress: SandboxEgress.to([pkg]) });
      new Sandbox(chart, 'Nobody', { containers, egress: SandboxEgress.none() });
      new Sandbox(chart, 'Isolated', { containers, isolate: true });
      new SandboxTemplate(chart, 'Template', {
        containers,
        egress: SandboxEgress.to([pkg, EgressDestination.cidr('203.0.113.0/24')], { dns: Dns.cluster() }),
      });
      return itemsOf(app).filter(({ object: { kind } }) => kind === 'ApplicationNetworkPolicy');
    };

    test('are accepted by a definition with the rules of the real one', async () => {
      const items = policies();
      expect(items.length).toBe(4);
      expect(JSON.stringify(items)).toContain('sts.eu-west-1.amazonaws.com');
      for (const item of items) {
        const { spec } = accepted(item, await create(item.object)).body;
        expect(spec).toEqual((item.object as unknown as { spec: object }).spec);
      }
    });

    test.each([
      ['a domain and a range', { domainNames: ['pkg.example'], ipBlock: { cidr: '10.0.0.0/8' } }, 'mutually'],
      ['a star within a name', { domainNames: ['www.*.example'] }, 'should match'],
      ['no domain', { domainNames: [] }, 'at least 1 items'],
    ])('fails for %s', async (_, peer, message) => {
      const [{ object }] = policies();
      const spec = { ...(object as unknown as { spec: object }).spec, egress: [{ to: [peer] }] };
      const { status, body } = await create({ ...object, spec } as KubeObject);
      expect([status, body.message]).toEqual([422, expect.stringContaining(message)]);
    });
  });
});
