/** The packages for other editions of cdk8s-plus, as `npm run package-plus` makes them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compileEdition, otherEditions, packEdition } from '../../scripts/plus/edition-package';
import { DIFFERENCES } from '../support/edition-differences';
import { EditionProject } from '../support/edition-project';

const ROOT = realpathSync(join(__dirname, '../..'));
const OURS = 'cdk8s-plus-28';
/** The compilers take minutes on a busy machine. */
const SLOW = 20 * 60_000;
const TEMPLATE = join(ROOT, 'node_modules/cdk8s-cli/templates/typescript-app');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const QUICKSTART = /^```ts nofixture\n([^]*?)^```/m.exec(read('README.md'))![1];

let directory: string;
const projects = new Map<string, EditionProject>();

/** With `PLUS_TARBALLS` it takes the packages from there, and compiles none. */
beforeAll(async () => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plus-')));
  const tarballs = process.env.PLUS_TARBALLS;
  await Promise.all(otherEditions().map(async (edition) => {
    const [sources, user] = ['sources', 'project'].map((name) => join(directory, edition, name));
    mkdirSync(sources, { recursive: true });
    mkdirSync(user);
    const project = new EditionProject(edition, user);
    projects.set(edition, project);
    if (!tarballs) { await compileEdition(edition, sources); }
    const found = tarballs && readdirSync(tarballs).find((name) => name.startsWith(project.library));
    await project.install(found ? join(tarballs, found) : await packEdition(sources, sources));
  }));
}, SLOW);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('there is one for the edition that `cdk8s init` writes today', () => {
  const { dependencies } = JSON.parse(readFileSync(join(TEMPLATE, 'package.json'), 'utf8'));
  const [written] = Object.keys(dependencies).filter((name) => name.startsWith('cdk8s-plus-'));
  expect([OURS, ...otherEditions()]).toContain(written);
});

describe.each(otherEditions())('the package for %s', (edition) => {
  const project = () => projects.get(edition)!;
  const packed = (path: string) => readFileSync(join(project().directory, 'node_modules', project().library, path));
  const suffix = edition.slice('cdk8s-plus-'.length);

  test('has a name and peers of its own, also in other languages', () => {
    const ours = JSON.parse(read('package.json'));
    expect(JSON.parse(packed('package.json').toString())).toMatchObject({
      name: `cdk8s-agent-sandbox-${suffix}`,
      version: ours.version,
      peerDependencies: {
        cdk8s: ours.peerDependencies.cdk8s,
        constructs: ours.peerDependencies.constructs,
        [edition]: ours.devDependencies[edition],
      },
      jsii: {
        targets: {
          python: { distName: `cdk8s-agent-sandbox-${suffix}`, module: `cdk8s_agent_sandbox_${suffix}` },
          java: { maven: { artifactId: `cdk8s-agent-sandbox-${suffix}` } },
          dotnet: { packageId: `Cdk8sAgentSandbox${suffix}` },
          go: { packageName: `cdk8sagentsandbox${suffix}` },
        },
      },
    });
  });

  test('has an assembly and code of the edition alone', () => {
    const assembly = gunzipSync(packed('.jsii.gz')).toString();
    expect(JSON.parse(assembly).dependencies).toHaveProperty(edition);
    expect(assembly).not.toContain(OURS);
    expect(packed('lib/bundle.js').toString()).toContain(`require("${edition}")`);
    expect(packed('lib/bundle.js').toString()).not.toContain(`require("${OURS}")`);
    expect(packed('lib/kubernetes/kplus.d.ts').toString()).toContain(`'${edition}'`);
  });

  test('has a README with its own commands and imports', () => {
    const readme = packed('README.md').toString();
    expect(readme).toContain(`# cdk8s-agent-sandbox-${suffix}\n\nThis is [cdk8s-agent-sandbox](`);
    expect(readme).toContain(`npm install cdk8s-agent-sandbox-${suffix} cdk8s@2 ${edition}@2 constructs@10 `);
    expect(readme).not.toContain(OURS);
    expect(readme).toContain(`from 'cdk8s-agent-sandbox-${suffix}';\nimport * as kplus from '${edition}';\n`);
  });

  test('writes the examples byte for byte as ours, but for the differences that are listed', () => {
    const own = new EditionProject(OURS, mkdtempSync(join(directory, 'own-')));
    own.installOurs();
    const without = (text: string) => DIFFERENCES[edition].reduce((rest, line) => rest.replace(line, ''), text);
    const entries = Object.entries(project().examples());
    expect(entries.length).toBeGreaterThanOrEqual(readdirSync(join(ROOT, 'examples')).length);
    expect(Object.fromEntries(entries.map(([file, text]) => [file, without(text)]))).toEqual(
      Object.fromEntries(Object.entries(own.examples()).map(([file, text]) => [file, without(text)])),
    );
  });

  test('fails if it gets a value of another edition, and names what to import', () => {
    project().link(OURS);
    project().write({ 'mixed.js': MIXED.replace("'PLUS'", `'cdk8s-plus-' + ${OURS.slice('cdk8s-plus-'.length)}`) });
    expect(project().run('node', 'mixed.js')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        `c/S: 'serviceAccount' is a ServiceAccount of '${OURS}', and this package takes those of '${edition}'; import it `
          + `from '${edition}', or the constructs from 'cdk8s-agent-sandbox'`,
      ),
    });
  });
});

const MIXED = `const { App, Chart } = require('cdk8s');
const { Sandbox } = require('cdk8s-agent-sandbox');
const other = require('PLUS');
const chart = new Chart(new App(), 'c');
new Sandbox(chart, 'S', { containers: [{ image: 'a:1' }], serviceAccount: new other.ServiceAccount(chart, 'A') });
`;

describe('a project as `cdk8s init typescript-app` makes it, with the quickstart', () => {
  const edition = 'cdk8s-plus-33';
  const versions: Readonly<Record<string, string>> = {
    $base: 'my-app',
    cdk8s_core_version: '2',
    cdk8s_plus_version: '2',
    constructs_version: '10',
    cdk8s_cli_spec: '2',
  };
  let project: EditionProject;

  beforeAll(() => {
    project = projects.get(edition)!;
    project.link('cdk8s-cli', 'ts-node', '@types/node', '@types/jest');
    // The range of the template, which TypeScript 6 is not in.
    project.linkAs('typescript', 'node_modules/cdk8s-cli/node_modules/typescript');
    for (const name of ['cdk8s', 'ts-node']) { project.linkAs(`.bin/${name}`, `node_modules/.bin/${name}`); }
    for (const name of ['cdk8s.yaml', 'jest.config.js', 'main.test.ts', 'main.ts', 'package.json', 'tsconfig.json']) {
      const text = readFileSync(join(TEMPLATE, name), 'utf8');
      project.write({ [`app/${name}`]: text.replace(/\{\{ (\S+) \}\}/g, (_, key: string) => versions[key]) });
    }
    project.write({ 'app/sandboxes.ts': QUICKSTART });
  });

  test('it type-checks with its own settings', () => {
    expect(project.run('node', 'node_modules/typescript/bin/tsc', '--version').stdout).toContain('Version 5.9.');
    expect(project.run('node', 'node_modules/typescript/bin/tsc', '-p', 'app', '--noEmit')).toEqual({
      status: 0, stdout: '', stderr: '',
    });
  }, SLOW);

  test('it synthesizes', () => {
    const { status, stderr } = project.run('sh', '-c', 'cd app && npx cdk8s synth --app "npx ts-node sandboxes.ts"');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(project.directory, 'app/dist'))).toEqual(['platform.k8s.yaml', 'research.k8s.yaml']);
  }, SLOW);

  test('fails if values of another edition are given, with an error that names both', () => {
    project.write({ 'app/mixed.ts': MIXED_TYPES.replace('PLUS', 'cdk8s-plus-34') });
    project.link('cdk8s-plus-34');
    const { status, stdout } = project.run('node', 'node_modules/typescript/bin/tsc', '-p', 'app', '--noEmit');
    const [first] = stdout.split('\n');
    expect(status).not.toBe(0);
    expect(first).toMatch(/^app\/mixed\.ts\(6,\d+\): error TS2322: /);
    expect(first).toMatch(/cdk8s-plus-34\/lib\/volume"\)\.Volume' is not assignable to .*cdk8s-plus-33\/lib\/volume"\)\.Volume'/);
    expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(3);
  }, SLOW);
});

const MIXED_TYPES = `import { App, Chart } from 'cdk8s';
import { Sandbox } from 'cdk8s-agent-sandbox';
import * as other from 'PLUS';
const chart = new Chart(new App(), 'c');
new Sandbox(chart, 'S', {
  volumes: [other.Volume.fromEmptyDir(chart, 'V', 'v')],
});
`;
