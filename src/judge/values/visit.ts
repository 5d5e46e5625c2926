import { shaped, shapesOf } from './value-shape';
import type { PathSegment } from '../../kubernetes/json-path';
import { Loose } from '../../kubernetes/read-json';
import { isRepeated } from '../schema';
import { shown } from '../schema/violation';

/** A value of a pod that Kubernetes refuses, in the user's words. */
export interface PodValueProblem {
  /** From the pod: `['spec', 'containers', 0, 'image']`. */
  readonly path: readonly PathSegment[];
  readonly message: string;
  readonly remedy: string;
  /** Whether the field is missing. */
  readonly isMissing?: boolean;
  /** Whether it has none of several fields. */
  readonly isEmpty?: boolean;
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

/** The checks that parts of many pods have passed, whatever the pod around them. */
const SOUND = new WeakMap<object, readonly Check[]>();

/** A walk through a pod: the path of the value at hand, and all that was refused so far. */
export class PodVisit {
  public readonly problems: PodValueProblem[] = [];
  private readonly path: PathSegment[] = [];
  /** Whether a check has asked for the pod around its value. */
  private hasAsked = false;

  constructor(private readonly facts: PodFacts) {}

  /** The pod around the value at hand. */
  public get pod(): PodFacts {
    this.hasAsked = true;
    return this.facts;
  }

  /** Checks a field or an item of the value at hand. */
  public enter(step: PathSegment, value: unknown, check: Check): void {
    const given = value ?? undefined;
    const isPart = typeof given === 'object' && isRepeated(given);
    if (isPart && SOUND.get(given)?.includes(check)) { return; }
    this.path.push(step);
    if (isPart) { this.judgePart(given, check); } else { check(given, this); }
    this.path.pop();
  }

  /** Checks a part of many pods, for the last time if it passes whatever the pod around it is. */
  private judgePart(part: object, check: Check): void {
    const { hasAsked, problems: { length } } = this;
    this.hasAsked = false;
    check(part, this);
    if (!this.hasAsked && this.problems.length === length) { SOUND.set(part, [...SOUND.get(part) ?? [], check]); }
    this.hasAsked ||= hasAsked;
  }

  /** Checks each item of a list, which is the value at hand. */
  public items<T>(list: readonly T[] | undefined, check: (item: T, index: number) => void): void {
    if (!list) { return; }
    for (let index = 0; index < list.length; index++) {
      this.path.push(index);
      check(list[index] ?? {} as T, index);
      this.path.pop();
    }
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

  /** Notes that the value at hand, or one below it, has none of several fields. */
  public refuseEmpty(message: string, remedy: string, ...below: PathSegment[]): void {
    this.problems.push({ path: [...this.path, ...below], message, remedy, isEmpty: true });
  }

  /** Notes that the value at hand, or one below it, is refused. */
  public refuse(message: string, remedy: string, ...below: PathSegment[]): void {
    this.problems.push({ path: [...this.path, ...below], message, remedy });
  }
}

/** A value that must be set: an empty text or list and the number 0 are not. */
export function required(remedy = 'set it'): Check {
  return shaped<Check>((value, visit) => {
    if (value === undefined || value === '' || value === 0 || Array.isArray(value) && value.length === 0) {
      visit.refuseMissing(remedy);
    }
  }, { isRequired: true });
}

/** A text that must be one of some, if it is set. */
export function oneOf(...values: readonly string[]): Check<string | undefined> {
  return shaped<Check<string | undefined>>((value, visit) => {
    if (value !== undefined && !values.includes(value)) {
      visit.refuse(`${shown(value)} is not valid`, `use ${listed(values)}`);
    }
  }, { values });
}

/** As `oneOf`; an empty text is the default and passes. */
export function oneOfOrEmpty(...values: readonly string[]): Check<string | undefined> {
  const check = oneOf(...values);
  return shaped<Check<string | undefined>>(
    (value, visit) => { if (value !== '') { check(value, visit); } },
    { values, mayBeEmpty: true },
  );
}

/** A check for which an absent text is an empty one. */
export function orEmpty(check: Check<string | undefined>): Check<string | undefined> {
  return shaped<Check<string | undefined>>((value, visit) => { check(value ?? '', visit); }, ...shapesOf(check));
}

/** A check for which an absent number is 0. */
export function orZero(check: Check<number | undefined>): Check<number | undefined> {
  return shaped<Check<number | undefined>>((value, visit) => { check(value ?? 0, visit); }, ...shapesOf(check));
}

/** A number within bounds, if it is set. */
export function between(minimum: number, maximum: number): Check<number | undefined> {
  return shaped<Check<number | undefined>>((value, visit) => {
    if (value === undefined || value >= minimum && value <= maximum) { return; }
    visit.refuse(
      `${value} is not valid`,
      maximum === Infinity ? `use ${minimum} or more` : `use ${minimum} to ${maximum}`,
    );
  }, { minimum, maximum });
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
