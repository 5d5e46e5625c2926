import { addTo } from './groups';
import { Naming, References } from './references';
import type { Kind } from '../../api/kinds';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { keyOf, meant } from '../../judge/manifests/object-keys';
import { poolNameIn, replicasRequired } from '../../judge/rules/claim-resolution';
import { scaleTargetOf } from '../../judge/rules/read-other-kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';

/** The objects of the old or of the new manifests, found by what others say of them. */
export class ManifestSide {
  private readonly byKey = new Map<string, GivenObject[]>();
  private readonly byKind = new Map<string, GivenObject[]>();
  private readonly scaled = new Set<string>();
  private users?: Users;
  private references?: References;
  private order?: Map<GivenObject, number>;

  constructor(readonly objects: readonly GivenObject[], readonly release: Release) {
    for (const given of objects) {
      const { kind, metadata: { namespace, name } } = given.object;
      addTo(this.byKey, keyOf(kind, namespace, name), given);
      addTo(this.byKind, kind, given);
      const target = scaleTargetOf(given.object);
      if (target) { this.scaled.add(keyOf(target.kind, target.namespace, target.name)); }
    }
  }

  /** All of a kind, in the order of reading. */
  ofKind(kind: string): readonly GivenObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The object that another one names in its own namespace: that of its file, else the only one of the name. */
  find(kind: Kind, by: GivenObject, name: unknown): GivenObject | undefined {
    if (typeof name !== 'string') { return undefined; }
    return meant(by.file, this.byKey.get(keyOf(kind, by.object.metadata.namespace, name)));
  }

  /** The template of a pool or a claim, if it is among the objects. */
  templateOf(given: GivenObject): GivenObject | undefined {
    const direct = inObject(given.object.spec, 'sandboxTemplateRef').name;
    if (typeof direct === 'string') { return this.find('SandboxTemplate', given, direct); }
    const pool = this.poolOf(given);
    return pool && this.templateOf(pool);
  }

  /** The pool of a claim, if it is among the objects. */
  poolOf(claim: GivenObject): GivenObject | undefined {
    return this.find('SandboxWarmPool', claim, poolNameIn(claim.object.spec));
  }

  /** The objects whose pods or volumes name one of another kind, and how they do. */
  naming(object: KubeObject): readonly Naming[] {
    this.references ??= new References(this.objects);
    return this.references.to(object);
  }

  /** The place of an object in the order of reading. */
  orderOf(given: GivenObject): number {
    this.order ??= new Map(this.objects.map((each, index) => [each, index]));
    return this.order.get(given) ?? -1;
  }

  /** The pools of a template. */
  poolsOf(template: GivenObject): readonly GivenObject[] {
    return this.usersOf().pools.get(template) ?? [];
  }

  /** The claims of sandboxes of a template. */
  claimsOf(template: GivenObject): readonly GivenObject[] {
    return this.usersOf().claims.get(template) ?? [];
  }

  /** Those of a kind that have one of some names, as `nameWithin` gives them. */
  ofNames(kind: Kind, names: ReadonlySet<string>): GivenObject[] {
    return [...names].flatMap((name) => this.usersOf().named.get(`${kind} ${name}`) ?? []);
  }

  /** How many sandboxes a pool keeps waiting; undefined where an autoscaler decides. */
  replicasOf({ object }: GivenObject): number | undefined {
    const { replicas } = inObject(object.spec);
    if (typeof replicas === 'number') { return replicas; }
    const { namespace, name } = object.metadata;
    const isScaled = this.scaled.has(keyOf(object.kind, namespace, name));
    return isScaled || replicasRequired(this.release, object.apiVersion) ? undefined : 1;
  }

  private usersOf(): Users {
    if (this.users) { return this.users; }
    const users: Users = { pools: new Map(), claims: new Map(), named: new Map() };
    for (const [kind, by] of [['SandboxWarmPool', users.pools], ['SandboxClaim', users.claims]] as const) {
      for (const given of this.ofKind(kind)) {
        const template = this.templateOf(given);
        if (template) { addTo(by, template, given); }
        addTo(users.named, `${kind} ${nameWithin(given.object)}`, given);
      }
    }
    return this.users = users;
  }
}

/** Who uses which template. */
interface Users {
  readonly pools: Map<GivenObject, GivenObject[]>;
  readonly claims: Map<GivenObject, GivenObject[]>;
  readonly named: Map<string, GivenObject[]>;
}

/** The name of an object with its namespace, as messages have it. */
export function nameWithin({ metadata: { namespace, name } }: KubeObject): string {
  return namespace ? `${namespace}/${name}` : String(name);
}
