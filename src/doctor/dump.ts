/** The objects of a cluster at a moment, as `kubectl get -o yaml` writes them. */
import { Kind, KINDS } from '../api/kinds';
import type { GivenObject } from '../judge/manifests/context-objects';
import { apiGroupOf } from '../kubernetes/api-group';
import { inObject, Loose } from '../kubernetes/read-json';
import { conditionIn, ownerUids } from '../kubernetes/status';

/** What happened to an object, by an Event. */
export interface Happening {
  readonly reason: string;
  readonly message: string;
  readonly isWarning: boolean;
}

/** Kinds of other groups than the core one that are asked for by their kind alone. */
const GROUPS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(KINDS).map(([kind, { group }]) => [kind, group])),
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  NetworkPolicy: 'networking.k8s.io',
  RuntimeClass: 'node.k8s.io',
  StorageClass: 'storage.k8s.io',
};

/** Fields that hold a moment; the latest of them is when a dump was made, as near as it can be known. */
const MOMENTS = ['lastTransitionTime', 'lastTimestamp', 'eventTime', 'creationTimestamp', 'time', 'renewTime'];

export class Dump {
  /** When the dump was made, in milliseconds, by the latest moment in it. */
  readonly moment: number;
  private readonly kinds = new Set<string>();
  private readonly byKind = new Map<string, GivenObject[]>();
  private readonly byName = new Map<string, GivenObject>();
  private readonly byUid = new Map<string, GivenObject>();
  private readonly byOwner = new Map<string, GivenObject[]>();
  private readonly happenings = new Map<string, Happening[]>();

  constructor(readonly all: readonly GivenObject[]) {
    let latest = 0;
    for (const given of all) {
      const { apiVersion, kind, metadata } = given.object;
      const type = `${apiGroupOf(apiVersion)} ${kind}`;
      const { uid, namespace, name } = inObject(metadata);
      this.kinds.add(kind);
      add(this.byKind, type, given);
      this.byName.set(objectKey(type, namespace, name), given);
      if (typeof uid === 'string') { this.byUid.set(uid, given); }
      for (const owner of ownerUids(given.object)) { add(this.byOwner, owner, given); }
      if (kind === 'Event') { this.remember(given); }
      latest = Math.max(latest, latestMoment(given.object));
    }
    this.moment = latest;
  }

  /** All objects of a kind. */
  of(kind: string): readonly GivenObject[] {
    return this.byKind.get(typeOf(kind)) ?? [];
  }

  /** Whether there is an object of a kind, of whatever group. */
  has(kind: string): boolean {
    return this.kinds.has(kind);
  }

  find(kind: string, namespace: unknown, name: unknown): GivenObject | undefined {
    return this.byName.get(objectKey(typeOf(kind), namespace, name));
  }

  /** The objects that name an object as their owner. */
  ownedBy({ object }: GivenObject, kind: string): readonly GivenObject[] {
    const { uid } = inObject(object.metadata);
    const owned = typeof uid === 'string' ? this.byOwner.get(uid) ?? [] : [];
    return owned.filter((each) => each.object.kind === kind);
  }

  /** The object of a kind that owns another one. */
  ownerOf({ object }: GivenObject, kind: Kind): GivenObject | undefined {
    return ownerUids(object)
      .map((uid) => this.byUid.get(uid))
      .find((owner) => owner?.object.kind === kind);
  }

  hasUid(uid: unknown): boolean {
    return this.byUid.has(String(uid));
  }

  /** Events about an object, in the order of the dump. */
  eventsOf({ object: { kind, metadata } }: GivenObject): readonly Happening[] {
    return this.happenings.get(objectKey(kind, metadata.namespace, metadata.name)) ?? [];
  }

  /** The last warning of some reasons about an object. */
  warning(given: GivenObject, ...reasons: readonly string[]): Happening | undefined {
    return this.eventsOf(given).filter(({ reason, isWarning }) => isWarning && reasons.includes(reason)).at(-1);
  }

  /** Seconds from a moment to that of the dump. */
  secondsSince(moment: unknown): number {
    const at = Date.parse(String(moment));
    return Number.isNaN(at) ? 0 : (this.moment - at) / 1000;
  }

  /** Events of `v1` and of `events.k8s.io/v1` say the same in other fields. */
  private remember({ object }: GivenObject): void {
    const about = inObject(object.involvedObject ?? object.regarding);
    add(this.happenings, objectKey(String(about.kind), about.namespace, about.name), {
      reason: String(object.reason ?? ''),
      message: String(object.message ?? object.note ?? ''),
      isWarning: object.type === 'Warning',
    });
  }
}

/** A condition of an object; empty if it has none of the type. */
export function conditionOf({ object }: GivenObject, type: string): Loose {
  return conditionIn(object, type);
}

export function isReady(given: GivenObject): boolean {
  return conditionOf(given, 'Ready').status === 'True';
}

export function isEnding({ object }: GivenObject): boolean {
  return inObject(object.metadata).deletionTimestamp !== undefined;
}

function typeOf(kind: string): string {
  return `${GROUPS[kind] ?? ''} ${kind}`;
}

function objectKey(type: string, namespace: unknown, name: unknown): string {
  return `${type} ${String(namespace ?? '')} ${String(name)}`;
}

function latestMoment(value: unknown): number {
  if (typeof value !== 'object' || value === null) { return 0; }
  let latest = 0;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') {
      if (MOMENTS.includes(name)) { latest = Math.max(latest, Date.parse(member) || 0); }
    } else {
      latest = Math.max(latest, latestMoment(member));
    }
  }
  return latest;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) { list.push(value); } else { map.set(key, [value]); }
}
