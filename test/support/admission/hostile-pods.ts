/**
 * Pods that want more than their sandbox. Each differs from a legitimate one in one field, and names who refuses it.
 */
import { add, Base, Operation, remove, replace } from './pods';

export interface HostilePod {
  readonly name: string;
  readonly change: Operation;
  readonly base: Base;
  /** The first in the cluster that refuses it. */
  readonly refusedBy: 'schema' | 'pod-security' | 'policy' | 'quota';
  /** Of the finding at synth; what a quota refuses, in a tenant that has one. */
  readonly code: string;
  /** The check of Pod Security that refuses it. */
  readonly check?: string;
}

type Case = readonly [name: string, change: Operation, base?: Base];

const by = (refusedBy: HostilePod['refusedBy'], code: string, cases: readonly Case[], check?: string): HostilePod[] => (
  cases.map(([name, change, base = 'plain']) => ({ name, change, base, refusedBy, code, check }))
);
const policy = (code: string, ...cases: readonly Case[]) => by('policy', code, cases);
const schema = (...cases: readonly Case[]) => by('schema', 'ASB102', cases);
const podSecurity = (check: string, ...cases: readonly Case[]) => by('pod-security', 'ASB370', cases, check);
const quota = (code: string, ...cases: readonly Case[]) => by('quota', code, cases);

const MAIN = '/spec/containers/0';
const INIT = '/spec/initContainers/0';
const DEBUG = '/spec/ephemeralContainers/0';

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
  ...podSecurity('windowsHostProcess', [
    'a process of a Windows node',
    add('/spec/securityContext/windowsOptions', { hostProcess: true }),
  ]),
  ...podSecurity(
    'appArmorProfile',
    ['AppArmor switched off', add('/spec/securityContext/appArmorProfile', { type: 'Unconfined' })],
    ['AppArmor switched off in a container', add(`${MAIN}/securityContext/appArmorProfile`, { type: 'Unconfined' })],
    [
      'AppArmor switched off by an annotation',
      add('/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1main', 'unconfined'),
    ],
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
  ...quota('ASB404', ['a priority of the system', add('/spec/priorityClassName', 'system-node-critical')]),
];
