/**
 * Addresses as Go's `netip.ParseAddr` reads them, for its errors.
 *
 * @see https://pkg.go.dev/net/netip#ParseAddr
 */
import { quoted } from './bytes';

/** Why an address is not valid. */
class AddressError extends Error {
  constructor(message: string, readonly rest?: string) {
    super(message);
  }
}

/**
 * The width of an address: 32 or 128.
 *
 * @param text one character a byte
 * @throws with Go's message when it is not valid
 */
export function addressWidth(text: string): 32 | 128 {
  try {
    switch (/[.:%]/.exec(text)?.[0]) {
      case '.':
        checkV4(text);
        return 32;
      case ':':
        checkV6(text);
        return 128;
      case '%':
        throw new AddressError('missing IPv6 address');
      default:
        throw new AddressError('unable to parse IP');
    }
  } catch (error) {
    const { message, rest } = error as AddressError;
    throw new Error(`ParseAddr(${quoted(text)}): ${message}${rest ? ` (at ${quoted(rest)})` : ''}`);
  }
}

function checkV4(text: string): void {
  let [value, digits, fields] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char >= '0' && char <= '9') {
      if (digits === 1 && value === 0) { throw new AddressError('IPv4 field has octet with leading zero'); }
      value = value * 10 + Number(char);
      digits++;
      if (value > 255) { throw new AddressError('IPv4 field has value >255'); }
    } else if (char === '.') {
      if (at === 0 || at === text.length - 1 || text[at - 1] === '.') {
        throw new AddressError('IPv4 field must have at least one digit', text.slice(at));
      }
      if (fields === 3) { throw new AddressError('IPv4 address too long'); }
      fields++;
      [value, digits] = [0, 0];
    } else {
      throw new AddressError('unexpected character', text.slice(at));
    }
  }
  if (fields < 3) { throw new AddressError('IPv4 address too short'); }
}

const FIELDS = 8;

function checkV6(text: string): void {
  const zone = text.indexOf('%');
  if (zone >= 0 && zone === text.length - 1) { throw new AddressError('zone must be a non-empty string'); }
  let rest = zone < 0 ? text : text.slice(0, zone);
  let hasGap = rest.startsWith('::');
  if (hasGap) { rest = rest.slice(2); }
  if (hasGap && rest === '') { return; }
  let fields = 0;
  while (fields < FIELDS) {
    const [digits] = /^[0-9a-fA-F]*/.exec(rest)!;
    if (digits.length > 4) { throw new AddressError('each group must have 4 or less digits', rest); }
    if (digits === '') { throw new AddressError('each colon-separated field must have at least one digit', rest); }
    if (rest[digits.length] === '.') {
      if (!hasGap && fields !== FIELDS - 2) {
        throw new AddressError('embedded IPv4 address must replace the final 2 fields of the address', rest);
      }
      if (fields > FIELDS - 2) {
        throw new AddressError('too many hex fields to fit an embedded IPv4 at the end of the address', rest);
      }
      checkV4(rest);
      rest = '';
      fields += 2;
      break;
    }
    fields++;
    rest = rest.slice(digits.length);
    if (rest === '') { break; }
    if (!rest.startsWith(':')) { throw new AddressError('unexpected character, want colon', rest); }
    if (rest === ':') { throw new AddressError('colon must be followed by more characters', rest); }
    rest = rest.slice(1);
    if (rest.startsWith(':')) {
      if (hasGap) { throw new AddressError('multiple :: in address', rest); }
      hasGap = true;
      rest = rest.slice(1);
      if (rest === '') { break; }
    }
  }
  if (rest !== '') { throw new AddressError('trailing garbage after address', rest); }
  if (fields < FIELDS && !hasGap) { throw new AddressError('address string too short'); }
  if (fields === FIELDS && hasGap) {
    throw new AddressError('the :: must expand to at least one field of zeros');
  }
}
