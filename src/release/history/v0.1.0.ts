import { generator, introduce, kind, kubernetes, present } from '../../api/changes';
import { dateTime, int32, object, string } from '../../api/fields';
import { BIND_ADDRESS, flag } from '../flags';
import { RUNTIME_METRICS } from '../metrics';
import { ALL, allow, MODIFY, READ } from '../permissions';
import { ReleaseRecord } from '../record';
import { conditions, podTemplate, reference, volumeClaimTemplates } from './shapes';

const AGE = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' } as const;

/** The first release: all four kinds, a StatefulSet without leader election. */
export const v0_1_0: ReleaseRecord = {
  id: 'v0.1.0',
  date: '2025-11-07',
  install: {
    workload: 'StatefulSet',
    args: [],
    ports: [],
    servicePort: { port: 80, targetPort: 8080 },
    leaderElection: false,
    configMap: false,
    webhook: false,
    assets: { core: 'manifest.yaml', extensions: 'extensions.yaml' },
  },
  controller: {
    podsBearTemplateHash: true,
    poolPodsHaveNameHash: false,
    stripsReserved: false,
    refusesEnvFromPools: false,
    claimsOfShadowPools: false,
    limitsLabelDomains: false,
    claimsSayWhoIsEvicted: false,
    claimTemplatesReplaceVolumes: false,
    poolsCompareService: false,
    poolsCountDeletions: false,
    refusesEnvBesideEnvFrom: false,
    replacesUnreadyMembers: false,
    claimsNeedPodAddress: false,
    servicePorts: false,
    defaultNetworkPolicy: false,
    claimNetworkPolicies: false,
    coldClaimsNamePool: false,
    deniesLinkLocalV6: false,
    resolverInPools: false,
  },
  api: [
    kubernetes('1.34'),
    generator('v0.19.0'),
    introduce('v1alpha1'),
    kind('Sandbox', {
      spec: object('What the sandbox should be.', {
        podTemplate: podTemplate(),
        replicas: int32('1 to run the sandbox, 0 to suspend it; its volumes stay.', { minimum: 0, maximum: 1 }),
        shutdownTime: dateTime('When the sandbox expires. Without it, never.'),
        volumeClaimTemplates: volumeClaimTemplates(),
      }, { required: true }),
      status: object('What the controller observed.', {
        conditions: conditions('Ready, Suspended, Finished and PodScheduled, as far as the release reports them.'),
        replicas: int32('How many pods the sandbox has.', { required: true }),
        selector: string('Label selector of the pod.'),
        service: string('Name of the headless Service, if the sandbox has one.'),
        serviceFQDN: string('DNS name of the headless Service, if the sandbox has one.'),
      }),
    }),
    present('Sandbox', {
      status: true,
      scale: {
        labelSelectorPath: '.status.selector',
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.replicas',
      },
    }),
    kind('SandboxClaim', {
      spec: object('Which sandbox is wanted.', {
        sandboxTemplateRef: reference(
          'The template to make the sandbox from.',
          'Name of a SandboxTemplate in the namespace of the claim.',
        ),
      }, { required: true }),
      status: object('What the controller observed.', {
        conditions: conditions('Ready and Finished: those of the sandbox, or why there is none.'),
        sandbox: object('The sandbox that the claim got.', {
          Name: string('Name of the Sandbox, in the namespace of the claim.'),
        }),
      }),
    }),
    present('SandboxClaim', { status: true }),
    kind('SandboxTemplate', {
      spec: object('What sandboxes made from the template are.', { podTemplate: podTemplate() }, { required: true }),
      status: object('Nothing yet.', {}),
    }),
    present('SandboxTemplate', { status: true }),
    kind('SandboxWarmPool', {
      spec: object('How many sandboxes wait to be claimed.', {
        replicas: int32('How many ready, unclaimed sandboxes the pool keeps. 0 keeps none: claims then start cold.', {
          minimum: 0,
          required: true,
        }),
        sandboxTemplateRef: reference(
          'The template of the pool.',
          'Name of a SandboxTemplate in the namespace of the pool.',
        ),
      }, { required: true }),
      status: object('What the controller observed.', {
        replicas: int32('How many unclaimed sandboxes the pool has.'),
      }),
    }),
    present('SandboxWarmPool', {
      columns: [AGE],
      status: true,
      scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
    }),
  ],
  flags: {
    add: [
      flag('extensions', 'bool', false, 'Run the controllers of SandboxClaim, SandboxTemplate and SandboxWarmPool.'),
      flag('leader-elect', 'bool', false, 'Let one of several replicas act at a time.'),
      flag('metrics-bind-address', 'string', ':8080', 'Address of the metrics endpoint; 0 turns it off.', BIND_ADDRESS),
      flag(
        'health-probe-bind-address',
        'string',
        ':8081',
        'Address of /healthz and /readyz; 0 turns them off.',
        BIND_ADDRESS,
      ),
      flag('kubeconfig', 'string', '', 'Kubeconfig to use outside a cluster.'),
      flag('zap-devel', 'bool', true, 'Development logging: text, debug level, stack traces of warnings.'),
      flag('zap-encoder', 'string', '', 'How log lines are written.', { enum: ['json', 'console'] }),
      flag(
        'zap-log-level',
        'string',
        '',
        'Least severe level that is logged: debug, info, error, panic or a number above 0 for more.',
        {
          form: {
            pattern: /^(?:debug|info|error|panic|[1-9]\d*)$/,
            maximum: Infinity,
            says: 'debug, info, error, panic, or a number above 0',
          },
        },
      ),
      flag('zap-stacktrace-level', 'string', '', 'Least severe level that is logged with a stack trace.', {
        enum: ['info', 'error', 'panic'],
      }),
      flag('zap-time-encoding', 'string', '', 'How times are logged.', {
        enum: ['epoch', 'millis', 'nano', 'iso8601', 'rfc3339', 'rfc3339nano'],
      }),
    ],
  },
  roles: {
    controller: {
      grant: [
        allow('persistentvolumeclaims', ALL),
        allow('pods', ALL),
        allow('services', ALL),
        allow('sandboxes.agents.x-k8s.io', ALL),
        allow('sandboxes.agents.x-k8s.io/status', MODIFY),
      ],
    },
    extensions: {
      grant: [
        allow('pods', ALL),
        allow('sandboxes.agents.x-k8s.io', ALL),
        allow('sandboxclaims.extensions.agents.x-k8s.io', ALL),
        allow('sandboxclaims.extensions.agents.x-k8s.io/status', MODIFY),
        allow('sandboxtemplates.extensions.agents.x-k8s.io', READ),
        allow('sandboxwarmpools.extensions.agents.x-k8s.io', ALL),
        allow('sandboxwarmpools.extensions.agents.x-k8s.io/status', MODIFY),
      ],
    },
  },
  metrics: { add: RUNTIME_METRICS },
};
