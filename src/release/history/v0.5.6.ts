import { add, only } from '../../api/changes';
import { int64 } from '../../api/fields';
import { flag, forExtensions, LONGER_THAN_ZERO } from '../flags';
import { ReleaseRecord } from '../record';

/** Warm pools replace members that stay unready. */
export const v0_5_6: ReleaseRecord = {
  id: 'v0.5.6',
  date: '2026-08-20',
  controller: { claimsNeedPodAddress: true, claimRetry: 500 },
  api: only(
    'v1beta1',
    add(
      'SandboxWarmPool.status.observedGeneration',
      int64('Generation of the spec that the status speaks of.', { minimum: 0 }),
    ),
  ),
  flags: {
    add: forExtensions(
      flag(
        'sandbox-warm-pool-readiness-grace-period',
        'duration',
        '5m',
        'How long a waiting sandbox may be unready before it is replaced.',
        LONGER_THAN_ZERO,
      ),
      flag(
        'sandbox-warm-pool-unschedulable-recheck-interval',
        'duration',
        '1m',
        'How often a pool looks again at members that no node can take.',
        LONGER_THAN_ZERO,
      ),
    ),
  },
};
