import { RuleContext } from './rule';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { isRepeated, markRepeated, PartAnswers, PathSegment } from '../schema';

/** The template that a claim or a pool leads to, if it is known. */
export function templateOf(object: KubeObject, context: RuleContext): KubeObject | undefined {
  const { metadata: { namespace }, spec } = object;
  const direct = inObject(spec, 'sandboxTemplateRef').name;
  if (typeof direct === 'string') { return context.find('SandboxTemplate', namespace, direct); }
  const pool = poolOf(object, context);
  return pool && templateOf(pool, context);
}

/** The pool that a claim names, if it is known. */
export function poolOf({ metadata: { namespace }, spec }: KubeObject, context: RuleContext): KubeObject | undefined {
  const name = poolNameIn(spec);
  return typeof name === 'string' ? context.find('SandboxWarmPool', namespace, name) : undefined;
}

/** The name of the pool in the spec of a claim: API versions have it in fields of their own. */
export function poolNameIn(spec: unknown): unknown {
  return inObject(spec, 'warmPoolRef').name ?? (spec as Loose | undefined)?.warmpool;
}

/** Why a claim can take no waiting sandbox, though its pool may have some. */
export function startsColdFor({ spec }: KubeObject): string | undefined {
  const { env, volumeClaimTemplates } = inObject(spec);
  if (isFilled(env)) { return 'environment variables'; }
  return isFilled(volumeClaimTemplates) ? 'volume claim templates' : undefined;
}

/** Whether a claim starts a sandbox of its own name, as far as that is known. */
export function startsCold(claim: KubeObject, context: RuleContext): boolean {
  if (startsColdFor(claim)) { return true; }
  if ((claim.spec as Loose | undefined)?.warmpool === 'none') { return true; }
  const pool = poolOf(claim, context);
  return pool !== undefined && inObject(pool.spec).replicas === 0;
}

/** Whether each sandbox of an object with a pod template has a Service. */
export function hasService(object: KubeObject, { release }: RuleContext): boolean {
  const { service } = inObject(object.spec);
  return (
    service === true ||
    (service === undefined &&
      !release.api.versions.some(({ kinds }) => kinds.Sandbox?.root.fields?.spec.fields?.service))
  );
}

/** Whether every pool must state its replicas, so that an autoscaler and the manifest both own them. */
export function replicasRequired(release: Release, apiVersion?: string): boolean {
  const version = release.api.versions.find(({ name }) => apiVersion?.endsWith(`/${name}`)) ?? release.api.versions[0];
  return version.kinds.SandboxWarmPool!.root.fields!.spec.fields!.replicas.required === true;
}

/** Names of the claim templates of an object. */
export function claimTemplateNames({ spec }: KubeObject): readonly string[] {
  const templates = inList(spec, 'volumeClaimTemplates');
  return templates.length === 0 ? NO_NAMES : namesOf.of(templates);
}

const NO_NAMES: readonly string[] = [];
const namesOf = new PartAnswers<readonly string[]>((templates) => {
  const names = inList(templates)
    .map((template) => inObject(template, 'metadata').name)
    .filter((name) => typeof name === 'string');
  if (isRepeated(templates)) { markRepeated(names); }
  return names;
});

/** The parts of claim templates by which a waiting sandbox is outdated. */
export function comparedClaimTemplates(object: KubeObject): Array<{ readonly name: unknown; readonly spec: unknown }> {
  return inList(object.spec, 'volumeClaimTemplates')
    .map(({ metadata, spec }) => ({ name: inObject(metadata).name, spec }));
}

/** Path of the name of the last claim template that has a name. */
export function claimTemplateName(object: KubeObject, name: unknown): PathSegment[] {
  const index = inList(object.spec, 'volumeClaimTemplates')
    .map((template) => inObject(template, 'metadata').name)
    .lastIndexOf(name);
  return ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'];
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}
