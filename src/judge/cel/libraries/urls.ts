/**
 * URLs, as Go reads the target of a request: absolute, or a path from the root.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library
 */
import { isIPv6 } from 'node:net';
import { fail, Library } from '../functions';
import { ArrayList, EntryMap, Opaque } from '../values';

class Url extends Opaque {
  readonly type = 'kubernetes.URL';

  constructor(
    readonly text: string,
    readonly scheme: string,
    readonly host: string,
    readonly path: string,
    readonly query: string,
  ) {
    super();
  }

  protected isSame(other: Url): boolean {
    return other.text === this.text;
  }
}

/** Scheme, what stands before a query, and the query. */
const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?([^?]*)(?:\?([^]*))?$/;
/** User, host and path. */
const AUTHORITY = /^\/\/(?:([^/]*)@)?([^/]*)([^]*)$/;
const HOST = /^(?:\[([0-9A-Fa-f:.]+)(?:%25[^\]]*)?\]|[^\s\\^`{|}[\]:%#]*)(?::\d*)?$/;
const USER = /^[A-Za-z0-9\-._~:!$&'()*+,;=%@]*$/;
/** A percent sign without two hexadecimal digits. */
const WRONG_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** Reads a URL as the target of a request, where Go takes a fragment for a part of the path, or as any other. */
function read(text: string, isRequest: boolean): Url | undefined {
  if (text === '*') { return new Url(text, '', '', '*', ''); }
  if (text === '' || /[\x00-\x1f\x7f]/.test(text)) { return undefined; }
  const [whole, ...fragment] = isRequest ? [text] : text.split('#');
  const [, scheme = '', rest, query = ''] = PARTS.exec(whole)!;
  // Go takes what has no scheme only as a path, and what has one and no slash as opaque.
  if (scheme === '' && !text.startsWith('/')) { return undefined; }
  const isPath = scheme === '' && (isRequest || rest.startsWith('///'));
  const [, user = '', host = '', path] = (isPath ? undefined : AUTHORITY.exec(rest)) ?? [rest, '', '', rest];
  const [isHost, address] = HOST.exec(host) ?? [];
  if (isHost === undefined || (address !== undefined && !isIPv6(address)) || !USER.test(user)) { return undefined; }
  if (WRONG_ESCAPE.test(path + user + fragment.join('#'))) { return undefined; }
  return new Url(text, scheme.toLowerCase(), host, path.startsWith('/') ? path : '', query);
}

/** A URL must be the target of a request, too. */
function parse(text: string): Url {
  const parsed = isUrl(text) ? read(text, false) : undefined;
  return parsed ?? fail(`'${text}' is not a URL; give an absolute URL or a path from the root`);
}

function port({ host }: Url): string {
  return /:(\d*)$/.exec(host)?.[1] ?? '';
}

function hostname({ host }: Url): string {
  return host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** The path with what must be escaped escaped, and what is escaped left so. */
function escapedPath({ path }: Url): string {
  return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]/gu, (char) => encodeURIComponent(char));
}

function queryOf({ query }: Url): EntryMap {
  const values = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) { continue; }
    const [key, ...rest] = part.split('=');
    try {
      const [name, value] = [key, rest.join('=')].map((each) => decodeURIComponent(each.replace(/\+/g, ' ')));
      values.set(name, [...(values.get(name) ?? []), value]);
    } catch {
      // Go passes over what is escaped wrongly.
    }
  }
  return new EntryMap([...values].map(([name, list]) => [name, new ArrayList(list)]));
}

export function isUrl(text: string): boolean {
  return read(text, true) !== undefined;
}

export const URLS: Library = {
  'url(string) -> url': parse,
  'isURL(string) -> bool': isUrl,
  'getScheme(this: url) -> string': ({ scheme }: Url) => scheme,
  'getHost(this: url) -> string': ({ host }: Url) => host,
  'getHostname(this: url) -> string': hostname,
  'getPort(this: url) -> string': port,
  'getEscapedPath(this: url) -> string': escapedPath,
  'getQuery(this: url) -> map(string, list(string))': queryOf,
};
