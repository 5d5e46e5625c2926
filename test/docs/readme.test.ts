import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as ts from 'typescript';
import { directories } from '../support/directories';
import { codeBlocksOf } from '../support/markdown';
import { stderrOf } from '../support/stderr';
import { keyOf, parseManifest } from '../support/upstream';

const outdirOf = directories();

test('the first code of the README writes what the README says of it, without a finding', () => {
  const outdir = outdirOf();
  const code = ts.transpile(codeBlocksOf('README.md')[0].lines.join('\n'), {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  });
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    // eslint-disable-next-line no-new-func -- the code is that of our own page
    expect(stderrOf(() => new Function('require', 'exports', code)(createRequire(__filename), {}))).toBe('');
  } finally {
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
  }
  expect(readdirSync(outdir).sort()).toEqual(['platform.k8s.yaml', 'research.k8s.yaml']);
  const objects = (file: string) => parseManifest(readFileSync(join(outdir, file), 'utf8'));
  expect(objects('platform.k8s.yaml')).toHaveLength(12 + 2);
  expect(objects('platform.k8s.yaml').slice(-2).map(keyOf)).toEqual(['Namespace research', 'RuntimeClass gvisor']);
  expect(objects('research.k8s.yaml').map(keyOf)).toEqual([
    'SandboxTemplate research/python', 'SandboxWarmPool research/python-pool', 'SandboxClaim research/nightly',
    'NetworkPolicy research/dev-sandbox-policy', 'Sandbox research/dev',
  ]);
});
