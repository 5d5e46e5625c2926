import type { EffectContext, EffectsOf } from './context';
import { NAMESPACE } from '../../api/controller-names';
import { controllerIn } from '../../judge/rules/read-other-kinds';
import { apiGroupOf } from '../../kubernetes/api-group';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { Effect, effect } from '../effect';

/** What stays in the cluster and must be deleted by hand. */
export const leftEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (verb === 'changed') { return ofController(before!.object, after!.object, context); }
  if (!before) { return []; }
  const { object } = before;
  return goesByItself(object, context) ? [] : [effect('left-without-prune', {
    message: `'kubectl apply' leaves it, unless it prunes: kubectl delete ${argumentOf(object)}`,
  })];
};

/** What Argo CD deletes by itself, once or before it makes it anew. */
const HOOK_DELETION = 'argocd.argoproj.io/hook-delete-policy';

/** Whether it ends by itself, or goes with what is deleted too: its Namespace, or the definition of its kind. */
function goesByItself(object: KubeObject, { before, after }: EffectContext): boolean {
  const { apiVersion, kind, metadata: { namespace, annotations } } = object;
  if (inObject(annotations)[HOOK_DELETION] !== undefined) { return true; }
  if (kind === 'Job' && inObject(object.spec).ttlSecondsAfterFinished !== undefined) { return true; }
  const isGone = (of: string, is: (object: KubeObject) => boolean) => (
    before.ofKind(of).some((each) => is(each.object)) && !after.ofKind(of).some((each) => is(each.object))
  );
  return isGone('Namespace', ({ metadata: { name } }) => name === namespace)
    || isGone('CustomResourceDefinition', ({ spec }) => (
      inObject(spec).group === apiGroupOf(apiVersion) && inObject(spec, 'names').kind === kind
    ));
}

/** Secrets that the old controller made: they are in no manifest, and the new one does not read them. */
function ofController(old: KubeObject, now: KubeObject, { before, after }: EffectContext): Effect[] {
  const [was, is] = [old, now].map((object) => controllerIn(object)?.release);
  if (was === undefined || is === undefined || was === is) { return []; }
  const kept = secretsOf(after.release);
  return secretsOf(before.release).filter((name) => !kept.includes(name)).map((name) => effect('left-behind', {
    message: `the controller of ${was} made Secret '${name}', which is in no manifest, and ${is} does not read it: `
      + `kubectl delete secret/${name} --namespace ${old.metadata.namespace ?? NAMESPACE}`,
  }));
}

function secretsOf({ roles: { namespaced } }: Release): string[] {
  return namespaced.filter(({ resource }) => resource === 'secrets').flatMap(({ names = [] }) => names);
}

function argumentOf({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): string {
  const group = apiGroupOf(apiVersion);
  return `${kind.toLowerCase()}${group ? `.${group}` : ''}/${name}${namespace ? ` --namespace ${namespace}` : ''}`;
}
