import { isIPv6 } from 'node:net';
import { GATES } from '../../../kubernetes/feature-gates';
import { shown } from '../../schema/violation';
import { Check } from '../visit';

/** A range of addresses: its bytes, and how many bits of them are fixed. */
interface Range {
  readonly bytes: readonly number[];
  readonly length: number;
}

const BITS = 8;

function ofIPv4(address: string): number[] | undefined {
  const parts = address.split('.');
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part.replace(/^0+(?=\d)/, '')) ? Number(part) : NaN));
  return parts.length === 4 && bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function ofIPv6(address: string): number[] | undefined {
  if (!isIPv6(address) || address.includes('%')) { return undefined; }
  const plain = address.replace(/[\d.]+$/, (tail) => {
    const bytes = tail.includes('.') ? ofIPv4(tail) : undefined;
    if (!bytes) { return tail; }
    return [0, 2].map((at) => (bytes[at] * 256 + bytes[at + 1]).toString(16)).join(':');
  });
  const [head, tail] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.map((group) => parseInt(group, 16)).flatMap((group) => [Math.floor(group / 256), group % 256]);
}

/** The ranges of many policies are the same. */
const MOST_KNOWN = 500;
const known = new Map<string, Range | undefined>();

/** A range as Kubernetes reads it, or undefined. */
export function readRange(text: string): Range | undefined {
  if (known.has(text)) { return known.get(text); }
  const range = rangeOf(text);
  if (known.size < MOST_KNOWN) { known.set(text, range); }
  return range;
}

function rangeOf(text: string): Range | undefined {
  const [, address, size] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  if (address === undefined) { return undefined; }
  const bytes = address.includes(':') ? ofIPv6(address) : ofIPv4(address);
  const length = Number(size);
  return bytes && length <= bytes.length * BITS ? { bytes, length } : undefined;
}

function bitAt({ bytes }: Range, index: number): number {
  return Math.floor(bytes[Math.floor(index / BITS)] / 2 ** (BITS - 1 - index % BITS)) % 2;
}

/** Whether a range is inside of another, and smaller. */
export function isStrictlyWithin(inner: Range, outer: Range): boolean {
  if (inner.bytes.length !== outer.bytes.length || inner.length <= outer.length) { return false; }
  for (let at = 0; at < outer.length; at++) {
    if (bitAt(inner, at) !== bitAt(outer, at)) { return false; }
  }
  return true;
}

function hasHostBits(range: Range): boolean {
  for (let at = range.length; at < range.bytes.length * BITS; at++) {
    if (bitAt(range, at)) { return true; }
  }
  return false;
}

/** A range of addresses in fields that are older than the strict parser of Kubernetes. */
export const cidr: Check<string | undefined> = (value = '', visit) => {
  const range = readRange(value);
  if (!range) {
    visit.refuse(`${shown(value)} is not a range of addresses`, "use one such as '10.0.0.0/8' or '10.0.0.1/32'");
  } else if (visit.pod.minor >= GATES.StrictIPCIDRValidation) {
    if (hasHostBits(range)) {
      visit.refuse(`${shown(value)} has bits set beyond '/${range.length}'`, 'set them to 0, or use a longer prefix');
    } else if (/(?:^|\.)0\d/.test(value)) {
      visit.refuse(`${shown(value)} has leading zeros`, 'write it without them');
    }
  }
};
