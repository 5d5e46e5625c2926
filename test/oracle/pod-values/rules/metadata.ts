/** Rules of the metadata of pods, and of annotations that Kubernetes reads. */
import { ABSENT, alike, LABEL, LABEL_VALUES, QUALIFIED, Rule, rule, within } from './rule';

const each = (values: readonly unknown[], make: (value: any) => unknown) => values.map(make);
const OWNER = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u' };
const OTHER = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'b', uid: 'v' };
const PROFILE = { type: 'Localhost', localhostProfile: 'a' };
const SECCOMP = 'metadata.annotations.seccomp.security.alpha.kubernetes.io~1pod';
const SECCOMP_OF_MAIN = 'metadata.annotations.container.seccomp.security.alpha.kubernetes.io~1main';
const APP_ARMOR = 'metadata.annotations.container.apparmor.security.beta.kubernetes.io~1main';
const TOLERATIONS = 'metadata.annotations.scheduler.alpha.kubernetes.io~1tolerations';

export const METADATA: readonly Rule[] = [
  rule('metadata.namespace', LABEL.refused, LABEL.accepted),
  rule('metadata.labels',
    each(QUALIFIED.refused, (key) => ({ [key]: 'x' })), each(QUALIFIED.accepted, (key) => ({ [key]: 'x' }))),
  rule('metadata.labels',
    each(LABEL_VALUES.refused, (x) => ({ x })), each(LABEL_VALUES.accepted, (x) => ({ x }))),
  rule('metadata.annotations',
    each(QUALIFIED.refused.filter((key) => key !== 'A.example/a'), (key) => ({ [key]: 'x' })),
    each([...QUALIFIED.accepted, 'A.example/a'], (key) => ({ [key]: 'x' }))),
  rule('metadata.annotations', [{ a: 'x'.repeat(2 ** 18) }], [{ a: 'x'.repeat(2 ** 18 - 1) }]),
  rule('metadata.finalizers', [['a b'], [''], ['a/b/c'], ['-a']], [['example.com/a'], []]),
  rule('metadata.finalizers', [['a'], ['Kubernetes']], [['kubernetes'], ['orphan'], ['foregroundDeletion'], ['a/b']]),
  rule('metadata.finalizers', [['orphan', 'foregroundDeletion'], ['foregroundDeletion', 'orphan']],
    [['orphan', 'kubernetes']]),
  rule('metadata.ownerReferences', each(['', '/', 'apps/', 'a/b/c'], (apiVersion) => [{ ...OWNER, apiVersion }]),
    each(['v1', 'a/v1'], (apiVersion) => [{ ...OWNER, apiVersion }])),
  rule('metadata.ownerReferences', each(['kind', 'name', 'uid'], (name) => [{ ...OWNER, [name]: '' }]), [[OWNER]]),
  rule('metadata.ownerReferences', [[{ ...OWNER, kind: 'Event' }]],
    [[{ ...OWNER, kind: 'Event', apiVersion: 'example.com/v1' }], [{ ...OWNER, kind: 'Events' }]]),
  rule('metadata.ownerReferences', [[{ ...OWNER, controller: true }, { ...OTHER, controller: true }]],
    [[{ ...OWNER, controller: true }, { ...OTHER, controller: false }], [OWNER, OTHER]]),

  rule('spec.nodeName', [ABSENT, ''], ['node-1'], ['metadata.annotations.kubernetes.io~1config.mirror', 'x']),
  rule(TOLERATIONS, ['x', '[', "[{'key':'a'}]"], ['[]', '']),
  rule(TOLERATIONS, ['{}', '1', '"a"', 'true'], ['[]', 'null', '[{"operator":"Exists"}]']),
  rule(TOLERATIONS,
    ['[1]', '["a"]', '[{"key":1}]', '[{"operator":"Exists","tolerationSeconds":"1","effect":"NoExecute"}]'],
    ['[{"Operator":"Exists"}]', '[{"KEY":"a"}]', '[{"key":"a","other":1}]', '[{"key":"a","value":null}]']),
  rule(TOLERATIONS, ['[{"operator":"Equal"}]', '[{}]', '[{"key":"a b","operator":"Exists"}]'],
    ['[{"key":"a"}]', '[{"key":"a","operator":"Exists"}]']),
  rule('metadata.annotations.controller.kubernetes.io~1pod-deletion-cost',
    ['', '+1', '01', '1.5', 'x', '2147483648', '-2147483649', ' 1', '0x1', '1e3'],
    ['0', '-1', '2147483647', '-2147483648', '10']),
  ...alike(...[SECCOMP, SECCOMP_OF_MAIN].map((key) => [
    rule(key, ['nope', '', 'Unconfined', 'runtime/Default', 'localhost'],
      ['unconfined', 'runtime/default', 'docker/default', 'localhost/a/b']),
    rule(key, ['localhost//a', 'localhost/../b'], ['localhost/a', 'localhost/..b', 'localhost/']),
  ])),
  rule(`${APP_ARMOR.slice(0, -4)}other`, ['runtime/default'], [ABSENT]),
  rule(APP_ARMOR, ['nope', 'localhost', 'Unconfined'], ['', 'unconfined', 'runtime/default', 'localhost/']),

  ...alike(...([[SECCOMP, 'spec'], [SECCOMP_OF_MAIN, 'spec.containers.0']] as const).map(([key, path]) => within(
    `${path}.securityContext`, [],
    rule('seccompProfile', [{ type: 'Unconfined' }, PROFILE], [{ type: 'RuntimeDefault' }],
      [`/${key}`, 'runtime/default']),
    rule('seccompProfile', [{ type: 'RuntimeDefault' }, { ...PROFILE, localhostProfile: 'b' }], [PROFILE, ABSENT],
      [`/${key}`, 'localhost/a']),
    rule('seccompProfile', [{ type: 'RuntimeDefault' }], [{ type: 'Unconfined' }], [`/${key}`, 'unconfined']),
  ))),
  ...alike(...['spec', 'spec.containers.0'].map((path) => within(
    `${path}.securityContext`, [],
    rule('appArmorProfile', [{ type: 'Unconfined' }, PROFILE], [{ type: 'RuntimeDefault' }],
      [`/${APP_ARMOR}`, 'runtime/default']),
    rule('appArmorProfile', [{ type: 'RuntimeDefault' }, { ...PROFILE, localhostProfile: 'b' }], [PROFILE, ABSENT],
      [`/${APP_ARMOR}`, 'localhost/a']),
    rule('appArmorProfile', [{ type: 'RuntimeDefault' }], [{ type: 'Unconfined' }], [`/${APP_ARMOR}`, 'unconfined']),
  ))),
];
