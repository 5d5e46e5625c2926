import { Code, literal } from './code/expression';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject } from '../kubernetes/read-json';

const isText = (value: unknown) => typeof value === 'string';
const isTextMap = (value: unknown) =>
  typeof value === 'object' && !Array.isArray(value) && Object.values(inObject(value)).every(isText);

/** What the members of metadata have to be where they are typed; a member that is not is patched. */
const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: isText,
  namespace: isText,
  generateName: isText,
  labels: isTextMap,
  annotations: isTextMap,
  finalizers: (value) => Array.isArray(value) && value.every(isText),
  ownerReferences: (value) => Array.isArray(value) && inList({ value }, 'value').length === value.length
    && inList({ value }, 'value').every((each) => ['apiVersion', 'kind', 'name', 'uid'].every((key) => isText(each[key]))),
};

/** Metadata as constructs take it: the namespace is that of the chart. */
export function metadataOf({ metadata }: KubeObject, namespace: string | undefined): Code {
  return literal(Object.fromEntries(Object.entries(metadata).filter(([key, value]: [string, unknown]) =>
    value !== null
    && !(key === 'namespace' && value === namespace)
    && (!Object.hasOwn(FORMS, key) || FORMS[key](value)))));
}
