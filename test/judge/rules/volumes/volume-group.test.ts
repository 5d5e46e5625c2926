import { Size } from 'cdk8s';
import { Sandbox } from '../../../../src';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { chartOf, linesOf, POD, POD_WITH_GROUP } from '../../../support/workloads';

const MOUNT = { volumeMounts: [{ name: 'home', mountPath: '/home' }] };
const NON_ROOT = { securityContext: { runAsNonRoot: true } };
const size = Size.gibibytes(1);

function home(spec: object = {}): object {
  return {
    metadata: { name: 'home' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

function found(pod: object, container: object = MOUNT, claim = home()): string[] {
  const spec = { ...podWith(pod, container), volumeClaimTemplates: [claim] };
  return [
    ...said(objectOf('Sandbox', 'dev', spec)), ...said(objectOf('SandboxTemplate', 'python', spec)),
  ].filter((line) => line.startsWith('ASB231'));
}

const line = (of = '') =>
  `ASB231: container 'main'${of} is not root and mounts the new volume 'home', which belongs to root: ` +
  "without an 'fsGroup' most drivers let it write nothing";

describe('ASB231', () => {
  test.each<[what: string, pod: object, container?: object]>([
    ['the pod must not be root', NON_ROOT],
    ['the pod has a user', { securityContext: { runAsUser: 1000 } }],
    ['the container must not be root', {}, { ...MOUNT, ...NON_ROOT }],
    [
      'the container has a user',
      { securityContext: { runAsUser: 0 } },
      { ...MOUNT, securityContext: { runAsUser: 7 } },
    ],
  ])('a Sandbox and a template of which %s', (_, pod, container = MOUNT) => {
    expect(found(pod, container)).toEqual([line(), line()]);
  });

  test.each<[what: string, pod: object, container?: object, claim?: object]>([
    ['the pod has a group', { securityContext: { runAsNonRoot: true, fsGroup: 1000 } }],
    ['the image decides who it is', {}],
    ['it is root', { securityContext: { runAsUser: 0 } }],
    ['it only reads', NON_ROOT, { volumeMounts: [{ name: 'home', mountPath: '/home', readOnly: true }] }],
    ['it mounts another volume', NON_ROOT, { volumeMounts: [{ name: 'other', mountPath: '/home' }] }],
    [
      'root prepares it',
      {
        ...NON_ROOT,
        initContainers: [
          { name: 'own', image: 'busybox', ...MOUNT, securityContext: { runAsUser: 0, runAsNonRoot: false } },
        ],
      },
    ],
    [
      'many nodes share it, which the kubelet gives to no group',
      NON_ROOT,
      MOUNT,
      home({ accessModes: ['ReadWriteMany'] }),
    ],
    ['it is a device', NON_ROOT, MOUNT, home({ volumeMode: 'Block' })],
    ['it is a copy of a snapshot', NON_ROOT, MOUNT, home({ dataSource: { kind: 'VolumeSnapshot', name: 'a' } })],
    ['OpenShift gives it the group of its namespace', { ...NON_ROOT, runtimeClassName: 'kata' }],
    ['Windows has no groups', { os: { name: 'windows' }, securityContext: { runAsNonRoot: true } }],
  ])('is fine if %s', (_, pod, container = MOUNT, claim = home()) => {
    expect(found(pod, container, claim)).toEqual([]);
  });

  test('volumes that a claim brings to the pod of its template, and that the template does not have itself', () => {
    const claim = objectOf('SandboxClaim', 'nightly', {
      warmPoolRef: { name: 'pool' },
      volumeClaimTemplates: [home()],
    });
    const there = (policy?: string, own: object = {}) => [
      objectOf('SandboxWarmPool', 'pool', { replicas: 0, sandboxTemplateRef: { name: 'python' } }),
      objectOf('SandboxTemplate', 'python', {
        ...podWith(NON_ROOT, MOUNT),
        volumeClaimTemplatesPolicy: policy,
        ...own,
      }),
    ];
    const of = (policy?: string, own?: object) =>
      said(claim, contextOf('v1.0.5', there(policy, own))).filter((each) => each.startsWith('ASB231'));
    expect(of('Allowed')).toEqual([line(" of template 'python'")]);
    expect(of('Overrides', { volumeClaimTemplates: [home()] })).toEqual([]);
    expect(of('Disallowed')).toEqual([]);
    expect(of()).toEqual([]);
  });

  test('a workspace of an app', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD).addWorkspace('Home', '/home', { size, givesGroup: false });
    new Sandbox(chart, 'Given', POD).addWorkspace('Home', '/home', { size });
    new Sandbox(chart, 'Fine', POD_WITH_GROUP).addWorkspace('Home', '/home', { size });
    expect(linesOf(chart)).toEqual([
      `${line().replace('ASB231', 'warning ASB231 research/Dev')}; ` +
        "set 'fsGroup' in the 'securityContext' of the pod, such as 1000",
    ]);
  });
});
