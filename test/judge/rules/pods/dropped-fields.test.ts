import { App, Chart } from 'cdk8s';
import { AgentSandboxVersion, k8s, Sandbox, SandboxCluster } from '../../../../src';
import { judgeCore } from '../../../../src/judge/kubernetes-kinds';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { linesOf, POD } from '../../../support/workloads';

const at = (kubernetes?: string) => contextOf('v1.0.5', [], { kubernetes });
const found = (kubernetes: string | undefined, pod: object, container: object = {}) =>
  said(objectOf('Sandbox', 'dev', podWith(pod, container)), at(kubernetes)).filter((line) =>
    /^ASB2(?:60|09)/.test(line),
  );

describe('ASB260', () => {
  test('names the field, the minor that is judged, the gate, and the minor that has it on', () => {
    expect(found('1.32', { hostUsers: false })).toEqual([
      'ASB260: spec.podTemplate.spec.hostUsers: Kubernetes 1.32 drops the field: its feature gate ' +
        'UserNamespacesSupport is on by default from Kubernetes 1.33 on',
    ]);
    expect(found('1.33', { hostUsers: false })).toEqual([]);
    expect(found(undefined, { hostUsers: false })).toEqual([]);
  });

  test('tells of fields that no minor keeps, whichever is judged', () => {
    const signal = { lifecycle: { stopSignal: 'SIGTERM' } };
    const line = (judged: string) => [
      `ASB260: spec.podTemplate.spec.containers[0].lifecycle.stopSignal: ${judged} the field: its feature gate `
        + 'ContainerStopSignals is off by default',
    ];
    expect(found('1.36', {}, signal)).toEqual(line('Kubernetes 1.36 does not keep'));
    expect(found(undefined, {}, signal)).toEqual(line('no Kubernetes to 1.37 keeps'));
  });

  test('tells of fields in lists, of each of them', () => {
    const pod = {
      volumes: [{ name: 'data', image: { reference: 'registry.example.com/data:1' } }],
      initContainers: [{
        name: 'side',
        image: 'a',
        restartPolicy: 'Always',
        resizePolicy: [
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        ],
      }],
    };
    const lines = found('1.32', pod, { volumeMounts: [{ name: 'data', mountPath: '/data' }] });
    expect(lines.map((line) => line.split(': ')[1])).toEqual([
      'spec.podTemplate.spec.initContainers[0].resizePolicy', 'spec.podTemplate.spec.volumes[0].image',
    ]);
    expect(found('1.35', pod, { volumeMounts: [{ name: 'data', mountPath: '/data' }] })).toEqual([]);
  });

  test('is silent about defaults and empty lists', () => {
    expect(found(
      '1.30',
      { hostUsers: true, securityContext: { seLinuxChangePolicy: 'MountOption', supplementalGroupsPolicy: 'Merge' } },
      { resizePolicy: [], securityContext: { procMount: 'Default' } },
    )).toEqual([]);
  });

  test('a variable from a file has no source without it, and the pod is refused', () => {
    const env = [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'scratch', path: 'env', key: 'A' } } }];
    const pod = { volumes: [{ name: 'scratch', emptyDir: {} }] };
    expect(found('1.34', pod, { env })).toEqual([
      'ASB209: spec.podTemplate.spec.containers[0].env[0].valueFrom: has no source',
      'ASB260: spec.podTemplate.spec.containers[0].env[0].valueFrom.fileKeyRef: Kubernetes 1.34 drops the field: its '
        + 'feature gate EnvFiles is on by default from Kubernetes 1.35 on',
    ]);
    expect(found('1.35', pod, { env })).toEqual([]);
  });

  test('policies of containers are refused to 1.33, dropped by 1.34 and kept from 1.35', () => {
    const codes = (kubernetes: string) =>
      found(kubernetes, {}, { restartPolicy: 'Never' }).map((line) => line.slice(0, 6));
    expect(['1.33', '1.34', '1.35'].map(codes)).toEqual([['ASB209'], ['ASB260'], []]);
  });

  test('what is wrong with a field that is dropped is not said', () => {
    expect(found('1.33', { resources: { limits: { cpu: '-1' } } }).map((line) => line.slice(0, 6))).toEqual(['ASB260']);
    expect(found('1.34', { resources: { limits: { cpu: '-1' } } }).map((line) => line.slice(0, 6))).toEqual(['ASB209']);
  });

  test('claim templates lose fields, too, one of them with the object around it', () => {
    const claims = (spec: object) => said(objectOf('SandboxClaim', 'dev', {
      warmPoolRef: { name: 'pool' },
      volumeClaimTemplates: [{
        metadata: { name: 'home' },
        spec: {
          accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec,
        },
      }],
    }), at('1.33')).filter((line) => line.startsWith('ASB260'));
    expect(claims({ volumeAttributesClassName: 'fast' })).toEqual([
      'ASB260: spec.volumeClaimTemplates[0].spec.volumeAttributesClassName: Kubernetes 1.33 drops the field: its ' +
        'feature gate VolumeAttributesClass is on by default from Kubernetes 1.34 on',
    ]);
    const dataSourceRef = { apiGroup: 'example.com', kind: 'Image', name: 'a', namespace: 'golden' };
    expect(claims({ dataSourceRef })).toEqual([
      'ASB260: spec.volumeClaimTemplates[0].spec.dataSourceRef.namespace: Kubernetes 1.33 does not keep '
        + "'dataSourceRef': its feature gate CrossNamespaceVolumeDataSource is off by default",
    ]);
    expect(claims({ dataSourceRef: { ...dataSourceRef, namespace: '' } })).toEqual([]);
  });

  test('is told of objects of Kubernetes itself', () => {
    const template = {
      metadata: { labels: { app: 'a' } },
      spec: { hostUsers: false, containers: [{ name: 'a', image: 'a' }] },
    };
    const claim = {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      volumeAttributesClassName: 'a',
    };
    const objects = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: template.spec },
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: claim },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'a' },
        spec: {
          selector: { matchLabels: { app: 'a' } },
          serviceName: 'a',
          template,
          volumeClaimTemplates: [{ metadata: { name: 'home' }, spec: claim }],
        },
      },
    ];
    const paths = (kubernetes: string) => objects.map((object) => judgeCore(object, kubernetes)
      .map(({ finding: { code, severity }, path }) => `${code} ${severity} ${path.join('.')}`));
    expect(paths('1.32')).toEqual([
      ['ASB260 warning spec.hostUsers'],
      ['ASB260 warning spec.volumeAttributesClassName'],
      [
        'ASB260 warning spec.template.spec.hostUsers',
        'ASB260 warning spec.volumeClaimTemplates.0.spec.volumeAttributesClassName',
      ],
    ]);
    expect(paths('1.36')).toEqual([[], [], []]);
  });

  test('at synth by the version of the cluster, with the construct', () => {
    const lines = (kubernetesVersion: string) => {
      const app = new App();
      SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, kubernetesVersion });
      const chart = new Chart(app, 'research', { namespace: 'research' });
      return linesOf(new Sandbox(chart, 'Dev', {
        ...POD,
        containerOptions: { main: { resources: { claims: [{ name: 'gpu' }] } } },
        podSpec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] as k8s.PodResourceClaim[] },
      })).filter((line) => line.includes('ASB260')).map((line) => line.split(': ')[0]);
    };
    expect(lines('1.33')).toEqual(Array(2).fill('warning ASB260 research/Dev'));
    expect(lines('1.34')).toEqual([]);
  });
});
