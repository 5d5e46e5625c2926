import { SCALARS } from '../app/json/plain-data';

/**
 * An amount of a resource, as Kubernetes writes it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  /**
   * An amount with or without a unit, such as `500m` or `2Gi`.
   */
  public static fromString(value: string): Quantity {
    return new Quantity(value);
  }

  /** An amount without a unit. */
  public static fromNumber(value: number): Quantity {
    return new Quantity(value);
  }

  /** The amount: a string or a number. */
  public readonly value: any;

  private constructor(value: string | number) {
    this.value = value;
  }

  /** The value that cdk8s renders in place of this object. */
  public resolve(): any {
    return this.value;
  }
}

/**
 * A number or a name, such as that of a port.
 */
export class IntOrString {
  /** A name, or a percentage. */
  public static fromString(value: string): IntOrString {
    return new IntOrString(value);
  }

  /** A number. */
  public static fromNumber(value: number): IntOrString {
    return new IntOrString(value);
  }

  /** The name or number. */
  public readonly value: any;

  private constructor(value: string | number) {
    this.value = value;
  }

  /** The value that cdk8s renders in place of this object. */
  public resolve(): any {
    return this.value;
  }
}

SCALARS.add(Quantity.prototype).add(IntOrString.prototype);

/**
 * The metadata of an object inside another.
 *
 * The CRDs of Agent Sandbox keep nothing of it: the API server drops what is given.
 */
export interface ObjectMeta {
  /**
   * Annotations by key.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels by key.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}
