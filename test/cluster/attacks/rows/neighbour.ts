/** The operator of another tenant reaches for this one. */
import { Attack, attacksOf, by, forbidden, later } from '../attack';
import { claim, inNamespace, NEIGHBOUR, roleBinding, sandbox, the } from '../objects';
import { create, list, mergePatch, read, readPath, remove, removeAll } from '../requests';

const DEV = the('Sandbox', 'dev');
const POD = the('Pod', 'dev');
/** References with the namespace of the tenant that is attacked. */
const SECRET = { secretKeyRef: { name: 'model-key', key: 'key', namespace: 'agents' } };
const VOLUME = { name: 'x', persistentVolumeClaim: { claimName: 'x', namespace: 'agents' } };

/** Creates an object in the attacker's own namespace. */
const own = (object: ReturnType<typeof sandbox>) => create(inNamespace(NEIGHBOUR, object));

export const NEIGHBOURS: readonly Attack[] = [
  ...forbidden(
    'neighbour',
    ['reads a Sandbox', read(DEV), 'get sandboxes', list(the('Sandbox', '', NEIGHBOUR))],
    ['lists the Sandboxes of all namespaces', readPath('/apis/agents.x-k8s.io/v1beta1/sandboxes'), 'list sandboxes'],
    ['creates a Sandbox', create(sandbox()), 'create sandboxes', own(sandbox())],
    ['takes a sandbox of the pool', create(claim()), 'create sandboxclaims', own(claim())],
    ['deletes a Sandbox', remove(DEV), 'delete sandboxes'],
    ['deletes all claims', removeAll(the('SandboxClaim', '')), 'deletecollection sandboxclaims'],
    [
      'opens the network of a template',
      mergePatch(the('SandboxTemplate', 'python'), { spec: { networkPolicy: { egress: [{}] } } }),
      'patch sandboxtemplates',
    ],
    [
      'scales a pool',
      mergePatch(the('SandboxWarmPool', 'python-pool'), { spec: { replicas: 0 } }, 'scale'),
      'patch sandboxwarmpools/scale',
    ],
    ['reads the log of a pod', read(POD, 'log'), 'get pods/log'],
    ['deletes a pod', remove(POD), 'delete pods'],
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets'],
    ['deletes a volume claim', remove(the('PersistentVolumeClaim', 'x')), 'delete persistentvolumeclaims'],
    ['grants itself a role', create(roleBinding('RoleBinding', 'Role', 'sandbox-operator')), 'create rolebindings'],
  ),
  ...attacksOf(
    'neighbour',
    [
      'sends a Sandbox for the namespace of the tenant',
      { ...create(sandbox()), target: the('Sandbox', '', NEIGHBOUR) },
      by('API', 'the namespace of the provided object does not match'),
    ],
    [
      'claims from a pool of the tenant by its name',
      own(claim({ warmPoolRef: { name: 'open-pool' } }, { name: 'reaching' })), later('controller', 'WarmPoolNotFound'),
    ],
    [
      'names the namespace of the pool',
      own(claim({ warmPoolRef: { name: 'open-pool', namespace: 'agents' } })),
      by('schema', 'unknown field "spec.warmPoolRef.namespace"'),
    ],
    [
      'reads a Secret of the tenant by a variable',
      own(sandbox({ container: { env: [{ name: 'KEY', valueFrom: SECRET }] } })), by('schema', 'unknown field'),
    ],
    [
      'mounts a volume claim of the tenant',
      own(sandbox({ spec: { volumes: [VOLUME] } })), by('schema', 'unknown field'),
    ],
  ),
];
