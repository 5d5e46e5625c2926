import { itemsOf } from './items';
import type { Radius, ReachedRange } from './reached';
import { subtract } from '../../network/intent/cidr';
import { BlastArea, BlastItem } from '../blast-item';

/** What differs between what code in a sandbox reached and what it reaches. */
export interface RadiusChange {
  readonly gained: readonly BlastItem[];
  readonly lost: readonly BlastItem[];
}

/** What is reached more, and less: addresses by their ranges, verbs one by one, all else by what it is. */
export function radiusChange(before: Radius, after: Radius): RadiusChange {
  return { gained: beyond(after, before), lost: beyond(before, after) };
}

function beyond(one: Radius, other: Radius): BlastItem[] {
  const keyOf = ({ area, verb = '', text }: Radius['reached'][number]) => `${area} ${verb} ${text}`;
  const known = new Set(other.reached.map(keyOf));
  return itemsOf({
    ranges: rangesBeyond(one.ranges, other.ranges), reached: one.reached.filter((each) => !known.has(keyOf(each))),
  });
}

function rangesBeyond(ranges: readonly ReachedRange[], others: readonly ReachedRange[]): ReachedRange[] {
  const known = others.map(({ cidr }) => cidr);
  return ranges.flatMap(({ cidr, ...rest }) => subtract(cidr, known).map((left) => ({ cidr: left, ...rest })));
}

/** How items of an area are told as a sentence. */
const VERBS: Readonly<Record<BlastArea, readonly [may: string, joint: string]>> = {
  [BlastArea.NETWORK]: ['reach', ', '],
  [BlastArea.API]: ['ask the API server for', '; '],
  [BlastArea.SECRETS]: ['have Secrets', ', '],
  [BlastArea.IDENTITY]: ['act as', ', '],
  [BlastArea.VOLUMES]: ['share volumes', ', '],
  [BlastArea.NODES]: ['have', ', '],
};

/** Items that a sentence names. */
const MOST_NAMED = 6;

/** `reach 10.0.0.0/8, the internet (IPv4)`, one for each area. */
export function radiusSentences(items: readonly BlastItem[]): string[] {
  return Object.values(BlastArea).flatMap((area) => {
    const own = items.filter((each) => each.area === area);
    if (own.length === 0) { return []; }
    const [may, joint] = VERBS[area];
    const told = own.slice(0, MOST_NAMED).map(({ text, isCertain }) => `${text}${isCertain ? '' : ' (perhaps)'}`);
    return [`${may} ${told.join(joint)}${own.length > MOST_NAMED ? ` and ${own.length - MOST_NAMED} more` : ''}`];
  });
}
