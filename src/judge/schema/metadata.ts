/**
 * The metadata of an API object. Schemas of custom resources leave it out, because it is the same for all kinds.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
import { ANYTHING, SchemaPlan, planOf } from './plan';
import { shown } from './violation';
import { Violations } from './violations';
import { FORMS, hasForm, isQualifiedName } from '../../checks/forms';
import { PathSegment } from '../../kubernetes/json-path';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';

const STRING: StructuralSchema = { type: 'string' };
const BOOLEAN: StructuralSchema = { type: 'boolean' };
const INT64: StructuralSchema = { type: 'integer', format: 'int64' };
const NOT_EMPTY: StructuralSchema = { type: 'string', minLength: 1 };
/** Go's decoder makes an empty string of a null in a map or list. */
const STRING_OR_EMPTY: StructuralSchema = { type: 'string', default: '' };
const STRINGS: StructuralSchema = { type: 'object', additionalProperties: STRING_OR_EMPTY };
const TIME: StructuralSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{1,2}:\\d{2}:\\d{2}([.,]\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};

/** The schema of an object's metadata. */
export const OBJECT_META: StructuralSchema = {
  type: 'object',
  properties: {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: STRINGS,
    annotations: STRINGS,
    finalizers: { type: 'array', items: STRING_OR_EMPTY },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: { type: 'string', pattern: '^([^/]*/)?[^/]+$' },
          kind: NOT_EMPTY,
          name: NOT_EMPTY,
          uid: NOT_EMPTY,
          controller: BOOLEAN,
          blockOwnerDeletion: BOOLEAN,
        },
        required: ['apiVersion', 'kind', 'name', 'uid'],
      },
    },
    uid: STRING,
    resourceVersion: STRING,
    generation: INT64,
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INT64,
    selfLink: STRING,
    managedFields: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          manager: STRING,
          operation: STRING,
          apiVersion: STRING,
          time: TIME,
          fieldsType: STRING,
          fieldsV1: ANYTHING,
          subresource: STRING,
        },
      },
    },
  },
};

const roots = new WeakMap<StructuralSchema, SchemaPlan>();

/** The plan of an API object: the fields of its schema, and the fields of every object. */
export function metadataPlan(schema: StructuralSchema): SchemaPlan {
  let plan = roots.get(schema);
  if (!plan) {
    const { properties, required = [] } = schema;
    roots.set(schema, plan = planOf({
      ...schema,
      properties: { ...properties, apiVersion: NOT_EMPTY, kind: NOT_EMPTY, metadata: OBJECT_META },
      required: [...new Set(['apiVersion', 'kind', 'metadata', ...required])],
    }));
  }
  return plan;
}

const ANNOTATIONS_LIMIT = 256 * 1024;

/** Adds the violations of names, labels, annotations, owners and finalizers whose types are right. */
export function metadataViolations(metadata: unknown, violations: Violations): void {
  if (!isObject(metadata)) { return; }
  const report = (message: string, ...path: PathSegment[]) => {
    violations.push({ path: ['metadata', ...path], kind: 'metadata', message });
  };
  const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences } = metadata;
  if (!name && !generateName) {
    violations.push({ path: ['metadata', 'name'], kind: 'required', message: "the field 'name' is required" });
  }
  if (isText(name) && !isSubdomain(name)) { report(`${shown(name)} is not a name; ${SUBDOMAIN_ALLOWED}`, 'name'); }
  // The API server cuts it to 58 characters and appends letters and digits, so that a dash may be last.
  if (isText(generateName) && !isSubdomain(generateName.replace(/-$/, 'x'))) {
    report(`${shown(generateName)} does not begin a name; ${SUBDOMAIN_ALLOWED}`, 'generateName');
  }
  if (isText(namespace) && !hasForm(namespace, FORMS['DNS label'])) {
    report(`${shown(namespace)} is not a namespace; ${LABEL_ALLOWED}`, 'namespace');
  }
  if (isObject(labels)) {
    for (const [key, value] of Object.entries(labels)) {
      if (!isQualifiedName(key)) { report(`${shown(key)} is not a label key; ${KEY_ALLOWED}`, 'labels', key); }
      if (isText(value) && !hasForm(value, FORMS['label value'])) {
        report(`${shown(value)} is not a label value; ${VALUE_ALLOWED}`, 'labels', key);
      }
    }
  }
  if (isObject(annotations)) { annotationViolations(annotations, report); }
  if (Array.isArray(ownerReferences)) { ownerViolations(ownerReferences, report); }
  if (Array.isArray(finalizers)) {
    finalizers.forEach((finalizer, index) => {
      if (typeof finalizer === 'string' && !isQualifiedName(finalizer)) {
        report(`${shown(finalizer)} is not a finalizer; ${KEY_ALLOWED}`, 'finalizers', index);
      }
    });
    if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
      report('\'orphan\' and \'foregroundDeletion\' exclude each other', 'finalizers');
    }
  }
}

const LABEL_ALLOWED = 'at most 63 of a-z, 0-9 and \'-\', letters or digits first and last';
const SUBDOMAIN_ALLOWED = 'at most 253 of a-z, 0-9, \'-\' and \'.\', letters or digits first and last in each part';
const VALUE_ALLOWED = 'at most 63 of A-Z, a-z, 0-9, \'-\', \'_\' and \'.\', letters or digits first and last';
const KEY_ALLOWED = `${VALUE_ALLOWED}; a domain and '/' may come first`;

type ReportAtPath = (message: string, ...path: PathSegment[]) => void;

function ownerViolations(owners: readonly any[], report: ReportAtPath): void {
  if (owners.filter((owner) => owner?.controller === true).length > 1) {
    report('only one owner can be the controller', 'ownerReferences');
  }
  owners.forEach((owner, index) => {
    if (owner?.apiVersion === 'v1' && owner.kind === 'Event') {
      report('an Event cannot be an owner', 'ownerReferences', index);
    }
  });
}

function annotationViolations(annotations: Readonly<Record<string, unknown>>, report: ReportAtPath): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) {
      report(`${shown(key)} is not an annotation key; ${KEY_ALLOWED}`, 'annotations', key);
    }
    size += Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
  }
  if (size > ANNOTATIONS_LIMIT) {
    report(`the annotations have ${size} bytes; at most ${ANNOTATIONS_LIMIT} are allowed`, 'annotations');
  }
}

function isSubdomain(text: string): boolean {
  return hasForm(text, FORMS['DNS subdomain']);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
