import { Size } from 'cdk8s';
import { Sandbox } from '../../../src';
import { objectOf, podWith, said, contextOf } from '../../support/judged';
import { chartOf, codesOf, POD } from '../../support/workloads';

const SIZE = { requests: { storage: '1Gi' } };
const MOUNT = { volumeMounts: [{ name: 'home', mountPath: '/home' }] };
const home = (spec: object = {}, metadata: object = { name: 'home' }) => ({
  metadata,
  spec: { accessModes: ['ReadWriteOnce'], resources: SIZE, ...spec },
});
const sandbox = (...volumeClaimTemplates: object[]) =>
  objectOf('Sandbox', 'dev', { ...podWith({}, MOUNT), volumeClaimTemplates });

describe('ASB223', () => {
  test.each<[string, object, string]>([
    ['has no name', home({}, {}), 'a volume claim template has no name, from which its claim and its volume are named'],
    [
      'has no metadata',
      { spec: home().spec },
      'a volume claim template has no name, from which its claim and its volume are named',
    ],
    [
      'has a name that no volume can have',
      home({}, { name: 'Home.Dir' }),
      "volume claim template 'Home.Dir' has a name that no volume can have",
    ],
    ['has no access modes', home({ accessModes: [] }), "volume claim template 'home': spec.accessModes: is required"],
    [
      'says nothing of access modes',
      home({ accessModes: undefined }),
      "volume claim template 'home': spec.accessModes: is required",
    ],
    [
      'has an unknown access mode',
      home({ accessModes: ['ReadWriteOnce', 'RWX'] }),
      "volume claim template 'home': spec.accessModes[1]: 'RWX' is not valid",
    ],
    [
      'is for one pod and for many',
      home({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
      "volume claim template 'home': spec.accessModes: has 'ReadWriteOncePod' beside others",
    ],
    [
      'wants no storage',
      home({ resources: { limits: { storage: '1Gi' } } }),
      "volume claim template 'home': spec.resources.requests.storage: is required",
    ],
  ])('fails if one %s', (_, template, message) => {
    const object = sandbox(JSON.parse(JSON.stringify(template)));
    expect(said(object).filter((line) => line.startsWith('ASB223'))).toEqual([`ASB223: ${message}`]);
  });

  test.each([['ReadWriteOnce'], ['ReadOnlyMany'], ['ReadWriteMany'], ['ReadWriteOncePod']])('accepts %s', (mode) => {
    expect(said(sandbox(home({ accessModes: [mode] })))).toEqual([]);
  });

  test('is told of templates and claims too, and not of a workspace', () => {
    const bad = [home({ accessModes: [] })];
    expect(
      said(objectOf('SandboxTemplate', 'python', { ...podWith({}, MOUNT), volumeClaimTemplates: bad })),
    ).toHaveLength(1);
    expect(
      said(objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, volumeClaimTemplates: bad })).filter(
        (line) => line.startsWith('ASB223'),
      ),
    ).toHaveLength(1);
    const dev = new Sandbox(chartOf(), 'Dev', POD);
    dev.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    expect(codesOf(dev)).not.toContain('ASB223');
  });
});

describe('ASB224', () => {
  const unmounted = (of: string) =>
    `ASB224: volume claim template 'home' is provisioned and paid for, and no container of ${of} mounts it`;
  const dev = (container: object, more: object = {}) =>
    said(objectOf('Sandbox', 'dev', { ...podWith(more, container), volumeClaimTemplates: [home()] }));

  test('a volume that no container mounts', () => {
    expect(dev({})).toEqual([unmounted('the pod')]);
  });

  test('a volume that a container has, as files or as a device, if only at the start', () => {
    expect(dev(MOUNT)).toEqual([]);
    expect(dev({ volumeDevices: [{ name: 'home', devicePath: '/dev/xvda' }] })).toEqual([]);
    expect(dev({}, { initContainers: [{ name: 'fetch', image: 'fetch', ...MOUNT }] })).toEqual([]);
  });

  test.each<[object, string]>([
    [{ secret: { secretName: 'keys' } }, "volume 'data' (secret) is in the pod, and no container mounts it"],
    [
      { persistentVolumeClaim: { claimName: 'data' } },
      "volume 'data' (persistentVolumeClaim) is in the pod, and no container mounts it",
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      "volume 'data' (ephemeral) is provisioned and paid for, and no container mounts it",
    ],
    [{}, "volume 'data' is in the pod, and no container mounts it"],
  ])('a volume of the pod: %j', (source, message) => {
    const volumes = [{ name: 'data', ...source }];
    for (const kind of ['Sandbox', 'SandboxTemplate'] as const) {
      expect(said(objectOf(kind, 'dev', podWith({ volumes })))).toEqual([`ASB224: ${message}`]);
      const mounting = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
      expect(said(objectOf(kind, 'dev', podWith({ volumes }, mounting)))).toEqual([]);
    }
  });

  test('a volume of a claim, if the template takes it', () => {
    const claim = objectOf('SandboxClaim', 'nightly', {
      warmPoolRef: { name: 'pool' },
      volumeClaimTemplates: [home()],
    });
    const pool = objectOf('SandboxWarmPool', 'pool', { replicas: 0, sandboxTemplateRef: { name: 'python' } });
    const found = (container: object, volumeClaimTemplatesPolicy: string) =>
      said(
        claim,
        contextOf('v1.0.5', [
          pool,
          objectOf('SandboxTemplate', 'python', { ...podWith({}, container), volumeClaimTemplatesPolicy }),
        ]),
      ).filter((line) => line.startsWith('ASB224'));
    expect(found({}, 'Allowed')).toEqual([unmounted("template 'python'")]);
    expect(found(MOUNT, 'Allowed')).toEqual([]);
    expect(found({}, 'Disallowed')).toEqual([]);
    expect(said(claim).filter((line) => line.startsWith('ASB224'))).toEqual([]);
  });
});
