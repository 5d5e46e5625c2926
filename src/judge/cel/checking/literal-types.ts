/**
 * Rules of Kubernetes for literals, beyond cel-go's types: the members of one literal have one type, and formats fit
 * their values. They are checked when all types are known.
 */
import { CelError } from '../error';
import { CLAUSE } from '../libraries/format-string';
import type { Call, Expr } from '../syntax/ast';
import { CelType, formatType, sameType } from '../types';
import type { Unifier } from './unify';

const ANY = [
  'list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'bytes', 'google.protobuf.Timestamp',
  'google.protobuf.Duration', 'type', 'null_type',
];
/** By the letter of a clause, the kinds that it takes. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  s: ANY,
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
};

export class LiteralTypes {
  private readonly found: Array<{ readonly expr: Expr; readonly types: readonly CelType[] }> = [];
  private readonly types = new Map<Expr, readonly CelType[]>();
  private readonly formats: Call[] = [];
  private exempted = 0;

  /** Runs something in which members of literals may be of any types. */
  exempt<T>(run: () => T): T {
    this.exempted++;
    try {
      return run();
    } finally {
      this.exempted--;
    }
  }

  /** Records the types of the members of a literal as formats see them: an optional member is an optional value. */
  addMembers(expr: Expr, types: readonly CelType[]): void {
    this.types.set(expr, types);
  }

  add(expr: Expr, types: readonly CelType[]): void {
    if (types.length > 1 && this.exempted === 0) { this.found.push({ expr, types }); }
  }

  addFormat(expr: Call): void {
    this.formats.push(expr);
  }

  /** @throws CelError */
  check(unifier: Unifier): void {
    for (const { expr, types } of this.found) {
      const [first, ...others] = types.map((type) => unifier.resolve(type, true));
      const other = others.find((type) => !sameType(first, type, true));
      if (other) {
        throw new CelError(
          `values of one literal are of one type, not of '${formatType(first)}' and '${formatType(other)}'`,
          expr.offset,
        );
      }
    }
    for (const format of this.formats) { this.checkFormat(format, unifier); }
  }

  /** Formats that are literals, with values that are. */
  private checkFormat({ target, args: [list], offset }: Call, unifier: Unifier): void {
    if (target?.kind !== 'literal' || typeof target.value !== 'string' || list?.kind !== 'list') { return; }
    const types = this.types.get(list)!.map((type) => unifier.resolve(type, true));
    let next = 0;
    for (const [clause, escaped, , letter] of target.value.matchAll(CLAUSE)) {
      if (escaped === '%') { continue; }
      if (!letter) {
        throw new CelError(`'${clause}' is not a clause of a format; use %s, %d, %f, %e, %b, %x, %X or %o`, offset);
      }
      if (next >= types.length) { throw new CelError(`the clause '${clause}' has no value`, offset); }
      this.checkValue(letter.toLowerCase(), clause, list.items[next].value, types[next], unifier);
      next++;
    }
    if (next < types.length) { throw new CelError(`the format takes ${next} values, not ${types.length}`, offset); }
  }

  private checkValue(letter: string, clause: string, expr: Expr, type: CelType, unifier: Unifier): void {
    if (type.kind !== 'dyn' && !TAKES[letter].includes(type.kind)) {
      throw new CelError(`'${clause}' does not take a value of type '${formatType(type)}'`, expr.offset);
    }
    if (letter !== 's') { return; }
    const below =
      expr.kind === 'list'
        ? expr.items.map(({ value }) => value)
        : expr.kind === 'map'
          ? [...expr.entries.map(({ key }) => key), ...expr.entries.map(({ value }) => value)]
          : [];
    below.forEach((each, index) => {
      this.checkValue(letter, clause, each, unifier.resolve(this.types.get(expr)![index], true), unifier);
    });
  }
}
