/** Macros: calls that bind variables or do not evaluate their arguments. */
import { ComprehensionMacro, Expr } from './ast';
import { CelError } from '../error';

/** @returns undefined when it is a function */
export function expandGlobal(name: string, args: readonly Expr[], offset: number): Expr | undefined {
  if (name !== 'has' || args.length !== 1) { return undefined; }
  const [field] = args;
  if (field.kind !== 'select' || field.isTest || field.isOptional) {
    throw new CelError('has() takes a field such as object.spec', offset);
  }
  return { ...field, offset, isTest: true };
}

/** By the number of arguments, without and with a variable for the index. */
const MACROS: Readonly<
  Record<
    string,
    { readonly macro: ComprehensionMacro; readonly one?: readonly number[]; readonly two?: readonly number[] }
  >
> = {
  all: { macro: 'all', one: [2], two: [3] },
  exists: { macro: 'exists', one: [2], two: [3] },
  exists_one: { macro: 'existsOne', one: [2], two: [3] },
  existsOne: { macro: 'existsOne', two: [3] },
  map: { macro: 'map', one: [2, 3] },
  filter: { macro: 'filter', one: [2] },
  sortBy: { macro: 'sortBy', one: [2] },
  transformList: { macro: 'transformList', two: [3, 4] },
  transformMap: { macro: 'transformMap', two: [3, 4] },
  transformMapEntry: { macro: 'transformMapEntry', two: [3, 4] },
};
const OPTIONAL_MACROS = ['optMap', 'optFlatMap'];

/** @returns undefined when it is a function */
export function expandMember(target: Expr, name: string, args: readonly Expr[], offset: number): Expr | undefined {
  if (OPTIONAL_MACROS.includes(name) && args.length === 2) {
    return {
      kind: 'optionalMap',
      offset,
      target,
      variable: variableOf(args[0], name),
      body: args[1],
      isFlat: name === 'optFlatMap',
    };
  }
  const of = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
  const isOne = of?.one?.includes(args.length);
  if (!of || !(isOne || of.two?.includes(args.length))) { return undefined; }
  const variables = args.slice(0, isOne ? 1 : 2).map((arg) => variableOf(arg, name));
  if (variables.length === 2 && variables[0] === variables[1]) {
    throw new CelError(`${name}() has two variables of the name '${variables[0]}'`, offset);
  }
  const rest = args.slice(variables.length);
  return {
    kind: 'comprehension',
    offset,
    macro: of.macro,
    range: target,
    key: isOne ? undefined : variables[0],
    variable: variables.at(-1)!,
    filter: rest.length > 1 ? rest[0] : undefined,
    body: rest.at(-1)!,
  };
}

function variableOf(arg: Expr, macro: string): string {
  if (arg.kind !== 'ident') {
    throw new CelError(`the first argument of ${macro}() must be a name for each item`, arg.offset);
  }
  if (arg.name === '__result__') { throw new CelError('\'__result__\' is reserved; use another name', arg.offset); }
  return arg.name;
}
