/** Whatever this repository prints, both apps print it with the same bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AppProps, Yaml } from 'cdk8s';
import { load, loadAll } from 'js-yaml';
import { print } from '../../src/synth/print';
import { directories } from '../support/directories';
import { quietly } from '../support/stderr';

const ROOT = join(__dirname, '../..');
const directory = directories();

/** What the program of an example writes, with `SandboxApp` as it stands, or with cdk8s' `App` in its place. */
function filesOf(example: string, appName: 'App' | 'SandboxApp'): Record<string, string> {
  const outdir = directory();
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      const library = jest.requireActual<typeof import('../../src')>('../../src');
      const { App } = jest.requireActual<typeof import('cdk8s')>('cdk8s');
      const made = jest.fn();
      const AppClass = class extends (appName === 'App' ? App : library.SandboxApp) {
        constructor(props?: AppProps) {
          super(props);
          made();
        }
      };
      jest.doMock(
        'cdk8s-agent-sandbox',
        () =>
          new Proxy(library, { get: (module, name) => (name === 'SandboxApp' ? AppClass : Reflect.get(module, name)) }),
      );
      quietly(() => { jest.requireActual(join(ROOT, 'examples', example, 'main.ts')); });
      expect(made).toHaveBeenCalledTimes(1);
    });
  } finally {
    delete process.env.CDK8S_OUTDIR;
    jest.dontMock('cdk8s-agent-sandbox');
  }
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((path) => [relative(outdir, path), readFileSync(path, 'utf8')]));
}

/** They write facts of tenants beside manifests, which cdk8s' app does not, and many objects of one kind and name. */
const NEED_SANDBOX_APP = ['platform-argo', 'platform-flux'];

test.each(NEED_SANDBOX_APP)('examples/%s is refused in an app of cdk8s', (example) => {
  expect(() => filesOf(example, 'App')).toThrow('SandboxApp');
});

const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter((name) => !NEED_SANDBOX_APP.includes(name));

test.each(EXAMPLES)('examples/%s', (example) => {
  const stock = filesOf(example, 'App');
  expect(Object.keys(stock).length).toBeGreaterThan(0);
  expect(filesOf(example, 'SandboxApp')).toEqual(stock);
});

const releases = readdirSync(join(ROOT, 'dist'));

test.each(releases)('the manifests of dist/%s', (release) => {
  for (const name of readdirSync(join(ROOT, 'dist', release)).filter((each) => each.endsWith('.yaml'))) {
    for (const document of loadAll(readFileSync(join(ROOT, 'dist', release, name), 'utf8'))) {
      expect(print(document, false) === Yaml.stringify(document)).toBe(true);
    }
  }
});

test('the snapshots of all constructs', () => {
  const snapshots = readFileSync(join(ROOT, 'test/behaviour/__snapshots__/snapshots.test.ts.snap'), 'utf8');
  const texts = [...snapshots.matchAll(/^exports\[`.*?`\] = `\n([^]*?)\n`;$/gm)].flatMap(([, text]) =>
    text.split(/^---$/m),
  );
  expect(texts.length).toBeGreaterThan(10);
  for (const text of texts) { expect(print(load(text), false)).toBe(Yaml.stringify(load(text))); }
});
