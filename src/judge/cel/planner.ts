/** Compiles checked expressions to functions, so that evaluation reads no syntax tree. */
import { charge } from './budget';
import { planComprehension, planOptionalMap } from './comprehensions';
import { Charge, chargeFor, LIST_COST, MAP_COST, MESSAGE_COST } from './costs';
import { absorbed, CelError, CelWorkError } from './error';
import { dispatch, Functions, Overload } from './functions';
import { regex } from './libraries/regexes';
import { messageOf, NULL_VALUE } from './messages';
import { planOperator } from './operators';
import type { Plan, Planner } from './plan';
import { indexed, isIndex, selected, tested } from './selection';
import { Slots } from './slots';
import { Call, Expr, Index, ListLiteral, MapLiteral, MessageLiteral, Select } from './syntax/ast';

import { DYN, listType } from './types';
import { ArrayList, EntryMap, identity, List, Optional, typeName, TypeValue, Value } from './values';

/** Converted when the expression is compiled, so that a wrong literal is told then. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint',
]);
/** Functions of one implementation, which looks at values alone. */
const BY_VALUES: ReadonlySet<string> = new Set(['size', 'type', 'dyn', 'matches', 'sort']);
const ANY_LIST = listType(DYN);
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
      case 'message': return this.message(expr, slots);
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
    if (slot !== undefined) { return withCost(1, ({ locals }) => locals[slot]); }
    if (slots.isDeclared(name)) { return withCost(1, (frame) => frame.global(name)); }
    return this.constant(name === NULL_VALUE ? 0n : new TypeValue(name));
  }

  private select({ operand: of, field, isTest, isOptional, resolved }: Select, slots: Slots): Plan {
    if (resolved !== undefined) { return this.variable(resolved, slots); }
    const operand = this.attribute(of, slots);
    if (isTest) { return (frame) => tested(operand(frame), field); }
    return (frame) => selected(operand(frame), field, isOptional);
  }

  /** An operand of a selection. The API server charges one unit for it, that of the variable if it is one. */
  private attribute(expr: Expr, slots: Slots): Plan {
    const planned = this.plan(expr, slots);
    return isAttribute(expr) ? planned : withCost(1, planned);
  }

  /** An index or a branch of a condition. The API server does not charge for the variable itself if it is one. */
  private inner(expr: Expr, slots: Slots): Plan {
    const planned = this.plan(expr, slots);
    return isAttribute(expr) && !this.constants.has(planned) ? withCost(-1, planned) : planned;
  }

  private index({ operand: of, index: by, isOptional }: Index, slots: Slots): Plan {
    const [operand, index] = [this.attribute(of, slots), this.inner(by, slots)];
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
    const args = [...(isMember ? [expr.target!] : []), ...expr.args].map((arg, index) => (
      name === '?:' && index > 0 ? this.inner(arg, slots) : this.plan(arg, slots)
    ));
    if (name === 'in') {
      const list = this.constants.get(args[1])?.value;
      if (isEmptyList(list)) { return this.constant(false); }
      // A set of constants costs the API server nothing to look into.
      if (isScalarList(list)) { return inConstants(new Set([...list].map(identity)), args[0]); }
    }
    const operator = !isMember ? planOperator(name, args, expr.overloads?.length === 1) : undefined;
    if (operator) { return operator; }
    if (isMember && args.length === 2 && (name === 'or' || name === 'orValue')) {
      return alternative(args[0], args[1], name === 'orValue');
    }
    this.checkRegex(name, args, expr.offset);
    const overloads = this.overloads(expr, name, isMember);
    const charges = chargeFor(name, isMember, expr.overloads!.length === 1);
    return this.folded(expr, name, args, this.function(charges, overloads, args));
  }

  /** The one overload that the types leave, else all of the name: the values choose. */
  private overloads({ overloads }: Call, name: string, isMember: boolean): readonly Overload[] {
    const count = overloads![0].args.length;
    // At run time, cel-go does not look at the items of the list.
    if (name === 'flatten' && count === 1) { return overloads!.map((overload) => ({ ...overload, args: [ANY_LIST] })); }
    return overloads!.length === 1 && !BY_VALUES.has(name)
      ? overloads!
      : this.functions
        .find(name)!
        .filter((overload) => overload.isMember === isMember && overload.args.length === count);
  }

  private function(charges: Charge, overloads: readonly Overload[], args: readonly Plan[]): Plan {
    if (args.length === 1) {
      const [only] = args;
      return (frame) => dispatch(charges, overloads, [only(frame)]);
    }
    return (frame) => dispatch(charges, overloads, args.map((arg) => arg(frame)));
  }

  /** A conversion of a constant is one. */
  private folded({ offset }: Call, name: string, args: readonly Plan[], planned: Plan): Plan {
    const constant = args.length === 1 && CONVERSIONS.has(name) ? this.constants.get(args[0]) : undefined;
    if (!constant) { return planned; }
    try {
      const overloads = this.functions
        .find(name)!
        .filter(({ isMember, args: wanted }) => !isMember && wanted.length === 1);
      return this.constant(dispatch(chargeFor(name, false, true), overloads, [constant.value]));
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
      // A pattern that is too long to be compiled here may be right.
      if (!(error instanceof CelWorkError)) { throw new CelError((error as Error).message, offset); }
    }
  }

  private list({ items }: ListLiteral, slots: Slots): Plan {
    const plans = items.map(({ value, isOptional }) => [this.plan(value, slots), isOptional] as const);
    if (plans.every(([planned, isOptional]) => !isOptional && this.constants.has(planned))) {
      return this.constant(new ArrayList(plans.map(([planned]) => this.constants.get(planned)!.value)));
    }
    return (frame) => {
      charge(LIST_COST);
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
      charge(MAP_COST);
      const map = new EntryMap();
      for (const [key, value, isOptional] of plans) {
        const [name, given] = [key(frame), value(frame)];
        const member = isOptional ? optional(given) : given;
        if (member !== undefined) { map.set(name, member); }
      }
      return map;
    };
  }

  private message({ type, fields, offset }: MessageLiteral, slots: Slots): Plan {
    const { fields: known, make } = messageOf(type, offset)!;
    const plans = fields.map(
      ({ name, value, isOptional }) => [name, this.plan(value, slots), isOptional] as const,
    );
    return (frame) => {
      charge(MESSAGE_COST);
      const values = new Map<string, Value>();
      // The last of a name counts, also if it is missing.
      for (const [name, planned, isOptional] of plans) {
        const value = planned(frame);
        const member = isOptional ? optional(value) : value;
        if (member === undefined) { values.delete(name); } else { values.set(name, member); }
      }
      for (const [name, value] of values) { values.set(name, known.get(name)!.convert(value)); }
      return make(values);
    };
  }
}

/** A variable, or a member of anything. */
function isAttribute(expr: Expr): boolean {
  return expr.kind === 'ident' || expr.kind === 'index' || (expr.kind === 'select' && !expr.isTest);
}

function withCost(cost: number, planned: Plan): Plan {
  return (frame) => {
    charge(cost);
    return planned(frame);
  };
}

/** `x in []` is false, even where `x` fails. */
function isEmptyList(value: Value | undefined): boolean {
  return value instanceof List && value.size === 0;
}

/** As in the API server, the constants are found by their exact values. */
function inConstants(constants: ReadonlySet<unknown>, item: Plan): Plan {
  return (frame) => constants.has(identity(item(frame)));
}

function isScalarList(value: Value | undefined): value is List {
  return value instanceof List && [...value].every((item) => typeof item !== 'object');
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

