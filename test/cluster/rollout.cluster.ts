/**
 * Rollouts walked there and back under upstream's controllers, while the sandboxes that a claim could take are counted
 * all along; and the script of a rollout, by kubectl.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { apply, Controlled, installOf, NAMESPACE, ofKind } from './controlled';
import { aControlPlane, describeCluster } from './plane';
import { countsDeletions, IMAGES, Rollout } from './rollout/steps';
import type { Sample } from './rollout/warm-sampler';
import { RolloutClaims, RolloutPools, RolloutStep, SandboxClaim } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { controllers } from '../support/controllers';
import { directories, writeFiles } from '../support/directories';

/** The names of the pods of a rollout that are not ending; other pods may end meanwhile. */
async function podsOfPools({ client }: Controlled, { prefix }: Rollout): Promise<ReadonlySet<string>> {
  const { body } = await client.get(`/api/v1/namespaces/${NAMESPACE}/pods`);
  return new Set((body.items as Array<{ metadata: { name: string; deletionTimestamp?: string } }>)
    .filter(({ metadata: { name, deletionTimestamp } }) => (
      deletionTimestamp === undefined && name.startsWith(`${prefix}-`)
    )).map(({ metadata }) => metadata.name));
}

/** As `foretold` says it: none stays that new ones would differ from. */
function changeOf(before: ReadonlySet<string>, now: ReadonlySet<string>): string {
  const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) => (
    [...some].filter((name) => !others.has(name)).length
  );
  return `+${without(now, before)} -${without(before, now)} ~0`;
}

const KUBECTL = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!KUBECTL) { process.stderr.write('SKIPPED: no kubectl, so the script of a rollout is not run\n'); }
const WITH_KUBECTL = KUBECTL ? test : test.skip;

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`a staged rollout under ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    const directory = directories();
    let controlled: Controlled;

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
    });
    afterAll(async () => { await controlled?.stop(); });

    /** Before pools count what they delete, only the sum is sure. */
    const counted = (change: string) => {
      const [created, ended] = change.match(/\d+/g)!.map(Number);
      return countsDeletions(release) ? change : `${created - ended}`;
    };

    /** Applies claims beside the manifests of a step, and waits until they are served. */
    async function claim(rollout: Rollout, step: RolloutStep, of: (pools: RolloutPools) => SandboxClaim[]) {
      const claims = rollout.itemsOf(step, of).filter(({ object }) => object.kind === 'SandboxClaim');
      await apply(controlled.client, claims);
      const served: Record<string, { sandbox: string; image: string; pod: string }> = {};
      for (const { object } of claims) {
        const { status } = await controlled.ready(object);
        const { name } = (status as unknown as { sandbox: { name: string } }).sandbox;
        const pod = (await controlled.get('Pod', name)) as unknown as {
          metadata: { uid: string }; spec: { containers: Array<{ image: string }> };
        };
        served[object.metadata.name] = {
          sandbox: name, image: pod.spec.containers[0].image, pod: pod.metadata.uid,
        };
      }
      await rollout.isReached(controlled, step);
      return served;
    }

    /** Starts a rollout, and waits until its first pool is full. */
    async function begin(rollout: Rollout): Promise<void> {
      await apply(controlled.client, rollout.itemsOf(rollout.steps[0]));
      await rollout.isReached(controlled, rollout.steps[0]);
    }

    /**
     * Walks from a step to those after it, which bring about what `diff` says of them.
     *
     * @returns the fewest ready by step: of the pools that `pools` names for it
     */
    async function walk(
      rollout: Rollout, [first, ...steps]: readonly RolloutStep[], pools: (step: RolloutStep) => string[],
    ) {
      const fewest: Record<string, number> = {};
      let [count, before] = [0, first];
      for (const step of steps) {
        const live = await podsOfPools(controlled, rollout);
        const samples: readonly Sample[] = await rollout.walk(controlled, step);
        const expected = rollout.foretold(before, step);
        const change = changeOf(live, await podsOfPools(controlled, rollout));
        expect([step.id, counted(change)]).toEqual([step.id, counted(expected)]);
        count += samples.length;
        fewest[step.id] = rollout.fewest(samples, pools(step));
        before = step;
      }
      process.stderr.write(`${release}: ${count} samples, fewest ready ${JSON.stringify(fewest)}\n`);
      expect(count).toBeGreaterThan(steps.length * 10);
      return fewest;
    }

    /** The fewest ready in all steps from the first to the last of some, above the minimum. */
    const spare = async (
      rollout: Rollout, steps: readonly RolloutStep[], pools: (step: RolloutStep) => string[],
    ) => Math.min(...Object.values(await walk(rollout, steps, pools))) - rollout.plan.minimumReady;

    test('keeps the minimum in the pool that claims name, there and back, and claims keep their pods', async () => {
      const rollout = new Rollout(release, 'once');
      const [start] = rollout.steps;
      const [old, young] = [start.fromPool, start.toPool];
      await begin(rollout);
      const early = await claim(rollout, start, ({ claimed }) => (
        ['early-0', 'early-1'].map((id) => claimed.addClaim(id))
      ));
      expect(Object.values(early).map(({ image }) => image)).toEqual([IMAGES.from, IMAGES.from]);

      // In the steps from `claims` on, claims name the second pool.
      const named = ({ claimsPercent }: RolloutStep) => [claimsPercent === 100 ? young : old];
      expect(await spare(rollout, rollout.steps, named)).toBeGreaterThanOrEqual(0);
      const done = rollout.steps.at(-1)!;
      const late = await claim(rollout, done, ({ claimed, fromPool }) => [
        claimed.addClaim('late'), fromPool.addClaim('straggler'),
      ]);
      // It got one that waited: one of its own has the name of the claim, as that of the straggler.
      expect([late.late.image, late.late.sandbox.startsWith(`${young}-`)]).toEqual([IMAGES.to, true]);
      expect(late.straggler).toMatchObject({ image: IMAGES.from, sandbox: 'straggler' });
      expect(await podsOf(early)).toEqual(early);

      expect(await spare(rollout, [...rollout.steps].reverse(), named)).toBeGreaterThanOrEqual(0);
      const again = await claim(rollout, start, ({ claimed }) => [claimed.addClaim('again')]);
      expect([again.again.image, again.again.sandbox.startsWith(`${old}-`)]).toEqual([IMAGES.from, true]);
      expect(await podsOf({ ...early, ...late })).toEqual({ ...early, ...late });
    });

    test('by share, keeps the minimum in both pools together, there and back', async () => {
      // The library refuses it then.
      if (!countsDeletions(release)) { return; }
      const rollout = new Rollout(release, 'share', { claims: RolloutClaims.BY_SHARE, percentages: [20, 60, 100] });
      const [start] = rollout.steps;
      const both = () => [start.fromPool, start.toPool];
      await begin(rollout);
      expect(await spare(rollout, rollout.steps, both)).toBeGreaterThanOrEqual(0);
      expect(await spare(rollout, [...rollout.steps].reverse(), both)).toBeGreaterThanOrEqual(0);
    });

    test('with a template whose pods do not start, stays at its first part, and goes straight back', async () => {
      const rollout = new Rollout(release, 'broken', {}, true);
      const [start, first] = rollout.steps;
      await begin(rollout);
      const sampler = rollout.sampler(controlled);
      await apply(controlled.client, rollout.itemsOf(first));
      await expect(rollout.isReached(controlled, first, 5_000)).rejects.toThrow(/1 ready in broken-new/);
      await apply(controlled.client, rollout.itemsOf(start));
      await rollout.isReached(controlled, start);
      expect(rollout.fewest(await sampler.stop(), [start.fromPool])).toBeGreaterThanOrEqual(rollout.plan.minimumReady);
      const gone = async () => (await controlled.client.get(`/api/v1/namespaces/${NAMESPACE}/pods`)).body.items
        .every(({ metadata }: KubeObject) => !metadata.name.startsWith('broken-new'));
      await controlled.until('the pods of the second pool to end', gone);
    });

    test('is counted by a sampler that sees a pool run empty', async () => {
      const rollout = new Rollout(release, 'recreated');
      const [start] = rollout.steps;
      await begin(rollout);
      const items = rollout.itemsOf(start);
      const pool = ofKind(items, 'SandboxWarmPool', start.fromPool) as KubeObject & { spec: object };
      const spec = { ...pool.spec, updateStrategy: { type: 'Recreate' } };
      const [from, to] = ['from', 'to'].map((id) => (
        ofKind(items, 'SandboxTemplate', `recreated-${id}`) as KubeObject & { spec: object }
      ));
      await apply(controlled.client, [{ path: 'the suite', object: { ...pool, spec } }]);
      const sampler = rollout.sampler(controlled);
      // The template is edited, in place of a rollout.
      await apply(controlled.client, [{ path: 'the suite', object: { ...from, spec: to.spec } }]);
      await controlled.until('all to be replaced', async () => rollout.fewest(sampler.samples, [start.fromPool]) < 8);
      await rollout.isReached(controlled, start);
      await sampler.stop();
    });

    WITH_KUBECTL('by its script, stops before the first pool is emptied, goes on when told, and back', async () => {
      const rollout = new Rollout(release, 'script');
      const { steps } = rollout;
      const cwd = directory();
      writeFiles(cwd, {
        'rollout.sh': rollout.plan.toScript(),
        ...Object.fromEntries(steps.map((step, index) => [
          // Both a directory and the file of a chart are found.
          index % 2 === 0 ? `dist/${step.id}/all.json` : `dist/${step.id}.k8s.yaml`,
          JSON.stringify({
            apiVersion: 'v1', kind: 'List', items: rollout.itemsOf(step).map(({ object }) => object),
          }),
        ])),
      });
      expect(await bash(cwd, {}, '1', '1')).toMatchObject({ code: 0 });
      const sampler = rollout.sampler(controlled);
      expect(await bash(cwd, {}, '2')).toMatchObject({
        code: 1, err: expect.stringMatching(/^SURPRISE: new claims must name pool script-new, as pool script-old is/),
      });
      const there = sampler.samples.length;
      expect(await bash(cwd, { CLAIMS_MOVED: 'yes' }, '6', '6')).toMatchObject({ code: 0 });
      for (const number of ['6', '5', '4', '3', '2']) {
        expect(await bash(cwd, {}, 'back', number)).toMatchObject({ code: 0 });
      }
      const samples = await sampler.stop();
      const { fromPool, toPool } = steps[0];
      expect(rollout.fewest(samples.slice(0, there), [fromPool])).toBeGreaterThanOrEqual(rollout.plan.minimumReady);
      expect(rollout.fewest(samples, [fromPool, toPool])).toBeGreaterThanOrEqual(rollout.plan.minimumReady);
      await rollout.isReached(controlled, steps[0]);
    });

    WITH_KUBECTL('the Job of a step may wait for its two pools, and do nothing else', async () => {
      const rollout = new Rollout(release, 'check');
      const [start] = rollout.steps;
      await begin(rollout);
      const user = `--as=system:serviceaccount:${NAMESPACE}:${start.toPool}-rollout`;
      const asked = (...args: string[]) => run('kubectl', [...args, user], directory(), {});
      for (const { kubectl } of start.conditions) { expect(await asked(...kubectl)).toMatchObject({ code: 0 }); }
      const pools = 'sandboxwarmpools.extensions.agents.x-k8s.io';
      const other = '--for=jsonpath={.status.readyReplicas}=1';
      for (const args of [
        ['wait', `${pools}/once-old`, other],
        ['get', pools],
        ['delete', `${pools}/${start.fromPool}`],
        ['patch', `${pools}/${start.fromPool}`, '--type=merge', '--patch={"spec":{"replicas":0}}'],
        ['get', 'pods'],
        ['get', 'secrets'],
        ['get', 'sandboxtemplates.extensions.agents.x-k8s.io'],
      ]) {
        expect([args[0], await asked(...args, `--namespace=${NAMESPACE}`)]).toEqual([
          args[0], { code: 1, out: '', err: expect.stringContaining('Forbidden') },
        ]);
      }
    });

    /** The pods of claims as they are now. */
    async function podsOf<T extends Record<string, { sandbox: string; image: string }>>(served: T) {
      const now: Record<string, object> = {};
      for (const [name, { sandbox, image }] of Object.entries(served)) {
        now[name] = {
          sandbox,
          image,
          pod: (await controlled.get('Pod', sandbox) as KubeObject & {
            metadata: { uid: string };
          } | undefined)?.metadata.uid,
        };
      }
      return now;
    }

    function bash(cwd: string, env: Record<string, string>, ...args: string[]) {
      return run('bash', ['rollout.sh', ...args], cwd, env);
    }

    /** The control plane lives in this process, so nothing may block it. */
    function run(command: string, args: readonly string[], cwd: string, given: Record<string, string>) {
      const env = { ...process.env, HOME: cwd, KUBECONFIG: plane.plane.kubeconfig, ...given };
      const child = spawn(command, args, { cwd: join(cwd), env, timeout: 100_000 });
      let [out, err] = ['', ''];
      child.stdout.on('data', (text) => { out += text; });
      child.stderr.on('data', (text) => { err += text; });
      return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
        child.once('close', (code) => { resolve({ code, out, err: err.replace(/^Warning: .*\n/gm, '') }); });
      });
    }
  });
}
