import { replicasRequired } from './claim-resolution';
import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';

/** A pool whose manifest states a count that an autoscaler changes. */
export const poolReplicas: Rule = {
  code: 'ASB210',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxWarmPool'],
  check: ({ apiVersion, metadata: { namespace, name }, spec }, context) => {
    const { replicas } = inObject(spec);
    const scaler = replicas === undefined ? undefined : context.scalerOf?.('SandboxWarmPool', namespace, name);
    if (!scaler) { return NOTHING; }
    const path = ['spec', 'replicas'];
    if (replicasRequired(context.release, apiVersion)) { return [{ ...countOwnedBy(scaler, context.release), path }]; }
    return [
      {
        message:
          `the pool states ${replicas} replicas, and ${scaler} scales it: ` +
          'each apply of this manifest sets the count back',
        remedy: "remove 'replicas', so that the autoscaler owns the count",
        path,
      },
    ];
  },
};

/** The trouble where a release requires a count that the manifest does not own. */
export function countOwnedBy(owner: string, { id }: Release): Pick<Trouble, 'message' | 'remedy'> {
  return {
    message:
      `the count of the pool belongs to ${owner}, ` +
      `but ${id} wants one in every pool, so each apply of this manifest sets it back`,
    remedy: 'have your GitOps tool ignore spec.replicas of the pool, or use v0.5.1 or newer',
  };
}
