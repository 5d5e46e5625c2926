import { flag, forExtensions, NOT_NEGATIVE } from '../flags';
import { metric } from '../metrics';
import { ReleaseRecord } from '../record';
import { CLAIM_BUCKETS } from './shapes';

/** Refill of warm pools can be delayed and paced. */
export const v0_5_5: ReleaseRecord = {
  id: 'v0.5.5',
  date: '2026-08-12',
  flags: {
    add: [
      ...forExtensions(
        flag(
          'sandbox-warm-pool-replenish-delay',
          'duration',
          0,
          'How long a pool waits, after its members left, before it refills.',
          NOT_NEGATIVE,
        ),
        flag(
          'sandbox-warm-pool-max-refill-rate',
          'float',
          0,
          'Sandboxes per second that a pool adds; 0 does not pace it.',
          NOT_NEGATIVE,
        ),
      ),
      flag(
        'sandbox-write-behind-window',
        'duration',
        0,
        'How long writes of metadata alone are collected; 0 writes each at once.',
        NOT_NEGATIVE,
      ),
    ],
  },
  metrics: {
    add: [
      metric('agent_sandbox_client_claim_startup_latency_ms', 'histogram', ['launch_type', 'sandbox_template'],
        CLAIM_BUCKETS),
    ],
  },
};
