/** Assignability of types, and the bindings of type parameters of generic functions. */
import { CelType, DYN, ERROR, isDyn, sameType } from '../types';

/** Kinds that null is assignable to. */
const NULLABLE: ReadonlySet<string> = new Set([
  'object', 'google.protobuf.Timestamp', 'google.protobuf.Duration', 'optional_type',
]);
const NOT_OPAQUE: ReadonlySet<string> = new Set([
  'bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'type', 'null_type',
]);

export class Unifier {
  private known = new Map<string, CelType>();
  private fresh = 0;

  /** A new type parameter without a binding. */
  variable(): CelType {
    return { kind: 'param', args: [], name: `_${this.fresh++}` };
  }

  /** Whether a value of one type can be used as the other. Bindings are kept only if it can. */
  isAssignable(from: CelType, to: CelType): boolean {
    return this.areAssignable([from], [to]);
  }

  areAssignable(from: readonly CelType[], to: readonly CelType[]): boolean {
    const before = this.known;
    this.known = new Map(before);
    if (this.all(from, to)) { return true; }
    this.known = before;
    return false;
  }

  /** A type with its parameters replaced by their bindings; with `isFinal`, those without one become dyn. */
  resolve(type: CelType, isFinal = false): CelType {
    if (type.kind === 'param') {
      const known = this.known.get(type.name!);
      if (known) { return this.resolve(known, isFinal); }
      return isFinal ? DYN : type;
    }
    if (type.args.length === 0) { return type; }
    const args = type.args.map((arg) => this.resolve(arg, isFinal));
    return args.every((arg, index) => arg === type.args[index]) ? type : { ...type, args };
  }

  /** The common type of two, the first of which may be missing. */
  join(previous: CelType | undefined, current: CelType): CelType {
    if (!previous) { return current; }
    return this.isAssignable(previous, current) ? moreGeneral(previous, current) : DYN;
  }

  private all(from: readonly CelType[], to: readonly CelType[]): boolean {
    return from.length === to.length && from.every((type, index) => this.assign(type, to[index]));
  }

  private assign(from: CelType, to: CelType): boolean {
    if (to.kind === 'param') {
      const { isValid, isBound } = this.bind(from, to);
      if (isValid || isBound) { return isValid; }
    }
    if (from.kind === 'param') { return this.bind(to, from).isValid; }
    if (isDyn(from) || isDyn(to)) { return true; }
    if (from.kind === 'null_type') { return to.kind === 'null_type' || isNullable(to); }
    if (to.kind === 'null_type') { return isNullable(from); }
    if (from.kind === 'type') { return to.kind === 'type'; }
    return from.kind === to.kind && from.name === to.name && this.all(from.args, to.args);
  }

  /** Lets a parameter stand for a type, if it can. */
  private bind(type: CelType, param: CelType): { isValid: boolean; isBound: boolean } {
    if (sameType(type, param)) { return { isValid: true, isBound: true }; }
    const bound = this.known.get(param.name!);
    if (bound) {
      if (sameType(type, bound)) { return { isValid: true, isBound: true }; }
      if (!this.assign(type, bound)) { return { isValid: false, isBound: true }; }
      const general = moreGeneral(type, bound);
      if (!this.occurs(param, general)) { this.known.set(param.name!, general); }
      return { isValid: true, isBound: true };
    }
    if (this.occurs(param, type)) { return { isValid: false, isBound: false }; }
    this.known.set(param.name!, type);
    return { isValid: true, isBound: false };
  }

  private occurs(param: CelType, type: CelType): boolean {
    if (sameType(param, type)) { return true; }
    if (type.kind === 'param') {
      const known = this.known.get(type.name!);
      return known !== undefined && this.occurs(param, known);
    }
    return type.args.some((arg) => this.occurs(param, arg));
  }
}

function isNullable({ kind, isNullable: isWrapper }: CelType): boolean {
  return isWrapper || NULLABLE.has(kind) || !NOT_OPAQUE.has(kind);
}

function moreGeneral(a: CelType, b: CelType): CelType {
  return isLessSpecific(a, b) ? a : b;
}

function isLessSpecific(a: CelType, b: CelType): boolean {
  if (a === ERROR) { return b === ERROR; }
  if (a.kind === 'dyn' || a.kind === 'param') { return true; }
  if (b.kind === 'dyn' || b.kind === 'param') { return false; }
  if (a.kind !== b.kind) { return false; }
  if (a.kind === 'type') { return true; }
  return (
    a.name === b.name &&
    a.args.length === b.args.length &&
    a.args.every((arg, index) => isLessSpecific(arg, b.args[index]))
  );
}
