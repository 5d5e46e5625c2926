import type { ManifestFile } from './manifest-file';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { Chunk, DocumentObject, readChunk } from '../documents';

/** An object of a file of `--policy` or `--old`. */
export interface GivenObject {
  readonly file: string;
  readonly object: KubeObject;
  readonly source: DocumentObject;
}

/** Objects of `--policy` and `--old`: they are not judged, but others are judged by them. */
export class GivenObjects {
  readonly all: GivenObject[] = [];
  private byKey?: Map<string, KubeObject[]>;

  /**
   * Reads the objects of a chunk of a file; other documents are passed over.
   *
   * @throws DocumentError when it cannot be read
   */
  read({ name }: ManifestFile, chunk: Chunk): void {
    for (const source of readChunk(chunk)) {
      const object = source.value as KubeObject;
      const { apiVersion, kind } = inObject(object);
      if (typeof apiVersion === 'string' && typeof kind === 'string') { this.all.push({ file: name, object, source }); }
    }
    this.byKey = undefined;
  }

  /** The object of the same group, kind, namespace and name; undefined if there are several. */
  same(object: KubeObject): KubeObject | undefined {
    this.byKey ??= grouped(this.all);
    const found = this.byKey.get(keyOf(object)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }
}

function grouped(given: readonly GivenObject[]): Map<string, KubeObject[]> {
  const groups = new Map<string, KubeObject[]>();
  for (const { object } of given) {
    const key = keyOf(object);
    const group = groups.get(key);
    if (group) { group.push(object); } else { groups.set(key, [object]); }
  }
  return groups;
}

function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { namespace, name } = inObject(metadata);
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return JSON.stringify([group, kind, namespace ?? '', name ?? null]);
}
