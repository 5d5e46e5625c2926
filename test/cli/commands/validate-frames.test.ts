import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

const directory = directories();
const ESC = '\u001b';
const TERMINAL = { isTerminal: true, hasColors: true };

const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
\tpodTemplate: {spec: {runtimeClassName: gvisor, containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
  nonsense: 1
`.replace('\t', '  ');

/** The lines below the first line of a finding in a text. */
function frame(text: string, ...args: string[]): string[] {
  const file = join(directory(), 'a.yaml');
  writeFileSync(file, text);
  return run(['validate', file, '--frames', ...args]).out.split('\n').slice(1, -1);
}

test('shows the lines before and a caret', () => {
  expect(frame(SANDBOX)).toEqual([
    '  4 | spec:',
    '  5 |   podTemplate: {spec: {runtimeClassName: gvisor, containers: [{name: main, image: registry.example.c…',
    '  6 |   nonsense: 1',
    '    |   ^',
  ]);
});

test('shows nothing of the object before', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: hunter2}\n';
  const lines = frame(`${secret}---\n${SANDBOX.replace('v1beta1', 'v1')}`);
  expect(lines).toEqual(['  6 | apiVersion: agents.x-k8s.io/v1', '    | ^']);
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [JSON.parse('{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"p":"aHVudGVyMg=="}}')],
  };
  const sandbox = { apiVersion: 'agents.x-k8s.io/v1', kind: 'Sandbox', metadata: { name: 'a' } };
  for (const indent of [0, 1]) {
    expect(frame(JSON.stringify({ ...list, items: [...list.items, sandbox] }, null, indent)).join('\n')).not.toContain(
      'aHVudGVyMg',
    );
  }
});

test('shows nothing of a Secret', () => {
  expect(frame('apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: [hunter2]\n')).toEqual([]);
});

test('shows a part of long lines, and the caret below the column', () => {
  const long =
    '{"apiVersion":"agents.x-k8s.io/v1beta1","kind":"Sandbox","metadata":{"name":"x"},' +
    '"spec":{"podTemplate":{"spec":{"runtimeClassName":"gvisor",' +
    '"containers":[{"name":"main","image":"registry.example.com/devbox:2026.10"}]}},' +
    `"nonsense":1,"shutdownPolicy":"Retain","service":${' '.repeat(500)}true}}`;
  const [line, caret] = frame(long);
  expect(line.length).toBeLessThan(110);
  expect(line).toMatch(/^ {2}1 \| ….*…$/);
  expect(line.slice(caret.indexOf('^')).startsWith('"nonsense"')).toBe(true);
});

test('puts the caret below escaped characters and tabs', () => {
  const lines = frame(
    '{\n"apiVersion": "agents.x-k8s.io/v1beta1", "kind": "Sandbox", "metadata": {"name": "x"},\n' +
    '"spec": {\t"podTemplate": {"spec": {"runtimeClassName": "gvisor", "containers": [' +
    '{"name": "main", "image": "a.example/b:1", "command": ["\u202e"], "imag": "x"}]}}}}',
  );
  const [source, caret] = lines.slice(-2);
  expect(source).toContain('\\u202e');
  expect(source.slice(caret.indexOf('^')).startsWith('"imag"')).toBe(true);
});

describe('on a terminal', () => {
  const validate = (...args: string[]) => {
    const root = directory();
    const file = join(root, 'a.yaml');
    writeFileSync(file, SANDBOX);
    return run(['validate', file, ...args], undefined, undefined, TERMINAL).out.replaceAll(root, '.');
  };

  test('frames and colours are the default', () => {
    const out = validate();
    expect(out).toContain(`${ESC}[31m^${ESC}[39m`);
    // eslint-disable-next-line no-control-regex
    expect(out.replace(/\u001b\[\d+m/g, '')).toBe(validate('--no-color'));
    expect(validate('--no-color')).toContain('  6 |   nonsense: 1\n');
    expect(validate('--no-frames', '--no-color').split('\n')).toHaveLength(2);
    expect(validate('--no-frames')).toContain(`${ESC}[31m`);
  });

  test.each([['json'], ['sarif'], ['junit'], ['github']])('format %s has neither', (format) => {
    expect(validate('--format', format)).not.toContain(ESC);
    expect(validate('--format', format)).not.toContain(' 6 |');
  });
});

test('a pipe has colours only where FORCE_COLOR asks for them', () => {
  const file = join(directory(), 'a.yaml');
  writeFileSync(file, SANDBOX);
  const colored = (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const binary = join(__dirname, '../../../bin/cdk8s-agent-sandbox');
    const { PATH } = process.env;
    return spawnSync(process.execPath, [binary, 'validate', file, ...args], { env: { PATH, ...env }, encoding: 'utf8' })
      .stdout.includes(ESC);
  };
  expect(colored({})).toBe(false);
  expect(colored({ FORCE_COLOR: '1' })).toBe(true);
  expect(colored({ FORCE_COLOR: '0' })).toBe(false);
  expect(colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  expect(colored({ NO_COLOR: '1' })).toBe(false);
});
