import type { ManifestFile } from './manifest-file';
import { identityOf } from './object-keys';
import { inNamespace } from './target-namespace';
import { Chunk, DocumentObject, Memory, readChunk } from '../../documents';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { markRepeated } from '../schema';

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
   * @param namespace that of objects that name none
   * @param memory of texts that were read before: parts that they share become the same objects
   */
  constructor(private readonly namespace?: string, private readonly memory = new Memory(markRepeated)) {}

  /**
   * Reads the objects of a chunk of a file; other documents are passed over.
   *
   * @returns how many documents it has
   * @throws DocumentError when it cannot be read
   */
  read({ name }: ManifestFile, chunk: Chunk): number {
    const documents = readChunk(chunk, this.memory);
    for (const source of documents) {
      const object = source.value as KubeObject;
      const { apiVersion, kind } = inObject(object);
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') { continue; }
      this.all.push({ file: name, object: inNamespace(object, this.namespace), source });
    }
    this.byKey = undefined;
    return documents.length;
  }

  /** The object of the same group, kind, namespace and name; undefined if there are several. */
  same(object: KubeObject): KubeObject | undefined {
    this.byKey ??= grouped(this.all);
    const found = this.byKey.get(identityOf(object)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }
}

function grouped(given: readonly GivenObject[]): Map<string, KubeObject[]> {
  const groups = new Map<string, KubeObject[]>();
  for (const { object } of given) {
    const key = identityOf(object);
    const group = groups.get(key);
    if (group) { group.push(object); } else { groups.set(key, [object]); }
  }
  return groups;
}
