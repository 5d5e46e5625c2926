/** What a migration does to texts: what it decided, what it could not decide, and the texts after it. */
import type { Choice, MigrationProblem } from './objects/plan';
import type { Kind } from '../api/kinds';
import type { Position } from '../documents';

/** A text that is migrated. */
export interface MigrationInput {
  readonly name: string;
  readonly text: string;
}

export interface MigratedFile extends MigrationInput {
  /** The text after the migration; the same one if nothing is to do. */
  readonly after: string;
}

/** Something that the migration decided, and where. */
export interface MigrationDecision extends Position, Omit<Choice, 'path'> {
  readonly file: string;
  readonly object: string;
}

/** Something that is left to a person. */
export interface MigrationFinding extends Position, Omit<MigrationProblem, 'code' | 'path'> {
  readonly file: string;
  readonly object: string;
  readonly code: MigrationProblem['code'] | 'ASB414';
}

export interface Migration {
  readonly files: readonly MigratedFile[];
  readonly decisions: readonly MigrationDecision[];
  readonly findings: readonly MigrationFinding[];
  /** Objects that were migrated, by kind. */
  readonly migrated: ReadonlyMap<Kind, number>;
  /** Objects of Agent Sandbox that needed nothing. */
  readonly current: number;
  /** Texts that name nothing of Agent Sandbox. */
  readonly foreign: number;
}
