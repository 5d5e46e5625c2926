import { Pod, text } from './pod';

/** A level of the Pod Security Standards that forbids something. */
export type PodSecurityLevel = 'baseline' | 'restricted';

/**
 * A check of the Pod Security Standards. All numbers are minors of Kubernetes 1, and speak of the version of the
 * policy: `since: 19` holds for policies of 1.19 and newer.
 */
export interface PodSecurityCheck {
  /** As Kubernetes' own admission names it. */
  readonly id: string;
  /** The lowest level that has the check. Restricted has those of baseline too. */
  readonly level: PodSecurityLevel;
  /** The first minor whose policy has it. */
  readonly since: number;
  /** The first minor whose policy has it no longer. */
  readonly until?: number;
  /** The check of baseline that it stands in for. */
  readonly replaces?: string;
  /** The values it allows, each with the first minor that does. */
  readonly allows?: Readonly<Record<string, number>>;
  /** The first minor that spares pods of Windows (`os.name`), where the fields do not exist. */
  readonly sparesWindows?: number;
  /** The first minor that spares pods in a user namespace (`hostUsers: false`), where root is nobody on the node. */
  readonly sparesUserNamespaces?: number;
  /** What it asks, in one sentence. */
  readonly says: string;
  readonly judge: Judge;
}

/** Adds what in the pod breaks a check to what was found; most pods break none, and then nothing is allocated. */
export type Judge = (pod: Pod, allowed: Allowed, found: Problem[]) => void;

/** What breaks a check, and how to mend it. */
export interface Problem {
  readonly path: string;
  readonly what: string;
  readonly change: string;
}

/** The values that a check allows at one minor. */
export class Allowed {
  private readonly values: ReadonlySet<string>;

  constructor(private readonly since: Readonly<Record<string, number>>, minor: number) {
    this.values = new Set(Object.keys(since).filter((value) => since[value] <= minor));
  }

  public has(value: unknown): boolean {
    return this.values.has(text(value));
  }

  /** For a message: which values there are in place of one that is not allowed, and which newer policy allows that one. */
  public insteadOf(value: unknown): string {
    const given = text(value);
    const later = Object.hasOwn(this.since, given) ? ` ('${given}' with a policy of 1.${this.since[given]} or newer)` : '';
    const shown = [...this.values].filter(Boolean).map((each) => `'${each}'`);
    return `${shown.length > 1 ? `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}` : shown.join('')}${later}`;
  }
}

