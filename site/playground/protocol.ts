/** What the page and its worker tell each other. All of it is plain data. */

/** The languages of the editor. */
export type Language = 'typescript' | 'yaml';

/** A text to run or to judge. */
export interface Task {
  readonly id: number;
  readonly language: Language;
  readonly source: string;
  /** The release that judges YAML; TypeScript names its own. */
  readonly release?: string;
  /** Whether objects that are not in the YAML do not exist. */
  readonly closedWorld?: boolean;
}

/** A place in the source, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A finding, and where in the source its reason is, as far as that is known. */
export interface PlacedFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy?: string;
  /** The object or the construct concerned. */
  readonly subject?: string;
  readonly place?: Place;
}

/** An error of the source itself. */
export interface SourceError {
  /** That of TypeScript, for an error of types. */
  readonly code?: string;
  readonly message: string;
  readonly place?: Place;
}

/** A file that an app wrote. */
export interface WrittenFile {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** Who may reach whom. */
export interface Network {
  /** A table in Markdown. */
  readonly matrix: string;
  /** A picture, as SVG. */
  readonly svg: string;
}

/** An app, as seen from outside. */
export interface Seen {
  readonly network?: Network;
  /** The objects and what refers to what, as SVG. */
  readonly picture?: string;
  /** Why there is neither. */
  readonly notSeen?: string;
}

/** The outcome of a task. */
export interface Outcome extends Seen {
  readonly id: number;
  readonly files: readonly WrittenFile[];
  readonly findings: readonly PlacedFinding[];
  readonly errors: readonly SourceError[];
  /** What the source printed. */
  readonly printed: string;
  readonly milliseconds: number;
}

/** The first message of a worker: it can take tasks. */
export interface Ready {
  readonly ready: true;
  /** Version of the library. */
  readonly version: string;
  /** Ids of the releases of Agent Sandbox, the newest first. */
  readonly releases: readonly string[];
}

export type Message = Ready | Outcome;
