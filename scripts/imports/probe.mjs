/**
 * Finds out what the validators of `@kubernetes-models/*` take at paths of objects, by asking them: they are compiled,
 * and their packages are ES modules, which the other scripts cannot load.
 *
 * Reads `[{ module, kind, paths }]` as JSON and writes, for each, the facts of each path. A segment of a path is a
 * field, `[]` for the items of a list or `{}` for the values of a map.
 */
import { readFileSync } from 'node:fs';

const MANY = 5000;
/** Texts of which each pattern refuses one. */
const TEXTS = ['x', '', '/', '!', '\u0000', ' ', 'x'.repeat(300), '-', 'A', '0', '~', '%'];
const NUMBERS = [-1e18, -(2 ** 40), -1, 0, 1, 2 ** 40, 1e18];
/** A text that is also an amount. */
const SAMPLES = { object: {}, array: [], string: '1', integer: 1, number: 0.5, boolean: true };
const FIELD_OF_MAPS = 'k';

async function main() {
  const answers = [];
  for (const { module, kind, paths } of JSON.parse(readFileSync(0, 'utf8'))) {
    const models = await import(module);
    const Model = models[kind];
    if (!Model) { throw new Error(`${module} has no ${kind}`); }
    answers.push(paths.map((path) => factsAt(Model, path)));
  }
  process.stdout.write(JSON.stringify(answers));
}

function factsAt(Model, path) {
  const pointer = path.map((segment) => `/${placeOf(segment).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  const ask = (value) => errorsOf(Model, nested(path, value))
    .filter(({ instancePath }) => instancePath === pointer);
  const about = (values, keyword) => values.flatMap(ask).find((error) => error.keyword === keyword)?.params;
  // An object itself is no other value.
  const types = path.length === 0 ? ['object'] : Object.entries(SAMPLES)
    .filter(([, value]) => !ask(value).some(({ keyword }) => keyword === 'type'))
    .map(([type]) => type);
  const takes = (type) => types.includes(type);
  const facts = { types };
  if (types.length === Object.keys(SAMPLES).length) { return facts; }
  if (takes('object')) {
    facts.required = ask({}).filter(({ keyword }) => keyword === 'required')
      .map(({ params }) => params.missingProperty);
    facts.minProperties = about([{}], 'minProperties')?.limit;
    const full = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`k${index}`, null]));
    facts.maxProperties = about([full], 'maxProperties')?.limit;
  }
  if (takes('array')) {
    facts.minItems = about([[]], 'minItems')?.limit;
    facts.maxItems = about([Array(MANY).fill(null)], 'maxItems')?.limit;
  }
  if (takes('string')) {
    facts.enum = about(TEXTS, 'enum')?.allowedValues;
    facts.pattern = about(TEXTS, 'pattern')?.pattern;
    facts.minLength = about([''], 'minLength')?.limit;
    facts.maxLength = about(['x'.repeat(MANY)], 'maxLength')?.limit;
    facts.format = about(TEXTS, 'format')?.format;
  }
  if (takes('integer')) {
    facts.minimum = about(NUMBERS, 'minimum')?.limit;
    facts.maximum = about(NUMBERS, 'maximum')?.limit;
    facts.numberFormat = about(NUMBERS, 'format')?.format;
    facts.numbers = about(NUMBERS, 'enum')?.allowedValues;
  }
  return facts;
}

function errorsOf(Model, value) {
  try {
    Object.assign(Object.create(Model.prototype), value).validate();
    return [];
  } catch (error) {
    if (!error.errors) { throw error; }
    return error.errors;
  }
}

function nested(path, value) {
  return path.reduceRight((inner, segment) => (segment === '[]' ? [inner] : { [placeOf(segment)]: inner }), value);
}

function placeOf(segment) {
  return segment === '[]' ? '0' : segment === '{}' ? FIELD_OF_MAPS : segment;
}

await main();
