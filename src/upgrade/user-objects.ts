import { shadowPool } from './kubectl';
import { apiVersionOf, servedVersions, storedVersion } from './parts';
import type { UserObject } from './plan';
import type { Hop } from './steps';
import { SHADOW_POOL_PREFIX } from '../api/controller-names';
import { Kind, KINDS } from '../api/kinds';
import { objectName } from '../install/leftovers';
import type { GivenObject } from '../judge/manifests/context-objects';
import { controllerIn } from '../judge/rules/read-other-kinds';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject } from '../kubernetes/read-json';

/** Longest name of a pool. */
const LONGEST = 63;

/** The objects of the user's manifests that must be changed on the way. */
export function userObjects(given: readonly GivenObject[], hops: readonly Hop[]): UserObject[] {
  return given.flatMap((each) => {
    const { file, object, source } = each;
    const { kind, metadata } = object;
    if (typeof inObject(metadata).name !== 'string') { return []; }
    const { line } = source.position([]);
    const named = (before: string, change: string): UserObject => (
      { file, line, object: objectName(object), before, change }
    );
    const group = apiGroupOf(object.apiVersion);
    if (Object.hasOwn(KINDS, kind) && KINDS[kind as Kind].group === group) {
      return ofOurs(object.apiVersion.slice(group.length + 1), kind as Kind, metadata.name, hops, named);
    }
    return flagsOf(each, hops, named);
  });
}

type Named = (before: string, change: string) => UserObject;

function ofOurs(version: string, kind: Kind, name: string, hops: readonly Hop[], named: Named): UserObject[] {
  return hops.flatMap(({ from, to }) => {
    const isDropped = servedVersions(from).some((each) => each === version)
      && !servedVersions(to).some((each) => each === version);
    const isConverted = kind === 'SandboxTemplate' && storedVersion(from) === version && storedVersion(to) !== version;
    const rest = LONGEST - SHADOW_POOL_PREFIX.length;
    return [
      ...(isDropped
        ? [named(to.id, `it is of ${version}: 'cdk8s-agent-sandbox migrate FILE --to ${from.id}' rewrites it`)]
        : []),
      ...(isConverted && name.length > rest
        ? [named(to.id, `the name has ${name.length} characters; use ${rest} at most, as a pool is named after it`)]
        : []),
    ];
  });
}

/** Flags that a controller on the way exits on. */
function flagsOf({ object }: GivenObject, hops: readonly Hop[], named: Named): UserObject[] {
  const path = controllerIn(object)?.path;
  if (!path) { return []; }
  const container = inList(object.spec, 'template', 'spec', 'containers')[path.at(-1) as number];
  const given = [container.args, container.command].flat().map((each) => /^--?([^-=][^=]*)/.exec(String(each))?.[1]);
  return hops.flatMap(({ from, to }) => [...from.flags.keys()]
    .filter((flag) => !to.flags.has(flag) && given.includes(flag))
    .map((flag) => named(to.id, `its controller exits on the flag --${flag}: remove it`)));
}

/** Names of pools in v1alpha1 that leave the choice to the controller. */
const NO_POOL: ReadonlySet<unknown> = new Set([undefined, '', 'none', 'default']);

/** The pools that claims need which name none, once they are converted. */
export function shadowPools(given: readonly GivenObject[], hops: readonly Hop[]): KubeObject[] {
  const hop = hops.find(({ from, to }) => (
    storedVersion(from) !== storedVersion(to) && to.controller.claimsOfShadowPools
  ));
  if (!hop) { return []; }
  const [claim, pool] = (['SandboxClaim', 'SandboxWarmPool'] as const).map((kind) => (
    apiVersionOf(kind, storedVersion(hop.from))
  ));
  const pools = new Map<string, KubeObject>();
  for (const { object: { apiVersion, kind, spec, metadata: { namespace = 'default' } } } of given) {
    const { name } = inObject(spec, 'sandboxTemplateRef');
    if (kind !== 'SandboxClaim' || apiVersion !== claim || typeof name !== 'string') { continue; }
    if (NO_POOL.has(inObject(spec).warmpool)) { pools.set(`${namespace}/${name}`, shadowPool(pool, namespace, name)); }
  }
  return [...pools.values()];
}
