/**
 * CRDs without a schema for kinds of other operators, so that the API server accepts their objects.
 */
import { accepted, Item } from './items';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { established } from '../../src/rehearsal/apply-objects';
import type { Client } from '../../src/rehearsal/cluster/client';

/** Creates a CRD for each kind that is not served. */
export async function admitForeignKinds(client: Client, items: readonly Item[]): Promise<void> {
  const crds = new Map<string, KubeObject>();
  for (const { object } of items) {
    const { apiVersion, kind } = object;
    // Agent Sandbox kinds that are not served must stay refused.
    if (apiVersion.includes('agents.x-k8s.io') || await client.knows(apiVersion, kind)) { continue; }
    crds.set(`${apiVersion} ${kind}`, crdOf(object));
  }
  for (const crd of crds.values()) {
    accepted({ path: 'the suite', object: crd }, await client.apply(crd, { manager: 'foreign' }));
  }
  await established(client, [...crds.values()]);
}

function crdOf({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const [group, version] = apiVersion.split('/');
  const singular = kind.toLowerCase();
  const plural = singular.replace(/y$/, 'ie').concat('s');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    // API groups of Kubernetes demand an approval.
    metadata: {
      name: `${plural}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, made by a test' },
    },
    spec: {
      group,
      scope: metadata.namespace ? 'Namespaced' : 'Cluster',
      names: { kind, plural, singular },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  } as KubeObject;
}
