import type { ObjectChange, ChangeVerb } from '../../change/change';
import type { PlatformChange } from '../../change/compare-manifests';
import type { Counts } from '../../change/effect';
import { Level, LEVELS } from '../../change/level';
import type { Position } from '../../documents';
import { formatPath, PathSegment } from '../../kubernetes/json-path';

/** The content of a report about a change. */
export interface DiffReport {
  readonly comparison: PlatformChange;
  readonly releases: { readonly before: string; readonly after: string };
  /** Number of claims of the cluster that are in neither side, where a dump was given. */
  readonly liveClaims?: number;
}

const VERBS: readonly ChangeVerb[] = ['created', 'changed', 'renamed', 'deleted', 'affected'];

export const VERB_SIGNS: Readonly<Record<ChangeVerb, string>> = {
  created: '+', changed: '~', renamed: '>', deleted: '-', affected: '=',
};

/** Where a change is to be looked at: in the new manifests, unless the object is gone. */
export function placeOf({ before, after }: ObjectChange, path: readonly PathSegment[] = []): ChangePlace {
  const given = (after ?? before)!;
  return { file: given.file, ...given.source.position(after ? path : []) };
}

export interface ChangePlace extends Position {
  readonly file: string;
}

/** The name before a renaming, after the present one. */
export function titleOf({ verb, object, before }: ObjectChange): string {
  if (verb !== 'renamed') { return object; }
  const { namespace, name } = before!.object.metadata;
  return `${object}, before ${namespace ? `${namespace}/` : ''}${name}`;
}

/** The level of a change: that of its most dangerous effect; undefined if nothing follows from it. */
export function levelOf({ effects: [first] }: ObjectChange): Level | undefined {
  return first?.level;
}

/** Longest text of a value. */
const LONGEST = 72;
/** Kinds whose values nobody should read in a log. */
const SECRET = 'Secret';
/** The field of a CRD that holds a schema, of which the number of changes says enough. */
const SCHEMA = 'openAPIV3Schema';

/** The fields that differ, a line each: `spec.replicas: 2 -> 3`. Values of Secrets are not shown. */
export function fieldLines({ fields, before }: ObjectChange): string[] {
  const isSecret = before?.object.kind === SECRET;
  const ofSchemas = new Map<string, number>();
  const others = fields.filter(({ path }) => {
    const at = path.indexOf(SCHEMA);
    if (at < 0) { return true; }
    const name = formatPath(path.slice(0, at));
    ofSchemas.set(name, (ofSchemas.get(name) ?? 0) + 1);
    return false;
  });
  const lines = others.map(({ path, before: old, after: now }) => {
    const name = formatPath(path);
    if (isSecret && path[0] !== 'metadata') { return `${name}: changes`; }
    if (old === undefined) { return `${name}: set to ${valueText(now)}`; }
    if (now === undefined) { return `${name}: removed, was ${valueText(old)}`; }
    return `${name}: ${valueText(old)} -> ${valueText(now)}`;
  });
  return [...lines, ...[...ofSchemas].map(([name, count]) => `${name}: ${count} field${count === 1 ? '' : 's'}`)];
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** One line about all of it. */
export function summaryOf({ comparison: { changes, pods, volumes }, releases, liveClaims: live }: DiffReport): string {
  if (changes.length === 0) { return 'nothing changes'; }
  const verbs = VERBS.map((verb) => {
    const count = changes.filter((each) => each.verb === verb).length;
    return count > 0 ? `${count} ${verb}` : '';
  });
  const levels = LEVELS.filter((level) => level !== 'note').map((level) => {
    const count = changes.filter(({ effects }) => effects.some((each) => each.level === level)).length;
    return count > 0 ? `${level}: ${count}` : '';
  });
  const parts = [
    `objects: ${listed(verbs)}`,
    ...podParts(pods, volumes),
    ...(listed(levels) ? [listed(levels)] : []),
  ];
  if (live !== undefined) { parts.push(`${live} ${live === 1 ? 'claim' : 'claims'} of the cluster`); }
  const { before, after } = releases;
  return `${parts.join('; ')}; by Agent Sandbox ${before === after ? after : `${before}, then ${after}`}`;
}

function podParts(pods: Required<Counts>, volumes: Required<Counts>): string[] {
  const texts = ({ created, ended, stale }: Required<Counts>, gone: string) => listed([
    created > 0 ? `${created} created` : '', ended > 0 ? `${ended} ${gone}` : '',
    stale > 0 ? `${stale} ${stale === 1 ? 'stays as it was' : 'stay as they were'}` : '',
  ]);
  const [ofPods, ofVolumes] = [texts(pods, 'ended'), texts(volumes, 'deleted')];
  return [...(ofPods ? [`pods: ${ofPods}`] : []), ...(ofVolumes ? [`volumes: ${ofVolumes}`] : [])];
}

function listed(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(', ');
}
