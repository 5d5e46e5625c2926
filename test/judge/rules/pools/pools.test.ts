import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { RuleContext } from '../../../../src/judge/rules';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { CONTAINER, codesOf, linesOf, pooled } from '../../../support/workloads';

interface Around {
  readonly pool?: object;
  readonly release?: string;
  readonly context?: Partial<RuleContext>;
  readonly metadata?: object;
}

function found(
  pod: object,
  { pool = { replicas: 3 }, release = 'v1.0.5', context = {}, metadata }: Around = {},
): string[] {
  const version = release.startsWith('v0.4') ? 'v1alpha1' : 'v1beta1';
  const spec = podWith(pod);
  const template = objectOf('SandboxTemplate', 'python', { podTemplate: { ...spec.podTemplate, metadata } }, version);
  return said(
    objectOf('SandboxWarmPool', 'pool', { sandboxTemplateRef: { name: 'python' }, ...pool }, version),
    contextOf(release, [template], context),
  );
}

const container = (more: object) => ({
  containers: [{ name: 'main', image: 'registry.example.com/devbox:2.4', ...more }],
});
const COLD = { pool: { replicas: 0 } };
const ONE = { pool: { replicas: 1 } };

describe('ASB232', () => {
  const line = "ASB232: template 'python' ";

  test('a deadline that runs while sandboxes wait, even one', () => {
    const deadline = `${line}has 'activeDeadlineSeconds: 600', which runs while its sandboxes wait in the pool: `
      + 'a claim gets what is left of it';
    expect(found({ activeDeadlineSeconds: 600 })).toEqual([deadline]);
    expect(found({ activeDeadlineSeconds: 600 }, ONE)).toEqual([deadline]);
    expect(found({ activeDeadlineSeconds: 600 }, COLD)).toEqual([]);
  });

  describe('a PersistentVolumeClaim that all share', () => {
    const pod = {
      ...container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    };
    const modes = (...given: string[]) => ({ claimModes: () => given });

    test('by one node', () => {
      expect(found(pod, { context: modes('ReadWriteOnce') })).toEqual([
        `${line}mounts PersistentVolumeClaim 'data' (ReadWriteOnce), which all sandboxes of the pool share: `
          + 'only those on one node start, and they read and write the same files',
      ]);
      expect(
        found(pod, {
          pool: {},
          context: { ...modes('ReadWriteOncePod'), scalerOf: () => 'HorizontalPodAutoscaler a' },
        }),
      ).toHaveLength(1);
    });

    test('is fine by many nodes, for one sandbox, and where the claim is not known', () => {
      expect([
        ...found(pod, { context: modes('ReadWriteMany') }),
        ...found(pod, { context: modes('ReadWriteOnce', 'ReadOnlyMany') }),
        ...found(pod, { ...ONE, context: modes('ReadWriteOnce') }),
        ...found(pod, { pool: {}, context: modes('ReadWriteOnce') }),
        ...found(pod),
      ]).toEqual([]);
    });

    test('is known if it is in the app', () => {
      for (const [mode, codes] of [['ReadWriteOnce', ['ASB232']], ['ReadWriteMany', []]] as const) {
        const { chart, pool } = pooled({
          containerOptions: { main: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } },
          podSpec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        }, { replicas: 2 });
        new ApiObject(chart, 'Data', {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
        });
        expect(codesOf(pool)).toEqual(codes);
      }
    });
  });

  test('a port of the node', () => {
    expect(
      found(
        container({
          ports: [{ name: 'a', containerPort: 80, hostPort: 80 }],
          readinessProbe: { tcpSocket: { port: 80 } },
        }),
      ),
    ).toEqual([
      `${line}takes port 80 of the node ('hostPort'), ` +
        'so that a node has room for one sandbox of the pool: the others stay Pending',
    ]);
  });

  test('a node', () => {
    expect(found({ nodeName: 'worker-1' })).toEqual([
      `${line}names node 'worker-1', so that all sandboxes of the pool start there, past the scheduler: `
        + 'those for which it has no room fail, and are replaced again and again',
    ]);
    expect([...found({ nodeName: 'worker-1' }, ONE), ...found({ nodeSelector: { a: 'b' } })]).toEqual([]);
  });
});

describe('ASB233', () => {
  const ports = { ports: [{ containerPort: 8080 }] };
  const probe = { tcpSocket: { port: 8080 } };

  test('a container with ports and without a probe, and a native sidecar', () => {
    const line = (name: string) =>
      `ASB233: container '${name}' of template 'python' has ports and no readiness probe, so that ` +
      'sandboxes of the pool are ready, and handed out, before it listens';
    expect(found(container(ports))).toEqual([line('main')]);
    expect(found(container(ports), { pool: {} })).toEqual([line('main')]);
    expect(found({ initContainers: [{ name: 'proxy', image: 'proxy', restartPolicy: 'Always', ...ports }] }))
      .toEqual([line('proxy')]);
  });

  test('is fine with a probe, without ports, for UDP, for what runs before, and where nothing waits', () => {
    expect([
      ...found(container({ ...ports, readinessProbe: probe })),
      ...found(container({ ...ports, startupProbe: probe })),
      ...found({}),
      ...found(container({ ports: [{ containerPort: 53, protocol: 'UDP' }] })),
      ...found({ initContainers: [{ name: 'fetch', image: 'fetch', ...ports }] }),
      ...found(container(ports), COLD),
    ]).toEqual([]);
  });

  test('the pool of an app', () => {
    const served = { ...CONTAINER, ports: [{ number: 8080 }] };
    const lines = linesOf(pooled({ containers: [served] }).chart);
    expect(lines).toEqual([
      expect.stringMatching(/^warning ASB233 research\/Python\/Pool: container 'main' of template 'python'/),
    ]);
    const probed = { ...served, readiness: kplus.Probe.fromTcpSocket({ port: 8080 }) };
    expect(linesOf(pooled({ containers: [probed] }).chart)).toEqual([]);
  });
});

describe('ASB234', () => {
  const gates = { schedulingGates: [{ name: 'example.com/quota' }] };
  const metadata = { labels: { 'kueue.x-k8s.io/queue-name': 'agents' } };

  test('members that a gate or a queue keeps waiting', () => {
    const rest = ': the pool deletes and replaces members that are not ready some minutes after they were made, '
      + 'gated ones too, so that they lose their place in the queue';
    expect(found(gates)).toEqual([
      `ASB234: pods of template 'python' have the scheduling gate 'example.com/quota'${rest}`,
    ]);
    expect(found({}, { metadata })).toEqual([
      `ASB234: pods of template 'python' have label 'kueue.x-k8s.io/queue-name', for which Kueue gates them${rest}`,
    ]);
    expect(found(gates, { release: 'v0.4.6' })).toHaveLength(1);
  });

  test('is fine where nothing waits, without either, and before releases replaced such members', () => {
    expect([
      ...found(gates, COLD),
      ...found({}, { metadata, ...COLD }),
      ...found({ schedulingGates: [] }),
      ...found({}, { metadata: { labels: { 'example.com/queue-name': 'agents' } } }),
      ...found(gates, { release: 'v0.4.5' }),
    ]).toEqual([]);
  });
});
