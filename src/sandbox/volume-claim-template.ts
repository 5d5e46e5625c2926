import type { VolumeClaimOptions } from './volume-claim-options';
import { amountOfSize } from '../checks/amounts';
import { copyOf } from '../checks/copy-of';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import { checkShapes, withMember } from '../checks/shapes';
import { ACCESS_MODES } from '../kubernetes/well-known';

/** A volume claim template as Sandbox, SandboxTemplate and SandboxClaim hold it. */
export interface ClaimTemplate {
  readonly metadata: { readonly name: string; readonly labels?: object; readonly annotations?: object };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The list is shared, so it is frozen. */
const USUAL_MODES: NonNullable<VolumeClaimOptions['accessModes']> = Object.freeze(['ReadWriteOnce']) as never;

/**
 * The claim template of options.
 *
 * @throws when an option is one that Kubernetes would refuse
 */
export function claimTemplate(name: string, options: VolumeClaimOptions): ClaimTemplate {
  const what = `workspace '${name}'`;
  checkShapes(`the options of ${what}`, options, {
    accessModes: 'list',
    labels: 'object',
    annotations: 'object',
    claimSpec: 'object',
    restoreFrom: withMember(['volumeSnapshotName'], 'a WorkspaceSnapshot, or what fromVolumeSnapshotName returns'),
  });
  const { size, storageClassName, accessModes = USUAL_MODES, labels, annotations, claimSpec, restoreFrom } =
    copyOf(options);
  checkForm('name of a workspace', name, 'DNS label');
  checkMetadata(what, labels ?? {}, 'label');
  checkMetadata(what, annotations ?? {}, 'annotation');
  if (storageClassName !== undefined) { checkForm(`storage class of ${what}`, storageClassName, 'DNS subdomain'); }
  if (accessModes.length === 0) {
    throw new Error(`'accessModes' of ${what} is empty; name at least one, or leave it out for ReadWriteOnce`);
  }
  const odd = accessModes.find((mode) => !ACCESS_MODES.includes(mode));
  if (odd !== undefined) {
    throw new Error(`'accessModes' of ${what} has ${shown(odd)}; allowed: ${ACCESS_MODES.join(', ')}`);
  }
  if (restoreFrom) { checkRestored(what, options); }
  return {
    metadata: { name, ...(labels && { labels }), ...(annotations && { annotations }) },
    spec: {
      accessModes,
      resources: { requests: { storage: amountOfSize(`size of ${what}`, size).text } },
      ...(storageClassName !== undefined && { storageClassName }),
      ...(restoreFrom && {
        dataSource: { apiGroup: SNAPSHOT_GROUP, kind: 'VolumeSnapshot', name: restoreFrom.volumeSnapshotName },
      }),
      ...claimSpec,
    },
  };
}

const SNAPSHOT_GROUP = 'snapshot.storage.k8s.io';

/** @throws when a volume is smaller than what it is restored from, or has two sources */
function checkRestored(what: string, { size, restoreFrom, claimSpec }: VolumeClaimOptions): void {
  if (claimSpec?.dataSource || claimSpec?.dataSourceRef) {
    throw new Error(`${what} has 'restoreFrom' and a data source in 'claimSpec'; give one`);
  }
  const { volumeSnapshotName, size: least } = restoreFrom!;
  if (least && amountOfSize('', size).value < amountOfSize('', least).value) {
    throw new Error(
      `size of ${what} is ${amountOfSize('', size).text}, and snapshot '${volumeSnapshotName}' is of a volume of `
      + `${amountOfSize('', least).text}; give as much or more`,
    );
  }
}

/**
 * @throws when a claim template that was given field by field has no name: the CRDs accept it, the controller needs one
 */
export function checkNamed(templates: readonly { readonly metadata?: { readonly name?: string } }[] = []): void {
  templates.forEach(({ metadata }, index) =>
    checkForm(`'metadata.name' of 'volumeClaimTemplates[${index}]'`, metadata?.name, 'DNS label'),
  );
}
