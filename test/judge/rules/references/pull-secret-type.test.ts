import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';

const secret = (more: object) => (
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mirror', namespace: 'agents' }, ...more } as KubeObject
);
const JSON_TYPE = 'kubernetes.io/dockerconfigjson';

describe('ASB492: a Secret to pull with of another type', () => {
  test.each<[string, object, string, string, string]>([
    ['without a type', { data: { '.dockerconfigjson': 'e30=' } }, 'Opaque', '.dockerconfigjson', JSON_TYPE],
    [
      'of another type', { type: 'example.com/pull', stringData: { '.dockercfg': '{}' } }, 'example.com/pull',
      '.dockercfg', 'kubernetes.io/dockercfg',
    ],
  ])('%s', (_, given, type, key, wanted) => {
    const said = `Secret 'mirror' of type '${type}' has '${key}': the kubelet takes credentials of registries from type `
      + `'${wanted}' alone, and pulls without this one`;
    expect(bothWays([secret(given)])).toEqual({
      synth: [`warning ASB492 mirror: ${said}`], files: [`warning ASB492 type: ${said}`],
    });
  });

  test.each<[string, object]>([
    ['of the type', { type: JSON_TYPE, data: { '.dockerconfigjson': 'e30=' } }],
    ['with other keys', { data: { 'config.json': 'e30=' } }],
    ['without data', {}],
    [
      'of both forms, one of which is read',
      { type: JSON_TYPE, data: { '.dockerconfigjson': 'e30=', '.dockercfg': 'e30=' } },
    ],
  ])('is not one %s', (_, given) => {
    expect(bothWays([secret(given)])).toEqual({ synth: [], files: [] });
  });
});
