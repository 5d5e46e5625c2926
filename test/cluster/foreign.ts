/**
 * Kinds of other operators that objects are of: what the API server checks of them without their operators' schemas.
 */
import type { Client } from './client';
import { accepted, Item } from './items';
import { established } from './releases';
import type { KubeObject } from '../../src/kubernetes/kube-object';

/** Defines the kinds that nobody serves, of any form. */
export async function admitForeignKinds(client: Client, items: readonly Item[]): Promise<void> {
  const crds = new Map<string, KubeObject>();
  for (const { object } of items) {
    const { apiVersion, kind } = object;
    // A kind of ours that is not served is not accepted.
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
    // Groups of Kubernetes want to know who approved.
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
