import { FindingSeverity } from '../../../findings/finding';
import type { Trouble } from '../../../findings/trouble';
import { formatPath, PathSegment } from '../../../kubernetes/json-path';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { NOTHING, Rule } from '../rule';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** Whether the API server drops the source of the data of a claim: it keeps those that it knows by kind. */
function isLost(source: Loose): boolean {
  const group = typeof source.apiGroup === 'string' ? source.apiGroup : '';
  return !(source.kind === 'PersistentVolumeClaim' && group === '')
    && !(source.kind === 'VolumeSnapshot' && group === SNAPSHOTS);
}

/** The spec of a claim without a source that is dropped before the claim is validated. */
export function withoutLostSource(spec: Loose): Loose {
  if (!spec.dataSource || !isLost(inObject(spec.dataSource))) { return spec; }
  const { dataSource: _, ...others } = spec;
  return others;
}

/** The trouble of a claim that starts empty, as its source is dropped. */
export function lostSource(spec: Loose, path: readonly PathSegment[]): Trouble[] {
  if (!spec.dataSource) { return NOTHING; }
  const source = inObject(spec.dataSource);
  if (!isLost(source)) { return NOTHING; }
  const isSnapshot = source.kind === 'VolumeSnapshot';
  return [{
    message:
      `${formatPath([...path, 'dataSource'])}: the API server drops a source of kind ${shown(source.kind)}`
      + `${source.apiGroup ? ` of ${shown(source.apiGroup)}` : ' without a group'}, so the volume starts empty`,
    remedy: isSnapshot
      ? `set 'apiGroup: ${SNAPSHOTS}'`
      : "write it as 'dataSourceRef', which takes any kind, or use a PersistentVolumeClaim or VolumeSnapshot",
    path: [...path, 'dataSource'],
  }];
}

/** Claim templates whose source of data is dropped. */
export const lostSources: Rule = {
  code: 'ASB265',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: ({ spec }) => {
    const templates = inList(spec, 'volumeClaimTemplates');
    return templates.length === 0 ? NOTHING : templates.flatMap((template, index) => (
      lostSource(inObject(template, 'spec'), ['spec', 'volumeClaimTemplates', index, 'spec'])
    ));
  },
};
