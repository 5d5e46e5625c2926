/** Metadata that the API server may refuse. */
import { Random } from './random';

const SUBDOMAINS = [
  'a', 'a.b', 'a-b', '-a', 'a-', 'a.', 'A', 'a_b', 'a..b',
  'a'.repeat(253),
  'a'.repeat(254),
  '1', '', null, 1, 'ä', 'a--', 'a\n',
];
const KEYS = [
  'app', 'example.com/app', 'Example.com/app', 'a/b/c', '/a', 'a/', 'A.b_c-d', '-a', 'a-', 'a b', '',
  'a'.repeat(63),
  'a'.repeat(64),
  `${'a'.repeat(253)}/b`,
  `${'a'.repeat(254)}/b`,
  '__proto__',
  '😀',
];
const VALUES = [
  '', 'a', 'A.b_c-1', '-a', 'a-', 'a b',
  'a'.repeat(63),
  'a'.repeat(64),
  null, 1, true, [], {}, 'ä', 'a\n',
];
const OWNER = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1' };
const OTHERS: readonly object[] = [
  { nam: 'a' }, { namespace: 1 }, { labels: [] }, { labels: null }, { labels: 'a' },
  { annotations: { a: 'x'.repeat(262_143) } },
  { annotations: { a: 'x'.repeat(262_144) } },
  { annotations: { a: 'ä'.repeat(131_073) } },
  { annotations: { Example: 'a', b: 1 } },
  { annotations: { b: null } },
  { finalizers: ['example.com/a', 'a/b/c'] }, { finalizers: ['orphan', 'foregroundDeletion'] }, { finalizers: [null] },
  { finalizers: 'a' }, { finalizers: [1] }, { finalizers: ['orphan'] }, { ownerReferences: [OWNER] },
  { ownerReferences: [{ ...OWNER, uid: '' }] },
  { ownerReferences: [{ ...OWNER, apiVersion: 'a/b/c' }] },
  { ownerReferences: [{ ...OWNER, apiVersion: '/v1' }] },
  { ownerReferences: [{ ...OWNER, apiVersion: 'a/' }] },
  { ownerReferences: [{ ...OWNER, apiVersion: '/' }] },
  { ownerReferences: [null] },
  { ownerReferences: [{ ...OWNER, controller: null, more: 1 }] },
  { ownerReferences: [{ ...OWNER, controller: 'true' }] },
  {
    ownerReferences: [
      { ...OWNER, controller: true },
      { ...OWNER, uid: '2', controller: true },
    ],
  },
  { ownerReferences: [{ ...OWNER, controller: true }, OWNER] },
  { ownerReferences: [{ ...OWNER, kind: 'Event' }] },
  { ownerReferences: [{ kind: 'Pod', name: 'a', uid: '1' }] },
  { generation: 1 }, { generation: -1 }, { generation: 1.5 }, { generation: '1' }, { creationTimestamp: null },
  { creationTimestamp: 'now' }, { creationTimestamp: '2026-07-01T12:00:00Z' }, { creationTimestamp: [] },
  { deletionGracePeriodSeconds: null }, { uid: 'x' }, { uid: 1 }, { resourceVersion: 1 }, { selfLink: 'x' },
  { managedFields: [] }, { managedFields: 'x' },
  {
    managedFields: [
      { manager: 'kubectl', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': {} } },
    ],
  },
];

/** A copy of the object with other metadata, or with none. */
export function mutateMetadata(object: any, random: Random): any {
  const { metadata, ...rest } = object;
  switch (random.below(8)) {
    case 0:
      return { ...rest, metadata: random.pick<unknown>([null, {}, [], 'a', 1, { name: null }]) };
    case 1:
      return rest;
    case 2:
      return { ...rest, metadata: { ...metadata, name: random.pick<unknown>(SUBDOMAINS) } };
    case 3:
      return { ...rest, metadata: { generateName: random.pick<unknown>(SUBDOMAINS) } };
    case 4:
      return { ...rest, metadata: { ...metadata, labels: member(random.pick(KEYS), random.pick<unknown>(VALUES)) } };
    case 5:
      return { ...rest, metadata: { ...metadata, annotations: member(random.pick(KEYS), 'x') } };
    case 6:
      return {
        ...object,
        [random.pick(['apiVersion', 'kind', 'unknown'])]: random.pick<unknown>([null, 1, '', undefined]),
      };
    default:
      return { ...rest, metadata: { ...metadata, ...random.pick(OTHERS) } };
  }
}

/** Also for names that a literal would not make a member of. */
function member(name: string, value: unknown): object {
  return Object.defineProperty({}, name, { value, enumerable: true });
}
