/** The rules that a CRD writes in the Common Expression Language, which is loaded where one applies. */
import { NOTHING, RuleContext } from './rule';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, Loose } from '../../kubernetes/read-json';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { StructuralSchema, ValidationRule } from '../../kubernetes/types/structural-schema';
import type { CelProgram, CelType } from '../cel';
import { formatPath, PathSegment, servedKind, walk } from '../schema';

/**
 * What the rules of the schema refuse of an object that it accepts otherwise. Rules about changes need the object as it
 * was, in the same API version, and are silent without it.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function judgeBySchemaRules(object: KubeObject, context: RuleContext): Trouble[] {
  const served = servedKind(context.release, object.apiVersion, object.kind);
  if (!served || !hasRules(served.schema)) { return NOTHING; }
  const given = context.old?.(object);
  const old = given?.apiVersion === object.apiVersion ? given : undefined;
  if (!old && !hasRules(served.schema, isAboutState)) { return NOTHING; }
  const options = { root: true, subresources: served.subresources };
  const troubles: Trouble[] = [];
  const [value, before] = [walk(object, served.schema, options).value, old && walk(old, served.schema, options).value];
  visit(value, before, served.schema, [], troubles);
  return troubles;
}

/** Whether a rule can be judged without the object as it was. */
function isAboutState({ rule }: ValidationRule): boolean {
  return !/\boldSelf\b/.test(rule);
}

type Which = (rule: ValidationRule) => boolean;
const any: Which = () => true;

const answers = new Map<Which, WeakMap<StructuralSchema, boolean>>([
  [any, new WeakMap()],
  [isAboutState, new WeakMap()],
]);

/** Whether a schema or one below it has such rules: most have none, so nothing below is visited. */
function hasRules(schema: StructuralSchema, which: Which = any): boolean {
  const known = answers.get(which)!;
  let has = known.get(schema);
  if (has === undefined) {
    const below = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties].filter(
      (each) => each !== undefined,
    );
    has = (schema['x-kubernetes-validations'] ?? []).some(which) || below.some((each) => hasRules(each, which));
    known.set(schema, has);
  }
  return has;
}

function visit(
  value: unknown,
  old: unknown,
  schema: StructuralSchema,
  path: readonly PathSegment[],
  troubles: Trouble[],
): void {
  if (value === undefined || value === null || !hasRules(schema)) {
    return;
  }
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    if (old === undefined && !isAboutState(rule)) {
      continue;
    }
    const message = broken(rule, schema, value, old, path.length === 0);
    if (message !== undefined) {
      troubles.push({
        message: path.length > 0 ? `${formatPath(path)}: ${message}` : message,
        remedy: remedyFor(rule),
        path,
      });
    }
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      visit(item, counterpart(item, old, schema), schema.items!, [...path, index], troubles);
    });
    return;
  }
  const before = inObject(old);
  for (const [name, member] of Object.entries(inObject(value))) {
    const of = schema.properties?.[name] ?? schema.additionalProperties;
    if (of) {
      visit(member, before[name], of, [...path, name], troubles);
    }
  }
}

/** The item that an item was: only those of lists with keys can be told. */
function counterpart(item: unknown, old: unknown, schema: StructuralSchema): unknown {
  const keys = schema['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys'] : undefined;
  if (!keys || !Array.isArray(old)) { return undefined; }
  const keyOf = (of: unknown) => canonicalJson(keys.map((key) => (of as Loose)[key] ?? null));
  return old.find((each) => keyOf(each) === keyOf(item));
}

function remedyFor(rule: ValidationRule): string | undefined {
  return isAboutState(rule) ? undefined : 'leave it as it was, or delete the object and create it anew';
}

const compiled = new WeakMap<ValidationRule, CelProgram>();

let cel: typeof import('../cel') | undefined;

/** Why a value breaks a rule; undefined when it does not. */
function broken(
  rule: ValidationRule,
  schema: StructuralSchema,
  self: unknown,
  oldSelf: unknown,
  isRoot: boolean,
): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- of all objects, few have a rule that applies
  const { CelError, compile, typeOfSchema } = cel ??= require('../cel') as typeof import('../cel');
  try {
    let program = compiled.get(rule);
    if (!program) {
      const type: CelType = typeOfSchema(schema, isRoot, 'self')!;
      compiled.set(rule, (program = compile(rule.rule, { self: type, oldSelf: type })));
    }
    return program.value({ self, oldSelf }) === true
      ? undefined
      : (rule.message ?? `it breaks the rule '${rule.rule}'`);
  } catch (error) {
    if (!(error instanceof CelError)) {
      throw error;
    }
    return `the rule '${rule.rule}' fails: ${error.message}`;
  }
}
