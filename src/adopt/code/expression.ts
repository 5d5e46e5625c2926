/** A value that stands for itself. */
export type LiteralValue = string | number | boolean | null;

/** An expression of the program: it can be evaluated here, and printed as TypeScript. */
export type Code =
  | { readonly kind: 'scalar'; readonly value: LiteralValue }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'object'; readonly members: ReadonlyArray<readonly [string, Code]> }
  /** A variable, or a member of what is imported: `OperatingMode.SUSPENDED`. */
  | { readonly kind: 'name'; readonly name: string }
  /** `Size.gibibytes(1)`, `new Sandbox(...)`, `dev.containers[0].mount(...)`. */
  | { readonly kind: 'call'; readonly isNew: boolean; readonly callee: string; readonly args: readonly Code[] };

/** What the names of a program stand for. */
export type ProgramScope = Map<string, unknown>;

/** The members of an object; those that are undefined are left out. */
export type CodeMembers = Record<string, Code | undefined>;

export function name(text: string): Code {
  return { kind: 'name', name: text };
}

export function call(callee: string, ...args: ReadonlyArray<Code | undefined>): Code {
  return { kind: 'call', isNew: false, callee, args: args.filter((each) => each !== undefined) };
}

export function make(callee: string, ...args: ReadonlyArray<Code | undefined>): Code {
  return { ...call(callee, ...args), isNew: true } as Code;
}

export function list(items: readonly Code[]): Code {
  return { kind: 'list', items };
}

export function object(members: CodeMembers): Code {
  return { kind: 'object', members: Object.entries(members).filter((each): each is [string, Code] => !!each[1]) };
}

/** An object, or undefined if it would have no member. */
export function filled(members: CodeMembers): Code | undefined {
  return Object.values(members).some((each) => each !== undefined) ? object(members) : undefined;
}

/** JSON as it is. */
export function literal(value: unknown): Code {
  if (Array.isArray(value)) { return list(value.map(literal)); }
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', members: Object.entries(value).map(([key, each]) => [key, literal(each)]) };
  }
  return { kind: 'scalar', value: value as LiteralValue };
}

/** The same, undefined for what is not there. */
export function optionalLiteral(value: unknown): Code | undefined {
  return value === undefined ? undefined : literal(value);
}

const ROOT = /^[\w$]+/;

/** The first names in a path: variables, and what is imported. `ApiObject.of(dev).addJsonPatch` has two. */
function rootsOf(path: string): string[] {
  if (!path.includes('(')) { return ROOT.exec(path) ?? []; }
  return path.split('(').flatMap((each) => ROOT.exec(each)?.[0] ?? []);
}

/** @throws what the constructs throw */
export function evaluate(expression: Code, scope: ProgramScope): any {
  switch (expression.kind) {
    case 'scalar': return expression.value;
    case 'list': return expression.items.map((each) => evaluate(each, scope));
    case 'object': {
      return Object.fromEntries(expression.members.map(([key, value]) => [key, evaluate(value, scope)]));
    }
    case 'name': return resolve(expression.name, scope).value;
    case 'call': {
      const { value, owner } = resolve(expression.callee, scope);
      const args = expression.args.map((each) => evaluate(each, scope));
      return expression.isNew ? new value(...args) : value.apply(owner, args);
    }
  }
}

function resolve(path: string, scope: ProgramScope): { value: any; owner: unknown } {
  if (scope.has(path)) { return { value: scope.get(path), owner: undefined }; }
  const [root, ...members] = path.split(/[.[\]]+/).filter((each) => each !== '');
  let owner: unknown;
  let value: any = scope.get(root);
  for (const member of members) { [owner, value] = [value, value[member]]; }
  return { value, owner };
}

/** Calls `visit` with the first name of each path in an expression. */
export function eachRoot(expression: Code, visit: (root: string) => void): void {
  switch (expression.kind) {
    case 'scalar': return;
    case 'name': rootsOf(expression.name).forEach(visit); return;
    case 'list': for (const each of expression.items) { eachRoot(each, visit); } return;
    case 'object': for (const [, each] of expression.members) { eachRoot(each, visit); } return;
    case 'call': {
      rootsOf(expression.callee).forEach(visit);
      for (const each of expression.args) { eachRoot(each, visit); }
    }
  }
}

/** A path with other first names. */
export function replaceRoots(path: string, names: ReadonlyMap<string, string>): string {
  return path.split('(').map((each) => each.replace(/^[\w$]+/, (root) => names.get(root) ?? root)).join('(');
}
