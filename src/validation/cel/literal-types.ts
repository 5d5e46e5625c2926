import type { Expr } from './ast';
import { CelError } from './error';
import { CelType, formatType, sameType } from './types';
import type { Unifier } from './unify';

/**
 * The members of literals, which Kubernetes wants to be of one type each: checked when all types are known, and stricter
 * than whether one may stand for another.
 */
export class LiteralTypes {
  private readonly found: Array<{ readonly expr: Expr; readonly types: readonly CelType[] }> = [];

  add(expr: Expr, types: readonly CelType[]): void {
    if (types.length > 1) { this.found.push({ expr, types }); }
  }

  /** @throws CelError */
  check(unifier: Unifier): void {
    for (const { expr, types } of this.found) {
      const [first, ...others] = types.map((type) => unifier.resolve(type, true));
      const other = others.find((type) => !sameType(first, type, true));
      if (other) { throw new CelError(`values of one literal are of one type, not of '${formatType(first)}' and '${formatType(other)}'`, expr.offset); }
    }
  }
}
