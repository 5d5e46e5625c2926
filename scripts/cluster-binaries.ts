/**
 * Prints the directory of the programs that `npm run e2e` needs. Missing programs are built from the modules that
 * `test/cluster/tools/go.mod` and `test/cluster/controllers/<release>/go.mod` pin, once per machine. CONTRIBUTING.md
 * names the build times.
 */
import { buildArgoEngine } from '../test/support/argo-engine';
import { buildClusterBinaries } from '../test/support/cluster-binaries';
import { buildControllers } from '../test/support/controllers';
import { buildGitOpsEngines } from '../test/support/gitops-engines';
import { buildRegistries } from '../test/support/registries';

const tell = (line: string) => process.stderr.write(`${line}\n`);

process.stdout.write(`${buildClusterBinaries(tell)}\n`);
buildControllers(tell);
buildGitOpsEngines(tell);
buildArgoEngine(tell);
buildRegistries(tell);
