import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../../src/release/catalogue';
import { inFiles } from '../../../support/both-ways';
import { objectOf, podWith } from '../../../support/judged';

const closed = (...objects: KubeObject[]) => inFiles({ 'a.yaml': objects }, { closedWorld: true });
const of = (kind: string, name: string, more: object = {}, apiVersion = 'v1'): KubeObject => ({
  apiVersion, kind, metadata: { name, namespace: 'research' }, ...more,
});
const POD = 'spec.podTemplate.spec';
const sandbox = (more: object, container: object = {}) => objectOf('Sandbox', 'dev', podWith(more, container));
const priority = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'low' }, value: 1 };

describe('ASB213: fails in a closed world if there is no', () => {
  test.each<[string, KubeObject, KubeObject, string]>([
    [
      'ServiceAccount',
      sandbox({ serviceAccountName: 'robot' }),
      of('ServiceAccount', 'robot'),
      `${POD}.serviceAccountName`,
    ],
    ['PriorityClass', sandbox({ priorityClassName: 'low' }), priority, `${POD}.priorityClassName`],
    [
      'Secret',
      sandbox(
        {},
        {
          env: [
            { name: 'A', value: 'b' },
            { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'a' } } },
          ],
        },
      ),
      of('Secret', 'keys'),
      `${POD}.containers[0].env[1].valueFrom.secretKeyRef.name`,
    ],
    [
      'ConfigMap',
      sandbox({}, { envFrom: [{ configMapRef: { name: 'settings' } }] }),
      of('ConfigMap', 'settings'),
      `${POD}.containers[0].envFrom[0].configMapRef.name`,
    ],
    [
      'Secret',
      sandbox(
        { volumes: [{ name: 'a', secret: { secretName: 'keys' } }] },
        { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      ),
      of('Secret', 'keys'),
      `${POD}.volumes[0].secret.secretName`,
    ],
    [
      'ConfigMap',
      sandbox(
        { volumes: [{ name: 'a', projected: { sources: [{ configMap: { name: 'settings' } }] } }] },
        { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      ),
      of('ConfigMap', 'settings'),
      `${POD}.volumes[0].projected.sources[0].configMap.name`,
    ],
  ])('%s', (kind, object, referred, path) => {
    const where = kind === 'PriorityClass' ? '' : " of namespace 'research'";
    const message = `${kind} '${referred.metadata.name}'${where} is not there`;
    expect(closed(object)).toEqual([`error ASB213 ${path}: ${message}`]);
    // It may come before or after, and must be of the namespace.
    expect(closed(object, referred)).toEqual([]);
    expect(closed(referred, object)).toEqual([]);
    if (kind !== 'PriorityClass') {
      expect(closed(object, { ...referred, metadata: { ...referred.metadata, namespace: 'other' } })).toHaveLength(1);
    }
    expect(inFiles({ 'a.yaml': [object] })).toEqual([]);
  });

  test('another namespace is named that has it', () => {
    const other = { ...of('Secret', 'keys'), metadata: { name: 'keys', namespace: 'other' } };
    expect(closed(sandbox({}, { envFrom: [{ secretRef: { name: 'keys' } }] }), other)).toEqual([
      `error ASB213 ${POD}.containers[0].envFrom[0].secretRef.name: `
        + "Secret 'keys' of namespace 'research' is not there, only in 'other'",
    ]);
  });

  test('Secret to pull with, a warning, as images may be on the node', () => {
    const pulling = sandbox({ imagePullSecrets: [{ name: 'registry' }] });
    expect(closed(pulling)).toEqual([
      `warning ASB213 ${POD}.imagePullSecrets[0].name: Secret 'registry' of namespace 'research' is not there`,
    ]);
    expect(closed(pulling, of('Secret', 'registry'))).toEqual([]);
  });

  test('PersistentVolumeClaim, unless a sandbox, a claim or a StatefulSet makes it', () => {
    const using = (claimName: string) => objectOf('Sandbox', 'reader', podWith(
      { volumes: [{ name: 'a', persistentVolumeClaim: { claimName } }] },
      { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
    ));
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const volumeClaimTemplates = [{ metadata: { name: 'home' }, spec }];
    const mounting = podWith(
      { securityContext: { fsGroup: 1000 } },
      { volumeMounts: [{ name: 'home', mountPath: '/home' }] },
    );
    const maker = objectOf('Sandbox', 'dev', { ...mounting, volumeClaimTemplates });
    const database = of('StatefulSet', 'db', {
      spec: {
        serviceName: 'db',
        replicas: 2,
        selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { containers: [{ name: 'db', image: 'registry.example.com/db:1' }] },
        },
        volumeClaimTemplates,
      },
    }, 'apps/v1');
    expect(closed(using('data'))).toEqual([
      `error ASB213 ${POD}.volumes[0].persistentVolumeClaim.claimName: `
        + "PersistentVolumeClaim 'data' of namespace 'research' is not there",
    ]);
    expect(closed(using('data'), of('PersistentVolumeClaim', 'data', { spec }))).toEqual([]);
    expect(closed(using('home-dev'), maker)).toEqual([]);
    expect(closed(using('home-db-1'), database)).toEqual([]);
    expect(closed(using('home-db-2'), database)).toHaveLength(1);
  });

  test('Service to which a route leads', () => {
    const route = of(
      'HTTPRoute',
      'web',
      { spec: { rules: [{ backendRefs: [{ name: 'dev', port: 80 }] }] } },
      'gateway.networking.k8s.io/v1',
    );
    const AT = 'spec.rules[0].backendRefs[0].name';
    const bare = sandbox({});
    const serving = { ...bare, spec: { ...bare.spec as object, service: true } };
    expect(closed(route)).toEqual([`error ASB213 ${AT}: Service 'dev' of namespace 'research' is not there`]);
    expect(closed(route, bare)).toEqual([
      `error ASB213 ${AT}: Sandbox 'dev' of namespace 'research' makes no Service, to which the HTTPRoute leads`,
    ]);
    expect(closed(route, serving)).toEqual([]);
    expect(closed(route, of('Service', 'dev', { spec: { ports: [{ port: 80 }] } }))).toEqual([]);
    // Before v0.4.6 every Sandbox made one.
    const old = objectOf('Sandbox', 'dev', podWith(), 'v1alpha1');
    const release = Catalogue.standard().get('v0.4.5');
    expect(inFiles({ 'a.yaml': [route, old] }, { closedWorld: true, release })).toEqual([]);
  });
});

test.each<[string, KubeObject[]]>([
  ['the account of every namespace', [sandbox({ serviceAccountName: 'default' })]],
  ['the certificates of the cluster', [sandbox({}, { envFrom: [{ configMapRef: { name: 'kube-root-ca.crt' } }] })]],
  [
    'priorities of Kubernetes',
    [of('Pod', 'a', { spec: { priorityClassName: 'system-node-critical', containers: [{ name: 'a', image: 'a' }] } })],
  ],
  ['what is optional', [sandbox({}, { envFrom: [{ secretRef: { name: 'keys', optional: true } }] })]],
  [
    'a Secret that an operator makes',
    [
      sandbox({}, { envFrom: [{ secretRef: { name: 'tls' } }, { secretRef: { name: 'synced' } }] }),
      of('Certificate', 'a', { spec: { secretName: 'tls', issuerRef: { name: 'ca' } } }, 'cert-manager.io/v1'),
      of('ExternalSecret', 'synced', { spec: {} }, 'external-secrets.io/v1'),
    ],
  ],
])('nothing is said of %s', (_, objects) => {
  expect(closed(...objects)).toEqual([]);
});
