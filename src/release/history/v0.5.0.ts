import { add, conversion, deprecate, introduce, only, present, remove } from '../../api/changes';
import { string } from '../../api/fields';
import { crdName, KIND_NAMES } from '../../api/kinds';
import { DIRECTORY, DNS_LABEL, flag, forExtensions, PORT, POSITIVE } from '../flags';
import { SANDBOXES } from '../metrics';
import { allow, MODIFY } from '../permissions';
import { ReleaseRecord } from '../record';
import { reference, volumeClaimTemplates } from './shapes';

const CERTIFICATE_SECRET = 'agent-sandbox-webhook-certs';

/** v1beta1 beside v1alpha1, converted by a webhook in the controller. */
export const v0_5_0: ReleaseRecord = {
  id: 'v0.5.0',
  date: '2026-06-24',
  install: {
    ports: [
      { name: 'metrics', containerPort: 8080 },
      { name: 'healthz', containerPort: 8081 },
      { name: 'webhook', containerPort: 9443 },
    ],
    extensionsAssetPorts: [{ name: 'metrics', containerPort: 8080 }, { name: 'healthz', containerPort: 8081 }],
    configMap: true,
    webhook: true,
  },
  controller: {
    limitsLabelDomains: true,
    podsBearTemplateHash: false,
    stripsReserved: true,
    poolsCompareService: true,
    refusesEnvFromPools: false,
    claimsOfShadowPools: true,
    routerNamespace: 'agent-sandbox-system',
    deniesLinkLocalV6: true,
  },
  api: [
    remove('SandboxTemplate.status'),
    present('SandboxTemplate', { status: false }),
    introduce('v1beta1', 'v1alpha1'),
    deprecate('v1alpha1'),
    conversion('Webhook'),
    ...only('v1beta1',
      remove('Sandbox.spec.replicas'),
      remove('Sandbox.status.replicas'),
      present('Sandbox', { scale: undefined }),
      add('Sandbox.spec.operatingMode', string(
        'Whether the sandbox has a pod (Running) or only keeps its volumes (Suspended).',
        { default: 'Running', enum: ['Running', 'Suspended'] },
      )),
      add('Sandbox.status.nodeName', string('Node that the pod runs on.')),
      present('SandboxClaim', {
        columns: [
          { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
          { name: 'Sandbox', type: 'string', jsonPath: '.status.sandbox.name' },
          { name: 'Reason', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].reason" },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
      }),
      remove('SandboxClaim.spec.sandboxTemplateRef'),
      remove('SandboxClaim.spec.warmpool'),
      add(
        'SandboxClaim.spec.warmPoolRef',
        reference(
          'The pool that serves the claim; its template is that of the sandbox.',
          'Name of a SandboxWarmPool in the namespace of the claim.',
        ),
      ),
      add('SandboxClaim.spec.volumeClaimTemplates', volumeClaimTemplates({ atomic: true })),
      add('SandboxTemplate.spec.volumeClaimTemplatesPolicy', string(
        'Whether claims may not bring volumes (Disallowed), may add their own (Allowed), ' +
          'or may also replace those of the template (Overrides).',
        { default: 'Disallowed', enum: ['Disallowed', 'Allowed', 'Overrides'] },
      )),
    ),
  ],
  flags: {
    defaults: { 'sandbox-claim-concurrent-workers': 50 },
    add: [
      flag('webhook-port', 'int', 9443, 'Port of the conversion webhook.', PORT),
      flag(
        'webhook-cert-dir',
        'string',
        '/tmp/k8s-webhook-server/serving-certs',
        'Directory of the certificate and key of the webhook.',
        DIRECTORY,
      ),
      flag(
        'webhook-service-name',
        'string',
        'agent-sandbox-webhook-service',
        'Service that the API server reaches the webhook by.',
        DNS_LABEL,
      ),
      flag(
        'webhook-namespace',
        'string',
        'agent-sandbox-system',
        'Namespace of the webhook Service and of its certificate Secret.',
      ),
      ...forExtensions(
        flag(
          'sandbox-warm-pool-max-batch-size',
          'int',
          300,
          'Sandboxes that a pool creates or deletes at a time.',
          POSITIVE,
        ),
        flag('enable-warm-pool-eviction', 'bool', true, 'Let the cluster autoscaler evict waiting sandboxes.'),
      ),
    ],
  },
  roles: {
    controller: { grant: [allow('customresourcedefinitions.apiextensions.k8s.io', MODIFY, KIND_NAMES.map(crdName))] },
    extensions: { revoke: [allow('sandboxtemplates.extensions.agents.x-k8s.io/status', MODIFY)] },
    namespaced: { grant: [allow('secrets', ['create']), allow('secrets', MODIFY, [CERTIFICATE_SECRET])] },
  },
  knownBad: [
    {
      reason: 'the managed NetworkPolicy of a template selects no pod, so sandboxes run without any',
      fixedIn: 'v0.5.2',
    },
    { reason: 'sandboxes that were claimed warm restart cold when the controller is upgraded', fixedIn: 'v0.5.2' },
  ],
  metrics: {
    labels: {
      [SANDBOXES]: ['namespace', 'ready_condition', 'expired', 'launch_type', 'sandbox_template', 'owned_by'],
    },
  },
};
