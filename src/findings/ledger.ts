import { Finding, FindingSeverity } from './finding';
import { formatFinding } from './format';
import { isError } from './trouble';

/** A code at and below a path. */
interface Target {
  readonly code: string;
  readonly path: string;
}

/** A target that is acknowledged or lowered. */
interface Excuse extends Target {
  readonly reason: string;
}

/** Something that has findings of its own, which change as the app does. */
export interface FindingSource {
  /** The app is validated and printed next. */
  validated?(): void;
  /** Finds what it did not yet. */
  complete?(): void;
  /** Whether there is nothing left to find. @default true */
  isComplete?(): boolean;
  /** All its findings. */
  list(): readonly Finding[];
}

/** All findings of an app, with those that were acknowledged, promoted or downgraded. */
export class Ledger {
  /** Whether the app is validated without a word: nothing is printed, and so nothing counts as printed. */
  isSilent = false;

  private readonly findings: Finding[] = [];
  private readonly raised: Target[] = [];
  private readonly acknowledged: Excuse[] = [];
  private readonly lowered: Excuse[] = [];
  private readonly printed = new Set<string>();
  private readonly sources: FindingSource[] = [];

  add(finding: Finding): void {
    this.findings.push(finding);
  }

  ask(source: FindingSource): void {
    this.sources.push(source);
  }

  /** Tells the sources that the app is validated. */
  validated(): void {
    for (const source of this.sources) { source.validated?.(); }
  }

  /** Has the sources find what they did not yet. */
  complete(): void {
    for (const source of this.sources) { source.complete?.(); }
  }

  promote(target: Target): void {
    this.raised.push(target);
  }

  acknowledge(acknowledgement: Excuse): void {
    this.acknowledged.push(acknowledgement);
  }

  downgrade(excuse: Excuse): void {
    this.lowered.push(excuse);
  }

  /** The findings at or below a path as they stand now. */
  list(path: string): Finding[] {
    return this.all().filter((finding) => isBelow(finding.path!, path)).map((finding) => this.standing(finding));
  }

  /** The warnings to print that were not returned before, those about idle acknowledgements last. */
  unprinted(): Finding[] {
    if (this.isSilent) { return []; }
    const all = this.all();
    const warnings = all
      .map((finding) => this.standing(finding))
      .filter(({ severity, acknowledged }) => severity === FindingSeverity.WARNING && acknowledged === undefined);
    return [...warnings, ...this.idleAmong(all)].filter((finding) => this.isFresh(finding));
  }

  /** Acknowledgements and downgrades at or below a path that match no finding, once there is nothing left to find. */
  idle(path: string): Finding[] {
    return this.idleAmong(this.all()).filter((finding) => isBelow(finding.path!, path));
  }

  private idleAmong(all: readonly Finding[]): Finding[] {
    if (!this.sources.every((source) => source.isComplete?.() ?? true)) { return []; }
    if (this.acknowledged.length === 0 && this.lowered.length === 0) { return []; }
    const standing = all.map((finding) => this.standing(finding));
    const isIdle = (excuse: Excuse, excused: readonly Finding[]) =>
      !excused.some((finding) => matches(excuse, finding));
    const silenced = standing.filter(({ acknowledged }) => acknowledged !== undefined);
    const softened = standing.filter(({ lowered }) => lowered !== undefined);
    return [
      ...this.acknowledged
        .filter((each) => isIdle(each, silenced))
        .map((each) => idleFinding(each, 'acknowledged', 'warning', 'acknowledgement')),
      ...this.lowered
        .filter((each) => isIdle(each, softened))
        .map((each) => idleFinding(each, 'lowered', 'error', 'lowering')),
    ];
  }

  private all(): readonly Finding[] {
    return [...this.findings, ...this.sources.flatMap((source) => source.list())];
  }

  /** Whether a finding is told for the first time. */
  private isFresh(finding: Finding): boolean {
    const text = formatFinding(finding);
    if (this.printed.has(text)) { return false; }
    this.printed.add(text);
    return true;
  }

  /** A finding with the severity and the acknowledgement that apply to it. */
  standing(finding: Finding): Finding {
    if (isError(finding)) {
      const excuse = this.lowered.find((target) => matches(target, finding));
      return excuse ? { ...finding, severity: FindingSeverity.WARNING, lowered: excuse.reason } : finding;
    }
    if (this.raised.some((target) => matches(target, finding))) {
      return { ...finding, severity: FindingSeverity.ERROR };
    }
    const acknowledgement = this.acknowledged.find((target) => matches(target, finding));
    return acknowledgement ? { ...finding, acknowledged: acknowledgement.reason } : finding;
  }
}

function matches({ code, path }: Target, finding: Finding): boolean {
  return finding.code === code && isBelow(finding.path!, path);
}

function isBelow(path: string, scope: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}/`);
}

function idleFinding({ code, path }: Excuse, done: string, severity: string, deed: string): Finding {
  return {
    code: 'ASB001',
    severity: FindingSeverity.WARNING,
    message:
      `${code} is ${done}, but there is no such ${severity} ` +
      `${path ? 'at or below this construct' : 'in the app'}`,
    remedy: `remove the ${deed}`,
    path,
  };
}
