import type * as jsYaml from 'js-yaml';
import { checkAliases } from './aliases';
import { DocumentError } from './error';
import { MAX_DEPTH, MAX_PLACES } from './limits';
import { Place, skipBlank, TooManyPlaces } from './positions';
import { plainValue } from './scalars';

/** What the parser knows and its typings leave out. */
interface Options extends jsYaml.LoadOptions {
  readonly maxDepth?: number;
  readonly maxTotalMergeKeys?: number;
}

/** A value that JSON, and so Kubernetes, has no word for. */
class NoJson extends Error {}

let parser: { readonly yaml: typeof jsYaml; readonly schema: jsYaml.Schema } | undefined;

/** The parser, loaded when it is first needed: other commands start without it. */
function theParser() {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- scripts/slim.ts bundles it
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
      if (typeof value === 'number' && !Number.isFinite(value)) { throw new NoJson(text); }
      return value !== text;
    },
    construct: () => value,
  });
  const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: string | null) => text === '<<' });
  const ofType = (name: string, fits: (of: unknown) => boolean, construct = plainValue) => new Type(`tag:yaml.org,2002:${name}`, {
    kind: 'scalar',
    // A tag may stand before nothing.
    resolve: (text: string | null) => fits(plainValue(text ?? '')),
    construct: (text: string | null) => construct(text ?? ''),
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
  if (MAPPING_AS_KEY.test(text) && values.some(hasMappingAsKey)) {
    throw new DocumentError('a mapping is the key of another; is this a template that was not rendered?', text.search(MAPPING_AS_KEY));
  }
  return values;
}

const MAPPING_AS_KEY = /\{\s*\{|\?\s|\}\s*:/;

/** The parser makes this text of such a key, which kubectl refuses. */
function hasMappingAsKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  return (!Array.isArray(value) && Object.hasOwn(value, '[object Object]')) || Object.values(value).some(hasMappingAsKey);
}

/**
 * Where the documents of a text, and all in them, begin.
 *
 * @throws TooManyPlaces
 */
export function yamlPlaces(text: string): Place[] {
  const roots: Node[] = [];
  const open: Node[] = [];
  let count = 0;
  const listener: Options['listener'] = (event, { input, position, kind, result }) => {
    if (event === 'open') {
      if (++count > MAX_PLACES) { throw new TooManyPlaces(); }
      open.push({ at: position, children: [], kind: '', result: undefined });
      return;
    }
    const { at, children } = open.pop()!;
    // A flow collection is met twice where a block might have begun: as itself, and as what turned out to be no block.
    const same = children.length === 1 && typeof result === 'object' && children[0].result === result ? children[0] : undefined;
    (open.at(-1)?.children ?? roots).push(same ?? { at: startOf(input, at), kind, result, children });
  };
  load(text, { listener });
  return roots.map((root) => asPlace(root, root.at));
}

/** A node as the parser met it: keys and values of a mapping take turns. */
interface Node {
  readonly at: number;
  readonly kind: string;
  readonly result: unknown;
  readonly children: Node[];
}

/** Where a node begins that the parser looked for from an offset on: behind its anchor and its tag, if it has some. */
function startOf(text: string, from: number): number {
  let at = skipBlank(text, from);
  for (let properties = 0; properties < 2 && (text[at] === '&' || text[at] === '!'); properties++) {
    PROPERTY.lastIndex = at;
    at = skipBlank(text, at + (PROPERTY.exec(text)?.[0].length ?? 0));
  }
  return at;
}

const PROPERTY = /[&!][^\s,[\]{}]*/y;

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
    if (error instanceof NoJson) { throw new DocumentError(`${error.message} is no value of Kubernetes: JSON has no such number`, text.indexOf(error.message)); }
    throw error instanceof yaml.YAMLException ? refusal(error) : error;
  }
  return values;
}

function refusal({ reason, mark }: jsYaml.YAMLException): DocumentError {
  const message = reason.startsWith('nesting exceeded') ? `nests deeper than ${MAX_DEPTH} levels` : reason;
  return new DocumentError(message.replace(/\s+/g, ' '), mark?.position ?? 0);
}
