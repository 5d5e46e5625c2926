/** Rules of the variables of containers. */
import { ABSENT, alike, BACKSTEPS, LABEL, Rule, rule, SUBDOMAIN } from './rule';
import { Entry } from '../entries';

const ENV_NAMES = { refused: ['A=B', 'ä', 'a\tb', 'a\u007f'], accepted: ['a b', '1', '-', '~!', 'A.b-c'] };
const V: Entry = ['/spec.volumes.+', { name: 'v', emptyDir: {} }];

const variable = (make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  rule(
    'env',
    refused.map((value) => [{ name: 'A', ...make(value) }]),
    accepted.map((value) => [{ name: 'A', ...make(value) }]),
    V,
  );
const from = (kind: string, valid: object, name: string, refused: readonly unknown[], accepted: readonly unknown[]) =>
  variable((value) => ({ valueFrom: { [kind]: { ...valid, [name]: value } } }), refused, accepted);

export const VARIABLES: Rule[] = [
  variable((name) => ({ name }), ['', ABSENT], ['A']),
  variable((name) => ({ name }), ENV_NAMES.refused, ENV_NAMES.accepted),
  from('fieldRef', {}, 'fieldPath', ['', ABSENT], ['metadata.name']),
  from('fieldRef', { fieldPath: 'metadata.name' }, 'apiVersion', ['v2', 'apps/v1', 'V1'], ['v1', '', ABSENT]),
  from('fieldRef', {}, 'fieldPath', ["spec.a['b']", "metadata['a']", "metadata.name['a']"],
    ["metadata.labels['a']", "metadata.annotations['a']"]),
  from('fieldRef', {}, 'fieldPath', ["metadata.labels['a b']", "metadata.labels['']", "metadata.annotations['a b']"],
    ["metadata.annotations['A.B/c']", "metadata.labels['example.com/A']"]),
  from('fieldRef', {}, 'fieldPath', ["metadata.labels['A.B/c']"], ["metadata.labels['a.b/c']"]),
  from('fieldRef', {}, 'fieldPath',
    ['metadata.labels', 'metadata.annotations', 'spec.restartPolicy', 'nope', 'status.phase', 'Metadata.name',
      'spec.schedulerName', "metadata.labels['a'", 'metadata.labels[a]', 'spec.hostNetwork'],
    ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'spec.host',
      'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs']),
  from('resourceFieldRef', {}, 'resource', ['', ABSENT], ['limits.cpu']),
  from('resourceFieldRef', {}, 'resource',
    ['cpu', 'limits', 'limits.gpu', 'requests.storage', 'limits.nvidia.com/gpu', 'limits.pods', 'Limits.cpu'],
    ['limits.cpu', 'requests.memory', 'limits.ephemeral-storage', 'requests.hugepages-2Mi', 'limits.hugepages-']),
  from('resourceFieldRef', { resource: 'limits.cpu' }, 'divisor', ['2', '1k', '10m', '-1', '1u', '1Ki'],
    ['1', '1m', '0', ABSENT, '1000m', 1]),
  from('resourceFieldRef', { resource: 'requests.memory' }, 'divisor', ['2', '1m', '1024', '10Mi', '-1Mi'],
    ['1', '1k', '1Ki', '1E', '1Ei', '0', '1000m', '1024Ki', '1000k']),
  from('resourceFieldRef', { resource: 'requests.hugepages-2Mi' }, 'divisor', ['2', '1m'], ['1', '1Mi']),
  ...alike(...['configMapKeyRef', 'secretKeyRef'].map((kind) => [
    from(kind, { key: 'k' }, 'name', [...SUBDOMAIN.refused, '', ABSENT], SUBDOMAIN.accepted),
    from(kind, { name: 'a' }, 'key', ['', ABSENT], ['a']),
    from(kind, { name: 'a' }, 'key', ['a b', 'a/b', '.', '..', '..a', 'a'.repeat(254), 'ä'],
      ['a', 'A_b-c.d', '.a', 'a..', 'a'.repeat(253)]),
  ])),
  from('fileKeyRef', { path: 'a', volumeName: 'v' }, 'key', ['', ABSENT], ['A']),
  from('fileKeyRef', { path: 'a', volumeName: 'v' }, 'key', ENV_NAMES.refused, ENV_NAMES.accepted),
  from('fileKeyRef', { path: 'a', key: 'K' }, 'volumeName', ['', ABSENT], ['v']),
  from('fileKeyRef', { path: 'a', key: 'K' }, 'volumeName', LABEL.refused, ['v']),
  from('fileKeyRef', { path: 'a', key: 'K' }, 'volumeName', ['w'], ['v']),
  rule('/spec.volumes.+', [{ name: 'w', configMap: { name: 'c' } }, { name: 'w', hostPath: { path: '/' } }],
    [{ name: 'w', emptyDir: {} }, { name: 'w' }],
    ['env', [{ name: 'A', valueFrom: { fileKeyRef: { path: 'a', key: 'K', volumeName: 'w' } } }]]),
  from('fileKeyRef', { key: 'K', volumeName: 'v' }, 'path', ['', ABSENT], ['a', '/a']),
  from('fileKeyRef', { key: 'K', volumeName: 'v' }, 'path', BACKSTEPS.refused, BACKSTEPS.accepted),
  variable((valueFrom) => ({ valueFrom }), [{}], [{ secretKeyRef: { name: 'a', key: 'k' } }, ABSENT]),
  variable((value) => ({ value, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }), ['a', ' '], ['', ABSENT]),
  variable((valueFrom) => ({ valueFrom }),
    [{ fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: { resource: 'limits.cpu' } },
      { secretKeyRef: { name: 'a', key: 'k' }, configMapKeyRef: { name: 'a', key: 'k' } }],
    [{ resourceFieldRef: { resource: 'limits.cpu' } }]),
  rule('envFrom', ['A=B', 'ä'].map((prefix) => [{ prefix, secretRef: { name: 'a' } }]),
    ['', 'A b', '1', ABSENT].map((prefix) => [{ prefix, secretRef: { name: 'a' } }])),
  ...alike(...['configMapRef', 'secretRef'].map((kind) => [
    rule('envFrom', [[{ [kind]: {} }], [{ [kind]: { name: '' } }]], [[{ [kind]: { name: 'a' } }]]),
    rule('envFrom', ['A', 'a..b', '-a', '-', 'a_b'].map((name) => [{ [kind]: { name } }]),
      ['a', 'a.b', 'a-', 'a'.repeat(253)].map((name) => [{ [kind]: { name } }])),
  ])),
  rule('envFrom', [[{}], [{ prefix: 'a' }]], [[{ secretRef: { name: 'a' } }]]),
  rule('envFrom', [[{ secretRef: { name: 'a' }, configMapRef: { name: 'a' } }]], [[{ configMapRef: { name: 'a' } }]]),
];
