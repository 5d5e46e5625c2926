/** The control plane of these tests leaves no process and no file, however it ends. */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isRunning, leavesNothing, processesOf, Started } from './leaves-nothing';
import { describeCluster } from './plane';
import { ControlPlane } from '../../src/rehearsal/cluster/control-plane';
import { reapAll } from '../../src/rehearsal/cluster/reaper';
import { until } from '../../src/rehearsal/cluster/until';
import { clusterBinaries } from '../support/cluster-binaries';

/** A program that starts a control plane, prints its directory and supervisor, and waits. */
const PROGRAM = `
require('ts-node').register({ transpileOnly: true, project: 'test/tsconfig.json' });
const { ControlPlane } = require('./src/rehearsal/cluster/control-plane');
ControlPlane.start(${JSON.stringify(clusterBinaries())})
  .then(({ directory, pid }) => console.log(JSON.stringify({ directory, pid })));
setInterval(() => {}, 1000);
`;

/** Starts a control plane in a process of its own. */
async function startApart(parent = tmpdir()): Promise<{ child: ChildProcess; started: Started }> {
  const child = spawn(process.execPath, ['-e', PROGRAM], {
    cwd: join(__dirname, '../..'), env: { ...process.env, TMPDIR: parent }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = await new Promise<Started>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it started anything`)));
  });
  return { child, started };
}

describeCluster('a control plane', () => {
  test('leaves no process and no file after it is stopped', async () => {
    const plane = await ControlPlane.start(clusterBinaries()!);
    const started = { directory: plane.directory, pid: plane.pid };
    expect(processesOf(started.directory).length).toBeGreaterThanOrEqual(4);
    expect((await plane.client.get('/version')).body).toMatchObject({
      major: '1',
      minor: expect.stringMatching(/^(3[6-9]|[4-9]\d)/),
    });
    await plane.stop();
    await leavesNothing(started);
  });

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGKILL'])('ends if its process ends by %s', async (signal) => {
    const { child, started } = await startApart();
    child.kill(signal);
    await leavesNothing(started);
  });

  test('ends if its supervisor is killed', async () => {
    const plane = await ControlPlane.start(clusterBinaries()!);
    const started = { directory: plane.directory, pid: plane.pid };
    process.kill(plane.pid, 'SIGKILL');
    await leavesNothing(started);
    await plane.stop();
  });

  test('is ended by the next run if process and supervisor were killed together', async () => {
    // A directory of its own, so that no parallel test ends the control plane first.
    const parent = mkdtempSync(join(tmpdir(), 'agent-sandbox-apart-'));
    try {
      const { child, started } = await startApart(parent);
      process.kill(started.pid, 'SIGSTOP');
      child.kill('SIGKILL');
      process.kill(started.pid, 'SIGKILL');
      await until('both to end', () => !isRunning(started.pid));
      expect(processesOf(started.directory).length).toBeGreaterThanOrEqual(3);
      reapAll(parent);
      await leavesNothing(started);
    } finally {
      reapAll(parent);
      rmSync(parent, { recursive: true, force: true });
    }
  });

  test('takes other ports if the given ones are in use', async () => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    );
    try {
      const plane = await ControlPlane.start(clusterBinaries()!, { ports: [taken, taken, taken] });
      expect(plane.port).not.toBe(taken);
      const started = { directory: plane.directory, pid: plane.pid };
      await plane.stop();
      await leavesNothing(started);
    } finally {
      server.close();
    }
  });

  test('fails if a program is missing, with the cause', async () => {
    await expect(ControlPlane.start(__dirname)).rejects.toThrow(/(etcd|kube-apiserver) ended with .*ENOENT/);
  });
});
