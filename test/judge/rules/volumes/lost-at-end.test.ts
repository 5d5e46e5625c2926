import { Size } from 'cdk8s';
import { Sandbox, ShutdownPolicy } from '../../../../src';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { chartOf, codesOf, POD_WITH_GROUP } from '../../../support/workloads';

const TIME = '2026-12-31T18:00:00Z';
const POD = podWith({}, { volumeMounts: [{ name: 'home', mountPath: '/home' }] });
const WITH_VOLUME = {
  ...POD,
  volumeClaimTemplates: [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const only = (lines: readonly string[]) => lines.filter((line) => line.startsWith('ASB236'));
const sandbox = (spec: object) => only(said(objectOf('Sandbox', 'dev', spec)));

function claim(lifecycle: object | undefined, template: object = WITH_VOLUME): string[] {
  const there = [
    objectOf('SandboxWarmPool', 'pool', { replicas: 1, sandboxTemplateRef: { name: 'python' } }),
    objectOf('SandboxTemplate', 'python', template),
  ];
  return only(
    said(objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, lifecycle }), contextOf('v1.0.5', there)),
  );
}

describe('ASB236', () => {
  const ofSandbox = "ASB236: the sandbox is deleted at its end, and its volumes with it: 'home'";
  const ofClaim =
    "ASB236: at its end the claim stays ('shutdownPolicy' Retain), " +
    "but its sandbox is deleted, and the volumes with it: 'home'";

  test('a Sandbox that is deleted with its volumes', () => {
    expect(sandbox({ ...WITH_VOLUME, shutdownTime: TIME, shutdownPolicy: 'Delete' })).toEqual([ofSandbox]);
    expect([
      ...sandbox({ ...WITH_VOLUME, shutdownTime: TIME, shutdownPolicy: 'Retain' }),
      ...sandbox({ ...WITH_VOLUME, shutdownTime: TIME }),
      ...sandbox({ ...WITH_VOLUME, shutdownPolicy: 'Delete' }),
      ...sandbox({ ...podWith(), shutdownTime: TIME, shutdownPolicy: 'Delete' }),
    ]).toEqual([]);
  });

  test('a claim that is retained without its sandbox', () => {
    expect(claim({ shutdownTime: TIME })).toEqual([ofClaim]);
    expect(claim({ shutdownTime: TIME, shutdownPolicy: 'Retain' })).toEqual([ofClaim]);
    expect(claim({ ttlSecondsAfterFinished: 60 }, WITH_VOLUME)).toEqual([ofClaim]);
    expect([
      ...claim({ shutdownTime: TIME, shutdownPolicy: 'Delete' }),
      ...claim({ shutdownTime: TIME, shutdownPolicy: 'DeleteForeground' }),
      ...claim({ shutdownPolicy: 'Retain' }),
      ...claim(undefined),
      ...claim({ shutdownTime: TIME }, podWith()),
    ]).toEqual([]);
  });

  test('a Sandbox of an app', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', {
      ...POD_WITH_GROUP, shutdownTime: TIME, shutdownPolicy: ShutdownPolicy.DELETE,
    });
    dev.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    expect(codesOf(dev)).toEqual(['ASB236']);
  });
});
