/**
 * API priority and fairness: a tenant floods the API server with claims, and upstream's controller serves another
 * tenant meanwhile, without the objects of SandboxApiPriority and with them.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { apply, Controlled, installOf, printed } from './controlled';
import { Flood } from './flood/flood';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { IsolatedRuntime, SandboxApiPriority, SandboxTemplate, SandboxTenant, TenantQuota } from '../../src';
import type { AuditEvent } from '../../src/rehearsal/cluster/control-plane';
import { CERTIFICATE } from '../../src/rehearsal/cluster/programs';
import { controllers } from '../support/controllers';

/** Seats of the API server: few, so that two cores are enough to fill them. */
const SEATS = 30;
const TENANT = 'flooder';
const CLAIMS = 12;
const CONTAINER = { image: 'registry.example.com/pause:1' };

const controller = controllers().filter(({ path }) => path).at(-1);

/** A request with its times. */
interface Timed extends AuditEvent {
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** What the controller met during a flood. */
interface Measured {
  readonly requests: number;
  readonly refused: number;
  /** Milliseconds of a request. */
  readonly p50: number;
  readonly p99: number;
  /** Seconds until all claims were served. */
  readonly served: number;
  /** Answers to the flood, by status. */
  readonly flood: Readonly<Record<number, number>>;
}

function tenantItems(): Item[] {
  const app = new App();
  const runtimes = [IsolatedRuntime.fromRuntimeClassName(new Chart(app, 'platform'), 'Gvisor', 'gvisor')];
  const tenant = new SandboxTenant(app, TENANT, { runtimes, quota: TenantQuota.none() });
  tenant.permissions.grantClaim(kplus.Group.fromName(tenant, 'Runners', `system:serviceaccounts:${TENANT}`));
  return itemsOf(app);
}

function priorityItems(): Item[] {
  const app = new App();
  new SandboxApiPriority(new Chart(app, 'platform'), 'ApiPriority', {
    controllerSeats: 10, claimSeats: 4, serverSeats: SEATS,
  });
  return itemsOf(app);
}

(controller ? describeCluster : describe.skip)(`API priority under ${controller?.release}`, () => {
  const { release } = controller ?? { release: 'v1.0.3' };
  const install = installOf(release);
  const plane = aControlPlane({
    prepare: (client) => apply(client, install),
    apiServer: [
      '--enable-priority-and-fairness=true',
      `--max-requests-inflight=${SEATS * 2 / 3}`, `--max-mutating-requests-inflight=${SEATS / 3}`,
    ],
  });
  let controlled: Controlled;

  beforeAll(async () => {
    controlled = new Controlled(plane);
    // With a lease the controller ends in the first flood: it cannot renew it ("leader election lost").
    await controlled.run(controller!, install, ['--leader-elect=false']);
    await apply(controlled.client, tenantItems());
    await apply(controlled.client, printed(release, (chart) => {
      new SandboxTemplate(chart, 'python', { containers: [CONTAINER] }).addClaim('first');
    }));
  });
  afterAll(async () => { await controlled?.stop(); });

  /** Serves claims of a tenant while another one floods. */
  async function measure(name: string): Promise<Measured> {
    const items = printed(release, (chart) => {
      const template = new SandboxTemplate(chart, 'python', { containers: [CONTAINER] });
      for (let each = 0; each < CLAIMS; each++) { template.addClaim(`${name}-${each}`); }
    });
    const claims = items.filter(({ object }) => object.kind === 'SandboxClaim');
    const object = { ...claims[0].object, metadata: { generateName: 'flood-', namespace: TENANT } };
    const { plane: server } = plane;
    const flood = new Flood({
      port: server.port,
      certificate: `${server.directory}/${CERTIFICATE}`,
      token: server.token,
      namespace: TENANT,
      users: 150,
      atOnce: 4,
      path: await controlled.client.collectionOf({ ...claims[0].object, metadata: { namespace: TENANT } }),
      object,
    });
    // The queues fill.
    await wait(3000);
    const start = Date.now();
    await apply(controlled.client, items);
    await Promise.all(claims.map(async ({ object: claim }) => controlled.until(
      `${claim.metadata.name} to be served`,
      async () => ((await controlled.read(claim))?.status as { sandbox?: unknown } | undefined)?.sandbox !== undefined,
      120_000,
    ))).catch(() => {});
    const served = (Date.now() - start) / 1000;
    const answers = await flood.stop();
    const times = (controlled.requests() as Timed[])
      .filter(({ verb, requestReceivedTimestamp }) => verb !== 'watch' && Date.parse(requestReceivedTimestamp) >= start)
      .map(({ responseStatus, requestReceivedTimestamp, stageTimestamp }) => ({
        code: responseStatus?.code, took: Date.parse(stageTimestamp) - Date.parse(requestReceivedTimestamp),
      }));
    const sorted = times.map(({ took }) => took).sort((one, other) => one - other);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return {
      requests: times.length,
      refused: times.filter(({ code }) => code === 429).length,
      p50: at(0.5),
      p99: at(0.99),
      served,
      flood: answers,
    };
  }

  test('a flood of one tenant starves the controller, and with seats of its own it is served at once', async () => {
    const without = await measure('without');
    await apply(controlled.client, priorityItems());
    await controlled.until('the levels to hold', async () => {
      const { body } = await controlled.client.get('/debug/api_priority_and_fairness/dump_priority_levels');
      return String(body).includes('agent-sandbox-claims');
    });
    const beside = await measure('beside');
    process.stderr.write(`without: ${JSON.stringify(without)}\nwith:    ${JSON.stringify(beside)}\n`);
    expect(beside.refused).toBe(0);
    // The flood itself is held back: it waits, and is refused.
    expect(beside.flood[429]).toBeGreaterThan(0);
    // By how much, and when the claims are served, depends on what else the machine does: it is printed.
    expect(without.p99).toBeGreaterThan(beside.p99);
  });
});
