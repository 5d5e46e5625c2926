import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { canonicalJson } from '../../src/kubernetes/types/canonical-json';

/** Where upstream's published assets are: `<directory>/<release>/<asset>`. Not part of the repository. */
export const UPSTREAM = process.env.AGENT_SANDBOX_UPSTREAM ?? join(__dirname, '../../../shared/upstream');
export const UPSTREAM_IS_HERE = existsSync(UPSTREAM);

/** What is committed of an asset: its own checksum, and that of each object's canonical JSON. */
export interface AssetChecksums {
  readonly sha256: string;
  readonly objects: Readonly<Record<string, string>>;
}

/** The assets that upstream published for a release. */
export function upstreamAssetNames(release: string): string[] {
  return readdirSync(join(UPSTREAM, release)).filter((name) => name.endsWith('.yaml')).sort();
}

export function readUpstream(release: string, asset: string): { sha256: string; objects: KubeObject[] } {
  const text = readFileSync(join(UPSTREAM, release, asset), 'utf8');
  return { sha256: sha256(text), objects: parseManifest(text) };
}

/** The objects of a manifest; empty documents do not count. */
export function parseManifest(text: string): KubeObject[] {
  return loadAll(text, null, { schema: CORE_SCHEMA }).filter(
    (document) => document !== null && document !== undefined,
  ) as KubeObject[];
}

/** `Kind namespace/name` of an object. */
export function keyOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** The checksum of each object, by its key. */
export function checksumsOf(objects: readonly KubeObject[]): Record<string, string> {
  const entries = objects.map((object): [string, string] => [keyOf(object), sha256(canonicalJson(object))]);
  if (new Set(entries.map(([key]) => key)).size !== entries.length) {
    throw new Error(`objects share a key: ${entries.map(([key]) => key).join(', ')}`);
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
