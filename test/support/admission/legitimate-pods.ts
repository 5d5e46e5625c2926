/** Pods that are as they should be, among them the nearest to hostile ones. */
import { add, Base, Operation, remove, replace } from './pods';

export interface LegitimatePod {
  readonly name: string;
  readonly changes: readonly Operation[];
  readonly base: Base;
}

const pod = (name: string, changes: readonly Operation[] = [], base: Base = 'plain'): LegitimatePod => ({
  name,
  changes,
  base,
});

const MAIN = '/spec/containers/0';
const DIGEST = `@sha256:${'a1'.repeat(32)}`;

const token = (audience: string) => add('/spec/volumes/-', {
  name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token', audience } }] },
});

export const LEGITIMATE_PODS: readonly LegitimatePod[] = [
  pod('a pod that says all it should'),
  pod('one that is debugged', [], 'debugged'),
  pod('one with digests', [], 'digested'),
  pod('one with the account of its identity', [], 'identified'),
  pod('a token for the cloud of its identity', [token('sts.amazonaws.com')], 'identified'),
  pod('a token for the cloud of another identity of the tenant', [
    replace('/spec/serviceAccountName', 'azure'),
    add('/metadata/labels', { 'azure.workload.identity/use': 'true' }),
    token('api://AzureADTokenExchange'),
  ], 'identified'),
  pod('another runtime of the tenant', [replace('/spec/runtimeClassName', 'kata-qemu')]),
  pod('privileged false', [add(`${MAIN}/securityContext/privileged`, false)]),
  pod('no namespaces of the node', [
    add('/spec/hostNetwork', false),
    add('/spec/hostPID', false),
    add('/spec/hostIPC', false),
  ]),
  pod('processes of its containers shared', [add('/spec/shareProcessNamespace', true)]),
  pod('the one capability that may be added', [add(`${MAIN}/securityContext/capabilities/add`, ['NET_BIND_SERVICE'])]),
  pod('no capability added', [add(`${MAIN}/securityContext/capabilities/add`, [])]),
  pod('more dropped than all', [replace(`${MAIN}/securityContext/capabilities/drop`, ['NET_RAW', 'ALL'])]),
  pod('a user', [add('/spec/securityContext/runAsUser', 1000), add('/spec/securityContext/fsGroup', 1000)]),
  pod('containers that say it themselves', [
    remove('/spec/securityContext/runAsNonRoot'),
    add(`${MAIN}/securityContext/runAsNonRoot`, true),
    add('/spec/initContainers/0/securityContext/runAsNonRoot', true),
  ]),
  pod('containers that name their profile', [
    remove('/spec/securityContext/seccompProfile'),
    add(`${MAIN}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
    add('/spec/initContainers/0/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
  ]),
  pod('a seccomp profile of the node', [
    replace('/spec/securityContext/seccompProfile', { type: 'Localhost', localhostProfile: 'sandbox.json' }),
  ]),
  pod('no port of the node', [add(`${MAIN}/ports/0/hostPort`, 0)]),
  pod('no ports', [remove(`${MAIN}/ports`)]),
  pod('safe sysctls', [
    add('/spec/securityContext/sysctls', [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]),
  ]),
  pod('/proc masked', [add(`${MAIN}/securityContext/procMount`, 'Default')]),
  pod('no init containers', [remove('/spec/initContainers')]),
  pod('a sidecar', [add('/spec/initContainers/0/restartPolicy', 'Always')]),
  pod('no volumes', [
    remove('/spec/volumes'),
    remove(`${MAIN}/volumeMounts`),
    remove('/spec/initContainers/0/volumeMounts'),
  ]),
  pod('an empty list of ephemeral containers', [add('/spec/ephemeralContainers', [])]),
  pod('configuration, secrets and claims', [
    add('/spec/volumes/-', { name: 'settings', configMap: { name: 'settings' } }),
    add('/spec/volumes/-', { name: 'key', secret: { secretName: 'key' } }),
    add('/spec/volumes/-', { name: 'home', persistentVolumeClaim: { claimName: 'home' } }),
  ]),
  pod('what it is, as a volume', [
    add('/spec/volumes/3/projected/sources/-', {
      downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] },
    }),
  ]),
  pod('a volume of a driver that Kubernetes knows', [
    add('/spec/volumes/-', { name: 'cache', csi: { driver: 'cache.example.com' } }),
  ]),
  pod('an image as a volume', [
    add('/spec/volumes/-', { name: 'tools', image: { reference: 'registry.example.com/tools:1' } }),
  ]),
  pod('a digest beside a tag', [replace(`${MAIN}/image`, `registry.example.com/python:3.14${DIGEST}`)], 'digested'),
  pod('a digest alone', [replace(`${MAIN}/image`, `registry.example.com/python${DIGEST}`)], 'digested'),
  pod('a path in the registry', [replace(`${MAIN}/image`, 'registry.example.com/teams/research/python:3.14')]),
  pod('as much as a container may have', [replace(`${MAIN}/resources/limits`, { cpu: '8', memory: '32Gi' })]),
  pod('the same in other units', [replace(`${MAIN}/resources/limits`, { cpu: '8000m', memory: '33554432Ki' })]),
  pod('a whole number of cores', [replace(`${MAIN}/resources/limits/cpu`, 2)]),
  pod('ephemeral storage', [add(`${MAIN}/resources/limits/ephemeral-storage`, '20Gi')]),
  pod('limits alone', [remove(`${MAIN}/resources/requests`)]),
  pod('a file system that is read only', [add(`${MAIN}/securityContext/readOnlyRootFilesystem`, true)]),
  pod('a user namespace', [add('/spec/hostUsers', false)]),
  pod('probes of the pod itself', [
    add(`${MAIN}/livenessProbe`, { httpGet: { port: 8888, path: '/live' } }),
    add(`${MAIN}/readinessProbe`, { tcpSocket: { port: 8888 } }),
  ]),
  pod('AppArmor as by default', [add('/spec/securityContext/appArmorProfile', { type: 'RuntimeDefault' })]),
  pod('an SELinux type of containers', [add('/spec/securityContext/seLinuxOptions', { type: 'container_t' })]),
  pod('nodes of its own', [
    add('/spec/nodeSelector', { 'example.com/pool': 'sandboxes' }),
    add('/spec/tolerations', [{ key: 'sandboxes', operator: 'Exists' }]),
  ]),
  pod('another scheduler, DNS and host name', [
    add('/spec/schedulerName', 'bin-packer'),
    add('/spec/dnsPolicy', 'None'),
    add('/spec/dnsConfig', { nameservers: ['1.1.1.1'] }),
    add('/spec/hostname', 'dev'),
  ]),
  pod('Windows, which has none of the fields of Linux', [
    add('/spec/os', { name: 'windows' }),
    remove('/spec/securityContext/seccompProfile'),
    replace(`${MAIN}/securityContext`, { windowsOptions: { runAsUserName: 'ContainerUser' } }),
    remove('/spec/initContainers'),
  ]),
  pod('annotations that are allowed', [
    add('/metadata/annotations', {
      'example.com/team': 'research',
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
      'io.katacontainers.config.hypervisor.default_vcpus': '2',
    }),
  ]),
  pod('labels of its own', [add('/metadata/labels', { 'app': 'python', 'example.com/team': 'research' })]),
  pod('the account of the tenant', [add('/spec/serviceAccountName', 'sandbox')]),
  pod('the account that pods have by default', [
    add('/spec/serviceAccountName', 'default'),
    add('/spec/serviceAccount', 'default'),
  ]),
  pod('tolerations that are allowed', [
    add('/spec/tolerations', [
      { key: 'example.com/team', operator: 'Equal', value: 'research', effect: 'NoSchedule' },
      { key: 'sandboxes', operator: 'Equal', value: 'any', effect: 'NoExecute' },
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ]),
  ]),
  pod('an architecture', [add('/spec/nodeSelector', { 'kubernetes.io/arch': 'arm64', 'kubernetes.io/os': 'linux' })]),
  pod('nodes beside pods of its namespace', [add('/spec/affinity', {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: {} }],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'topology.kubernetes.io/zone', labelSelector: {} },
      ],
    },
  })]),
  pod('memory with a size', [replace('/spec/volumes/0/emptyDir', { medium: 'Memory', sizeLimit: '1Gi' })]),
  pod('an ephemeral volume', [add('/spec/volumes/-', {
    name: 'scratch',
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'standard',
          resources: { requests: { storage: '1Gi' } },
        },
      },
    },
  })]),
  pod('a GPU that is allowed', [add(`${MAIN}/resources/limits/nvidia.com~1gpu`, '1')]),
  pod('a limit of CPU for the whole pod', [add('/spec/resources', { limits: { cpu: '8' } })]),
  pod('a PriorityClass that is allowed', [add('/spec/priorityClassName', 'batch')]),
  pod('the scheduler of Kubernetes', [add('/spec/schedulerName', 'default-scheduler')]),
];
