/**
 * URLs, as Go reads the target of a request: absolute, or a path from the root.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library
 */
import { fail, Library } from '../functions';
import { GoUrl, queryText, readRequest, readUrl } from '../go/url';
import { ArrayList, EntryMap, Opaque } from '../values';

class Url extends Opaque {
  readonly type = 'kubernetes.URL';

  constructor(readonly text: string, readonly parts: GoUrl) {
    super();
  }

  protected isSame(other: Url): boolean {
    return other.text === this.text;
  }
}

/** A URL must be the target of a request, too. */
function parse(text: string): Url {
  try {
    readRequest(text);
    return new Url(text, readUrl(text));
  } catch {
    return fail(`'${text}' is not a URL; give an absolute URL or a path from the root`);
  }
}

function port({ parts: { host } }: Url): string {
  return /:(\d*)$/.exec(host)?.[1] ?? '';
}

function hostname({ parts: { host } }: Url): string {
  return host.replace(/:\d*$/, '').replace(/^\[([^]*)\]$/, '$1');
}

function queryOf({ parts: { query } }: Url): EntryMap {
  const values = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) { continue; }
    const [key, ...rest] = part.split('=');
    const [name, value] = [queryText(key), queryText(rest.join('='))];
    // Go passes over what is escaped wrongly.
    if (name === undefined || value === undefined) { continue; }
    const list = values.get(name);
    if (list) { list.push(value); } else { values.set(name, [value]); }
  }
  return new EntryMap([...values].map(([name, list]) => [name, new ArrayList(list)]));
}

function isUrl(text: string): boolean {
  try {
    readRequest(text);
    return true;
  } catch {
    return false;
  }
}

export const URLS: Library = {
  'url(string) -> url': parse,
  'isURL(string) -> bool': isUrl,
  'getScheme(this: url) -> string': ({ parts: { scheme } }: Url) => scheme,
  'getHost(this: url) -> string': ({ parts: { host } }: Url) => host,
  'getHostname(this: url) -> string': hostname,
  'getPort(this: url) -> string': port,
  'getEscapedPath(this: url) -> string': ({ parts: { escapedPath } }: Url) => escapedPath,
  'getQuery(this: url) -> map(string, list(string))': queryOf,
};
