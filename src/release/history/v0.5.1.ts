import { change, generator, kubernetes, only, present } from '../../api/changes';
import { flag } from '../flags';
import { CLAIM_LATENCY, STAMPED_CLAIM_LATENCY } from '../metrics';
import { ReleaseRecord } from '../record';
import { v0_5_0 } from './v0.5.0';

/** Warm pools may leave their size to an autoscaler. */
export const v0_5_1: ReleaseRecord = {
  id: 'v0.5.1',
  date: '2026-07-09',
  controller: { refusesEnvBesideEnvFrom: true, coldClaimsNamePool: true },
  api: [
    kubernetes('1.36'),
    generator('v0.21.0'),
    present('SandboxWarmPool', {
      columns: [
        { name: 'Ready', type: 'integer', jsonPath: '.status.readyReplicas' },
        { name: 'Desired', type: 'integer', jsonPath: '.spec.replicas' },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    }),
    ...only(
      'v1beta1',
      change('SandboxWarmPool.spec.replicas', { required: false, default: 1 }),
      present('Sandbox', {
        columns: [
          { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
          { name: 'Reason', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].reason" },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
      }),
    ),
  ],
  flags: {
    add: [
      flag(
        'manage-webhook-certs',
        'bool',
        true,
        'Make the certificate of the webhook and write its authority into the CRDs.',
      ),
    ],
  },
  knownBad: v0_5_0.knownBad,
  metrics: {
    labels: Object.fromEntries([STAMPED_CLAIM_LATENCY, CLAIM_LATENCY].map((name) =>
      [name, ['launch_type', 'sandbox_template', 'warmpool_name']])),
  },
};
