/** What a container that runs kubectl asks of its node, and may do there. */
export function kubectlContainer(name: string, image: string, args: readonly string[]): object {
  return {
    name,
    image,
    command: ['kubectl'],
    args,
    resources: { limits: { memory: '128Mi' }, requests: { cpu: '10m', memory: '32Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
  };
}

/** The tools that start a Job after what is applied with it, by the values of public enums. */
export type HookTool = 'none' | 'argo-cd' | 'flux';

/** Annotations by which a GitOps tool starts a Job. */
export const HOOK_ANNOTATIONS: Readonly<Record<HookTool, Readonly<Record<string, string>>>> = {
  'none': {},
  'argo-cd': {
    'argocd.argoproj.io/hook': 'PostSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
  },
  'flux': { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
};
