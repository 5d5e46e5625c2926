import { Size } from 'cdk8s';
import type { WorkspaceSnapshotProps } from './workspace-snapshot-props';
import { checkForm } from '../checks/forms';
import { checkShapes, METADATA, withMember } from '../checks/shapes';
import { inObject } from '../kubernetes/read-json';
import { Workspace } from '../sandbox/workspace';

/** The API of volume snapshots: the kind comes with a CSI driver's snapshot controller, not with Kubernetes. */
export const SNAPSHOT_API = 'snapshot.storage.k8s.io/v1';

/** @throws when a prop is malformed, or the sandbox is known not to have the workspace */
export function checkSource(props: WorkspaceSnapshotProps): void {
  checkShapes('the props', props, {
    sandbox: withMember(['sandboxName'], 'a Sandbox, or Sandbox.fromSandboxName(...)'),
  }, 'sandbox');
  checkShapes('the props', props, { workspace: 'string' }, 'workspace');
  checkShapes('the props', props, { volumeSnapshotClassName: 'string', metadata: METADATA });
  const { workspace, volumeSnapshotClassName } = props;
  checkForm("'workspace'", workspace, 'DNS label');
  if (volumeSnapshotClassName !== undefined) {
    checkForm("'volumeSnapshotClassName'", volumeSnapshotClassName, 'DNS subdomain');
  }
}

/** The spec of a VolumeSnapshot of a workspace. The controller names the claim so. */
export function snapshotSpec({ sandbox, workspace, volumeSnapshotClassName }: WorkspaceSnapshotProps): object {
  return {
    ...(volumeSnapshotClassName !== undefined && { volumeSnapshotClassName }),
    source: { persistentVolumeClaimName: `${workspace}-${sandbox.name}` },
  };
}

/** The size of a workspace of this app, if it is whole mebibytes. */
export function sizeOf({ sandbox, workspace }: WorkspaceSnapshotProps): Size | undefined {
  const found = sandbox.node.children.find((child) => child instanceof Workspace && child.name === workspace);
  const { storage } = inObject((found as Workspace | undefined)?._claimTemplate.spec, 'resources', 'requests');
  const [, amount, unit] = /^(\d+)(Mi|Gi|Ti)$/.exec(String(storage)) ?? [];
  if (amount === undefined) { return undefined; }
  return { Mi: Size.mebibytes, Gi: Size.gibibytes, Ti: Size.tebibytes }[unit as 'Mi'](Number(amount));
}
