import type { EffectContext } from './context';
import { named, podChange } from './pod-changes';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { comparedClaimTemplates } from '../../judge/rules/claim-resolution';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { fieldChanges } from '../compare/field-changes';

/**
 * How a template changes so that sandboxes of it which wait are outdated, in words; undefined if they are not: labels,
 * annotations and network policies do not count.
 */
export function blueprintChange(before: KubeObject, after: KubeObject, context: EffectContext): string | undefined {
  const { poolsCompareService: isServiceCompared } = context.after.release.controller;
  const changes = [
    podChange(before, after),
    named(fieldChanges(comparedClaimTemplates(before), comparedClaimTemplates(after), ['volumeClaimTemplates'])
      .map(({ path }) => formatPath(path))),
    ...(isServiceCompared && inObject(before.spec).service !== inObject(after.spec).service ? ['service'] : []),
  ].filter((each) => each !== undefined);
  return changes.length > 0 ? changes.join(', ') : undefined;
}

/** Why the sandboxes that wait in a pool are outdated, in words; undefined if they are not. */
export function outdatedBy(
  { before, after }: { readonly before: GivenObject; readonly after: GivenObject },
  context: EffectContext,
): string | undefined {
  const [old, now] = [before, after].map(({ object }) => inObject(object.spec, 'sandboxTemplateRef').name);
  if (old !== now) { return `the pool has another template, '${String(now)}' and not '${String(old)}'`; }
  const [was, is] = [context.before.templateOf(before), context.after.templateOf(after)];
  const change = was && is && blueprintChange(was.object, is.object, context);
  return change && `template '${String(now)}' changes (${change})`;
}
