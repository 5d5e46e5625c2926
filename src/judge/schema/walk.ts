/**
 * Treats an object as the API server does before storing it, by a structural schema: unknown fields are refused or
 * pruned, nulls dropped, defaults set, and the result is validated. The API server takes one step after another. Here
 * one traversal takes all of them: except for the uniqueness of lists, each step needs only a value and its schema.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
import { knownFields } from './known-fields';
import { duplicates } from './lists';
import { copy, has, isObject, Members, set, shallow } from './members';
import { metadataPlan, metadataViolations } from './metadata';
import { SchemaPlan, planOf } from './plan';
import { keepSound, soundForm } from './repeated-parts';
import { checkAnyOf, checkEnum, checkNumber, checkSize, checkText, isInteger } from './scalars';
import { negativeScale, Subresources } from './subresources';
import { describe, shown, Violation, ViolationKind } from './violation';
import { Violations } from './violations';
import { nearest } from '../../checks/nearest';
import { PathSegment } from '../../kubernetes/json-path';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';

export interface WalkOptions {
  /**
   * Whether the value is an API object: `apiVersion`, `kind` and `metadata` are judged as the API server does, even if
   * the schema describes them otherwise.
   * @default false
   */
  readonly root?: boolean;
  /**
   * Subresources of the kind. If the status is one, creating an object drops it after a check for unknown fields.
   * Only for API objects.
   * @default - none; the status is a field like any other
   */
  readonly subresources?: Subresources;
  /**
   * Whether the API server decodes the value into a Go type, as it does with Kubernetes' own kinds: a null in a list
   * becomes the zero value of the type.
   * @default false
   */
  readonly decoded?: boolean;
}

/** The result of a walk. */
export interface Walked {
  /**
   * The value as it is stored: pruned and with defaults. Unchanged parts are the given objects. It has no meaning if
   * there are violations other than unknown fields.
   */
  readonly value: unknown;
  /**
   * Reasons for which the API server refuses it. With `--validate=warn` it only warns of unknown fields. Of very
   * many, the last of a kind stands for the rest, without a path.
   */
  readonly violations: readonly Violation[];
}

/**
 * Judges a value by a structural schema, without changing it.
 *
 * @param value JSON data; integers beyond 2^53 may be bigints. Undefined members do not count
 * @param schema must not change after its first use
 */
export function walk(value: unknown, schema: StructuralSchema, options: WalkOptions = {}): Walked {
  const { status = false, scale } = options.root && options.subresources || {};
  const walker = new Walker(status, options.decoded ?? false);
  const { violations } = walker;
  if (!options.root) { return { value: walker.visit(value ?? null, planOf(schema)), violations: violations.all() }; }
  const object = walker.visit(value ?? null, metadataPlan(schema)) as Members;
  if (violations.count === 0 || isObject(object)) {
    metadataViolations(object.metadata, violations);
    if (scale) { negativeScale(object, scale, violations); }
    if (status && object.status !== undefined) {
      const { status: _, ...stored } = object;
      return { value: stored, violations: violations.all() };
    }
  }
  return { value: object, violations: violations.all() };
}

class Walker {
  readonly violations = new Violations();
  private readonly path: PathSegment[] = [];

  constructor(
    private readonly dropsStatus: boolean,
    private readonly isDecoded: boolean,
  ) {}

  visit(value: unknown, plan: SchemaPlan): unknown {
    switch (plan.type) {
      case 'object':
        return this.once(value, plan, this.object);
      case 'array':
        return this.once(value, plan, this.array);
      case 'string':
        if (typeof value === 'string') {
          if (plan.checksText) { checkText(value, plan, this.report); }
        } else if (plan.format?.lists === 'all' && Array.isArray(value)) {
          // The API server's check of types accepts lists where a format is enforced.
          return this.unjudged(value);
        } else if (plan.format?.lists !== 'bytes' || !isBytes(value)) {
          this.wrongType('a string', value);
        }
        break;
      case 'integer':
        if (isInteger(value)) {
          checkNumber(value, plan, this.report);
        } else {
          this.wrongType('an integer', value);
        }
        break;
      case 'boolean':
        if (typeof value !== 'boolean') { this.wrongType('true or false', value); }
        break;
      case 'intOrString':
        if (typeof value === 'string') {
          if (plan.checksText) { checkText(value, plan, this.report); }
        } else if (isInteger(value)) {
          checkNumber(value, plan, this.report);
        } else {
          this.wrongType('an integer or a string', value);
        }
        break;
      case 'number':
        if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) {
          checkNumber(value, plan, this.report);
        } else {
          this.wrongType('a number', value);
        }
        break;
      default:
        if (plan.checksText && typeof value === 'string') { checkText(value, plan, this.report); }
    }
    if (plan.enum) { checkEnum(value, plan, this.report); }
    if (plan.anyOf) { checkAnyOf(value, plan, this.report); }
    return value;
  }

  /** Bound, so that the checks of scalars need no closure of their own. */
  private readonly report = (kind: ViolationKind, message: string, meant?: string) => {
    // Creating an object drops its status after a check for unknown fields.
    if (this.dropsStatus && this.path[0] === 'status' && kind !== 'unknownField') { return; }
    this.violations.push({ path: [...this.path], kind, message, ...(meant !== undefined && { meant }) });
  };

  /** Judges a value once, if it is part of many values. */
  private once(value: unknown, plan: SchemaPlan, judge: (value: unknown, plan: SchemaPlan) => unknown): unknown {
    const known = isObject(value) ? soundForm(value) : undefined;
    if (!known) { return judge.call(this, value, plan); }
    if (known.plan === plan) { return known.value; }
    const before = this.violations.count;
    const stored = judge.call(this, value, plan);
    const isDropped = this.dropsStatus && this.path[0] === 'status';
    if (this.violations.count === before && !isDropped) { keepSound(value as object, plan, stored); }
    return stored;
  }

  private object(value: unknown, plan: SchemaPlan): unknown {
    if (!isObject(value) || Array.isArray(value)) { return this.wrongType('an object', value); }
    const { path } = this;
    const { properties, values, defaults } = plan.inner;
    let result = value;
    for (const name of Object.keys(value)) {
      const child = value[name];
      if (child === undefined) { continue; }
      const of = properties.get(name) ?? values;
      if (of === undefined) { this.unknownField(name, plan); }
      if (of === undefined || (child === null && of.default === undefined)) {
        if (result === value) { result = shallow(value); }
        delete result[name];
        continue;
      }
      path.push(name);
      const next = this.visit(child ?? copy(of.default), of);
      path.pop();
      if (next !== child) {
        if (result === value) { result = shallow(value); }
        set(result, name, next);
      }
    }
    for (const [name, of] of defaults) {
      if (has(result, name)) { continue; }
      if (result === value) { result = shallow(value); }
      path.push(name);
      set(result, name, this.visit(copy(of.default), of));
      path.pop();
    }
    for (const name of plan.required) {
      if (!has(result, name)) { this.missing(name); }
    }
    if (plan.size) { checkSize(Object.keys(result).length, plan.size, this.report); }
    return result;
  }

  private array(value: unknown, plan: SchemaPlan): unknown {
    if (!Array.isArray(value)) { return this.wrongType('a list', value); }
    if (plan.size) { checkSize(value.length, plan.size, this.report); }
    const { items } = plan.inner;
    if (!items) { return value; }
    let result: unknown[] = value;
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      if (item === null && this.isDecoded) { continue; }
      this.path.push(index);
      // Unlike in objects, a null without a default is kept, and has the wrong type.
      const next = this.visit(item ?? copy(items.default) ?? null, items);
      this.path.pop();
      if (next !== item) {
        if (result === value) { result = [...value]; }
        result[index] = next;
      }
    }
    if (plan.unique) {
      for (const { index, shared } of duplicates(result, plan.unique)) {
        this.path.push(index);
        this.report('duplicate', `repeats an earlier item: ${shared}`);
        this.path.pop();
      }
    }
    return result;
  }

  /** A list without a schema: fields of objects in it are unknown, other values pass. */
  private unjudged(value: unknown): unknown {
    if (this.path.length > DEEPEST) {
      this.report('type', 'nests too deeply');
      return null;
    }
    if (Array.isArray(value)) {
      const items = value.map((item, index) => {
        this.path.push(index);
        const next = this.unjudged(item);
        this.path.pop();
        return next;
      });
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isObject(value)) { return value; }
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    for (const name of names) { this.unknownField(name, undefined); }
    return names.length > 0 ? {} : value;
  }

  private wrongType(expected: string, value: unknown): unknown {
    this.report('type', `must be ${expected}, not ${describe(value)}`);
    // Fields in a value of the wrong type are unknown, too. They are reported only where the type does not matter.
    if (this.dropsStatus && this.path[0] === 'status') { this.unjudged(value); }
    return value;
  }

  private unknownField(name: string, plan: SchemaPlan | undefined): void {
    const isExplained = plan && this.violations.count < EXPLAINED;
    const known = isExplained ? [...plan.inner.properties.keys()] : [];
    const meant = nearest(name, known);
    this.path.push(name);
    this.report(
      'unknownField',
      `there is no field ${shown(name)}`
        + (meant !== undefined ? `; did you mean '${meant}'?` : isExplained ? knownFields(known) : ''),
      meant,
    );
    this.path.pop();
  }

  private missing(name: string): void {
    this.path.push(name);
    this.report('required', `the field '${name}' is required`);
    this.path.pop();
  }
}

/** Number of unknown fields for which a similar name is looked for. */
const EXPLAINED = 100;

/** Deepest level that is walked without a schema. The API server reads ten times as many. */
const DEEPEST = 1000;

/** Whether a list holds bytes as numbers or nulls. */
function isBytes(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => item === null || (isInteger(item) && item >= 0 && item < 256));
}
