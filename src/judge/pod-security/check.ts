import { PodView, shown } from './pod';

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
  /** The check of baseline that it replaces. */
  readonly replaces?: string;
  /** The values it allows, each with the first minor that does. */
  readonly allows?: Readonly<Record<string, number>>;
  /** The first minor that exempts pods of Windows (`os.name`), where the fields do not exist. */
  readonly exemptsWindows?: number;
  /** The first minor that exempts pods in a user namespace (`hostUsers: false`), whose root has no rights on a node. */
  readonly exemptsUserNamespaces?: number;
  /** The requirement in one sentence. */
  readonly description: string;
  readonly check: CheckFunction;
}

/** Adds the problems of a pod to `found`. Most pods have none, and then nothing is allocated. */
export type CheckFunction = (pod: PodView, allowed: Allowed, found: Problem[]) => void;

/** A field that breaks a check, and how to mend it. */
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
    return this.values.has(shown(value));
  }

  /** The allowed values, for a message about one that is not, and the newer policy that allows that one. */
  public insteadOf(value: unknown): string {
    const given = shown(value);
    const later = Object.hasOwn(this.since, given)
      ? ` ('${given}' with a policy of 1.${this.since[given]} or newer)`
      : '';
    const others = [...this.values].filter(Boolean).map((each) => `'${each}'`);
    return `${others.length > 1 ? `${others.slice(0, -1).join(', ')} or ${others.at(-1)}` : others.join('')}${later}`;
  }
}

