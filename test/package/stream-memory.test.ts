/**
 * What a ManifestStream wrote does not outlive the next collection of young objects: or else peaks would grow with
 * the fleet.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { directories } from '../support/directories';

const directory = directories();

/**
 * Of parts that were added to a stream, the bytes that stay after young objects are collected: 20,000 where the tree
 * stays.
 */
const LIMIT = 8000;

const PROGRAM = `
const { App, Chart } = require('cdk8s');
const { AgentSandboxVersion, ManifestStream, Sandbox, SandboxEgress, SandboxCluster } = require(process.argv[1]);
const stream = new ManifestStream(process.argv[2]);
const PARTS = 100;
let made = 0;
function add() {
  for (let each = 0; each < PARTS; each++) {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    const chart = new Chart(app, 'fleet', { namespace: 'fleet' });
    new Sandbox(chart, 'user-' + made++, {
      containers: [{ image: 'registry.example.com/devbox:2.4' }],
      egress: SandboxEgress.internetOnly(),
    });
    stream.addChart(chart);
  }
}
const used = () => process.memoryUsage().heapUsed;
for (let round = 0; round < 8; round++) { add(); }
gc();
const kept = [];
for (let round = 0; round < 7; round++) {
  gc({ type: 'minor' });
  const before = used();
  add();
  gc({ type: 'minor' });
  kept.push((used() - before) / PARTS);
}
stream.close();
console.log(JSON.stringify(kept.sort((a, b) => a - b)));
`;

test('next to nothing is kept of what was written', () => {
  // Young objects have room for a round.
  const output = execFileSync(
    process.execPath,
    [
      '--expose-gc',
      '--min-semi-space-size=64',
      '--max-semi-space-size=64',
      '-e',
      PROGRAM,
      join(__dirname, '../../lib'),
      join(directory(), 'fleet.yaml'),
    ],
    { encoding: 'utf8', cwd: join(__dirname, '../..') },
  );
  const kept = JSON.parse(output) as number[];
  process.stderr.write(`bytes kept of each part: ${kept.map(Math.round).join(' ')}\n`);
  expect(kept[3]).toBeLessThan(LIMIT);
});
