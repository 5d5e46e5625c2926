/**
 * Tables of checks: what is asked of the fields of an object, in the order of Kubernetes' validation. They are built
 * once, when their file is loaded.
 */
import { itemsOf, shaped, shapesOf } from './value-shape';
import type { Check, PodVisit } from './visit';
import { Loose } from '../../kubernetes/read-json';

/** What a row of a table asks of a field. */
interface Row {
  readonly field: string;
  readonly judge: (value: unknown, holder: Loose | undefined, visit: PodVisit) => void;
  /** Whether the row is about an absent field, too. */
  readonly isWanted: boolean;
}

const ROWS = new WeakMap<Check, Row>();

function row(of: Row): Check<Loose | undefined> {
  const { field: name, judge, isWanted } = of;
  const check: Check<Loose | undefined> = (holder, visit) => {
    const value = holder?.[name] ?? undefined;
    if (isWanted || value !== undefined) { judge(value, holder, visit); }
  };
  ROWS.set(check, of);
  return check;
}

/** Checks of a field of an object, if it is set. */
export function field(name: string, ...checks: Check[]): Check<Loose | undefined> {
  const check = all(...checks);
  const of = row({ field: name, isWanted: false, judge: (value, _, visit) => { visit.enter(name, value, check); } });
  return shaped(of, { fields: { [name]: shapesOf(check) } });
}

/** Checks of a field of an object that refuse its absence, too. */
export function wanted(name: string, ...checks: Check[]): Check<Loose | undefined> {
  const check = all(...checks);
  const of = row({ field: name, isWanted: true, judge: (value, _, visit) => { visit.enter(name, value, check); } });
  return shaped(of, { fields: { [name]: shapesOf(check) } });
}

/** A check of an object that has something to say only where a field is set. */
export function where(name: string, check: Check<Loose>): Check<Loose | undefined> {
  return row({ field: name, isWanted: false, judge: (_, holder, visit) => { check(holder!, visit); } });
}

/**
 * Checks in their order. A table has dozens of rows, and an object a few of their fields, so it goes by the fields of
 * the object, and by the table only when there is something to tell.
 */
export function all(...checks: Check[]): Check {
  if (checks.length === 1) { return checks[0]; }
  const rows = new Map<string, Row['judge']>();
  const absent: Row[] = [];
  const others: Check[] = [];
  for (const check of checks) {
    const of = ROWS.get(check);
    if (of) {
      rows.set(of.field, both(rows.get(of.field), of.judge));
      if (of.isWanted) { absent.push(of); }
    } else {
      others.push(check);
    }
  }
  if (rows.size === 0) { return inTurn(checks); }
  const inOrder = inTurn(checks);
  return shaped<Check>((holder: Loose | undefined, visit: PodVisit) => {
    const { length } = visit.problems;
    for (const name in holder) {
      const judge = rows.get(name);
      if (judge === undefined) { continue; }
      const value = holder[name];
      if (value !== undefined && value !== null) { judge(value, holder, visit); }
    }
    for (let index = 0; index < absent.length; index++) {
      const { field: name, judge } = absent[index];
      const value = holder?.[name];
      if (value === undefined || value === null) { judge(undefined, holder, visit); }
    }
    for (let index = 0; index < others.length; index++) { others[index](holder, visit); }
    if (visit.problems.length === length) { return; }
    visit.problems.length = length;
    inOrder(holder, visit);
  }, ...shapesOf(...checks));
}

function both(one: Row['judge'] | undefined, other: Row['judge']): Row['judge'] {
  if (!one) { return other; }
  return (value, holder, visit) => {
    one(value, holder, visit);
    other(value, holder, visit);
  };
}

/** An indexed loop: `for of` takes several times the steps until it is compiled, and most runs are over by then. */
function inTurn(checks: readonly Check[]): Check {
  return shaped<Check>((value, visit) => {
    for (let index = 0; index < checks.length; index++) { checks[index](value, visit); }
  }, ...shapesOf(...checks));
}

/** Checks of an object, if it is set. */
export function object(...checks: Check[]): Check<Loose | undefined> {
  const check = all(...checks);
  return shaped<Check<Loose | undefined>>(
    (value, visit) => { if (value !== undefined) { check(value, visit); } },
    ...shapesOf(check),
  );
}

/** Checks of each item of a list. */
export function each(...checks: Check[]): Check<readonly unknown[] | undefined> {
  const check = all(...checks);
  return shaped<Check<readonly unknown[] | undefined>>(
    (items, visit) => { visit.items(items, (item) => { check(item, visit); }); },
    itemsOf(check),
  );
}
