import { PROC_MOUNT, SECCOMP_TYPES } from './baseline';
import { PodSecurityCheck } from './check';
import { all, each, profile } from './check-builders';
import { isSet, list, object, shown } from './pod';

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export const RESTRICTED: readonly PodSecurityCheck[] = [
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    since: 8,
    exemptsWindows: 25,
    description: 'Containers say that no process gains more privileges than its parent.',
    check: each('containers', 'securityContext.allowPrivilegeEscalation', (value) => (
      value === false ? undefined : {
        what: isSet(value)
          ? `has allowPrivilegeEscalation ${shown(value)}`
          : 'leaves allowPrivilegeEscalation unset, as if it were true',
        change: 'set allowPrivilegeEscalation to false',
      }
    )),
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    since: 22,
    replaces: 'capabilities_baseline',
    allows: { NET_BIND_SERVICE: 0 },
    exemptsWindows: 25,
    description: 'Containers drop all capabilities, and add none but NET_BIND_SERVICE.',
    check: all(
      each('containers', 'securityContext.capabilities.drop', (value) => (
        list(value).includes('ALL') ? undefined : {
          what: list(value).length > 0
            ? `drops capabilities ${list(value).map((name) => `'${shown(name)}'`).join(', ')} only`
            : 'drops no capabilities',
          change: "set capabilities.drop to ['ALL']",
        }
      )),
      each('containers', 'securityContext.capabilities.add[]', (value, allowed) => (
        allowed.has(value) ? undefined : {
          what: `adds capability '${shown(value)}'`,
          change: `remove it; only ${allowed.insteadOf(value)} may be added`,
        }
      )),
    ),
  },
  { id: 'procMount_restricted', level: 'restricted', since: 35, replaces: 'procMount', ...PROC_MOUNT },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    since: 0,
    replaces: 'hostPathVolumes',
    allows: {
      configMap: 0,
      csi: 0,
      downwardAPI: 0,
      emptyDir: 0,
      ephemeral: 0,
      image: 0,
      persistentVolumeClaim: 0,
      projected: 0,
      secret: 0,
    },
    description: 'Volumes are of types that hold configuration, scratch space or claimed storage.',
    check: each('itself', 'volumes[]', (volume, allowed) => {
      const fields = object(volume);
      // The API server makes a volume without a source an emptyDir before admission.
      const sources = Object.keys(fields).filter((key) => key !== 'name' && isSet(fields[key]));
      if (sources.length === 0 || sources.some((source) => allowed.has(source))) { return undefined; }
      return {
        what: `has volume '${shown(fields.name)}' of type '${sources[0]}'`,
        change: `use ${allowed.insteadOf(sources[0])}`,
        below: `.${sources[0]}`,
      };
    }),
  },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    since: 0,
    exemptsUserNamespaces: 35,
    description: 'Pods or each of their containers say that they do not run as root.',
    check: all(
      each('parts', 'securityContext.runAsNonRoot', (value) => (
        value === false ? { what: 'has runAsNonRoot false', change: 'set runAsNonRoot to true' } : undefined
      )),
      // A pod with false is reported once, not for each container without a value.
      each('containers', 'securityContext.runAsNonRoot', (value, _allowed, { security }) => (
        isSet(value) || isSet(security.runAsNonRoot) ? undefined : {
          what: 'leaves runAsNonRoot unset, as its pod does',
          change: 'set securityContext.runAsNonRoot of the pod to true',
        }
      )),
    ),
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    since: 23,
    exemptsUserNamespaces: 35,
    description: 'Nothing runs as user 0.',
    check: each('parts', 'securityContext.runAsUser', (value) => (
      value === 0 ? {
        what: 'has runAsUser 0, that of root',
        change: 'give another user id or leave runAsUser to the image',
      } : undefined
    )),
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    since: 19,
    replaces: 'seccompProfile_baseline',
    allows: SECCOMP_TYPES,
    exemptsWindows: 25,
    description: 'Pods or each of their containers name a seccomp profile: the default one or one of the node.',
    check: all(
      profile('seccompProfile', ''),
      each('containers', 'securityContext.seccompProfile', (value, allowed, { security }) => (
        isSet(value) || isSet(security.seccompProfile) ? undefined : {
          what: 'leaves seccompProfile unset, as its pod does',
          change: `set securityContext.seccompProfile.type of the pod to ${allowed.insteadOf(undefined)}`,
        }
      )),
    ),
  },
];
