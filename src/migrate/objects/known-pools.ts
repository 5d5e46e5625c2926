import { SHADOW_POOL_PREFIX } from '../../api/controller-names';
import { KINDS } from '../../api/kinds';
import { apiGroupOf } from '../../kubernetes/api-group';
import { inObject } from '../../kubernetes/read-json';

/** The pools among the files, by namespace and template. */
export class KnownPools {
  private readonly names = new Map<string, Set<string>>();
  private readonly all = new Set<string>();

  /** @param namespace that of objects that name none */
  constructor(private readonly namespace = '') {}

  /** Notes an object that is a pool. */
  note(object: unknown): void {
    const { apiVersion, kind, metadata, spec } = inObject(object);
    if (kind !== 'SandboxWarmPool' || apiGroupOf(String(apiVersion)) !== KINDS.SandboxWarmPool.group) { return; }
    const { name } = inObject(metadata);
    const template = inObject(spec, 'sandboxTemplateRef').name;
    if (typeof name !== 'string' || typeof template !== 'string') { return; }
    this.add(object, template, name);
  }

  /** The pools of a template in the namespace of an object, but for that of claims without one. */
  of(object: unknown, template: string): string[] {
    const names = this.names.get(this.key(object, template)) ?? [];
    return [...names].filter((name) => name !== SHADOW_POOL_PREFIX + template);
  }

  has(object: unknown, name: string): boolean {
    return this.all.has(this.key(object, name));
  }

  add(object: unknown, template: string, name: string): void {
    const key = this.key(object, template);
    this.names.set(key, (this.names.get(key) ?? new Set()).add(name));
    this.all.add(this.key(object, name));
  }

  private key(object: unknown, name: string): string {
    const { namespace } = inObject(object, 'metadata');
    return `${typeof namespace === 'string' && namespace !== '' ? namespace : this.namespace}/${name}`;
  }
}
