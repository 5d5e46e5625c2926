/** What stays although it should be gone: objects that do not end, and objects of nobody. */
import { KIND_NAMES } from '../../api/kinds';
import { SANDBOX_LABEL, TEMPLATE_LABEL } from '../../api/labels';
import { nameHash } from '../../api/name-hash';
import { FindingSeverity } from '../../findings/finding';
import { leftovers } from '../../install/leftovers';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { nameOfObject } from '../../kubernetes/object-name';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { compareReleases } from '../../release/release-id';
import { lineOf } from '../../release/upgrade-path';
import { Diagnosis, diagnosis, evidence } from '../diagnosis';
import type { Dump } from '../dump';

/** Seconds that a deletion may take beyond its grace period. */
const PATIENCE = 60;
const WARNING = { severity: FindingSeverity.WARNING };

/** Objects that are deleted and do not end. */
export function stuckDiagnoses(dump: Dump): Diagnosis[] {
  const kinds = [...KIND_NAMES, 'Pod', 'PersistentVolumeClaim', 'Namespace', 'Service', 'NetworkPolicy'];
  return kinds.flatMap((kind) => dump.of(kind)).flatMap((given) => {
    const { deletionTimestamp, finalizers = [] } = inObject(given.object.metadata);
    if (deletionTimestamp === undefined || dump.secondsSince(deletionTimestamp) < PATIENCE) { return []; }
    const held = Array.isArray(finalizers) ? finalizers.map(String) : [];
    const isPod = given.object.kind === 'Pod' && held.length === 0;
    return [diagnosis(given, 'it is deleted and does not end', {
      code: 'ASB632',
      because: isPod
        ? `node '${String(inObject(given.object.spec).nodeName)}' does not end the pod`
        : held.length > 0 ? `it waits for its finalizers (${held.join(', ')})` : 'something in it does not end',
      remedy: isPod
        ? 'see whether the node is there; if it is gone for good, delete the Node, or the pod with `--force`'
        : FINALIZER_REMEDIES[held[0]] ?? 'let the controller run that owns the finalizer; remove the finalizer only if '
          + 'that controller is gone',
      evidence: [
        evidence(given, 'metadata.deletionTimestamp', deletionTimestamp),
        ...held.length > 0 ? [evidence(given, 'metadata.finalizers', held.join(', '))] : [],
      ],
    })];
  });
}

const FINALIZER_REMEDIES: Readonly<Record<string, string>> = {
  'kubernetes.io/pvc-protection': 'delete the pod that uses the claim',
  'foregroundDeletion': 'see what it owns: one of these objects does not end',
};

/** Pods, volume claims, Services and network policies of sandboxes and templates that are gone. */
export function orphanDiagnoses(dump: Dump): Diagnosis[] {
  return [
    ...['Pod', 'PersistentVolumeClaim', 'Service'].flatMap((kind) => orphans(dump, kind, 'Sandbox', ({ object }) => (
      inObject(object.metadata, 'labels')[SANDBOX_LABEL]
    ))),
    ...orphans(dump, 'NetworkPolicy', 'SandboxTemplate', ({ object }) => (
      inObject(object.spec, 'podSelector', 'matchLabels')[TEMPLATE_LABEL]
    )),
  ];
}

/** @param hashOf what an object says of its maker's name; undefined if it is not made by one */
function orphans(
  dump: Dump,
  kind: string,
  maker: 'Sandbox' | 'SandboxTemplate',
  hashOf: (given: GivenObject) => unknown,
): Diagnosis[] {
  const makers = dump.of(maker);
  // A dump that has none may have been made without them.
  if (makers.length === 0) { return []; }
  const known = new Set(makers.map(({ object: { metadata } }) => `${metadata.namespace} ${nameHash(metadata.name)}`));
  return dump.of(kind).flatMap((given) => {
    const hash = hashOf(given);
    const { namespace, deletionTimestamp, ownerReferences } = inObject(given.object.metadata);
    if (typeof hash !== 'string' || deletionTimestamp !== undefined || known.has(`${String(namespace)} ${hash}`)) {
      return [];
    }
    // Its owner is gone, so that Kubernetes deletes it by itself.
    if (inList({ ownerReferences }, 'ownerReferences').some(({ kind: owner }) => owner === maker)) { return []; }
    return [diagnosis(given, `it belongs to no ${maker}`, {
      code: 'ASB633',
      because: `none in its namespace has a name of the hash '${hash}', and it has no owner`,
      remedy: kind === 'PersistentVolumeClaim'
        ? 'save its data if anybody needs them, and delete it by hand'
        : 'delete it by hand',
      evidence: [evidence(given, kind === 'NetworkPolicy' ? 'spec.podSelector' : 'metadata.labels', hash)],
    }, WARNING)];
  });
}

/** The last release of each line: what it leaves, those before it leave too. */
function lastOfLines(catalogue: Catalogue): Release[] {
  return [...new Map(catalogue.all().map((release) => [lineOf(release), release])).values()];
}

/** Objects of installs before the one that runs. */
export function leftoverDiagnoses(dump: Dump, release: Release, catalogue: Catalogue): Diagnosis[] {
  const found = new Map<GivenObject, string>();
  for (const last of lastOfLines(catalogue).filter(({ id }) => compareReleases(id, release.id) < 0)) {
    for (const { kind, namespace, name } of leftovers(last, release, catalogue)) {
      const given = dump.find(kind, namespace, name);
      if (given) { found.set(given, last.id); }
    }
  }
  return [...found].map(([given, id]) => diagnosis(given, 'it is a part of an install that runs no more', {
    code: 'ASB634',
    because: `${id} has it, and ${release.id} does not`,
    remedy: 'delete it; `upgrade-plan` lists all of them',
    evidence: [evidence(given, 'metadata.name', nameOfObject(given.object))],
  }, WARNING));
}
