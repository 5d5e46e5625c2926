/**
 * What a controller asks of the API server, as measured on the control plane suite (docs/capacity.md), and what the
 * stages behind it were measured to do.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/v0.5.6/extensions/controllers/sandboxwarmpool_controller.go
 */

/** Requests of the controller for a claim, and for the sandbox that replaces what it took. */
export const REQUESTS_PER_CLAIM = 11;
export const REQUESTS_PER_SANDBOX = 9;

/** Sandboxes that a pool creates in a second, and pods that kube-scheduler places in one, by upstream's measurement. */
export const CREATES_PER_SECOND = 85;
export const SCHEDULED_PER_SECOND = 70;

/**
 * Seats of the priority level `workload-low`, which controllers use: 100 of 245 shares of the 600 requests that an API
 * server serves at a time by default.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 */
export const DEFAULT_SEATS = Math.floor((600 * 100) / 245);

/** Requests that one connection to the API server carries at a time. */
export const STREAMS_PER_CONNECTION = 250;

/**
 * Pods of a cluster that Kubernetes is tested for.
 *
 * @see https://kubernetes.io/docs/setup/best-practices/cluster-large/
 */
export const PODS_OF_CLUSTER = 150_000;
