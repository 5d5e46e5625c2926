import { change, only } from '../../api/changes';
import { flag } from '../flags';
import { CLAIM_LATENCY, STAMPED_CLAIM_LATENCY } from '../metrics';
import { ReleaseRecord } from '../record';

/** Volume claim templates of a Sandbox become immutable. */
export const v0_5_3: ReleaseRecord = {
  id: 'v0.5.3',
  date: '2026-07-23',
  controller: { claimsSayWhoIsEvicted: true },
  api: only(
    'v1beta1',
    change('Sandbox.spec', {
      rules: [
        {
          rule:
            'has(self.volumeClaimTemplates) == has(oldSelf.volumeClaimTemplates) && ' +
            '(!has(self.volumeClaimTemplates) || self.volumeClaimTemplates == oldSelf.volumeClaimTemplates)',
          message: 'volumeClaimTemplates is immutable',
        },
      ],
    }),
  ),
  flags: {
    defaults: { 'sandbox-concurrent-workers': 100 },
    add: [
      flag('webhook-cert-name', 'string', 'tls.crt', 'File of the webhook certificate, when it is managed elsewhere.'),
      flag('webhook-key-name', 'string', 'tls.key', 'File of the webhook key, when it is managed elsewhere.'),
      flag(
        'cache-label-selectors',
        'bool',
        false,
        'Cache only Pods and Services that carry the label agents.x-k8s.io/sandbox-name-hash.',
      ),
    ],
  },
  metrics: {
    labels: Object.fromEntries([STAMPED_CLAIM_LATENCY, CLAIM_LATENCY].map((name) =>
      [name, ['launch_type', 'sandbox_template']])),
  },
};
