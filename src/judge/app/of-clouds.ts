import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { constructPath, identityOf } from '../../app/judged-objects';
import { objectsNow } from '../../app/object-list';
import type { Cloud } from '../../cloud/cloud';
import type { CloudName } from '../../cloud/cloud-facts';
import { Finding, FindingSeverity } from '../../findings/finding';
import { apiGroupOf } from '../../kubernetes/api-group';
import { nameOfObject } from '../../kubernetes/object-name';
import { isNetworkPolicy } from '../../network/reachability/policies';

/** Groups of kinds that one cloud alone serves. */
const HOMES: Readonly<Record<string, CloudName>> = {
  'cloud.google.com': 'GKE',
  'networking.gke.io': 'GKE',
  'podsnapshot.gke.io': 'GKE',
  'eks.amazonaws.com': 'EKS',
  'networking.k8s.aws': 'EKS',
};

/** What in an app the clouds of its clusters do not have: kinds of other clouds, and policies that nobody enforces. */
export function findingsOfClouds(root: IConstruct): Finding[] {
  if (!Cluster.hasClouds(root)) { return []; }
  const told = new Set<Cluster>();
  return objectsNow(root).flatMap((object) => {
    const cluster = Cluster.of(object);
    const { cloud } = cluster;
    if (!cloud) { return []; }
    const found = foreignKind(object, cloud);
    const { unenforced } = cloud._facts;
    if (unenforced && cluster.isEngineOfCloud && !told.has(cluster) && isPolicy(object)) {
      told.add(cluster);
      found.push({
        code: 'ASB424',
        severity: FindingSeverity.WARNING,
        message: `nobody enforces network policies, such as that of ${nameOfObject(identityOf(object))}: `
          + unenforced.text,
        remedy: 'turn enforcement on, and say so in the cloud that SandboxCluster declares',
        path: constructPath(object),
      });
    }
    return found;
  });
}

function foreignKind(object: ApiObject, cloud: Cloud): Finding[] {
  const home = HOMES[apiGroupOf(object.apiVersion)];
  if (home === undefined || home === cloud.name || cloud.name === 'bare metal') { return []; }
  return [{
    code: 'ASB449',
    severity: FindingSeverity.ERROR,
    message: `${nameOfObject(identityOf(object))} is of a kind that ${home} alone serves, and the cluster is `
      + String(cloud),
    remedy: 'remove it, or declare the cluster with the cloud that runs it',
    path: constructPath(object),
  }];
}

/** Whether an object is a policy, or one for which the controller keeps a policy. */
function isPolicy({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'SandboxTemplate' || isNetworkPolicy({ apiVersion, kind });
}
