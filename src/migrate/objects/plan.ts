import type { PathSegment } from '../../kubernetes/json-path';
import type { Operation } from '../operations';

/** What a migration decided about an object, for its table. */
export interface Choice {
  /** The field, or the object that is made. */
  readonly what: string;
  readonly why: string;
  readonly path?: readonly PathSegment[];
}

/** What a migration leaves to a person. */
export interface MigrationProblem {
  readonly code: 'ASB411' | 'ASB412' | 'ASB413';
  readonly message: string;
  readonly remedy: string;
  readonly path?: readonly PathSegment[];
}

/** What is to be done with an object. Paths are those in the object. */
export interface MigrationPlan {
  readonly operations: readonly Operation[];
  readonly choices: readonly Choice[];
  readonly problems: readonly MigrationProblem[];
  /** The template for which a pool is needed that no file has. */
  readonly poolFor?: string;
}

export const NO_PLAN: MigrationPlan = { operations: [], choices: [], problems: [] };

/** The plan of an object that is left as it is. */
export function left(message: string, remedy: string, path?: readonly PathSegment[]): MigrationPlan {
  return { ...NO_PLAN, problems: [{ code: 'ASB411', message, remedy, ...(path && { path }) }] };
}
