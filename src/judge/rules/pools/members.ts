import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { templateOf } from '../claim-resolution';
import { RuleContext } from '../rule';

/** Path of the name of its template in a pool, where troubles with the members of the pool are shown. */
export const TEMPLATE_NAME = ['spec', 'sandboxTemplateRef', 'name'] as const;

/** The template of the sandboxes that wait in a pool; undefined where it is not known, or none waits. */
export function templateOfMembers(pool: KubeObject, context: RuleContext): KubeObject | undefined {
  return inObject(pool.spec).replicas === 0 ? undefined : templateOf(pool, context);
}

/** Whether a pool may have several members: a count that is not given may be that of an autoscaler. */
export function mayHaveSeveral({ metadata: { namespace, name }, spec }: KubeObject, context: RuleContext): boolean {
  const { replicas } = inObject(spec);
  return (typeof replicas === 'number' && replicas > 1)
    || context.scalerOf?.('SandboxWarmPool', namespace, name) !== undefined;
}
