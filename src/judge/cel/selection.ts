/** Fields of maps and items of lists, which may be missing. */
import { charge } from './budget';
import { CelError } from './error';
import { CelMap, List, Optional, typeName, Uint, Value } from './values';

/** `operand.field` and `operand.?field`. Of an optional value the field is optional, too. */
export function selected(operand: Value, field: string, isOptional: boolean): Value {
  if (operand instanceof Optional) { return ofOptional(operand, field); }
  if (isOptional) { return optionally(found(operand, field)); }
  charge(1);
  const value = found(operand, field);
  if (value === undefined) { throw new CelError(`no such key: ${field}`); }
  return value;
}

/** `has(operand.field)` */
export function tested(operand: Value, field: string): boolean {
  if (!(operand instanceof Optional)) { return found(operand, field) !== undefined; }
  return operand.value !== undefined && found(operand.value, field) !== undefined;
}

/** `operand[index]` and `operand[?index]` */
export function indexed(operand: Value, index: Value, isOptional: boolean): Value {
  if (!isIndex(index)) { throw new CelError(`a value of type '${typeName(index)}' cannot be an index`); }
  if (operand instanceof Optional) { return ofOptional(operand, index); }
  if (isOptional) { return optionally(found(operand, index)); }
  charge(1);
  if (operand instanceof List) { return operand.get(index); }
  const value = found(operand, index);
  if (value === undefined) {
    throw new CelError(`no such key: ${index instanceof Uint ? index.value : String(index)}`);
  }
  return value;
}

function ofOptional(operand: Optional, key: Value): Optional {
  return operand.value === undefined ? operand : optionally(found(operand.value, key));
}

/** Other values may be keys of maps, and are not found by them. */
export function isIndex(value: Value): boolean {
  return typeof value !== 'object' || value instanceof Uint;
}

function found(operand: Value, key: Value): Value | undefined {
  if (operand instanceof CelMap) { return operand.find(key); }
  return operand instanceof List ? operand.find(key) : undefined;
}

/** The API server charges nothing for a member that is missing. */
function optionally(value: Value | undefined): Optional {
  if (value === undefined) { return Optional.NONE; }
  charge(1);
  return Optional.of(value);
}
