import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { constructPath, identityOf, tryToRender } from '../../app/judged-objects';
import { objectsNow } from '../../app/object-list';
import type { Finding } from '../../findings/finding';
import type { CodedTrouble } from '../../findings/trouble';
import { foreignKind, isPolicy, unenforcedPolicies, unfilteredDomains } from '../rules/clouds/of-cloud';

/** What in an app the clouds of its clusters do not have: kinds of other clouds, and policies that nobody enforces. */
export function findingsOfClouds(root: IConstruct): Finding[] {
  if (!Cluster.hasClouds(root)) { return []; }
  const told = new Set<Cluster>();
  return objectsNow(root).flatMap((object) => {
    const cluster = Cluster.of(object);
    const { cloud } = cluster;
    if (!cloud) { return []; }
    const identity = identityOf(object);
    const found = [
      ...foreignKind(identity, cloud),
      ...unfilteredDomains(identity, () => tryToRender(object), cloud),
    ];
    if (cluster.isEngineOfCloud && !told.has(cluster) && isPolicy(object)) {
      told.add(cluster);
      found.push(...unenforcedPolicies(identity, cloud));
    }
    return found.map((trouble) => asFinding(trouble, object));
  });
}

function asFinding({ path: _, remedyInFile: __, ...trouble }: CodedTrouble, object: ApiObject): Finding {
  return { ...trouble, path: constructPath(object) };
}
