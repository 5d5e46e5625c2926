/** The two kinds of API priority and fairness. */
import { KINDS } from '../api/kinds';

const API = 'flowcontrol.apiserver.k8s.io/v1';

/** How a level lends, borrows and queues. */
export interface LevelOptions {
  /** Percent of its seats that others may use while it does not need them. */
  readonly lendable: number;
  /** Percent of its seats that it may borrow; without it, all that others lend. */
  readonly borrowing?: number;
  readonly queues: number;
  /** Of how many queues the shortest is taken. */
  readonly handSize: number;
  readonly queueLength: number;
}

/** An object of one of the kinds. */
export interface FlowObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

/** A level with shares of the seats; requests wait in queues where it has no seat. */
export function priorityLevel(name: string, shares: number, options: LevelOptions): FlowObject {
  const { lendable, borrowing, queues, handSize, queueLength: queueLengthLimit } = options;
  return {
    apiVersion: API,
    kind: 'PriorityLevelConfiguration',
    metadata: { name },
    spec: {
      type: 'Limited',
      limited: {
        nominalConcurrencyShares: shares,
        lendablePercent: lendable,
        ...(borrowing !== undefined && { borrowingLimitPercent: borrowing }),
        limitResponse: { type: 'Queue', queuing: { queues, handSize, queueLengthLimit } },
      },
    },
  };
}

/** Requests of a schema and how they are told apart. */
export interface FlowSchemaOptions {
  readonly level: string;
  /** The schema with the lowest number that matches a request has it. */
  readonly precedence: number;
  /** By what its requests are told apart; without it, all are one flow. */
  readonly distinguisher?: string;
  readonly rule: object;
}

/** A schema: which requests go to a level. */
export function flowSchema(name: string, { level, precedence, distinguisher, rule }: FlowSchemaOptions): FlowObject {
  return {
    apiVersion: API,
    kind: 'FlowSchema',
    metadata: { name },
    spec: {
      priorityLevelConfiguration: { name: level },
      matchingPrecedence: precedence,
      ...(distinguisher !== undefined && { distinguisherMethod: { type: distinguisher } }),
      rules: [rule],
    },
  };
}

const ALL = ['*'];

/** All requests of a ServiceAccount. Its leases are among them: it ends when it cannot renew them. */
export function requestsOf(serviceAccount: object): object {
  return {
    subjects: [{ kind: 'ServiceAccount', serviceAccount }],
    resourceRules: [{ verbs: ALL, apiGroups: ALL, resources: ALL, clusterScope: true, namespaces: ALL }],
    nonResourceRules: [{ verbs: ALL, nonResourceURLs: ALL }],
  };
}

/** All requests about Agent Sandbox's kinds, of whoever is no component of Kubernetes. */
export function requestsAbout(): object {
  const apiGroups = [...new Set(Object.values(KINDS).map(({ group }) => group))];
  return {
    subjects: [{ kind: 'Group', group: { name: 'system:authenticated' } }],
    resourceRules: [{ verbs: ALL, apiGroups, resources: ALL, clusterScope: true, namespaces: ALL }],
  };
}
