import type { EffectContext } from './context';
import { named, podChange } from './pod-changes';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import { fieldChanges } from '../compare/field-changes';

/**
 * How a template changes so that sandboxes of it which wait are outdated, in words; undefined if they are not: labels,
 * annotations and network policies do not count.
 */
export function blueprintChange(before: KubeObject, after: KubeObject, context: EffectContext): string | undefined {
  const changes = [
    podChange(before, after),
    named(fieldChanges(claimTemplates(before), claimTemplates(after), ['volumeClaimTemplates'])
      .map(({ path }) => formatPath(path))),
    ...(countsService(context) && inObject(before.spec).service !== inObject(after.spec).service ? ['service'] : []),
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

/** What the controller compares of claim templates. */
function claimTemplates(template: KubeObject): object[] {
  return inList(template.spec, 'volumeClaimTemplates')
    .map(({ metadata, spec }) => ({ name: inObject(metadata).name, spec }));
}

/** The v0.4 line does not compare whether sandboxes have a Service. */
function countsService({ after: { release } }: EffectContext): boolean {
  return !release.id.startsWith('v0.4.') && !/^v0\.[0-3]\./.test(release.id);
}
