/** The declarations of the package hold its public API: what scripts/slim.ts and scripts/pack.js do to them. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  createProgram, flattenDiagnosticMessageText, getPreEmitDiagnostics, ModuleKind, ScriptTarget,
} from 'typescript';
import { withOpaqueClasses } from '../../scripts/package/opaque-classes';
import { publicDeclarations } from '../../scripts/package/public-declarations';

const { withOwnContainers } = createRequire(__filename)('../../scripts/package/own-containers.js') as {
  withOwnContainers(code: string): string;
};

const LIB = join(__dirname, '../../lib');
const INTERNAL = '  /**\n   * Not for users.\n   * @internal\n   */\n';

test.each([
  [
    'members of a class',
    'export declare class A {\n  /** Says a. */\n  a: string;\n' +
        `${INTERNAL}  _b(): string;\n${INTERNAL}  static readonly _c: string;\n}\n`,
    'export declare class A {\n  /** Says a. */\n  a: string;\n}\n',
  ],
  [
    'members of an interface',
    `export interface A {\n${INTERNAL}  readonly _a: string;\n  b: string;\n}\n`,
    'export interface A {\n  b: string;\n}\n',
  ],
  [
    'accessors',
    `export declare class A {\n${INTERNAL}  get _a(): string;\n  get b(): string;\n}\n`,
    'export declare class A {\n  get b(): string;\n}\n',
  ],
  [
    'imports for them alone',
    `import { X } from './x';\nexport declare class A {\n${INTERNAL}  _a: X;\n}\n`,
    '\nexport declare class A {\n}\n',
  ],
  [
    'one of several names',
    `import { X, Y } from './x';\nexport declare class A {\n${INTERNAL}  _a: X;\n  b: Y;\n}\n`,
    "import { Y } from './x';\nexport declare class A {\n  b: Y;\n}\n",
  ],
  [
    'the last of several',
    `import { X, Y } from './x';\nexport declare class A {\n${INTERNAL}  _a: Y;\n  b: X;\n}\n`,
    "import { X } from './x';\nexport declare class A {\n  b: X;\n}\n",
  ],
  [
    'a namespace',
    `import * as x from './x';\nexport declare class A {\n${INTERNAL}  _a: x.X;\n}\n`,
    '\nexport declare class A {\n}\n',
  ],
])('drops %s', (_, code, expected) => {
  expect(publicDeclarations(code)).toBe(expected);
});

test.each([
  ['a class as a whole, which others extend', '/** @internal */\nexport declare class A {\n  a: string;\n}\n'],
  [
    'what is imported and used',
    "import a, { X } from './x';\nimport * as y from './y';\nexport declare class A extends a {\n  b: X & y.Y;\n}\n",
  ],
  ['the word in a text', 'export interface A {\n  /** Of no internal network. */\n  b: string;\n}\n'],
])('keeps %s', (_, code) => {
  expect(publicDeclarations(code)).toBe(code);
});

test('keeps names of imports that are given another name', () => {
  const code = `import { X as Z, Y } from './x';\nexport declare class A {\n${INTERNAL}  _a: Y;\n  b: Z;\n}\n`;
  expect(publicDeclarations(code)).toBe("import { X as Z } from './x';\nexport declare class A {\n  b: Z;\n}\n");
});

test('keeps an internal member that is deprecated, without the mark: it stands for one of a dependency', () => {
  const classOf = (mark: string) =>
    `export declare class A {\n  /**\n   * @deprecated Not for apps.\n${mark}   */\n  _a(): string;\n}\n`;
  expect(publicDeclarations(classOf('   * @internal\n'))).toBe(classOf(''));
});

describe('a class that only its static members make', () => {
  const classOf = (members: string) => `export declare class A {\n${members}}\n`;
  const made = '    static of(): A;\n    static readonly B: A;\n    static count(): number;\n'
    + '    private constructor();\n';

  test('gets a private member that names them', () => {
    expect(withOpaqueClasses(classOf(made))).toBe(classOf(`${made}    private readonly "made by A.of(), A.B";\n`));
  });

  test.each([
    ['has a private member of its instances', `${made}    private readonly b;\n`],
    ['has a public constructor', '    static of(): A;\n    constructor();\n'],
  ])('stays as it is if it %s', (_, members) => {
    expect(withOpaqueClasses(classOf(members))).toBe(classOf(members));
  });
});

describe('a module whose members take containers', () => {
  test('names the containers with our comments', () => {
    const code = "import type { A, ContainerProps, B } from '../kubernetes/kplus';\nx: B;";
    expect(withOwnContainers(code).split('\n')).toEqual([
      "import type { A, B } from '../kubernetes/kplus';",
      "import type { ContainerProps } from './container-props';",
      'x: B;',
    ]);
  });

  test('fails if the type is not imported from where it is expected', () => {
    expect(() => withOwnContainers("import { ContainerProps } from 'cdk8s-plus-28';")).toThrow('is not imported');
  });
});

describe('those of the package', () => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));

  test('hold no internal member', () => {
    expect(files).toContain('sandbox/sandbox.d.ts');
    expect(files.filter((name) => /^ {4}.*@internal/m.test(readFileSync(join(LIB, name), 'utf8')))).toEqual([]);
  });

  /** Folders within rooms that have parts of the public API. */
  const PUBLIC_FOLDERS = ['network/report/', 'sandbox/disruption/', 'sandbox/scaling/'];

  /**
   * Other folders inside rooms are private, but for the class by which an app is judged, and the client that a
   * rehearsal gives to tests.
   */
  function isPublic(name: string): boolean {
    const path = name.replace(/\\/g, '/');
    return !/^\w[\w-]*\/.*\//.test(path) || PUBLIC_FOLDERS.some((folder) => path.startsWith(folder))
      || path === 'judge/app/judge.d.ts' || path === 'rehearsal/cluster/client.d.ts';
  }

  test('lead to no module of the judge, which no member needs that is public', () => {
    expect(files.filter((name) => !isPublic(name))).toEqual([]);
  });

  test('are complete: the compiler finds fault with none of them', () => {
    const program = createProgram([join(LIB, 'index.d.ts')], {
      target: ScriptTarget.ES2022,
      module: ModuleKind.Node16,
      strict: true,
      noEmit: true,
      types: [],
      skipLibCheck: false,
    });
    const faults = getPreEmitDiagnostics(program).filter(
      ({ file }) => !file || !file.fileName.includes('/node_modules/'),
    );
    expect(
      faults.map(({ file, messageText }) => `${file?.fileName}: ${flattenDiagnosticMessageText(messageText, '\n')}`),
    ).toEqual([]);
  });
});
