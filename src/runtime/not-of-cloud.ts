import { AKS_POD_SANDBOXING, GKE_SANDBOX, OPENSHIFT_KATA } from './catalogue';
import type { RuntimeFacts } from './facts';
import type { Cloud } from '../cloud/cloud';
import type { CloudName } from '../cloud/cloud-facts';
import { FindingSeverity } from '../findings/finding';
import { CodedTrouble } from '../findings/trouble';

/** The runtimes of clouds that have one. */
export const OF_CLOUDS: Partial<Record<CloudName, RuntimeFacts>> = {
  GKE: GKE_SANDBOX, AKS: AKS_POD_SANDBOXING, OpenShift: OPENSHIFT_KATA,
};

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
