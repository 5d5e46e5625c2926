import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../src/judge/documents');

test('the readers import nothing of the rest of the judge', () => {
  for (const file of readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const imported = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/ from '(\.[^']*)'/g)]
      .map(([, path]) => join('judge/documents', file, '..', path));
    expect(imported.filter((path) => !/^(judge\/documents|kubernetes)\//.test(path))).toEqual([]);
  }
});
