/** Kinds of other operators that objects are of: what the API server checks of them without their operators' schemas. */
import type { Client } from './client';
import { established } from './releases';
import type { Item } from './items';
import type { KubeObject } from '../../src/release/objects/kube-object';

/** Groups of Kubernetes itself, and ours. */
const KNOWN = /^[^/]*$|(^|\.)k8s\.io\/|^(apps|autoscaling|batch|policy)\//;

/** Defines the kinds that nobody serves, of any form. */
export async function admitForeignKinds(client: Client, items: readonly Item[]): Promise<void> {
  const kinds = new Map(items.flatMap(({ object }) => (KNOWN.test(object.apiVersion) || object.apiVersion.includes('agents.x-k8s.io') ? [] : [
    [`${object.apiVersion} ${object.kind}`, crdOf(object)] as const,
  ])));
  for (const crd of kinds.values()) { await client.apply(crd, { manager: 'foreign' }); }
  await established(client, [...kinds.values()]);
}

function crdOf({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const [group, version] = apiVersion.split('/');
  const singular = kind.toLowerCase();
  const plural = singular.replace(/y$/, 'ie').concat('s');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: metadata.namespace ? 'Namespaced' : 'Cluster',
      names: { kind, plural, singular },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
    },
  } as KubeObject;
}
