import { inList, Loose } from './read-json';

/** A condition of an object; empty if it has none of the type. */
export function conditionIn(object: unknown, type: string): Loose {
  return inList(object, 'status', 'conditions').find((each) => each.type === type) ?? {};
}

/** The uids of the owners of an object, in their order. */
export function ownerUids(object: unknown): string[] {
  return inList(object, 'metadata', 'ownerReferences').map(({ uid }) => String(uid));
}
