/**
 * Runs the tests of `test/cluster` and ends with `N passed, N failed, N skipped`.
 *
 * The tests need the programs of a control plane (those in the directory `KUBEBUILDER_ASSETS`, or those that
 * `scripts/cluster-binaries.ts` built) and upstream's controllers. `--build` builds missing programs, which takes
 * minutes; without it, tests that need them are skipped. Other arguments go to jest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildArgoEngine } from '../test/support/argo-engine';
import { buildClusterBinaries, clusterBinaries } from '../test/support/cluster-binaries';
import { buildControllers, controllers } from '../test/support/controllers';
import { buildGitOpsEngines } from '../test/support/gitops-engines';
import { buildRegistries } from '../test/support/registries';

const ROOT = join(__dirname, '..');

const tell = (line: string) => process.stderr.write(`${line}\n`);

const isToBuild = process.argv.includes('--build');
const rest = process.argv.slice(2).filter((argument) => argument !== '--build');

const binaries = isToBuild ? buildClusterBinaries(tell) : clusterBinaries();
tell(
  binaries
    ? `control plane: ${binaries}`
    : 'SKIPPED: no programs of a control plane; build them with --build, or set KUBEBUILDER_ASSETS',
);
if (isToBuild) {
  buildControllers(tell);
  buildGitOpsEngines(tell);
  buildArgoEngine(tell);
  buildRegistries(tell);
}
for (const { release, path } of controllers()) {
  tell(
    path
      ? `controller of ${release}: ${path}`
      : `SKIPPED: no controller of ${release}; build it with --build, or set AGENT_SANDBOX_CONTROLLER`,
  );
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

const file = join(ROOT, 'test-reports/e2e.json');
// The report of an earlier run must not count.
rmSync(file, { force: true });
const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
const { status } = spawnSync(
  process.execPath,
  [jest, '--config', 'test/cluster/jest.config.js', '--json', `--outputFile=${file}`, ...rest],
  {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
process.exitCode = status ?? 1;
if (existsSync(file)) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  process.stdout.write(
    `${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests + report.numTodoTests} skipped\n`,
  );
} else {
  process.stdout.write('0 passed, 1 failed, 0 skipped\n');
}
