import type { Answer } from '../reachability';

/** Whether a pod may connect to something, and why. */
export class ReachabilityAnswer {
  /**
   * @internal
   */
  public static _of({ allowed, reasons }: Answer): ReachabilityAnswer {
    return new ReachabilityAnswer(
      allowed === true,
      allowed !== 'unknown',
      reasons.map(({ direction, text }) => `${direction}: ${text}`),
    );
  }

  /** Whether it surely may. */
  public readonly allowed: boolean;

  /** Whether that is known. Where it is not, it depends on what is not in the app, and `reasons` say on what. */
  public readonly isKnown: boolean;

  /**
   * One sentence for each end of the connection: `egress` for the pod that connects, and `ingress` for the one that is
   * connected to, if it is a pod. It names the policy and the rule that decide.
   */
  public readonly reasons: string[];

  private constructor(allowed: boolean, isKnown: boolean, reasons: string[]) {
    this.allowed = allowed;
    this.isKnown = isKnown;
    this.reasons = reasons;
  }

  /** `yes`, `no` or `unknown`, and the reasons. */
  public toString(): string {
    return `${this.isKnown ? (this.allowed ? 'yes' : 'no') : 'unknown'} (${this.reasons.join('; ')})`;
  }
}
