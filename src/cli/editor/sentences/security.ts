import { FieldSentences } from './field-sentences';

/** Fields of security contexts. */
export const SECURITY: FieldSentences = {
  SecurityContext: {
    allowPrivilegeEscalation: 'Whether a process may gain more rights than its parent.',
    appArmorProfile: 'AppArmor profile of the container.',
    capabilities: 'Linux capabilities that are added or dropped.',
    privileged: 'Whether the container has all rights of the node.',
    procMount: 'How much of /proc the container sees.',
    readOnlyRootFilesystem: 'Whether the file system of the image cannot be written.',
    runAsGroup: 'Group of the process.',
    runAsNonRoot: 'Whether the kubelet refuses to start the container as root.',
    runAsUser: 'User of the process.',
    seLinuxOptions: 'SELinux context of the container.',
    seccompProfile: 'Filter of the system calls.',
    windowsOptions: 'User and credentials of a container of Windows.',
  },
  PodSecurityContext: {
    appArmorProfile: 'AppArmor profile of containers without one.',
    fsGroup: 'Group that owns the volumes of the pod.',
    fsGroupChangePolicy: 'When files of volumes are given to that group.',
    runAsGroup: 'Group of the processes.',
    runAsNonRoot: 'Whether the kubelet refuses to start containers as root.',
    runAsUser: 'User of the processes.',
    seLinuxChangePolicy: 'How files of volumes get the SELinux label: one by one, or by an option of the mount.',
    seLinuxOptions: 'SELinux context of containers without one.',
    seccompProfile: 'Filter of the system calls.',
    supplementalGroups: 'More groups of the processes.',
    supplementalGroupsPolicy: "Whether groups of the user in the image are added ('Merge') or not ('Strict').",
    sysctls: 'Kernel settings of the pod.',
    windowsOptions: 'User and credentials of containers of Windows.',
  },
  AppArmorProfile: {
    localhostProfile: "Profile that is loaded on the node, with the type 'Localhost'.",
    type: "Kind of the profile: 'Localhost', 'RuntimeDefault' or 'Unconfined'.",
  },
  SeccompProfile: {
    localhostProfile: "Path of the profile below the kubelet's directory of profiles, with the type 'Localhost'.",
    type: "Kind of the profile: 'Localhost', 'RuntimeDefault' or 'Unconfined'.",
  },
  Capabilities: {
    add: 'Capabilities that are added to those of the container runtime.',
    drop: "Capabilities that are taken away; 'ALL' takes all.",
  },
  SELinuxOptions: {
    level: 'Level part of the label.',
    role: 'Role part of the label.',
    type: 'Type part of the label.',
    user: 'User part of the label.',
  },
  Sysctl: {
    name: 'Name of the kernel setting.',
    value: 'Value of the kernel setting.',
  },
  WindowsSecurityContextOptions: {
    gmsaCredentialSpec: 'Content of the GMSA credential spec, which a webhook fills in.',
    gmsaCredentialSpecName: 'Name of the GMSA credential spec.',
    hostProcess: 'Whether the container is a process of the node; all containers of a pod agree.',
    runAsUserName: 'User of Windows that starts the process.',
  },
};
