import { isParameter, Parameter } from './parameter';

/** A CEL expression, printed with the fewest parentheses: people read it in the message that refuses their object. */
export interface Expression {
  readonly text: string;
  /** Precedence of its outermost operator. */
  readonly binds: Binding;
}

enum Binding { TERNARY, OR, AND, TIGHTER }

/** An expression whose outermost operator, if any, is a comparison or has a higher precedence. */
export function atom(given: Expression | string): Expression {
  return typeof given === 'string' ? { text: given, binds: Binding.TIGHTER } : given;
}

export function and(...parts: ReadonlyArray<Expression | string>): Expression {
  return joined('&&', Binding.AND, parts);
}

export function or(...parts: ReadonlyArray<Expression | string>): Expression {
  return joined('||', Binding.OR, parts);
}

export function ternary(condition: Expression, then: Expression, otherwise: Expression): Expression {
  return { text: `${condition.text} ? ${then.text} : ${otherwise.text}`, binds: Binding.TERNARY };
}

function joined(operator: string, binds: Binding, parts: ReadonlyArray<Expression | string>): Expression {
  if (parts.length === 1) { return atom(parts[0]); }
  const text = parts.map(atom).map((part) => (part.binds < binds ? `(${part.text})` : part.text)).join(` ${operator} `);
  return { text, binds };
}

/** The CEL literal of a value. */
export function literal(given: boolean | number | string | readonly string[] | Parameter): string {
  if (isParameter(given)) { return given.cel; }
  if (Array.isArray(given)) { return `[${given.map(literal).join(', ')}]`; }
  return typeof given === 'string' ? `'${given.replace(/['\\]/g, '\\$&')}'` : String(given);
}
