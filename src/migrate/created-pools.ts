import { SHADOW_POOL_PREFIX } from '../api/controller-names';
import { KINDS } from '../api/kinds';
import { LABEL_PREFIX } from '../api/labels';
import { inObject } from '../kubernetes/read-json';
import type { Edit } from './text/edits';
import { scalarText } from './text/scalar-text';
import type { TextDocument } from './text/text-node';

/** A pool that a claim needs and no file has. */
export interface CreatedPool {
  readonly name: string;
  readonly namespace?: string;
  readonly template: string;
  readonly version: string;
}

/** The pool of the claims of a template that name none: it keeps no sandbox waiting, so that they start cold. */
export function createdPool(claim: unknown, template: string, version: string): CreatedPool {
  const { namespace } = inObject(claim, 'metadata');
  return {
    name: SHADOW_POOL_PREFIX + template,
    template,
    version,
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
  };
}

/** The object, as upstream's own script makes it before an upgrade. */
export function poolObject({ name, namespace, template, version }: CreatedPool): object {
  return {
    apiVersion: `${KINDS.SandboxWarmPool.group}/${version}`,
    kind: 'SandboxWarmPool',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      annotations: {
        [`${LABEL_PREFIX}/migration-shadow`]: 'true',
        [`${LABEL_PREFIX}/migration-source-template`]: template,
      },
    },
    spec: { replicas: 0, sandboxTemplateRef: { name: template } },
  };
}

/** What is put behind a text of YAML: documents of their own. */
export function poolDocuments(text: string, pools: readonly CreatedPool[]): string {
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const lines = pools.flatMap((pool) => ['---', ...yamlLines(poolObject(pool), '')]);
  return `${text === '' || text.endsWith('\n') ? '' : lineBreak}${lines.join(lineBreak)}${lineBreak}`;
}

function yamlLines(value: object, indent: string): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => (
    typeof member === 'object' && member !== null
      ? [`${indent}${name}:`, ...yamlLines(member, `${indent}  `)]
      : [`${indent}${name}: ${typeof member === 'string' ? scalarText(member, 'plain') : String(member)}`]
  ));
}

/** The edits that put pools into a text of JSON: into its list, around its one object, or behind its values. */
export function poolEdits(
  documents: readonly TextDocument[],
  { isList, isTyped }: { readonly isList: boolean; readonly isTyped: boolean },
  pools: readonly CreatedPool[],
): Edit[] {
  const [{ root }] = documents;
  const last = documents[documents.length - 1].root;
  const objects = pools.map((pool) => JSON.stringify(poolObject(pool), null, 2));
  const items = root.entries?.find(({ name }) => name === 'items')?.value.items;
  if (documents.length === 1 && isList && items && items.length > 0) {
    const at = items[items.length - 1].end;
    return [{ start: at, end: at, text: objects.map((each) => `,\n${each}`).join('') }];
  }
  if (documents.length === 1 && !isList && !isTyped) {
    return [
      { start: root.start, end: root.start, text: '{"apiVersion": "v1", "kind": "List", "items": [\n' },
      { start: root.end, end: root.end, text: `${objects.map((each) => `,\n${each}`).join('')}\n]}` },
    ];
  }
  return [{ start: last.end, end: last.end, text: objects.map((each) => `\n${each}`).join('') }];
}
