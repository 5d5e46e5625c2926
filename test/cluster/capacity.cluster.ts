/**
 * The simulator of pools against upstream's controllers: claims on pools whose pods are ready a fixed time after they
 * were made. `CAPACITY_CASES=all` measures every case of the table in docs/capacity.md.
 */
import { appendFileSync } from 'node:fs';
import { BURST, Case, Cost, costOf, Measured, measure } from './capacity/measure';
import { SlowKubelet } from './capacity/slow-kubelet';
import { apply, Controlled, installOf } from './controlled';
import { aControlPlane, describeCluster } from './plane';
import { releaseOf } from './releases';
import { Outcome, simulate, summary } from '../capacity/simulator/simulate';
import { controllers } from '../support/controllers';

/** Milliseconds until a pod is ready. */
const STARTUP = 4000;

const ALL: readonly Case[] = [
  { replicas: 10, claims: 200 },
  { replicas: 50, claims: 200 },
  { replicas: 100, claims: 200 },
  { replicas: 10, claims: 200, rate: 5 },
  { replicas: 20, claims: 200, rate: 5 },
  { replicas: 40, claims: 200, rate: 5 },
];

/** By default a burst of each release, and claims over time of the newest one. */
const casesOf = (isNewest: boolean) => (
  process.env.CAPACITY_CASES === 'all' ? ALL : isNewest ? [ALL[1], ALL[4]] : [ALL[1]]
);

const CONTROLLERS = controllers();

for (const controller of CONTROLLERS) {
  const { release, path } = controller;
  const cases = casesOf(controller === CONTROLLERS[CONTROLLERS.length - 1]);
  (path ? describeCluster : describe.skip)(`pools of ${release}, measured and simulated`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    let controlled: Controlled;
    let kubelet: SlowKubelet;
    let cost: Cost;

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
      await controlled.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: BURST } });
      kubelet = new SlowKubelet(controlled.client, BURST, STARTUP);
      cost = await costOf(controlled, release, STARTUP / 1000);
      process.stderr.write(`${release}: ${JSON.stringify(cost)}\n`);
    }, 300_000);

    afterAll(async () => {
      await kubelet?.stop();
      await controlled?.stop();
    });

    test.each(cases)('$replicas sandboxes, $claims claims, $rate a second', async (given) => {
      const measured = await measure(controlled, release, given);
      if (process.env.CAPACITY_FILE) {
        appendFileSync(process.env.CAPACITY_FILE, `${JSON.stringify({ release, given, cost, measured })}\n`);
      }
      const simulated = simulatedOf(release, given, measured, cost);
      process.stderr.write(`${row(release, given, measured, simulated)}\n`);
      const [one, other] = [summary(measured), summary(simulated)];
      if (given.rate === undefined) {
        // Replacements come too late for a burst: what is above the pool starts cold, where claims need an address.
        const above = releaseOf(release).controller.claimsNeedPodAddress ? 1 - given.replicas / given.claims : 0;
        expect(Math.abs(one.cold - above)).toBeLessThan(0.1);
      } else {
        expect(Math.abs(one.cold - other.cold)).toBeLessThan(0.25);
      }
      // The machine may be busy with other work, which makes waits longer.
      expect(one.exceededBy(0.01)).toBeLessThan(4 * other.exceededBy(0.01) + 2);
    }, 300_000);
  });
}

/** The same claims, at the times at which they were made, by the rules of the release. */
function simulatedOf(
  release: string,
  { replicas }: Case,
  measured: readonly Measured[],
  { handling, making }: Cost,
): readonly Outcome[] {
  const { controller, flags } = releaseOf(release);
  const startup = STARTUP / 1000;
  return simulate({
    replicas,
    claims: measured.map(({ made }) => made),
    startup: () => startup,
    takenAfter: controller.claimsNeedPodAddress ? startup : 0,
    patience: controller.claimsNeedPodAddress ? 2 : 0,
    retry: (controller.claimRetry ?? 0) / 1000,
    handling,
    making,
    workers: Number(flags.get('sandbox-claim-concurrent-workers')!.default),
    replacedAfter: 0.05,
  });
}

/** A row of the table in docs/capacity.md. */
function row(
  release: string,
  { replicas, claims, rate }: Case,
  measured: readonly Measured[],
  simulated: readonly Outcome[],
): string {
  const both = (of: (from: ReturnType<typeof summary>) => string) => (
    `${of(summary(measured))} / ${of(summary(simulated))}`
  );
  return [
    '',
    release,
    String(replicas),
    `${claims}${rate === undefined ? ' at once' : `, ${rate}/s`}`,
    both(({ cold }) => `${Math.round(100 * cold)} %`),
    both((from) => `${from.exceededBy(0.5).toFixed(1)} s`),
    both((from) => `${from.exceededBy(0.01).toFixed(1)} s`),
    '',
  ].join(' | ').trim();
}
