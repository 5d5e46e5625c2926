/**
 * Prints the directory of the programs that `npm run e2e` needs. What is missing is built from the modules that
 * `test/cluster/tools/go.mod` pins, once a machine; CONTRIBUTING.md says how long it takes.
 */
import { buildClusterBinaries } from '../test/support/cluster-binaries';

process.stdout.write(`${buildClusterBinaries((line) => process.stderr.write(`${line}\n`))}\n`);
