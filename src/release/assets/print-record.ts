/** A record as the source that a maintainer reviews, in the notation of src/release/history. */
import { UNDESCRIBED } from './fields';
import { ApiChange } from '../../api/changes';
import { Field } from '../../api/fields';
import { ALL, MODIFY, Permission, READ, RoleChange } from '../permissions';
import { ReleaseRecord } from '../record';

/** A sentence for a maintainer to write. A test refuses a record that still has it. */
export const TO_DESCRIBE = 'TODO: say in our own words what this is.';

const WIDTH = 120;
const VERBS = { ALL, READ, MODIFY };

/** A piece of source that is printed as it is. */
class Code {
  constructor(readonly name: string, readonly args: readonly unknown[]) {}
}

/** The source of a record: its imports, a comment to be written, and the record. */
export function printRecord(record: ReleaseRecord): string {
  const { api, roles, ...rest } = record;
  const value = {
    ...rest,
    ...(api && { api: api.flatMap(groupOf(api)) }),
    ...(roles && { roles: mapped(roles, roleCode) }),
  };
  const name = constantOf(record.id);
  const head = `export const ${name}: ReleaseRecord = `;
  const body = `${head}${print(value, 0, head.length)};`;
  const used = (names: readonly string[]) => names.filter((each) => new RegExp(`\\b${each}[(,\\])]`).test(body)).sort();
  const from = (names: readonly string[], module: string) =>
    (used(names).length > 0 ? [`import { ${used(names).join(', ')} } from '${module}';`] : []);
  return [
    ...from(
      ['add', 'change', 'conversion', 'deprecate', 'drop', 'generator', 'introduce', 'kind', 'kubernetes', 'only',
        'present', 'remove'],
      '../../api/changes',
    ),
    ...from(
      ['boolean', 'core', 'dateTime', 'int32', 'int64', 'list', 'object', 'string', 'stringMap'],
      '../../api/fields',
    ),
    ...from(['ALL', 'allow', 'MODIFY', 'READ'], '../permissions'),
    "import { ReleaseRecord } from '../record';",
    '',
    `/** ${TO_DESCRIBE} */`,
    body,
    '',
  ].join('\n');
}

/** `v1.0.5` is `v1_0_5`. */
export function constantOf(id: string): string {
  return id.replace(/\W/g, '_');
}

/** Steps of one API version alone stand together, where the first of them is. */
function groupOf(all: readonly ApiChange[]): (change: ApiChange, index: number) => unknown[] {
  return (change, index) => {
    if (!change.only) { return [changeCode(change)]; }
    if (all[index - 1]?.only === change.only) { return []; }
    const end = all.findIndex((each, at) => at > index && each.only !== change.only);
    const group = all.slice(index, end < 0 ? undefined : end);
    return [new Code('...only', [change.only, ...group.map(changeCode)])];
  };
}

function changeCode(change: ApiChange): Code {
  switch (change.op) {
    case 'kind': return new Code('kind', [change.kind, mapped(change.fields, fieldCode)]);
    case 'add': return new Code('add', [change.path, fieldCode(change.field)]);
    case 'remove': return new Code('remove', [change.path]);
    case 'change': return new Code('change', [change.path, change.patch]);
    case 'present': return new Code('present', [change.kind, change.presentation]);
    case 'introduce': return new Code('introduce', change.from ? [change.version, change.from] : [change.version]);
    case 'deprecate': case 'drop': return new Code(change.op, [change.version]);
    case 'conversion': return new Code('conversion', [change.strategy]);
    case 'kubernetes': return new Code('kubernetes', [change.minor]);
    case 'generator': return new Code('generator', [change.version]);
  }
}

function fieldCode(field: Field): unknown {
  const { type, description, required, limits = {}, fields, items, listType, rules } = field;
  const { format, ...rest } = limits;
  const options = { ...rest, ...(required && { required }), ...(listType && { atomic: true }) };
  const withOptions = (...args: unknown[]) => (Object.keys(options).length > 0 ? [...args, options] : args);
  // The builders know no rules: whoever reviews the record decides how they are written.
  if (rules) { return { type, description, required, limits, fields: fields && mapped(fields, fieldCode), rules }; }
  switch (type) {
    case 'core': return new Code('core', withOptions(field.core, description));
    case 'object': return new Code('object', withOptions(description, mapped(fields ?? {}, fieldCode)));
    case 'map': return new Code('stringMap', withOptions(description));
    case 'array': return new Code('list', withOptions(description, fieldCode(items!)));
    case 'integer': return new Code(format === 'int64' ? 'int64' : 'int32', withOptions(description));
    case 'boolean': return new Code('boolean', withOptions(description));
    case 'string': return new Code(format === 'date-time' ? 'dateTime' : 'string', withOptions(description));
  }
}

function roleCode({ grant, revoke }: RoleChange): object {
  return {
    ...(grant && { grant: grant.map(permissionCode) }),
    ...(revoke && { revoke: revoke.map(permissionCode) }),
  };
}

function permissionCode({ resource, verbs, names }: Permission): Code {
  const known = Object.entries(VERBS).find(([, each]) => each.join() === [...verbs].sort().join());
  return new Code('allow', [resource, known ? new Code(known[0], []) : verbs, ...(names ? [names] : [])]);
}

function mapped<T>(of: Readonly<Record<string, T>>, change: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));
}

/** The source of a value, on one line if it fits; `taken` are the columns before it on its line. */
function print(value: unknown, depth: number, taken: number): string {
  if (value instanceof Code && value.args.length === 0) { return value.name; }
  if (value === undefined || value === null || typeof value !== 'object') { return literal(value); }
  const [open, close] =
    value instanceof Code ? [`${value.name}(`, ')'] : Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const indent = '  '.repeat(depth + 1);
  const isMap = open === '{';
  const entries: Array<[string, unknown]> = value instanceof Code ? value.args.map((each) => ['', each])
    : Array.isArray(value) ? value.map((each) => ['', each])
      : Object.entries(value).map(([key, each]) => [`${/^[a-z]\w*$/i.test(key) ? key : `'${key}'`}: `, each]);
  const flat = entries.map(([key, each]) => key + print(each, 0, -Infinity)).join(', ');
  const oneLine = isMap && flat ? `${open} ${flat} ${close}` : open + flat + close;
  if (taken + oneLine.length + 1 <= WIDTH && !oneLine.includes('\n')) { return oneLine; }
  // A last argument that is long opens on the line of its call.
  const last = entries[entries.length - 1]?.[1];
  const before = entries.slice(0, -1).map(([key, each]) => key + print(each, 0, -Infinity)).join(', ');
  if (value instanceof Code && !(last instanceof Code) && typeof last === 'object' && !before.includes('\n')
    && taken + open.length + before.length + 4 <= WIDTH) {
    return `${open}${before}${before && ', '}${print(last, depth, taken + open.length + before.length + 4)}${close}`;
  }
  const lines = entries.map(([key, each]) => `${indent}${key}${print(each, depth + 1, indent.length + key.length)},`);
  return [open, ...lines, '  '.repeat(depth) + close].join('\n');
}

function literal(value: unknown): string {
  if (value === UNDESCRIBED) { return `'${TO_DESCRIBE}'`; }
  return typeof value === 'string'
    ? value.includes("'") ? `"${value.replace(/["\\]/g, '\\$&')}"` : `'${value.replace(/\\/g, '\\\\')}'`
    : String(value);
}
