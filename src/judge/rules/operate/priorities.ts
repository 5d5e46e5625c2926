/** Rules about priorities: of pods, and of requests to the API server. */
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';

/** The levels that each cluster has. @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
const OF_KUBERNETES = [
  'catch-all', 'exempt', 'global-default', 'leader-election', 'node-high', 'system', 'workload-high', 'workload-low',
];

/** A FlowSchema of a level that is not there: its requests go on to the next schema that matches. */
export function absentLevel(schema: KubeObject, objects: readonly KubeObject[]): CodedTrouble[] {
  const { name } = inObject(schema.spec, 'priorityLevelConfiguration');
  const made = objects.filter(({ kind }) => kind === 'PriorityLevelConfiguration')
    .map(({ metadata }) => String(inObject(metadata).name));
  // Where no level is made, it may be that of another app.
  if (typeof name !== 'string' || made.length === 0 || made.includes(name) || OF_KUBERNETES.includes(name)) {
    return [];
  }
  const near = nearest(name, [...made, ...OF_KUBERNETES]);
  return [{
    code: 'ASB438',
    severity: FindingSeverity.WARNING,
    message: `the schema names PriorityLevelConfiguration '${name}', which is not here: without it, the API server `
      + 'passes the schema over',
    remedy: near === undefined ? 'correct the name, or define the level too' : `did you mean '${near}'?`,
    path: ['spec', 'priorityLevelConfiguration', 'name'],
  }];
}

/** A second class for pods that name none, which the API server refuses. */
export function twoDefaults(priorityClass: KubeObject, objects: readonly KubeObject[]): CodedTrouble[] {
  if (priorityClass.globalDefault !== true) { return []; }
  const first = objects.find(({ kind, globalDefault }) => kind === 'PriorityClass' && globalDefault === true)!;
  const [name, other] = [priorityClass, first].map(({ metadata }) => String(inObject(metadata).name));
  if (name === other) { return []; }
  return [{
    code: 'ASB439',
    severity: FindingSeverity.ERROR,
    message: `PriorityClass '${name}' and '${other}' are both 'globalDefault', and the API server refuses the second`,
    remedy: "let one be the default of the cluster: remove 'globalDefault' from the other",
    path: ['globalDefault'],
  }];
}
