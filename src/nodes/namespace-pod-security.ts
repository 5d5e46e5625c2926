import { ApiObject } from 'cdk8s';
import { clusterScopeOf } from '../app/cluster-scope';
import { Findings } from '../app/findings';
import { constructPath } from '../app/judged-objects';
import { objectsOf } from '../app/object-list';
import { rootOf } from '../app/root';
import { Finding, FindingSeverity } from '../findings/finding';
import { selfJudged } from '../judge/app/self-judged';
import { PodManifest, podSecurityViolations } from '../judge/pod-security/index';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** Finds pods of a workload that Pod Security of their namespace refuses, if the app has the namespace. */
export function judgeByNamespace(workload: ApiObject, pod: PodManifest): void {
  const root = rootOf(workload);
  selfJudged(workload).add(workload);
  Findings._ask(root, {
    list: () => objectsOf(root)
      .filter((object) => isNamespaceOf(object, workload))
      .flatMap((namespace) => refusals(namespace, workload, pod)),
  });
}

function isNamespaceOf({ kind, name, ...rest }: ApiObject, workload: ApiObject): boolean {
  return kind === 'Namespace' && name === workload.metadata.namespace && rest.apiVersion === 'v1';
}

function refusals(namespace: ApiObject, workload: ApiObject, pod: PodManifest): Finding[] {
  const level = namespace.metadata.getLabel(ENFORCE);
  if ((level !== 'baseline' && level !== 'restricted') || clusterScopeOf(namespace) !== clusterScopeOf(workload)) {
    return [];
  }
  const version = namespace.metadata.getLabel(`${ENFORCE}-version`) ?? 'latest';
  const violations = podSecurityViolations(pod, { level, version });
  if (violations.length === 0) { return []; }
  const more = violations.length > 1 ? `, and ${violations.length - 1} more` : '';
  return [{
    code: 'ASB309',
    severity: FindingSeverity.ERROR,
    message: `namespace '${namespace.name}' enforces Pod Security ${level}, which refuses the pods that prepare nodes: `
      + `${violations[0].message}${more}`,
    remedy: `put it into a namespace of its own that enforces nothing or '${ENFORCE}: privileged'`,
    path: constructPath(workload),
  }];
}
