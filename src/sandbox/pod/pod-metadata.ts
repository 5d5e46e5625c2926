import type { ApiObjectMetadata } from 'cdk8s';
import type { SandboxPodProps } from '../sandbox-pod-props';

/** The labels and annotations of a pod; undefined where there are none. */
export function podMetadataOf(
  { podLabels, podAnnotations, disruption }: SandboxPodProps,
): Pick<ApiObjectMetadata, 'labels' | 'annotations'> {
  return {
    labels: filled(podLabels),
    annotations: filled(disruption ? { ...podAnnotations, ...disruption._annotations } : podAnnotations),
  };
}

function filled(map: Record<string, string> | undefined): Record<string, string> | undefined {
  for (const _ in map) { return map; }
  return undefined;
}
