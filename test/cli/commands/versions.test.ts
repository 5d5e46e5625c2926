import { Catalogue } from '../../../src/release/catalogue';
import published from '../../facts/upstream-checksums.json';
import { run } from '../../support/cli';

const catalogue = Catalogue.standard();

test('prints a table that a person can read', () => {
  const { code, out, err } = run(['versions']);
  expect([code, err]).toEqual([0, '']);
  const [head, ...rows] = out.trimEnd().split('\n');
  expect(head.split(/ {2,}/)).toEqual(['RELEASE', 'DATE', 'KUBERNETES', 'API VERSIONS', 'CONTROLLER', 'NOTES']);
  expect(rows.map((row) => row.split(' ')[0])).toEqual([
    ...catalogue.ids, 'v1.0.6', 'v1.0.7', 'v1.0.8',
  ]);
  // Columns stand below their heads.
  const starts = ['DATE', 'KUBERNETES', 'API VERSIONS', 'CONTROLLER'].map((name) => head.indexOf(name));
  for (const row of rows) {
    for (const start of starts) {
      expect([row, row.slice(start - 2, start + 1)]).toEqual([row, expect.stringMatching(/^ {2}\S$/)]);
    }
    expect(row).toBe(row.trimEnd());
  }
});

test.each([
  ['v0.1.0', /^v0\.1\.0 +2025-11-07 +1\.34 +v1alpha1 +StatefulSet$/],
  ['v0.5.0', /^v0\.5\.0 +2026-06-24 +1\.35 +v1beta1, v1alpha1 +Deployment +do not use: .*; fixed in v0\.5\.2$/],
  ['v1.0.2', /^v1\.0\.2 +- +1\.37 +v1beta1 +Deployment$/],
  [catalogue.latest.id, / newest$/],
  ['v1.0.6', /^v1\.0\.6 +2026-10-08 .* sandbox\.yaml is known to differ .*; its files could not be had: .*--assets$/],
  ['v1.0.7', /^v1\.0\.7 +2026-10-15 .* PodFailed and PodSucceeded; its files could not be had: .*--assets$/],
  ['v1.0.8', /^v1\.0\.8 +2026-10-22 .* SDK is known to write v1beta1, .*; its files could not be had: .*--assets$/],
])('says of %s what there is to say', (id, line) => {
  expect(run(['versions']).out.split('\n').find((row) => row.startsWith(`${id} `))).toMatch(line);
});

describe('--json', () => {
  const { code, out, err } = run(['versions', '--json']);
  const listed = JSON.parse(out);

  test('prints what machines read, indented, with a line end', () => {
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(`${JSON.stringify(listed, null, 2)}\n`);
  });

  test('has every release, oldest first, with all its parts', () => {
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(catalogue.ids);
    expect(listed.find(({ id }: { id: string }) => id === 'v0.5.1')).toMatchObject({
      date: '2026-07-09',
      kubernetes: '1.36',
      apiVersions: ['v1beta1', 'v1alpha1'],
      controller: 'Deployment',
      assets: ['manifest.yaml', 'extensions.yaml'],
      flags: expect.arrayContaining(['manage-webhook-certs', 'webhook-port', 'zap-devel']),
      knownBad: [{ reason: expect.any(String), fixedIn: 'v0.5.2' }, { reason: expect.any(String), fixedIn: 'v0.5.2' }],
    });
  });

  test('names the assets as upstream published them', () => {
    for (const { id, assets } of listed) {
      expect([id, [...assets].sort()]).toEqual([id, Object.keys(published[id as keyof typeof published])]);
    }
  });
});
