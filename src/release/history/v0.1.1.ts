import { add, present } from '../../api/changes';
import { core, dateTime, int32, list, object, string } from '../../api/fields';
import { flag } from '../flags';
import { ALL, allow } from '../permissions';
import { ReleaseRecord } from '../record';

/** Expiry of claims, network policy of templates, tracing and profiling. */
export const v0_1_1: ReleaseRecord = {
  id: 'v0.1.1',
  date: '2026-02-03',
  controller: { claimNetworkPolicies: true },
  api: [
    add('Sandbox.spec.shutdownPolicy', string(
      'What remains of an expired sandbox: nothing (Delete), or the object without its pod (Retain).',
      { default: 'Retain', enum: ['Delete', 'Retain'] },
    )),
    add('SandboxClaim.spec.lifecycle', object('When the claim ends. Without it, never.', {
      shutdownPolicy: string(
        'What remains of an expired claim: nothing (Delete; ' +
          'DeleteForeground waits for what it owns), or the claim without its sandbox (Retain).',
        { default: 'Retain', enum: ['Delete', 'Retain'] },
      ),
      shutdownTime: dateTime('When the claim expires.'),
    })),
    add('SandboxTemplate.spec.networkPolicy', object(
      'Who may talk to the sandboxes and to whom they may talk, ' +
        'in place of the default policy. A list left out denies its direction.',
      {
        egress: list('Whom the sandboxes may reach.', core('NetworkPolicyEgressRule', '')),
        ingress: list('Who may reach the sandboxes.', core('NetworkPolicyIngressRule', '')),
      },
    )),
    add('SandboxWarmPool.status.readyReplicas', int32('How many of the unclaimed sandboxes are ready.')),
    present('SandboxWarmPool', {
      columns: [
        { name: 'Ready', type: 'integer', jsonPath: '.status.readyReplicas' },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    }),
  ],
  flags: {
    add: [
      flag(
        'enable-tracing',
        'bool',
        false,
        'Send traces by OTLP over gRPC; the endpoint comes from the OTEL_EXPORTER_OTLP_* environment.',
      ),
      flag('enable-pprof', 'bool', false, 'Serve the CPU profile at /debug/pprof/profile of the metrics port.'),
      flag('enable-pprof-debug', 'bool', false, 'Serve all of /debug/pprof and /debug/fgprof at the metrics port.'),
      flag('pprof-block-profile-rate', 'int', 1000000, 'Nanoseconds blocked per sample of the block profile.'),
      flag('pprof-mutex-profile-fraction', 'int', 10, 'One in this many mutex contentions is sampled.'),
    ],
  },
  roles: {
    extensions: {
      grant: [
        allow('events', ['create', 'patch']),
        allow('networkpolicies.networking.k8s.io', ALL),
      ],
    },
  },
};
