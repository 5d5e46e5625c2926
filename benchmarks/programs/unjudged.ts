/** Writes `artifacts/unjudged.js`: the bundle of the library (scripts/package/bundle.ts), but no object is judged. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../scripts/package/bundle';
import { exportedModules } from '../../scripts/package/entry-files';

const ARTIFACTS = join(__dirname, '../../artifacts');
const JUDGE = 'export function judge(';
const NO_JUDGE = `
export function judge() {
  globalThis.leftUnjudged = (globalThis.leftUnjudged ?? 0) + 1;
  return [];
}
`;

void write();

async function write(): Promise<void> {
  const code = await bundle({
    entries: exportedModules().map(({ path }) => path),
    vendored: ['re2js'],
    edit: (path, source) => {
      if (path !== 'judge/rules/index.ts') { return source; }
      if (!source.includes(JUDGE)) { throw new Error(`${path} has no '${JUDGE}'`); }
      return source.replace(JUDGE, 'export function judgeReally(') + NO_JUDGE;
    },
  });
  mkdirSync(ARTIFACTS, { recursive: true });
  writeFileSync(join(ARTIFACTS, 'unjudged.js'), code);
}
