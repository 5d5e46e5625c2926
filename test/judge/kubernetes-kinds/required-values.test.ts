import { judgeCore } from '../../../src/judge/kubernetes-kinds';

const said = (apiVersion: string, kind: string, spec?: object) => (
  judgeCore({ apiVersion, kind, metadata: { name: 'a' }, ...(spec && { spec }) })
    .map(({ finding: { code, severity, message, remedy } }) => `${code} ${severity} ${message}; ${remedy}`)
);
const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const VOLUME = {
  accessModes: ['ReadWriteOnce'],
  capacity: { storage: '1Gi' },
  csi: { driver: 'a', volumeHandle: 'b' },
};
const BACKEND = { service: { name: 'a', port: { number: 80 } } };

/** As kube-apiserver 1.36 refuses them, by `pkg/apis/core/validation` and `pkg/apis/networking/validation`. */
test.each<[name: string, apiVersion: string, lacking: object | undefined, lines: string[], fine: object]>([
  [
    'a Service without spec',
    'v1 Service',
    undefined,
    ["spec.ports: is required; give a port, or set 'clusterIP: None' for a Service without"],
    { ports: [{ port: 80 }] },
  ],
  [
    'a Service without ports',
    'v1 Service',
    { selector: { app: 'a' }, ports: [] },
    ["spec.ports: is required; give a port, or set 'clusterIP: None' for a Service without"],
    { clusterIP: 'None' },
  ],
  [
    'an ExternalName without a name',
    'v1 Service',
    { type: 'ExternalName' },
    ['spec.externalName: is required; give the DNS name'],
    { type: 'ExternalName', externalName: 'a.example.com' },
  ],
  [
    'a PersistentVolumeClaim without spec',
    'v1 PersistentVolumeClaim',
    undefined,
    [
      'spec.accessModes: is required; give one access mode at least',
      "spec.resources.requests.storage: is required; give an amount such as '10Gi'",
    ],
    CLAIM,
  ],
  [
    'a PersistentVolumeClaim of another mode',
    'v1 PersistentVolumeClaim',
    { ...CLAIM, accessModes: ['ReadWrite'] },
    [
      "spec.accessModes[0]: 'ReadWrite' is not valid; use 'ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany' or " +
        "'ReadWriteOncePod'",
    ],
    { ...CLAIM, storageClassName: '' },
  ],
  [
    'a PersistentVolume without spec',
    'v1 PersistentVolume',
    undefined,
    [
      'spec.accessModes: is required; give one access mode at least',
      "spec.capacity.storage: is required; give an amount such as '10Gi'",
      "spec: has no kind of volume; set one, such as 'csi' or 'nfs'",
    ],
    VOLUME,
  ],
  [
    'an Ingress without spec',
    'networking.k8s.io/v1 Ingress',
    undefined,
    ["spec: has neither 'rules' nor 'defaultBackend'; give one of them"],
    { defaultBackend: BACKEND },
  ],
])('fails if there is %s', (_, type, lacking, lines, fine) => {
  const [apiVersion, kind] = type.split(' ');
  expect(said(apiVersion, kind, lacking)).toEqual(lines.map((line) => `ASB102 error ${line}`));
  expect(said(apiVersion, kind, fine)).toEqual([]);
});

test('accepts kinds whose spec may be absent', () => {
  for (const type of [
    'networking.k8s.io/v1 NetworkPolicy',
    'policy/v1 PodDisruptionBudget',
    'v1 ResourceQuota',
    'v1 LimitRange',
  ]) {
    const [apiVersion, kind] = type.split(' ');
    expect([type, said(apiVersion, kind)]).toEqual([type, []]);
  }
});
