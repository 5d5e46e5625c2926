import { ExcerptLine, Position } from '../../documents';
import { Finding } from '../../findings/finding';

/** A finding about an object of a file. */
export interface FileFinding extends Position {
  readonly file: string;
  readonly finding: Finding;
  /** The object concerned, such as `SandboxClaim research/nightly`. */
  readonly object: string;
  /** The path in the object, as Kubernetes writes it; empty for the object as a whole. */
  readonly path: string;
  /** The lines of the file that it is about, if they are asked for. */
  readonly excerpt?: readonly ExcerptLine[];
}

/** An object with its findings. */
export interface JudgedObject {
  readonly file: string;
  readonly object: string;
  readonly findings: readonly FileFinding[];
}

/** The result of judging all files. */
export interface Outcome {
  /** In the order of files and lines; at most `MOST_FINDINGS`. */
  readonly findings: readonly FileFinding[];
  readonly errors: number;
  readonly warnings: number;
  /** Number of objects of Agent Sandbox kinds. */
  readonly judged: number;
  /** Number of objects of Kubernetes' own kinds, whose structure is judged. */
  readonly core: number;
  /** Number of objects of other projects' kinds whose structure is judged. */
  readonly projects: number;
  /** Number of objects of other kinds, and of versions that are not known. */
  readonly others: number;
  /** Number of documents that are not Kubernetes objects. */
  readonly foreign: number;
  /**
   * All objects of Agent Sandbox kinds, and objects of other kinds with findings; empty unless `keepObjects` is set.
   */
  readonly objects: readonly JudgedObject[];
}
