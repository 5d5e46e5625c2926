/** Clients are compiled by the compilers of their languages, where these are; and code of a class that went is not. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as ts from 'typescript';
import { classesIn, SMALL } from './made';
import { SandboxClassesProps, SandboxClassLanguage } from '../../src';
import { catalogueIn } from '../../src/api/class-catalogue';
import { pascalCase, upperCase } from '../../src/classes/clients/identifiers';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { directories, writeFiles } from '../support/directories';
import { GO } from '../support/go';
import { chartOf, printed, untyped } from '../support/workloads';

const directory = directories();

const PROPS: Partial<SandboxClassesProps> = {
  sizes: { 'small': SMALL, 'x-1': SMALL },
  rules: [{ images: ['node'], sizes: ['small'], deprecated: { instead: 'small-gvisor-python', until: '2027-03-31' } }],
};
/** The same, when the class that was deprecated is gone. */
const WITHOUT: Partial<SandboxClassesProps> = {
  sizes: PROPS.sizes!, excluding: [{ images: ['node'], sizes: ['small'] }],
};

const clientsOf = (props: Partial<SandboxClassesProps>) => classesIn(chartOf(), props).clients();

/** Where a compiler or an interpreter is; without it the tests say that they are skipped. */
function toolTest(tool: string, ...args: readonly string[]) {
  if (spawnSync(tool, [...args, '--version']).status === 0) { return test; }
  process.stderr.write(`SKIPPED: no ${[tool, ...args].join(' ')}, so clients are not compiled by it\n`);
  return test.skip;
}

function run(cwd: string, command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd, encoding: 'utf8',
  });
  return { status, text: `${stdout}${stderr}` };
}

test('each language has its file, all of them by default', () => {
  const classes = classesIn(chartOf(), PROPS);
  expect(Object.keys(classes.clients())).toEqual([
    'sandbox-classes.json', 'sandbox-classes.ts', 'sandbox_classes.py', 'sandbox_classes.go',
  ]);
  expect(Object.keys(classes.clients({ languages: [SandboxClassLanguage.GO] }))).toEqual(['sandbox_classes.go']);
  expect(classes.clients()['sandbox-classes.json']).toBe(classes.catalogue());
  expect(classes.clients({ goPackage: 'pools' })['sandbox_classes.go']).toContain('\npackage pools\n');
});

test('clients are as they were', () => {
  const { 'sandbox-classes.ts': typescript, 'sandbox_classes.py': python, 'sandbox_classes.go': go } = clientsOf({
    ...PROPS, only: [{ sizes: ['small'], runtimes: ['gvisor'] }],
  });
  for (const text of [typescript, python, go]) {
    expect(text).toMatchSnapshot();
    expect(text.split('\n').filter((line) => /[ \t]$/.test(line))).toEqual([]);
  }
});

describe('in TypeScript', () => {
  const SERVICE = `import { ALL_CLASSES, missingClasses, SMALL_GVISOR_NODE, X_1_KATA_PYTHON } from './sandbox-classes';
export const pools: Array<'small-gvisor-node' | 'x-1-kata-python'> = [SMALL_GVISOR_NODE.pool, X_1_KATA_PYTHON.pool];
export const missing: string[] = missingClasses('', [SMALL_GVISOR_NODE]).map(({ pool }) => pool);
export const count: number = ALL_CLASSES.length;
`;

  function problems(props: Partial<SandboxClassesProps>): string[] {
    const work = directory();
    writeFiles(work, { ...clientsOf(props), 'service.ts': SERVICE });
    const program = ts.createProgram([join(work, 'service.ts')], {
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      lib: ['lib.es2022.d.ts'],
      exactOptionalPropertyTypes: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      verbatimModuleSyntax: true,
      isolatedModules: true,
    });
    return ts.getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  test('a service compiles', () => { expect(problems(PROPS)).toEqual([]); });

  test('fails if a service claims from a class that went', () => {
    expect(problems(WITHOUT)).toEqual([
      expect.stringMatching(/has no exported member (named )?'SMALL_GVISOR_NODE'/),
    ]);
  });

  test('a class that goes is marked, so that editors and linters tell', () => {
    const text = clientsOf(PROPS)['sandbox-classes.ts'];
    expect(text).toContain(
      '@deprecated It may be gone from 2027-03-31 on: use SMALL_GVISOR_PYTHON.\n */\nexport const '
        + 'SMALL_GVISOR_NODE = {',
    );
    // Those of both runtimes.
    expect(text.match(/@deprecated/g)).toHaveLength(2);
  });

  test('a program compares its classes with the catalogue of the platform', () => {
    const code = ts.transpile(clientsOf(PROPS)['sandbox-classes.ts'], { module: ts.ModuleKind.CommonJS });
    const exported: Record<string, any> = {};
    // eslint-disable-next-line no-new-func -- the code is that of our client
    new Function('exports', code)(exported);
    const { missingClasses, ALL_CLASSES, SMALL_GVISOR_NODE, SMALL_KATA_PYTHON } = exported;
    const names = (list: Array<{ name: string }>) => list.map(({ name }) => name);
    const catalogue = (props: Partial<SandboxClassesProps>) => classesIn(chartOf(), props).catalogue();
    expect(ALL_CLASSES).toHaveLength(8);
    expect(missingClasses(catalogue(PROPS))).toEqual([]);
    expect(names(missingClasses(catalogue(WITHOUT)))).toEqual(['small-gvisor-node', 'small-kata-node']);
    expect(names(missingClasses(catalogue(WITHOUT), [SMALL_KATA_PYTHON]))).toEqual([]);
    expect(names(missingClasses(catalogue({ ...PROPS, prefix: 'b-' }), [SMALL_GVISOR_NODE]))).toEqual([
      'small-gvisor-node',
    ]);
    expect(() => missingClasses('{}')).toThrow('this is no catalogue of sandbox classes');
  });
});

describe('in Python', () => {
  const SERVICE = `import sys
from sandbox_classes import ALL_CLASSES, SMALL_GVISOR_NODE, missing_classes

pool: str = SMALL_GVISOR_NODE.pool
missing = missing_classes(open(sys.argv[1]).read())
print(pool, len(ALL_CLASSES), *[each.name for each in missing])
`;
  const python = toolTest('python3');
  const mypy = toolTest('python3', '-m', 'mypy');

  function service(props: Partial<SandboxClassesProps>): string {
    const work = directory();
    const catalogue = classesIn(chartOf(), WITHOUT).catalogue();
    writeFiles(work, { ...clientsOf(props), 'service.py': SERVICE, 'platform.json': catalogue });
    return work;
  }

  python('a service compiles and compares its classes with those of the platform', () => {
    const work = service(PROPS);
    const compiled = run(work, 'python3', '-W', 'error', '-m', 'py_compile', 'sandbox_classes.py');
    expect(compiled).toEqual({ status: 0, text: '' });
    expect(run(work, 'python3', 'service.py', 'platform.json')).toEqual({
      status: 0, text: 'small-gvisor-node 8 small-gvisor-node small-kata-node\n',
    });
    expect(run(work, 'python3', '-c', 'from sandbox_classes import *; missing_classes("[]")')).toMatchObject({
      status: 1, text: expect.stringContaining('ValueError: this is no catalogue of sandbox classes'),
    });
  });

  python('fails if a service that claims from a class that went is loaded', () => {
    expect(run(service(WITHOUT), 'python3', 'service.py', 'platform.json')).toMatchObject({
      status: 1, text: expect.stringContaining("cannot import name 'SMALL_GVISOR_NODE'"),
    });
  });

  mypy('fails if mypy checks a service that claims from a class that went, and only then', () => {
    const args = ['-m', 'mypy', '--strict', 'service.py'];
    expect(run(service(PROPS), 'python3', ...args)).toMatchObject({ status: 0 });
    expect(run(service(WITHOUT), 'python3', ...args)).toMatchObject({
      status: 1, text: expect.stringContaining('has no attribute "SMALL_GVISOR_NODE"'),
    });
  });
});

describe('in Go', () => {
  const SERVICE = `package main

import (
	"fmt"
	"os"

	"example.com/service/sandboxclasses"
)

const pool string = string(sandboxclasses.SmallGvisorNode)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	missing, err := sandboxclasses.Missing(text)
	fmt.Println(pool, sandboxclasses.X_1KataPython, len(sandboxclasses.Classes), missing, err)
	missing, err = sandboxclasses.Missing([]byte("{}"), sandboxclasses.SmallGvisorNode)
	fmt.Println(missing, err)
}
`.replace('X_1KataPython', pascalCase('x-1-kata-python'));
  if (!GO) { process.stderr.write('SKIPPED: no Go toolchain, so clients are not compiled by it\n'); }
  const go = GO ? test : test.skip;

  function service(props: Partial<SandboxClassesProps>): string {
    const work = directory();
    writeFiles(work, {
      'go.mod': 'module example.com/service\n\ngo 1.21\n',
      'main.go': SERVICE,
      'sandboxclasses/sandbox_classes.go': clientsOf(props)['sandbox_classes.go'],
      'platform.json': classesIn(chartOf(), WITHOUT).catalogue(),
    });
    return work;
  }

  go('a service is built, vetted and formatted, and compares its classes with those of the platform', () => {
    const work = service(PROPS);
    expect(run(work, 'gofmt', '-l', '.')).toEqual({ status: 0, text: '' });
    expect(run(work, 'go', 'vet', './...')).toEqual({ status: 0, text: '' });
    expect(run(work, 'go', 'run', '.', 'platform.json')).toEqual({
      status: 0,
      text: 'small-gvisor-node x-1-kata-python 8 [small-gvisor-node small-kata-node] <nil>\n'
        + '[] this is no catalogue of sandbox classes\n',
    });
  }, 120_000);

  go('fails if a service is built that claims from a class that went', () => {
    const { status, text } = run(service(WITHOUT), 'go', 'build', '-o', 'service', '.');
    expect([status, text]).toEqual([1, expect.stringContaining('undefined: sandboxclasses.SmallGvisorNode')]);
  }, 120_000);

  test('a class that goes is marked as Go has it', () => {
    expect(clientsOf(PROPS)['sandbox_classes.go']).toContain(
      '\t// Deprecated: It may be gone from 2027-03-31 on: use SmallGvisorPython.\n\tSmallGvisorNode Pool = ',
    );
  });
});

test('the ConfigMap is a catalogue that programs of ours read back', () => {
  const chart = chartOf();
  const classes = classesIn(chart, PROPS);
  const read = (printed(chart) as KubeObject[]).flatMap((object) => catalogueIn(object) ?? []);
  expect(read).toEqual([{ classes: JSON.parse(classes.catalogue()).classes }]);
});

test('different names are different constants, which each language takes', () => {
  const name = fc.stringMatching(/^[a-z](-{0,2}[a-z0-9]){0,6}$/);
  fc.assert(fc.property(name, name, (one, other) => {
    for (const constant of [upperCase, pascalCase]) {
      expect(constant(one)).toMatch(/^[A-Z][A-Za-z0-9_]*$/);
      expect(constant(one) === constant(other)).toBe(one === other);
    }
  }), { numRuns: 2000, examples: [['a-1', 'a1'], ['a--b', 'a-b'], ['a--1', 'a-1'], ['a-b', 'ab'], ['a1-b', 'a-1b']] });
});

describe('writing', () => {
  test('makes the directory, names the files, and leaves alone what is as it should be', () => {
    const classes = classesIn(chartOf(), PROPS);
    const target = join(directory(), 'services/gateway');
    const paths = classes.writeClients({ directory: target });
    expect(paths).toEqual(Object.keys(classes.clients()).map((name) => join(target, name)));
    for (const [name, text] of Object.entries(classes.clients())) {
      expect(readFileSync(join(target, name), 'utf8')).toBe(text);
    }
    utimesSync(paths[0], 1000, 1000);
    writeFileSync(paths[1], 'edited');
    expect(classes.writeClients({ directory: target })).toEqual(paths);
    expect(statSync(paths[0]).mtimeMs).toBe(1_000_000);
    expect(readFileSync(paths[1], 'utf8')).toBe(classes.clients()['sandbox-classes.ts']);
  });

  test('the same classes of two tenants share their files', () => {
    const chart = chartOf();
    const target = directory();
    classesIn(chart, PROPS).writeClients({ directory: target });
    const props = { ...PROPS, prefix: 'b-' };
    const other = classesIn(chartOf(), PROPS);
    expect(other.writeClients({ directory: target })).toHaveLength(4);
    expect(() => classesIn(chart, props, 'Other').writeClients({ directory: target })).toThrow(
      `research/Other: '${join(target, 'sandbox-classes.json')}' is that of 'research/Classes' already, `
        + 'which has other '
        + "classes; give another 'directory'",
    );
  });

  test.each<[string, object, string]>([
    ['no directory is given', {}, "'directory' is undefined; give the path of a directory"],
    ['the directory is empty', { directory: '' }, "'directory' is ''; give the path of a directory"],
    ['the options are none', untyped(undefined), 'the options are undefined; give an object'],
    ['a language is unknown', { directory: 'x', languages: ['rust'] }, "'languages[0]' is 'rust'; give one of 'json'"],
    ['there is no language', { directory: 'x', languages: [] }, "'languages' is empty; name at least one"],
    ['a package is none', { directory: 'x', goPackage: 'func' }, "'goPackage' is 'func'; give lower-case letters"],
  ])('fails if %s', (_, options, message) => {
    const classes = classesIn(chartOf(), PROPS);
    expect(() => classes.writeClients(untyped(options))).toThrow(`research/Classes: ${message}`);
  });

  test('fails if the directory is a file, or leads through one', () => {
    const classes = classesIn(chartOf(), PROPS);
    const work = directory();
    writeFiles(work, { file: '' });
    const file = join(work, 'file');
    expect(() => classes.writeClients({ directory: file })).toThrow(`'directory' is '${file}', which is a file`);
    expect(() => classes.writeClients({ directory: join(file, 'below') })).toThrow(/cannot write to '.*below'/);
  });

  test('replaces a link, and does not write where it leads', () => {
    const classes = classesIn(chartOf(), PROPS);
    const work = directory();
    writeFiles(work, { 'elsewhere': 'mine', 'out/.keep': '' });
    symlinkSync(join(work, 'elsewhere'), join(work, 'out/sandbox-classes.ts'));
    classes.writeClients({ directory: join(work, 'out') });
    expect(readFileSync(join(work, 'elsewhere'), 'utf8')).toBe('mine');
  });
});
