import { judgeCore } from '../../../src/judge/kubernetes-kinds';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { contextOf, objectOf, podWith, said } from '../../support/judged';

const about = (code: string, object: KubeObject, release = 'v1.0.5') => (
  said(object, contextOf(release)).filter((line) => line.startsWith(code))
);

describe('ASB264: names that no object has', () => {
  const pool = (name: string) => objectOf('SandboxWarmPool', 'a', { replicas: 1, sandboxTemplateRef: { name } });
  const claim = (name: string) => objectOf('SandboxClaim', 'a', { warmPoolRef: { name } });

  test.each(['', 'My-Template', 'a_b', 'a/b', '-a', 'a'.repeat(254)])("fails with '%s'", (name) => {
    expect(about('ASB264', pool(name))).toHaveLength(1);
    expect(about('ASB264', claim(name))).toHaveLength(1);
  });

  test('nothing is said of names that objects may have', () => {
    for (const name of ['a', '0a.b-c', 'a'.repeat(253)]) {
      expect([...about('ASB264', pool(name)), ...about('ASB264', claim(name))]).toEqual([]);
    }
  });

  test('in v1alpha1 an empty pool is the default', () => {
    const old = (warmpool: string) => objectOf(
      'SandboxClaim', 'a', { sandboxTemplateRef: { name: 'a' }, warmpool }, 'v1alpha1',
    );
    expect(about('ASB264', old(''), 'v0.4.6')).toEqual([]);
    expect(about('ASB264', old('My_Pool'), 'v0.4.6')).toHaveLength(1);
  });
});

describe('ASB265: sources of data that are dropped', () => {
  const spec = (dataSource: object) => ({
    accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...dataSource,
  });
  const sandbox = (dataSource: object) => objectOf('Sandbox', 'a', {
    ...podWith({}, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: spec(dataSource) }],
  });
  const claim = (dataSource: object) => judgeCore({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: spec(dataSource),
  } as unknown as KubeObject).map(({ finding: { code } }) => code);

  test.each<[string, object]>([
    ['a snapshot without a group', { dataSource: { kind: 'VolumeSnapshot', name: 'a' } }],
    ['another kind', { dataSource: { apiGroup: 'a.example.com', kind: 'Populator', name: 'a' } }],
  ])('fails with %s, which is a warning', (_, source) => {
    expect(said(sandbox(source)).filter((line) => /ASB(?:223|265)/.test(line))).toEqual([
      expect.stringMatching(/^ASB265: spec\.volumeClaimTemplates\[0\]\.spec\.dataSource: .* the volume starts empty$/),
    ]);
    expect(claim(source)).toEqual(['ASB265']);
  });

  test.each<[string, object]>([
    ['a claim', { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }],
    ['a snapshot', { dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' } }],
    ['a reference to another kind', { dataSourceRef: { apiGroup: 'a.example.com', kind: 'Populator', name: 'a' } }],
  ])('nothing is said of %s', (_, source) => {
    expect(said(sandbox(source)).filter((line) => /ASB(?:223|265)/.test(line))).toEqual([]);
    expect(claim(source)).toEqual([]);
  });
});
