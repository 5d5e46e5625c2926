import { ApiObject, App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../src';
import {
  AgentSandbox, AgentSandboxVersion, CaBundle, ContainerdConfigVersion, Findings, GvisorNodePreparation, Headroom,
  ImageList, ImagePrePull, ImageRegistryLayout, Sandbox, SandboxCluster, SandboxClusterProps, SandboxTemplate,
} from '../../src';

const REGISTRY = 'm.example.com/mirror';
const VERSION = AgentSandboxVersion.V1_0_5;
const KUBECTL = 'r.example.com/kubectl:1.36';

function appWith(props: Partial<SandboxClusterProps> = {}): { app: App; chart: Chart } {
  const app = new App();
  SandboxCluster.declare(app, { version: VERSION, imageRegistry: REGISTRY, imagePullSecrets: ['mirror'], ...props });
  return { app, chart: new Chart(app, 'agents', { namespace: 'agents' }) };
}

/** Everything of the library that prints a pod of its own. */
function addAll(chart: Chart): void {
  new AgentSandbox(chart, 'Install', {
    version: VERSION, upgradeFrom: AgentSandboxVersion.of('v0.5.6'), cleanUp: { image: KUBECTL },
  });
  new library.SandboxRouter(chart, 'Router', {
    implementation: library.RouterImplementation.GO,
    image: 'registry.k8s.io/agent-sandbox/sandbox-router-go:v1.0.5',
    auth: library.RouterAuth.scopedToken('key'),
  });
  const schedule = new library.SandboxSchedule(chart, 'Hours', {
    image: KUBECTL, start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin',
  });
  const sandbox = new Sandbox(chart, 'Dev', { containers: [{ image: `${REGISTRY}/own/dev:1` }] });
  sandbox.runDuring(schedule);
  sandbox.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(1) });
  new library.WorkspaceSnapshotSchedule(chart, 'Nightly', {
    sandbox, workspace: 'home', image: KUBECTL, schedule: Cron.schedule({ minute: '0', hour: '3' }),
  });
  const [from, to] = ['A', 'B'].map((id) => (
    new SandboxTemplate(chart, id, { containers: [{ image: `${REGISTRY}/own/dev:${id}` }] })
  ));
  const rollout = new library.StagedRollout({ namespace: 'agents', fromPool: 'one', toPool: 'two', capacity: 4 });
  new library.RolloutPools(chart, 'Pools', {
    step: rollout.steps[0], fromTemplate: from, toTemplate: to, check: { image: KUBECTL },
  });
  new ImagePrePull(chart, 'Images', { templates: [from], noOpImage: 'busybox:1.37-musl' });
  new GvisorNodePreparation(chart, 'Gvisor', {
    image: 'r.example.com/gvisor:1', containerdConfigVersion: ContainerdConfigVersion.V3,
  });
  new Headroom(chart, 'Room', { template: from, sandboxes: 1 });
}

const told = (app: App, code: string) => Findings.of(app).list().filter((each) => each.code === code);

describe('a registry with copies of all images', () => {
  test('has all images that the library prints, with the Secrets to pull them', () => {
    const { app, chart } = appWith();
    addAll(chart);
    const { images } = ImageList.of(app);
    expect(images.map(({ reference }) => reference)).toEqual([
      `${REGISTRY}/agent-sandbox/agent-sandbox-controller:v1.0.5`,
      `${REGISTRY}/agent-sandbox/sandbox-router-go:v1.0.5`,
      `${REGISTRY}/gvisor:1`,
      `${REGISTRY}/kubectl:1.36`,
      `${REGISTRY}/library/busybox:1.37-musl`,
      `${REGISTRY}/own/dev:1`,
      `${REGISTRY}/own/dev:A`,
      `${REGISTRY}/own/dev:B`,
      `${REGISTRY}/pause:3.10`,
    ]);
    const pods = app.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each))
      .map((object) => JSON.stringify(object.toJson())).filter((text) => text.includes('"containers":[{'));
    expect(pods).toHaveLength(13);
    for (const pod of pods) { expect(pod).toContain('"imagePullSecrets":[{"name":"mirror"}]'); }
    expect(told(app, 'ASB348')).toEqual([]);
    expect(told(app, 'ASB247')).toEqual([]);
  });

  test('has the image that containerd starts in each pod', () => {
    const { chart } = appWith();
    const props = { image: 'r.example.com/gvisor:1', containerdConfigVersion: ContainerdConfigVersion.V2 };
    const envOf = (of: Chart, more: object = {}) => {
      const made = new GvisorNodePreparation(of, 'Gvisor', { ...props, ...more });
      const [{ env }] = ApiObject.of(made).toJson().spec.template.spec.initContainers;
      return Object.fromEntries(env.map(({ name, value }: any) => [name, value]));
    };
    expect(envOf(chart)).toMatchObject({
      SANDBOX_TABLE: "plugins.'io.containerd.grpc.v1.cri'",
      SANDBOX_KEY: 'sandbox_image',
      SANDBOX_IMAGE: `${REGISTRY}/pause:3.10`,
    });
    expect(envOf(appWith({ imageRegistry: undefined }).chart)).not.toHaveProperty('SANDBOX_IMAGE');
    expect(envOf(appWith({ imageRegistry: undefined }).chart, { sandboxImage: 'r.example.com/p:1' }).SANDBOX_IMAGE)
      .toBe('r.example.com/p:1');
  });

  test('keeps the digest of the controller, and its parts', () => {
    const { app, chart } = appWith({ imageRegistryLayout: ImageRegistryLayout.HOST_AND_PATH });
    const imageDigest = `sha256:${'0a'.repeat(32)}`;
    new AgentSandbox(chart, 'Install', { version: VERSION, imageDigest });
    expect(ImageList.of(app).images[0].reference)
      .toBe(`${REGISTRY}/registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5@${imageDigest}`);
  });

  test('gives way to a registry of the install alone, which is a finding', () => {
    const { app, chart } = appWith();
    new AgentSandbox(chart, 'Install', { version: VERSION, imageRegistry: 'other.example.com' });
    app.node.validate();
    expect(told(app, 'ASB348')).toEqual([expect.objectContaining({
      path: 'agents/Install/Controller',
      message: expect.stringContaining("'other.example.com/agent-sandbox/agent-sandbox-controller:v1.0.5'"),
      remedy: expect.stringContaining(`and name '${REGISTRY}/agent-sandbox/agent-sandbox-controller:v1.0.5'`),
    })]);
  });

  test('leaves images of users as they are written, which is a finding each', () => {
    const { app, chart } = appWith();
    const template = new SandboxTemplate(chart, 'T', { containers: [{ image: 'python:3.14' }] });
    new ImagePrePull(chart, 'Images', { templates: [template], images: ['ruby:4'] });
    new kplus.Deployment(chart, 'Plain', { containers: [{ image: 'nginx:1' }] });
    expect(told(app, 'ASB348').map(({ path, remedy }) => [path, /name '([^']*)'/.exec(String(remedy))![1]])).toEqual([
      ['agents/T', `${REGISTRY}/library/python:3.14`],
      ['agents/Images', `${REGISTRY}/library/python:3.14`],
      ['agents/Images', `${REGISTRY}/library/ruby:4`],
      ['agents/Plain', `${REGISTRY}/library/nginx:1`],
    ]);
  });

  test('rewrites them where that is declared', () => {
    const { app, chart } = appWith({ mirrorAllImages: true });
    const template = new SandboxTemplate(chart, 'T', {
      containers: [{ image: 'python:3.14' }], initContainers: [{ image: 'quay.io/a/b@sha256:' + '0a'.repeat(32) }],
    });
    new ImagePrePull(chart, 'Images', { templates: [template], images: ['ruby:4'] });
    expect(ImageList.of(app).images.map(({ reference, source }) => [reference, source])).toEqual([
      [`${REGISTRY}/a/b@sha256:${'0a'.repeat(32)}`, `quay.io/a/b@sha256:${'0a'.repeat(32)}`],
      [`${REGISTRY}/library/python:3.14`, 'docker.io/library/python:3.14'],
      [`${REGISTRY}/library/ruby:4`, 'docker.io/library/ruby:4'],
      [`${REGISTRY}/pause:3.10`, 'registry.k8s.io/pause:3.10'],
    ]);
    expect(told(app, 'ASB348')).toEqual([]);
  });

  test('of one cluster is not that of another', () => {
    const app = new App();
    const registries = ['a.example.com', 'b.example.com'].map((imageRegistry) => {
      const chart = new Chart(app, imageRegistry, { namespace: 'agents' });
      SandboxCluster.declare(chart, { version: VERSION, imageRegistry });
      new AgentSandbox(chart, 'Install', { version: VERSION });
      return SandboxCluster.of(chart).imageRegistry;
    });
    expect(registries).toEqual(['a.example.com', 'b.example.com']);
    expect(ImageList.of(app).images.map(({ registry }) => registry)).toEqual(registries);
  });

  test('fails if two images have one place in it', () => {
    const { chart } = appWith({ mirrorAllImages: true });
    const add = (image: string) => ApiObject.of(new Sandbox(chart, image.split('/')[0], { containers: [{ image }] }));
    add('a.example.com/tool:1').toJson();
    expect(() => add('b.example.com/tool:1').toJson()).toThrow(
      'the images \'a.example.com/tool:1\' and \'b.example.com/tool:1\' have one place in \'imageRegistry\', '
        + `'${REGISTRY}/tool:1'; set 'imageRegistryLayout' of the SandboxCluster`,
    );
  });

  test('ASB491: an archive from the internet', () => {
    const gvisor = (props: Partial<SandboxClusterProps>, url: string) => {
      const { app, chart } = appWith(props);
      const archives = [{ architecture: 'x86_64', url, sha256: '0a'.repeat(32) }];
      new GvisorNodePreparation(chart, 'Gvisor', {
        image: 'r.example.com/gvisor:1', containerdConfigVersion: ContainerdConfigVersion.V3, archives,
      });
      return told(app, 'ASB491').map(({ path }) => path);
    };
    const PUBLIC = 'https://storage.googleapis.com/gvisor/releases/release/20260914/x86_64/gvisor.tar.gz';
    expect(gvisor({}, PUBLIC)).toEqual(['agents/Gvisor']);
    expect(gvisor({}, 'https://files.example.com/gvisor.tar.gz')).toEqual([]);
    expect(gvisor({ imageRegistry: undefined }, PUBLIC)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['no host', { imageRegistry: 'mirror' }, "'imageRegistry' 'mirror' is not valid; give a host"],
    ['a scheme', { imageRegistry: 'https://m.example.com' }, "'imageRegistry' 'https://m.example.com' is not valid"],
    ['a number', { imageRegistry: 5 }, "'imageRegistry' is 5; give a string"],
    ['a layout', { imageRegistry: REGISTRY, imageRegistryLayout: 'x' }, "'imageRegistryLayout' is 'x'; give one of"],
    ['a layout alone', { imageRegistryLayout: ImageRegistryLayout.PATH }, "'imageRegistryLayout' is about"],
    ['all images of none', { mirrorAllImages: true }, "'mirrorAllImages' is about 'imageRegistry', which is not set"],
    ['a bad Secret', { imagePullSecrets: ['A b'] }, "'imagePullSecrets' has 'A b' is not a DNS subdomain"],
    ['no list of Secrets', { imagePullSecrets: 'mirror' }, "'imagePullSecrets' is 'mirror'; give a list"],
    ['no CA bundle', { caBundle: 'ca' }, "'caBundle' is 'ca'; give a CaBundle"],
  ])('fails if there is %s', (_, props, message) => {
    expect(() => SandboxCluster.declare(new App(), props)).toThrow(message);
  });

  test('a cluster tells its Secrets', () => {
    const { app } = appWith({ caBundle: CaBundle.fromTrustManager('company-ca') });
    expect(SandboxCluster.of(app).imagePullSecrets).toEqual(['mirror']);
  });
});
