import { ApiObjectMetadataDefinition } from 'cdk8s';

/** What metadata is made of; the first three are not shown. */
interface Insides {
  readonly _additionalAttributes?: object;
  readonly finalizers?: readonly unknown[];
  readonly ownerReferences?: readonly unknown[];
  readonly labels?: object;
  readonly annotations?: object;
}

/** Metadata as data that is still to be copied and sorted. */
export interface MetadataJson {
  readonly annotations?: object;
  readonly labels?: object;
  readonly name?: string;
  readonly namespace?: string;
}

const USUAL_MEMBERS: ReadonlySet<string> = new Set(['name', 'namespace', 'labels', 'annotations']);

/**
 * Metadata as JSON. Most is a name, labels and annotations; any other is left to
 * cdk8s, which it also is if cdk8s keeps other things than it did.
 */
export function metadataJson(metadata: ApiObjectMetadataDefinition): MetadataJson | undefined {
  const { _additionalAttributes: given, finalizers, ownerReferences, labels, annotations } = metadata as unknown as Insides;
  const isUsual = metadata.toJson === ApiObjectMetadataDefinition.prototype.toJson && finalizers?.length === 0 && ownerReferences?.length === 0
    && areTexts(labels) && areTexts(annotations) && hasUsualMembers(given);
  if (!isUsual) { return metadata.toJson(); }
  return { annotations: filled(annotations), labels: filled(labels), name: metadata.name, namespace: metadata.namespace };
}

function areTexts(map: object | undefined): boolean {
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

function filled<T extends object>(map: T | undefined): T | undefined {
  for (const _ in map) { return map; }
  return undefined;
}
