import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { claim, sandbox } from '../../migrate/support';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();
const SANDBOX = sandbox('  replicas: 1\n');
const AFTER = SANDBOX.replace('v1alpha1', 'v1beta1').replace('replicas: 1', 'operatingMode: Running');
const CLAIM = claim('  sandboxTemplateRef: { name: python }\n');
const SUMMARY = '1 Sandbox migrated to v1.0.5; 1 of 1 file written; 1 decision\n';

/** A directory with files. */
function files(texts: Readonly<Record<string, string>>): string {
  const root = directory();
  writeFiles(root, texts);
  return root;
}

const read = (root: string, name: string) => readFileSync(join(root, name), 'utf8');

test('edits files where they are, with their permissions, and says what it decided', () => {
  const root = files({ 'a.yaml': SANDBOX, 'deep/b.json': '{"a": "agents.x-k8s.io"}', 'c.txt': SANDBOX });
  chmodSync(join(root, 'a.yaml'), 0o640);
  const { code, out, err } = run(['migrate', root]);
  expect([code, err]).toEqual([0, '1 Sandbox migrated to v1.0.5; 1 of 2 files written; 1 decision\n']);
  expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(1))).toEqual([
    ['Object', 'Decision', 'Why'], ['Sandbox a', 'operatingMode: Running', 'replicas was 1'], [],
  ]);
  expect([read(root, 'a.yaml'), read(root, 'c.txt')]).toEqual([AFTER, SANDBOX]);
  expect(statSync(join(root, 'a.yaml')).mode % 0o1000).toBe(0o640);
  expect(readdirSync(root).sort()).toEqual(['a.yaml', 'c.txt', 'deep']);
});

test('a second run changes nothing', () => {
  const root = files({ 'a.yaml': `${SANDBOX}---\n${CLAIM}` });
  run(['migrate', root]);
  const once = read(root, 'a.yaml');
  const { mtimeNs } = statSync(join(root, 'a.yaml'), { bigint: true });
  expect(run(['migrate', root])).toEqual({
    code: 0, out: '', err: 'no object had to be migrated to v1.0.5; 0 of 1 file written; 3 objects up to date\n',
  });
  expect(read(root, 'a.yaml')).toBe(once);
  expect(statSync(join(root, 'a.yaml'), { bigint: true }).mtimeNs).toBe(mtimeNs);
});

test('--outdir has all files, and those that were read are as they were', () => {
  const root = files({ 'in/a.yaml': SANDBOX, 'in/deep/b.yaml': 'a: 1\n', 'c.yaml': CLAIM });
  const out = join(root, 'out');
  expect(run(['migrate', join(root, 'in'), join(root, 'c.yaml'), '--outdir', out]).code).toBe(0);
  expect([read(root, 'in/a.yaml'), read(root, 'out/a.yaml'), read(root, 'out/deep/b.yaml')]).toEqual([
    SANDBOX,
    AFTER,
    'a: 1\n',
  ]);
  expect(read(root, 'out/c.yaml')).toContain('shadow-pool-python');
  expect(readdirSync(out).sort()).toEqual(['a.yaml', 'c.yaml', 'deep']);
});

test.each(['--check', '--dry-run'])('%s writes nothing', (option) => {
  const root = files({ 'a.yaml': SANDBOX });
  const { code, err } = run(['migrate', root, option]);
  expect([code, err]).toEqual([option === '--check' ? 1 : 0, SUMMARY.replace('written', 'would change')]);
  expect(read(root, 'a.yaml')).toBe(SANDBOX);
});

test('the standard input is printed migrated, whatever it holds, and the report goes to stderr', () => {
  const text = `${SANDBOX}# \u202eright to left\n`;
  const path = join(files({ 'a.yaml': text }), 'a.yaml');
  const stdin = openSync(path, 'r');
  try {
    const { code, out, err } = run(['migrate', '-', '--to', 'v1.0.5'], undefined, stdin);
    expect([code, out]).toEqual([0, text.replace(SANDBOX, AFTER)]);
    expect(err).toMatch(/operatingMode: Running.*\n1 Sandbox migrated/);
  } finally {
    closeSync(stdin);
  }
});

test('a finding that nothing was done about makes it fail, one about a choice does not', () => {
  const root = files({ 'a.yaml': sandbox('  replicas: 2\n'), 'b.yaml': SANDBOX });
  const { code, out } = run(['migrate', root]);
  expect([code, read(root, 'b.yaml')]).toEqual([1, AFTER]);
  expect(out).toMatch(
    /a\.yaml:5:3: error ASB411 Sandbox a: replicas is 2; only 0 and 1 are known; write operatingMode/,
  );
  const service = files({ 'a.yaml': sandbox('  podTemplate: {}\n') });
  const chosen = run(['migrate', service, '--from', 'v0.4.5']);
  expect([chosen.code, chosen.out]).toEqual([
    0,
    expect.stringMatching(/warning ASB412 Sandbox a: v0\.4\.5 makes a Service/),
  ]);
});

test('the release before is that of an install in the files', () => {
  const controller =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: agent-sandbox-controller}\nspec:\n'
      + '  template:\n    spec:\n' +
    '      containers: [{name: a, image: "registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.4.5"}]\n';
  const root = files({ 'a.yaml': sandbox('  podTemplate: {}\n'), 'install.yaml': controller });
  expect(JSON.parse(run(['migrate', root, '--format', 'json', '--dry-run']).out)).toMatchObject({
    from: 'v0.4.5',
    to: 'v1.0.5',
    migrated: { Sandbox: 1 },
    files: [{ isChanged: true }, { isChanged: true }],
    decisions: [{ what: 'image: v1.0.5', line: 7 }],
    findings: [{ severity: 'warning', code: 'ASB412', object: 'Sandbox a' }],
  });
});

test('Markdown is a comment for a pull request', () => {
  const root = files({ 'a.yaml': sandbox('  replicas: 1\n', '"<b>@x|y"'), 'b.yaml': sandbox('  replicas: 2\n') });
  const { out } = run(['migrate', root, '--format', 'markdown', '--check']);
  expect(out).toContain(
    '**1 Sandbox migrated to v1.0.5; 1 of 2 files would change; 1 decision; 1 finding left to you**\n',
  );
  expect(out).toMatch(/\| error ASB411 \| Sandbox a \|/);
  expect(out).toContain('| Sandbox &lt;b&gt;@\u200bx\\|y | operatingMode: Running |');
});

test('nothing of ours is said in clear words', () => {
  const root = files({ 'a.yaml': 'a: 1\n', 'b.json': '{}' });
  expect(run(['migrate', root])).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringMatching(/^nothing of Agent Sandbox is in 2 files; /),
  });
});

test('a link stays, and what it leads to is written', () => {
  const root = files({ 'real/a.yaml': SANDBOX, 'b/.keep': '' });
  symlinkSync('../real/a.yaml', join(root, 'b/a.yaml'));
  expect(run(['migrate', join(root, 'b/a.yaml')]).code).toBe(0);
  expect([lstatSync(join(root, 'b/a.yaml')).isSymbolicLink(), read(root, 'real/a.yaml')]).toEqual([true, AFTER]);
});

describe('fails', () => {
  test('if a file is read-only, and nothing is written then', () => {
    const root = files({ 'a.yaml': SANDBOX, 'b.yaml': SANDBOX });
    chmodSync(join(root, 'b.yaml'), 0o444);
    const { code, err } = run(['migrate', root]);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/b\.yaml' is read-only, and nothing was written; make it writable, or give --outdir/),
    ]);
    expect(read(root, 'a.yaml')).toBe(SANDBOX);
    expect(run(['migrate', root, '--outdir', join(root, 'out')]).code).toBe(0);
  });

  test('if a link leads out of the directory', () => {
    const root = files({ 'out.yaml': SANDBOX, 'in/a.yaml': SANDBOX });
    symlinkSync('../out.yaml', join(root, 'in/b.yaml'));
    expect(run(['migrate', join(root, 'in')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/b\.yaml:1:1: is a link that leads out/),
    });
    expect([read(root, 'out.yaml'), read(root, 'in/a.yaml')]).toEqual([SANDBOX, SANDBOX]);
  });

  test('if a file cannot be read', () => {
    const root = files({ 'a.yaml': SANDBOX });
    expect(run(['migrate', root, join(root, 'none.yaml')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no such file/),
    });
    writeFiles(root, { 'b.yaml': Buffer.from([0xff, 0xfe, 0x41, 0]) });
    expect(run(['migrate', root])).toMatchObject({ code: 2, err: expect.stringMatching(/UTF-16/) });
    expect(read(root, 'a.yaml')).toBe(SANDBOX);
  });

  test('if --outdir would replace what is read, or has a name twice', () => {
    const root = files({ 'a.yaml': SANDBOX, 'b/a.yaml': SANDBOX });
    expect(run(['migrate', join(root, 'b'), '--outdir', join(root, 'b')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/leave --outdir out/),
    });
    expect(run(['migrate', join(root, 'a.yaml'), join(root, 'b'), '--outdir', join(root, 'c')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/would both be 'a\.yaml'/),
    });
    expect(existsSync(join(root, 'c'))).toBe(false);
  });

  test.each([
    [[], 'nothing to migrate'],
    [['-', 'a'], 'the standard input is migrated alone'],
    [['a', '--to', 'v0.4.6'], 'v0.4.6 has no v1beta1: it came in v0.5.0; use v0.5.0 or newer'],
    [['a', '--to', '1.0.5'], "give 'v1.0.5'"],
    [['a', '--to', 'v0.5.6', '--from', 'v1.0.0'], '--from v1.0.0 is newer than --to v0.5.6'],
    [['a', '--format', 'sarif'], "format 'sarif' is unknown; give one of text, markdown, json"],
    [['a', '--target', 'v1.0.5'], "did you mean '--to'?"],
  ])('if the arguments are not understood: %j', (args, message) => {
    const { code, err } = run(['migrate', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

test('`convert` is meant for it', () => {
  expect(run(['convert', 'a']).err).toContain("did you mean 'migrate'?");
});

test('5,000 objects take time that grows with their number', () => {
  const time = (count: number) => {
    const list = Array.from(
      { length: count },
      (_, index) =>
        `${claim('  sandboxTemplateRef: { name: python }\n  warmpool: none # a\n', `c${index}`)}status: {}\n`,
    );
    const items = 'apiVersion: v1\nkind: List\nitems:\n'
      + `${list.map((each) => each.replace(/^/gm, '  ').replace('  ', '- ').trimEnd()).join('\n')}\n`;
    const path = join(files({ 'list.yaml': items, 'documents.yaml': list.join('---\n') }));
    const began = process.cpuUsage();
    expect(run(['migrate', path]).code).toBe(0);
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  time(500);
  const [few, many] = [time(1250), time(5000)];
  // Four times as many: quadratic work would take sixteen times as long.
  expect(many / few).toBeLessThan(9);
});

test('a release that is not known is read from its files, or taken for a known one', () => {
  const root = directory();
  writeFiles(root, { 'a.yaml': sandbox('  replicas: 0\n  podTemplate: { spec: { containers: [] } }\n') });
  const path = join(root, 'a.yaml');
  expect(run(['migrate', path, '--to', 'v1.9.0', '--dry-run'])).toMatchObject({
    code: 2, err: expect.stringContaining('--like'),
  });
  expect(run(['migrate', path, '--to', 'v1.9.0', '--like', 'v1.0.5', '--dry-run'])).toMatchObject({
    code: 0, out: expect.stringContaining('operatingMode: Suspended'), err: expect.stringContaining('ASB502'),
  });
  const assets = join(root, 'assets');
  expect(run(['release', 'v1.0.5', '--upstream-names', '--outdir', assets]).code).toBe(0);
  const { code, out } = run(['migrate', path, '--assets', join(assets, 'v1.0.5'), '--dry-run', '--format', 'json']);
  expect([code, JSON.parse(out).to]).toEqual([0, 'v1.0.5']);
});
