import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_KINDS } from '../../../src/rehearsal/fault';

test('docs/rehearsing.md has all faults, with their exit code and meaning', () => {
  const page = readFileSync(join(__dirname, '../../../docs/rehearsing.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (\d) \| (.*) \|$/gm)].map(([, ...row]) => row);
  expect(rows).toEqual(Object.entries(FAULT_KINDS).map(([kind, { breaks, title }]) => (
    [kind, breaks ? '2' : '1', title]
  )));
});
