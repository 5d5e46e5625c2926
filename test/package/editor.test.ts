/** What an editor shows of the packed package: tsserver is asked, in a project of a user. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../support/directories';
import { rowsOf } from '../support/markdown';
import { TsServer } from '../support/tsserver';
import { propertiesOf } from '../support/untyped';

const ROOT = realpathSync(join(__dirname, '../..'));

/** The prop whose comment has a row of the README's table of defaults, and the words by which it does. */
const SHOWN_AT: Readonly<Record<string, readonly [prop: string, words: string]>> = {
  'CPU and memory': ['containers', 'no CPU and memory requests and limits'],
  '`imagePullPolicy`': ['containers', 'no `imagePullPolicy` (Kubernetes decides by the tag)'],
  '`startupProbe`': ['containers', 'no startup probe'],
  'Capabilities': ['containers', 'all capabilities dropped'],
  '`seccompProfile`': ['securityContext', '`seccompProfile` is `RuntimeDefault`'],
  '`readOnlyRootFilesystem`': ['containers', '`readOnlyRootFilesystem` false'],
  '`dnsPolicy`': ['dns', '`dnsPolicy` is not printed'],
  '`enableServiceLinks`': ['enableServiceLinks', '@default false'],
  '`fsGroupChangePolicy`': ['securityContext', '`fsGroupChangePolicy` is printed with `fsGroup` only'],
  '`fsGroup`': ['securityContext', '`fsGroup` is 1000 with a workspace'],
  '`setHostnameAsFQDN`': ['dns', '`setHostnameAsFQDN` is printed when true'],
};

/** The defaults of the other props that pods of cdk8s-plus have. */
const DEFAULTS: Readonly<Record<string, string>> = {
  metadata: 'a name from the path of the construct',
  containers: 'a pod needs at least one',
  initContainers: 'none',
  volumes: 'those that containers mount',
  restartPolicy: 'RestartPolicy.ALWAYS',
  serviceAccount: 'the account `default` of the namespace',
  securityContext: '`ensureNonRoot` is true',
  hostAliases: 'none',
  dns: 'Kubernetes takes ClusterFirst',
  dockerRegistryAuth: 'none',
  automountServiceAccountToken: 'false',
  isolate: 'false',
  hostNetwork: 'false',
  terminationGracePeriod: 'Duration.seconds(30)',
};

/** The props of a container whose defaults are not those of cdk8s-plus. */
const OF_CONTAINERS: Readonly<Record<string, string>> = {
  imagePullPolicy: 'not printed',
  startup: 'none',
  resources: 'none',
  securityContext: 'all capabilities dropped',
  user: 'that of the pod, else that of the image',
  group: 'that of the pod, else that of the image',
  readOnlyRootFilesystem: 'false',
  capabilities: 'all are dropped',
  seccompProfile: '`RuntimeDefault`',
};

const INHERITED = propertiesOf('cdk8s-plus-28.AbstractPodProps').map(({ name }) => name);

/** Classes that only their static members make, in the props that take one. */
const OPAQUE: ReadonlyArray<readonly [type: string, ways: string]> = [
  ['EgressDestination', 'EgressDestination.internet()'],
  ['HeldField', 'HeldField.operatingMode()'],
  ['IngressSource', 'IngressSource.router()'],
  ['MetadataService', 'MetadataService.EKS_POD_IDENTITY'],
  ['RouterAuth', 'RouterAuth.token()'],
  ['TenantQuota', 'TenantQuota.of()'],
  ['WebhookCertificate', 'WebhookCertificate.selfManaged()'],
];

const MAIN = `import { App, Chart } from 'cdk8s';
import { Sandbox } from 'cdk8s-agent-sandbox';

const chart = new Chart(new App(), 'chart');
const dev = new Sandbox(chart, 'Dev', {
${[...INHERITED, 'enableServiceLinks', 'shareProcessNamespace'].map((name) => `  ${name}: undefined,`).join('\n')}
});
dev.;
const inList = new Sandbox(chart, 'InList', {
  containers: [{ image: 'a', ${ofContainer('list')} }],
});
inList.addContainer({ image: 'b', ${ofContainer('call')} });
`;

/** The props of a container, each with a comment by which it is found. */
function ofContainer(where: string): string {
  const [outer, inner] = [Object.keys(OF_CONTAINERS).slice(0, 3), Object.keys(OF_CONTAINERS).slice(4)];
  const given = (names: readonly string[]) => names.map((name) => `${name}: undefined /* ${where} */`).join(', ');
  return `${given(outer)}, securityContext: { /* ${where} */ ${given(inner)} }`;
}

const WRONG = `import * as lib from 'cdk8s-agent-sandbox';
${OPAQUE.map(([type]) => `export const text${type}: lib.${type} = 'word';\nexport const object${type}: lib.${type} = {};\n`).join('')}`;

let directory: string;
let server: TsServer;
let main: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'editor-')));
  mkdirSync(join(directory, 'node_modules'));
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(directory, 'node_modules', name));
  }
  const library = join(directory, 'node_modules/cdk8s-agent-sandbox');
  mkdirSync(library);
  const tarball = execFileSync(process.execPath, [join(ROOT, 'scripts/pack.js'), directory], { encoding: 'utf8' });
  execFileSync('tar', ['-xzf', tarball.trim(), '--strip-components=1', '-C', library]);
  const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true, types: [] };
  writeFiles(directory, {
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }), 'main.ts': MAIN, 'wrong.ts': WRONG,
  });
  main = join(directory, 'main.ts');
  server = new TsServer(directory);
  server.open(main);
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the comment of a prop', () => {
  const hover = (prop: string) => server.hover(main, `${prop}: undefined`);

  test('each row of the table of defaults in the README is in one', async () => {
    const rows = rowsOf('README.md').filter((row) => row[0] in SHOWN_AT).map(([name]) => name);
    expect(rows).toEqual(Object.keys(SHOWN_AT));
    const explained = rowsOf('docs/pods.md').filter((row) => row.length === 4).map(([name]) => name);
    expect(Object.keys(SHOWN_AT)).toEqual(expect.arrayContaining(explained));
    for (const [prop, words] of Object.values(SHOWN_AT)) {
      expect((await hover(prop)).replace(/\s+/g, ' ')).toContain(words);
    }
  });

  test('each of the 14 that pods of cdk8s-plus have is ours, with our default', async () => {
    expect(INHERITED).toHaveLength(14);
    expect(INHERITED.sort()).toEqual(Object.keys(DEFAULTS).sort());
    for (const [prop, words] of Object.entries(DEFAULTS)) {
      expect([prop, (await hover(prop)).replace(/\s+/g, ' ').split('@default ')[1]]).toEqual([
        prop, expect.stringContaining(words),
      ]);
    }
  });
});

describe('the comment of a prop of a container', () => {
  test.each(['list', 'call'])('has the default of sandboxes, in a literal of a %s', async (where) => {
    for (const [prop, words] of Object.entries(OF_CONTAINERS)) {
      const place = prop === 'securityContext' ? `securityContext: { /* ${where} */` : `${prop}: undefined /* ${where} */`;
      expect([prop, (await server.hover(main, place)).replace(/\s+/g, ' ').split('@default ')[1]]).toEqual([
        prop, expect.stringContaining(words),
      ]);
    }
  });

  test('stays that of cdk8s-plus where the default is the same', async () => {
    expect(await server.hover(main, "image: 'a'")).toContain('Docker image name');
  });
});

describe('what is offered of a Sandbox', () => {
  test('is public: the one internal member, which cdk8s-plus has, is struck out and comes last', async () => {
    const offered = await server.completions(main, 'dev.');
    const names = offered.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['addContainer', 'addWorkspace', 'connections', 'fqdn']));
    const internal = offered.filter(({ name }) => name.startsWith('_'));
    expect(internal.map(({ name }) => name)).toEqual(['_toPodSpec']);
    for (const { kindModifiers, sortText } of internal) {
      expect(kindModifiers).toContain('deprecated');
      expect(offered.filter((other) => other.sortText >= sortText && !other.kindModifiers?.includes('deprecated')))
        .toEqual([]);
    }
    const fields = ['apiObject', 'madeOf', 'mounts', 'network', 'placement'];
    expect(names.filter((name) => fields.includes(name))).toEqual([]);
  });
});

describe('a value of a class without public members', () => {
  test('fails if it is a text or a look-alike, with a sentence that names what makes one', async () => {
    const file = join(directory, 'wrong.ts');
    server.open(file);
    expect(await server.errors(file)).toEqual(OPAQUE.flatMap(([type, ways], index) => [
      { line: 2 + index * 2, text: `Type 'string' is not assignable to type '${type}'.` },
      {
        line: 3 + index * 2,
        text: expect.stringMatching(new RegExp(`^Property '"made by [^']*${ways.replace(/[.()]/g, '\\$&')}[^']*"' is missing `
          + `in type '{}' but required in type '${type}'\\.$`)),
      },
    ]));
  });
});
