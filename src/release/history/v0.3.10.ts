import { add, change, kubernetes, present, remove } from '../../api/changes';
import { list, string } from '../../api/fields';
import { CLAIM_LATENCY, metric, SANDBOXES, STAMPED_CLAIM_LATENCY } from '../metrics';
import { allow } from '../permissions';
import { ReleaseRecord } from '../record';
import { CLAIM_BUCKETS } from './shapes';

/** Claims choose a warm pool; pod addresses in status. */
export const v0_3_10: ReleaseRecord = {
  id: 'v0.3.10',
  date: '2026-04-06',
  controller: { poolPodsHaveNameHash: true, resolverInPools: true, claimNetworkPolicies: true },
  api: [
    kubernetes('1.35'),
    change('Sandbox.spec.replicas', { default: 1 }),
    add('Sandbox.status.podIPs', list('Addresses of the pod.', string(''))),
    change('Sandbox.status.replicas', { minimum: 0, required: false }),
    change('SandboxClaim.spec.lifecycle.shutdownPolicy', { enum: ['Delete', 'DeleteForeground', 'Retain'] }),
    add(
      'SandboxClaim.spec.warmpool',
      string(
        'Which pool may serve the claim: the name of one, ' +
          '`default` for any pool of the template, `none` for a cold start.',
        { default: 'default' },
      ),
    ),
    remove('SandboxClaim.status.sandbox.Name'),
    add('SandboxClaim.status.sandbox.name', string('Name of the Sandbox, in the namespace of the claim.')),
    add('SandboxClaim.status.sandbox.podIPs', list('Addresses of the pod of the sandbox.', string(''))),
    add(
      'SandboxWarmPool.status.selector',
      string('Label selector of the unclaimed sandboxes, for the scale subresource.'),
    ),
    present('SandboxWarmPool', {
      scale: {
        labelSelectorPath: '.status.selector',
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.replicas',
      },
    }),
  ],
  roles: {
    extensions: {
      revoke: [allow('events', ['create', 'patch'])],
      grant: [allow('events.events.k8s.io', ['create', 'patch'])],
    },
  },
  metrics: {
    buckets: { [STAMPED_CLAIM_LATENCY]: CLAIM_BUCKETS },
    add: [
      metric(CLAIM_LATENCY, 'histogram', ['launch_type', 'sandbox_template'], CLAIM_BUCKETS),
      metric('agent_sandbox_creation_latency_ms', 'histogram', ['namespace', 'launch_type', 'sandbox_template'], [
        50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 120000, 240000, 300000, 600000,
      ]),
      metric(SANDBOXES, 'gauge', ['namespace', 'ready_condition', 'expired', 'launch_type', 'sandbox_template']),
    ],
  },
};
