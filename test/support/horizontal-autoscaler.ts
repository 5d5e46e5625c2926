/**
 * What a HorizontalPodAutoscaler of Kubernetes 1.36 wants, before its bounds and its behavior. Metrics are in
 * thousandths. `test/cluster/scaling.cluster.ts` asks the real one.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/podautoscaler/replica_calculator.go
 */
const TOLERANCE = 0.1;

const isWithin = (ratio: number) => Math.abs(1 - ratio) <= TOLERANCE;

/** By an external metric as an AverageValue: the present size counts for the tolerance alone. */
export function byAverage(statusReplicas: number, usage: number, target: number): number {
  return isWithin(usage / (target * statusReplicas)) ? statusReplicas : Math.ceil(usage / target);
}

/** By an external metric as a Value: what is ready is multiplied. */
export function byValue(replicas: number, ready: number, usage: number, target: number): number {
  if (replicas === 0) { return Math.ceil(usage / target); }
  return isWithin(usage / target) ? replicas : Math.ceil((usage / target) * ready);
}

/** By a metric of pods that are all there and have it. */
export function byPods(replicas: number, values: readonly number[], target: number): number {
  const mean = Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length);
  return isWithin(mean / target) ? replicas : Math.ceil((mean / target) * values.length);
}
