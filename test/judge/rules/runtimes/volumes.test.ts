/** Volumes that a runtime does not take: Firecracker, peer pods, gVisor, GKE Sandbox. */
import { Chart } from 'cdk8s';
import { IIsolatedRuntime, IsolatedRuntime } from '../../../../src';
import { judgeInPlace } from '../../../../src/judge/rules';
import { formatPath } from '../../../../src/kubernetes/json-path';
import type { PodRuntime } from '../../../../src/runtime/facts';
import { contextOf, objectOf, podWith } from '../../../support/judged';
import { chartOf } from '../../../support/workloads';

const CODES = ['ASB313', 'ASB314', 'ASB315', 'ASB316'];

/** What is said of a pod with one volume, as `code path`. */
function found(runtimeClassName: string, source: object, container: object, runtime?: PodRuntime, more: object = {}) {
  const object = objectOf('Sandbox', 'dev', {
    ...podWith({ runtimeClassName, volumes: [{ name: 'v', ...source }] }, container), ...more,
  });
  return judgeInPlace(object, contextOf('v1.0.5', [], { ...(runtime && { runtime: () => runtime }) }))
    .filter(({ finding: { code } }) => CODES.includes(code))
    .map(({ finding: { code }, path }) => `${code} ${formatPath(path).replace('spec.podTemplate.spec.', '')}`);
}

const MOUNT = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };
const CLAIM = { persistentVolumeClaim: { claimName: 'c' } };
const DEVICE = { volumeDevices: [{ name: 'v', devicePath: '/dev/xvda' }] };

describe('ASB313: virtual machines that share no files', () => {
  test.each<[string, object]>([
    ['a claim', CLAIM],
    ['a path of the node', { hostPath: { path: '/v' } }],
    ['NFS', { nfs: { server: 'a', path: '/v' } }],
    ['a claim of the pod', { ephemeral: { volumeClaimTemplate: { spec: {} } } }],
    ['a driver', { csi: { driver: 'a.example.com' } }],
  ])('fails with %s', (_, source) => {
    for (const name of ['kata-fc', 'kata-remote']) {
      expect(found(name, source, MOUNT)).toContain('ASB313 containers[0].volumeMounts[0]');
    }
    for (const name of ['kata-qemu', 'kata-clh', 'gvisor', 'runc']) { expect(found(name, source, MOUNT)).toEqual([]); }
  });

  test.each<[string, object]>([
    ['a Secret', { secret: { secretName: 'a' } }],
    ['a ConfigMap', { configMap: { name: 'a' } }],
    ['a directory of the pod', { emptyDir: {} }],
    ['no source, which is the same', {}],
    ['an image', { image: { reference: 'a:1' } }],
  ])('nothing is said of %s', (_, source) => {
    expect(found('kata-fc', source, MOUNT)).toEqual([]);
  });

  test('fails with a claim template', () => {
    const volumeClaimTemplates = [{
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
      },
    }];
    const container = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
    expect(found('kata-fc', {}, container, undefined, { volumeClaimTemplates }))
      .toEqual(['ASB313 containers[0].volumeMounts[0]']);
  });

  test('a block device is fine, and a volume that nobody mounts', () => {
    expect(found('kata-fc', CLAIM, DEVICE)).toEqual([]);
    expect(found('kata-fc', CLAIM, {})).toEqual([]);
  });

  test('the constructs know it, under any name of the class', () => {
    const facts = (choose: (chart: Chart) => IIsolatedRuntime) => (choose(chartOf()) as IsolatedRuntime)._podRuntime;
    const firecracker = facts((chart) => IsolatedRuntime.kataFirecracker(chart, 'R'));
    expect(found('mine', CLAIM, MOUNT, firecracker)).toEqual(['ASB313 containers[0].volumeMounts[0]']);
    expect(found('mine', CLAIM, MOUNT, facts((chart) => IsolatedRuntime.kataRemote(chart, 'R')))).toHaveLength(1);
    expect(found('mine', CLAIM, MOUNT, facts((chart) => IsolatedRuntime.kataQemu(chart, 'R')))).toEqual([]);
  });
});

describe('ASB314: block devices under gVisor', () => {
  test('fails with one', () => {
    expect(found('gvisor', CLAIM, DEVICE)).toEqual(['ASB314 containers[0].volumeDevices[0]']);
  });

  test('nothing is said of other runtimes, and of file systems', () => {
    expect([...found('kata-qemu', CLAIM, DEVICE), ...found('runc', CLAIM, DEVICE), ...found('gvisor', CLAIM, MOUNT)])
      .toEqual([]);
  });
});

describe('ASB315: mounts that are to reach the node', () => {
  const both = (mountPropagation: string) => ({
    securityContext: { privileged: true }, volumeMounts: [{ name: 'v', mountPath: '/v', mountPropagation }],
  });
  const node = { hostPath: { path: '/v' } };

  test('fails under gVisor and in virtual machines', () => {
    for (const name of ['gvisor', 'kata-qemu']) {
      expect(found(name, node, both('Bidirectional')))
        .toEqual(['ASB315 containers[0].volumeMounts[0].mountPropagation']);
    }
  });

  test('nothing is said of mounts that come from the node, and of other runtimes', () => {
    expect(found('gvisor', node, both('HostToContainer'))).toEqual([]);
    for (const name of ['runc', 'sysbox-runc']) { expect(found(name, node, both('Bidirectional'))).toEqual([]); }
  });
});

describe('ASB316: paths of the node in GKE Sandbox', () => {
  const node = { hostPath: { path: '/v' } };

  test('fails where the runtime is that of GKE', () => {
    const gke = IsolatedRuntime.gkeSandbox(chartOf(), 'R')._podRuntime;
    expect(found('gvisor', node, MOUNT, gke)).toEqual(['ASB316 volumes[0].hostPath']);
    expect(found('gvisor', CLAIM, MOUNT, gke)).toEqual([]);
  });

  test('fails where the pod selects its nodes', () => {
    const podTemplate = (selector: object) => ({
      podTemplate: {
        spec: {
          runtimeClassName: 'gvisor',
          nodeSelector: selector,
          containers: [{ name: 'main', image: 'a:1', ...MOUNT }],
          volumes: [{ name: 'v', ...node }],
        },
      },
    });
    expect(found('gvisor', {}, {}, undefined, podTemplate({ 'sandbox.gke.io/runtime': 'gvisor' })))
      .toEqual(['ASB316 volumes[0].hostPath']);
    expect(found('gvisor', {}, {}, undefined, podTemplate({ pool: 'gvisor' }))).toEqual([]);
  });

  test('nothing is said of gVisor on other nodes', () => {
    expect(found('gvisor', node, MOUNT)).toEqual([]);
  });
});
