import { AgentSandboxVersion } from '../../src';
import { formatPath, servedKind, walk } from '../../src/judge/schema';
import { KubeObject } from '../../src/kubernetes/kube-object';

export const OURS: readonly string[] = ['Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'];

/** For what the API server of a release refuses an object of ours. */
export function faultsOf(object: KubeObject, version: AgentSandboxVersion): string[] {
  if (!OURS.includes(object.kind)) { return []; }
  const served = servedKind(version._release, object.apiVersion, object.kind);
  if (!served) { return [`${version.id} serves no ${object.kind} in ${object.apiVersion}`]; }
  return walk(object, served.schema, { root: true, subresources: served.subresources }).violations.map(
    ({ path, message }) => `${formatPath(path)}: ${message}`,
  );
}

/** Where an empty list or object says something. */
const EMPTY_BUT_MEANT = /(^|\.)(emptyDir|ingress|egress|networkPolicy)$/;

/** A rule without a peer, by which Cilium denies a direction. In a NetworkPolicy it would allow everything. */
const DENIES_ALL = /^spec\.(ingress|egress)\.0$/;

/**
 * Where there is nothing that means nothing.
 *
 * @param emptied whether empty lists and objects were asked for
 */
export function hollow(value: unknown, emptied = false, path = ''): string[] {
  if (value === null || value === undefined) { return [`${path} is ${value}`]; }
  if (typeof value !== 'object') { return []; }
  if (Object.keys(value).length === 0) { return emptied || EMPTY_BUT_MEANT.test(path) ? [] : [`${path} is empty`]; }
  const found = Object.entries(value).flatMap(([name, each]) => hollow(each, emptied, path ? `${path}.${name}` : name));
  return (value as Partial<KubeObject>).kind === 'CiliumNetworkPolicy'
    ? found.filter((each) => !DENIES_ALL.test(each.replace(/ is empty$/, '')))
    : found;
}
