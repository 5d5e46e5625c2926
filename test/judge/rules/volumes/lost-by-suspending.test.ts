import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';

const SUSPENDED = { operatingMode: 'Suspended' };
const mounts = (mountPath: string) => ({ volumeMounts: [{ name: 'home', mountPath }] });
const emptyDir = { volumes: [{ name: 'home', emptyDir: {} }] };

function found(before: object, after: object, old: object | undefined = {}): string[] {
  const was: KubeObject | undefined = old && objectOf('Sandbox', 'dev', { ...before, ...old });
  const now = objectOf('Sandbox', 'dev', { ...before, ...after });
  return said(now, contextOf('v1.0.5', [], { old: () => was })).filter((line) => line.startsWith('ASB235'));
}

describe('ASB235', () => {
  const line = 'ASB235: the sandbox is suspended, which deletes its pod, and all its data is in the pod: '
    + "'home' (emptyDir) will be empty when it runs again";

  test('a sandbox that ran, with nothing but emptyDir volumes', () => {
    expect(found(podWith(emptyDir, mounts('/home')), SUSPENDED)).toEqual([line]);
  });

  test.each<[what: string, pod: object, after: object, old?: object]>([
    ['it runs on', podWith(emptyDir, mounts('/home')), {}],
    ['it was suspended before', podWith(emptyDir, mounts('/home')), SUSPENDED, SUSPENDED],
    [
      'it has a workspace too',
      {
        ...podWith(emptyDir, mounts('/home')),
        volumeClaimTemplates: [
          {
            metadata: { name: 'a' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
      SUSPENDED,
    ],
    [
      'it has a PersistentVolumeClaim',
      podWith(
        { volumes: [...emptyDir.volumes, { name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        mounts('/home'),
      ),
      SUSPENDED,
    ],
    ['the volume is scratch space', podWith(emptyDir, mounts('/tmp')), SUSPENDED],
    ['nothing mounts it', podWith(emptyDir), SUSPENDED],
    [
      'the volume is another',
      podWith({ volumes: [{ name: 'home', configMap: { name: 'a' } }] }, mounts('/home')),
      SUSPENDED,
    ],
  ])('is fine if %s', (_, pod, after, old = {}) => {
    expect(found(pod, after, old)).toEqual([]);
  });

  test('is not told where nothing is known of how it was', () => {
    const now = objectOf('Sandbox', 'dev', { ...podWith(emptyDir, mounts('/home')), ...SUSPENDED });
    expect(said(now)).toEqual([]);
  });
});
