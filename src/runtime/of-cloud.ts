import { IConstruct } from 'constructs';
import { AKS_POD_SANDBOXING, GKE_SANDBOX, OPENSHIFT_KATA } from './catalogue';
import type { RuntimeFacts } from './facts';
import { Cluster } from '../app/cluster';
import type { Cloud } from '../cloud/cloud';
import type { CloudName } from '../cloud/cloud-facts';
import { FindingSeverity } from '../findings/finding';
import { CodedTrouble } from '../findings/trouble';

/** The runtimes of clouds that have one. */
const OF_CLOUDS: Partial<Record<CloudName, RuntimeFacts>> = {
  GKE: GKE_SANDBOX, AKS: AKS_POD_SANDBOXING, OpenShift: OPENSHIFT_KATA,
};

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

/** A RuntimeClass as an app refers to it. */
export interface UsedRuntime {
  readonly runtimeClassName: string;
  readonly isCreated: boolean;
  readonly owner?: string;
}

/** What of a runtime the cloud of its cluster does not have, or makes itself. */
export function notOfCloud({ runtimeClassName: name, isCreated, owner }: UsedRuntime, cloud: Cloud): CodedTrouble[] {
  const { runtimes, absentClasses, managedNodes } = cloud._facts;
  const error = (message: string, remedy: string): CodedTrouble[] =>
    [{ code: 'ASB422', severity: FindingSeverity.ERROR, message, remedy }];
  const owned = runtimes.find(({ className }) => className === name);
  if (isCreated && owned) {
    return error(
      `RuntimeClass '${name}' is made here, and on ${cloud.name} ${owned.owner} makes it`,
      'use IsolatedRuntime.ofCloud, which only names it',
    );
  }
  const home = Object.entries(OF_CLOUDS).find(([, facts]) => facts.owner === owner)?.[0];
  if (home !== undefined && home !== cloud.name) {
    return error(
      `${owner} makes RuntimeClass '${name}' on ${home}, and the cluster is ${String(cloud)}`,
      runtimes.length > 0 ? 'use IsolatedRuntime.ofCloud' : 'give a runtime that its nodes have',
    );
  }
  if (owner !== undefined && absentClasses.includes(name)) {
    return error(
      `the cluster is declared as ${String(cloud)} without RuntimeClass '${name}'`,
      "let 'cloud' say that the cluster has it, or give another runtime",
    );
  }
  if (managedNodes && (isCreated || (owner !== undefined && home === undefined))) {
    return [{
      code: 'ASB423',
      severity: FindingSeverity.WARNING,
      message: `RuntimeClass '${name}' needs nodes that are prepared for it, and the cluster is ${String(cloud)}: `
        + managedNodes.text,
      remedy: runtimes.length > 0 ? 'use IsolatedRuntime.ofCloud'
        : 'run it on a node group of yours beside them, and acknowledge this',
    }];
  }
  return [];
}
