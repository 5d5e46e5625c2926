import { CelError } from './error';
import type { Slots } from './slots';
import type { Expr } from './syntax/ast';
import type { CelType } from './types';
import type { Value } from './values';

/** An expression that is ready to be evaluated. */
export type Plan = (frame: Frame) => Value;

/** Makes plans of expressions; `slots` are the variables that macros around them have. */
export interface Planner {
  plan(expr: Expr, slots: Slots): Plan;
}

/** The variables of one evaluation. Those of macros are numbered, the outermost first. */
export class Frame {
  readonly locals: Value[] = [];
  private readonly known = new Map<string, Value>();

  constructor(
    private readonly bindings: Readonly<Record<string, unknown>>,
    private readonly types: Readonly<Record<string, CelType>>,
    private readonly convert: (value: unknown, type: CelType) => Value,
  ) {}

  global(name: string): Value {
    let value = this.known.get(name);
    if (value === undefined) {
      if (!Object.hasOwn(this.bindings, name)) { throw new CelError(`the variable '${name}' has no value`); }
      this.known.set(name, value = this.convert(this.bindings[name], this.types[name]));
    }
    return value;
  }
}
