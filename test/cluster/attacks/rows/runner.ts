/** A runner keeps pools and claims going, of templates that others define. */
import { Attack, attacksOf, by, forbidden } from '../attack';
import { claim, FULL, inNamespace, object, pod, pool, PRIVILEGED_NAMESPACE, sandbox, template, the } from '../objects';
import { apply, create, jsonPatch, mergePatch, post, read, remove, removeAll, update } from '../requests';

const DEV = the('Sandbox', 'dev');
const PYTHON = the('SandboxTemplate', 'python');
const POOL = the('SandboxWarmPool', 'python-pool');
const POD = the('Pod', 'dev');

export const RUNNER: readonly Attack[] = [
  ...forbidden(
    'runner',
    ['creates a Sandbox', create(sandbox()), 'create sandboxes', create(claim())],
    ['changes a Sandbox', mergePatch(DEV, { spec: { operatingMode: 'Suspended' } }), 'patch sandboxes', read(DEV)],
    ['deletes a Sandbox', remove(DEV), 'delete sandboxes', remove(POD)],
    ['creates a template', create(template()), 'create sandboxtemplates', create(pool())],
    ['applies a template', apply(template({}, {}, { name: 'python' })), 'patch sandboxtemplates'],
    [
      'opens the network of a template',
      mergePatch(PYTHON, { spec: { networkPolicy: { egress: [{}] } } }), 'patch sandboxtemplates', read(PYTHON),
    ],
    [
      'replaces a template',
      update(PYTHON, [{ op: 'add', path: '/spec/networkPolicyManagement', value: 'Unmanaged' }]),
      'update sandboxtemplates',
    ],
    [
      'lets claims bring variables',
      jsonPatch(PYTHON, [{ op: 'add', path: '/spec/envVarsInjectionPolicy', value: 'Overrides' }]),
      'patch sandboxtemplates',
    ],
    ['deletes a template', remove(PYTHON), 'delete sandboxtemplates', remove(POOL)],
    ['deletes all pools', removeAll(POOL), 'deletecollection sandboxwarmpools'],
    [
      'reports that a pool is full',
      mergePatch(POOL, { status: { readyReplicas: 9 } }, 'status'), 'patch sandboxwarmpools/status',
    ],
    ['creates a pod', create(pod()), 'create pods'],
    ['runs a command in a pod', post(POD, 'exec?command=sh'), 'create pods/exec', read(POD)],
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets'],
    [
      'raises a quota',
      mergePatch(the('ResourceQuota', 'sandbox-quota'), { spec: { hard: {} } }), 'patch resourcequotas',
      read(the('ResourceQuota', 'sandbox-quota')),
    ],
    [
      'creates a NetworkPolicy',
      create(object('NetworkPolicy', { spec: { podSelector: {} } })), 'create networkpolicies',
    ],
    [
      'lowers the Pod Security of the namespace',
      mergePatch(the('Namespace', 'agents'), PRIVILEGED_NAMESPACE), 'patch namespaces',
    ],
  ),
  ...attacksOf(
    'runner',
    [
      'creates a pool larger than the tenant allows',
      create(pool({ replicas: 4 })), by('admission', 'ASB369'), create(pool({ replicas: 3 })),
    ],
    [
      'scales a pool beyond that',
      mergePatch(POOL, { spec: { replicas: 1000 } }, 'scale'), by('admission', 'ASB369'),
      mergePatch(POOL, { spec: { replicas: 2 } }, 'scale'),
    ],
    [
      'defines a pod in a pool',
      create(pool({ podTemplate: { spec: { hostPID: true } } })), by('schema', 'unknown field "spec.podTemplate"'),
    ],
    ['exceeds the number of claims', create(inNamespace(FULL, claim())), by('quota', 'exceeded quota: sandbox-quota')],
    [
      'keeps a pool from being deleted by a finalizer',
      create(pool({}, { finalizers: ['example.com/keep'] })), by('admission', 'ASB382'),
      create(pool({}, { finalizers: ['foregroundDeletion'] })),
    ],
  ),
];
