import { IConstruct } from 'constructs';
import { AppJudge } from './app-judge';
import { Findings } from '../../app/findings';
import { rootOf } from '../../app/root';

/**
 * Judges the objects of Agent Sandbox's kinds in an app when it is synthesized, whatever made them, for the release
 * of their cluster: by its CRDs, and by what its controller makes of them. Of objects of Kubernetes' own kinds it
 * judges the structure.
 *
 * Apps with an install, a declared cluster or a construct of this library are judged anyway.
 */
export class Judge {
  /**
   * Starts the judge of an app.
   *
   * @param scope the app, or any construct in it
   */
  public static of(scope: IConstruct): Judge {
    AppJudge.of(scope);
    return new Judge(Findings.of(rootOf(scope)));
  }

  /** The findings of the app: those of the judge, and those that its constructs recorded. */
  public readonly findings: Findings;

  private constructor(findings: Findings) {
    this.findings = findings;
  }
}
