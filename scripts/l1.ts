/**
 * Writes the L1 layer: `src/l1/k8s.generated.ts`, the core types that Agent Sandbox embeds, and
 * `src/l1/agent-sandbox.generated.ts`, a class for each kind in each API version. Both hold the fields of every
 * release that this library knows. `--check` writes nothing and fails when a checked-in file differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from './generated';
import { coreStructs } from './l1/core-structs';
import { kindClasses } from './l1/kind-classes';
import { KUBERNETES_MINORS } from '../src/kubernetes/types/core-types';
import { Catalogue } from '../src/release/catalogue';

/** The files of the L1 layer by path. */
export function l1Files(catalogue: Catalogue): Record<string, string> {
  const data = KUBERNETES_MINORS.map((minor) =>
    JSON.parse(readFileSync(join(__dirname, `../imports/core-${minor}.json`), 'utf8')),
  );
  return {
    'src/l1/k8s.generated.ts': coreStructs(data, catalogue),
    'src/l1/agent-sandbox.generated.ts': kindClasses(catalogue),
  };
}

if (require.main === module) { writeOrCheck('l1', l1Files(Catalogue.standard())); }
