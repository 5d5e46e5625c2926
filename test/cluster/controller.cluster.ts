/**
 * Upstream's controllers at work on printed objects, as the printed ServiceAccount, with its roles and with the
 * arguments of its Deployment. Without a controller the tests of its release are skipped.
 */
import { spawnSync } from 'node:child_process';
import { claimTests } from './claims-live';
import { apply, Controlled, installOf } from './controlled';
import { aControlPlane, describeCluster } from './plane';
import { poolTests } from './pools-live';
import { sandboxTests } from './sandboxes-live';
import type { AgentSandboxProps } from '../../src';
import { controllers } from '../support/controllers';

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`the controller of ${release}`, () => {
    const install = installOf(release);
    // The garbage collector notices CRDs that are created later only after half a minute.
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    let controlled: Controlled;

    beforeAll(async () => {
      const { stdout, stderr } = spawnSync(path!, ['--version'], { encoding: 'utf8' });
      process.stderr.write(`${release}: ${(stdout || stderr).trim().split('\n')[0]}\n`);
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
    });

    afterAll(async () => { await controlled?.stop(); });

    sandboxTests(() => controlled, release);
    poolTests(() => controlled, release);
    claimTests(() => controlled, release);

    test('was never refused a request for lack of permissions', () => { expectForbidden(controlled, []); });
  });
}

/** Installs that grant less than the default one. */
const SMALLER: ReadonlyArray<
  readonly [release: RegExp, what: string, props: Partial<AgentSandboxProps>, forbidden: readonly string[]]
> = [
  // Upstream's role of this release line alone does not allow events about the leader election.
  [/^v0\.4/, 'without extensions', { extensions: false }, ['create /api/v1/namespaces/agent-sandbox-system/events']],
  [/^v0\.5/, 'without a webhook', { enableWebhook: false }, []],
  [/^v1/, 'without extensions', { extensions: false }, []],
];

for (const [line, what, props, forbidden] of SMALLER) {
  const controller = controllers().find(({ release }) => line.test(release));
  (controller?.path ? describeCluster : describe.skip)(`the controller of ${controller?.release}, ${what}`, () => {
    const install = installOf(controller!.release, props);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });

    test('runs sandboxes, and is refused no request that it needs', async () => {
      const controlled = new Controlled(plane);
      try {
        await controlled.run(controller!, install);
        expectForbidden(controlled, forbidden);
      } finally {
        await controlled.stop();
      }
    });
  });
}

function expectForbidden(controlled: Controlled, requests: readonly string[]): void {
  const own = controlled.requests();
  expect(own.length).toBeGreaterThan(0);
  const refused = own.filter(({ responseStatus }) => responseStatus?.code === 403);
  expect([...new Set(refused.map(({ verb, requestURI }) => `${verb} ${requestURI}`))]).toEqual(requests);
}
