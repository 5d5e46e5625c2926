import { PodCluster, PodOfObject, podOfObject } from './pods';
import { LABEL_PREFIX, POOL_LABEL, poolLabels } from '../../api/labels';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

/** Finds an object by kind and name in the namespace of the one that names it. */
export type Find = (kind: string, name: unknown) => KubeObject | undefined;

/** The pods of a pool that nobody has claimed, if its template is known. */
export function pooledPod(pool: KubeObject, find: Find, cluster: PodCluster): PodOfObject | undefined {
  const template = find('SandboxTemplate', inObject(pool.spec, 'sandboxTemplateRef').name);
  const { metadata: { name, namespace } } = pool;
  return (
    template &&
    labelled(
      podOfObject(template, cluster),
      `sandboxes of pool '${namespace ? `${namespace}/` : ''}${name}'`,
      poolLabels(name),
    )
  );
}

/** The pod that a claim gets, if the template is known: with the labels that the claim gives to it. */
export function claimedPod(claim: KubeObject, find: Find, cluster: PodCluster): PodOfObject | undefined {
  const { metadata: { name, namespace }, spec } = claim;
  const pool = find('SandboxWarmPool', inObject(spec, 'warmPoolRef').name);
  const template = find(
    'SandboxTemplate',
    inObject(spec, 'sandboxTemplateRef').name ?? inObject(pool?.spec, 'sandboxTemplateRef').name,
  );
  const labels = Object.entries(inObject(spec, 'additionalPodMetadata', 'labels')).map(([key, value]) => [
    key,
    String(value),
  ]);
  const pod =
    template &&
    labelled(
      podOfObject(template, cluster),
      `sandbox of claim '${namespace ? `${namespace}/` : ''}${name}'`,
      Object.fromEntries(labels),
    );
  // Whoever is claimed has left its pool, and what this claim does not give to it no other does.
  return (
    pod && {
      ...pod,
      labels: {
        known: pod.labels.known,
        hides: (key) => (key.startsWith(`${LABEL_PREFIX}/`) && key !== POOL_LABEL ? pod.labels.hides(key) : 'no'),
      },
    }
  );
}

function labelled(pod: PodOfObject, title: string, labels: Readonly<Record<string, string>>): PodOfObject {
  return { ...pod, title, labels: { ...pod.labels, known: { ...labels, ...pod.labels.known } } };
}
