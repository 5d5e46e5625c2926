/** An operator chooses nodes: those of the control plane, of other tenants, or before others. */
import { Attack, attacksOf, by, forbidden, later } from '../attack';
import { binding, object, sandbox, template, the } from '../objects';
import { create, jsonPatch, list, mergePatch, post } from '../requests';

const POD = the('Pod', 'dev');
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const NODE_TERMS = [{ matchExpressions: [{ key: CONTROL_PLANE, operator: 'Exists' }] }];
const NEAR_NEIGHBOUR = [{ topologyKey: 'kubernetes.io/hostname', namespaces: ['neighbour'], labelSelector: {} }];
const NEAR_ANYBODY = [{ topologyKey: 'kubernetes.io/hostname', namespaceSelector: {}, labelSelector: {} }];
const NEAR_OWN = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: {} }];
const PREFERENCE = [{ weight: 1, preference: NODE_TERMS[0] }];
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

export const SCHEDULING: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'names its node',
      create(sandbox({ spec: { nodeName: 'control-plane' } })), by('admission', 'ASB376'), create(sandbox()),
    ],
    [
      'names its node in a template',
      create(template({ spec: { nodeName: 'control-plane' } })), by('admission', 'ASB376'), create(template()),
    ],
    [
      'tolerates everything',
      create(sandbox({ spec: { tolerations: [{ operator: 'Exists' }] } })), by('admission', 'ASB376'),
    ],
    [
      'tolerates the taint of the control plane',
      create(template({ spec: { tolerations: [{ key: CONTROL_PLANE, operator: 'Exists' }] } })),
      by('admission', 'ASB376'),
    ],
    [
      'tolerates everything by an empty key',
      create(sandbox({ spec: { tolerations: [{ key: '', operator: 'Exists' }] } })), by('admission', 'ASB376'),
    ],
    [
      'prefers the nodes of the control plane',
      create(sandbox({ spec: { affinity: { nodeAffinity: { [PREFERRED]: PREFERENCE } } } })), by('admission', 'ASB376'),
    ],
    [
      'names its node later',
      jsonPatch(the('Sandbox', 'dev'), [{ op: 'add', path: '/spec/podTemplate/spec/nodeName', value: 'node' }]),
      by('admission', 'ASB376'),
    ],
    [
      'selects the nodes of the control plane',
      create(sandbox({ spec: { nodeSelector: { [CONTROL_PLANE]: '' } } })), by('admission', 'ASB376'),
    ],
    [
      'selects the nodes of the control plane by affinity',
      create(sandbox({ spec: { affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: NODE_TERMS } } } } })),
      by('admission', 'ASB376'),
    ],
    [
      'runs beside the pods of another tenant',
      create(sandbox({ spec: { affinity: { podAffinity: { [REQUIRED]: NEAR_NEIGHBOUR } } } })),
      by('admission', 'ASB376'),
    ],
    [
      'keeps the pods of others off its node',
      create(sandbox({ spec: { affinity: { podAntiAffinity: { [REQUIRED]: NEAR_ANYBODY } } } })),
      by('admission', 'ASB390'),
      create(sandbox({ spec: { affinity: { podAntiAffinity: { [REQUIRED]: NEAR_OWN } } } })),
    ],
    [
      'takes a high priority of the platform',
      create(sandbox({ spec: { priorityClassName: 'platform-high' } })), by('admission', 'ASB388'),
    ],
    [
      'names another scheduler',
      create(sandbox({ spec: { schedulerName: 'mine' } })), by('admission', 'ASB389'),
      create(sandbox({ spec: { schedulerName: 'default-scheduler' } })),
    ],
    [
      'takes the priority of the system',
      create(sandbox({ spec: { priorityClassName: 'system-node-critical' } })), by('admission', 'ASB388'),
    ],
    [
      'writes a priority',
      create(sandbox({ spec: { priority: 2000000000 } }, {}, { name: 'prior' })),
      later('controller', 'ReconcilerError'),
    ],
    [
      'claims less overhead than its runtime has',
      create(sandbox({ spec: { overhead: { cpu: '0' } } }, {}, { name: 'overhead' })),
      later('RuntimeClass', 'pod rejected'),
    ],
  ),
  ...forbidden(
    'operator',
    ['binds a pod to a node', post(POD, 'binding', binding('control-plane')), 'create pods/binding'],
    ['binds a pod by a Binding', create(binding('control-plane')), 'create bindings'],
    [
      'evicts a pod',
      post(POD, 'eviction', { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'dev' } }),
      'create pods/eviction',
    ],
    ['lists nodes', list(the('Node', '')), 'list nodes', list(the('ResourceQuota', ''))],
    ['taints a node', mergePatch(the('Node', 'node'), { spec: { unschedulable: true } }), 'patch nodes'],
    ['creates a PriorityClass', create(object('PriorityClass', { value: 1000000 })), 'create priorityclasses'],
    [
      'points the runtime to another handler',
      mergePatch(the('RuntimeClass', 'gvisor'), { handler: 'runc' }), 'patch runtimeclasses',
    ],
    ['creates a RuntimeClass', create(object('RuntimeClass', { handler: 'runc' })), 'create runtimeclasses'],
    [
      'forbids the eviction of its pods',
      create(object('PodDisruptionBudget', { spec: { minAvailable: '100%', selector: {} } })),
      'create poddisruptionbudgets',
    ],
  ),
  ...attacksOf(
    'operator',
    [
      'takes a runtime that does not exist',
      create(sandbox({ spec: { runtimeClassName: 'none' } })), by('admission', 'ASB350'),
    ],
  ),
];
