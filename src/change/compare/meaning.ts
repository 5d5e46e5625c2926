import { ADOPTABLE_LABEL, LABEL_PREFIX, TRACE_ANNOTATION } from '../../api/labels';
import { servedKind, walk } from '../../judge/schema';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, Loose } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';

/** Metadata that the API server writes. */
const OF_SERVER: ReadonlySet<string> = new Set([
  'managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'selfLink',
]);

/**
 * An object as it is compared: with the defaults of its CRD, without its status and without what the API server and
 * the controller write, so that objects which were read from a cluster can be compared with files.
 */
export function meaningOf(object: KubeObject, release: Release): KubeObject {
  const written = withoutStatus(object);
  const served = servedKind(release, object.apiVersion, object.kind);
  const walked = served && walk(written, served.schema, { root: true, subresources: served.subresources });
  // What the schema refuses or drops has no meaning: such objects are compared as they are.
  const stored = walked?.violations.length === 0 ? walked.value as KubeObject : written;
  return { ...stored, metadata: withoutServerKeys(inObject(stored.metadata)) as KubeObject['metadata'] };
}

function withoutStatus(object: KubeObject & { readonly status?: unknown }): KubeObject {
  if (object.status === undefined) { return object; }
  const { status: _, ...written } = object;
  return written;
}

function withoutServerKeys(metadata: Loose): Loose {
  const kept = Object.entries(metadata).filter(([name]) => !OF_SERVER.has(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => {
    if (name !== 'labels' && name !== 'annotations') { return [[name, value]]; }
    const keys = Object.entries(inObject(value)).filter(([key]) => !isServerKey(key));
    return keys.length > 0 ? [[name, Object.fromEntries(keys)]] : [];
  }));
}

/** Keys of labels and annotations that are written by the API server, `kubectl` and the controllers. */
function isServerKey(key: string): boolean {
  const [domain] = key.split('/', 1);
  return SERVER_KEYS.has(key)
    || (key !== ADOPTABLE_LABEL && (domain === LABEL_PREFIX || domain === `api.${LABEL_PREFIX}`));
}

const SERVER_KEYS: ReadonlySet<string> = new Set([
  TRACE_ANNOTATION, 'kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision',
]);
