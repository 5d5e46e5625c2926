import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directories } from '../support/directories';
import { runReadme } from '../support/readme';
import { keyOf, parseManifest } from '../support/upstream';

const outdirOf = directories();

test('the first code of the README writes what the README says of it, without a finding', () => {
  const outdir = outdirOf();
  expect(runReadme(outdir)).toBe('');
  expect(readdirSync(outdir).sort()).toEqual(['platform.k8s.yaml', 'research.k8s.yaml']);
  const objects = (file: string) => parseManifest(readFileSync(join(outdir, file), 'utf8'));
  expect(objects('platform.k8s.yaml')).toHaveLength(12 + 2);
  expect(objects('platform.k8s.yaml').slice(-2).map(keyOf)).toEqual(['Namespace research', 'RuntimeClass gvisor']);
  expect(objects('research.k8s.yaml').map(keyOf)).toEqual([
    'SandboxTemplate research/python', 'SandboxWarmPool research/python-pool', 'SandboxClaim research/nightly',
    'NetworkPolicy research/dev-sandbox-policy', 'Sandbox research/dev',
  ]);
});
