import type { Kind } from '../../../api/kinds';
import { FLUX_PRUNE, SYNC_OPTIONS } from '../../../kubernetes/gitops-annotations';
import { GitOpsTool } from '../../../kubernetes/gitops-tool';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject } from '../../../kubernetes/read-json';

/** An object that takes data with it. */
export interface DataObject {
  /** What it is and what goes with it. */
  readonly told: string;
  readonly annotations: unknown;
}

const GOES = 'which is deleted with it when its manifest goes';

/**
 * What goes with an object, if that is data.
 *
 * @param find looks another object of its namespace up
 */
export function dataOf(
  { kind, metadata, spec }: KubeObject, find: (kind: Kind, name: unknown) => KubeObject | undefined = () => undefined,
): DataObject | undefined {
  const isClaimed = (given: unknown) => inList(given, 'volumeClaimTemplates').length > 0;
  const { name, annotations } = inObject(metadata);
  const as = (what: string) => ({ told: `${kind} '${String(name)}' ${what}`, annotations });
  if (kind === 'Sandbox') { return isClaimed(spec) ? as(`has a workspace, ${GOES}`) : undefined; }
  if (kind === 'SandboxClaim') {
    const pool = find('SandboxWarmPool', inObject(spec, 'warmPoolRef').name);
    const template = find('SandboxTemplate', inObject(pool?.spec ?? spec, 'sandboxTemplateRef').name);
    return [spec, template?.spec].some(isClaimed) ? as(`gets a workspace, ${GOES}`) : undefined;
  }
  return VOLUMES.has(kind) ? as('is data, and is deleted when its manifest goes') : undefined;
}

/** Kinds of namespaces that are data themselves. */
export const VOLUMES: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'VolumeSnapshot']);

/** The annotation by which a tool keeps an object. */
export function keepingOf(tool: GitOpsTool): string {
  return tool === GitOpsTool.FLUX ? `${FLUX_PRUNE}: disabled` : `${SYNC_OPTIONS}: Delete=false,Prune=false`;
}

/** Whether a tool keeps an object. */
export function isKeptBy(tool: GitOpsTool, { annotations }: DataObject): boolean {
  const { [FLUX_PRUNE]: byFlux, [SYNC_OPTIONS]: options = '' } = inObject(annotations);
  return tool === GitOpsTool.FLUX
    ? byFlux === 'disabled'
    : String(options).split(',').some((each) => each.trim() === 'Prune=false');
}
