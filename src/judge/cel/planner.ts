/** Compiles checked expressions to functions, so that evaluation reads no syntax tree. */
import { spend } from './budget';
import { planComprehension, planOptionalMap } from './comprehensions';
import { absorbed, CelError } from './error';
import { dispatch, Functions, Overload } from './functions';
import { regex } from './libraries/regexes';
import { planOperator } from './operators';
import type { Plan, Planner } from './plan';
import { indexed, isIndex, selected, tested } from './selection';
import { Slots } from './slots';
import { Call, Expr, Index, ListLiteral, MapLiteral, Select } from './syntax/ast';

import { ArrayList, EntryMap, List, Optional, typeName, TypeValue, Value } from './values';

/** Converted when the expression is compiled, so that a wrong literal is told then. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint',
]);
/** Functions of one implementation, which looks at values alone. */
const BY_VALUES: ReadonlySet<string> = new Set(['size', 'type', 'dyn', 'matches', 'sort']);
const REGEXES: ReadonlySet<string> = new Set(['matches', 'find', 'findAll']);

/** @throws CelError for literals that no evaluation could use */
export function plan(expr: Expr, declared: ReadonlySet<string>, functions: Functions): Plan {
  return new ExpressionPlanner(functions).plan(expr, Slots.of(declared));
}

class ExpressionPlanner implements Planner {
  private readonly constants = new WeakMap<Plan, { readonly value: Value }>();

  constructor(private readonly functions: Functions) {}

  plan(expr: Expr, slots: Slots): Plan {
    switch (expr.kind) {
      case 'literal': return this.constant(expr.value);
      case 'ident': return this.variable(expr.name, slots);
      case 'select': return this.select(expr, slots);
      case 'index': return this.index(expr, slots);
      case 'call': return this.call(expr, slots);
      case 'list': return this.list(expr, slots);
      case 'map': return this.map(expr, slots);
      case 'comprehension': return planComprehension(expr, slots, this);
      default: return planOptionalMap(expr, slots, this);
    }
  }

  private constant(value: Value): Plan {
    const planned = () => value;
    this.constants.set(planned, { value });
    return planned;
  }

  private variable(given: string, slots: Slots): Plan {
    // After a dot stands a variable of the whole expression.
    const name = given.replace(/^\./, '');
    const slot = given === name ? slots.find(name) : undefined;
    if (slot !== undefined) { return ({ locals }) => locals[slot]; }
    if (slots.isDeclared(name)) { return (frame) => frame.global(name); }
    return this.constant(new TypeValue(name));
  }

  private select({ operand: of, field, isTest, isOptional, resolved }: Select, slots: Slots): Plan {
    if (resolved !== undefined) { return this.variable(resolved, slots); }
    const operand = this.plan(of, slots);
    if (isTest) { return (frame) => tested(operand(frame), field); }
    return (frame) => selected(operand(frame), field, isOptional);
  }

  private index({ operand: of, index: by, isOptional }: Index, slots: Slots): Plan {
    const [operand, index] = [this.plan(of, slots), this.plan(by, slots)];
    const constant = this.constants.get(index)?.value;
    if (constant !== undefined && !isIndex(constant)) {
      throw new CelError(`a value of type '${typeName(constant)}' cannot be an index`, by.offset);
    }
    return (frame) => {
      const value = operand(frame);
      // The index of a missing value is not evaluated.
      return value === Optional.NONE ? value : indexed(value, index(frame), isOptional);
    };
  }

  private call(expr: Call, slots: Slots): Plan {
    const name = expr.resolved ?? expr.name;
    const isMember = expr.target !== undefined && expr.resolved === undefined;
    const args = [...(isMember ? [expr.target!] : []), ...expr.args].map((arg) => this.plan(arg, slots));
    if (name === 'in' && isEmptyList(this.constants.get(args[1])?.value)) { return this.constant(false); }
    const operator = !isMember ? planOperator(name, args) : undefined;
    if (operator) { return operator; }
    if (isMember && args.length === 2 && (name === 'or' || name === 'orValue')) {
      return alternative(args[0], args[1], name === 'orValue');
    }
    this.checkRegex(name, args, expr.offset);
    return this.folded(expr, name, args, this.function(this.overloads(expr, name, isMember), args));
  }

  /** The one overload that the types leave, else all of the name: the values choose. */
  private overloads({ overloads }: Call, name: string, isMember: boolean): readonly Overload[] {
    const count = overloads![0].args.length;
    return overloads!.length === 1 && !BY_VALUES.has(name)
      ? overloads!
      : this.functions
        .find(name)!
        .filter((overload) => overload.isMember === isMember && overload.args.length === count);
  }

  private function(overloads: readonly Overload[], args: readonly Plan[]): Plan {
    if (args.length === 1) {
      const [only] = args;
      return (frame) => dispatch(overloads, [only(frame)]);
    }
    return (frame) => dispatch(overloads, args.map((arg) => arg(frame)));
  }

  /** A conversion of a constant is one. */
  private folded({ offset }: Call, name: string, args: readonly Plan[], planned: Plan): Plan {
    const constant = args.length === 1 && CONVERSIONS.has(name) ? this.constants.get(args[0]) : undefined;
    if (!constant) { return planned; }
    try {
      const overloads = this.functions
        .find(name)!
        .filter(({ isMember, args: wanted }) => !isMember && wanted.length === 1);
      return this.constant(dispatch(overloads, [constant.value]));
    } catch (error) {
      throw new CelError(absorbed(error).message, offset);
    }
  }

  private checkRegex(name: string, args: readonly Plan[], offset: number): void {
    const pattern = REGEXES.has(name) && args[1] ? this.constants.get(args[1])?.value : undefined;
    if (typeof pattern !== 'string') { return; }
    try {
      regex(pattern);
    } catch (error) {
      throw new CelError((error as Error).message, offset);
    }
  }

  private list({ items }: ListLiteral, slots: Slots): Plan {
    const plans = items.map(({ value, isOptional }) => [this.plan(value, slots), isOptional] as const);
    if (plans.every(([planned, isOptional]) => !isOptional && this.constants.has(planned))) {
      return this.constant(new ArrayList(plans.map(([planned]) => this.constants.get(planned)!.value)));
    }
    return (frame) => {
      spend(plans.length);
      const values: Value[] = [];
      for (const [planned, isOptional] of plans) {
        const value = planned(frame);
        const member = isOptional ? optional(value) : value;
        if (member !== undefined) { values.push(member); }
      }
      return new ArrayList(values);
    };
  }

  private map({ entries }: MapLiteral, slots: Slots): Plan {
    const plans = entries.map(
      ({ key, value, isOptional }) => [this.plan(key, slots), this.plan(value, slots), isOptional] as const,
    );
    const constants = plans.map(([key, value, isOptional]) => (
      isOptional ? [] : [key, value].flatMap((planned) => this.constants.get(planned) ?? [])));
    if (constants.every(({ length }) => length === 2)) {
      const map = new EntryMap();
      for (const [key, { value }] of constants) { map.set(key.value, value); }
      return this.constant(map);
    }
    return (frame) => {
      spend(plans.length);
      const map = new EntryMap();
      for (const [key, value, isOptional] of plans) {
        const [name, given] = [key(frame), value(frame)];
        const member = isOptional ? optional(given) : given;
        if (member !== undefined) { map.set(name, member); }
      }
      return map;
    };
  }
}

/** `x in []` is false, even where `x` fails. */
function isEmptyList(value: Value | undefined): boolean {
  return value instanceof List && value.size === 0;
}

function optional(value: Value): Value | undefined {
  if (!(value instanceof Optional)) { throw new CelError('\'?\' takes an optional value'); }
  return value.value;
}

/** `a.or(b)` and `a.orValue(b)`. The second operand is evaluated only if it is needed. */
function alternative(first: Plan, second: Plan, isValue: boolean): Plan {
  return (frame) => {
    const value = first(frame);
    // A value that is not optional stays as it is; the types may leave that open.
    if (!(value instanceof Optional)) { return value; }
    if (value.value === undefined) { return second(frame); }
    return isValue ? value.value : value;
  };
}

