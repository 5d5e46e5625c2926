/**
 * What admission costs with many tenants: dry runs of a template in one of them, alone and beside the others, with
 * policies of each tenant's own and with shared ones. By default a few tenants, and that each answer is right;
 * `ADMISSION_TENANTS=200` measures what docs/many-tenants.md says.
 */
import { App, Chart } from 'cdk8s';
import { accepted, Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import {
  AgentSandboxVersion, IsolatedRuntime, SandboxCluster, SandboxTemplate, SandboxTenant, TenantQuota,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { until } from '../../src/rehearsal/cluster/until';

const { ADMISSION_TENANTS = '4', ADMISSION_REQUESTS = '20' } = process.env;

/** Objects of tenants, in the order of their names, and a template of the first one. */
function tenantsOf(form: string, count: number): { readonly items: readonly Item[]; readonly template: Item } {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const chart = form === 'shared' ? new Chart(app, 'guardrails') : undefined;
  for (let index = 0; index < count; index++) {
    new SandboxTenant(app, `${form}-${index}`, {
      runtimes: [gvisor],
      quota: TenantQuota.none(),
      registries: [`registry.example.com/${form}-${index}`],
      ...(chart && { guardrailChart: chart }),
    });
  }
  const items = itemsOf(app);
  const probe = new Chart(app, 'probe', { namespace: `${form}-0` });
  new SandboxTemplate(probe, 'Python', {
    runtime: gvisor, containers: [{ image: `registry.example.com/${form}-0/python:3.14` }],
  });
  const [template] = itemsOf(app, [probe]);
  return { items, template };
}

/** The same template from a registry that its tenant may not use. */
function foreign({ path, object }: Item): Item {
  const text = JSON.stringify(object).replace(/registry\.example\.com/, 'registry.example.org');
  return { path, object: JSON.parse(text) as KubeObject };
}

describeCluster.each(['own', 'shared'])('admission with many tenants, with policies that are %s,', (form) => {
  const plane = aControlPlane({ prepare: (client) => install(client, everythingOf(AgentSandboxVersion.LATEST.id)) });
  const alone: number[] = [];

  const apply = async (items: readonly Item[]) => {
    for (const item of items) { accepted(item, await plane.client.apply(item.object)); }
  };
  const held = (template: Item) => until(`tenant ${form}-0 to be held`, async () => (
    String((await plane.client.create(foreign(template).object, { dryRun: true })).body.message).includes('ASB364')
  ));
  const times = async (template: Item) => {
    const found: number[] = [];
    for (let index = 0; index < Number(ADMISSION_REQUESTS); index++) {
      const start = performance.now();
      const answer = await plane.client.create(template.object, { dryRun: true });
      found.push(performance.now() - start);
      accepted(template, answer);
    }
    return found.sort((one, other) => one - other);
  };

  test('of one tenant lets in what it may have, and nothing else', async () => {
    const { items, template } = tenantsOf(form, 1);
    await apply(items);
    await held(template);
    alone.push(...await times(template));
    expect(alone).toHaveLength(Number(ADMISSION_REQUESTS));
  }, 120_000);

  test('does the same beside the others', async () => {
    const { items, template } = tenantsOf(form, Number(ADMISSION_TENANTS));
    await apply(items);
    const last = items.filter(({ object }) => object.kind === 'ValidatingAdmissionPolicyBinding').at(-1)!;
    await until('the last binding to be there', async () => (await plane.client.read(last.object)).status === 200);
    await held(template);
    const beside = await times(template);
    const median = (of: readonly number[]) => of[Math.floor(of.length / 2)];
    process.stderr.write(
      `${form}: ${ADMISSION_TENANTS} tenants ${median(beside).toFixed(1)} ms, one ${median(alone).toFixed(1)} ms, `
      + `ratio ${(median(beside) / median(alone)).toFixed(2)}; p99 ${beside.at(-Math.ceil(beside.length / 100))!.toFixed(1)} `
      + `and ${alone.at(-Math.ceil(alone.length / 100))!.toFixed(1)} ms\n`,
    );
    const refused = await plane.client.create(foreign(template).object, { dryRun: true });
    expect([refused.status, String(refused.body.message)]).toEqual([403, expect.stringContaining('ASB364')]);
  }, 600_000);
});
