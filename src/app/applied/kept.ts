import type { ApiObject } from 'cdk8s';
import { FLUX_PRUNE, SYNC_OPTIONS } from '../../kubernetes/gitops-annotations';
import { GitOpsTool } from '../../kubernetes/gitops-tool';
import { inList, inObject } from '../../kubernetes/read-json';
import { clusterScopeOf } from '../cluster-scope';
import { annotationsOf, tryToRender } from '../judged-objects';
import { objectsInNamespace } from '../objects-by-namespace';

/** Options by which Argo CD neither prunes nor deletes an object. */
const ARGO_KEEPS = ['Delete=false', 'Prune=false'];

/** Kinds that are data, or with which data goes. */
const KEPT: ReadonlySet<string> = new Set([
  'CustomResourceDefinition', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'VolumeSnapshot',
  'VolumeSnapshotContent',
]);

/** Whether a deletion would take data: of people, or of all objects of a kind. */
function isKept(object: ApiObject): boolean {
  switch (object.kind) {
    case 'Sandbox':
      return claimsVolumes(object);
    case 'SandboxClaim':
      return hasWorkspace(object);
    default:
      return KEPT.has(object.kind);
  }
}

/** Whether a claim gets a sandbox with a workspace. That of a template that is not in the app may have one. */
function hasWorkspace(claim: ApiObject): boolean {
  if (claimsVolumes(claim)) { return true; }
  const spec = inObject(tryToRender(claim)?.spec);
  const pool = named(claim, 'SandboxWarmPool', inObject(spec, 'warmPoolRef').name);
  const from = pool ? inObject(tryToRender(pool)?.spec) : spec;
  const template = named(claim, 'SandboxTemplate', inObject(from, 'sandboxTemplateRef').name);
  return template === undefined || claimsVolumes(template);
}

function named(near: ApiObject, kind: string, name: unknown): ApiObject | undefined {
  if (typeof name !== 'string') { return undefined; }
  const cluster = clusterScopeOf(near);
  return [...objectsInNamespace(near, near.metadata.namespace)]
    .find((each) => each.kind === kind && each.name === name && clusterScopeOf(each) === cluster);
}

/** Whether the workspaces of an object go with it: its claims for volumes. */
function claimsVolumes(object: ApiObject): boolean {
  return inList(tryToRender(object)?.spec, 'volumeClaimTemplates').length > 0;
}

/** Has a tool keep an object, if it is data. */
export function keepIn(tool: GitOpsTool, object: ApiObject): void {
  if (!isKept(object)) { return; }
  if (tool === GitOpsTool.FLUX) {
    if (annotationsOf(object)[FLUX_PRUNE] === undefined) { object.metadata.addAnnotation(FLUX_PRUNE, 'disabled'); }
    return;
  }
  const given = annotationsOf(object)[SYNC_OPTIONS]?.split(',').map((each) => each.trim()) ?? [];
  const missing = ARGO_KEEPS.filter((option) => !given.some((each) => each.split('=')[0] === option.split('=')[0]));
  if (missing.length > 0) { object.metadata.addAnnotation(SYNC_OPTIONS, [...given, ...missing].join(',')); }
}
