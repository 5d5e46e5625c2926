import { Construct } from 'constructs';
import type { RolloutCheckOptions } from './rollout-pools-props';
import type { RolloutStep } from './rollout-step';
import { KINDS } from '../api/kinds';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { ScopedApiObject } from '../app/scoped-api-object';
import { hardenPod } from '../install/hardening';
import { JobHook } from '../kubernetes/job-hook';
import { HOOK_ANNOTATIONS, kubectlContainer } from '../kubernetes/kubectl-job';

const RBAC = 'rbac.authorization.k8s.io';

/** The Job that waits for the pools of a step, with what it needs: the same in all steps but for the Job. */
export function addCheck(scope: Construct, step: RolloutStep, options: RolloutCheckOptions): void {
  const { image, hook, imagePullSecrets } = options;
  const { id, namespace, fromPool, toPool, conditions } = step;
  const name = `${toPool}-rollout`;
  const metadata = { name, namespace };
  const { group, plural } = KINDS.SandboxWarmPool;
  new ScopedApiObject(scope, 'CheckServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  new ScopedApiObject(scope, 'CheckRole', {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata,
    rules: [{
      apiGroups: [group],
      resources: [plural],
      resourceNames: [fromPool, toPool],
      // kubectl lists and watches by the name of one pool, which a role may grant.
      verbs: ['get', 'list', 'watch'],
    }],
  });
  new ScopedApiObject(scope, 'CheckRoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  const pulled = mirroredImage(scope, image);
  const waits = conditions.map(({ kubectl }, index) => kubectlContainer(`wait-${index + 1}`, pulled, kubectl));
  const secrets = pullSecretsOf(scope, imagePullSecrets);
  const annotations = HOOK_ANNOTATIONS[hook ?? JobHook.NONE];
  new ScopedApiObject(scope, 'Check', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${id}-ready`, namespace, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      // The wait has its own time; once it is over, whoever walks the rollout decides.
      backoffLimit: 0,
      template: {
        spec: {
          serviceAccountName: name,
          restartPolicy: 'Never',
          ...(secrets.length > 0 && { imagePullSecrets: secrets.map((each) => ({ name: each })) }),
          ...hardenPod({ replicas: 1, leavesUser: false }),
          // One after another: each waits for one pool.
          ...(waits.length > 1 && { initContainers: waits.slice(0, -1) }),
          containers: waits.slice(-1),
        },
      },
    },
  });
}
