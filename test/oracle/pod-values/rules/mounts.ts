/** Rules of mounts and block devices. */
import { ABSENT, ABSOLUTE, alike, BACKSTEPS, Rule, rule } from './rule';
import { Entry } from '../entries';

const V: Entry = ['/spec.volumes.+', { name: 'v', emptyDir: {} }];
const D: Entry = ['/spec.volumes.+', { name: 'd', persistentVolumeClaim: { claimName: 'c' } }];
const MOUNT = { name: 'v', mountPath: '/v' };
const DEVICE = { name: 'd', devicePath: '/dev/d' };
const mounts = (values: readonly unknown[], make: (value: any) => object) =>
  values.map((value) => [{ ...MOUNT, ...make(value) }]);
const mount = (make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  rule('volumeMounts', mounts(refused, make), mounts(accepted, make), V);
export const MOUNTS: Rule[] = [
  mount((name) => ({ name }), ['', ABSENT], ['v']),
  mount((name) => ({ name }), ['w', 'V', 'a b'], ['v']),
  mount((mountPath) => ({ mountPath }), ['', ABSENT], ['a', '/', 'a/../b']),
  rule('volumeMounts', [[MOUNT, MOUNT], [MOUNT, { ...MOUNT, subPath: 'a' }]],
    [[MOUNT, { ...MOUNT, mountPath: '/v/' }]], V),
  ...alike(...['subPath', 'subPathExpr'].map((name) => [
    mount((value) => ({ [name]: value }), ABSOLUTE.refused, [...ABSOLUTE.accepted, '']),
    mount((value) => ({ [name]: value }), BACKSTEPS.refused, BACKSTEPS.accepted),
  ])),
  mount((subPathExpr) => ({ subPath: 'a', subPathExpr }), ['a', '$(A)'], ['', ABSENT]),
  mount((mountPropagation) => ({ mountPropagation }), ['', 'none', 'Both'], ['None', 'HostToContainer', ABSENT]),
  mount((mountPropagation) => ({ mountPropagation }), ['Bidirectional'], ['HostToContainer']),
  rule('securityContext.privileged', [false, ABSENT], [true],
    ['volumeMounts', [{ ...MOUNT, mountPropagation: 'Bidirectional' }]], V),
  mount((recursiveReadOnly) => ({ readOnly: true, recursiveReadOnly }), ['', 'enabled', 'Always'],
    ['Disabled', 'Enabled', 'IfPossible', ABSENT]),
  mount((recursiveReadOnly) => ({ recursiveReadOnly }), ['Enabled', 'IfPossible'], ['Disabled']),
  mount((mountPropagation) => ({ recursiveReadOnly: 'Enabled', readOnly: true, mountPropagation }),
    ['HostToContainer'], ['None', ABSENT]),
  mount((recursiveReadOnly) => ({ mountPropagation: 'HostToContainer', readOnly: true, recursiveReadOnly }),
    ['Enabled', 'IfPossible'], ['Disabled']),

  rule('volumeDevices', [[DEVICE, { ...DEVICE, devicePath: '/dev/e' }]], [[DEVICE]], D),
  rule('volumeDevices', [[DEVICE, { ...DEVICE, name: 'e' }]], [[DEVICE, { name: 'e', devicePath: '/dev/e' }]], D,
    ['/spec.volumes.+', { name: 'e', persistentVolumeClaim: { claimName: 'e' } }]),
  rule('volumeDevices', [[{ ...DEVICE, name: 'v' }]], [[DEVICE]], V, D),
  rule('volumeDevices', [[{ ...DEVICE, name: '' }], [{ devicePath: '/a' }]], [[DEVICE]], D),
  rule('volumeDevices', [[{ ...DEVICE, name: 'w' }]], [[DEVICE]], D),
  rule('volumeDevices', ['', ABSENT].map((devicePath) => [{ ...DEVICE, devicePath }]), [[DEVICE]], D),
  rule('volumeDevices', BACKSTEPS.refused.map((devicePath) => [{ ...DEVICE, devicePath }]),
    BACKSTEPS.accepted.map((devicePath) => [{ ...DEVICE, devicePath }]), D),
  rule('volumeMounts', [[{ name: 'd', mountPath: '/d' }]], [[MOUNT]], V, D, ['volumeDevices', [DEVICE]]),
  rule('volumeMounts', [[{ ...MOUNT, mountPath: '/dev/d' }]], [[MOUNT]], V, D, ['volumeDevices', [DEVICE]]),
];
