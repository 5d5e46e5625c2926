/**
 * The app of a platform and that of a team, apart: the team's pipeline applies what the team makes by server-side apply
 * under its role, and each hostile attempt is refused both at synth and by the API server.
 */
import { ApiObject, App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { FORBIDDEN, HOSTILE, IMAGE, ROLE, Row } from './attacks/hostile-team';
import { quotaIsCounted } from './counted-quota';
import { accepted, Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { accountOf, resourcesOf, rightsIn, rightsOf } from './questions';
import { everythingOf, install } from './releases';
import {
  AgentSandboxVersion, CloudIdentity, ImportedTenant, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster,
  SandboxEgress, SandboxTemplate, SandboxTenant, TenantFacts, TenantQuota,
} from '../../src';
import { renderUnjudged } from '../../src/app/judged-objects';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';
import { DEPLOYED_KINDS } from '../../src/tenant/deployed-kinds';
import { deployerPermissions } from '../../src/tenant/tenant-roles';
import { codesOf, errorsOf } from '../support/workloads';

const DEPLOYER = accountOf('argocd', 'research-deployer');
const SANDBOXES = 3;

/** What the platform's team applies, and what it tells the team of its tenant. */
function platform(): { items: Item[]; facts: string } {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const guardrailChart = new Chart(app, 'guardrails');
  const props = {
    guardrailChart,
    runtimes: [gvisor],
    quota: TenantQuota.of({ sandboxes: SANDBOXES, memory: Size.gibibytes(24) }),
    registries: ['registry.example.com'],
    maxPoolReplicas: 2,
    identities: [CloudIdentity.podIdentity({ roleArn: ROLE, clusterName: 'prod' })],
  };
  const research = new SandboxTenant(app, 'research', props);
  new SandboxTenant(app, 'other', props);
  research.permissions.grantDeploy(kplus.ServiceAccount.fromServiceAccountName(
    research, 'Deployer', 'research-deployer', { namespaceName: 'argocd' },
  ));
  return { items: itemsOf(app), facts: research.facts.toJson() };
}

/** The app of the team, with what it makes. */
function team(facts: string): { app: App; tenant: ImportedTenant; python: SandboxTemplate } {
  const app = new SandboxApp();
  const tenant = SandboxTenant.fromTenantFacts(app, 'research', TenantFacts.fromJson(facts));
  const python = new SandboxTemplate(tenant, 'Python', {
    runtime: tenant.runtime('gvisor'),
    containers: [{ image: 'registry.example.com/python:3.14' }],
    egress: SandboxEgress.internetOnly(),
  });
  return { app, tenant, python };
}

describeCluster('guardrails apart from workloads', () => {
  const plane = aControlPlane({ prepare: (client) => install(client, everythingOf(AgentSandboxVersion.LATEST.id)) });
  const { items, facts } = platform();

  /** Server-side apply by the team's pipeline. */
  async function apply(object: KubeObject, dryRun = false, path?: string): Promise<ApiAnswer> {
    return plane.client.request('PATCH', path ?? await plane.client.pathOf(object), {
      body: object,
      type: 'application/apply-patch+yaml',
      query: { fieldManager: 'argocd-controller', fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) },
      ...DEPLOYER,
    });
  }

  /** The object that a row makes. */
  function hostile({ make }: Row): { app: App; object: KubeObject } {
    const { app, tenant } = team(facts);
    return { app, object: renderUnjudged(make(tenant)) };
  }

  beforeAll(async () => {
    await install(plane.client, items);
    await quotaIsCounted(plane.client, 'research');
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'research' } } as KubeObject;
    await until('the role of the pipeline', async () => (await apply(map, true)).status < 300);
    for (const row of Object.values(HOSTILE).filter(({ says }) => says !== FORBIDDEN)) {
      const { object } = hostile(row);
      await until(`the policy that refuses ${object.kind} ${row.code}`, async () => (
        row.says.test((await apply(object, true)).body.message)
      ));
    }
  });

  test('the pipeline applies what the team makes, and again without a change', async () => {
    const { app, tenant, python } = team(facts);
    const pool = python.addWarmPool('Pool', { replicas: 2 });
    pool.addClaim('Claim');
    // The way to the agent of its identity is within what it may open.
    new SandboxTemplate(tenant, 'Trainer', {
      runtime: tenant.runtimes[0],
      containers: IMAGE,
      identity: tenant.identity('sandbox-identity'),
      egress: SandboxEgress.internetOnly(),
    });
    // Whether pods of gVisor reach that agent is not certain, which is a warning.
    expect(codesOf(app)).toEqual(['ASB425']);
    const made = itemsOf(app);
    expect(made.map(({ object: { kind } }) => kind))
      .toEqual(['SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim', 'SandboxTemplate']);
    for (const item of made) { accepted(item, await apply(item.object)); }
    for (const item of made) {
      const before = accepted(item, await plane.client.read(item.object)).body.metadata.resourceVersion;
      expect(accepted(item, await apply(item.object)).body.metadata.resourceVersion).toBe(before);
    }
    for (const { object } of [...made].reverse()) {
      const path = await plane.client.pathOf(object);
      expect((await plane.client.request('DELETE', path, DEPLOYER)).status).toBe(200);
    }
  });

  test.each(Object.entries(HOSTILE))('fails if the team tries %s: at synth, and by the server', async (_, row) => {
    const { app, object } = hostile(row);
    expect(codesOf(app)).toContain(row.code);
    expect(errorsOf(app)).toContain(`error ${row.code}`);
    const { status, body } = await apply(object, false, row.path);
    expect([status, body.message]).toEqual([expect.any(Number), expect.stringMatching(row.says)]);
    expect([403, 422]).toContain(status);
  });

  test('fails if the team makes more sandboxes than its quota: at synth, and by the server', async () => {
    const { app, tenant } = team(facts);
    for (let index = 0; index <= SANDBOXES; index++) {
      new Sandbox(tenant, `Sandbox${index}`, { runtime: tenant.runtimes[0], containers: IMAGE });
    }
    expect(codesOf(app)).toContain('ASB401');
    const sandboxes = app.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each))
      .filter(({ kind }) => kind === 'Sandbox');
    const answers = [];
    for (const each of sandboxes) { answers.push(await apply(renderUnjudged(each))); }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 403]);
    expect(answers[SANDBOXES].body.message).toMatch(/exceeded quota: sandbox-quota/);
  });

  test('the role of the pipeline has the permissions of its table, in its namespace alone', async () => {
    const resources = await resourcesOf(plane.client);
    const stranger = accountOf('argocd', 'stranger');
    const common = await rightsOf(plane.client, resources, { ...stranger, namespace: 'research' });
    const own = (await rightsOf(plane.client, resources, { ...DEPLOYER, namespace: 'research' }))
      .filter((right) => !common.includes(right));
    expect(own).toEqual(rightsIn(deployerPermissions(DEPLOYED_KINDS)));
    expect(await rightsOf(plane.client, resources, { ...DEPLOYER, namespace: 'other' })).toEqual(common);
    const everywhere = await rightsOf(plane.client, resources, DEPLOYER);
    expect(everywhere).toEqual(await rightsOf(plane.client, resources, stranger));
  });
});
