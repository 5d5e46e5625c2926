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

const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/;
const HOST = /^(?:\[([0-9A-Fa-f:.]+)(?:%25[^\]]*)?\]|[^\s\\^`{|}[\]:%]*)(?::\d*)?$/;

function read(text: string): Url | undefined {
  if (text === '' || /[\x00-\x1f\x7f]/.test(text)) { return undefined; }
  const found = PARTS.exec(text);
  if (!found) { return undefined; }
  const [, scheme = '', user = '', host = '', path, query = ''] = found;
  // Go takes what has no scheme only as a path, and what has one and no slash as opaque.
  if (scheme === '' && !text.startsWith('/')) { return undefined; }
  const [isHost, address] = HOST.exec(host) ?? [];
  if (
    isHost === undefined ||
    (address !== undefined && !isIPv6(address)) ||
    /%(?![0-9A-Fa-f]{2})/.test(path + user) ||
    / /.test(host + user)
  ) {
    return undefined;
  }
  return new Url(text, scheme.toLowerCase(), host, path.startsWith('/') ? path : '', query);
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

export const isUrl = (text: string): boolean => read(text) !== undefined;

export const URLS: Library = {
  'url(string) -> url': (text: string) => (
    read(text) ?? fail(`'${text}' is not a URL; give an absolute URL or a path from the root`)
  ),
  'isURL(string) -> bool': isUrl,
  'getScheme(this: url) -> string': ({ scheme }: Url) => scheme,
  'getHost(this: url) -> string': ({ host }: Url) => host,
  'getHostname(this: url) -> string': hostname,
  'getPort(this: url) -> string': port,
  'getEscapedPath(this: url) -> string': escapedPath,
  'getQuery(this: url) -> map(string, list(string))': queryOf,
};
