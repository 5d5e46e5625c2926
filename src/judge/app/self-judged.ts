import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { perApp } from '../../app/per-app';

/**
 * Objects whose constructs judge them by findings of their own: the Namespace and quotas of a SandboxTenant, which it
 * holds against its objects, and the workloads of node preparation.
 */
export function selfJudged(construct: IConstruct): WeakSet<ApiObject> {
  return perApp(construct, 'selfJudged', () => new WeakSet());
}
