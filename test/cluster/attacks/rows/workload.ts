/** Code in a sandbox uses the token of its ServiceAccount, which no pod mounts, as if it had leaked. */
import { Attack, attacksOf, by, forbidden } from '../attack';
import { claim, object, review, sandbox, the } from '../objects';
import { create, impersonating, list, mergePatch, post, read, readPath } from '../requests';

const DEV = the('Sandbox', 'dev');
const POD = the('Pod', 'dev');

export const WORKLOAD: readonly Attack[] = [
  ...forbidden(
    'workload',
    ['reads its own pod', read(POD), 'get pods', create(review({ verb: 'get', resource: 'pods' }))],
    ['lists pods', list(POD), 'list pods'],
    ['reads its own Sandbox', read(DEV), 'get sandboxes'],
    ['lists the Sandboxes of all namespaces', readPath('/apis/agents.x-k8s.io/v1beta1/sandboxes'), 'list sandboxes'],
    ['creates a Sandbox', create(sandbox()), 'create sandboxes'],
    ['creates a claim', create(claim()), 'create sandboxclaims'],
    [
      'extends the life of its claim',
      mergePatch(the('SandboxClaim', 'nightly'), { spec: { lifecycle: null } }), 'patch sandboxclaims',
    ],
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets'],
    [
      'lists the Secrets of the controller\'s namespace',
      list(the('Secret', '', 'agent-sandbox-system')), 'list secrets',
    ],
    ['reads a ConfigMap', read(the('ConfigMap', 'settings')), 'get configmaps'],
    [
      'asks for another token of its account',
      post(the('ServiceAccount', 'sandbox'), 'token', { spec: {} }), 'create serviceaccounts/token',
    ],
    ['runs a command in another pod', post(POD, 'exec?command=sh'), 'create pods/exec'],
    ['lists namespaces', list(the('Namespace', '')), 'list namespaces'],
    ['lists nodes', list(the('Node', '')), 'list nodes'],
    ['reaches the kubelet through the API server', read(the('Node', 'node'), 'proxy/pods'), 'get nodes/proxy'],
    ['lists Services', list(the('Service', '')), 'list services'],
    [
      'creates a NetworkPolicy',
      create(object('NetworkPolicy', { spec: { podSelector: {} } })), 'create networkpolicies',
    ],
  ),
  ...attacksOf(
    'workload',
    [
      'acts as the operator',
      impersonating('system:serviceaccount:people:operator', list(DEV)), by('RBAC', 'cannot impersonate'),
    ],
    [
      'reads the metrics of the API server',
      readPath('/metrics'), by('RBAC', 'cannot get path "/metrics"'), readPath('/version'),
    ],
    ['reads the logs of the API server', readPath('/logs/'), by('RBAC', 'cannot get path "/logs/"')],
  ),
];
