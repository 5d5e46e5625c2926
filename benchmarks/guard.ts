/**
 * Fails when something has become much slower than what it is compared with in the same job: the figures that
 * docs/performance.md gives, and half as much for the noise of machines. Ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Benchmark, Command, measure, ROOT } from './harness';

const SLACK = 1.5;
const RUNS = 5;

const NODE = 'node -e 0';
const STOCK = 'App, plain objects';
const VALIDATE = 'validate of 10,000 Sandboxes';
const DIFF = 'diff of 10,000 Sandboxes that all change';

/** What is compared with what, and how many times as long it may take but for the noise. */
const LIMITS: ReadonlyArray<readonly [command: string, reference: string, limit: number, slack?: number]> = [
  ['SandboxApp, plain objects', STOCK, 0.35],
  // 0.7 before the values of pods were judged.
  ['SandboxApp, Sandbox', STOCK, 0.85],
  ['cdk8s-agent-sandbox release v1.0.5', NODE, 2.5],
  ['require cdk8s-agent-sandbox', NODE, 1.2],
  // It reads both sides; that it takes no longer is promised.
  [DIFF, VALIDATE, 2.5, 1],
];

const SANDBOXES = '3000';
const CLI = join(ROOT, 'bin/cdk8s-agent-sandbox');

const guard: Benchmark = {
  name: 'guard',
  title: 'What CI compares',
  references: [NODE, STOCK, VALIDATE],
  prepare: (directory) => {
    const fleet = (name: string, madeOf: string, app: string): Command => ({
      name,
      argv: [
        process.execPath,
        join(__dirname, 'programs/fleet.js'),
        madeOf,
        SANDBOXES,
        '1',
        join(directory, name),
        app,
      ],
    });
    const fleets = [
      fleet(STOCK, 'objects', 'App'),
      fleet('SandboxApp, plain objects', 'objects', 'SandboxApp'),
      fleet('SandboxApp, Sandbox', 'constructs', 'SandboxApp'),
    ];
    return {
      commands: [
        { name: NODE, argv: [process.execPath, '-e', '0'] },
        { name: 'require cdk8s-agent-sandbox', argv: [process.execPath, '-e', 'require("cdk8s-agent-sandbox")'] },
        {
          name: 'cdk8s-agent-sandbox release v1.0.5',
          argv: [
            process.execPath,
            CLI,
            'release',
            'v1.0.5',
            '--outdir',
            join(directory, 'release'),
          ],
        },
        ...fleets,
        ...comparisons(directory),
      ],
      check: () => {
        const [first, ...others] = fleets.map(({ name }) =>
          readdirSync(join(directory, name))
            .map((file) => readFileSync(join(directory, name, file), 'utf8'))
            .join(),
        );
        if (others.some((text) => text !== first)) {
          throw new Error('the fleets are not the same');
        }
      },
    };
  },
};

/** `diff` of manifests and the same with other images, beside `validate` of the latter. */
function comparisons(directory: string): Command[] {
  const [before, after] = ['before', 'after'].map((name) => join(directory, name, 'fleet-0.k8s.yaml'));
  execFileSync(process.execPath, [join(__dirname, 'programs/fleet.js'), 'objects', '10000', '1', dirname(before)]);
  mkdirSync(dirname(after));
  writeFileSync(after, readFileSync(before, 'utf8').replaceAll(/^( *image: .*):[^:]*$/gm, '$1:9'));
  return [
    { name: VALIDATE, argv: [process.execPath, CLI, 'validate', after] },
    { name: DIFF, argv: [process.execPath, CLI, 'diff', before, after, '--fail-on', 'never'], exitCode: 1 },
  ];
}

const { rows } = measure(guard, RUNS);
const found = LIMITS.map(([command, reference, limit, slack = SLACK]) => {
  const ratio = rows.find(({ name }) => name === command)!.ratios[reference];
  const isFine = ratio <= limit * slack;
  process.stderr.write(
    `${isFine ? 'fine' : 'SLOW'}: ${command} takes ${ratio.toFixed(2)} of ${reference}; ` +
        `at most ${(limit * slack).toFixed(2)} is allowed\n`,
  );
  return isFine;
});
const failed = found.filter((isFine) => !isFine).length;
process.stdout.write(`${found.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
