import { Code, literal } from './code/expression';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject } from '../kubernetes/read-json';

const isText = (value: unknown) => typeof value === 'string';
const isTextMap = (value: unknown) =>
  typeof value === 'object' && !Array.isArray(value) && Object.values(inObject(value)).every(isText);

const OWNER = ['apiVersion', 'kind', 'name', 'uid'];

/** What the members of metadata have to be where they are typed; a member that is not is patched. */
const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: isText,
  namespace: isText,
  generateName: isText,
  labels: isTextMap,
  annotations: isTextMap,
  finalizers: (value) => Array.isArray(value) && value.every(isText),
  ownerReferences: (value) => Array.isArray(value) && inList({ value }, 'value').length === value.length
    && inList({ value }, 'value').every((each) => OWNER.every((key) => isText(each[key]))),
};

/** What a chart gives to its objects. */
export interface ChartMetadata {
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** Metadata as constructs take it, without what the chart adds. */
export function metadataOf({ metadata }: KubeObject, { namespace, labels }: ChartMetadata): Code {
  const members = Object.entries(metadata).flatMap(([key, value]: [string, unknown]): Array<[string, unknown]> => {
    if (value === null || (key === 'namespace' && value === namespace)) { return []; }
    if (Object.hasOwn(FORMS, key) && !FORMS[key](value)) { return []; }
    if (key !== 'labels' || Object.keys(labels).length === 0) { return [[key, value]]; }
    const own = Object.entries(inObject(value)).filter(([label, each]) => labels[label] !== each);
    return own.length > 0 ? [['labels', Object.fromEntries(own)]] : [];
  });
  return literal(Object.fromEntries(members));
}
