import { charge, costSoFar, spend } from './budget';
import { selfComparisonCost } from './costs';
import { absorbed, CelError, moreSevere } from './error';
import { sortBy } from './libraries/lists';
import type { Frame, Plan, Planner } from './plan';
import type { Slots } from './slots';
import type { Comprehension, OptionalMap } from './syntax/ast';
import { ArrayList, CelMap, EntryMap, List, noSuchOverload, Optional, Value } from './values';

/**
 * What the API server charges for the steps into which it expands a macro: for the condition of a loop, for adding an
 * item to a list, and for an item of a map. An item that is left out costs nothing.
 */
const CONDITION = { all: 2, exists: 3 };
const ADD_ITEM = 12;
const ADD_ENTRY = 3;
const ADD_ENTRIES = 2;

/** Calls `visit` for each item after setting its variables; false ends the loop. */
type Each = (frame: Frame, visit: () => boolean | void) => void;

export function planComprehension(expr: Comprehension, slots: Slots, planner: Planner): Plan {
  const { macro, range: of, key, variable } = expr;
  const range = planner.plan(of, slots);
  const inner = key === undefined ? slots.with(variable) : slots.with(key, variable);
  const body = planner.plan(expr.body, inner);
  const filter = expr.filter && planner.plan(expr.filter, inner);
  const slot = slots.next;
  const each: Each = key === undefined ? overItems(range, slot) : overEntries(range, slot);
  switch (macro) {
    case 'all': return quantified(each, body, false);
    case 'exists': return quantified(each, body, true);
    case 'existsOne': return exactlyOne(each, body);
    case 'filter': return collected(each, ({ locals }) => {
      charge(1);
      return locals[slot];
    }, body);
    case 'map': case 'transformList': return collected(each, body, filter);
    case 'transformMap': return mapped(each, (map, frame) => {
      charge(ADD_ENTRY);
      map.add(frame.locals[slot], body(frame));
    }, filter);
    case 'transformMapEntry': return mapped(each, (map, frame) => {
      charge(ADD_ENTRIES);
      addAll(map, body(frame));
    }, filter);
    default: return sorted(overItems((frame) => listOf(range(frame)), slot), slot, body);
  }
}

export function planOptionalMap(
  { target: of, variable, body: to, isFlat }: OptionalMap,
  slots: Slots,
  planner: Planner,
): Plan {
  const [target, body, slot] = [planner.plan(of, slots), planner.plan(to, slots.with(variable)), slots.next];
  return (frame) => {
    const before = costSoFar();
    const optional = target(frame);
    if (!(optional instanceof Optional)) { throw noSuchOverload(); }
    // hasValue(), and none() or value() of the target, which the API server evaluates again.
    charge(2);
    if (optional.value === undefined) { return Optional.NONE; }
    charge(costSoFar() - 2 - before);
    frame.locals[slot] = optional.value;
    const result = body(frame);
    if (isFlat) { return result; }
    charge(1);
    return Optional.of(result);
  };
}

function overItems(range: Plan, slot: number): Each {
  return (frame, visit) => {
    const of = range(frame);
    for (const item of of instanceof CelMap ? of.keys() : listOf(of)) {
      spend(1);
      frame.locals[slot] = item;
      if (visit() === false) { return; }
    }
  };
}

/** With the index of a list or the key of a map in the first of two places. */
function overEntries(range: Plan, slot: number): Each {
  return (frame, visit) => {
    const of = range(frame);
    let index = 0n;
    for (const item of of instanceof CelMap ? of.keys() : listOf(of)) {
      spend(1);
      frame.locals[slot] = of instanceof CelMap ? item : index++;
      frame.locals[slot + 1] = of instanceof CelMap ? of.find(item)! : item;
      if (visit() === false) { return; }
    }
  };
}

function listOf(value: Value): List {
  if (!(value instanceof List)) { throw noSuchOverload(); }
  return value;
}

/** `all` and `exists`: as with `&&` and `||`, one item that decides is enough. */
function quantified(each: Each, body: Plan, decisive: boolean): Plan {
  return (frame) => {
    let result = !decisive;
    let fault: CelError | undefined;
    each(frame, () => {
      charge(decisive ? CONDITION.exists : CONDITION.all);
      if (result === decisive) { return false; }
      charge(1);
      try {
        const value = body(frame);
        if (typeof value !== 'boolean') { throw noSuchOverload(); }
        if (value === decisive) { result = decisive; }
      } catch (error) {
        const now = absorbed(error);
        fault = fault ? moreSevere(fault, now) : now;
      }
      return true;
    });
    charge(1);
    if (result === decisive || !fault) { return result; }
    throw fault;
  };
}

function exactlyOne(each: Each, body: Plan): Plan {
  return (frame) => {
    let count = 0;
    each(frame, () => {
      const isOne = holds(body(frame));
      if (!isOne) { return; }
      charge(2);
      count++;
    });
    charge(2);
    return count === 1;
  };
}

function holds(value: Value): boolean {
  if (typeof value !== 'boolean') { throw noSuchOverload(); }
  return value;
}

function collected(each: Each, item: Plan, filter: Plan | undefined): Plan {
  return (frame) => {
    const items: Value[] = [];
    each(frame, () => {
      if (filter && !holds(filter(frame))) { return; }
      charge(ADD_ITEM);
      items.push(item(frame));
    });
    charge(1);
    return new ArrayList(items);
  };
}

function mapped(each: Each, add: (map: EntryMap, frame: Frame) => void, filter: Plan | undefined): Plan {
  return (frame) => {
    const map = new EntryMap();
    each(frame, () => {
      if (filter && !holds(filter(frame))) { return; }
      add(map, frame);
    });
    charge(1);
    return map;
  };
}

function addAll(map: EntryMap, from: Value): void {
  if (!(from instanceof CelMap)) { throw noSuchOverload(); }
  for (const key of from.keys()) { map.add(key, from.find(key)!); }
}

function sorted(each: Each, slot: number, body: Plan): Plan {
  return (frame) => {
    const keys: Value[] = [];
    const items: Value[] = [];
    each(frame, () => {
      charge(ADD_ITEM);
      items.push(frame.locals[slot]);
      keys.push(body(frame));
    });
    charge(3 + selfComparisonCost(new ArrayList(keys)));
    return sortBy(new ArrayList(items), keys);
  };
}
