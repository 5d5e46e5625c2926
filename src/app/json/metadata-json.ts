import { ApiObjectMetadataDefinition } from 'cdk8s';

/** Members of metadata; cdk8s keeps the first three private. */
interface PrivateMembers {
  readonly _additionalAttributes?: object;
  readonly finalizers?: readonly unknown[];
  readonly ownerReferences?: readonly unknown[];
  readonly labels?: object;
  readonly annotations?: object;
}

/** Metadata as data; the caller copies and sorts it. */
export interface MetadataJson {
  readonly annotations?: object;
  readonly labels?: object;
  readonly name?: string;
  readonly namespace?: string;
}

const USUAL_MEMBERS: ReadonlySet<string> = new Set(['name', 'namespace', 'labels', 'annotations']);

/**
 * Metadata as JSON. Most metadata is a name, labels and annotations. cdk8s renders anything else, and everything if its
 * private members are not those expected here.
 */
export function metadataJson(metadata: ApiObjectMetadataDefinition): MetadataJson | undefined {
  const { _additionalAttributes: given, finalizers, ownerReferences, labels, annotations } =
    metadata as unknown as PrivateMembers;
  const isUsual = metadata.toJson === ApiObjectMetadataDefinition.prototype.toJson
    && finalizers?.length === 0 && ownerReferences?.length === 0
    && holdsStrings(labels) && holdsStrings(annotations) && hasUsualMembers(given);
  if (!isUsual) { return metadata.toJson(); }
  return {
    annotations: unlessEmpty(annotations),
    labels: unlessEmpty(labels),
    name: metadata.name,
    namespace: metadata.namespace,
  };
}

function holdsStrings(map: object | undefined): boolean {
  if (typeof map !== 'object') { return false; }
  for (const key in map) {
    if (typeof (map as Record<string, unknown>)[key] !== 'string') { return false; }
  }
  return true;
}

function hasUsualMembers(given: object | undefined): boolean {
  if (typeof given !== 'object') { return false; }
  for (const key in given) {
    if (!USUAL_MEMBERS.has(key)) { return false; }
  }
  return true;
}

function unlessEmpty<T extends object>(map: T | undefined): T | undefined {
  for (const _ in map) { return map; }
  return undefined;
}
