/** Finds the types of an expression, as cel-go's checker does, and resolves qualified names. */
import { CelError, CelFieldError } from '../error';
import { Functions, Overload } from '../functions';
import { LiteralTypes } from './literal-types';
import { comprehensionType, ExpressionChecker, optionalMapType, Scope } from './macro-types';
import { messageOf } from '../messages';
import { TYPE_NAMES } from './type-names';
import { Call, Expr, Index, ListLiteral, MapLiteral, MessageLiteral, qualifiedName, Select } from '../syntax/ast';
import {
  BOOL, BYTES, CelType, DOUBLE, DYN, formatType, INT, isDyn, listType, mapType, NULL, optionalType, paramType,
  sameType, STRING, UINT,
} from '../types';
import { Unifier } from './unify';
import { Uint, Value } from '../values';

export interface Checked {
  readonly type: CelType;
  /** The declared variables that it names. */
  readonly names: ReadonlySet<string>;
}

/** @throws CelError for the first thing that is wrong */
export function check(expr: Expr, variables: Readonly<Record<string, CelType>>, functions: Functions): Checked {
  const checker = new Checker(variables, functions);
  const type = checker.check(expr, new Map());
  checker.literals.check(checker.unifier);
  return { type: checker.unifier.resolve(type, true), names: checker.names };
}

class Checker implements ExpressionChecker {
  readonly names = new Set<string>();
  readonly unifier = new Unifier();
  readonly literals = new LiteralTypes();

  constructor(
    private readonly variables: Readonly<Record<string, CelType>>,
    private readonly functions: Functions,
  ) {}

  check(expr: Expr, scope: Scope): CelType {
    switch (expr.kind) {
      case 'literal':
        return literalType(expr.value);
      case 'ident':
        return (
          this.variable(expr.name, scope) ?? this.refuse(expr, `there is no variable '${expr.name}'${this.known()}`)
        );
      case 'select':
        return this.select(expr, scope);
      case 'index':
        return this.index(expr, scope);
      case 'call':
        return this.call(expr, scope);
      case 'list':
        return this.list(expr, scope);
      case 'map':
        return this.map(expr, scope);
      case 'message':
        return this.message(expr, scope);
      case 'comprehension':
        return comprehensionType(expr, scope, this);
      default:
        return optionalMapType(expr, scope, this);
    }
  }

  private variable(given: string, scope: Scope): CelType | undefined {
    // After a dot stands a variable of the whole expression, whatever macros bind.
    const name = given.replace(/^\./, '');
    const bound = given === name ? scope.get(name) : undefined;
    if (bound) {
      return bound;
    }
    if (Object.hasOwn(this.variables, name)) {
      this.names.add(name);
      return this.variables[name];
    }
    return TYPE_NAMES.get(name);
  }

  private known(): string {
    const names = Object.keys(this.variables);
    return names.length > 0 ? `; known: ${names.join(', ')}` : '';
  }

  private select(expr: Select, scope: Scope): CelType {
    const name = qualifiedName(expr);
    const type =
      name === undefined || scope.has(name.slice(0, name.indexOf('.'))) ? undefined : this.variable(name, scope);
    if (type) {
      expr.resolved = name;
      return type;
    }
    const result = this.field(expr, this.unifier.resolve(this.check(expr.operand, scope)));
    return expr.isTest ? BOOL : result;
  }

  private field(expr: Select, operand: CelType): CelType {
    const isOptional = operand.kind === 'optional_type';
    const result = this.fieldOf(expr, isOptional ? operand.args[0] : operand);
    return isOptional || expr.isOptional ? optionalType(result) : result;
  }

  private fieldOf(expr: Select, of: CelType): CelType {
    switch (of.kind) {
      case 'map':
        return of.args[1];
      case 'object':
        return fieldOf(of, expr.field) ?? this.refuseField(expr);
      case 'param':
        this.unifier.isAssignable(DYN, of);
        return DYN;
      default:
        return isDyn(of) ? DYN : this.refuse(expr, `a value of type '${formatType(of)}' has no field '${expr.field}'`);
    }
  }

  private index(expr: Index, scope: Scope): CelType {
    const types = [this.check(expr.operand, scope), this.check(expr.index, scope)];
    const name = expr.isOptional ? '[?]' : '[]';
    return this.resolveCall(expr, name, this.functions.find(name)!, types, false);
  }

  private call(expr: Call, scope: Scope): CelType {
    if (expr.name !== 'format') {
      return this.plainCall(expr, scope);
    }
    // The values that a format takes may be of any types.
    const type = this.literals.exempt(() => this.plainCall(expr, scope));
    this.literals.addFormat(expr);
    return type;
  }

  private plainCall(expr: Call, scope: Scope): CelType {
    const args = expr.args.map((arg) => this.check(arg, scope));
    if (!expr.target) {
      return this.resolveCall(expr, expr.name, this.overloads(expr, expr.name), args, false);
    }
    const prefix = qualifiedName(expr.target);
    const qualified = prefix && `${prefix}.${expr.name}`;
    if (qualified && this.functions.has(qualified)) {
      expr.resolved = qualified;
      return this.resolveCall(expr, qualified, this.functions.find(qualified)!, args, false);
    }
    const target = this.check(expr.target, scope);
    return this.resolveCall(expr, expr.name, this.overloads(expr, expr.name), [target, ...args], true);
  }

  private overloads(expr: Expr, name: string): readonly Overload[] {
    return this.functions.find(name) ?? this.refuse(expr, `there is no function '${name}'`);
  }

  private resolveCall(
    expr: Expr,
    name: string,
    overloads: readonly Overload[],
    args: readonly CelType[],
    isMember: boolean,
  ): CelType {
    let result: CelType | undefined;
    const allowed: Overload[] = [];
    for (const overload of overloads) {
      if (overload.isMember !== isMember || overload.args.length !== args.length) {
        continue;
      }
      const [wanted, given] = this.instance(overload);
      if (!this.unifier.areAssignable(args, wanted)) {
        continue;
      }
      const type = this.unifier.resolve(given);
      allowed.push(overload);
      result = !result || isDyn(result) || sameType(result, type) ? (result ?? type) : DYN;
    }
    if (expr.kind === 'call') {
      expr.overloads = allowed;
    }
    if (result) {
      return result;
    }
    const [target, ...others] = args.map((arg) => formatType(this.unifier.resolve(arg, true)));
    const applied = isMember
      ? `${target}.${name}(${others.join(', ')})`
      : `${name}(${[target, ...others].filter(Boolean).join(', ')})`;
    return this.refuse(expr, `'${name}' does not take these types: ${applied}`);
  }

  /** The types of an overload, with parameters of their own. */
  private instance({ args, result, params }: Overload): [readonly CelType[], CelType] {
    if (params.length === 0) {
      return [args, result];
    }
    const fresh = new Map(params.map((name) => [name, this.unifier.variable()]));
    return [args.map((arg) => replaceParams(arg, fresh)), replaceParams(result, fresh)];
  }

  private list(expr: ListLiteral, scope: Scope): CelType {
    let items: CelType | undefined;
    const given = expr.items.map(({ value }) => this.unifier.resolve(this.check(value, scope)));
    const types = expr.items.map(({ value, isOptional }, index) => {
      const type = isOptional ? this.unwrapped(value, given[index]) : given[index];
      items = this.unifier.join(items, type);
      return type;
    });
    this.literals.addMembers(expr, given);
    this.literals.add(expr, types);
    return listType(items ?? this.unifier.variable());
  }

  private map(expr: MapLiteral, scope: Scope): CelType {
    let [keys, values]: Array<CelType | undefined> = [];
    const [keyTypes, given, valueTypes]: CelType[][] = [[], [], []];
    for (const { key, value, isOptional } of expr.entries) {
      const keyType = this.check(key, scope);
      keys = this.unifier.join(keys, keyType);
      const whole = this.unifier.resolve(this.check(value, scope));
      const valueType = isOptional ? this.unwrapped(value, whole) : whole;
      values = this.unifier.join(values, valueType);
      keyTypes.push(keyType);
      given.push(whole);
      valueTypes.push(valueType);
    }
    this.literals.addMembers(expr, [...keyTypes, ...given]);
    this.literals.add(expr, keyTypes);
    this.literals.add(expr, valueTypes);
    return mapType(keys ?? this.unifier.variable(), values ?? this.unifier.variable());
  }

  private message({ type: name, fields, offset }: MessageLiteral, scope: Scope): CelType {
    const message = messageOf(name, offset);
    if (!message) { throw new CelError(`objects of type '${name}' cannot be created here`, offset); }
    for (const { name: field, value, isOptional, offset: at } of fields) {
      const given = this.unifier.resolve(this.check(value, scope));
      const type = isOptional ? this.unwrapped(value, given) : given;
      const wanted = message.fields.get(field)?.type;
      if (!wanted) { throw new CelError(`'${name}' has no field '${field}'`, at); }
      if (!this.unifier.isAssignable(wanted, type)) {
        const [takes, shown] = [formatType(wanted), formatType(type)];
        throw new CelError(`the field '${field}' takes a value of type '${takes}', not of type '${shown}'`, at);
      }
    }
    return message.type;
  }

  /** The type of a member after `?`, of whose optional value the literal holds the value. */
  private unwrapped(value: Expr, type: CelType): CelType {
    if (type.kind === 'optional_type') {
      return type.args[0];
    }
    return isDyn(type)
      ? type
      : this.refuse(value, `'?' takes an optional value, not one of type '${formatType(type)}'`);
  }

  private refuseField({ field, offset }: Select): never {
    throw new CelFieldError(`there is no field '${field}'`, offset);
  }

  private refuse(expr: Expr, message: string): never {
    throw new CelError(message, expr.offset);
  }
}

/**
 * A field by its name. Reserved words may stand for themselves, as in `metadata.namespace`.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#escaping
 */
function fieldOf({ fields }: CelType, name: string): CelType | undefined {
  return fields!.get(name) ?? fields!.get(`__${name}__`);
}

function replaceParams(type: CelType, by: ReadonlyMap<string, CelType>): CelType {
  if (type.kind === 'param') { return by.get(type.name!) ?? paramType(type.name!); }
  return type.args.length === 0 ? type : { ...type, args: type.args.map((arg) => replaceParams(arg, by)) };
}

function literalType(value: Value): CelType {
  switch (typeof value) {
    case 'string': return STRING;
    case 'boolean': return BOOL;
    case 'bigint': return INT;
    case 'number': return DOUBLE;
    default:
  }
  if (value === null) { return NULL; }
  return value instanceof Uint ? UINT : BYTES;
}
