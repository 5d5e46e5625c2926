import { spend, spendOn } from './budget';
import { absorbed, CelError, moreSevere } from './error';
import { arithmetic } from './numbers';
import { add, contains, equal, isSame, negate, ordered, subtract } from './operations';
import type { Plan } from './plan';
import { noSuchOverload, Value } from './values';

const BINARY: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '==': equal,
  '!=': (a, b) => !isSame(a, b, false),
  '<': (a, b) => ordered(a, b) < 0,
  '<=': (a, b) => ordered(a, b) <= 0,
  '>': (a, b) => ordered(a, b) > 0,
  '>=': (a, b) => ordered(a, b) >= 0,
  '+': (a, b) => {
    const sum = add(a, b);
    spendOn(sum);
    return sum;
  },
  '-': subtract,
  '*': (a, b) => arithmetic('*', a, b),
  '/': (a, b) => arithmetic('/', a, b),
  '%': (a, b) => arithmetic('%', a, b),
  'in': (a, b) => contains(b, a),
};

/** The plan of an operator; undefined for a function. */
export function planOperator(name: string, args: readonly Plan[]): Plan | undefined {
  const [a, b, c] = args;
  switch (name) {
    case '&&': return logical(a, b, false);
    case '||': return logical(a, b, true);
    case '?:': return (frame) => (bool(a(frame)) ? b(frame) : c(frame));
    case '!': return (frame) => !bool(a(frame));
    case '-_': return (frame) => negate(a(frame));
    default:
  }
  if (args.length !== 2 || !Object.hasOwn(BINARY, name)) { return undefined; }
  const operator = BINARY[name];
  return (frame) => {
    spend(1);
    return operator(a(frame), b(frame));
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

