import { CONTROLLER } from '../../api/controller-names';
import { apiGroupOf } from '../../kubernetes/api-group';
import { JobHook } from '../../kubernetes/job-hook';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { HOOK_ANNOTATIONS, kubectlContainer } from '../../kubernetes/kubectl-job';
import { hardenPod } from '../hardening';
import { LeftoverCleanUpOptions, LeftoverObject } from '../leftover-clean-up';
import { InstallSettings } from '../settings';

const RBAC = 'rbac.authorization.k8s.io';
const NAME = `${CONTROLLER}-clean-up`;

/** What is removed, and by which release it was left. */
export interface CleanUp extends LeftoverCleanUpOptions {
  readonly from: string;
  readonly leftovers: readonly LeftoverObject[];
}

/** A Job that deletes objects by name, with a role on these objects alone. */
export function cleanUpObjects(settings: InstallSettings, cleanUp: CleanUp): InstallObject[] {
  const { image, hook = JobHook.NONE, from, leftovers } = cleanUp;
  const { namespace, imagePullSecrets, release } = settings;
  const metadata = { name: NAME, namespace };
  return [
    {
      id: 'CleanUpServiceAccount',
      object: kubeObject(settings, { apiVersion: 'v1', kind: 'ServiceAccount' }, metadata),
    },
    {
      id: 'CleanUpRole',
      object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind: 'Role' }, metadata, {
        rules: leftovers.map(({ apiVersion, kind, name }) => ({
          apiGroups: [apiGroupOf(apiVersion)],
          resources: [`${kind.toLowerCase()}s`],
          resourceNames: [name],
          verbs: ['delete', 'get'],
        })),
      }),
    },
    {
      id: 'CleanUpRoleBinding',
      object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding' }, metadata, {
        roleRef: { apiGroup: RBAC, kind: 'Role', name: NAME },
        subjects: [{ kind: 'ServiceAccount', name: NAME, namespace }],
      }),
    },
    {
      id: 'CleanUpJob',
      object: kubeObject(settings, { apiVersion: 'batch/v1', kind: 'Job' }, {
        name: `${NAME}-${from}-${release.id}`.replaceAll('.', '-'),
        namespace,
        annotations: HOOK_ANNOTATIONS[hook],
      }, {
        spec: {
          backoffLimit: 6,
          template: {
            spec: {
              serviceAccountName: NAME,
              restartPolicy: 'Never',
              ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
              ...hardenPod({ ...settings, replicas: 1 }),
              containers: [kubectlContainer('kubectl', image, [
                'delete',
                ...leftovers.map(({ apiVersion, kind, name }) => `${resourceOf(apiVersion, kind)}/${name}`),
                `--namespace=${namespace}`,
                '--ignore-not-found',
                // The role grants neither to list nor to watch, which waiting for the end needs.
                '--wait=false',
              ])],
            },
          },
        },
      }),
    },
  ];
}

function resourceOf(apiVersion: string, kind: string): string {
  const group = apiGroupOf(apiVersion);
  return `${kind.toLowerCase()}${group ? `.${group}` : ''}`;
}
