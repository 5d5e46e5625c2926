import type { JobHook } from './job-hook';

/** The user of the distroless images that upstream builds on. */
const NONROOT = 65532;

/**
 * The security context of a pod under the restricted Pod Security Standard.
 *
 * @param leavesUser whether the user is that of the image, or that a platform gives
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedPodSecurity(leavesUser = false): object {
  return {
    runAsNonRoot: true,
    ...(!leavesUser && { runAsUser: NONROOT, runAsGroup: NONROOT }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** What differs from a container with kubectl alone. */
interface ScriptOptions {
  /** The program that is run. */
  readonly command?: readonly string[];
  readonly env?: readonly object[];
  /** The limit of memory, as a quantity. */
  readonly memory?: string;
}

/** What a container that runs kubectl asks of its node, and may do there. */
export function kubectlContainer(
  name: string, image: string, args: readonly string[], { command = ['kubectl'], env, memory = '128Mi' }: ScriptOptions
  = {},
): object {
  return {
    name,
    image,
    command,
    args,
    ...(env && { env }),
    resources: { limits: { memory }, requests: { cpu: '10m', memory: '32Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
  };
}

/** How a CronJob runs a container with kubectl. */
interface CronJobOptions {
  readonly schedule: string;
  readonly timeZone?: string;
  /** How late a run may begin. */
  readonly startingDeadlineSeconds: number;
  /** How long a run may take. */
  readonly activeDeadlineSeconds: number;
  /** How often a run that failed is repeated. */
  readonly backoffLimit: number;
  readonly serviceAccountName: string;
  readonly imagePullSecrets?: readonly string[];
  readonly container: object;
}

/** The spec of a CronJob under the restricted Pod Security Standard, of which one run at a time is made. */
export function kubectlCronJob(options: CronJobOptions): object {
  const {
    schedule, timeZone, startingDeadlineSeconds, activeDeadlineSeconds, backoffLimit, serviceAccountName,
    imagePullSecrets = [], container,
  } = options;
  return {
    schedule,
    ...(timeZone !== undefined && { timeZone }),
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      spec: {
        backoffLimit,
        activeDeadlineSeconds,
        template: {
          spec: {
            serviceAccountName,
            restartPolicy: 'Never',
            securityContext: restrictedPodSecurity(),
            ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
            containers: [container],
          },
        },
      },
    },
  };
}

/** Annotations by which a GitOps tool starts a Job. */
export const HOOK_ANNOTATIONS: Readonly<Record<JobHook, Readonly<Record<string, string>>>> = {
  'none': {},
  'argo-cd': {
    'argocd.argoproj.io/hook': 'PostSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
  },
  'flux': { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
};
