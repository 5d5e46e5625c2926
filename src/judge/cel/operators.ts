import { charge, spend } from './budget';
import { comparisonCost, joiningCost } from './costs';
import { absorbed, CelError, moreSevere } from './error';
import { arithmetic } from './numbers';
import { add, contains, equal, isSame, negate, ordered, subtract } from './operations';
import type { Plan } from './plan';
import { List, noSuchOverload, Value } from './values';

interface BinaryOperator {
  readonly cost: (a: Value, b: Value) => number;
  readonly apply: (a: Value, b: Value) => Value;
}

const once = () => 1;
const orderCost = (a: Value, b: Value) => (isText(a) && isText(b) ? comparisonCost(a, b) : 1);

const BINARY: Readonly<Record<string, BinaryOperator>> = {
  '==': { cost: comparisonCost, apply: equal },
  '!=': { cost: comparisonCost, apply: (a, b) => !isSame(a, b, false) },
  '<': { cost: orderCost, apply: (a, b) => ordered(a, b) < 0 },
  '<=': { cost: orderCost, apply: (a, b) => ordered(a, b) <= 0 },
  '>': { cost: orderCost, apply: (a, b) => ordered(a, b) > 0 },
  '>=': { cost: orderCost, apply: (a, b) => ordered(a, b) >= 0 },
  '+': {
    cost: (a, b) => (isText(a) && isText(b) ? joiningCost(a, b) : 1),
    apply: (a, b) => {
      if (a instanceof List && b instanceof List) { spend(2 * (a.size + b.size)); }
      return add(a, b);
    },
  },
  '-': { cost: once, apply: subtract },
  '*': { cost: once, apply: (a, b) => arithmetic('*', a, b) },
  '/': { cost: once, apply: (a, b) => arithmetic('/', a, b) },
  '%': { cost: once, apply: (a, b) => arithmetic('%', a, b) },
  'in': { cost: (_, b) => (b instanceof List ? b.size : 1), apply: (a, b) => contains(b, a) },
};

function isText(value: Value): value is string | Uint8Array {
  return typeof value === 'string' || value instanceof Uint8Array;
}

/**
 * The plan of an operator; undefined for a function.
 *
 * @param isCertain whether the types leave one overload; if not, the API server charges 1, but for equality
 */
export function planOperator(name: string, args: readonly Plan[], isCertain: boolean): Plan | undefined {
  const [a, b, c] = args;
  switch (name) {
    case '&&': return logical(a, b, false);
    case '||': return logical(a, b, true);
    case '?:': return (frame) => (bool(a(frame)) ? b(frame) : c(frame));
    case '!': return charged((frame) => !bool(a(frame)));
    case '-_': return charged((frame) => negate(a(frame)));
    default:
  }
  if (args.length !== 2 || !Object.hasOwn(BINARY, name)) { return undefined; }
  const { cost: ofOverload, apply } = BINARY[name];
  const cost = isCertain || name === '==' || name === '!=' ? ofOverload : once;
  return (frame) => {
    const [left, right] = [a(frame), b(frame)];
    charge(cost(left, right));
    return apply(left, right);
  };
}

/** With the cost of one call. */
function charged(planned: Plan): Plan {
  return (frame) => {
    const value = planned(frame);
    charge(1);
    return value;
  };
}

function bool(value: Value): boolean {
  if (typeof value !== 'boolean') { throw noSuchOverload(); }
  return value;
}

/**
 * `&&` and `||`. One side that decides is enough, even if the other fails.
 *
 * @param decisive what decides whatever the other side is
 */
function logical(left: Plan, right: Plan, decisive: boolean): Plan {
  return (frame) => {
    let fault: CelError | undefined;
    try {
      if (bool(left(frame)) === decisive) { return decisive; }
    } catch (error) {
      fault = absorbed(error);
    }
    if (!fault) { return bool(right(frame)); }
    try {
      if (bool(right(frame)) === decisive) { return decisive; }
    } catch (error) {
      fault = moreSevere(fault, absorbed(error));
    }
    throw fault;
  };
}
