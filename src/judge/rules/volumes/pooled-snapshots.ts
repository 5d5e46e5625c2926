import { FindingSeverity } from '../../../findings/finding';
import { inList, inObject } from '../../../kubernetes/read-json';
import { templateOf } from '../claim-resolution';
import { NOTHING, Rule } from '../rule';

/** A pool whose sandboxes each begin with a copy of the same data, before anybody has claimed them. */
export const pooledSnapshots: Rule = {
  code: 'ASB480',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxWarmPool'],
  check: (pool, context) => {
    const { replicas } = inObject(pool.spec);
    const template = replicas === 0 ? undefined : templateOf(pool, context);
    if (!template) { return NOTHING; }
    const restored = inList(template.spec, 'volumeClaimTemplates').find(({ spec }) => sourceOf(spec) !== undefined);
    if (!restored) { return NOTHING; }
    const name = String(inObject(restored, 'metadata').name);
    return [
      {
        message:
          `each sandbox that waits in the pool gets a copy of ${sourceOf(restored.spec)} in volume '${name}', so that `
          + 'all who claim one begin with the same data, and each copy is paid for while it waits',
        remedy:
          "restore a Sandbox of its own, claim from a pool with 'replicas' 0, or acknowledge that the data is for all",
        remedyInFile: "restore a Sandbox of its own, or claim from a pool with 'replicas' 0",
        path: ['spec', 'sandboxTemplateRef', 'name'],
      },
    ];
  },
};

function sourceOf(spec: unknown): string | undefined {
  for (const field of ['dataSource', 'dataSourceRef']) {
    const { kind, name } = inObject(spec, field);
    if (kind === 'VolumeSnapshot' || kind === 'PersistentVolumeClaim') { return `${kind} '${String(name)}'`; }
  }
  return undefined;
}
