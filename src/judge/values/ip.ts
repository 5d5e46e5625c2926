import { isIPv6 } from 'node:net';
import { Check } from './visit';
import { GATES } from '../../kubernetes/feature-gates';
import { shown } from '../schema/violation';

/** IPv4 as Kubernetes reads it in fields that are older than its strict parser: leading zeros are decimal. */
function isIPv4(value: string): boolean {
  const parts = value.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^\d+$/.test(part) && part.replace(/^0+(?=\d)/, '').length <= 3 && Number(part) <= 255)
  );
}

/** IPv6, whose last four bytes may be written as IPv4. Zones are refused. */
function isAddress(value: string): boolean {
  if (!value.includes(':')) { return isIPv4(value); }
  const [, head, tail] = /^(.*:)([\d.]+)$/.exec(value) ?? [];
  if (!tail?.includes('.')) { return isIPv6(value) && !value.includes('%'); }
  return isIPv4(tail) && isIPv6(`${head}0.0.0.0`);
}

/** The minor of Kubernetes from which leading zeros and IPv4 inside of IPv6 are refused. */
const { StrictIPCIDRValidation: STRICT_SINCE } = GATES;

/** An IP address. */
export const ipAddress: Check<string | undefined> = (value = '', visit) => {
  if (!isAddress(value)) {
    visit.refuse(`${shown(value)} is not an IP address`, "use one such as '10.9.8.7' or '2001:db8::1'");
  } else if (visit.pod.minor >= STRICT_SINCE && /(?:^|[.:])0+\d+(?=\.|$)/.test(value) && value.includes('.')) {
    visit.refuse(`${shown(value)} has leading zeros`, 'write it without them');
  } else if (visit.pod.minor >= STRICT_SINCE && /^(?:0{0,4}:)+:?ffff:/i.test(value)) {
    visit.refuse(`${shown(value)} is IPv4 in the form of IPv6`, 'write it as IPv4');
  }
};
