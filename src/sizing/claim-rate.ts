import { shown } from '../checks/forms';

/**
 * How many claims arrive, on average: that of the busiest hour, as a pool has to serve that one. They are taken to
 * arrive independently of each other.
 */
export class ClaimRate {
  /**
   * Claims in a second.
   *
   * @param claims how many
   * @throws unless it is a number that is not negative
   */
  public static perSecond(claims: number): ClaimRate {
    return new ClaimRate(claims, 1);
  }

  /**
   * Claims in a minute.
   *
   * @param claims how many
   * @throws unless it is a number that is not negative
   */
  public static perMinute(claims: number): ClaimRate {
    return new ClaimRate(claims, 60);
  }

  /**
   * Claims in an hour.
   *
   * @param claims how many
   * @throws unless it is a number that is not negative
   */
  public static perHour(claims: number): ClaimRate {
    return new ClaimRate(claims, 3600);
  }

  /** Claims in a second. */
  public readonly claimsPerSecond: number;

  private constructor(claims: number, seconds: number) {
    if (typeof claims !== 'number' || !Number.isFinite(claims) || claims < 0) {
      throw new Error(`the claims are ${shown(claims)}; give a number of at least 0`);
    }
    this.claimsPerSecond = claims / seconds;
  }
}
