import type { KubeObject } from '../kubernetes/kube-object';
import type { Tone } from '../pictures/picture';

/** An object of a picture, and the part of the app or the file that has it. */
export interface StackObject {
  readonly object: KubeObject;
  /** Such as `chart research` or `file dist/research.k8s.yaml`. */
  readonly origin: string;
}

/** A thing that may get a box: an object, or what an object refers to. */
export interface StackEntry {
  readonly kind: string;
  readonly name: string;
  readonly tone: Tone;
  /** Equal for what stands in one panel. */
  readonly panel: string;
  readonly details: string[];
  readonly isElsewhere: boolean;
  readonly before: StackEntry[];
  readonly after: StackEntry[];
}

/** Joins two entries of one panel. */
export function join(from: StackEntry, to: StackEntry): void {
  from.after.push(to);
  to.before.push(from);
}
