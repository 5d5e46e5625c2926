/** The README's first code, on a cluster that has nothing: its two files are applied as the README applies them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted } from './items';
import { aControlPlane, describeCluster } from './plane';
import { established } from './releases';
import { directories } from '../support/directories';
import { runReadme } from '../support/readme';
import { parseManifest } from '../support/upstream';

describeCluster('the first code of the README', () => {
  const plane = aControlPlane();
  const outdirOf = directories();

  test('each object of both files is accepted in order, with strict validation and no warning', async () => {
    const outdir = outdirOf();
    expect(runReadme(outdir)).toBe('');
    for (const file of ['platform.k8s.yaml', 'research.k8s.yaml']) {
      const objects = parseManifest(readFileSync(join(outdir, file), 'utf8'));
      for (const object of objects) {
        const { warnings } = accepted({ path: file, object }, await plane.client.apply(object));
        expect([object.kind, warnings]).toEqual([object.kind, []]);
      }
      await established(plane.client, objects);
    }
  });
});
