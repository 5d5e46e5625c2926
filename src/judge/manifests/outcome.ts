import { Finding } from '../../findings/finding';
import { Position } from '../documents';

/** A finding about an object of a file. */
export interface FileFinding extends Position {
  readonly file: string;
  readonly finding: Finding;
  /** Of what it is, such as `SandboxClaim research/nightly`. */
  readonly object: string;
  /** Where in the object, as Kubernetes writes it; empty when it is about the whole. */
  readonly path: string;
}

/** An object that was judged, and what was found. */
export interface JudgedObject {
  readonly file: string;
  readonly object: string;
  readonly findings: readonly FileFinding[];
}

/** What became of all that was read. */
export interface Outcome {
  /** In the order of files and lines; the first ones, if there are very many. */
  readonly findings: readonly FileFinding[];
  readonly errors: number;
  readonly warnings: number;
  /** Objects of our kinds. */
  readonly judged: number;
  /** Objects of Kubernetes' own kinds, of which the structure is judged. */
  readonly core: number;
  /** Objects of other kinds. */
  readonly others: number;
  /** Documents that are no objects of Kubernetes. */
  readonly foreign: number;
  /** The objects of our kinds, and those of others of which anything was found, if they were asked for. */
  readonly objects: readonly JudgedObject[];
}
