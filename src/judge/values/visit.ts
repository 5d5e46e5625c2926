import type { PathSegment } from '../../kubernetes/json-path';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

export { shown };

/** A value of a pod that Kubernetes refuses, in the user's words. */
export interface PodValueProblem {
  /** From the pod: `['spec', 'containers', 0, 'image']`. */
  readonly path: readonly PathSegment[];
  readonly message: string;
  readonly remedy: string;
  /** Whether the field is missing. */
  readonly isMissing?: boolean;
}

/** A container and where it is in its pod. */
export interface PlacedContainer {
  readonly list: string;
  readonly index: number;
  readonly container: Loose;
}

/** What checks of a value ask of the pod around it. */
export interface PodFacts {
  /** The name of the pod, where it is known before the pod is made. */
  readonly name?: string;
  /** The minor of Kubernetes 1 that makes the pod. */
  readonly minor: number;
  readonly annotations: Loose;
  readonly spec: Loose;
  /** The volumes that the pod gets: not always those of its spec. */
  readonly volumeList: readonly Loose[];
  readonly volumes: ReadonlyMap<string, Loose>;
  /** Whether these are all: somebody else may add some. */
  readonly hasAllVolumes: boolean;
  /** Whether fields of another system than `os` are judged elsewhere. */
  readonly isSystemJudged: boolean;
  /** All containers, in the order in which Kubernetes looks at them. */
  readonly containers: readonly PlacedContainer[];
  /** Names of the claims for devices. */
  readonly claims: ReadonlySet<string>;
}

/** Facts for a part that is judged without its pod. */
export const NO_POD: PodFacts = {
  minor: 0,
  annotations: {},
  spec: {},
  volumeList: [],
  volumes: new Map(),
  hasAllVolumes: false,
  isSystemJudged: true,
  containers: [],
  claims: new Set(),
};

/** Refuses a value, or does not. Values have the types of the schema; null and an absent field are both undefined. */
export type Check<T = any> = (value: T, visit: PodVisit) => void;

/** A walk through a pod: the path of the value at hand, and all that was refused so far. */
export class PodVisit {
  public readonly problems: PodValueProblem[] = [];
  private readonly path: PathSegment[] = [];

  constructor(public readonly pod: PodFacts) {}

  /** Checks a field or an item of the value at hand. */
  public enter(step: PathSegment, value: unknown, checks: readonly Check[]): void {
    this.path.push(step);
    const given = value ?? undefined;
    for (const check of checks) { check(given, this); }
    this.path.pop();
  }

  /** Checks what stands at a path below the value at hand. */
  public below(path: readonly PathSegment[], check: () => void): void {
    this.path.push(...path);
    check();
    this.path.length -= path.length;
  }

  /** Notes that the value at hand is missing. */
  public refuseMissing(remedy: string): void {
    this.problems.push({ path: [...this.path], message: 'is required', remedy, isMissing: true });
  }

  /** Notes that the value at hand, or one below it, is refused. */
  public refuse(message: string, remedy: string, ...below: PathSegment[]): void {
    this.problems.push({ path: [...this.path, ...below], message, remedy });
  }
}

/** What a check of a field is made of. */
interface FieldCheck {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Whether the absence of the field is refused, too. */
  readonly isWanted: boolean;
}

const FIELDS = new WeakMap<Check, FieldCheck>();

/** Checks of a field of an object, if it is set. */
export function field(name: string, ...checks: Check[]): Check<Loose | undefined> {
  const check: Check<Loose | undefined> = (holder, visit) => {
    const value = holder?.[name];
    if (value !== undefined && value !== null) { visit.enter(name, value, checks); }
  };
  FIELDS.set(check, { name, checks, isWanted: false });
  return check;
}

/** Checks of a field of an object that refuse its absence, too. */
export function wanted(name: string, ...checks: Check[]): Check<Loose | undefined> {
  const check: Check<Loose | undefined> = (holder, visit) => { visit.enter(name, holder?.[name], checks); };
  FIELDS.set(check, { name, checks, isWanted: true });
  return check;
}

/**
 * Checks of fields as one: a table has dozens, and an object a few of them. It goes by the fields of the object, and
 * by the table only when there is something to tell, in the order of the table.
 */
function fused(run: readonly Check[]): Check {
  const fields = run.map((check) => FIELDS.get(check)!);
  const byName = new Map<string, Check[]>();
  for (const { name, checks } of fields) { byName.set(name, [...byName.get(name) ?? [], ...checks]); }
  const wantedNames = [...new Set(fields.filter(({ isWanted }) => isWanted).map(({ name }) => name))];
  return (holder: Loose | undefined, visit: PodVisit) => {
    const before = visit.problems.length;
    for (const name in holder) {
      const value = holder[name];
      const checks = value === undefined || value === null ? undefined : byName.get(name);
      if (checks) { visit.enter(name, value, checks); }
    }
    for (const name of wantedNames) {
      const value = holder?.[name];
      if (value === undefined || value === null) { visit.enter(name, undefined, byName.get(name)!); }
    }
    if (visit.problems.length === before) { return; }
    visit.problems.length = before;
    for (const check of run) { check(holder, visit); }
  };
}

/** The checks, those of fields that follow each other as one. */
function fuse(checks: readonly Check[]): readonly Check[] {
  const inTurn: Check[] = [];
  let run: Check[] = [];
  const end = () => {
    if (run.length > 1) { inTurn.push(fused(run)); } else { inTurn.push(...run); }
    run = [];
  };
  for (const check of checks) {
    if (FIELDS.has(check)) {
      run.push(check);
    } else {
      end();
      inTurn.push(check);
    }
  }
  end();
  return inTurn;
}

/** Checks of each item of a list. */
export function each(...checks: Check[]): Check<readonly unknown[] | undefined> {
  return (items, visit) => { items?.forEach((item, index) => visit.enter(index, item ?? {}, checks)); };
}

/** Checks of an object, if it is set. */
export function object(...checks: Check[]): Check<Loose | undefined> {
  const inTurn = fuse(checks);
  return (value, visit) => {
    if (value === undefined) { return; }
    for (const check of inTurn) { check(value, visit); }
  };
}

/** Checks in their order. */
export function all(...checks: Check[]): Check {
  const inTurn = fuse(checks);
  return (value, visit) => { for (const check of inTurn) { check(value, visit); } };
}

/** A value that must be set: an empty text or list and the number 0 are not. */
export function required(remedy = 'set it'): Check {
  return (value, visit) => {
    if (value === undefined || value === '' || value === 0 || Array.isArray(value) && value.length === 0) {
      visit.refuseMissing(remedy);
    }
  };
}

/** A text that must be one of some, if it is set. */
export function oneOf(...values: readonly string[]): Check<string | undefined> {
  return (value, visit) => {
    if (value !== undefined && !values.includes(value)) {
      visit.refuse(`${shown(value)} is not valid`, `use ${listed(values)}`);
    }
  };
}

/** As `oneOf`; an empty text is the default and passes. */
export function oneOfOrEmpty(...values: readonly string[]): Check<string | undefined> {
  const check = oneOf(...values);
  return (value, visit) => { if (value !== '') { check(value, visit); } };
}

/** A number within bounds, if it is set. */
export function between(minimum: number, maximum: number): Check<number | undefined> {
  return (value, visit) => {
    if (value === undefined || value >= minimum && value <= maximum) { return; }
    visit.refuse(
      `${value} is not valid`,
      maximum === Infinity ? `use ${minimum} or more` : `use ${minimum} to ${maximum}`,
    );
  };
}

/** `'a', 'b' or 'c'`. */
export function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}` : quoted.join('');
}

/** The text of a field; an absent one is empty, as Kubernetes reads it. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether an object is set in a field. */
export function has(from: unknown, name: string): boolean {
  return typeof from === 'object' && from !== null && ((from as Loose)[name] ?? undefined) !== undefined;
}
