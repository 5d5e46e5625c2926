/**
 * Writes what CONTRIBUTING.md and docs/architecture.md say of the rooms of `src/`, from the table of
 * `projenrc/rooms.ts`.
 * `--check` writes nothing and fails when a checked-in page differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from './generated';
import { Room, ROOMS } from '../projenrc/rooms';

const ROOT = join(__dirname, '..');

/** The pages with their generated sections, by path below the root of the repository. */
export function roomSections(): Record<string, string> {
  return {
    'CONTRIBUTING.md': withSection('CONTRIBUTING.md', table()),
    'docs/architecture.md': withSection('docs/architecture.md', picture()),
  };
}

function table(): string {
  const rows = ROOMS.map(({ floor, name, job }) => `| ${floor} | \`src/${name}/\` | ${job} |`);
  return [
    '| Floor | Room | What is in it |',
    '|---|---|---|',
    '| 10 | `src/index.ts`, `src/plugin.ts` | what users import; what cdk8s-cli loads by its path |',
    ...rows,
  ].join('\n');
}

/** The floors as a Mermaid diagram, the top one first. */
function picture(): string {
  const floors = [...new Set(ROOMS.map(({ floor }) => floor))].sort((a, b) => b - a);
  const lines = floors.flatMap((floor) => [
    `  subgraph F${floor}["floor ${floor}"]`,
    '    direction LR',
    ...onFloor(floor).map(({ name }) => `    ${name}`),
    '  end',
  ]);
  const arrows = [
    '  F10["index.ts, plugin.ts"]',
    ...lines,
    ...[10, ...floors].slice(0, -1).map((floor, index) => `  F${floor} --> F${floors[index]}`),
  ];
  return ['```mermaid', 'flowchart TB', ...arrows, '```'].join('\n');
}

function onFloor(floor: number): Room[] {
  return ROOMS.filter((room) => room.floor === floor);
}

/** A page in which the text between the two comments is replaced. */
function withSection(path: string, text: string): string {
  const page = readFileSync(join(ROOT, path), 'utf8');
  const section = /(<!-- rooms -->\n)(?:[^]*?\n)?(<!-- end of rooms -->)/;
  if (!section.test(page)) {
    throw new Error(`${path} has no section between '<!-- rooms -->' and '<!-- end of rooms -->'`);
  }
  return page.replace(section, (_, begin: string, end: string) => `${begin}${text}\n${end}`);
}

if (require.main === module) { writeOrCheck('rooms', roomSections()); }
