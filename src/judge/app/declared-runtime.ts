import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IIsolatedRuntime } from '../../runtime/isolated-runtime-props';

/** Whether a construct stands for a RuntimeClass, whoever wrote it. */
export function isRuntime(construct: IConstruct & Partial<IIsolatedRuntime>): construct is IIsolatedRuntime {
  return !ApiObject.isApiObject(construct) && typeof construct.runtimeClassName === 'string';
}
