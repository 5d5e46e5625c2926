import { IsolatedRuntime, SandboxTemplate } from '../../../../src';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { chartOf, codesOf, POD } from '../../../support/workloads';

function found(pod: object, lifecycle?: object): string[] {
  const there = [
    objectOf('SandboxWarmPool', 'pool', { replicas: 1, sandboxTemplateRef: { name: 'python' } }),
    objectOf('SandboxTemplate', 'python', podWith(pod)),
  ];
  return said(
    objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, lifecycle }),
    contextOf('v1.0.5', there),
  );
}

describe('ASB237', () => {
  test('a claim without an end on a pool of virtual machines', () => {
    expect(found({ runtimeClassName: 'kata-qemu' })).toEqual([
      "ASB237: the claim has no end, and each sandbox of template 'python' " +
        "is a virtual machine (RuntimeClass 'kata-qemu'): " +
        'it takes its CPU and memory until somebody deletes the claim',
    ]);
    expect(found({ runtimeClassName: 'kata-qemu' }, { shutdownPolicy: 'Retain' })).toHaveLength(1);
  });

  test('is fine with an end, with another runtime, with one that is not known, and with none', () => {
    expect([
      ...found({ runtimeClassName: 'kata-qemu' }, { shutdownTime: '2026-12-31T18:00:00Z' }),
      ...found({ runtimeClassName: 'kata-qemu', restartPolicy: 'Never' }, { ttlSecondsAfterFinished: 0 }),
      ...found({ runtimeClassName: 'gvisor' }),
      ...found({ runtimeClassName: 'special' }),
      ...found({}),
    ]).toEqual([]);
  });

  test('knows what an IsolatedRuntime of the app is', () => {
    const chart = chartOf();
    const runtime = IsolatedRuntime.aksPodSandboxing(chart, 'Runtime');
    const resources = { limits: { cpu: '1', memory: '1Gi' } };
    const template = new SandboxTemplate(chart, 'Python', {
      ...POD, runtime, containerOptions: { main: { resources: resources as object } },
    });
    const claim = template.addWarmPool('Pool').addClaim('Nightly');
    expect(codesOf(claim)).toEqual(['ASB237']);
  });
});
