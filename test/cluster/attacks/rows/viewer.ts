/** A viewer reads, and changes nothing. */
import { Attack, attacksOf, by, forbidden } from '../attack';
import { binding, claim, FULL, object, pod, pool, sandbox, template, the } from '../objects';
import {
  apply, create, dryRun, impersonating, jsonPatch, list, mergePatch, post, read, readPath, remove, removeAll, update,
} from '../requests';

const DEV = the('Sandbox', 'dev');
const POOL = the('SandboxWarmPool', 'python-pool');
const POD = the('Pod', 'dev');

const LABEL = { metadata: { labels: { 'example.com/team': 'other' } } };
const COMMAND = 'exec?command=sh&stdin=true&tty=true';

export const VIEWER: readonly Attack[] = [
  ...forbidden(
    'viewer',
    ['creates a Sandbox', create(sandbox()), 'create sandboxes', read(DEV)],
    ['creates a Sandbox in a dry run', dryRun(create(sandbox())), 'create sandboxes'],
    ['creates a Sandbox by server-side apply', apply(sandbox()), 'patch sandboxes'],
    [
      'creates a Sandbox with a generated name',
      create(sandbox({}, {}, { name: undefined, generateName: 'x-' })), 'create sandboxes',
    ],
    ['creates a SandboxTemplate', create(template()), 'create sandboxtemplates', list(the('SandboxTemplate', ''))],
    ['creates a SandboxWarmPool', create(pool()), 'create sandboxwarmpools', list(the('SandboxWarmPool', ''))],
    ['creates a SandboxClaim', create(claim()), 'create sandboxclaims', list(the('SandboxClaim', ''))],
    ['relabels a Sandbox', mergePatch(DEV, LABEL), 'patch sandboxes'],
    ['replaces a Sandbox', update(DEV, [{ op: 'add', path: '/spec/service', value: true }]), 'update sandboxes'],
    [
      'suspends a Sandbox by a JSON patch',
      jsonPatch(DEV, [{ op: 'add', path: '/spec/operatingMode', value: 'Suspended' }]), 'patch sandboxes',
    ],
    ['deletes a Sandbox', remove(DEV), 'delete sandboxes'],
    ['deletes all Sandboxes', removeAll(DEV), 'deletecollection sandboxes'],
    ['deletes a SandboxClaim', remove(the('SandboxClaim', 'nightly')), 'delete sandboxclaims'],
    ['deletes a SandboxTemplate', remove(the('SandboxTemplate', 'python')), 'delete sandboxtemplates'],
    ['deletes a pod', remove(POD), 'delete pods', read(POD)],
    ['deletes all pods', removeAll(POD), 'deletecollection pods'],
    [
      'writes the status of a Sandbox',
      mergePatch(DEV, { status: { conditions: [] } }, 'status'), 'patch sandboxes/status',
    ],
    ['reads the scale of a pool', read(POOL, 'scale'), 'get sandboxwarmpools/scale', read(POOL)],
    ['scales a pool', mergePatch(POOL, { spec: { replicas: 3 } }, 'scale'), 'patch sandboxwarmpools/scale'],
  ),
  ...forbidden(
    'viewer',
    ['runs a command in a pod', post(POD, COMMAND), 'create pods/exec'],
    ['runs a command in a pod by GET', read(POD, COMMAND), 'get pods/exec'],
    ['attaches to a pod', post(POD, 'attach?stdin=true'), 'create pods/attach'],
    ['forwards a port of a pod', post(POD, 'portforward'), 'create pods/portforward'],
    ['sends a request through the proxy of a pod', read(POD, 'proxy/'), 'get pods/proxy'],
    ['reads the log of a pod', read(POD, 'log'), 'get pods/log', list(the('Event', ''))],
    ['debugs a pod', mergePatch(POD, { spec: {} }, 'ephemeralcontainers'), 'patch pods/ephemeralcontainers'],
    ['resizes a pod', mergePatch(POD, { spec: {} }, 'resize'), 'patch pods/resize'],
    ['binds a pod to a node', post(POD, 'binding', binding('node')), 'create pods/binding'],
    [
      'evicts a pod',
      post(POD, 'eviction', { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'dev' } }),
      'create pods/eviction',
    ],
    ['reports that a pod runs', mergePatch(POD, { status: { phase: 'Failed' } }, 'status'), 'patch pods/status'],
    ['creates a pod', create(pod()), 'create pods'],
  ),
  ...forbidden(
    'viewer',
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets', list(the('PersistentVolumeClaim', ''))],
    ['lists Secrets', list(the('Secret', '')), 'list secrets'],
    ['watches Secrets', list(the('Secret', ''), { watch: 'true', timeoutSeconds: '1' }), 'watch secrets'],
    ['reads a ConfigMap', read(the('ConfigMap', 'settings')), 'get configmaps'],
    [
      'asks for a token of the sandboxes\' account',
      post(the('ServiceAccount', 'sandbox'), 'token', { spec: {} }), 'create serviceaccounts/token',
    ],
    ['reads a Role', read(the('Role', 'sandbox-operator')), 'get roles'],
    [
      'raises a quota',
      mergePatch(the('ResourceQuota', 'sandbox-quota'), { spec: { hard: { pods: '999' } } }), 'patch resourcequotas',
      read(the('ResourceQuota', 'sandbox-quota')),
    ],
    ['writes an event', create(object('Event', { involvedObject: DEV })), 'create events'],
    ['lists the Sandboxes of all namespaces', readPath('/apis/agents.x-k8s.io/v1beta1/sandboxes'), 'list sandboxes'],
    [
      'lists the Sandboxes of another tenant',
      list(the('Sandbox', '', 'neighbour')), 'list sandboxes', list(the('Sandbox', '', FULL)),
    ],
    ['lists nodes', list(the('Node', '')), 'list nodes'],
    ['lists namespaces', list(the('Namespace', '')), 'list namespaces'],
  ),
  ...attacksOf(
    'viewer',
    [
      'acts as an operator',
      impersonating('system:serviceaccount:people:operator', create(sandbox())), by('RBAC', 'cannot impersonate'),
    ],
    [
      'acts as the cluster\'s administrator',
      impersonating('admin', create(sandbox())), by('RBAC', 'cannot impersonate'),
    ],
    [
      'acts as a node',
      impersonating('system:node:node', read(the('Secret', 'model-key'))), by('RBAC', 'cannot impersonate'),
    ],
    [
      'reads the metrics of the API server',
      readPath('/metrics'), by('RBAC', 'cannot get path "/metrics"'), readPath('/version'),
    ],
  ),
];
