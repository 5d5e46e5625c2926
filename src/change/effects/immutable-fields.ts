import { apiGroupOf } from '../../kubernetes/api-group';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, inObjectAt } from '../../kubernetes/read-json';
import { isSame } from '../compare/same-value';
import { Effect, effect } from '../effect';

/** A field that the API server refuses to change. */
interface ImmutableField {
  readonly apiGroup: string;
  readonly path: readonly string[];
  /** Whether it may be set where it was not. */
  readonly maybeSet?: boolean;
}

const field = (apiGroup: string, path: string, maybeSet = false): ImmutableField => (
  { apiGroup, path: path.split('.'), maybeSet }
);

/**
 * By kind.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/master/pkg/apis (the validation of updates of each group)
 */
const IMMUTABLE: Readonly<Record<string, readonly ImmutableField[]>> = {
  Deployment: [field('apps', 'spec.selector')],
  ReplicaSet: [field('apps', 'spec.selector')],
  DaemonSet: [field('apps', 'spec.selector')],
  StatefulSet: [
    field('apps', 'spec.selector'), field('apps', 'spec.serviceName'), field('apps', 'spec.podManagementPolicy'),
    field('apps', 'spec.volumeClaimTemplates'),
  ],
  Job: [field('batch', 'spec.template'), field('batch', 'spec.completionMode')],
  RoleBinding: [field('rbac.authorization.k8s.io', 'roleRef')],
  ClusterRoleBinding: [field('rbac.authorization.k8s.io', 'roleRef')],
  RuntimeClass: [field('node.k8s.io', 'handler')],
  StorageClass: [
    field('storage.k8s.io', 'provisioner'), field('storage.k8s.io', 'parameters'),
    field('storage.k8s.io', 'reclaimPolicy'), field('storage.k8s.io', 'volumeBindingMode'),
  ],
  PriorityClass: [field('scheduling.k8s.io', 'value'), field('scheduling.k8s.io', 'preemptionPolicy')],
  PersistentVolumeClaim: [
    field('', 'spec.accessModes'), field('', 'spec.volumeMode'), field('', 'spec.selector'),
    field('', 'spec.storageClassName', true), field('', 'spec.volumeName', true), field('', 'spec.dataSource'),
    field('', 'spec.dataSourceRef'),
  ],
  Service: [field('', 'spec.clusterIP', true)],
  Secret: [field('', 'type')],
  CustomResourceDefinition: [
    field('apiextensions.k8s.io', 'spec.scope'), field('apiextensions.k8s.io', 'spec.names.kind'),
    field('apiextensions.k8s.io', 'spec.names.plural'),
  ],
};

/** Kinds whose content is immutable once they say so. */
const FREEZABLE = ['Secret', 'ConfigMap'];
const CONTENT = ['data', 'binaryData', 'stringData', 'immutable'];

/** The fields of an object that change and may not. */
export function immutableFields(before: KubeObject, after: KubeObject): Effect[] {
  const { kind, apiVersion } = before;
  const changed = (IMMUTABLE[kind] ?? [])
    .filter(({ apiGroup }) => apiGroup === apiGroupOf(apiVersion))
    .filter(({ path, maybeSet }) => {
      const [old, now] = [before, after].map((object) => inObjectAt(object, path.slice(0, -1))[path.at(-1)!]);
      return !isSame(old, now, path) && !(maybeSet && old === undefined);
    })
    .map(({ path }) => path);
  const frozen = FREEZABLE.includes(kind) && inObject(before).immutable === true
    ? CONTENT.filter((name) => !isSame(inObject(before)[name], inObject(after)[name], [name])).map((name) => [name])
    : [];
  return [...changed, ...frozen].map((path) => effect('immutable-field', {
    message: `'${formatPath(path)}' is immutable: the API server refuses the change`,
    remedy: `delete the ${kind} and create it anew, or give the new one another name`,
    path,
  }));
}
