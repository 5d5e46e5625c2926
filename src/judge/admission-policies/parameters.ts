import type { AdmissionRequest } from './admission-request';
import type { CompiledPolicy } from './compile';
import type { PolicyContext } from './policy-context';
import { selects } from './selectors';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, Loose } from '../../kubernetes/read-json';

/** The parameters of a policy, one evaluation for each, or the reason why they are not known. */
export type Parameters =
  | { readonly params: readonly (KubeObject | null)[] }
  | { readonly unknown: string; readonly remedy: string };

/** The parameters of a policy for an object, among the known ones. */
export function parametersFor(
  policy: CompiledPolicy,
  binding: KubeObject | undefined,
  { namespace }: AdmissionRequest,
  context: PolicyContext,
): Parameters {
  const { paramKind } = policy;
  const paramRef = inObject(binding?.spec).paramRef as Loose | undefined;
  if (!paramKind || (binding && !paramRef)) {
    return { params: [null] };
  }
  const { apiVersion, kind } = paramKind;
  const known = context.parameters?.(apiVersion, kind) ?? [];
  if (!paramRef) {
    return known.length > 0
      ? { params: known }
      : {
        unknown: `no ${kind} of ${apiVersion}, by which it judges, is among the files`,
        remedy: 'give the file that has it, too (validate --policy)',
      };
  }
  const { name, selector, namespace: given } = paramRef;
  const wanted = typeof given === 'string' ? given : namespace;
  const inPlace = known.filter(({ metadata }) => metadata?.namespace === undefined || metadata.namespace === wanted);
  const found =
    typeof name === 'string'
      ? inPlace.filter(({ metadata }) => metadata?.name === name)
      : inPlace.filter(({ metadata }) => selects(selector, metadata?.labels ?? {}) === true);
  if (found.length > 0) {
    return { params: found };
  }
  const which =
    typeof name === 'string'
      ? `${kind} '${wanted === undefined ? '' : `${wanted}/`}${name}'`
      : `a ${kind} that it selects`;
  const missing = paramRef.parameterNotFoundAction === 'Allow' ? 'lets the object in' : 'refuses the object';
  return {
    unknown: `${which}, by which it judges, is not among the files`,
    remedy: `give the file that has it, too (validate --policy); the API server ${missing} where the cluster has none`,
  };
}
