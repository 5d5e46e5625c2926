import { IConstruct } from 'constructs';
import type { RuntimeFacts } from './facts';
import { OF_CLOUDS } from './not-of-cloud';
import { Cluster } from '../app/cluster';

/** @throws when no cloud is declared, or it has no runtime */
export function runtimeOfCloud(scope: IConstruct): RuntimeFacts {
  const { cloud } = Cluster.of(scope);
  if (!cloud) {
    throw new Error('no cloud is declared for the cluster; declare it before: SandboxCluster.declare(app, { cloud })');
  }
  const facts = OF_CLOUDS[cloud._facts.name];
  if (!facts) {
    throw new Error(`${cloud.name} has no runtime of its own; give one of yours, such as IsolatedRuntime.gvisor`);
  }
  if (cloud._facts.absentClasses.includes(facts.className)) {
    throw new Error(`'cloud' is declared without the RuntimeClass '${facts.className}'; give another runtime`);
  }
  return facts;
}
