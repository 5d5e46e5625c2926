/** Whatever is in a manifest, a file's name or an argument: nothing that is printed commands a terminal or a CI job. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandboxVersion, FindingSeverity, Findings, SandboxCluster } from '../../src';
import { run } from '../support/cli';
import { directories } from '../support/directories';
import * as fc from '../support/fuzz';
import { stderrOf } from '../support/stderr';

const directory = directories();
const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'];

/** What must not be in any output: controls of terminals and of writing direction, and the old form of commands. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##\[/;
const COMMAND = /^\s*::/m;
/** The commands of the format `github`, and only those. */
const OURS =
  /^::((error|warning) file=[^\n]*,line=\d+,col=\d+,title=ASB\d+|notice title=cdk8s-agent-sandbox)::[^\n]*$/;

const TEXTS = [
  '::stop-commands::x',
  '::set-output name=a::b',
  '##[set-output name=a]b',
  '\n::error::a',
  '\r\n##[error]a',
  '\u001b[2J',
  '\u009b31m',
  '\u007f',
  'a\u202eb',
  '\u2066a',
  '\u200fa',
  '\u2028::error::a',
  '\u0085::error::a',
  '\t::a',
  '\u0007',
  '\u001b]0;title\u0007',
];
const anyText = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc
    .array(fc.oneof(fc.constantFrom(...TEXTS, '::', '#', '[', '\n', ' '), fc.string({ unit: 'binary' })), {
      maxLength: 5,
    })
    .map((parts) => parts.join('')),
);

function check(text: string, areCommands = false): void {
  expect(text).not.toMatch(CONTROLS);
  if (!areCommands) {
    expect(text).not.toMatch(COMMAND);
    return;
  }
  for (const line of text.split('\n').slice(0, -1)) { expect(line).toMatch(OURS); }
}

/** A Sandbox with a text in its name, its fields and their values. */
function manifest(text: string): string {
  return JSON.stringify({
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name: text, namespace: text, labels: { [text]: 1 } },
    spec: { [text]: text, operatingMode: text, podTemplate: { spec: { containers: [{ name: text, [text]: text }] } } },
  });
}

test('in lines below a finding', () => {
  fc.assert(fc.property(anyText, anyText, (text, comment) => {
    const file = join(directory(), 'a.yaml');
    writeFileSync(file, `${manifest(text)} # ${comment}`);
    const { out } = run(['validate', file, '--frames']);
    check(out);
  }), { numRuns: 200 });
});

test.each(FORMATS)('in a manifest, in format %s', (format) => {
  fc.assert(fc.property(anyText, (text) => {
    const file = join(directory(), 'a.yaml');
    writeFileSync(file, manifest(text));
    const { out, err } = run(['validate', file, '--format', format]);
    check(out, format === 'github');
    check(err);
    if (format === 'json' || format === 'sarif') { expect(JSON.parse(out)).toEqual(expect.anything()); }
    if (format === 'json') { expect(JSON.parse(out)[0].message).not.toBe(''); }
  }), { numRuns: 100 });
});

test.each(FORMATS)('in the names of files, in format %s', (format) => {
  for (const text of TEXTS) {
    const root = directory();
    const name = text.replace(/\//g, '_');
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, `${name}.yaml`), manifest('a'));
    writeFileSync(join(root, name, `broken${name}.yaml`), '{');
    const before = process.cwd();
    process.chdir(root);
    try {
      const { code, out, err } = run(['validate', name, `${name}.none`, '--format', format]);
      expect(code).toBe(2);
      check(out, format === 'github');
      check(err);
    } finally {
      process.chdir(before);
    }
  }
});

test('in arguments', () => {
  for (const text of TEXTS) {
    for (const args of [
      [text],
      ['release', text],
      ['release', '--image', text, 'v1.0.5'],
      ['explain', text],
      ['explain', `Sandbox.${text}`],
      ['schema', '--release', text],
      ['validate', '--format', text, 'a'],
      ['validate', '--policy', text, 'a'],
      [`--${text}`],
    ]) {
      const { out, err } = run(args);
      check(out);
      check(err);
    }
  }
});

test('in findings of an app, on stderr and in errors', () => {
  for (const text of TEXTS) {
    const finding = {
      code: 'ASB502',
      severity: FindingSeverity.WARNING,
      message: `it is ${text}`,
      remedy: text,
      path: text,
    };
    const app = new App({ outdir: directory() });
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    new Chart(app, 'c');
    Findings.of(app).add(finding);
    const printed = stderrOf(() => app.synth());
    expect(printed).toContain('warning ASB502');
    check(printed);
    Findings.of(app).add({ ...finding, severity: FindingSeverity.ERROR });
    let message = '';
    try { app.synth(); } catch (error) { ({ message } = error as Error); }
    expect(message).toContain('error ASB502');
    check(message);
  }
});

test('a document of JSON is the same with escapes', () => {
  const file = join(directory(), 'a.yaml');
  writeFileSync(file, manifest('a\u007f##[b]\u202e'));
  const [{ object }] = JSON.parse(run(['validate', file, '--format', 'json']).out);
  expect(object).toContain('a\u007f##[b]\u202e');
});

test('a huge integer for a name is judged, beside objects as they were', () => {
  const root = directory();
  const sandbox = (name: string) =>
    `apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {name: ${name}}\nspec: {podTemplate: {spec: ` +
      '{containers: [{name: a, image: b}]}}}\n';
  writeFileSync(join(root, 'ok.yaml'), sandbox('ok'));
  writeFileSync(
    join(root, 'old.yaml'),
    `${sandbox('99999999999999999999999')}---\n${sandbox('{a: 99999999999999999999999}')}---\n${sandbox('ok')}`,
  );
  for (const format of FORMATS) {
    const args = [
      join(root, 'ok.yaml'),
      '--old',
      join(root, 'old.yaml'),
      '--policy',
      join(root, 'old.yaml'),
      '--format',
      format,
    ];
    expect(run(['validate', ...args.slice(0, 3), '--format', format]).err).toMatch(/^1 object of Agent Sandbox/);
    expect(run(['validate', join(root, 'old.yaml'), '--old', join(root, 'ok.yaml'), '--format', format])).toMatchObject(
      { code: 1 },
    );
    expect(run(['validate', ...args]).err).not.toMatch(/BigInt|TypeError/);
  }
});
