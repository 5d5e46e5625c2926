import { Finding, FindingSeverity } from './finding';
import { formatFinding } from './format';

/** A code at and below a path. */
interface Target {
  readonly code: string;
  readonly path: string;
}

/** A target that is acknowledged. */
interface Acknowledgement extends Target {
  readonly reason: string;
}

/** All findings of an app, with what was said of them. */
export class Ledger {
  private readonly findings: Finding[] = [];
  private readonly raised: Target[] = [];
  private readonly acknowledged: Acknowledgement[] = [];
  private readonly printed = new Set<string>();
  private readonly sources: Array<() => readonly Finding[]> = [];
  private gathered: readonly Finding[] = [];

  add(finding: Finding): void {
    this.findings.push(finding);
  }

  /** Has a source asked for its findings, all of them, before any are listed. */
  ask(source: () => readonly Finding[]): void {
    this.sources.push(source);
  }

  /** Asks all sources: what they say replaces what they said before. */
  gather(): void {
    this.gathered = this.sources.flatMap((source) => source());
  }

  raise(target: Target): void {
    this.raised.push(target);
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.acknowledged.push(acknowledgement);
  }

  /** The findings at or below a path as they stand now. */
  list(path: string): Finding[] {
    return this.all().filter((finding) => isBelow(finding.path!, path)).map((finding) => this.standing(finding));
  }

  /** The warnings to print that were not returned before, those about idle acknowledgements last. */
  unprinted(): Finding[] {
    const all = this.all();
    const warnings = all
      .map((finding) => this.standing(finding))
      .filter(({ severity, acknowledged }) => severity === FindingSeverity.WARNING && acknowledged === undefined);
    const silenced = this.acknowledged.length === 0 ? [] : all.filter((finding) => this.standing(finding).acknowledged !== undefined);
    const idle = this.acknowledged.filter((each) => !silenced.some((finding) => matches(each, finding)));
    return [...warnings, ...idle.map(idleFinding)].filter((finding) => this.isFresh(finding));
  }

  private all(): readonly Finding[] {
    return this.gathered.length > 0 ? [...this.findings, ...this.gathered] : this.findings;
  }

  /** Whether a finding is told for the first time. */
  private isFresh(finding: Finding): boolean {
    const text = formatFinding(finding);
    if (this.printed.has(text)) { return false; }
    this.printed.add(text);
    return true;
  }

  private standing(finding: Finding): Finding {
    if (finding.severity === FindingSeverity.ERROR) { return finding; }
    if (this.raised.some((target) => matches(target, finding))) { return { ...finding, severity: FindingSeverity.ERROR }; }
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

function idleFinding({ code, path }: Acknowledgement): Finding {
  return {
    code: 'ASB001',
    severity: FindingSeverity.WARNING,
    message: `${code} is acknowledged, but there is no such warning ${path ? 'at or below this construct' : 'in the app'}`,
    remedy: 'remove the acknowledgement',
    path,
  };
}
