/** An operator turns off what guards the tenant, runs commands in pods, or forges metadata. */
import { Attack, attacksOf, by, forbidden, gap, partLater } from '../attack';
import { object, OWNER, pod, PRIVILEGED_NAMESPACE, sandbox, template, the, volumeClaim } from '../objects';
import { create, jsonPatch, mergePatch, post, read, remove, removeAll } from '../requests';

const DEV = the('Sandbox', 'dev');
const POD = the('Pod', 'dev');
const EPHEMERAL = { spec: { ephemeralContainers: [{ name: 'debug', image: 'registry.example.com/debug:1' }] } };
const annotated = (annotations: Readonly<Record<string, string>>) => ({ annotations });

export const GUARDS: readonly Attack[] = [
  ...forbidden(
    'operator',
    [
      'deletes the admission policy of its pods',
      remove(the('ValidatingAdmissionPolicy', 'agents-isolation-pods')), 'delete validatingadmissionpolicies',
    ],
    [
      'deletes the binding of the policy',
      remove(the('ValidatingAdmissionPolicyBinding', 'agents-isolation-pods')),
      'delete validatingadmissionpolicybindings',
    ],
    [
      'reads the admission policies',
      read(the('ValidatingAdmissionPolicy', 'agents-isolation-pods')), 'get validatingadmissionpolicies',
    ],
    [
      'lowers the Pod Security of its namespace',
      mergePatch(the('Namespace', 'agents'), PRIVILEGED_NAMESPACE), 'patch namespaces',
    ],
    ['deletes its namespace', remove(the('Namespace', 'agents')), 'delete namespaces'],
    ['creates a namespace without guards', create(object('Namespace')), 'create namespaces'],
    ['finalizes its namespace', post(the('Namespace', 'agents'), 'finalize', {}), 'create namespaces/finalize'],
    [
      'deletes its quota',
      remove(the('ResourceQuota', 'no-system-priority')), 'delete resourcequotas',
      read(the('ResourceQuota', 'no-system-priority')),
    ],
    [
      'changes the CRD of Sandboxes',
      mergePatch(the('CustomResourceDefinition', 'sandboxes.agents.x-k8s.io'), { metadata: { labels: { x: 'y' } } }),
      'patch customresourcedefinitions',
    ],
    [
      'registers a webhook',
      create(object('MutatingWebhookConfiguration', { webhooks: [] })), 'create mutatingwebhookconfigurations',
    ],
    ['runs a command in a pod', post(POD, 'exec?command=sh'), 'create pods/exec', read(POD)],
    ['attaches to a pod', post(POD, 'attach?stdin=true'), 'create pods/attach'],
    ['debugs a pod', mergePatch(POD, EPHEMERAL, 'ephemeralcontainers'), 'patch pods/ephemeralcontainers'],
    ['creates a pod', create(pod()), 'create pods', create(sandbox())],
    [
      'changes the image of a pod',
      jsonPatch(POD, [{ op: 'replace', path: '/spec/containers/0/image', value: 'docker.io/library/python:3' }]),
      'patch pods',
      remove(POD),
    ],
    ['deletes all pods', removeAll(POD), 'deletecollection pods'],
    ['deletes all Sandboxes', removeAll(DEV), 'deletecollection sandboxes', remove(DEV)],
    [
      'reports that a Sandbox is ready',
      mergePatch(DEV, { status: { conditions: [] } }, 'status'), 'patch sandboxes/status',
    ],
    [
      'reports that a pool is full',
      mergePatch(the('SandboxWarmPool', 'python-pool'), { status: { readyReplicas: 100 } }, 'status'),
      'patch sandboxwarmpools/status',
    ],
    ['writes an event', create(object('Event', { involvedObject: DEV })), 'create events'],
    [
      'stops the controller by its lease',
      mergePatch(the('Lease', 'leader', 'agent-sandbox-system'), { spec: { holderIdentity: 'x' } }), 'patch leases',
    ],
  ),
  ...attacksOf(
    'operator',
    [
      'chooses the hypervisor of Kata by an annotation',
      create(sandbox(annotated({ 'io.katacontainers.config.hypervisor.path': '/tmp/qemu' }))),
      by('admission', 'ASB373'),
    ],
    [
      'turns on the host network of gVisor by an annotation',
      create(template(annotated({ 'dev.gvisor.flag.network': 'host' }))), by('admission', 'ASB373'),
    ],
    [
      'joins another network of Multus by an annotation',
      create(sandbox(annotated({ 'k8s.v1.cni.cncf.io/networks': 'kube-system/host' }))), by('admission', 'ASB373'),
    ],
    [
      'takes a cloud role of kube2iam by an annotation',
      create(template(annotated({ 'iam.amazonaws.com/role': 'admin' }))), by('admission', 'ASB373'),
    ],
    [
      'lifts the bandwidth limit by an annotation',
      create(sandbox(annotated({ 'kubernetes.io/egress-bandwidth': '100G' }))), by('admission', 'ASB373'),
    ],
    [
      'keeps a Sandbox from being deleted by a finalizer',
      create(sandbox({}, {}, { finalizers: ['example.com/keep'] })), by('admission', 'ASB382'),
    ],
    [
      'adds a finalizer to a Sandbox later',
      jsonPatch(DEV, [{ op: 'add', path: '/metadata/finalizers', value: ['example.com/keep'] }]),
      by('admission', 'ASB382'),
    ],
    [
      'keeps a template from being deleted by a finalizer',
      create(template({}, {}, { finalizers: ['example.com/keep'] })), by('admission', 'ASB382'),
    ],
    [
      'takes over a pod by its name',
      create(sandbox({}, {}, { name: 'kept-pod' })), partLater('controller', 'cannot adopt unowned pod'),
    ],
    [
      'takes over a volume claim by its name',
      create(sandbox({}, { volumeClaimTemplates: [volumeClaim('work')] }, { name: 'taker' })),
      partLater('controller', 'cannot adopt unowned PVC'),
    ],
    [
      'ties a Sandbox to an object of its choice by an owner reference',
      create(sandbox({}, {}, { ownerReferences: [OWNER] })), gap('Owner references'),
    ],
    [
      'blocks the deletion of an owner',
      create(sandbox({}, {}, { ownerReferences: [{ ...OWNER, blockOwnerDeletion: true }] })),
      gap('Owner references'),
    ],
  ),
];
