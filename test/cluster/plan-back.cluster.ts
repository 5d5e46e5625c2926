/** Steps of plans that fail, and their ways back; the script of a plan, run by kubectl. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { NAMESPACE } from './controlled';
import { install, parts, ready, workloadsOf } from './plan/platform';
import { aPlatform, describePlan, go, nothingIsLeft, planOf, TO, UP_TO_THREE_MINUTES, worksOn } from './plan/upgraded';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';

describePlan('a step that fails, from v0.4.6', () => {
  const at = aPlatform();
  const { steps } = planOf('v0.4.6', TO);
  const step = (id: string) => steps.find((each) => each.id === id)!;
  let before: Record<string, string>;

  beforeAll(async () => {
    await install(at.live, 'v0.4.6', 'hardened');
    await ready(at.live, 'v0.4.6');
    before = await parts(at.live);
  });

  test('fails if another release runs than the plan is for', async () => {
    await expect(go(at.live, planOf('v0.4.5', TO).steps[0], 'hardened')).rejects.toThrow(
      /the controller runs .*:v0\.4\.6/,
    );
  });

  test('fails if the webhook does not answer, and the way back leads to v0.4.6', async () => {
    await go(at.live, step('shadow-pools'), 'hardened');
    at.live.isWebhookReachable = false;
    await expect(go(at.live, step('install-v0.5.6'), 'hardened', 8_000)).rejects.toThrow(/to be read/);
    await go(at.live, step('install-v0.5.6').back, 'hardened');
    await worksOn(at.live, 'v0.4.6');
    expect(await parts(at.live)).toMatchObject(before);
  }, UP_TO_THREE_MINUTES);

  test('the plan goes on from there, and back once more after all is stored as v1beta1', async () => {
    at.live.isWebhookReachable = true;
    for (const id of ['shadow-pools', 'install-v0.5.6', 'manifests-v1beta1', 'store-v1beta1']) {
      await go(at.live, step(id), 'hardened');
    }
    await go(at.live, step('install-v0.5.6').back, 'hardened');
    await worksOn(at.live, 'v0.4.6');
    expect(await parts(at.live)).toMatchObject(before);
  }, UP_TO_THREE_MINUTES);
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!kubectl) { process.stderr.write('SKIPPED: no kubectl, so the scripts of plans are not run\n'); }

(kubectl ? describePlan : describe.skip)(`the script from v0.4.3 to ${TO}`, () => {
  const at = aPlatform();
  const cwdOf = directories();

  /** Runs the script; the control plane lives in this process. */
  function script(cwd: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const env = { ...process.env, HOME: cwd, KUBECONFIG: at.live.plane.kubeconfig, MANIFESTS: 'agents' };
    const child = spawn('bash', ['upgrade.sh', ...args], { cwd, env, timeout: 170_000 });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    return new Promise((resolve) => {
      // kubectl warns of an API version that is deprecated.
      child.once('close', (code) => { resolve({ code, out, err: err.replace(/^Warning: .*\n/gm, '') }); });
    });
  }

  test('goes all the way, back from v0.5.6 meanwhile, and stops at a surprise', async () => {
    const cwd = cwdOf();
    const releases = ['v0.4.3', 'v0.5.6', TO];
    expect(run(['release', ...releases, '--outdir', join(cwd, 'dist')]).code).toBe(0);
    writeFiles(cwd, {
      'upgrade.sh': run(['upgrade-plan', '--from', 'v0.4.3', '--to', TO, '--format', 'bash']).out,
      'agents/all.json': JSON.stringify({
        apiVersion: 'v1', kind: 'List', items: workloadsOf('v0.5.6').map(({ object }) => object),
      }),
    });
    await install(at.live, 'v0.4.3', 'hardened');
    await ready(at.live, 'v0.4.3');
    const before = await parts(at.live);

    expect(await script(cwd, '7', '7')).toMatchObject({
      code: 1, err: expect.stringMatching(/^SURPRISE: stored versions of .* are \["v1alpha1"\]/),
    });
    expect(await script(cwd, '1', '3')).toMatchObject({ code: 0, err: '' });
    expect(await script(cwd, 'back', '3')).toMatchObject({ code: 0 });
    await worksOn(at.live, 'v0.4.3');
    const done = await script(cwd);
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/\ndone\n$/) });
    await nothingIsLeft(at.live);
    await worksOn(at.live, TO);
    expect(await parts(at.live)).toMatchObject(before);
    expect(await script(cwd, '1', '1')).toMatchObject({
      code: 1, err: expect.stringContaining('SURPRISE: the controller runs'),
    });
    expect((await at.live.client.get(`/api/v1/namespaces/${NAMESPACE}/pods`)).body.items.length).toBeGreaterThan(4);
  }, 400_000);
});
