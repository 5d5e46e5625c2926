/** What differs between a cluster and the manifests that it should follow. */
import { KIND_NAMES, KINDS } from '../../api/kinds';
import { FindingSeverity } from '../../findings/finding';
import type { GivenObject, GivenObjects } from '../../judge/manifests/context-objects';
import { identityOf } from '../../judge/manifests/object-keys';
import { apiGroupOf } from '../../kubernetes/api-group';
import { inList } from '../../kubernetes/read-json';
import { drift } from '../../rehearsal/drift';
import { Diagnosis, diagnosis, evidence } from '../diagnosis';
import { Dump, isEnding } from '../dump';

/** Differences that are shown. */
const MOST = 5;
const WARNING = { severity: FindingSeverity.WARNING };

/** @param declared the manifests, whose objects without a namespace are of `default` */
export function declaredDiagnoses(dump: Dump, declared: GivenObjects): Diagnosis[] {
  const live = new Map(dump.all.map((given) => [identityOf(given.object), given]));
  const known = new Set(declared.all.map(({ object }) => identityOf(object)));
  return [
    ...declared.all.flatMap((given) => {
      const found = live.get(identityOf(given.object));
      if (found) { return differs(given, found); }
      // What was not asked for is not in the dump.
      return dump.has(given.object.kind) ? [absent(given)] : [];
    }),
    ...KIND_NAMES.flatMap((kind) => dump.of(kind)).filter((given) => (
      !known.has(identityOf(given.object)) && !isEnding(given)
        && inList(given.object.metadata, 'ownerReferences').length === 0
    )).map(undeclared),
  ];
}

function differs(given: GivenObject, found: GivenObject): Diagnosis[] {
  const isOurs = Object.values(KINDS).some(({ group }) => group === apiGroupOf(given.object.apiVersion));
  const paths = drift({ ...given.object, status: undefined }, { ...found.object, status: undefined }, !isOurs)
    .filter((path) => path !== '/apiVersion');
  if (paths.length === 0) { return []; }
  const shown = paths.slice(0, MOST).map((path) => path.slice(1).replaceAll('/', '.'));
  const rest = paths.length - shown.length;
  return [diagnosis(found, 'it differs from its manifest', {
    code: 'ASB635',
    because: `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    remedy: 'apply the manifest, or take the change into it; leave out fields that an autoscaler or a schedule '
      + 'writes',
    evidence: [evidence(given, 'manifest', place(given))],
  }, WARNING)];
}

function absent(given: GivenObject): Diagnosis {
  return diagnosis(given, 'a manifest declares it', {
    code: 'ASB636',
    because: 'the cluster does not have it',
    remedy: 'apply the manifest; if it was applied, `rehearse` shows what refuses it',
    evidence: [evidence(given, 'manifest', place(given))],
  });
}

function undeclared(given: GivenObject): Diagnosis {
  return diagnosis(given, 'no manifest declares it', {
    code: 'ASB637',
    because: 'it is in the cluster, and neither a controller nor a manifest owns it',
    remedy: 'delete it, or take it into the manifests by `import`',
    evidence: [evidence(given, 'metadata.ownerReferences', 'none')],
  }, WARNING);
}

function place({ file, source }: GivenObject): string {
  return `${file}:${source.position([]).line}`;
}
