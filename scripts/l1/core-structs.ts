import { HEADER, Member, struct } from './struct';
import { CoreData, coreReference } from '../../src/kubernetes/types/core-types';
import { DEFAULTS, QUANTITIES } from '../../src/kubernetes/types/markers';
import { Catalogue } from '../../src/release/catalogue';

const PRIMITIVES: Readonly<Record<string, string>> = {
  'string': 'string',
  'boolean': 'boolean',
  'int32': 'number',
  'int64': 'number',
  'date-time': 'string',
  'IntOrString': 'IntOrString',
  'ObjectMeta': 'ObjectMeta',
};

/** Types that the controller writes and no manifest states. */
const OBSERVED = new Set(['Condition']);

/**
 * Parts of a type that stand over what a construct prints: without what identifies the whole, and all of it optional.
 */
const PARTS: ReadonlyArray<{
  readonly name: string;
  readonly of: string;
  readonly without: readonly string[];
  readonly says: string;
}> = [
  {
    name: 'ContainerOptions',
    of: 'Container',
    without: ['name'],
    says: 'What can be said of a container besides its name.',
  },
  {
    name: 'PodSpecOptions',
    of: 'PodSpec',
    without: ['containers', 'initContainers'],
    says: 'What can be said of a pod besides its containers.',
  },
];

/** The core types of all minors as interfaces: a field is there if any minor has it. */
export function coreStructs(data: readonly CoreData[], catalogue: Catalogue): string {
  const names = [...new Set(data.flatMap(({ types }) => Object.keys(types)))]
    .filter((name) => !OBSERVED.has(name))
    .sort();
  const structs = names.map((name) =>
    struct(
      name,
      ["Kubernetes' " + name + '.', '', `@see ${coreReference(name, data.at(-1)!.kubernetes)}`],
      members(name, data, catalogue),
    ),
  );
  const parts = PARTS.map(({ name, of, without, says }) =>
    struct(
      name,
      [says, '', `@see ${coreReference(of, data.at(-1)!.kubernetes)}`],
      members(of, data, catalogue)
        .filter((member) => !without.includes(member.name))
        .map((member) =>
          member.required
            ? {
              ...member,
              required: false,
              doc: [...member.doc.slice(0, -1), '@default - as printed without it', member.doc.at(-1)!],
            }
            : member,
        ),
    ),
  );
  return [
    HEADER,
    "import { IntOrString, ObjectMeta, Quantity } from './scalars';\n",
    ...structs,
    ...parts,
  ].join('\n');
}

function members(type: string, data: readonly CoreData[], catalogue: Catalogue): Member[] {
  const having = data.filter(({ types }) => types[type]);
  const names = [...new Set(having.flatMap(({ types }) => Object.keys(types[type]).map(bare)))].sort();
  return names.map((name) => {
    const minors = having.filter(({ types }) => types[type][name] ?? types[type][`${name}!`]);
    const newest = minors.at(-1)!;
    const required =
      minors.length === having.length && minors.every(({ types }) => types[type][`${name}!`] !== undefined);
    const notation = newest.types[type][name] ?? newest.types[type][`${name}!`];
    const path = `${type}.${name}`;
    return {
      name,
      type: typeOf(path, notation),
      required,
      doc: [
        `\`${name}\` of ${article(type)} ${type}.${availability(minors, data, catalogue)}`,
        ...(required
          ? []
          : [
            `@default - ${defaultOf(path)}`,
          ]),
        `@see ${coreReference(type, newest.kubernetes)}`,
      ],
    };
  });
}

function defaultOf(path: string): string {
  return path in DEFAULTS ? `\`${JSON.stringify(DEFAULTS[path])}\`` : 'none in the schema; see the reference';
}

function typeOf(path: string, notation: string): string {
  if (notation.startsWith('[')) { return `${typeOf(path, notation.slice(1, -1))}[]`; }
  if (notation.startsWith('{')) { return `{ [key: string]: ${typeOf(path, notation.slice(1, -1))} }`; }
  if (QUANTITIES.has(path)) { return 'Quantity'; }
  return PRIMITIVES[notation] ?? notation;
}

/** Which releases have a field that some minors lack. */
function availability(minors: readonly CoreData[], all: readonly CoreData[], catalogue: Catalogue): string {
  if (minors.length === all.length) { return ''; }
  const releases = catalogue.all().filter(({ api }) => minors.some(({ kubernetes }) => kubernetes === api.kubernetes));
  const [first, last] = [releases[0], releases.at(-1)!];
  return last.id === catalogue.latest.id
    ? ` From Agent Sandbox ${first.id}.`
    : ` Agent Sandbox ${first.id} to ${last.id}.`;
}

function article(noun: string): string {
  return /^[AEIO]/.test(noun) ? 'an' : 'a';
}

function bare(key: string): string {
  return key.replace(/!$/, '');
}
