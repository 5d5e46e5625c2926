import { Construct } from 'constructs';
import { IIsolatedRuntime } from './references';
import { checkForm } from './release/syntax';

/**
 * A RuntimeClass by which pods are isolated.
 *
 * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export class IsolatedRuntime extends Construct implements IIsolatedRuntime {
  /**
   * A RuntimeClass that exists, as a cloud, an operator or another app made it.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param runtimeClassName name of the RuntimeClass, such as `gvisor`
   * @throws when the name is malformed
   */
  public static fromRuntimeClassName(scope: Construct, id: string, runtimeClassName: string): IIsolatedRuntime {
    return new IsolatedRuntime(scope, id, runtimeClassName);
  }

  /** Name of the RuntimeClass. */
  public readonly runtimeClassName: string;

  private constructor(scope: Construct, id: string, runtimeClassName: string) {
    super(scope, id);
    checkForm('name of a RuntimeClass', runtimeClassName, 'DNS subdomain');
    this.runtimeClassName = runtimeClassName;
  }
}
