import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command } from './harness';

const PROGRAM = join(__dirname, 'programs/tenants.js');
const OWN = 'policies of their own';

/** Another build of the library to compare with, such as that of an older commit: its `lib/index.js`. */
const OTHER = process.env.TENANTS_BASE;

/** An app of many tenants, each with a template and a pool, whose admission policies are their own or shared. */
export const tenants: readonly Benchmark[] = [250, 500, 1000, 2000].map((count) => ({
  name: `tenants-${count}`,
  title: `${count.toLocaleString('en')} tenants with a template and a pool each`,
  references: [OWN, ...(OTHER ? [`${OWN}, the other build`] : [])],
  objects: count,
  prepare: (directory) => {
    const command = (name: string, mode: string, library?: string): Command => ({
      name,
      argv: [process.execPath, PROGRAM, String(count), join(directory, name.replace(/\W+/g, '-')), mode],
      ...(library && { env: { TENANTS_LIBRARY: library } }),
    });
    const commands = [
      ...(OTHER ? [command(`${OWN}, the other build`, 'own', OTHER)] : []),
      command(OWN, 'own'),
      command('shared policies', 'shared'),
      command('shared policies in the chart of guardrails', 'guardrails'),
    ];
    return { commands, check: () => { assertSmall(commands.map(({ argv }) => argv[3])); } };
  },
}));

/** @throws when shared policies are more than a fifth of the bytes of those of their own */
function assertSmall(directories: readonly string[]): void {
  const [own, ...shared] = directories.slice(OTHER ? 1 : 0).map(bytesIn);
  if (shared.some((bytes) => bytes > own / 5)) { throw new Error(`${shared.join(', ')} bytes, of ${own}`); }
}

function bytesIn(directory: string): number {
  if (!existsSync(directory)) { throw new Error(`nothing was written to ${directory}`); }
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}
