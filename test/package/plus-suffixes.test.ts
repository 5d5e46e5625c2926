/**
 * The library compiles against newer editions of cdk8s-plus, and prints the same with them: a suffix is one changed
 * line.
 */
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

describe.each(['cdk8s-plus-33', 'cdk8s-plus-34'])('with %s in place of cdk8s-plus-28', (edition) => {
  test('the sources type-check', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
    const paths = { 'cdk8s-plus-28': [join(ROOT, 'node_modules', edition)] };
    const program = ts.createProgram([join(ROOT, 'src/index.ts')], {
      ...options,
      paths,
      types: ['node'],
      noEmit: true,
      rootDir: undefined,
    });
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    expect(files.filter((file) => file.includes(`/${edition}/`)).length).toBeGreaterThan(10);
    expect(files.filter((file) => file.includes('/cdk8s-plus-28/'))).toEqual([]);
    const messages = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => (
      `${file?.fileName.slice(ROOT.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    ));
    expect(messages).toEqual([]);
  });

  test('the objects are the same', () => {
    expect(yamlWith(edition)).toBe(yamlWith('cdk8s-plus-28'));
  });
});

/** What the app of every feature prints, all of it loaded anew over an edition of cdk8s-plus. */
function yamlWith(edition: string): string {
  let yaml = '';
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => jest.requireActual(edition));
    try {
      /* eslint-disable @typescript-eslint/no-require-imports */
      const { chartOf } = require('../support/workloads') as typeof import('../support/workloads');
      const { compose, composeNewest } = require('../support/whole-app') as typeof import('../support/whole-app');
      const { quietly } = require('../support/stderr') as typeof import('../support/stderr');
      /* eslint-enable @typescript-eslint/no-require-imports */
      const chart = chartOf();
      compose(chart);
      composeNewest(chart);
      yaml = quietly(() => (chart.node.root as import('cdk8s').App).synthYaml());
    } finally {
      jest.dontMock('cdk8s-plus-28');
    }
  });
  expect(yaml).toContain('kind: SandboxClaim');
  return yaml;
}
