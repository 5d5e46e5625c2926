import { closeSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AgentSandboxVersion } from '../../../src';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();
const NEWEST = AgentSandboxVersion.LATEST.id;

const container = '{name: main, image: registry.example.com/devbox:2026.10}';
const pod = `podTemplate: {spec: {runtimeClassName: gvisor, containers: [${container}]}}`;
const sandbox = (name: string, more = '') =>
  `apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {name: ${name}, namespace: research}\nspec:\n  ` +
    `${pod}\n${more}`;
const extension = (kind: string, name: string, spec: string) =>
  `apiVersion: extensions.agents.x-k8s.io/v1beta1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ` +
    `research}\nspec:\n  ${spec}\n`;
const template = extension('SandboxTemplate', 'python', pod);
const pool = extension('SandboxWarmPool', 'pool', 'replicas: 1\n  sandboxTemplateRef: {name: python}');
const claim = extension('SandboxClaim', 'nightly', 'warmPoolRef: {name: pool}');
const claimWithEnv = extension('SandboxClaim', 'nightly', 'warmPoolRef: {name: pool}\n  env: [{name: A, value: b}]');
const BAD = sandbox('bad', '  nonsense: 1\n');
const COLD = [template.replace('spec:\n', 'spec:\n  envVarsInjectionPolicy: Allowed\n'), pool, claimWithEnv].join(
  '---\n',
);

/** A directory with these files, and a run there that says names as they are below it. */
function files(texts: Readonly<Record<string, string | Buffer>>) {
  const root = directory();
  writeFiles(root, texts);
  return {
    root,
    validate: (...args: string[]) => {
      const { code, out, err } = run([
        'validate',
        ...args.map((arg) =>
          arg.startsWith('-') || /^(v\d|text|json|sarif|junit|github)/.test(arg) ? arg : join(root, arg),
        ),
      ]);
      return { code, out: out.replaceAll(`${root}/`, ''), err: err.replaceAll(`${root}/`, '').replaceAll(root, '.') };
    },
  };
}

describe('one file', () => {
  test('that is fine', () => {
    expect(files({ 'a.yaml': sandbox('dev') }).validate('a.yaml')).toEqual({
      code: 0,
      out: '',
      err: `1 object of Agent Sandbox ${NEWEST} in 1 file: 0 errors, 0 warnings\n`,
    });
  });

  test('fails with one line a finding, and where it is', () => {
    const { code, out, err } = files({ 'a.yaml': `${sandbox('dev')}---\n${BAD}` }).validate('a.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^a\.yaml:12:3: error ASB101 Sandbox research\/bad: spec\.nonsense: there is no field 'nonsense'.*; remove it: the API server would refuse or drop it\n$/,
    );
    expect(err).toBe(`2 objects of Agent Sandbox ${NEWEST} in 1 file: 1 error, 0 warnings\n`);
  });

  test('is judged by the release that is asked for', () => {
    const { validate } = files({ 'a.yaml': sandbox('dev') });
    expect(validate('a.yaml', '--release', 'v0.4.6').out).toBe(
      'a.yaml:1:1: error ASB102 Sandbox research/dev: v0.4.6 does not serve Sandbox in agents.x-k8s.io/v1beta1, ' +
        `which v0.5.0 to ${NEWEST} serve; write 'apiVersion: agents.x-k8s.io/v1alpha1'\n`,
    );
    expect(validate('a.yaml', '--release', 'v0.5.6').code).toBe(0);
  });

  test('of objects of other projects that are known the structure is judged', () => {
    const { validate } = files({
      'a.yaml': `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: { name: a }\nspec: 5\n---\n${sandbox('dev')}`,
      'b.yaml': 'apiVersion: keda.sh/v1\nkind: ScaledObject\nspec: 5\n',
    });
    expect(validate('a.yaml', 'b.yaml')).toMatchObject({
      code: 1,
      out: 'a.yaml:4:1: error ASB102 Issuer a: spec: must be an object, not the number 5\n',
      err: `1 object of Agent Sandbox ${NEWEST} and 1 of other projects in 2 files: 1 error, 0 warnings; `
        + 'passed over: 1 object of other kinds\n',
    });
  });

  test('objects of other kinds are passed over', () => {
    expect(
      files({ 'a.yaml': `apiVersion: cert-manager.io/v1\nkind: Order\nspec: 5\n---\n${sandbox('dev')}` }).validate(
        'a.yaml',
      ).err,
    ).toBe(
      `1 object of Agent Sandbox ${NEWEST} in 1 file: 0 errors, 0 warnings; passed over: 1 object of other kinds\n`,
    );
  });

  test('of objects of Kubernetes itself the structure is judged, where it stands', () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: {version: 1}\ndat: {}\n';
    const { code, out, err } = files({ 'a.yaml': `${map}---\n${sandbox('dev')}` }).validate('a.yaml');
    expect([code, err]).toEqual([
      1,
      `1 object of Agent Sandbox ${NEWEST} and 1 of Kubernetes in 1 file: 2 errors, 0 warnings\n`,
    ]);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'a.yaml:5:12: error ASB102 ConfigMap a: metadata.labels.version: must be a string, not the number 1',
      expect.stringContaining(
        "a.yaml:6:1: error ASB101 ConfigMap a: dat: there is no field 'dat'; did you mean 'data'?",
      ),
    ]);
  });

  test('unknown fields of a Kubernetes that is newer than the tool are warnings', () => {
    const { validate } = files({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ncheckpoint: {}\n' });
    expect(validate('a.yaml', '--kubernetes-version=1.38')).toMatchObject({
      code: 0,
      out: expect.stringContaining('warning ASB101 ConfigMap a: checkpoint'),
    });
    expect(validate('a.yaml', '--kubernetes-version=1.36').code).toBe(1);
    expect(validate('a.yaml', '--kubernetes-version=v1.38')).toMatchObject({
      code: 2,
      err: expect.stringContaining("Kubernetes version 'v1.38' is not a minor"),
    });
  });

  test('warnings fail only with --strict', () => {
    const { validate } = files({ 'a.yaml': COLD });
    const { code, out } = validate('a.yaml');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^a\.yaml:\d+:3: warning ASB203 SandboxClaim research\/nightly: [^\n]*\n$/),
    ]);
    expect(validate('a.yaml', '--strict')).toMatchObject({ code: 1, out });
  });

  test('has no object of ours without a kind, name or group that fits', () => {
    const { validate } = files({
      'a.yaml': 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandboxes\n',
      'b.yaml': 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {generateName: dev-}\nspec: {}\n',
    });
    expect(validate('a.yaml').out).toContain('a.yaml:2:1: error ASB102 Sandboxes without a name: ');
    expect(validate('b.yaml').out).toContain('b.yaml:4:1: error ASB102 Sandbox dev-...: spec.podTemplate');
  });
});

describe('references', () => {
  test('are looked up in all files of the call', () => {
    const { validate } = files({ 'a.yaml': claimWithEnv, 'b.yaml': pool, 'c.yaml': template });
    expect(validate('a.yaml', 'b.yaml', 'c.yaml').out).toContain(
      'error ASB204 SandboxClaim research/nightly: the claim brings environment variables, which template ' +
        "'python' disallows",
    );
    expect(validate('a.yaml', 'b.yaml').out).not.toContain('ASB204');
  });

  test('mean the object of the same file, and none of two in other files', () => {
    const open = template.replace('spec:\n', 'spec:\n  envVarsInjectionPolicy: Allowed\n');
    const { validate } = files({
      'prod.yaml': [claimWithEnv, pool, open].join('---\n'),
      'stage.yaml': [pool, template].join('---\n'),
      'claim.yaml': claimWithEnv,
    });
    expect(validate('prod.yaml', 'stage.yaml').out).not.toContain('ASB204');
    expect(validate('prod.yaml', 'stage.yaml', 'claim.yaml').out).not.toContain('ASB204');
    expect(validate('stage.yaml', 'claim.yaml').out).toContain('ASB204');
  });

  test('lead to nothing only in a closed world', () => {
    const { validate } = files({ 'a.yaml': [claim, pool].join('---\n'), 'b.yaml': template });
    expect(validate('a.yaml')).toMatchObject({ code: 0, out: '' });
    expect(validate('a.yaml', '--closed-world')).toMatchObject({
      code: 1,
      out: "a.yaml:12:24: error ASB213 SandboxWarmPool research/pool: the pool names template 'python' of " +
        "namespace 'research', which is not there; give it too, or correct the name: references never leave the " +
        'namespace\n',
    });
    expect(validate('a.yaml', 'b.yaml', '--closed-world')).toMatchObject({ code: 0, out: '' });
  });
});

describe('directories', () => {
  test('are read in the order of names, without what is of git, of packages or no manifest', () => {
    const { root, validate } = files({
      'b/x.yml': BAD,
      'a/z.json': JSON.stringify({ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox' }),
      'a.yaml': BAD,
      'values.yaml': 'a: 1\n',
      'README.md': '{',
      '.git/c.yaml': '{',
      '.hidden.yaml': BAD,
      'node_modules/p/d.yaml': '{',
    });
    const { code, out, err } = validate('');
    expect([code, [...new Set(out.split('\n').map((line) => line.split(':')[0]))]]).toEqual([
      1,
      ['.hidden.yaml', 'a/z.json', 'a.yaml', 'b/x.yml', ''],
    ]);
    expect(err).toMatch(/ in 5 files: .*; passed over: 1 other document\n$/);
    expect(root).not.toBe('');
  });

  test('are entered once, and files are read once, however links lead', () => {
    const { root, validate } = files({ 'a/x.yaml': BAD });
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync('x.yaml', join(root, 'a/y.yaml'));
    symlinkSync('self.yaml', join(root, 'a/self.yaml'));
    const { code, out, err } = validate('', 'a/x.yaml');
    expect([code, out.split('\n').length]).toEqual([2, 2]);
    expect(err).toMatch(/^a\/self\.yaml:1:1: cannot be read: the link leads to itself\n1 object /);
  });

  test('fails if a link leads out of one: it is left out', () => {
    const outside = files({ 'x.yaml': BAD, 'd/y.yaml': BAD }).root;
    const { root, validate } = files({ 'a/x.yaml': BAD });
    symlinkSync(join(outside, 'x.yaml'), join(root, 'a/link.yaml'));
    symlinkSync(join(outside, 'd'), join(root, 'a/link'));
    symlinkSync('/', join(root, 'a/root'));
    const { code, out, err } = validate('a');
    expect([code, out.split('\n').length]).toEqual([2, 2]);
    expect(err.split('\n').slice(0, -2)).toEqual(['a/link', 'a/link.yaml', 'a/root'].map((name) => (
      `${name}:1:1: is a link that leads out of the directory, and was left out; name it to have it read`
    )));
  });

  test('fails if a device is named', () => {
    const { root, validate } = files({});
    symlinkSync('/dev/zero', join(root, 'endless.yaml'));
    expect(validate('endless.yaml')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^endless\.yaml:1:1: is a device or a socket, not a file\n/),
    });
  });

  test('fails if there is nothing in one', () => {
    expect(files({ 'a.txt': '' }).validate('')).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /:1:1: no \*\.yaml, \*\.yml or \*\.json is in this directory that was not read already\n/,
      ),
    });
  });
});

describe('label domains', () => {
  const labelled = extension(
    'SandboxClaim',
    'nightly',
    'warmPoolRef: {name: pool}\n  additionalPodMetadata: {labels: {team.example.com/a: b}}',
  );
  const config =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: agent-sandbox-config}\ndata: {allowed-label-domains: ' +
      'team.example.com}\n';

  test('are those of the controller, of an install among the files, or those given', () => {
    const { validate } = files({ 'a.yaml': labelled, 'config.yaml': config });
    expect(validate('a.yaml').out).toMatch(
      /^a\.yaml:6:36: error ASB205 SandboxClaim research\/nightly: [^\n]*use a domain at or below 'sandbox\.users\.io'/,
    );
    expect(validate('a.yaml', 'config.yaml')).toMatchObject({ code: 0, out: '' });
    expect(validate('a.yaml', '--allowed-label-domains=Example.com, other.example')).toMatchObject({
      code: 0,
      out: '',
    });
    expect(validate('a.yaml', 'config.yaml', '--allowed-label-domains=other.example').out).toContain(
      "use a domain at or below 'other.example'",
    );
  });

  test.each([
    ['', 'error: --allowed-label-domains names no domain'],
    [' ,', 'error: --allowed-label-domains names no domain'],
    ['a b', "error: label domain 'a b'"],
  ])('fails with 2 if %j is given', (domains, message) => {
    const { code, out, err } = files({ 'a.yaml': labelled }).validate('a.yaml', `--allowed-label-domains=${domains}`);
    expect([code, out, err.slice(0, message.length)]).toEqual([2, '', message]);
  });
});

test('the standard input is a file too', () => {
  const { root } = files({ 'in.yaml': BAD });
  const stdin = openSync(join(root, 'in.yaml'), 'r');
  try {
    expect(run(['validate', '-'], undefined, stdin)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^stdin:6:3: error ASB101 /),
    });
  } finally {
    closeSync(stdin);
  }
});

describe('fails with 2 if', () => {
  test.each<[string, string | Buffer, string]>([
    [
      'YAML is broken',
      'a: b: c\n',
      "a.yaml:1:5: ': ' is not allowed here; put the text in quotes, or indent the key as its neighbours",
    ],
    [
      'a document is no object',
      'values: 1\n',
      "a.yaml:1:1: this is not a Kubernetes object: 'apiVersion' and 'kind' are missing",
    ],
    [
      'a kind is missing',
      '---\n# note\napiVersion: v1\n',
      "a.yaml:3:1: this is not a Kubernetes object: 'kind' is missing",
    ],
    [
      'it is binary',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
      'a.yaml:1:1: this is not text: it holds null bytes',
    ],
    ['it is UTF-16', Buffer.from('\ufeffkind: A\n', 'utf16le'), 'a.yaml:1:1: the text is UTF-16; save it as UTF-8'],
    ['it is Latin-1', Buffer.from('kind: \xe9\n', 'latin1'), 'a.yaml:1:1: the text is not UTF-8'],
  ])('%s', (_, text, line) => {
    const { code, out, err } = files({ 'a.yaml': text }).validate('a.yaml');
    expect([code, out, err.split('\n').slice(0, -2)]).toEqual([2, '', [line]]);
  });

  test('a file is not there', () => {
    expect(files({}).validate('nowhere.yaml')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^nowhere\.yaml:1:1: cannot be read: no such file or directory\n/),
    });
  });

  test.each<[string[], string]>([
    [[], 'error: nothing to validate; give files or directories, or - for the standard input'],
    [['a', '--format', 'xml'], "error: format 'xml' is unknown; give one of text, json, sarif, junit, github"],
    [['a', '--format', 'constructor'], "error: format 'constructor' is unknown"],
    [['a', '--release', 'v0.4.4'], "error: unknown Agent Sandbox release 'v0.4.4'; known: "],
    [['a', '--fix'], "error: Unknown option '--fix'"],
  ])('of %j', (args, message) => {
    const { code, out, err } = run(['validate', ...args]);
    expect([code, out, err.slice(0, message.length)]).toEqual([2, '', message]);
    expect(err).toMatch(/; see 'cdk8s-agent-sandbox validate --help'\n$/);
  });
});

test('one broken document does not hide another', () => {
  const { code, out, err } = files({ 'a.yaml': `a: b: c\n---\n${BAD}---\n{\n---\n${BAD}` }).validate('a.yaml');
  expect([code, out.match(/ASB101/g)?.length, err.match(/^a\.yaml:/gm)?.length]).toEqual([2, 2, 2]);
});

test('a byte order mark is fine', () => {
  expect(files({ 'a.yaml': `\ufeff${sandbox('dev')}` }).validate('a.yaml').code).toBe(0);
});

describe('formats', () => {
  const texts = { 'a b.yaml': `${COLD}---\n${BAD}`, 'broken.yaml': 'a: b: c\n' };
  const printed = (format: string, ...more: string[]) =>
    files(texts).validate('a b.yaml', 'broken.yaml', '--format', format, ...more).out;

  test('json is a list of plain objects', () => {
    expect(JSON.parse(printed('json'))).toEqual([
      {
        file: 'a b.yaml',
        line: expect.any(Number),
        column: 3,
        severity: 'warning',
        code: 'ASB203',
        object: 'SandboxClaim research/nightly',
        path: 'spec.env',
        message: expect.any(String),
        remedy: expect.any(String),
        release: NEWEST,
      },
      {
        file: 'a b.yaml',
        line: expect.any(Number),
        column: 3,
        severity: 'error',
        code: 'ASB101',
        object: 'Sandbox research/bad',
        path: 'spec.nonsense',
        message: expect.any(String),
        remedy: expect.any(String),
        release: NEWEST,
      },
    ]);
    expect(files({ 'a.yaml': sandbox('dev') }).validate('a.yaml', '--format', 'json').out).toBe('[]\n');
  });

  test('sarif has what the standard requires', () => {
    const { $schema, version, runs: [{ tool, results, invocations, properties }] } = JSON.parse(printed('sarif'));
    expect([$schema, version]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0']);
    expect(tool.driver).toMatchObject({
      name: 'cdk8s-agent-sandbox',
      rules: [
        {
          id: 'ASB101',
          shortDescription: { text: 'a field that the release does not have' },
          defaultConfiguration: { level: 'error' },
        },
        {
          id: 'ASB203',
          defaultConfiguration: { level: 'warning' },
          help: { text: 'npx cdk8s-agent-sandbox explain ASB203', markdown: expect.stringMatching(/^# ASB203: /) },
        },
      ],
    });
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: expect.stringContaining('broken.yaml:1:5: ') } },
        ],
      },
    ]);
    expect(properties).toEqual({ release: NEWEST });
    expect(results).toHaveLength(2);
    expect(results[1]).toMatchObject({
      ruleId: 'ASB101',
      ruleIndex: 0,
      level: 'error',
      message: { text: expect.stringContaining('Sandbox research/bad: spec.nonsense') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: expect.stringMatching(/a%20b\.yaml$/) },
            region: { startLine: expect.any(Number), startColumn: 3 },
          },
        },
      ],
    });
  });

  test('junit has a case for each object, and one for what cannot be read', () => {
    const xml = printed('junit');
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="cdk8s-agent-sandbox" tests="5" failures="1" errors="1">\n/,
    );
    expect(xml.match(/<testcase /g)).toHaveLength(5);
    expect(xml).toContain(`<properties><property name="release" value="${NEWEST}"/></properties>`);
    expect(xml).toContain('<testcase name="SandboxTemplate research/python" classname="a b.yaml"/>');
    expect(xml).toMatch(
      /<testcase name="Sandbox research\/bad" classname="a b\.yaml"><failure type="ASB101" message="[^"<]*">/,
    );
    expect(xml).toMatch(/<testcase name="SandboxClaim research\/nightly" classname="a b\.yaml"><system-out>/);
    expect(printed('junit', '--strict')).toContain('failures="2" errors="1">\n');
  });

  test('github annotates lines', () => {
    const lines = printed('github').split('\n');
    expect(lines[0]).toMatch(/^::warning file=a b\.yaml,line=\d+,col=3,title=ASB203::SandboxClaim research\/nightly: /);
    expect(lines[1]).toMatch(/^::error file=a b\.yaml,line=\d+,col=3,title=ASB101::Sandbox research\/bad: /);
    expect(lines.slice(2)).toEqual([`::notice title=cdk8s-agent-sandbox::judged as Agent Sandbox ${NEWEST}`, '']);
    expect(printed('github', '--strict')).not.toContain('::warning');
  });

  test('nothing in a manifest breaks out of them', () => {
    const name = '"x\\n::error::y%0A\\e[31m<a b=\'c\'>&\\u2028"';
    const { validate } = files({
      'a,b:%.yaml': `apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\nmetadata: {name: ${name}}\nspec: {}\n`,
    });
    for (const format of ['text', 'github']) {
      const { out, err } = validate('a,b:%.yaml', '--format', format);
      for (const line of out.split('\n').slice(0, -1)) {
        expect(line).toMatch(
          format === 'text'
            ? /^a,b:%\.yaml:\d+:\d+: error /
            : /^::(error file=a%2Cb%3A%25\.yaml,line=|notice title=cdk8s-agent-sandbox::judged as )/,
        );
      }
      // eslint-disable-next-line no-control-regex
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028]/);
    }
    expect(validate('a,b:%.yaml', '--format', 'github').out).toContain('y%250A');
    expect(validate('a,b:%.yaml', '--format', 'junit').out).toContain('&lt;a b=\'c\'&gt;&amp;');
  });
});
