import { IConstruct } from 'constructs';
import { Finding, FindingSeverity } from './finding';
import { formatFinding } from './format';

const FINDINGS = Symbol.for('cdk8s-agent-sandbox.Findings');

/**
 * The findings about an app: recorded while it is composed, printed to stderr once each when it is synthesized.
 */
export class Findings {
  /**
   * The findings of the app that a construct belongs to.
   *
   * @param scope any construct of the app
   */
  public static of(scope: IConstruct): Findings {
    const root = scope.node.root as IConstruct & { [FINDINGS]?: Findings };
    if (!root[FINDINGS]) {
      const findings = new Findings();
      Object.defineProperty(root, FINDINGS, { value: findings });
      root.node.addValidation({ validate: () => findings.report() });
    }
    return root[FINDINGS]!;
  }

  private readonly all: Finding[] = [];
  private printed = 0;

  private constructor() {}

  /**
   * Records a finding.
   *
   * @param scope the construct that it is about; its path becomes the finding's, unless the finding has one
   * @param finding what was found
   */
  public add(scope: IConstruct, finding: Finding): void {
    this.all.push({ ...finding, path: finding.path ?? scope.node.path });
  }

  /** All findings so far, in the order they were recorded. */
  public list(): Finding[] {
    return [...this.all];
  }

  /** Prints the warnings that were not printed yet, and returns the errors: a validation may run many times. */
  private report(): string[] {
    const fresh = this.all.slice(this.printed).filter(({ severity }) => severity === FindingSeverity.WARNING);
    this.printed = this.all.length;
    if (fresh.length > 0) { process.stderr.write(fresh.map((finding) => `${formatFinding(finding)}\n`).join('')); }
    return this.all.filter(({ severity }) => severity === FindingSeverity.ERROR).map(formatFinding);
  }
}
