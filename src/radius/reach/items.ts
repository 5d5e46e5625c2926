import { joined, rangeTexts } from './address-space';
import type { Radius, Reached, ReachedRange } from './reached';
import { BlastArea, BlastItem } from '../blast-item';

/** The areas, in the order in which they are told. */
export const AREAS: readonly BlastArea[] = [
  BlastArea.NETWORK, BlastArea.API, BlastArea.SECRETS, BlastArea.IDENTITY, BlastArea.VOLUMES, BlastArea.NODES,
];

/** All that a radius holds, by area. */
export function itemsOf({ ranges, reached }: Pick<Radius, 'ranges' | 'reached'>): BlastItem[] {
  const all = [...rangeItems(ranges), ...reachedItems(reached)];
  return AREAS.flatMap((area) => all.filter((each) => each.area === area));
}

/** Ranges in words, those that are certain first. */
export function rangeItems(ranges: readonly ReachedRange[]): BlastItem[] {
  const groups = new Map<string, ReachedRange[]>();
  for (const range of ranges) {
    const key = `${range.isCertain ? '' : 'perhaps'} ${range.why ?? ''}`;
    const list = groups.get(key);
    if (list) { list.push(range); } else { groups.set(key, [range]); }
  }
  return [...groups.values()].sort(([one], [other]) => Number(other.isCertain) - Number(one.isCertain))
    .flatMap((list) => {
      const [{ isCertain, why }] = list;
      return rangeTexts(joined(list.map(({ cidr }) => cidr))).map((text): BlastItem => ({
        area: BlastArea.NETWORK, text, isCertain, ...(why !== undefined && { why }),
      }));
    });
}

/** The same of what is no range. Verbs on the same are one item. */
export function reachedItems(reached: readonly Reached[]): BlastItem[] {
  const items: BlastItem[] = [];
  const verbs = new Map<string, { first: Reached; verbs: Set<string>; at: number }>();
  for (const each of reached) {
    const { area, text, verb, isCertain, why } = each;
    if (verb === undefined) {
      items.push({ area, text, isCertain, ...(why !== undefined && { why }) });
      continue;
    }
    const key = `${isCertain} ${text}`;
    const known = verbs.get(key);
    if (known) { known.verbs.add(verb); } else {
      verbs.set(key, { first: each, verbs: new Set([verb]), at: items.length });
      items.push({ area, text, isCertain, ...(why !== undefined && { why }) });
    }
  }
  for (const { verbs: all, first: { text }, at } of verbs.values()) {
    items[at] = { ...items[at], text: `${all.has('*') ? 'all verbs' : [...all].sort().join(', ')} on ${text}` };
  }
  return items;
}
