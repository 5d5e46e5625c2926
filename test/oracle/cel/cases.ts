import { TEMPLATES, TYPES } from './templates';
import { CelType, DYN, typeOfSchema } from '../../../src/judge/cel';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { Random } from '../structural/random';

const PORT: StructuralSchema = { type: 'object', properties: { name: { type: 'string' }, port: { type: 'integer' } } };
/** Something of all that a schema can say. */
const SCHEMA: StructuralSchema = {
  type: 'object',
  properties: {
    'on': { type: 'boolean' },
    'count': { type: 'integer' },
    'ratio': { type: 'number' },
    'name': { type: 'string' },
    'a-b': { type: 'string' },
    'namespace': { type: 'string' },
    'x/y': { type: 'string' },
    'z__q': { type: 'string' },
    'either': { 'x-kubernetes-int-or-string': true },
    'raw': { type: 'string', format: 'byte' },
    'at': { type: 'string', format: 'date-time' },
    'wait': { type: 'string', format: 'duration' },
    'list': { type: 'array', items: { type: 'integer' } },
    'set': { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    'ports': {
      'type': 'array', 'items': PORT, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port'],
    },
    'labels': { type: 'object', additionalProperties: { type: 'string' } },
    'counts': { type: 'object', additionalProperties: { type: 'integer' } },
    'child': { type: 'object', properties: { size: { type: 'integer' } } },
  },
};

/** The variables of all cases, for the program in Go and for ours. */
export const VARIABLES = {
  object: {},
  self: { schema: SCHEMA, resource: true },
  oldSelf: { schema: SCHEMA, resource: true },
};
const SELF = typeOfSchema(SCHEMA, true, 'self')!;
export const TYPED: Readonly<Record<string, CelType>> = { object: DYN, self: SELF, oldSelf: SELF };

export interface CelCase {
  readonly expression: string;
  readonly bindings: Readonly<Record<string, unknown>>;
}

/** One case for each number, whatever the others are. */
export function caseOf(seed: number, number: number): CelCase {
  const random = new Random(seed * 1_000_003 + number);
  const expression = spoiled(random, expressionOf(random, random.pick(TYPES), random.below(4)));
  const self = valueOf(random);
  return {
    expression,
    bindings: {
      object: { kind: 'Example', metadata: { name: 'dev', labels: { a: 'b' } }, spec: valueOf(random) },
      self,
      oldSelf: random.chance(0.4) ? changed(random, self) : valueOf(random),
    },
  };
}

function expressionOf(random: Random, type: string, depth: number): string {
  const templates = TEMPLATES[type];
  const plain =
    depth > 0 ? templates : templates.filter((template) => !/(^|[^{])\{[a-z]/.test(template.replaceAll('{{', '')));
  const template = random.pick(plain.length > 0 ? plain : templates);
  return template.replace(/\{\{|\}\}|\{([a-z]+)\}/g, (brace: string, wanted: string | undefined) => {
    if (!wanted) { return brace[0]; }
    const inner = expressionOf(random, random.chance(0.02) ? random.pick(TYPES) : wanted, depth - 1);
    return /^[\w.]+$|^'[^']*'$|^\[[^[\]]*\]$/.test(inner) || random.chance(0.1) ? inner : `(${inner})`;
  });
}

/** Now and then something that hardly parses. */
function spoiled(random: Random, expression: string): string {
  if (!random.chance(0.03)) { return expression; }
  const at = random.below(expression.length);
  const sign = random.pick([
    '',
    '',
    '(',
    ')',
    '.',
    ',',
    '?',
    '!',
    '-',
    "'",
    '"',
    '[',
    ' in ',
    '&&',
    '0',
    'x',
    '\\',
    '`',
    '{',
    '/',
  ]);
  return expression.slice(0, at) + sign + expression.slice(at + (random.chance(0.5) ? 1 : 0));
}

function valueOf(random: Random): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const some = (name: string, of: () => unknown) => {
    if (random.chance(0.8)) { value[name] = of(); }
  };
  const text = () => random.pick(['', 'a', 'abc', 'x y', '10', 'h\u00e9', '\ud83d\ude00', 'a-b/c']);
  const int = () => random.pick([0, 1, 2, -5, 42, 1_000_000]);
  const many = <T>(of: () => T) => Array.from({ length: random.below(4) }, of);
  some('on', () => random.chance(0.5));
  some('count', int);
  some('ratio', () => random.pick([0.5, 2, -1.25, 1e10]));
  some('name', text);
  some('a-b', text);
  some('namespace', text);
  some('x/y', text);
  some('z__q', text);
  some('either', () => (random.chance(0.5) ? int() : text()));
  some('raw', () => random.pick(['', 'YWJj', '/w==']));
  some('at', () => random.pick(['2026-07-01T12:00:00Z', '2024-02-29T01:02:03.5+05:00']));
  some('wait', () => random.pick(['1h', '90s', '0s']));
  some('list', () => many(int));
  some('set', () => [...new Set(many(text))]);
  some('ports', () => [...new Set(many(int))].map((port) => ({ port, ...(random.chance(0.7) && { name: text() }) })));
  some('labels', () => Object.fromEntries(many(() => [random.pick(['a', 'b', 'c/d']), text()])));
  some('counts', () => Object.fromEntries(many(() => [random.pick(['a', 'b']), int()])));
  some('map', () => Object.fromEntries(many(() => [random.pick(['a', 'b']), int()])));
  some('child', () => (random.chance(0.8) ? { size: int() } : {}));
  some('kind', () => 'Example');
  some('metadata', () => ({ name: text() }));
  return value;
}

/** Nearly the same: lists in another order, or one member gone. */
function changed(random: Random, value: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(value);
  for (const [name, member] of Object.entries(copy)) {
    if (Array.isArray(member) && random.chance(0.5)) { member.reverse(); }
    if (random.chance(0.05)) { delete copy[name]; }
  }
  return copy;
}
