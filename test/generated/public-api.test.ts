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

/** Keywords of Python and Java, which write members in lower case as we do; those of Go and C# begin with a capital. */
const KEYWORDS = new Set(`
  and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield abstract boolean byte
  case catch char const default do double enum extends final float goto implements instanceof int
  interface long native new package private protected public short static strictfp super switch
  synchronized this throw throws transient void volatile
`.trim().split(/\s+/));

test('no member or parameter has a keyword of another language for a name', () => {
  const lines = publicApi()['test/generated/public-api.txt'].split('\n');
  const names = lines.flatMap((line) => {
    const [, name = '', parameters = ''] = /^\w+\.(\w+)(?:\((.*?)\))?/.exec(line) ?? [];
    const given = [...parameters.matchAll(/(\w+)\??:/g)].map(([, parameter]) => parameter);
    return [...(name === 'new' ? [] : [name]), ...given].map((each) => ({ each, line }));
  });
  expect(names.filter(({ each }) => KEYWORDS.has(each)).map(({ line }) => line)).toEqual([]);
});

test('each class has a member of its instances: Go has `interface{}` for one without', () => {
  const lines = publicApi()['test/generated/public-api.txt'].split('\n');
  const classes = lines.map((line) => /^(\w+): (?:abstract )?class(?! (?:extends|implements))/.exec(line)?.[1]);
  const isOfInstances = (line: string) => !/^\w+\.new\(|\[static\b/.test(line);
  const bare = classes.filter((name) =>
    name !== undefined && !lines.some((line) => line.startsWith(`${name}.`) && isOfInstances(line)),
  );
  expect(bare).toEqual([]);
});
