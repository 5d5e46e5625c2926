/**
 * What tenants that share admission policies have of their own: lines of an annotation, each the name of a prop and one
 * of its values, or the name alone.
 */
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';

/** The annotation with the lines, on an object that only the platform may write. */
export const PARAMETERS = 'cdk8s-agent-sandbox/admission';

/**
 * What a line does to what is admitted:
 *
 * - `allows`: one value more lets more in
 * - `confines`: the same, and without any line everything is let in
 * - `limits`: a higher value lets more in, and none everything
 * - `demands`: with it less is let in
 * - `permits`: with it more is let in
 * - `holds`: one value more lets less in
 * - `names`: what it names is in the policies
 */
export type Bearing = 'allows' | 'confines' | 'limits' | 'demands' | 'permits' | 'holds' | 'names';

const NAMES: Readonly<Record<Bearing, string>> = {
  allows: 'runtimes allowedPodAnnotations allowedFinalizers tokenAudiences allowedNodeLabels allowedTolerations '
    + 'allowedExtendedResources allowedPriorityClasses allowedSchedulers',
  confines: 'registries serviceAccounts storageClasses',
  limits: 'maxContainerCpu maxContainerMemory maxContainerEphemeralStorage maxVolumeSize maxPoolReplicas maxLifetime '
    + 'maxTimeToLive maxVolumeClaims maxTotalVolumeSize',
  demands: 'requireDigests requireShutdownTime requireClaimDeletion',
  permits: 'allowServiceAccountTokens allowEphemeralContainers allowNodeChoice allowResourceClaims '
    + 'allowVolumeDataSources',
  holds: 'operatingMode poolReplicas',
  names: 'network',
};

/** The bearing of each name. */
export const BEARINGS: ReadonlyMap<string, Bearing> = new Map(
  (Object.entries(NAMES) as Array<[Bearing, string]>)
    .flatMap(([bearing, names]) => names.split(' ').map((name): [string, Bearing] => [name, bearing])),
);

const LABELLED = /object\.metadata\.name in \[([^\]]*)\] \? '([^']*)' : /g;

/** What an expression of the policy of Namespaces says of single tenants, and the rest of it. */
export interface LabelledTenants {
  /** The label that each namespace must have. */
  readonly labels: ReadonlyArray<readonly [namespace: string, label: string]>;
  readonly rest: string;
}

/** Reads such an expression. */
export function labelledTenants(expression: unknown): LabelledTenants {
  const text = String(expression);
  return {
    labels: [...text.matchAll(LABELLED)].flatMap(([, names, label]) => (
      namesIn(names).map((name): [string, string] => [name, label])
    )),
    rest: text.replace(LABELLED, ''),
  };
}

/** The names in a list of CEL, without its brackets. */
export function namesIn(list: string): string[] {
  return [...list.matchAll(/'([^']*)'/g)].map(([, name]) => name);
}

/** Values by their names; those of a name alone are empty. */
export type TenantParameters = ReadonlyMap<string, readonly string[]>;

/** The parameters of a tenant, if the object has them. */
export function parametersIn({ metadata }: KubeObject): TenantParameters | undefined {
  const text = inObject(metadata, 'annotations')[PARAMETERS];
  if (typeof text !== 'string') { return undefined; }
  const all = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\S*)(?: (.*))?$/.exec(line) ?? [];
    if (!name) { continue; }
    all.set(name, [...all.get(name) ?? [], ...value === undefined ? [] : [value]]);
  }
  return all;
}
