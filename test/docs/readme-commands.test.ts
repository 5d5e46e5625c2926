/** The commands of the README, run from the README with the packed package in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = realpathSync(join(__dirname, '../..'));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Commands that are not run here, and what stands for them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm create cdk8s-agent-sandbox my-platform': 'needs a registry: scripts/languages/start.ts runs it',
  'npm run synth --prefix my-platform': 'needs a registry: scripts/languages/start.ts runs it',
  'npm install cdk8s-agent-sandbox cdk8s@2 cdk8s-plus-28@2 constructs@10 tsx@4':
    'needs a registry: the packed package, its peers and tsx are linked',
  'kubectl apply -f dist/platform.k8s.yaml':
    'needs a cluster: test/cluster/readme.cluster.ts applies it to an API server',
  'kubectl wait --for=condition=Established crd --all':
    'needs a cluster: test/cluster/readme.cluster.ts waits for the same',
  'kubectl apply -f dist/research.k8s.yaml':
    'needs a cluster: test/cluster/readme.cluster.ts applies it to an API server',
  'kubectl kustomize overlays/prod | npx cdk8s-agent-sandbox validate - --namespace research --closed-world':
    'needs kubectl: the file of the quickstart is piped, below',
  'npm start': 'on a clone: .ci/run and test/examples do the same',
  'npm test': 'this is it',
};

const commands = [...README.matchAll(/^```sh\n([^]*?)^```/gm)]
  .flatMap(([, block]) => block.trim().split('\n'))
  .map((line) => line.replace(/ +#.*$/, '').trim())
  .filter(Boolean);
const run = commands.filter((command) => !(command in ELSEWHERE));

let project: string;

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'readme-')));
  const library = join(project, 'node_modules/cdk8s-agent-sandbox');
  mkdirSync(library, { recursive: true });
  const tarball = execFileSync('node', [join(ROOT, 'scripts/pack.js'), project], { encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', library]);
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) {
    link(join(ROOT, 'node_modules', name), `node_modules/${name}`);
  }
  link(join(library, 'bin/cdk8s-agent-sandbox'), 'node_modules/.bin/cdk8s-agent-sandbox');
  link(join(ROOT, 'node_modules/.bin/tsx'), 'node_modules/.bin/tsx');
  writeFileSync(join(project, 'main.ts'), /^```ts nofixture\n([^]*?)^```/m.exec(README)![1]);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test('each command that is not run is one of the README', () => {
  expect(Object.keys(ELSEWHERE).filter((command) => !commands.includes(command))).toEqual([]);
  expect(run.length).toBeGreaterThanOrEqual(7);
});

test.each(run)('%s', (command) => {
  expect(shell(command)).toMatchObject({ status: 0 });
});

test('the quickstart, piped into validate, has no finding', () => {
  const files = "awk 'FNR == 1 { print \"---\" } { print }' dist/*.k8s.yaml";
  expect(shell(`${files} | npx cdk8s-agent-sandbox validate - --closed-world`)).toMatchObject({
    status: 0,
    stdout: '',
  });
});

test('the app has written the two files that are applied', () => {
  for (const command of commands.filter((each) => each.startsWith('kubectl apply'))) {
    expect(existsSync(join(project, command.split(' ').pop()!))).toBe(true);
  }
});

function shell(command: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('sh', ['-c', command], {
    cwd: project, encoding: 'utf8', env: { ...process.env, npm_config_offline: 'true' },
  });
}

function link(target: string, path: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  symlinkSync(target, join(project, path));
}
