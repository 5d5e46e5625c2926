import type { Kind } from '../../api/kinds';
import type { KubeObject } from '../../release/objects/kube-object';
import { inObject } from '../rules/rule';

interface Entry {
  readonly file: string;
  readonly object: KubeObject;
}

/** The objects that others refer to, by kind, namespace and name. */
export class KnownManifests {
  private readonly entries = new Map<string, Entry[]>();

  add(file: string, object: KubeObject): void {
    const { namespace, name } = inObject(object.metadata);
    if (typeof name !== 'string') { return; }
    const key = keyOf(object.kind, namespace, name);
    const same = this.entries.get(key);
    if (same) {
      same.push({ file, object });
    } else {
      this.entries.set(key, [{ file, object }]);
    }
  }

  has(kind: Kind, namespace: string | undefined, name: string): boolean {
    return this.entries.has(keyOf(kind, namespace, name));
  }

  /**
   * The object that a manifest means: manifests of many environments may be given at once, in which a name stands for
   * more than one object. That of the same file is meant; among those of other files one cannot tell.
   */
  find(file: string, kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
    const same = this.entries.get(keyOf(kind, namespace, name)) ?? [];
    return (same.find((entry) => entry.file === file) ?? (same.length === 1 ? same[0] : undefined))?.object;
  }
}

function keyOf(kind: string, namespace: unknown, name: string): string {
  return `${kind} ${typeof namespace === 'string' ? namespace : ''} ${name}`;
}
