/** Fields of pods and volume claims that the API server drops, as their feature gate is off. */
import { CLAIM_GATES, GatedField, GATES, NEWEST_GATES, POD_GATES } from '../../kubernetes/feature-gates';
import type { PathSegment } from '../../kubernetes/json-path';
import { Loose } from '../../kubernetes/read-json';
import { isRepeated } from '../schema';

/** A field that is dropped, and why. */
export interface DroppedField {
  readonly path: readonly PathSegment[];
  readonly gated: GatedField;
}

/** The fields below a field that gates turn off. */
interface Branch {
  readonly name: string;
  readonly isList: boolean;
  readonly below: Branch[];
  readonly gates: GatedField[];
}

const NOTHING: readonly DroppedField[] = [];
const CONTAINER_LISTS = ['initContainers', 'containers'];

/** What is looked for, by minor. */
type Trees = Array<readonly Branch[] | undefined>;

const OF_PODS: Trees = [];
const OF_CLAIMS: Trees = [];

/** The answer before: two rules ask for the fields of each pod, one after the other. */
let lastPod: Loose | undefined;
let lastMinor = 0;
let lastFound = NOTHING;

/**
 * The gated fields of a pod that a minor of Kubernetes drops.
 *
 * @param minor 0 where it is not known: then those that every known minor drops
 */
export function droppedFromPod(pod: Loose, minor: number): readonly DroppedField[] {
  if (lastPod !== pod || lastMinor !== minor) {
    lastFound = dropped(pod, OF_PODS[minor] ??= treeOf(POD_GATES, minor));
    lastPod = pod;
    lastMinor = minor;
  }
  return lastFound;
}

/** Those of the spec of a PersistentVolumeClaim. */
export function droppedFromClaim(spec: Loose, minor: number): readonly DroppedField[] {
  return dropped(spec, OF_CLAIMS[minor] ??= treeOf(CLAIM_GATES, minor));
}

function dropped(from: Loose, tree: readonly Branch[]): readonly DroppedField[] {
  const found: DroppedField[] = [];
  collectIn(from, tree, [], found);
  return found.length === 0 ? NOTHING : found;
}

function isOff({ gate, droppedFrom = 0 }: GatedField, minor: number): boolean {
  return minor < (GATES[gate] ?? Infinity) && minor >= droppedFrom;
}

function treeOf(gates: readonly GatedField[], minor: number): readonly Branch[] {
  const tree: Branch[] = [];
  for (const gated of gates) {
    if (!isOff(gated, minor === 0 ? NEWEST_GATES : minor)) { continue; }
    for (const given of gated.fields) {
      for (const path of given.includes('*') ? CONTAINER_LISTS.map((list) => given.replace('*', list)) : [given]) {
        plant(tree, path.split('.'), gated);
      }
    }
  }
  return tree;
}

function plant(branches: Branch[], [first, ...rest]: readonly string[], gated: GatedField): void {
  const isList = first.endsWith('[]');
  const name = isList ? first.slice(0, -2) : first;
  let branch = branches.find((each) => each.name === name);
  if (!branch) { branches.push(branch = { name, isList, below: [], gates: [] }); }
  if (rest.length === 0) { branch.gates.push(gated); } else { plant(branch.below, rest, gated); }
}

function collect(holder: Loose, branches: readonly Branch[], path: PathSegment[], found: DroppedField[]): void {
  for (let at = 0; at < branches.length; at++) {
    const { name, isList, below, gates } = branches[at];
    const value = holder[name];
    if (value === undefined || value === null) { continue; }
    path.push(name);
    for (let index = 0; index < gates.length; index++) {
      if (!isFree(value, gates[index])) { found.push({ path: [...path], gated: gates[index] }); }
    }
    if (isList && Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        collectIn(value[index], below, path, found);
        path.pop();
      }
    } else if (!isList) {
      collectIn(value, below, path, found);
    }
    path.pop();
  }
}

/** Parts of many objects of which nothing is dropped, by what was looked for. */
const KEPT = new WeakMap<object, readonly Branch[]>();

function collectIn(value: unknown, below: readonly Branch[], path: PathSegment[], found: DroppedField[]): void {
  if (below.length === 0 || typeof value !== 'object' || value === null) { return; }
  if (!isRepeated(value)) {
    collect(value as Loose, below, path, found);
  } else if (KEPT.get(value) !== below) {
    const { length } = found;
    collect(value as Loose, below, path, found);
    if (found.length === length) { KEPT.set(value, below); }
  }
}

/** Whether nothing is lost: a value as good as none, or an empty list. */
function isFree(value: unknown, { isFree: free }: GatedField): boolean {
  return Array.isArray(value) && value.length === 0 || (free?.(value) ?? false);
}

/** A pod or claim as it is without the fields, of which only what changes is copied. */
export function without<T extends Loose>(given: T, fields: readonly DroppedField[]): T {
  if (fields.length === 0) { return given; }
  return fields.reduce((from, { path, gated }) => remove(from, path, gated.drops) as T, given);
}

function remove(from: unknown, [first, ...rest]: readonly PathSegment[], drops: GatedField['drops']): unknown {
  if (Array.isArray(from)) {
    return from.map((item, index) => (index === first ? remove(item, rest, drops) : item as unknown));
  }
  if (typeof from !== 'object' || from === null) { return from; }
  const { [first]: value, ...others } = from as Loose;
  if (rest.length === 0) { return others; }
  const left = remove(value, rest, drops);
  const isGone = rest.length === 1 && (drops === 'holder' || drops && Object.keys(left as Loose).length === 0);
  return isGone ? others : { ...from, [first]: left };
}
