import type { GivenObject } from '../../judge/manifests/context-objects';
import { inObject } from '../../kubernetes/read-json';
import { Cause, evidence } from '../diagnosis';
import type { Dump } from '../dump';

/** What the provisioner of a class does when a pod is scheduled, not before. */
const LATE = 'WaitForFirstConsumer';

/** Why a PersistentVolumeClaim has no volume; undefined if it has one, or waits for its pod. */
export function volumeCause(claim: GivenObject, dump: Dump): Cause | undefined {
  const { metadata: { name }, spec, status } = claim.object;
  const { phase } = inObject(status);
  if (phase === 'Lost') {
    return {
      code: 'ASB614',
      because: `volume claim '${name}' has lost its volume`,
      remedy: 'restore the volume from a backup, or delete the claim and accept the loss of its data',
      evidence: [evidence(claim, 'status.phase', phase)],
    };
  }
  if (phase !== 'Pending') { return undefined; }
  const { storageClassName } = inObject(spec);
  const event = dump.warning(claim, 'ProvisioningFailed', 'FailedBinding');
  const seen = [
    evidence(claim, 'status.phase', phase),
    ...event ? [evidence(claim, `event ${event.reason}`, event.message)] : [],
  ];
  const classes = dump.of('StorageClass');
  if (typeof storageClassName === 'string' && storageClassName !== '') {
    const found = dump.find('StorageClass', undefined, storageClassName);
    const isMissing = /storageclass.* not found/i.test(event?.message ?? '') || (classes.length > 0 && !found);
    if (isMissing) {
      return {
        code: 'ASB614',
        because: `volume claim '${name}' names the StorageClass '${storageClassName}', which does not exist`,
        remedy: 'create the class; the class of a claim cannot be changed: otherwise delete the sandbox with its claim',
        evidence: seen,
      };
    }
    if (found && inObject(found.object).volumeBindingMode === LATE && !event) { return undefined; }
  }
  if (!event) { return undefined; }
  return {
    code: 'ASB614',
    because: `volume claim '${name}' gets no volume`,
    remedy: 'see the evidence of the provisioner; without a class a default StorageClass must exist',
    evidence: seen,
  };
}
