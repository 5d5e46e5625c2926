import { PodSecurityCheck } from './check';
import { all, annotations, each, profile } from './check-builders';
import { isSet, object, PodPart, PodView, shown } from './pod';

/** The seccomp profiles that both standards allow; a restricted pod must name one of them. */
export const SECCOMP_TYPES = { RuntimeDefault: 0, Localhost: 0 };

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

const unmaskedProc = each('containers', 'securityContext.procMount', (value) => (
  !isSet(value) || value === 'Default' ? undefined : {
    what: `has procMount '${shown(value)}'`,
    change: "give 'Default' or leave procMount out",
  }
));

/** Shared with the check that replaces it in the restricted standard. */
export const PROC_MOUNT = { description: 'Containers see /proc masked as by default.', check: unmaskedProc };

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
export const BASELINE: readonly PodSecurityCheck[] = [
  {
    id: 'appArmorProfile',
    level: 'baseline',
    since: 0,
    allows: { RuntimeDefault: 0, Localhost: 0 },
    description: 'AppArmor is neither switched off nor set to a profile other than the default or one of the node.',
    check: all(
      profile('appArmorProfile', ', or leave appArmorProfile out'),
      annotations(
        ({ annotations: given }) => Object.keys(given).filter((key) => key.startsWith(APP_ARMOR)),
        (value) => value === '' || value === 'runtime/default' || value.startsWith('localhost/'),
        "give 'runtime/default' or 'localhost/<profile>', or remove the annotation",
      ),
    ),
  },
  {
    id: 'capabilities_baseline',
    level: 'baseline',
    since: 0,
    allows: {
      AUDIT_WRITE: 0,
      CHOWN: 0,
      DAC_OVERRIDE: 0,
      FOWNER: 0,
      FSETID: 0,
      KILL: 0,
      MKNOD: 0,
      NET_BIND_SERVICE: 0,
      SETFCAP: 0,
      SETGID: 0,
      SETPCAP: 0,
      SETUID: 0,
      SYS_CHROOT: 0,
    },
    description: 'Containers add no capability beyond those that container runtimes give by default.',
    check: each('containers', 'securityContext.capabilities.add[]', (value, allowed) => (
      allowed.has(value) ? undefined : {
        what: `adds capability '${shown(value)}'`,
        change: `remove it; only ${allowed.insteadOf(value)} may be added`,
      }
    )),
  },
  {
    id: 'hostNamespaces',
    level: 'baseline',
    since: 0,
    description: "Pods share neither the node's network nor its processes nor its IPC.",
    check: all(...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => each('itself', field, (value) => (
      value === true ? { what: `has ${field} true`, change: `remove ${field} or set it to false` } : undefined
    )))),
  },
  {
    id: 'hostPathVolumes',
    level: 'baseline',
    since: 0,
    description: 'Pods mount no path of the node.',
    check: each('itself', 'volumes[]', (volume) => {
      const { name, hostPath } = object(volume);
      return isSet(hostPath) ? {
        what: `has volume '${shown(name)}' of the node's path '${shown(object(hostPath).path)}'`,
        change: 'use an emptyDir, a persistentVolumeClaim or another volume that is not on the node',
        below: '.hostPath',
      } : undefined;
    }),
  },
  {
    id: 'hostPorts',
    level: 'baseline',
    since: 0,
    description: 'Containers take no port of the node.',
    check: each('containers', 'ports[].hostPort', (value) => (
      isSet(value) && value !== 0 ? {
        what: `takes hostPort ${shown(value)}`,
        change: 'remove hostPort and reach the container through a Service',
      } : undefined
    )),
  },
  {
    id: 'hostProbesAndHostLifecycle',
    level: 'baseline',
    since: 34,
    description: 'Probes and lifecycle hooks name no host, which the kubelet would call from the node.',
    check: all(...PROBES.flatMap((probe) => ['httpGet', 'tcpSocket'].map((action) => (
      each('containers', `${probe}.${action}.host`, (value) => (
        shown(value) === '' ? undefined : {
          what: `has host '${shown(value)}' in ${probe}`,
          change: 'remove host, so that the kubelet calls the pod itself',
        }
      ))
    )))),
  },
  {
    id: 'privileged',
    level: 'baseline',
    since: 0,
    description: 'Containers are not privileged.',
    check: each('containers', 'securityContext.privileged', (value) => (
      value === true ? { what: 'has privileged true', change: 'remove privileged or set it to false' } : undefined
    )),
  },
  { id: 'procMount', level: 'baseline', since: 0, exemptsUserNamespaces: 35, ...PROC_MOUNT },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    since: 0,
    allows: { '': 0, 'container_t': 0, 'container_init_t': 0, 'container_kvm_t': 0, 'container_engine_t': 31 },
    description: 'SELinux options name one of the types for containers, and neither user nor role.',
    check: all(
      each('parts', 'securityContext.seLinuxOptions.type', (value, allowed) => (
        allowed.has(value) ? undefined : {
          what: `has seLinuxOptions.type '${shown(value)}'`,
          change: `give ${allowed.insteadOf(value)}, or leave it out`,
        }
      )),
      ...['user', 'role'].map((field) => each('parts', `securityContext.seLinuxOptions.${field}`, (value) => (
        shown(value) === '' ? undefined : {
          what: `has seLinuxOptions.${field} '${shown(value)}'`,
          change: `remove seLinuxOptions.${field}`,
        }
      ))),
    ),
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    since: 0,
    until: 19,
    description: 'Seccomp, which annotations ask for in these versions, is not switched off.',
    check: annotations(
      seccompAnnotations,
      (value) => value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/'),
      "give 'runtime/default' or 'localhost/<profile>', or remove the annotation",
    ),
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    since: 19,
    allows: SECCOMP_TYPES,
    description: 'Seccomp is not switched off.',
    check: profile('seccompProfile', ', or leave seccompProfile out'),
  },
  {
    id: 'sysctls',
    level: 'baseline',
    since: 0,
    allows: {
      'kernel.shm_rmid_forced': 0,
      'net.ipv4.ip_local_port_range': 0,
      'net.ipv4.tcp_syncookies': 0,
      'net.ipv4.ping_group_range': 0,
      'net.ipv4.ip_unprivileged_port_start': 0,
      'net.ipv4.ip_local_reserved_ports': 27,
      'net.ipv4.tcp_keepalive_time': 29,
      'net.ipv4.tcp_fin_timeout': 29,
      'net.ipv4.tcp_keepalive_intvl': 29,
      'net.ipv4.tcp_keepalive_probes': 29,
      'net.ipv4.tcp_rmem': 32,
      'net.ipv4.tcp_wmem': 32,
      'net.ipv4.tcp_slow_start_after_idle': 37,
      'net.ipv4.tcp_notsent_lowat': 37,
    },
    description: 'Pods set only sysctls that bear on no other pod of the node.',
    check: each('itself', 'securityContext.sysctls[].name', (value, allowed) => (
      allowed.has(value) ? undefined : {
        what: `sets sysctl '${shown(value)}'`,
        change: `remove it; only ${allowed.insteadOf(value)} may be set`,
      }
    )),
  },
  {
    id: 'windowsHostProcess',
    level: 'baseline',
    since: 0,
    description: 'Nothing runs as a process of a Windows node.',
    check: each('parts', 'securityContext.windowsOptions.hostProcess', (value) => (
      value === true ? {
        what: 'has windowsOptions.hostProcess true',
        change: 'remove hostProcess or set it to false',
      } : undefined
    )),
  },
];

/** Annotations of containers count only if the pod has a container of that name. */
function seccompAnnotations({ annotations: given, containers }: PodView): string[] {
  const keys = [
    SECCOMP_OF_POD,
    ...containers.map(({ fields }: PodPart) => `${SECCOMP_OF_CONTAINER}${shown(fields.name)}`),
  ];
  return [...new Set(keys)].filter((key) => Object.hasOwn(given, key));
}
