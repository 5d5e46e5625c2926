import { add } from '../../api/changes';
import { string } from '../../api/fields';
import { DNS_LABEL, flag, forExtensions, POSITIVE } from '../flags';
import { CLAIM_CREATIONS, metric, STAMPED_CLAIM_LATENCY } from '../metrics';
import { ALL, allow, MODIFY } from '../permissions';
import { ReleaseRecord } from '../record';

/** A Deployment with leader election in place of the StatefulSet; templates get a default network policy. */
export const v0_2_1: ReleaseRecord = {
  id: 'v0.2.1',
  date: '2026-03-13',
  install: {
    workload: 'Deployment',
    args: ['--leader-elect=true'],
    ports: [{ name: 'metrics', containerPort: 8080 }, { name: 'healthz', containerPort: 8081 }],
    servicePort: { name: 'metrics', port: 8080, targetPort: 'metrics' },
    leaderElection: true,
  },
  controller: { defaultNetworkPolicy: true, claimNetworkPolicies: false },
  api: [
    add('SandboxTemplate.spec.networkPolicyManagement', string(
      'Whether the controller keeps a NetworkPolicy for the sandboxes ' +
        'of the template (Managed) or leaves that to others (Unmanaged).',
      { default: 'Managed', enum: ['Managed', 'Unmanaged'] },
    )),
  ],
  flags: {
    defaults: { 'leader-elect': true },
    add: [
      flag(
        'leader-election-namespace',
        'string',
        '',
        'Namespace of the Lease; empty is the namespace of the pod.',
        DNS_LABEL,
      ),
      flag('kube-api-qps', 'float', -1, 'Requests per second to the API server; negative does not limit them.'),
      flag('kube-api-burst', 'int', 10, 'Requests to the API server that may exceed the rate at once.', POSITIVE),
      flag('sandbox-concurrent-workers', 'int', 1, 'Sandboxes reconciled at a time.', POSITIVE),
      ...forExtensions(
        flag('sandbox-claim-concurrent-workers', 'int', 1, 'Claims reconciled at a time.', POSITIVE),
        flag('sandbox-warm-pool-concurrent-workers', 'int', 1, 'Warm pools reconciled at a time.', POSITIVE),
        flag('sandbox-template-concurrent-workers', 'int', 1, 'Templates reconciled at a time.', POSITIVE),
      ),
    ],
  },
  roles: {
    controller: {
      grant: [
        allow('sandboxes.agents.x-k8s.io/finalizers', MODIFY),
        allow('leases.coordination.k8s.io', ['create', 'get', 'list', 'patch', 'update', 'watch']),
      ],
    },
    extensions: {
      grant: [
        allow('leases.coordination.k8s.io', ALL),
        allow('sandboxclaims.extensions.agents.x-k8s.io/finalizers', MODIFY),
        allow('sandboxtemplates.extensions.agents.x-k8s.io', ['create', 'delete', 'patch', 'update']),
        allow('sandboxtemplates.extensions.agents.x-k8s.io/status', MODIFY),
        allow('sandboxwarmpools.extensions.agents.x-k8s.io/finalizers', MODIFY),
      ],
    },
  },
  metrics: {
    add: [
      metric(STAMPED_CLAIM_LATENCY, 'histogram', ['launch_type', 'sandbox_template'], [
        50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 120000, 240000,
      ]),
      metric(CLAIM_CREATIONS, 'counter', [
        'namespace', 'sandbox_template', 'launch_type', 'warmpool_name', 'pod_condition',
      ]),
    ],
  },
};
