/**
 * URLs as Go's `net/url` reads them, with its errors.
 *
 * @see https://pkg.go.dev/net/url
 */
import { addressWidth } from './address';
import { bytesOf, quoted, textOf } from './bytes';

/** The parts of a URL. */
export interface GoUrl {
  readonly scheme: string;
  /** With its port, and without escapes. */
  readonly host: string;
  /** With the escapes that it was given with, or those that it needs. */
  readonly escapedPath: string;
  /** As it was given. */
  readonly query: string;
}

type Part = 'host' | 'zone' | 'query' | 'other';

const HOST = /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
/** A path that needs no other escapes than it has. */
const ESCAPED_PATH = /^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/;
const NOT_IN_PATH = /[^A-Za-z0-9\-_.~$&+,/:;=@]/g;

/**
 * Reads the target of a request: a URL with a scheme, or a path from the root.
 *
 * @throws with Go's message
 */
export function readRequest(text: string): GoUrl {
  try {
    return read(bytesOf(text), true);
  } catch (error) {
    throw new Error(`parse ${quoted(bytesOf(text))}: ${(error as Error).message}`);
  }
}

/**
 * Reads any URL, of which a fragment is a part of its own.
 *
 * @throws with the cause
 */
export function readUrl(text: string): GoUrl {
  const bytes = bytesOf(text);
  const hash = bytes.indexOf('#');
  if (hash < 0) { return read(bytes, false); }
  unescaped(bytes.slice(hash + 1), 'other');
  return read(bytes.slice(0, hash), false);
}

/** A name or value of a query without its escapes; undefined where one is not valid. */
export function queryText(text: string): string | undefined {
  try {
    return textOf(unescaped(bytesOf(text), 'query'));
  } catch {
    return undefined;
  }
}

function read(url: string, isRequest: boolean): GoUrl {
  if (/[\x00-\x1f\x7f]/.test(url)) { throw new Error('net/url: invalid control character in URL'); }
  if (url === '' && isRequest) { throw new Error('empty url'); }
  if (url === '*') { return { scheme: '', host: '', escapedPath: '*', query: '' }; }
  if (url.startsWith(':')) { throw new Error('missing protocol scheme'); }
  const [before, given = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url) ?? [''];
  const scheme = given.toLowerCase();
  const [whole, rest, query = ''] = /^([^?]*)(?:\?([^]*))?$/.exec(url.slice(before.length))!;
  if (!whole.startsWith('/')) {
    if (scheme !== '') { return { scheme, host: '', escapedPath: '', query: textOf(query) }; }
    throw new Error('invalid URI for request');
  }
  const isPath = scheme === '' && (isRequest || rest.startsWith('///'));
  const [, authority, path] = (isPath ? null : /^\/\/([^/]*)([^]*)$/.exec(rest)) ?? ['', '', rest];
  const host = readAuthority(scheme, authority);
  return { scheme, host: textOf(host), escapedPath: escapedPath(path), query: textOf(query) };
}

function readAuthority(scheme: string, authority: string): string {
  const at = authority.lastIndexOf('@');
  const host = readHost(scheme, authority.slice(at + 1));
  const user = authority.slice(0, Math.max(at, 0));
  if (!USER.test(user)) { throw new Error('net/url: invalid userinfo'); }
  unescaped(user, 'other');
  return host;
}

function readHost(scheme: string, host: string): string {
  const open = host.lastIndexOf('[');
  if (open > 0) { throw new Error('invalid IP-literal'); }
  if (open === 0) { return readLiteral(host); }
  // Hosts of other schemes may be lists, of which the last has a port.
  const colon = /^https?$/.test(scheme) ? host.indexOf(':') : host.lastIndexOf(':');
  checkPort(colon < 0 ? '' : host.slice(colon));
  return unescaped(host, 'host');
}

/** An address of IPv6 in brackets. */
function readLiteral(host: string): string {
  const close = host.lastIndexOf(']');
  if (close < 0) { throw new Error("missing ']' in host"); }
  const port = host.slice(close + 1);
  checkPort(port);
  const name = host.slice(1, close);
  const zone = name.indexOf('%25');
  const address =
    zone < 0 ? unescaped(name, 'host') : unescaped(name.slice(0, zone), 'host') + unescaped(name.slice(zone), 'zone');
  let width: number;
  try {
    width = addressWidth(address);
  } catch (error) {
    throw new Error(`invalid host: ${(error as Error).message}`);
  }
  if (width === 32) { throw new Error('invalid IP-literal'); }
  return `[${address}]${port}`;
}

function checkPort(port: string): void {
  if (!/^(?::[0-9]*)?$/.test(port)) { throw new Error(`invalid port ${quoted(port)} after host`); }
}

/** Text without its escapes. In hosts, only bytes beyond ASCII may be escaped. */
function unescaped(text: string, part: Part): string {
  const isHost = part === 'host' || part === 'zone';
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '%') {
      const escape = text.slice(at, at + 3);
      if (!/^%[0-9A-Fa-f]{2}$/.test(escape) || !mayEscape(escape, part)) {
        throw new Error(`invalid URL escape ${quoted(escape)}`);
      }
      at += 2;
    } else if (isHost && char < '\x80' && !HOST.test(char)) {
      throw new Error(`invalid character ${quoted(char)} in host name`);
    }
  }
  return (part === 'query' ? text.replace(/\+/g, ' ') : text).replace(/%(..)/g, (_, hex: string) => charOf(hex));
}

function mayEscape(escape: string, part: Part): boolean {
  const char = charOf(escape.slice(1));
  switch (part) {
    case 'host': return char >= '\x80' || escape === '%25';
    case 'zone': return escape === '%25' || char === ' ' || HOST.test(char);
    default: return true;
  }
}

function charOf(hex: string): string {
  return String.fromCharCode(parseInt(hex, 16));
}

function escapedPath(path: string): string {
  const plain = unescaped(path, 'other');
  return ESCAPED_PATH.test(path)
    ? path
    : plain.replace(NOT_IN_PATH, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
