/** A holder of Kubernetes' ClusterRole `edit` in the namespace creates pods and other objects directly. */
import { Attack, attacksOf, by, forbidden, gap } from '../attack';
import {
  binding, CONTAINER, object, pod, PRIVILEGED_NAMESPACE, roleBinding, sandbox, template, the, volumeClaim,
} from '../objects';
import { create, dryRun, jsonPatch, mergePatch, post, read, remove } from '../requests';

const POD = the('Pod', 'dev');
const EPHEMERAL = [{
  op: 'add', path: '/spec/ephemeralContainers', value: [{ ...CONTAINER, name: 'debug', resources: undefined }],
}] as const;

const limited = (limits: object) => ({ container: { resources: { limits, requests: undefined } } });
const service = (spec: object) => (
  create(object('Service', { spec: { selector: { app: 'x' }, ports: [{ port: 443 }], ...spec } }))
);
const volumeClaimOf = (storage: string) => {
  const { spec } = volumeClaim('x', { resources: { requests: { storage } } });
  return object('PersistentVolumeClaim', { spec });
};

export const EDITOR: readonly Attack[] = [
  ...attacksOf(
    'editor',
    [
      'creates a pod without a runtime',
      create(pod({ spec: { runtimeClassName: undefined } })), by('admission', 'ASB350'), create(pod()),
    ],
    [
      'creates a privileged pod',
      create(pod({ container: { securityContext: { privileged: true, allowPrivilegeEscalation: undefined } } })),
      by('Pod Security', 'privileged'),
      create(pod()),
    ],
    [
      'creates a pod on the network of the node',
      create(pod({ spec: { hostNetwork: true } })), by('Pod Security', 'host namespaces'),
    ],
    [
      'creates a pod with a path of the node',
      create(pod({ spec: { volumes: [{ name: 'x', hostPath: { path: '/' } }] } })),
      by('Pod Security', 'restricted volume types'),
      create(pod({ spec: { volumes: [{ name: 'x', emptyDir: {} }] } })),
    ],
    [
      'creates a pod as root',
      create(pod({ spec: { securityContext: { runAsUser: 0 } } })), by('Pod Security', 'runAsUser=0'),
    ],
    [
      'creates a pod with a token',
      create(pod({ spec: { automountServiceAccountToken: true } })), by('admission', 'ASB357'),
    ],
    [
      'creates a pod with an image of another registry',
      create(pod({ container: { image: 'docker.io/library/python:3' } })), by('admission', 'ASB364'),
    ],
    [
      'creates a pod with a container that is too large',
      create(pod(limited({ cpu: '64', memory: '1Gi' }))), by('LimitRange', 'maximum cpu usage per Container'),
      create(pod(limited({ cpu: '4', memory: '1Gi' }))),
    ],
    ['creates a pod with a limit of 0', create(pod(limited({ cpu: '1', memory: '0' }))), by('admission', 'ASB367')],
    [
      'creates a pod with the priority of the system',
      create(pod({ spec: { priorityClassName: 'system-node-critical' } })), by('quota', 'no-system-priority'),
    ],
    [
      'creates a pod with a GPU',
      create(pod(limited({ 'cpu': '1', 'memory': '1Gi', 'nvidia.com/gpu': '2' }))),
      by('quota', 'requests.nvidia.com/gpu=2'),
    ],
    [
      'creates a pod with a runtime that does not exist',
      create(pod({ spec: { runtimeClassName: 'none' } })), by('RuntimeClass', 'RuntimeClass "none" not found'),
    ],
    [
      'creates a pod with an account that does not exist',
      create(pod({ spec: { serviceAccountName: 'none' } })), by('API', 'serviceaccount "none" not found'),
    ],
    [
      'creates a pod with a field that does not exist',
      create(pod({ spec: { hostpid: true } })), by('schema', 'unknown field "spec.hostpid"'),
    ],
    [
      'creates a pod with two volumes of one name',
      create(pod({ spec: { volumes: [{ name: 'x', emptyDir: {} }, { name: 'x', emptyDir: {} }] } })),
      by('validation', 'Duplicate value'),
    ],
    ['debugs a pod', jsonPatch(POD, [...EPHEMERAL], 'ephemeralcontainers'), by('RBAC', 'pods/ephemeralcontainers')],
    [
      'creates a pod with an annotation for Kata',
      create(pod({ annotations: { 'io.katacontainers.config.hypervisor.path': '/tmp/qemu' } })),
      by('admission', 'ASB373'),
      create(pod({ annotations: { 'example.com/team': 'search' } })),
    ],
    ['creates a pod on a node of its choice', create(pod({ spec: { nodeName: 'node' } })), by('admission', 'ASB376')],
    [
      'creates a pod that tolerates everything',
      create(pod({ spec: { tolerations: [{ operator: 'Exists' }] } })), by('admission', 'ASB376'),
    ],
    [
      'creates a pod as another account',
      create(pod({ spec: { serviceAccountName: 'deployer' } })), by('admission', 'ASB375'),
    ],
    [
      'creates a pod with memory as a volume without a size',
      create(pod({ spec: { volumes: [{ name: 'x', emptyDir: { medium: 'Memory' } }] } })), by('admission', 'ASB378'),
    ],
    [
      'creates a volume claim of 100Ti',
      create(volumeClaimOf('100Ti')), by('LimitRange', 'maximum storage usage per PersistentVolumeClaim'),
      create(volumeClaimOf('1Gi')),
    ],
    [
      'creates a Service that is another host',
      service({ type: 'ExternalName', externalName: 'kubernetes.default.svc' }), gap('Kubernetes\' ClusterRole `edit`'),
    ],
    [
      'creates a Service with the address of another',
      service({ externalIPs: ['10.0.0.10'] }), gap('Kubernetes\' ClusterRole `edit`'),
    ],
    [
      'opens the network by a NetworkPolicy',
      create(object('NetworkPolicy', { spec: { podSelector: {}, egress: [{}], policyTypes: ['Egress'] } })),
      gap('Kubernetes\' ClusterRole `edit`'),
    ],
    [
      'deletes the policy that denies everything',
      remove(the('NetworkPolicy', 'deny-all')), gap('Kubernetes\' ClusterRole `edit`'),
    ],
    ['reads a Secret', read(the('Secret', 'model-key')), gap('Kubernetes\' ClusterRole `edit`')],
  ),
  ...forbidden(
    'editor',
    ['creates a Sandbox', create(sandbox()), 'create sandboxes', create(pod())],
    ['creates a template', dryRun(create(template())), 'create sandboxtemplates'],
    [
      'raises the quota',
      mergePatch(the('ResourceQuota', 'sandbox-quota'), { spec: { hard: {} } }), 'patch resourcequotas',
    ],
    ['grants itself more', create(roleBinding('RoleBinding', 'ClusterRole', 'admin')), 'create rolebindings'],
    [
      'lowers the Pod Security of the namespace',
      mergePatch(the('Namespace', 'agents'), PRIVILEGED_NAMESPACE), 'patch namespaces',
    ],
    ['binds a pod to a node', post(POD, 'binding', binding('node')), 'create pods/binding'],
  ),
];
