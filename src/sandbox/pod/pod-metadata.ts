import type { ApiObjectMetadata } from 'cdk8s';
import type { SandboxPodProps } from '../sandbox-pod-props';

const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

/** The labels and annotations of a pod; undefined where there are none. */
export function podMetadataOf(
  { podLabels, podAnnotations, safeToEvict }: SandboxPodProps,
): Pick<ApiObjectMetadata, 'labels' | 'annotations'> {
  const annotations =
    safeToEvict === undefined ? podAnnotations : { ...podAnnotations, [SAFE_TO_EVICT]: String(safeToEvict) };
  return { labels: filled(podLabels), annotations: filled(annotations) };
}

function filled(map: Record<string, string> | undefined): Record<string, string> | undefined {
  for (const _ in map) { return map; }
  return undefined;
}
