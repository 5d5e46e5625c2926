import { NOTHING, Rule, RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

/** Values of `warmpool` in v1alpha1 that are no names. */
export const NO_POOLS: readonly string[] = ['none', 'default'];

/** A pool without its template, a claim without its pool or template, where all objects are known. */
export const absentReferences: Rule = {
  code: 'ASB213',
  severity: FindingSeverity.ERROR,
  kinds: ['SandboxClaim', 'SandboxWarmPool'],
  check: (object, context) => {
    if (!context.isAbsent) { return NOTHING; }
    const troubles = [...absences(object, context)];
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function* absences({ kind, metadata: { namespace }, spec }: KubeObject, context: RuleContext): Iterable<Trouble> {
  const what = kind === 'SandboxClaim' ? 'claim' : 'pool';
  const where = namespace ? ` of namespace '${namespace}'` : '';
  const template = inObject(spec, 'sandboxTemplateRef').name;
  if (typeof template === 'string' && context.isAbsent!('SandboxTemplate', namespace, template)) {
    yield {
      message: `the ${what} names template '${template}'${where}, which is not there`,
      remedy: 'give it too, or correct the name: references never leave the namespace',
      path: ['spec', 'sandboxTemplateRef', 'name'],
    };
  }
  const { warmpool, warmPoolRef } = inObject(spec);
  const pool = inObject(warmPoolRef).name ?? warmpool;
  if (typeof pool !== 'string' || (pool === warmpool && NO_POOLS.includes(pool))) { return; }
  if (context.isAbsent!('SandboxWarmPool', namespace, pool)) {
    yield {
      message: `the claim names pool '${pool}'${where}, which is not there`,
      remedy: 'give it too, or correct the name: references never leave the namespace',
      path: warmPoolRef ? ['spec', 'warmPoolRef', 'name'] : ['spec', 'warmpool'],
    };
  }
}
