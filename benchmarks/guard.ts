/**
 * Fails when something has become much slower than what it is compared with in the same job: the figures that
 * docs/performance.md gives, and half as much for the noise of machines. Ends with `N passed, N failed`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command, measure, ROOT } from './harness';

const SLACK = 1.5;
const RUNS = 5;

const NODE = 'node -e 0';
const STOCK = 'App, plain objects';

/** What is compared with what, and how many times as long it may take but for the noise. */
const LIMITS: ReadonlyArray<readonly [command: string, reference: string, limit: number]> = [
  ['SandboxApp, plain objects', STOCK, 0.35],
  // 0.7 before the values of pods were judged.
  ['SandboxApp, Sandbox', STOCK, 0.85],
  ['cdk8s-agent-sandbox release v1.0.5', NODE, 2.5],
  ['require cdk8s-agent-sandbox', NODE, 1.2],
];

const SANDBOXES = '3000';

const guard: Benchmark = {
  name: 'guard',
  title: 'What CI compares',
  references: [NODE, STOCK],
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
            join(ROOT, 'bin/cdk8s-agent-sandbox'),
            'release',
            'v1.0.5',
            '--outdir',
            join(directory, 'release'),
          ],
        },
        ...fleets,
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

const { rows } = measure(guard, RUNS);
const found = LIMITS.map(([command, reference, limit]) => {
  const ratio = rows.find(({ name }) => name === command)!.ratios[reference];
  const isFine = ratio <= limit * SLACK;
  process.stderr.write(
    `${isFine ? 'fine' : 'SLOW'}: ${command} takes ${ratio.toFixed(2)} of ${reference}; ` +
        `${limit} and half as much more is allowed\n`,
  );
  return isFine;
});
const failed = found.filter((isFine) => !isFine).length;
process.stdout.write(`${found.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
