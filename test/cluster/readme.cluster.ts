/** The README's first code, on clusters that have nothing: its two files are applied as the README applies them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted } from './items';
import { aControlPlane, describeCluster } from './plane';
import { established } from '../../src/rehearsal/apply-objects';
import { directories } from '../support/directories';
import { runReadme } from '../support/readme';
import { parseManifest } from '../support/upstream';

describeCluster('the first code of the README', () => {
  const plane = aControlPlane();
  const outdirOf = directories();

  test('each object of both files is accepted in order, with strict validation and no warning', async () => {
    const outdir = outdirOf();
    expect(runReadme(outdir)).toBe('');
    for (const file of ['platform.k8s.yaml', 'research.k8s.yaml']) {
      const objects = parseManifest(readFileSync(join(outdir, file), 'utf8'));
      for (const object of objects) {
        const { warnings } = accepted({ path: file, object }, await plane.client.apply(object));
        expect([object.kind, warnings]).toEqual([object.kind, []]);
      }
      await established(plane.client, objects);
    }
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!kubectl) { process.stderr.write("SKIPPED: no kubectl, so the README's commands are not run as they are\n"); }

(kubectl ? describeCluster : describe.skip)('the commands of the README', () => {
  const plane = aControlPlane();
  const outdirOf = directories();

  test('kubectl runs them one after another, and the sandbox is there', () => {
    const cwd = outdirOf();
    runReadme(join(cwd, 'dist'));
    const env = { ...process.env, HOME: cwd, KUBECONFIG: plane.plane.kubeconfig };
    const text = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const commands = [...text.matchAll(/^kubectl (?:apply|wait).*$/gm)].map(([line]) => line.replace(/ +#.*/, ''));
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const { status, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8', timeout: 60_000 });
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
    }
    const get = ['get', 'sandboxes', '--namespace', 'research', '--output', 'name'];
    expect(execFileSync('kubectl', get, { env, encoding: 'utf8' })).toBe('sandbox.agents.x-k8s.io/dev\n');
  });
});
