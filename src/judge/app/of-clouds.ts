import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { constructPath, identityOf, tryToRender } from '../../app/judged-objects';
import { objectsNow } from '../../app/object-list';
import type { Cloud } from '../../cloud/cloud';
import type { CloudName } from '../../cloud/cloud-facts';
import { Finding, FindingSeverity } from '../../findings/finding';
import { apiGroupOf } from '../../kubernetes/api-group';
import { nameOfObject } from '../../kubernetes/object-name';
import { inList, inObject } from '../../kubernetes/read-json';
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
    const found = [...foreignKind(object, cloud), ...unfilteredDomains(object, cloud)];
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

/** Domains in a policy of EKS, which nodes of Auto Mode alone know. */
function unfilteredDomains(object: ApiObject, cloud: Cloud): Finding[] {
  if (object.kind !== 'ApplicationNetworkPolicy' || cloud.name !== 'EKS' || cloud._facts.managedNodes) { return []; }
  const rules = inList(inObject(tryToRender(object)?.spec).egress);
  if (!rules.some(({ to }) => inList(to).some(({ domainNames }) => domainNames !== undefined))) { return []; }
  return [{
    code: 'ASB424',
    severity: FindingSeverity.WARNING,
    message: `nobody filters the domains of ${nameOfObject(identityOf(object))}: nodes of Auto Mode alone filter them, `
      + `and the cluster is ${String(cloud)} without it`,
    remedy: "name ranges, or set 'autoMode' of Cloud.eks where nodes are of it",
    path: constructPath(object),
  }];
}

/** Whether an object is a policy, or one for which the controller keeps a policy. */
function isPolicy({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'SandboxTemplate' || isNetworkPolicy({ apiVersion, kind });
}
