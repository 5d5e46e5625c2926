import type { EffectContext, EffectsOf } from './context';
import { immutableFields } from './immutable-fields';
import { DEFAULT_LABEL_DOMAINS } from '../../api/controller-names';
import { isError } from '../../findings/trouble';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { isRefusal } from '../../judge/manifests/refusals';
import { judgeStructure } from '../../judge/other-projects';
import { errorsInPlace, RuleContext } from '../../judge/rules';
import type { Located } from '../../judge/rules/located';
import { isMeantAsOurs } from '../../judge/rules/unknown-fields/unserved';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { Pair } from '../change';
import type { ManifestSide } from '../compare/side';
import { Effect, effect } from '../effect';
import type { EffectRuleId } from '../effect-rules';

/** Codes of what is said of every change: the effects say it better. */
const OF_CHANGES: ReadonlySet<string> = new Set(['ASB220', 'ASB221']);

/** What is wrong with a new object and was not before. */
export interface Refusals {
  /** Why the API server refuses the change. */
  readonly refused: readonly Effect[];
  /** Why no pod or sandbox comes of it, although the API server takes it. */
  readonly neverReady: readonly Effect[];
}

export function refusalsOf({ verb, before, after }: Pair, context: EffectContext): Refusals {
  if (!after) { return { refused: [], neverReady: [] }; }
  const old = verb === 'changed' ? before : undefined;
  const immutable = old ? immutableFields(old.object, after.object) : [];
  if (immutable.length > 0) { return { refused: immutable, neverReady: [] }; }
  const errors = newErrors(old, after, context);
  return {
    refused: asEffects('refused', errors.filter(isRefusal)),
    neverReady: asEffects('never-ready', errors.filter((each) => !isRefusal(each))),
  };
}

/** The errors of pools and claims that do not change, and are wrong by what they name. */
export const errorsOfUsers: EffectsOf = ({ verb, after }, context) => {
  if (verb !== 'changed' || after!.object.kind !== 'SandboxTemplate') { return []; }
  return [...context.after.poolsOf(after!), ...context.after.claimsOf(after!)]
    .filter((user) => !context.isChanged(user))
    .flatMap((user) => {
      const old = errorsOf(user, context.before, undefined);
      const errors = errorsOf(user, context.after, undefined);
      return asEffects('never-ready', without(errors, old)).map((each): Effect => {
        const { kind, metadata: { name } } = user.object;
        return { ...each, message: `${kind} '${name}': ${each.message}`, path: ['spec'] };
      });
    });
};

/** Errors about the new object that there were none of about the old one. */
function newErrors(before: GivenObject | undefined, after: GivenObject, context: EffectContext): Located[] {
  const errors = errorsOf(after, context.after, before?.object);
  return errors.length === 0 || !before ? errors : without(errors, errorsOf(before, context.before, undefined));
}

function without(errors: readonly Located[], known: readonly Located[]): Located[] {
  const keys = new Set(known.map(keyOf));
  return errors.filter((each) => !keys.has(keyOf(each)));
}

function keyOf({ finding: { code, message }, path }: Located): string {
  return `${code} ${formatPath(path)} ${message}`;
}

function errorsOf(given: GivenObject, side: ManifestSide, old: KubeObject | undefined): Located[] {
  const { object } = given;
  if (isMeantAsOurs(object.apiVersion, object.kind)) {
    return errorsInPlace(object, contextOf(given, side, old)).filter(isToTell);
  }
  return judgeStructure(object).filter(isToTell);
}

function isToTell({ finding }: Located): boolean {
  return isError(finding) && !OF_CHANGES.has(finding.code);
}

function contextOf(given: GivenObject, side: ManifestSide, old: KubeObject | undefined): RuleContext {
  return {
    release: side.release,
    allowedLabelDomains: DEFAULT_LABEL_DOMAINS,
    find: (kind, namespace, name) => (
      namespace === given.object.metadata.namespace ? side.find(kind, given, name)?.object : undefined
    ),
    ...(old && { old: () => old }),
  };
}

function asEffects(rule: EffectRuleId, errors: readonly Located[]): Effect[] {
  return errors.map(({ finding: { code, message, remedy }, path, remedyInFile = remedy }) => effect(rule, {
    message: `${code}: ${message}`, path, ...(remedyInFile !== undefined && { remedy: remedyInFile }),
  }));
}
