/** Measures the named benchmarks, or all of them, and leaves the figures in results/. See README.md. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fleets, judgingCost } from './fleet.bench';
import { Benchmark, markdown, measure, ROOT } from './harness';
import { releaseAssets } from './release-assets.bench';
import { requireCost } from './require-cost.bench';
import { synths } from './synth.bench';
import { tenants } from './tenants.bench';
import { typedApp } from './typed-app.bench';
import { validations } from './validate.bench';
import { waysToRun } from './ways.bench';

const BENCHMARKS: readonly Benchmark[] = [
  ...releaseAssets,
  requireCost,
  ...fleets,
  ...synths,
  waysToRun,
  typedApp,
  judgingCost,
  ...tenants,
  ...validations,
];
const RESULTS = join(__dirname, 'results');

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '9' } },
});
const runs = Number(values.runs);
const unknown = positionals.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));

if (unknown.length > 0) {
  fail(`unknown benchmark '${unknown.join("', '")}'; benchmarks are ${BENCHMARKS.map(({ name }) => name).join(', ')}`);
} else if (!Number.isInteger(runs) || runs < 1) {
  fail(`'${values.runs}' is no number of runs; give 1 or more, 5 or more for figures that are passed on`);
} else if (!existsSync(join(ROOT, 'lib/index.js'))) {
  fail('there is no lib/; compile the library first: npx projen compile');
} else {
  mkdirSync(RESULTS, { recursive: true });
  for (const benchmark of BENCHMARKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const result = measure(benchmark, runs);
    const machine = {
      cpu: cpus()[0]?.model,
      cpus: cpus().length,
      platform: `${platform()} ${arch()}`,
      node: process.version,
    };
    writeFileSync(
      join(RESULTS, `${benchmark.name}.json`),
      `${JSON.stringify({ date: new Date().toISOString(), machine, ...result }, null, 2)}\n`,
    );
    writeFileSync(join(RESULTS, `${benchmark.name}.md`), markdown(result));
    process.stdout.write(`${markdown(result)}\n`);
  }
}

function fail(message: string): void {
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 2;
}
