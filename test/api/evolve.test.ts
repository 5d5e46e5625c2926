/** Mistakes in a record are refused when it is folded, with the name of what is wrong. */
import {
  add, ApiChange, change, conversion, deprecate, drop, introduce, kind, kubernetes, only, remove,
} from '../../src/api/changes';
import { crd } from '../../src/api/crd';
import { evolve } from '../../src/api/evolve';
import { core, int32, object, string } from '../../src/api/fields';
import { ApiModel, hasField, NO_API } from '../../src/api/model';

const api: ApiModel = evolve(NO_API, [
  kubernetes('1.36'),
  introduce('v1alpha1'),
  conversion('None'),
  kind('Sandbox', {
    spec: object('', {
      replicas: int32('', { minimum: 0, default: 1, required: true }),
      policy: string(''),
      pod: core('PodSpec', ''),
    }),
  }),
]);

test.each<[string, ApiChange[], string]>([
  [
    'an unknown Kubernetes minor',
    [kubernetes('1.99')],
    'imports/ has no Kubernetes 1.99; it has 1.34, 1.35, 1.36, 1.37',
  ],
  ['a version served twice', [introduce('v1alpha1')], 'v1alpha1 is served already'],
  [
    'a version copied from one that is not served',
    [drop('v1alpha1'), introduce('v1beta1', 'v1alpha1')],
    'v1alpha1 is not served',
  ],
  ['dropping what is not served', [drop('v1beta1')], 'v1beta1 is not served'],
  ['deprecating what is not served', [deprecate('v1beta1')], 'v1beta1 is not served'],
  ['changing a version that is not served', only('v1beta1', remove('Sandbox.spec')), 'v1beta1 is not served'],
  ['a kind that is there', [kind('Sandbox', {})], "v1alpha1 has kind 'Sandbox' already"],
  ['a path without a field', [remove('Sandbox')], "'Sandbox' names no field"],
  [
    'a field below a text',
    [add('Sandbox.spec.policy.x', string(''))],
    "cannot add 'Sandbox.spec.policy.x': a string has no fields of ours",
  ],
  [
    'a field below a core type',
    [add('Sandbox.spec.pod.x', string(''))],
    "cannot add 'Sandbox.spec.pod.x': a PodSpec has no fields of ours",
  ],
])('fails if a record has %s', (_, changes, message) => {
  expect(() => evolve(api, changes)).toThrow(message);
});

test('a limit patched to undefined is gone, and the others stay', () => {
  const after = evolve(api, [change('Sandbox.spec.replicas', { default: undefined, required: false, maximum: 1 })]);
  const [version] = crd('Sandbox', after).spec.versions as Array<{
    schema: { openAPIV3Schema: { properties: { spec: object } } };
  }>;
  expect(version.schema.openAPIV3Schema.properties.spec).toMatchObject({
    properties: { replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 1 } },
  });
  expect(JSON.stringify(version.schema.openAPIV3Schema)).not.toContain('"default":1');
  expect(version.schema.openAPIV3Schema.properties.spec).not.toHaveProperty('required');
  expect(version.schema.openAPIV3Schema.properties.spec).not.toHaveProperty('properties.replicas.default', undefined);
});

test.each(['Sandbox.spec.constructor', 'Sandbox.spec.pod.toString', 'Sandbox.spec.pod.containers[].hasOwnProperty'])(
  'no object has the field %s',
  (path) => {
    expect(hasField(api, path)).toBe(false);
  },
);
