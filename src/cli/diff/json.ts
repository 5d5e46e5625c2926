import { DiffReport, placeOf } from './report';
import { formatPath } from '../../kubernetes/json-path';

/** What changes, for programs. */
export function diffJson({ comparison: { changes, pods, volumes }, releases }: DiffReport, version: string): string {
  const report = {
    version,
    releases,
    pods,
    volumes,
    changes: changes.map((change) => {
      const { verb, object, before, after, fields, effects } = change;
      const isSecret = (after ?? before)!.object.kind === 'Secret';
      return {
        verb,
        object,
        ...idOf((after ?? before)!.object),
        ...(verb === 'renamed' && { before: idOf(before!.object) }),
        ...placeOf(change),
        effects: effects.map(({ path, ...effect }) => ({ ...effect, ...(path && { path: formatPath(path) }) })),
        fields: fields.map(({ path, before: old, after: now }) => ({
          path: formatPath(path),
          ...(!isSecret && { ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }),
        })),
      };
    }),
  };
  return `${JSON.stringify(report, (_, each) => (typeof each === 'bigint' ? String(each) : each), 2)}\n`;
}

function idOf({ apiVersion, kind, metadata: { namespace, name } }: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name?: string };
}): object {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}
