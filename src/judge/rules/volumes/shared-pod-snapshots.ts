import { SANDBOX_LABEL } from '../../../api/labels';
import { FindingSeverity } from '../../../findings/finding';
import { inObject } from '../../../kubernetes/read-json';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

/**
 * A policy of GKE by which a sandbox may start with the memory and the files of another one. Namespaces without pools
 * are not judged: copies of one workload may share a snapshot.
 */
export const sharedPodSnapshots: OtherRule = {
  code: 'ASB481',
  severity: FindingSeverity.WARNING,
  kinds: ['PodSnapshotPolicy'],
  asks: true,
  check: ({ apiVersion, metadata, spec }, { poolsIn }) => {
    const { namespace } = inObject(metadata);
    if (!apiVersion.startsWith('podsnapshot.gke.io/')) { return NOTHING; }
    if ((poolsIn?.(typeof namespace === 'string' ? namespace : undefined) ?? []).length === 0) { return NOTHING; }
    const { labels } = inObject(spec, 'snapshotGroupingRules', 'groupByLabelValue');
    if (Array.isArray(labels) && labels.includes(SANDBOX_LABEL)) { return NOTHING; }
    return [
      {
        message:
          `snapshots are not grouped by '${SANDBOX_LABEL}', so that a sandbox may start with the memory and the files `
          + 'of another one that the policy selects',
        remedy: 'group them by it (PodSnapshotPolicy does), or acknowledge that all sandboxes are for one user',
        remedyInFile: "add it to 'spec.snapshotGroupingRules.groupByLabelValue.labels'",
        path: ['spec'],
      },
    ];
  },
};
