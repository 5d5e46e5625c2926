import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, ROOT } from './harness';

const OBJECTS = 'plain API objects';

/** Sandboxes in one chart, and ten a chart. */
const FLEETS = [
  ...[100, 1_000, 10_000, 50_000].map((sandboxes) => ({ sandboxes, charts: 1 })),
  ...[100, 1_000, 10_000].map((sandboxes) => ({ sandboxes, charts: sandboxes / 10 })),
];

/** What it costs to write a fleet with the construct `Sandbox`, beside the same objects written by hand. */
export const fleets: readonly Benchmark[] = FLEETS.map(({ sandboxes, charts }) => ({
  name: `fleet-${sandboxes}${charts > 1 ? '-charts' : ''}`,
  title:
    `${sandboxes.toLocaleString('en')} sandboxes in ` +
    `${charts === 1 ? 'one chart' : `${charts.toLocaleString('en')} charts`}`,
  references: [OBJECTS],
  prepare: (directory) => {
    const fleet = (name: string, madeOf: string) => ({
      name,
      argv: [
        process.execPath,
        join(__dirname, 'programs/fleet.js'),
        madeOf,
        String(sandboxes),
        String(charts),
        join(directory, madeOf),
      ] as const,
    });
    return {
      commands: [fleet(OBJECTS, 'objects'), fleet('Sandbox', 'constructs')],
      check: () => sameFiles(join(directory, 'objects'), join(directory, 'constructs')),
    };
  },
}));

const UNJUDGED = 'Sandbox, not judged';

/** What judging costs a fleet. */
export const judgingCost: Benchmark = {
  name: 'judging-10000',
  title: '10,000 sandboxes in one chart, with and without judging',
  references: [UNJUDGED],
  prepare: (directory) => {
    execFileSync(join(ROOT, 'node_modules/.bin/ts-node'), [
      '-T',
      '-P',
      join(ROOT, 'test/tsconfig.json'),
      join(__dirname, 'programs/unjudged.ts'),
    ]);
    const fleet = (name: string, madeOf: string) => ({
      name,
      argv: [
        process.execPath,
        join(__dirname, 'programs/fleet.js'),
        madeOf,
        '10000',
        '1',
        join(directory, madeOf),
      ] as const,
    });
    return {
      commands: [fleet(UNJUDGED, 'unjudged'), fleet('Sandbox', 'constructs')],
      check: () => sameFiles(join(directory, 'unjudged'), join(directory, 'constructs')),
    };
  },
};

function sameFiles(one: string, other: string): void {
  for (const name of readdirSync(one)) {
    if (!readFileSync(join(one, name)).equals(readFileSync(join(other, name)))) {
      throw new Error(`the two programs have written different ${name}`);
    }
  }
}
