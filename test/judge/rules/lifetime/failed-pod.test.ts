import { objectOf, podWith, said } from '../../../support/judged';

const MOUNT = { volumeMounts: [{ name: 'home', mountPath: '/home' }] };
const VOLUME = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const found = (restartPolicy: string | undefined, spec: object) =>
  said(
    objectOf('Sandbox', 'dev', { ...podWith({ restartPolicy }, 'volumeClaimTemplates' in spec ? MOUNT : {}), ...spec }),
  );

describe('ASB238', () => {
  test('a sandbox that is meant to last, and a pod that ends for good', () => {
    expect(found('Never', { ...VOLUME, service: true })).toEqual([
      "ASB238: the sandbox has a Service, volumes and no end, and its pod is not restarted ('restartPolicy: Never'): "
        + 'once the pod fails or ends, nothing replaces it',
    ]);
  });

  test('is fine if it is restarted, ends, has no Service or no volume', () => {
    expect([
      ...found('OnFailure', { ...VOLUME, service: true }),
      ...found('Always', { ...VOLUME, service: true }),
      ...found(undefined, { ...VOLUME, service: true }),
      ...found('Never', { ...VOLUME, service: true, shutdownTime: '2026-12-31T18:00:00Z' }),
      ...found('Never', { ...VOLUME, service: false }),
      ...found('Never', { service: true }),
    ]).toEqual([]);
  });
});
