import { Chunk, Memory, readChunk } from '../../documents';
import type { ManifestFile } from '../../judge/manifests/manifest-file';
import { identityOf } from '../../judge/manifests/object-keys';
import { inNamespace } from '../../judge/manifests/target-namespace';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { StackObject } from '../../stack/stack-object';

/** The objects of files. Of one that is written twice, the last counts, as when files are applied in turn. */
export class FileObjects {
  private readonly byKey = new Map<string, StackObject>();
  private readonly memory = new Memory();

  /** @param namespace that of objects that name none */
  constructor(private readonly namespace?: string) {}

  /** In the order in which they were read first. */
  get all(): StackObject[] {
    return [...this.byKey.values()];
  }

  /**
   * Reads the objects of a chunk of a file; other documents, and objects without a name, are passed over.
   *
   * @returns how many documents it has
   * @throws DocumentError when it cannot be read
   */
  read({ name: file }: ManifestFile, chunk: Chunk): number {
    const documents = readChunk(chunk, this.memory);
    for (const { value } of documents) {
      const { apiVersion, kind, metadata } = inObject(value);
      const { name, namespace } = inObject(metadata);
      if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') { continue; }
      if (namespace !== undefined && typeof namespace !== 'string') { continue; }
      const object = inNamespace(value as KubeObject, this.namespace);
      this.byKey.set(identityOf(object), { object, origin: `file ${file}` });
    }
    return documents.length;
  }
}
