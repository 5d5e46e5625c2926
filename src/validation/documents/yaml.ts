import type * as jsYaml from 'js-yaml';
import { checkAliases } from './aliases';
import { DocumentError } from './error';
import { MAX_DEPTH, MAX_PLACES } from './limits';
import { plainValue } from './scalars';
import type { Place } from './tree';

/** What the parser knows and its typings leave out. */
interface Options extends jsYaml.LoadOptions {
  readonly maxDepth?: number;
  readonly maxTotalMergeKeys?: number;
}

let parser: { readonly yaml: typeof jsYaml; readonly schema: jsYaml.Schema } | undefined;

/** The parser, loaded when it is first needed: other commands start without it. */
function theParser() {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('js-yaml') as typeof jsYaml;
  return parser ??= { yaml, schema: kubectlSchema(yaml) };
}

/** kubectl's reading of scalars. Tags that it does not know it passes over. */
function kubectlSchema({ FAILSAFE_SCHEMA, Type }: typeof jsYaml): jsYaml.Schema {
  let value: unknown;
  const plain = new Type('tag:kubectl,plain', {
    kind: 'scalar',
    resolve: (text: string) => {
      value = plainValue(text);
      return value !== text;
    },
    construct: () => value,
  });
  const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: string | null) => text === '<<' });
  const ofType = (name: string, fits: (of: unknown) => boolean, construct = plainValue) => new Type(`tag:yaml.org,2002:${name}`, {
    kind: 'scalar',
    resolve: (text: string) => fits(plainValue(text)),
    construct,
  });
  const isNumber = (of: unknown) => typeof of === 'number' || typeof of === 'bigint';
  const known = [
    ofType('null', (of) => of === null),
    ofType('bool', (of) => typeof of === 'boolean'),
    ofType('int', (of) => isNumber(of) && (typeof of === 'bigint' || Number.isInteger(of))),
    ofType('float', isNumber),
    ofType('binary', () => true, (text) => Buffer.from(text, 'base64').toString('utf8')),
  ];
  const others = (['scalar', 'sequence', 'mapping'] as const).flatMap((kind) => ['!', 'tag:'].map((prefix) => (
    new Type(prefix, { kind, multi: true, construct: (of: unknown) => of })
  )));
  return FAILSAFE_SCHEMA.extend({ implicit: [merge, plain], explicit: [...known, ...others] });
}

/**
 * Reads the documents of a text.
 *
 * @throws DocumentError when it is no YAML
 */
export function readYaml(text: string): unknown[] {
  const values = load(text);
  // An alias needs an asterisk: most texts need not be measured.
  if (text.includes('*')) { values.forEach(checkAliases); }
  return values;
}

/**
 * Where the documents of a text, and all in them, begin.
 *
 * @returns nothing when there is too much of it
 */
export function yamlPlaces(text: string): Place[] | undefined {
  const roots: Node[] = [];
  const open: Node[] = [];
  let count = 0;
  const listener: Options['listener'] = (event, { input, position, kind, result }) => {
    if (event === 'open') {
      if (++count > MAX_PLACES) { throw new TooMany(); }
      open.push({ at: position, children: [], kind: '', result: undefined });
      return;
    }
    const { at, children } = open.pop()!;
    // A flow collection is met twice where a block might have begun: as itself, and as what turned out to be no block.
    const same = children.length === 1 && typeof result === 'object' && children[0].result === result ? children[0] : undefined;
    (open.at(-1)?.children ?? roots).push(same ?? { at: startOf(input, at), kind, result, children });
  };
  try {
    load(text, { listener });
  } catch (error) {
    if (error instanceof TooMany) { return undefined; }
    throw error;
  }
  return roots.map((root) => asPlace(root, root.at));
}

/** A node as the parser met it: keys and values of a mapping take turns. */
interface Node {
  readonly at: number;
  readonly kind: string;
  readonly result: unknown;
  readonly children: Node[];
}

class TooMany extends Error {}

const BEFORE_NODES = /(?:[ \t\r\n]+|#[^\n]*|[&!][^\s,[\]{}]*(?=\s))*/y;

/** Where a node begins that the parser looked for from an offset on. */
function startOf(text: string, from: number): number {
  BEFORE_NODES.lastIndex = from;
  return from + BEFORE_NODES.exec(text)![0].length;
}

function asPlace(node: Node, at: number): Place {
  const { kind, children } = node;
  if (kind === 'sequence') { return { at, items: children.map((item) => asPlace(item, item.at)) }; }
  if (kind !== 'mapping') { return { at }; }
  const members = new Map<string, Place>();
  for (let index = 0; index + 1 < children.length; index += 2) {
    const key = children[index];
    members.set(String(key.result), asPlace(children[index + 1], key.at));
  }
  return { at, members };
}

function load(text: string, options: Options = {}): unknown[] {
  const { yaml, schema } = theParser();
  const values: unknown[] = [];
  try {
    const all: Options = { schema, maxDepth: MAX_DEPTH, maxTotalMergeKeys: 100_000, ...options };
    yaml.loadAll(text, (value) => { values.push(value); }, all);
  } catch (error) {
    throw error instanceof yaml.YAMLException ? refusal(error) : error;
  }
  return values;
}

function refusal({ reason, mark }: jsYaml.YAMLException): DocumentError {
  const message = reason.startsWith('nesting exceeded') ? `nests deeper than ${MAX_DEPTH} levels` : reason;
  return new DocumentError(message.replace(/\s+/g, ' '), mark?.position ?? 0);
}
