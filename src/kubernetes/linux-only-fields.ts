/**
 * Fields that a pod with `os.name: windows` may not have: the API server refuses it, whatever their values are.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec `os`
 */
export const LINUX_ONLY = {
  /** Of the pod: it is enough that these are false. */
  hostNamespaces: ['hostPID', 'hostIPC'],
  pod: ['hostUsers', 'shareProcessNamespace'],
  podSecurityContext: [
    'appArmorProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'runAsGroup',
    'runAsUser',
    'seLinuxOptions',
    'seccompProfile',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'sysctls',
  ],
  containerSecurityContext: [
    'allowPrivilegeEscalation',
    'appArmorProfile',
    'capabilities',
    'privileged',
    'procMount',
    'readOnlyRootFilesystem',
    'runAsGroup',
    'runAsUser',
    'seLinuxOptions',
    'seccompProfile',
  ],
} as const;
