/**
 * What the API server's code refuses of objects of Kubernetes' own kinds besides their metadata and their pods: one
 * table a kind.
 */
import { disruptionBudget, limitRange, resourceQuota } from './bounds';
import { priorityClass, runtimeClass, storageClass } from './classes';
import { configMap, secret } from './data';
import { cronJob, job } from './jobs';
import { networkPolicy, policyRules } from './network-policy';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './roles';
import { autoscaler } from './scaling';
import { ingress, service } from './services';
import { daemonSet, deployment, replicaSet, replicationController, statefulSet } from './workloads';
import { Trouble } from '../../../findings/trouble';
import { formatPath } from '../../../kubernetes/json-path';
import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Loose } from '../../../kubernetes/read-json';
import { Check, NO_POD, PodValueProblem, PodVisit } from '../visit';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** By `apiVersion kind`. */
const KINDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['v1 ConfigMap', configMap],
  ['v1 LimitRange', limitRange],
  ['v1 ReplicationController', replicationController],
  ['v1 ResourceQuota', resourceQuota],
  ['v1 Secret', secret],
  ['v1 Service', service],
  ['apps/v1 DaemonSet', daemonSet],
  ['apps/v1 Deployment', deployment],
  ['apps/v1 ReplicaSet', replicaSet],
  ['apps/v1 StatefulSet', statefulSet],
  ['autoscaling/v2 HorizontalPodAutoscaler', autoscaler],
  ['batch/v1 CronJob', cronJob],
  ['batch/v1 Job', job],
  ['networking.k8s.io/v1 Ingress', ingress],
  ['networking.k8s.io/v1 NetworkPolicy', networkPolicy],
  ['node.k8s.io/v1 RuntimeClass', runtimeClass],
  ['policy/v1 PodDisruptionBudget', disruptionBudget],
  [`${RBAC} ClusterRole`, clusterRole],
  [`${RBAC} ClusterRoleBinding`, clusterRoleBinding],
  [`${RBAC} Role`, role],
  [`${RBAC} RoleBinding`, roleBinding],
  ['scheduling.k8s.io/v1 PriorityClass', priorityClass],
  ['storage.k8s.io/v1 StorageClass', storageClass],
]);

/** What is refused of the values of an object, whose structure is accepted. */
export function kindTroubles(object: KubeObject, minor: number): Trouble[] {
  const check = KINDS.get(`${object.apiVersion} ${object.kind}`);
  if (check === undefined) { return []; }
  const visit = new PodVisit({ ...NO_POD, minor });
  check(object, visit);
  return visit.problems.map(({ path, message, remedy, isMissing }) => ({
    message: `${formatPath(path)}: ${message}`, remedy, path, ...(isMissing && { isMissing }),
  }));
}

/** What is refused of the rules of the policy that the controller makes of a template. */
export function judgePolicyRules(rules: Loose, minor: number): PodValueProblem[] {
  const visit = new PodVisit({ ...NO_POD, minor });
  policyRules(rules, visit);
  return visit.problems;
}
