import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { directories } from './support/directories';
import { AgentSandboxValidation, AgentSandboxValidationProps } from '../src/plugin';

const ROOT = join(__dirname, '..');
const directory = directories();

const TEMPLATE =
  'podTemplate: { spec: { runtimeClassName: gvisor, containers: [{ name: a, image: registry.example.com/a:1 }] } }';
const POD = `{ ${TEMPLATE} }`;
const sandbox = (name: string, spec = POD, namespace = 'agents') =>
  'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\n'
  + `metadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
const MISSPELT = POD.replace('image:', 'imgae:');
const OLD = `{ replicas: 1, ${TEMPLATE} }`;
const extension = (kind: string, name: string, spec: string) =>
  `apiVersion: extensions.agents.x-k8s.io/v1beta1\nkind: ${kind}\n`
  + `metadata: { name: ${name}, namespace: agents }\nspec: ${spec}\n`;
/** A claim that starts cold, which is a warning. */
const COLD = [
  extension(
    'SandboxTemplate',
    'python',
    POD.replace('{ podTemplate', '{ envVarsInjectionPolicy: Allowed, podTemplate'),
  ),
  extension('SandboxWarmPool', 'pool', '{ replicas: 1, sandboxTemplateRef: { name: python } }'),
  extension('SandboxClaim', 'seeded', '{ warmPoolRef: { name: pool }, env: [{ name: SEED, value: "7" }] }'),
];
const controller = (tag: string) =>
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: agent-sandbox-controller }\n'
  + 'spec: { selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, '
  + 'spec: { containers: [{ name: controller, '
  + `image: "registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag}" }] } } }\n`;

/** What cdk8s-cli reports of manifests, by its own classes. */
async function report(
  props: AgentSandboxValidationProps,
  files: Record<string, readonly string[]>,
  paths: Record<string, string> = {},
) {
  const folder = directory();
  const manifests = Object.entries(files).map(([name, documents]) => {
    writeFileSync(join(folder, name), documents.join('---\n'));
    return join(folder, name);
  });
  const metadata = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, { path }]));
  const context = new ValidationContext(manifests, 'plugin', '1.0.0', metadata, false);
  const plugin: Validation = new AgentSandboxValidation(props);
  await plugin.validate(context);
  return { ...context.report.toJson(), success: context.report.success, text: context.report.toString(), folder };
}

test('fine manifests pass', async () => {
  const { success, violations, summary } = await report(
    {},
    {
      'a.k8s.yaml': [sandbox('dev'), ...COLD.slice(0, 2)],
      'b.k8s.yaml': ['apiVersion: v1\nkind: Namespace\nmetadata: { name: agents }\n'],
    },
  );
  expect({ success, violations }).toEqual({ success: true, violations: [] });
  expect(summary.metadata).toEqual({
    Release: "v1.0.5 (the newest known; property 'release' names another)",
    Objects: '3',
    Errors: '0',
    Warnings: '0',
  });
});

test('reports code, severity, remedy, construct path and line', async () => {
  const { success, violations, folder, text } = await report(
    {},
    { 'a.k8s.yaml': [sandbox('dev', MISSPELT)] },
    { dev: 'chart/Dev' },
  );
  expect(success).toBe(false);
  expect(violations).toEqual([
    {
      ruleName: 'ASB101',
      recommendation:
        "error: a field that the release does not have; 'npx cdk8s-agent-sandbox explain ASB101' prints more",
      fix: "did you mean 'image'?",
      violatingConstructs: [
        {
          resourceName: 'dev',
          constructPath: 'chart/Dev',
          manifestPath: join(folder, 'a.k8s.yaml'),
          locations: [
            expect.stringMatching(
              /^Sandbox agents\/dev, line 4: spec\.podTemplate\.spec\.containers\[0\]\.imgae: there is no field 'imgae'$/,
            ),
          ],
        },
      ],
    },
  ]);
  expect(text).toContain('Construct Path: chart/Dev');
});

test('a name that two objects have leads to no construct, whatever their kinds and files', async () => {
  const other = 'apiVersion: v1\nkind: Service\nmetadata: { name: dev, namespace: other }\n';
  const { violations } = await report(
    {},
    { 'a.k8s.yaml': [sandbox('dev', MISSPELT)], 'b.k8s.yaml': [other] },
    { dev: 'chart/Wrong' },
  );
  expect(violations[0].violatingConstructs).toEqual([
    expect.objectContaining({ resourceName: 'Sandbox agents/dev', constructPath: undefined }),
  ]);
});

test('what is alike is one violation', async () => {
  const { violations } = await report({}, { 'a.k8s.yaml': [sandbox('one', MISSPELT), sandbox('two', MISSPELT)] });
  expect(
    violations.map(({ violatingConstructs }) => violatingConstructs.map(({ resourceName }) => resourceName)),
  ).toEqual([['one', 'two']]);
});

test('warnings pass, unless strict', async () => {
  const files = { 'a.k8s.yaml': COLD };
  const { success, violations } = await report({}, files);
  expect(success).toBe(true);
  expect(violations.map(({ ruleName, recommendation }) => [ruleName, recommendation.split(':')[0]])).toEqual([
    ['ASB203', 'warning'],
  ]);
  expect((await report({ strict: true }, files)).success).toBe(false);
  expect((await report({ strict: false }, files)).success).toBe(true);
  expect((await report({ strict: true }, { 'a.k8s.yaml': [sandbox('dev')] })).success).toBe(true);
});

describe('the release', () => {
  const old = sandbox('dev', OLD).replace('v1beta1', 'v1alpha1');

  test('is the one that is given', async () => {
    expect((await report({ release: 'v0.5.6' }, { 'a.k8s.yaml': [old] })).success).toBe(true);
    expect((await report({ release: 'v1.0.5' }, { 'a.k8s.yaml': [old] })).success).toBe(false);
  });

  test('is else that of the controller among the manifests', async () => {
    const { success, summary } = await report({}, { 'a.k8s.yaml': [controller('v0.5.6')], 'b.k8s.yaml': [old] });
    expect([success, summary.metadata!.Release]).toEqual([true, 'v0.5.6 (as the manifests install it)']);
  });

  test('of an image that says none is the newest', async () => {
    expect(
      (await report({}, { 'a.k8s.yaml': [controller('latest'), sandbox('dev')] })).summary.metadata!.Release,
    ).toContain('v1.0.5 (the newest known');
  });

  test('of one cluster judges the manifests of that cluster', async () => {
    const files = {
      'production.k8s.yaml': [controller('v0.5.6'), old],
      'staging.k8s.yaml': [controller('v1.0.5'), sandbox('dev')],
    };
    expect((await report({ manifests: ['production.'] }, files)).success).toBe(true);
    expect((await report({ manifests: ['staging.'] }, files)).summary.metadata).toMatchObject({
      Release: expect.stringContaining('v1.0.5 (as'),
      Objects: '1',
    });
    await expect(report({}, files)).rejects.toThrow(
      'install Agent Sandbox v0.5.6 and v1.0.5, so it is not known which one judges; list the plugin once',
    );
  });
});

test('label domains are those of the install', async () => {
  const claim =
    'apiVersion: extensions.agents.x-k8s.io/v1beta1\nkind: SandboxClaim\nmetadata: { name: c, namespace: agents }\n' +
    'spec: { warmPoolRef: { name: pool }, additionalPodMetadata: { labels: { team.example.com/a: b } } }\n';
  const settings =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: agent-sandbox-config }\n'
    + 'data: { allowed-label-domains: "a.example,team.example.com" }\n';
  expect((await report({}, { 'a.k8s.yaml': [claim] })).violations.map(({ ruleName }) => ruleName)).toContain('ASB205');
  expect((await report({}, { 'a.k8s.yaml': [claim, settings] })).violations).toEqual([]);
  expect((await report({ allowedLabelDomains: ['team.example.com'] }, { 'a.k8s.yaml': [claim] })).violations).toEqual(
    [],
  );
});

test('fails if its properties are no mapping', () => {
  expect(() => new AgentSandboxValidation(null as any)).toThrow(
    "'properties' of AgentSandboxValidation is null; give a mapping, or leave it out",
  );
});

test.each([
  ['is not UTF-8', Buffer.from('kind: \xe9\n', 'latin1'), /a\.yaml: the text is not UTF-8; save it as UTF-8$/],
  [
    'has a character that tools read in two ways',
    Buffer.from('a: 1 # b\u2028c: 2\n'),
    /a\.yaml:1: ASB107: U\+2028 ends a line for kubectl/,
  ],
  ['has a null character', Buffer.from('a: "\0"\n'), /a\.yaml:1: the character U\+0000 is not allowed/],
])('fails if a manifest %s', async (_, bytes, message) => {
  const file = join(directory(), 'a.yaml');
  writeFileSync(file, bytes);
  const context = new ValidationContext([file], 'plugin', '1.0.0', {}, false);
  await expect(new AgentSandboxValidation({ release: 'v1.0.5' }).validate(context)).rejects.toThrow(message);
});

describe('fails if', () => {
  test.each<[string, unknown, string]>([
    [
      'a property is misspelt',
      { relaese: 'v1.0.5' },
      "has no property 'relaese', did you mean 'release'?; properties are release, strict, ",
    ],
    [
      'a property has another type',
      { strict: 'yes' },
      'property \'strict\' of AgentSandboxValidation cannot be "yes"; give true or false',
    ],
    ['the release is unknown', { release: 'v0.4.4' }, "unknown Agent Sandbox release 'v0.4.4'"],
  ])('%s', (_, props, message) => {
    expect(() => new AgentSandboxValidation(props as AgentSandboxValidationProps)).toThrow(message);
  });

  test('a manifest is no YAML, naming the line', async () => {
    await expect(report({}, { 'a.k8s.yaml': [sandbox('dev'), 'a: [b\n'] })).rejects.toThrow(/a\.k8s\.yaml:\d+: /);
  });
});

test('cdk8s synth runs it', () => {
  expect(existsSync(join(ROOT, 'lib/plugin.js'))).toBe(true); // 'npx projen compile' makes it
  const folder = directory();
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['cdk8s', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  symlinkSync(ROOT, join(folder, 'node_modules/cdk8s-agent-sandbox'));
  writeFileSync(join(folder, 'main.js'), `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App();
    const chart = new Chart(app, 'chart');
    new ApiObject(chart, 'Dev', { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'dev' },
      spec: { [process.env.FIELD]: true, podTemplate: { spec: { containers: [{ name: 'a', image: 'b' }] } } } });
    app.synth();`);
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    readFileSync(join(ROOT, 'docs/validation-plugin.md'), 'utf8').match(/```yaml\n([\s\S]*?)```/)![1],
  );
  const synth = (field: string) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--app', 'node main.js'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, FIELD: field, CDK8S_CHECK_UPGRADE: 'false' },
      },
    );
    return { status, stdout };
  };
  expect(synth('service')).toEqual({ status: 0, stdout: expect.stringContaining('Validations ended succesfully') });
  const { status, stdout } = synth('servce');
  expect(status).toBe(2);
  expect(stdout).toContain('ASB101');
  expect(stdout).toContain('Construct Path: chart/Dev');
  expect(stdout).toContain("did you mean 'service'");
});
