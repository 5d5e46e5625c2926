import { Catalogue } from '../../src/release/catalogue';
import * as history from '../../src/release/history';
import { run } from '../support/cli';
import * as fc from '../support/fuzz';

/** Paths that would have been written. */
const mockPaths: string[] = [];

// Nothing is written, whatever the arguments are.
jest.mock('../../src/synth/output-files', () => ({
  OutputFiles: class {
    constructor(private readonly directory: string) {}

    public add(name: string): void { mockPaths.push(`${this.directory}/${name}`); }

    public publish(): void { /* Nothing is written. */ }

    public seal(): void { /* Nothing is written. */ }

    public rename(): void { /* Nothing is written. */ }

    public discard(): void { /* Nothing is written. */ }
  },
}));

/** Few releases, so that even all of them are made quickly. */
const few = new Catalogue([history.v0_1_0, history.v0_1_1, history.v0_2_1]);

const WORDS = [
  'versions', 'release', 'explain', 'schema', 'help', 'Sandbox.spec', 'swp.spec.', 'Sandbox..status[', 'ASB203', 'asb2',
  '--release', '--api-version=v1alpha1', '--help', '-h', '--version', '--json', '--all', '--upstream-names',
  '--profile', 'hardened', 'upstream', '--profile=upstream', '--outdir', '--image', '--image=registry.example.com/a/b',
  '--like', '--like=v0.1.1', 'v0.1.0', 'v0.2.1', 'v9.9.9', 'v0.1.0-rc.1', '--', '-', '', '\n', '--no-json',
  'constructor', '__proto__', 'hasOwnProperty', '--constructor', '--__proto__', '{}', '💥', '\0',
];

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const command = fc
  .tuple(fc.constantFrom('versions', 'release', 'explain', 'schema'), fc.array(word, { maxLength: 6 }))
  .map(([name, rest]) => [name, ...rest]);
const argv = fc.oneof(fc.array(word, { maxLength: 6 }), command);

test('no arguments whatever make it throw or print a stack trace', () => {
  fc.assert(fc.property(argv, (args) => {
    const { code, out, err } = run(args, few);
    expect([0, 1, 2]).toContain(code);
    const lines = err.split('\n').slice(0, -1);
    expect(
      lines.filter((line) => /^\s*at |node:internal|\.[jt]s:\d|is not a function|Cannot read prop/.test(line)),
    ).toEqual([]);
    expect(out).not.toContain('undefined');
    // One line for what went wrong, after warnings if there are some.
    const warnings = lines.filter((line) => line.startsWith('warning '));
    if (code === 0) {
      expect(lines).toEqual(warnings);
    } else if (args.length > 0) {
      expect(lines.length - warnings.length).toBe(1);
      expect(lines.at(-1)).toMatch(/^error: \S/);
      expect(out).toBe('');
    }
  }), { numRuns: 500 });
});

test('what it would have written is below the directory that was named', () => {
  mockPaths.length = 0;
  expect(run(['release', 'v0.1.0', '--outdir', 'some/where'], few).code).toBe(0);
  const names = ['manifest.yaml', 'extensions.yaml', 'sandbox-with-extensions.yaml', 'SHA256SUMS'];
  expect(mockPaths).toEqual(names.map((name) => `some/where/v0.1.0/${name}`));
});
