/**
 * Pods that want more than their sandbox. Each differs from a legitimate one in one field, and names who refuses it.
 */
import { add, Base, Holder, Operation, remove, replace } from './pods';

export interface HostilePod {
  readonly name: string;
  readonly change: Operation;
  readonly base: Base;
  /** The first in the cluster that refuses it. */
  readonly refusedBy: 'schema' | 'pod-security' | 'policy' | 'quota';
  /** Of the finding at synth; what a quota refuses, in a tenant that has one. */
  readonly code: string;
  /** The kinds in which it is refused, if not in all. */
  readonly kinds?: readonly Holder[];
  /** The check of Pod Security that refuses it. */
  readonly check?: string;
  /** The code by which policies refuse it in objects that describe pods, of which no quota counts the pods. */
  readonly described?: string;
}

/** The codes by which admission policies refuse a hostile pod in an object of a kind. */
export function refusedIn(kind: Holder, { refusedBy, code, kinds, described: ofOthers }: HostilePod): string[] {
  if (ofOthers !== undefined && kind !== 'Pod') { return [ofOthers]; }
  return refusedBy === 'policy' && (kinds === undefined || kinds.includes(kind)) ? [code] : [];
}

/** A kind in which a hostile pod is refused. */
export function holderOf({ kinds = ['Pod'] }: HostilePod): Holder {
  return kinds[0];
}

type Case = readonly [name: string, change: Operation, base?: Base];

const by = (refusedBy: HostilePod['refusedBy'], code: string, cases: readonly Case[], check?: string): HostilePod[] => (
  cases.map(([name, change, base = 'plain']) => ({ name, change, base, refusedBy, code, check }))
);
const policy = (code: string, ...cases: readonly Case[]) => by('policy', code, cases);
/** Rows that only the objects that describe pods are refused for: Kubernetes itself gives the same to pods. */
const described = (rows: readonly HostilePod[]): HostilePod[] =>
  rows.map((row) => ({ ...row, kinds: ['Sandbox', 'SandboxTemplate'] }));
const schema = (...cases: readonly Case[]) => by('schema', 'ASB102', cases);
const podSecurity = (check: string, ...cases: readonly Case[]) => by('pod-security', 'ASB370', cases, check);
const quota = (code: string, ...cases: readonly Case[]) => by('quota', code, cases);

const MAIN = '/spec/containers/0';
const INIT = '/spec/initContainers/0';
const DEBUG = '/spec/ephemeralContainers/0';

const annotation = (key: string, text: string) => add(`/metadata/annotations/${key.replaceAll('/', '~1')}`, text);

const EVERYWHERE = { topologyKey: 'kubernetes.io/hostname', namespaceSelector: {}, labelSelector: {} };

const token = (audience: string | undefined, ...sources: object[]) => add('/spec/volumes/-', {
  name: 'token', projected: { sources: [...sources, { serviceAccountToken: { path: 'token', audience } }] },
});

const STS = { serviceAccountToken: { path: 'sts', audience: 'sts.amazonaws.com' } };

const GIBIBYTE = { resources: { requests: { storage: '1Gi' } } };

const ephemeral = (spec: object, name = 'scratch') => (
  { name, ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], ...spec } } } }
);

export const HOSTILE_PODS: readonly HostilePod[] = [
  ...policy(
    'ASB350',
    ['no runtime', remove('/spec/runtimeClassName')],
    ['the runtime of the node', replace('/spec/runtimeClassName', 'runc')],
    ['a runtime of another tenant', replace('/spec/runtimeClassName', 'kata-fc')],
    ['an empty runtime', replace('/spec/runtimeClassName', '')],
    ['a runtime that only begins like one', replace('/spec/runtimeClassName', 'gvisor-debug')],
  ),
  ...policy(
    'ASB351',
    ['a privileged container', add(`${MAIN}/securityContext/privileged`, true)],
    ['a privileged init container', add(`${INIT}/securityContext/privileged`, true)],
    ['a privileged ephemeral container', add(`${DEBUG}/securityContext/privileged`, true), 'debugged'],
  ),
  ...policy(
    'ASB352',
    ['hostNetwork', add('/spec/hostNetwork', true)],
    ['hostPID', add('/spec/hostPID', true)],
    ['hostIPC', add('/spec/hostIPC', true)],
  ),
  ...policy(
    'ASB353',
    ['the root of the node in a container', replace('/spec/volumes/0', { name: 'work', hostPath: { path: '/' } })],
    [
      'the socket of containerd in an init container',
      replace('/spec/volumes/1', { name: 'prepared', hostPath: { path: '/run/containerd/containerd.sock' } }),
    ],
    [
      '/proc of the node in an ephemeral container',
      replace('/spec/volumes/2', { name: 'dump', hostPath: { path: '/proc' } }),
      'debugged',
    ],
    [
      'a path of the node that nothing mounts yet',
      add('/spec/volumes/-', { name: 'logs', hostPath: { path: '/var/log' } }),
    ],
  ),
  ...policy(
    'ASB354',
    ['SYS_ADMIN', add(`${MAIN}/securityContext/capabilities/add`, ['SYS_ADMIN'])],
    ['all capabilities', add(`${MAIN}/securityContext/capabilities/add`, ['ALL'])],
    [
      'one more beside one that is allowed',
      add(`${MAIN}/securityContext/capabilities/add`, ['NET_BIND_SERVICE', 'NET_RAW']),
    ],
    ['NET_ADMIN in an init container', add(`${INIT}/securityContext/capabilities/add`, ['NET_ADMIN'])],
    [
      'SYS_PTRACE in an ephemeral container',
      add(`${DEBUG}/securityContext/capabilities/add`, ['SYS_PTRACE']),
      'debugged',
    ],
  ),
  ...policy(
    'ASB355',
    ['no capabilities dropped', remove(`${MAIN}/securityContext/capabilities`)],
    ['a few capabilities dropped', replace(`${MAIN}/securityContext/capabilities/drop`, ['NET_RAW'])],
    ['none dropped of a list', replace(`${MAIN}/securityContext/capabilities/drop`, [])],
    ['none dropped in an init container', remove(`${INIT}/securityContext/capabilities/drop`)],
    ['none dropped in an ephemeral container', remove(`${DEBUG}/securityContext/capabilities/drop`), 'debugged'],
  ),
  ...policy(
    'ASB356',
    ['privileges gained', replace(`${MAIN}/securityContext/allowPrivilegeEscalation`, true)],
    ['privileges not denied', remove(`${MAIN}/securityContext/allowPrivilegeEscalation`)],
    ['privileges not denied in an init container', remove(`${INIT}/securityContext/allowPrivilegeEscalation`)],
    [
      'privileges gained in an ephemeral container',
      replace(`${DEBUG}/securityContext/allowPrivilegeEscalation`, true),
      'debugged',
    ],
  ),
  ...policy(
    'ASB357',
    ['a mounted token', replace('/spec/automountServiceAccountToken', true)],
    ['a token as the service account has it', remove('/spec/automountServiceAccountToken')],
  ),
  ...policy(
    'ASB358',
    ['a projected token', add('/spec/volumes/3/projected/sources/-', { serviceAccountToken: { path: 'token' } })],
    [
      'a projected token for another audience',
      add('/spec/volumes/-', {
        name: 'token',
        projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] },
      }),
    ],
    [
      'a certificate of the pod',
      add('/spec/volumes/3/projected/sources/-', {
        podCertificate: { signerName: 'example.com/signer', keyType: 'ED25519' },
      }),
    ],
    ['a token for the API server beside an identity', token(undefined), 'identified'],
    ['a token for the API server by its name', token('https://kubernetes.default.svc'), 'identified'],
    ['a token for nobody', token(''), 'identified'],
    ['a token for a cloud of which it has no identity', token('pods.eks.amazonaws.com'), 'identified'],
    ['an audience that begins like that of an identity', token('sts.amazonaws.com.cn'), 'identified'],
    ['an audience in other letters', token('STS.amazonaws.com'), 'identified'],
    ['a foreign token beside that of its identity', token('vault', STS), 'identified'],
    [
      'a certificate beside an identity',
      add('/spec/volumes/3/projected/sources/-', {
        podCertificate: { signerName: 'example.com/signer', keyType: 'ED25519' },
      }),
      'identified',
    ],
  ),
  ...policy(
    'ASB359',
    ['root allowed', replace('/spec/securityContext/runAsNonRoot', false)],
    ['root not denied', remove('/spec/securityContext/runAsNonRoot')],
    ['root allowed in a container', add(`${MAIN}/securityContext/runAsNonRoot`, false)],
    ['root allowed in an init container', add(`${INIT}/securityContext/runAsNonRoot`, false)],
    ['root allowed in an ephemeral container', add(`${DEBUG}/securityContext/runAsNonRoot`, false), 'debugged'],
    ['user 0', add('/spec/securityContext/runAsUser', 0)],
    ['user 0 in a container', add(`${MAIN}/securityContext/runAsUser`, 0)],
  ),
  ...policy(
    'ASB360',
    ['no seccomp profile', remove('/spec/securityContext/seccompProfile')],
    ['seccomp switched off', replace('/spec/securityContext/seccompProfile/type', 'Unconfined')],
    ['seccomp switched off in a container', add(`${MAIN}/securityContext/seccompProfile`, { type: 'Unconfined' })],
    [
      'seccomp switched off in an init container',
      add(`${INIT}/securityContext/seccompProfile`, { type: 'Unconfined' }),
    ],
    [
      'seccomp switched off in an ephemeral container',
      add(`${DEBUG}/securityContext/seccompProfile`, { type: 'Unconfined' }),
      'debugged',
    ],
  ),
  ...policy(
    'ASB361',
    ['a port of the node', add(`${MAIN}/ports/0/hostPort`, 443)],
    [
      'a port of the node in an init container',
      add(`${INIT}/ports`, [{ containerPort: 53, hostPort: 53, protocol: 'UDP' }]),
    ],
  ),
  ...policy(
    'ASB362',
    [
      'a sysctl of the node',
      add('/spec/securityContext/sysctls', [{ name: 'kernel.core_pattern', value: '|/bin/sh' }]),
    ],
    [
      'a sysctl that is not safe',
      add('/spec/securityContext/sysctls', [
        { name: 'kernel.shm_rmid_forced', value: '1' },
        { name: 'net.core.somaxconn', value: '4096' },
      ]),
    ],
  ),
  ...policy(
    'ASB363',
    ['/proc unmasked', add(`${MAIN}/securityContext/procMount`, 'Unmasked')],
    ['/proc unmasked in an init container', add(`${INIT}/securityContext/procMount`, 'Unmasked')],
    ['/proc unmasked in an ephemeral container', add(`${DEBUG}/securityContext/procMount`, 'Unmasked'), 'debugged'],
  ),
  ...policy(
    'ASB364',
    ['a foreign registry', replace(`${MAIN}/image`, 'registry.evil.example/python:3.14')],
    ['a short name', replace(`${MAIN}/image`, 'python:3.14')],
    ['a registry whose name begins alike', replace(`${MAIN}/image`, 'registry.example.com.evil.example/python:3.14')],
    [
      'a registry that bears the name in its path',
      replace(`${MAIN}/image`, 'evil.example/registry.example.com/python:3.14'),
    ],
    ['another port of the registry', replace(`${MAIN}/image`, 'registry.example.com:5000/python:3.14')],
    ['a foreign registry in an init container', replace(`${INIT}/image`, 'docker.io/library/busybox:1')],
    [
      'a foreign registry in an ephemeral container',
      replace(`${DEBUG}/image`, 'docker.io/library/busybox:1'),
      'debugged',
    ],
    [
      'a foreign image as a volume',
      add('/spec/volumes/-', { name: 'tools', image: { reference: 'docker.io/library/busybox:1' } }),
    ],
    ['no image', remove(`${MAIN}/image`)],
  ),
  ...policy(
    'ASB365',
    ['a tag for a digest', replace(`${MAIN}/image`, 'registry.example.com/python:3.14'), 'digested'],
    ['a digest that is too short', replace(`${MAIN}/image`, 'registry.example.com/python@sha256:0f0f'), 'digested'],
    [
      'a digest in the middle',
      replace(`${MAIN}/image`, `registry.example.com/python@sha256:${'0f'.repeat(32)}-latest`),
      'digested',
    ],
    ['a tag in an init container', replace(`${INIT}/image`, 'registry.example.com/prepare:1'), 'digested'],
    [
      'a tag of a volume',
      add('/spec/volumes/-', { name: 'tools', image: { reference: 'registry.example.com/tools:1' } }),
      'digested',
    ],
  ),
  ...policy(
    'ASB366',
    ['no resources', remove(`${MAIN}/resources`)],
    ['no limits', remove(`${MAIN}/resources/limits`)],
    ['no limit of memory', remove(`${MAIN}/resources/limits/memory`)],
    ['no limit of CPU', remove(`${MAIN}/resources/limits/cpu`)],
    ['no limits of an init container', remove(`${INIT}/resources/limits`)],
  ),
  ...policy(
    'ASB367',
    ['a negative limit', replace(`${MAIN}/resources/limits/cpu`, '-1')],
    ['a negative limit of memory', replace(`${MAIN}/resources/limits/memory`, '-4Gi')],
    ['a limit of nothing, which is none', replace(`${MAIN}/resources/limits/cpu`, '0')],
    ['a huge limit', replace(`${MAIN}/resources/limits/memory`, '1Ei')],
    ['a limit just over the maximum', replace(`${MAIN}/resources/limits/cpu`, '8001m')],
    ['a limit with an exponent', replace(`${MAIN}/resources/limits/memory`, '1e12')],
    ['a huge limit of an init container', replace(`${INIT}/resources/limits/cpu`, '96')],
    ['a huge limit of ephemeral storage', add(`${MAIN}/resources/limits/ephemeral-storage`, '2Ti')],
  ),
  ...policy(
    'ASB368',
    [
      'an ephemeral container',
      add('/spec/ephemeralContainers', [
        {
          name: 'debug',
          image: 'registry.example.com/debug:1',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ]),
    ],
  ),
  ...policy(
    'ASB371',
    [
      'an ephemeral volume of no size',
      add('/spec/volumes/-', ephemeral({ resources: { requests: { storage: '0' } } })),
    ],
    [
      'an ephemeral volume of a negative size',
      add('/spec/volumes/-', ephemeral({ resources: { requests: { storage: '-1Gi' } } })),
    ],
  ),
  ...policy(
    'ASB373',
    ['the hypervisor of Kata', annotation('io.katacontainers.config.hypervisor.path', '/tmp/qemu')],
    ['kernel parameters of Kata', annotation('io.katacontainers.config.hypervisor.kernel_params', 'init=/bin/sh')],
    ['another network of Multus', annotation('k8s.v1.cni.cncf.io/networks', 'kube-system/host')],
    ['the default network of Multus', annotation('v1.multus-cni.io/default-network', 'host')],
    ['the host network of gVisor', annotation('dev.gvisor.flag.network', 'host')],
    ['a role of kube2iam', annotation('iam.amazonaws.com/role', 'admin')],
    ['an option of CRI-O', annotation('io.kubernetes.cri-o.userns-mode', 'host')],
    ['a device by CDI', annotation('cdi.k8s.io/vendor', 'vendor.com/device=all')],
    ['Secrets of Vault', annotation('vault.hashicorp.com/agent-inject', 'true')],
    ['no proxy of the mesh', annotation('sidecar.istio.io/inject', 'false')],
    ['an address of Calico', annotation('cni.projectcalico.org/ipAddrs', '["10.0.0.1"]')],
  ),
  ...described(policy(
    'ASB373',
    ['an annotation that is on no list', annotation('prometheus.io/scrape', 'true')],
    ['an annotation that begins almost alike', annotation('example.company/team', 'research')],
  )),
  ...described(policy(
    'ASB374',
    ['the label of the router', add('/metadata/labels', { app: 'sandbox-router' })],
    ['the label of the controller', add('/metadata/labels', { app: 'agent-sandbox-controller' })],
    ['the label of another sandbox', add('/metadata/labels', { 'agents.x-k8s.io/sandbox-name-hash': 'deadbeef' })],
    ['the label of a template', add('/metadata/labels', { 'agents.x-k8s.io/sandbox-template-ref-hash': 'deadbeef' })],
  )),
  ...policy(
    'ASB375',
    ['another service account', add('/spec/serviceAccountName', 'deployer')],
    ['another service account by the deprecated field', add('/spec/serviceAccount', 'deployer')],
    ['the account of an identity of another tenant', add('/spec/serviceAccountName', 'azure')],
    ['an account that is named like that of its identity', add('/spec/serviceAccountName', 'azure-x'), 'identified'],
  ),
  ...policy(
    'ASB376',
    ['a node by its name', add('/spec/nodeName', 'control-plane-1')],
    ['a toleration of everything', add('/spec/tolerations', [{ operator: 'Exists' }])],
    [
      'a toleration of every effect besides another',
      add('/spec/tolerations', [{ key: 'sandboxes' }, { operator: 'Exists', effect: 'NoExecute' }]),
    ],
  ),
  ...described(policy(
    'ASB376',
    [
      'a toleration of the control plane',
      add('/spec/tolerations', [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }]),
    ],
    [
      'a toleration of another team',
      add('/spec/tolerations', [{ key: 'example.com/team', operator: 'Equal', value: 'sales', effect: 'NoSchedule' }]),
    ],
    [
      'a toleration of any team',
      add('/spec/tolerations', [{ key: 'example.com/team', operator: 'Exists', effect: 'NoSchedule' }]),
    ],
    [
      'a toleration of another effect',
      add('/spec/tolerations', [{ key: 'example.com/team', value: 'research', effect: 'NoExecute' }]),
    ],
    ['a node selector', add('/spec/nodeSelector', { 'kubernetes.io/hostname': 'node-1' })],
    ['a node selector of another value', add('/spec/nodeSelector', { 'example.com/pool': 'sales' })],
    [
      'a node affinity',
      add('/spec/affinity', {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] }],
          },
        },
      }),
    ],
    [
      'a preferred node affinity',
      add('/spec/affinity', {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'example.com/pool', operator: 'Exists' }] } },
          ],
        },
      }),
    ],
    [
      'the nodes of pods of another namespace',
      add('/spec/affinity', {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', namespaces: ['sales'], labelSelector: {} },
          ],
        },
      }),
    ],
    [
      'the nodes of pods of all namespaces',
      add('/spec/affinity', {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', namespaceSelector: {}, labelSelector: {} },
            },
          ],
        },
      }),
    ],
  )),
  ...policy(
    'ASB377',
    [
      'an ephemeral volume of another tenant',
      add('/spec/volumes/-', ephemeral({ volumeName: 'pv-sales', ...GIBIBYTE })),
    ],
    [
      'an ephemeral volume by labels',
      add('/spec/volumes/-', ephemeral({ selector: { matchLabels: { team: 'sales' } }, ...GIBIBYTE })),
    ],
  ),
  ...policy(
    'ASB378',
    ['memory without a size', replace('/spec/volumes/0/emptyDir', { medium: 'Memory' })],
    [
      'more memory than a container may have',
      replace('/spec/volumes/0/emptyDir', { medium: 'Memory', sizeLimit: '33Gi' }),
    ],
    ['memory of size 0, which is no limit', replace('/spec/volumes/0/emptyDir', { medium: 'Memory', sizeLimit: '0' })],
  ),
  ...policy('ASB379', [
    'another storage class',
    add('/spec/volumes/-', ephemeral({ storageClassName: 'premium', ...GIBIBYTE })),
  ]),
  ...policy('ASB380', ['eleven ephemeral volumes', replace('/spec/volumes', [
    ...['work', 'prepared', 'dump', 'config'].map((name) => ({ name, emptyDir: {} })),
    ...Array.from({ length: 11 }, (_, index) => ephemeral(GIBIBYTE, `v${index}`)),
  ])]),
  ...policy(
    'ASB381',
    ['a GPU of another vendor', add(`${MAIN}/resources/limits/amd.com~1gpu`, '1')],
    ['huge pages', add(`${MAIN}/resources/limits/hugepages-2Mi`, '1Gi')],
    ['a device of an init container', add(`${INIT}/resources/limits/example.com~1device`, '1')],
    ['a device by a claim', add('/spec/resourceClaims', [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }])],
  ),
  ...policy(
    'ASB386',
    ['huge pages of the whole pod', add('/spec/resources', { limits: { 'hugepages-2Mi': '64Mi' } })],
    ['huge pages that the whole pod requests', add('/spec/resources', { requests: { 'hugepages-1Gi': '1Gi' } })],
  ),
  ...policy(
    'ASB387',
    [
      'a copy of the volume of another tenant',
      add('/spec/volumes/-', ephemeral({
        ...GIBIBYTE, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'work', namespace: 'sales' },
      })),
    ],
    [
      'a volume of a snapshot',
      add('/spec/volumes/-', ephemeral({
        ...GIBIBYTE, dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'yesterday' },
      })),
    ],
  ),
  ...described(policy('ASB388', ['a priority of the platform', add('/spec/priorityClassName', 'platform-high')])),
  ...policy('ASB389', ['a scheduler of its own', add('/spec/schedulerName', 'mine')]),
  ...policy(
    'ASB390',
    [
      'a node without the pods of others',
      add('/spec/affinity', { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [EVERYWHERE] } }),
    ],
    [
      'a node without the pods of another tenant',
      add('/spec/affinity', {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', namespaces: ['sales'], labelSelector: {} },
          ],
        },
      }),
    ],
    [
      'preferably a node without the pods of others',
      add('/spec/affinity', {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: EVERYWHERE }],
        },
      }),
    ],
  ),
  ...podSecurity('windowsHostProcess', [
    'a process of a Windows node',
    add('/spec/securityContext/windowsOptions', { hostProcess: true }),
  ]),
  ...podSecurity(
    'appArmorProfile',
    ['AppArmor switched off', add('/spec/securityContext/appArmorProfile', { type: 'Unconfined' })],
    ['AppArmor switched off in a container', add(`${MAIN}/securityContext/appArmorProfile`, { type: 'Unconfined' })],
  ),
  ...podSecurity(
    'seLinuxOptions',
    ['an SELinux type of the node', add('/spec/securityContext/seLinuxOptions', { type: 'spc_t' })],
    ['an SELinux user', add(`${MAIN}/securityContext/seLinuxOptions`, { user: 'system_u' })],
  ),
  ...podSecurity(
    'restrictedVolumes',
    ['a volume of NFS', replace('/spec/volumes/0', { name: 'work', nfs: { server: '10.0.0.1', path: '/' } })],
    [
      'a volume of iSCSI',
      replace('/spec/volumes/0', {
        name: 'work',
        iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2026-11.example:disk', lun: 0 },
      }),
    ],
    [
      'a volume of a driver on the node',
      replace('/spec/volumes/0', { name: 'work', flexVolume: { driver: 'example.com/driver' } }),
    ],
  ),
  ...podSecurity(
    'hostProbesAndHostLifecycle',
    [
      'a probe that the kubelet sends elsewhere',
      add(`${MAIN}/livenessProbe`, { httpGet: { host: '169.254.169.254', port: 80 } }),
    ],
    [
      'a hook that the kubelet sends elsewhere',
      add(`${MAIN}/lifecycle`, { preStop: { httpGet: { host: '10.0.0.1', port: 80 } } }),
    ],
  ),
  ...schema(
    ['a runtime that is no text', replace('/spec/runtimeClassName', 7)],
    ['a flag that is a text', add('/spec/hostPID', 'false')],
    ['a privilege that is a text', add(`${MAIN}/securityContext/privileged`, 'no')],
    ['capabilities that are no list', add(`${MAIN}/securityContext/capabilities/add`, 'SYS_ADMIN')],
    ['a limit that is no quantity', replace(`${MAIN}/resources/limits/cpu`, 'lots')],
    ['no containers', remove('/spec/containers')],
    ['a volume without a name', replace('/spec/volumes/0', { emptyDir: {} })],
    ['a port of the node that is a text', add(`${MAIN}/ports/0/hostPort`, 'https')],
    ['a token that is a text', replace('/spec/automountServiceAccountToken', 'false')],
  ),
  ...quota(
    'ASB401',
    ['eight GPUs', add(`${MAIN}/resources/limits/nvidia.com~1gpu`, '8')],
    ['as much memory as one container may have', replace(`${MAIN}/resources/limits/memory`, '32Gi')],
    [
      'a hundred terabytes of a storage class',
      add('/spec/volumes/-', {
        name: 'big',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Ti' } } },
          },
        },
      }),
    ],
  ),
  ...quota('ASB404', ['a priority of the system', add('/spec/priorityClassName', 'system-node-critical')])
    .map((row) => ({ ...row, described: 'ASB388' })),
];
