import { Code, replaceRoots, LiteralValue } from './expression';
import { idOf, UniqueNames } from './names';
import { eachRootIn, Rows, Statement, Unit } from './statement';

/** So many units of one form become a loop. */
const LEAST = 10;

/** A value that may differ from unit to unit. */
interface Hole {
  readonly value: LiteralValue;
  /** What it is called where it stands. */
  readonly hint: string;
}

/** A unit as a form with holes. */
interface Form {
  readonly unit: Unit;
  readonly text: string;
  readonly holes: readonly Hole[];
}

/**
 * The units of a chart, with a loop in place of those that differ in values alone.
 *
 * @param usedOutside whether a variable of a unit is used by another one
 */
export function withLoops(
  units: readonly Unit[], usedOutside: (variable: string, unit: Unit) => boolean, variables: UniqueNames,
): Unit[] {
  const groups = new Map<string, Form[]>();
  for (const unit of units) {
    const isFree = unit.statements.every(({ variable }) => variable === undefined || !usedOutside(variable, unit));
    if (!isFree) { continue; }
    const form = formOf(unit);
    const group = groups.get(form.text);
    if (group) { group.push(form); } else { groups.set(form.text, [form]); }
  }
  const loops = new Map<Unit, Unit>();
  const inLoops = new Set<Unit>();
  for (const group of groups.values()) {
    if (group.length < LEAST) { continue; }
    loops.set(group[0].unit, loopOf(group, variables));
    for (const { unit } of group) { inLoops.add(unit); }
  }
  return units.flatMap((unit) => loops.get(unit) ?? (inLoops.has(unit) ? [] : [unit]));
}

function formOf(unit: Unit): Form {
  const locals = new Map<string, string>();
  const holes: Hole[] = [];
  const parts: string[] = [];
  const visit = (expression: Code, hint: string): void => {
    switch (expression.kind) {
      case 'scalar': {
        parts.push(`<${typeof expression.value}>`);
        holes.push({ value: expression.value, hint });
        return;
      }
      case 'name': parts.push(replaceRoots(expression.name, locals)); return;
      case 'list': {
        parts.push('[');
        for (const each of expression.items) { visit(each, hint); }
        parts.push(']');
        return;
      }
      case 'object': {
        parts.push('{');
        for (const [key, each] of expression.members) {
          parts.push(JSON.stringify(key));
          visit(each, key);
        }
        parts.push('}');
        return;
      }
      case 'call': {
        parts.push(expression.isNew ? 'new ' : '', replaceRoots(expression.callee, locals), '(');
        expression.args.forEach((each, index) => { visit(each, hintOf(expression.callee, index)); });
        parts.push(')');
      }
    }
  };
  for (const { variable, comment, expression } of unit.statements) {
    visit(expression, 'value');
    parts.push(`${variable === undefined ? '' : '='}${comment ?? ''};`);
    if (variable !== undefined) { locals.set(variable, `$${locals.size}`); }
  }
  return { unit, text: parts.join(' '), holes };
}

function hintOf(callee: string, index: number): string {
  const method = /\w+$/.exec(callee)![0];
  if (/^[A-Z]/.test(method) || method.startsWith('add')) { return index < 2 ? 'id' : 'value'; }
  return /^(?:fromValue|fromString|fromNumber|units|leaveOut|add|replace)$/.test(method) ? 'value' : method;
}

function loopOf(group: readonly Form[], variables: UniqueNames): Unit {
  const [{ unit, holes }] = group;
  const columns = holes.map((_, index) => group.map((form) => form.holes[index].value));
  const varying = columns.map((values, index) => ({ values, hint: holes[index].hint }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
  const names: string[] = [];
  const kept: Array<readonly LiteralValue[]> = [];
  const known = new Map<string, string>();
  const own = new UniqueNames();
  // Names come first: ids are made of them.
  for (const { values, hint } of [...varying].sort((a, b) => Number(b.hint === 'name') - Number(a.hint === 'name'))) {
    const key = JSON.stringify(values);
    if (known.has(key)) { continue; }
    if (hint === 'id') {
      const named = kept.findIndex((column) => column.every((value, row) => idOf(String(value)) === values[row]));
      if (named >= 0) {
        known.set(key, names[named]);
        continue;
      }
    }
    const text = own.next(variables.free(/^[a-z]\w*$/i.test(hint) ? hint : 'value'));
    known.set(key, text);
    names.push(text);
    kept.push(values);
  }
  const order = names.map((_, index) => index);
  const rows: Rows = { names, values: group.map((_, row) => order.map((index) => kept[index][row])) };
  return { statements: filledIn(unit, columns, known, variables), rows };
}

/** The statements of the first unit, with the loop's variables in their places. */
function filledIn(
  { statements }: Unit,
  columns: ReadonlyArray<readonly LiteralValue[]>,
  known: ReadonlyMap<string, string>,
  variables: UniqueNames,
): Statement[] {
  const locals = new Map<string, string>();
  let index = -1;
  const visit = (expression: Code): Code => {
    switch (expression.kind) {
      case 'scalar': {
        index += 1;
        const column = columns[index];
        const name = column.some((value) => value !== column[0]) ? known.get(JSON.stringify(column)) : undefined;
        return name === undefined ? expression : { kind: 'name', name };
      }
      case 'name':
        return { ...expression, name: replaceRoots(expression.name, locals) };
      case 'list':
        return { ...expression, items: expression.items.map(visit) };
      case 'object': {
        return {
          ...expression,
          members: expression.members.map(([key, each]): [string, Code] => [key, visit(each)]),
        };
      }
      case 'call':
        return { ...expression, callee: replaceRoots(expression.callee, locals), args: expression.args.map(visit) };
    }
  };
  return statements.map((statement) => {
    const expression = visit(statement.expression);
    if (statement.variable === undefined) {
      return { ...statement, expression };
    }
    const variable = variables.next(localName(statement.expression));
    locals.set(statement.variable, variable);
    return { ...statement, variable, expression };
  });
}

const LOCALS: Readonly<Record<string, string>> = {
  SandboxTemplate: 'template',
  Sandbox: 'sandbox',
  addWarmPool: 'pool',
  WarmPool: 'pool',
  addClaim: 'claim',
  SandboxClaim: 'claim',
  ApiObject: 'object',
  ConfigMap: 'configMap',
  ServiceAccount: 'serviceAccount',
};

function localName(expression: Code): string {
  const method = expression.kind === 'call' ? /\w+$/.exec(expression.callee)![0] : '';
  return LOCALS[method] ?? (method.startsWith('from') ? 'volume' : 'item');
}

/** Counts in how many units each variable is used. */
export function usesOf(units: readonly Unit[]): (variable: string, unit: Unit) => boolean {
  const users = new Map<string, Set<Unit>>();
  for (const unit of units) {
    eachRootIn(unit.statements, (root) => {
      const all = users.get(root);
      if (all) { all.add(unit); } else { users.set(root, new Set([unit])); }
    });
  }
  return (variable, unit) => [...users.get(variable) ?? []].some((each) => each !== unit);
}
