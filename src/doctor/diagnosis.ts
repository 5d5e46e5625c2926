import { FindingSeverity } from '../findings/finding';
import type { GivenObject } from '../judge/manifests/context-objects';
import { nameOfObject } from '../kubernetes/object-name';

/** Something in a dump that shows a cause. */
export interface Evidence {
  /** Such as `Pod research/dev`. */
  readonly object: string;
  /** A path in the object, `condition Ready` or `event FailedMount`. */
  readonly where: string;
  /** What is there, in the words of the controller, the kubelet or the API server. */
  readonly text: string;
}

/** Why something does not work. */
export interface Cause {
  /** Code of its page, such as `ASB601`. */
  readonly code: string;
  /** A clause that follows a colon: `the quota 'small' is used up`. */
  readonly because: string;
  readonly remedy: string;
  readonly evidence: readonly Evidence[];
}

/** What is wrong with an object of a dump, and why. */
export interface Diagnosis {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** The object that it is about, which stands for those in `affected`. */
  readonly given: GivenObject;
  /** One sentence without a full stop: what is seen, and why. */
  readonly message: string;
  readonly remedy: string;
  readonly evidence: readonly Evidence[];
  /** Other objects that wait for the same. */
  readonly affected: readonly string[];
}

/** A diagnosis of one object. */
export function diagnosis(
  given: GivenObject,
  what: string,
  cause: Cause,
  { severity = FindingSeverity.ERROR, affected = [] }: Partial<Pick<Diagnosis, 'severity' | 'affected'>> = {},
): Diagnosis {
  const { because, ...shown } = cause;
  return { ...shown, severity, given, message: `${what}: ${because}`, affected };
}

export function evidence(given: GivenObject, where: string, text: unknown): Evidence {
  return { object: nameOfObject(given.object), where, text: String(text) };
}

/** `1 sandbox`, `3 sandboxes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A cause that differs from that of another object in the name of the object alone is the same. */
export function withoutName(because: string, name: string): string {
  return because.replaceAll(`'${name}'`, "'...'");
}
