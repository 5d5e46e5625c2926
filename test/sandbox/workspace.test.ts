import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { k8s, Sandbox, SandboxProps, SandboxTemplate, Workspace, WorkspaceOptions } from '../../src';
import { Loose } from '../support/install';
import {
  chartOf, codesOf, CONTAINER, errorsOf, POD, POD_WITH_GROUP, podOf, specOf, untyped,
} from '../support/workloads';

const size = Size.gibibytes(10);

function sandbox(props: Partial<SandboxProps> = {}): Sandbox {
  return new Sandbox(chartOf(), 'Dev', { ...POD, ...props });
}

/** The claim template of a workspace `home` with options. */
function templateOf(options: Partial<WorkspaceOptions>): Loose {
  const dev = sandbox();
  dev.addWorkspace('Home', '/home', { size, ...options });
  expect(errorsOf(dev)).toBe('');
  return specOf(dev).volumeClaimTemplates[0];
}

describe('addWorkspace', () => {
  test('makes the claim template and its mount, and nothing in volumes', () => {
    const dev = sandbox();
    const home = dev.addWorkspace('HomeDir', '/home/dev', { size });
    expect(home).toBeInstanceOf(Workspace);
    expect([home.name, home.node.path]).toEqual(['home-dir', 'research/Dev/HomeDir']);
    expect(specOf(dev).volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'home-dir' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ]);
    expect(podOf(dev).containers[0].volumeMounts).toEqual([{ mountPath: '/home/dev', name: 'home-dir' }]);
    expect(podOf(dev)).not.toHaveProperty('volumes');
    expect(errorsOf(dev)).toBe('');
  });

  test('does the same in a template', () => {
    const template = new SandboxTemplate(chartOf(), 'Python', POD);
    template.addWorkspace('Home', '/home', { size });
    const { volumeClaimTemplates, podTemplate: { spec } } = specOf(template);
    expect(volumeClaimTemplates[0].metadata).toEqual({ name: 'home' });
    expect(spec.containers[0].volumeMounts).toEqual([{ mountPath: '/home', name: 'home' }]);
    expect(spec).not.toHaveProperty('volumes');
    expect(errorsOf(template)).toBe('');
  });

  test('leaves other volumes where they are', () => {
    const dev = sandbox();
    dev.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(dev, 'Scratch', 'scratch'));
    dev.addWorkspace('Home', '/home', { size });
    expect(podOf(dev).volumes).toEqual([{ emptyDir: {}, name: 'scratch' }]);
    expect(podOf(dev).containers[0].volumeMounts).toHaveLength(2);
    expect(errorsOf(dev)).toBe('');
  });

  test.each<[string, Partial<WorkspaceOptions>, object]>([
    [
      'a size in mebibytes',
      { size: Size.mebibytes(1536) },
      { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1536Mi' } } } },
    ],
    ['a class', { storageClassName: 'fast' }, { spec: { storageClassName: 'fast' } }],
    [
      'access modes',
      {
        accessModes: [
          kplus.PersistentVolumeAccessMode.READ_WRITE_MANY,
          kplus.PersistentVolumeAccessMode.READ_ONLY_MANY,
        ],
      },
      { spec: { accessModes: ['ReadWriteMany', 'ReadOnlyMany'] } },
    ],
    [
      'labels and annotations',
      { labels: { team: 'a' }, annotations: { b: 'c d' } },
      { metadata: { name: 'home', labels: { team: 'a' }, annotations: { b: 'c d' } } },
    ],
    [
      'anything else of a claim',
      { claimSpec: { volumeMode: 'Filesystem', dataSource: { kind: 'PersistentVolumeClaim', name: 'golden' } } },
      {
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          dataSource: { kind: 'PersistentVolumeClaim', name: 'golden' },
        },
      },
    ],
    [
      'what stands over the options',
      { storageClassName: 'fast', claimSpec: { storageClassName: '' } },
      { spec: { storageClassName: '' } },
    ],
  ])('takes %s', (_, options, expected) => {
    expect(templateOf(options)).toMatchObject(expected);
  });

  test('mounts a path of it, read-only, in the container asked for', () => {
    const dev = sandbox();
    const sidecar = dev.addContainer({ ...CONTAINER, name: 'sidecar' });
    const fetch = dev.addInitContainer({ ...CONTAINER, name: 'fetch' });
    dev.addWorkspace('Home', '/home', { size, container: sidecar, subPath: 'a/b', readOnly: true });
    dev.addWorkspace('Cache', '/cache', { size, container: fetch });
    const { containers: [main, second], initContainers: [init] } = podOf(dev);
    expect(main).not.toHaveProperty('volumeMounts');
    expect(second.volumeMounts).toEqual([{ mountPath: '/home', name: 'home', readOnly: true, subPath: 'a/b' }]);
    expect(init.volumeMounts).toEqual([{ mountPath: '/cache', name: 'cache' }]);
    expect(errorsOf(dev)).toBe('');
  });

  test('lets further containers mount it', () => {
    const dev = sandbox();
    const home = dev.addWorkspace('Home', '/home', { size });
    dev.addContainer({ ...CONTAINER, name: 'sidecar' }).mount('/work', home);
    dev.addInitContainer({ ...CONTAINER, name: 'fetch' }).mount('/init', home);
    expect(podOf(dev)).not.toHaveProperty('volumes');
    expect(podOf(dev).containers[1].volumeMounts).toEqual([{ mountPath: '/work', name: 'home' }]);
    expect(podOf(dev).initContainers[0].volumeMounts).toEqual([{ mountPath: '/init', name: 'home' }]);
    expect(home.asVolume()).toBe(home.asVolume());
    expect(errorsOf(dev)).toBe('');
  });

  test('waits for the first container, made or attached', () => {
    for (const add of [
      (dev: Sandbox) => dev.addContainer(CONTAINER),
      (dev: Sandbox) => dev.attachContainer(new kplus.Container(CONTAINER)),
    ]) {
      const dev = sandbox({ containers: undefined });
      dev.addWorkspace('Home', '/home', { size });
      dev.addWorkspace('Cache', '/cache', { size });
      add(dev);
      dev.addContainer({ ...CONTAINER, name: 'second' });
      expect(podOf(dev).containers[0].volumeMounts.map(({ mountPath }: Loose) => mountPath)).toEqual([
        '/home',
        '/cache',
      ]);
      expect(podOf(dev).containers[1]).not.toHaveProperty('volumeMounts');
      expect(podOf(dev)).not.toHaveProperty('volumes');
    }
  });

  test('comes after the claim templates given field by field', () => {
    const dev = sandbox({
      volumeClaimTemplates: [
        {
          metadata: { name: 'raw' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
          },
        },
      ],
    });
    dev.addWorkspace('Home', '/home', { size });
    expect(specOf(dev).volumeClaimTemplates.map(({ metadata }: Loose) => metadata.name)).toEqual(['raw', 'home']);
    expect(errorsOf(dev)).toBe('');
  });

  test('a claim template given field by field serves the volumes that are mounted by its name', () => {
    const dev = sandbox({
      volumeClaimTemplates: [
        {
          metadata: { name: 'raw' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
          },
        },
      ],
      containerOptions: { main: { volumeMounts: [{ name: 'raw', mountPath: '/raw' }] } },
    });
    expect(podOf(dev).containers[0].volumeMounts).toEqual([{ name: 'raw', mountPath: '/raw' }]);
    expect(errorsOf(dev)).toBe('');
  });

  test('an existing claim is a volume as in cdk8s-plus', () => {
    const dev = sandbox();
    const claim = kplus.PersistentVolumeClaim.fromClaimName(dev, 'Claim', 'shared');
    dev.containers[0].mount(
      '/shared',
      kplus.Volume.fromPersistentVolumeClaim(dev, 'Shared', claim, { name: 'shared' }),
    );
    expect(podOf(dev).volumes).toEqual([
      { name: 'shared', persistentVolumeClaim: { claimName: 'shared', readOnly: false } },
    ]);
    expect(specOf(dev)).not.toHaveProperty('volumeClaimTemplates');
    expect(errorsOf(dev)).toBe('');
  });
});

describe('refusals', () => {
  const label = 'at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends';
  test.each<[string, unknown, string]>([
    ['there are no options', undefined, "the options of workspace 'home' are undefined; give an object"],
    ['the options are null', null, "the options of workspace 'home' are null; give an object"],
    [
      'there is no size',
      {},
      "size of workspace 'home' has undefined; give a positive size such as Size.mebibytes(256)",
    ],
    [
      'the size is text',
      { size: '10Gi' },
      "size of workspace 'home' has '10Gi'; give a positive size such as Size.mebibytes(256)",
    ],
    [
      'the size is a number',
      { size: 10 },
      "size of workspace 'home' has 10; give a positive size such as Size.mebibytes(256)",
    ],
    [
      'the size is zero',
      { size: Size.gibibytes(0) },
      "size of workspace 'home' has '0Gi'; give a positive size such as Size.mebibytes(256)",
    ],
    [
      'the class is no name',
      { size, storageClassName: 'Fast' },
      "storage class of workspace 'home' 'Fast' is not a DNS subdomain; give lower-case letters, digits, dashes and "
        + 'dots, with a letter or digit at both ends of each part',
    ],
    [
      'there are no access modes',
      { size, accessModes: [] },
      "'accessModes' of workspace 'home' is empty; name at least one, or leave it out for ReadWriteOnce",
    ],
    [
      'an access mode is none',
      { size, accessModes: ['ReadWriteOnce', 'ReadWriteSometimes'] },
      "'accessModes' of workspace 'home' has 'ReadWriteSometimes'; allowed: ReadWriteOnce, ReadOnlyMany, "
        + 'ReadWriteMany, ReadWriteOncePod',
    ],
    ['the access modes are null', { size, accessModes: null }, "'accessModes' is null; give a list"],
    [
      'the access modes are one',
      { size, accessModes: 'ReadWriteOnce' },
      "'accessModes' is 'ReadWriteOnce'; give a list",
    ],
    [
      'a label is none',
      { size, labels: { 'a b': 'c' } },
      "workspace 'home' has label key 'a b', which is not valid; give a name of at most 63 characters, optionally "
        + 'after a domain and a slash',
    ],
    ['the labels are a list', { size, labels: [] }, "'labels' is []; give an object"],
    ['the rest of the claim is text', { size, claimSpec: 'x' }, "'claimSpec' is 'x'; give an object"],
    [
      'the container is a name',
      { size, container: 'main' },
      "'container' of workspace 'Home' is none of 'research/Dev'; give one that addContainer returned, or leave it "
        + 'out for the first',
    ],
  ])('fails if %s', (_, options, message) => {
    expect(() => sandbox().addWorkspace('Home', '/home', untyped(options))).toThrow(message);
  });

  test.each([
    ['is relative', 'home', 'home'],
    ['is empty', '', ''],
    ['is null', null, 'null'],
    ['is a number', 5, '5'],
  ])('fails if the path %s', (_, path, shown) => {
    expect(() => sandbox().addWorkspace('Home', untyped(path), { size })).toThrow(
      new Error(`path of workspace 'Home' is '${shown}'; give an absolute path such as '/workspace'`),
    );
  });

  test('fails if the id makes no name, or too long a one', () => {
    expect(() => sandbox().addWorkspace('Büro', '/home', { size })).toThrow(
      "id 'Büro' has 'ü', which no name of an object can have",
    );
    expect(() => sandbox().addWorkspace('a'.repeat(64), '/home', { size })).toThrow(
      `name of a workspace '${'a'.repeat(64)}' is not a DNS label; give ${label}`,
    );
  });

  test('fails if two workspaces have one name, also where one is given field by field', () => {
    const dev = sandbox({ volumeClaimTemplates: [{ metadata: { name: 'raw' }, spec: {} }] });
    dev.addWorkspace('Home', '/home', { size });
    const message = (name: string) =>
      new Error(`'research/Dev' has two volumes '${name}'; give the workspace another id`);
    expect(() => dev.addWorkspace('home', '/other', { size })).toThrow(message('home'));
    expect(() => dev.addWorkspace('Raw', '/raw', { size })).toThrow(message('raw'));
  });

  test('fails if two are mounted at one path', () => {
    const dev = sandbox();
    dev.addWorkspace('Home', '/home', { size });
    expect(() => dev.addWorkspace('Other', '/home', { size })).toThrow(
      new Error(
        "container 'main' of 'research/Dev' has a volume at '/home' already; mount workspace 'Other' elsewhere",
      ),
    );
  });

  test('fails if the path is that of a volume that is mounted elsewhere in the source', () => {
    const dev = sandbox({ containerOptions: { main: { volumeMounts: [{ name: 'home', mountPath: '/home' }] } } });
    dev.addWorkspace('Home', '/home', { size });
    expect(errorsOf(dev)).toContain(
      'error ASB102 at research/Dev (Sandbox research/dev): spec.podTemplate.spec.containers[0].volumeMounts[1]: '
        + "repeats an earlier item: mountPath '/home'",
    );
  });

  test('says so if it takes the place of a volume', () => {
    const dev = sandbox({ ...POD_WITH_GROUP, podSpec: { volumes: [{ name: 'home', emptyDir: {} }] } });
    dev.addWorkspace('Home', '/home', { size });
    expect(codesOf(dev)).toEqual(['ASB222']);
  });

  test.each<[string, (dev: Sandbox, volume: kplus.Volume) => void]>([
    ['of the pod', (dev, volume) => dev.addVolume(volume)],
    ['of a container', (dev, volume) => dev.containers[0].mount('/tmp', volume)],
    [
      'of an init container',
      (dev, volume) => dev.addInitContainer({ ...CONTAINER, name: 'fetch' }).mount('/tmp', volume),
    ],
  ])('fails if a volume %s has the name', (_, add) => {
    const dev = sandbox();
    add(dev, kplus.Volume.fromEmptyDir(dev, 'Scratch', 'home'));
    expect(() => dev.addWorkspace('Home', '/home', { size })).toThrow(
      new Error("'research/Dev' has two volumes 'home'; give the workspace another id"),
    );
  });

  test('says so if a volume gets the name later', () => {
    const dev = sandbox(POD_WITH_GROUP);
    dev.addWorkspace('Home', '/home', { size });
    dev.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(dev, 'Scratch', 'home'));
    expect(codesOf(dev)).toEqual(['ASB222']);
  });

  test('fails if a container of another pod is to have it', () => {
    const [dev, other] = [sandbox(), sandbox()];
    expect(() => dev.addWorkspace('Home', '/home', { size, container: other.containers[0] })).toThrow(
      new Error(
        "'container' of workspace 'Home' is none of 'research/Dev'; give one that addContainer returned, or leave it "
          + 'out for the first',
      ),
    );
  });

  test('fails if a container of another pod mounts it', () => {
    const dev = sandbox();
    const home = dev.addWorkspace('Home', '/home', { size });
    const other = new Sandbox(dev.node.scope as Chart, 'Other', POD);
    other.containers[0].mount('/home', home);
    expect(errorsOf(dev)).toContain(
      "error ASB209 at research/Other: container 'main' mounts workspace 'home' of 'research/Dev', " +
        'which another pod does not have; call addWorkspace of its own sandbox or template',
    );
  });

  test('fails if a claim template given field by field has no name', () => {
    expect(() => sandbox({ volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }, { spec: {} }] }))
      .toThrow(`'metadata.name' of 'volumeClaimTemplates[1]' undefined is not a DNS label; give ${label}`);
  });
});
