import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, clustersIn } from '../../app/cluster-scope';
import { constructPath, Judged } from '../../app/judged-objects';
import { Finding, FindingSeverity } from '../../findings/finding';

/** Clusters of an app that have objects and no release to write them for. */
export function releasesMissing(app: IConstruct, objects: readonly Judged[]): Finding[] {
  if (objects.length === 0 || (clustersIn(app) === 0 && Cluster.of(app).version)) { return []; }
  const first = new Map<IConstruct, Judged>();
  for (const object of objects) {
    const scope = clusterScopeOf(object);
    if (!first.has(scope)) { first.set(scope, object); }
  }
  return [...first]
    .filter(([scope]) => !Cluster.of(scope).version)
    .map(([scope, object]) => ({
      code: 'ASB505',
      severity: FindingSeverity.ERROR,
      message:
        `no release of Agent Sandbox is known for the cluster of '${constructPath(object)}', ` +
        'so it is not known how to write it',
      remedy:
        'create an AgentSandbox there, or declare the release that runs there: ' +
        'SandboxCluster.declare(app, { version })',
      path: scope.node.path,
    }));
}
