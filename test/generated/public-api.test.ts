import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicApi } from '../../scripts/public-api';

const ROOT = join(__dirname, '../..');

test.each(Object.entries(publicApi()))(
  'fails if %s is not the public API: run `npx projen public-api` and review the difference',
  (path, now) => {
    const kept = readFileSync(join(ROOT, path), 'utf8').split('\n');
    const lines = now.split('\n');
    const removed = kept.filter((line) => !lines.includes(line)).map((line) => `- ${line}`);
    const added = lines.filter((line) => !kept.includes(line)).map((line) => `+ ${line}`);
    expect([...removed, ...added]).toEqual([]);
    expect(lines).toEqual(kept);
  },
);
