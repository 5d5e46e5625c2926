import type { SandboxRouter } from '../router/sandbox-router';

/** By what the API server tells flows of requests apart, between which it is fair. */
export enum ApiFlow {
  /** Each namespace is a flow: a tenant waits for its own requests, whoever sends them. */
  NAMESPACE = 'ByNamespace',
  /** Each user or ServiceAccount is a flow: for tenants that share a namespace. */
  USER = 'ByUser',
}

/**
 * Seats of one API server. A seat is a request that is worked on; a list of many objects takes several. With several
 * API servers each has so many.
 */
export interface SandboxApiPriorityProps {
  /**
   * Requests of the controller that are worked on at once: `apiSeats` of a CapacityReport, or its QPS times the seconds
   * that a request takes. No one else gets these seats.
   */
  readonly controllerSeats: number;

  /** Requests about Agent Sandbox's kinds of all others together, such as claims and their watches. */
  readonly claimSeats: number;

  /**
   * The router, whose reads of pods go with the controller's requests, as a flow of their own.
   * @default - none
   */
  readonly router?: SandboxRouter;

  /**
   * Between whom the seats for claims are shared fairly.
   * @default ApiFlow.NAMESPACE
   */
  readonly fairBetween?: ApiFlow;

  /**
   * Namespace of the controller.
   * @default - that of the install in the cluster of the app, else `agent-sandbox-system`
   */
  readonly controllerNamespace?: string;

  /**
   * The seats of an API server: the sum of its `--max-requests-inflight` and `--max-mutating-requests-inflight`. Ask
   * who runs the cluster.
   * @default 600
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
   */
  readonly serverSeats?: number;

  /**
   * The sum of `nominalConcurrencyShares` of all other priority levels of the cluster.
   * @default 245, that of the levels which Kubernetes makes itself
   */
  readonly otherShares?: number;

  /**
   * The begin of the names of the objects, such as `agent-sandbox` of `agent-sandbox-claims`.
   * @default agent-sandbox
   */
  readonly prefix?: string;
}
