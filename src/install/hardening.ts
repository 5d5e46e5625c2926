import { InstallSettings, portOf } from './settings';
import { SELECTOR } from '../api/controller-names';
import { Amounts } from '../checks/amounts';
import { restrictedPodSecurity } from '../kubernetes/kubectl-job';

/**
 * Default resources of the controller. An idle one uses about 13 MB; its caches grow with the pods and
 * sandboxes of the cluster, so the memory limit leaves room for thousands of them.
 */
export const HARDENED_RESOURCES: Amounts = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '1', memory: '512Mi' },
};

/**
 * The pod's part of the restricted Pod Security Standard, and replicas on different nodes where there are some.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function hardenPod({ replicas, leavesUser }: Pick<InstallSettings, 'replicas' | 'leavesUser'>): object {
  return {
    securityContext: restrictedPodSecurity(leavesUser),
    ...(replicas > 1 && {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: SELECTOR },
        },
      ],
    }),
  };
}

/** The container's part, and probes where the health endpoint is on. */
export function hardenContainer(settings: InstallSettings): object {
  const probed = portOf(settings, 'healthz') !== undefined;
  return {
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    ...(settings.resources === undefined && { resources: HARDENED_RESOURCES }),
    ...(probed && {
      livenessProbe: { httpGet: { path: '/healthz', port: 'healthz' }, initialDelaySeconds: 15, periodSeconds: 20 },
      readinessProbe: { httpGet: { path: '/readyz', port: 'healthz' }, initialDelaySeconds: 5, periodSeconds: 10 },
    }),
  };
}
