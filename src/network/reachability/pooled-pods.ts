import { PodCluster, PodOfObject, podOfObject } from './pods';
import { LABEL_PREFIX, OLD_POOL_LABEL, POOL_LABEL, poolLabels, SANDBOX_LABEL } from '../../api/labels';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

/** Finds an object by kind and name in the namespace of the one that names it. */
export type Find = (kind: string, name: unknown) => KubeObject | undefined;

/** The pods of a pool that nobody has claimed, if its template is known. */
export function pooledPod(pool: KubeObject, find: Find, cluster: PodCluster): PodOfObject | undefined {
  const template = find('SandboxTemplate', inObject(pool.spec, 'sandboxTemplateRef').name);
  const { metadata: { name, namespace } } = pool;
  if (!template) { return undefined; }
  const title = `sandboxes of pool '${namespace ? `${namespace}/` : ''}${name}'`;
  const { poolPodsHaveNameHash } = cluster.release.controller;
  const pod = labelled(podOfObject(template, cluster), title, poolLabels(name, !poolPodsHaveNameHash));
  if (poolPodsHaveNameHash) { return pod; }
  const hides = (key: string) => (key === SANDBOX_LABEL ? 'no' : pod.labels.hides(key));
  return { ...pod, labels: { ...pod.labels, hides } };
}

/** The pod that a claim gets, if the template is known: with the labels that the claim gives to it. */
export function claimedPod(claim: KubeObject, find: Find, cluster: PodCluster): PodOfObject | undefined {
  const { metadata: { name, namespace }, spec } = claim;
  const pool = find('SandboxWarmPool', inObject(spec, 'warmPoolRef').name);
  const template = find(
    'SandboxTemplate',
    inObject(spec, 'sandboxTemplateRef').name ?? inObject(pool?.spec, 'sandboxTemplateRef').name,
  );
  if (!template) { return undefined; }
  const given = Object.entries(inObject(spec, 'additionalPodMetadata', 'labels'));
  const labels = Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
  const title = `sandbox of claim '${namespace ? `${namespace}/` : ''}${name}'`;
  const pod = labelled(podOfObject(template, cluster), title, labels);
  // A claimed pod has left its pool, and has no labels of other claims.
  const isOfController = (key: string) =>
    key.startsWith(`${LABEL_PREFIX}/`) && key !== POOL_LABEL && key !== OLD_POOL_LABEL;
  return {
    ...pod,
    labels: { known: pod.labels.known, hides: (key) => (isOfController(key) ? pod.labels.hides(key) : 'no') },
  };
}

function labelled(pod: PodOfObject, title: string, labels: Readonly<Record<string, string>>): PodOfObject {
  return { ...pod, title, labels: { ...pod.labels, known: { ...labels, ...pod.labels.known } } };
}
