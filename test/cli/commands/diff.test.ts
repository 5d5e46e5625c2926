import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CLAIM, POOL, SANDBOX, TEMPLATE } from '../../change/support';
import { run, Run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();
const PLATFORM = [TEMPLATE, POOL, CLAIM].join('---\n');

/** The paths of two directories with one file each. */
function sides(before: string, after: string): [old: string, now: string] {
  const root = directory();
  writeFiles(root, { 'old/a.yaml': before, 'now/a.yaml': after });
  return [join(root, 'old'), join(root, 'now')];
}

function diff(before: string, after: string, ...options: string[]): Run {
  return run(['diff', ...sides(before, after), ...options]);
}

describe('exit codes', () => {
  test('0: nothing changes', () => {
    expect(diff(PLATFORM, PLATFORM)).toEqual({ code: 0, out: '', err: 'nothing changes\n' });
  });

  test('1: something does', () => {
    expect(diff(PLATFORM, PLATFORM.replace('replicas: 2', 'replicas: 3')).code).toBe(1);
  });

  test('2: data are lost or something breaks, or what --fail-on says', () => {
    expect(diff(`${SANDBOX}---\n${POOL}`, POOL).code).toBe(1);
    expect(diff(`${SANDBOX}---\n${POOL}`, POOL, '--fail-on', 'disruption').code).toBe(2);
    expect(diff(PLATFORM, `${TEMPLATE}---\n${CLAIM}`).code).toBe(2);
    expect(diff(PLATFORM, `${TEMPLATE}---\n${CLAIM}`, '--fail-on', 'data-loss').code).toBe(1);
    expect(diff(PLATFORM, `${TEMPLATE}---\n${CLAIM}`, '--fail-on', 'never').code).toBe(1);
  });

  test('3: something cannot be read, and then nothing is said of changes', () => {
    const { code, out, err } = diff(PLATFORM, 'a: [\n');
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/a\.yaml:\d+:\d+: /);
  });

  test.each([
    [['diff', 'a'], "give what was and what is, such as 'diff before/ dist/'; 1 are given"],
    [['diff', '-', '-'], 'only one side can be the standard input'],
    [['diff', 'a', 'b', '--format', 'html'], "--format 'html' is unknown; give one of text, markdown, json, sarif"],
    [['diff', 'a', 'b', '--fail-on', 'errors'], "--fail-on 'errors' is unknown; give one of data-loss, break"],
    [['diff', 'a', 'b', '--release', 'v9'], "'v9' is no release"],
    [['diff', '--from-git', 'HEAD'], '--from-git compares files or directories of the repository'],
    [['diff', '--from-git', '--output=x', 'dist'], 'is no revision'],
  ])('3: fails if the arguments are not understood: %j', (args, message) => {
    const { code, err } = run(args);
    expect([code, err.startsWith('error: ')]).toEqual([3, true]);
    if (!args.includes('v9') && !args.includes('--output=x')) { expect(err).toContain(message); }
  });
});

describe('formats', () => {
  const edited = PLATFORM.replace('python:1', 'python:2');

  test('text: the effects, with places and fields', () => {
    const [old, now] = sides(PLATFORM, edited);
    const { out, err } = run(['diff', old, now]);
    expect(out.replaceAll(now, 'now')).toMatchSnapshot();
    expect(err).toMatchSnapshot();
  });

  test('markdown: a table', () => {
    const [old, now] = sides(PLATFORM, edited);
    expect(run(['diff', old, now, '--format', 'markdown']).out.replaceAll(now, 'now')).toMatchSnapshot();
  });

  test('json: objects, effects and numbers', () => {
    const report = JSON.parse(diff(PLATFORM, edited, '--format', 'json').out);
    expect(report).toMatchObject({
      releases: { before: 'v1.0.5', after: 'v1.0.5' },
      pods: { created: 0, ended: 0, stale: 3 },
      changes: [{
        verb: 'changed',
        kind: 'SandboxTemplate',
        name: 'python',
        namespace: 'research',
        line: 1,
        effects: [{ rule: 'pool-stale', pods: { stale: 2 } }, { rule: 'claim-stale', pods: { stale: 1 } }],
        fields: [{ path: 'spec.podTemplate.spec.containers[name=main].image' }],
      }],
    });
  });

  test('sarif: results with rules and places', () => {
    const { runs: [{ results, tool }] } = JSON.parse(diff(PLATFORM, edited, '--format', 'sarif').out);
    expect(results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([
      ['pool-stale', 'note'], ['claim-stale', 'note'],
    ]);
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['claim-stale', 'pool-stale']);
  });

  const secret = (value: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { key: ${value} }\n`;

  test.each(['text', 'markdown', 'json', 'sarif'])('%s: no values of Secrets', (format) => {
    const { code, out } = diff(secret('hush1'), secret('hush2'), '--format', format);
    expect(code).toBe(1);
    expect(out).not.toContain('hush');
  });

  test('what manifests hold commands neither a terminal nor Markdown', () => {
    const map = (value: string) => (
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata: { key: ${JSON.stringify(value)} }\n`
    );
    const hostile = '\u001b[31m</details><img src=x> @team ::error:: | `code` [a](b)';
    const { out } = diff(map('a'), map(hostile), '--format', 'markdown');
    expect(out).not.toContain('\u001b');
    expect(out.match(/<\/details>/g)).toHaveLength(2);
    expect(out).toContain('`` data.key: "a" -> "');
    expect(diff(map('a'), map(hostile)).out).not.toContain('\u001b');
  });
});

describe('releases', () => {
  const install = (tag: string) => [
    'apiVersion: apps/v1', 'kind: Deployment',
    'metadata: { name: agent-sandbox-controller, namespace: agent-sandbox-system }',
    'spec:', '  selector: { matchLabels: { a: b } }', '  template:', '    metadata: { labels: { a: b } }',
    `    spec: { containers: [{ name: c, image: "registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag}" }] }`, '',
  ].join('\n');

  test('are those of the installs among the files', () => {
    const { out } = diff(install('v0.5.6'), install('v1.0.5'), '--format', 'json');
    expect(JSON.parse(out).releases).toEqual({ before: 'v0.5.6', after: 'v1.0.5' });
  });

  test('are those that are named', () => {
    const { out } = diff(PLATFORM, PLATFORM, '--format', 'json', '--release', 'v1.0.3', '--old-release', 'v0.5.6');
    expect(JSON.parse(out).releases).toEqual({ before: 'v0.5.6', after: 'v1.0.3' });
  });
});

describe('--from-git', () => {
  test('compares what a revision has with what is there', () => {
    const root = directory();
    const git = (...args: string[]) => execFileSync('git', [
      '-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args,
    ], { cwd: root });
    writeFiles(root, { 'dist/a.yaml': PLATFORM, 'dist/b.txt': 'a: [', 'other/c.yaml': 'a: [' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'a');
    writeFiles(root, { 'dist/a.yaml': PLATFORM.replace('replicas: 2', 'replicas: 1') });
    const before = process.cwd();
    process.chdir(root);
    try {
      expect(run(['diff', '--from-git', 'HEAD', 'dist'])).toMatchObject({
        code: 1, err: expect.stringContaining('pods: 1 ended'),
      });
      expect(run(['diff', '--from-git', 'nowhere', 'dist'])).toMatchObject({
        code: 3, err: expect.stringContaining('error: git: '),
      });
      expect(run(['diff', '--from-git', 'HEAD', 'none'])).toMatchObject({
        code: 3, err: expect.stringContaining("no *.yaml, *.yml or *.json is at none in revision 'HEAD'"),
      });
    } finally {
      process.chdir(before);
    }
  });
});
