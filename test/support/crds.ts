import { Loose } from './install';
import { Field } from '../../src/api/fields';
import { KubeObject } from '../../src/kubernetes/kube-object';

/** A field of Agent Sandbox's own, with its way down from the root; items of lists need no step of their own. */
export interface OwnField {
  readonly path: string[];
  readonly description: string;
}

/** The named fields below a field, without what is inside Kubernetes' own types. */
export function ownFields(of: Field, path: string[] = []): OwnField[] {
  const inner = of.items ?? of;
  return Object.entries(inner.fields ?? {}).flatMap(([name, field]) => [
    { path: [...path, name], description: field.description },
    ...ownFields(field, [...path, name]),
  ]);
}

/** What a CRD says of a field in an API version. */
export function crdDescription(crd: KubeObject, version: string, path: readonly string[]): string | undefined {
  const { schema } = (crd.spec as Loose).versions.find(({ name }: Loose) => name === version);
  return path.reduce((at: Loose, name) => (at?.items ?? at)?.properties?.[name], schema.openAPIV3Schema)?.description;
}
