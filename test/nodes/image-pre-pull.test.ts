import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ImagePrePull, ImagePrePullProps, IsolatedRuntime, SandboxTemplate } from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { chartOf, CONTAINER, errorsOf, findingsOf, printed, untyped } from '../support/workloads';

const IMAGES = ['registry.example.com/python:3.14', 'registry.example.com/git:2.51'];

/** The pod of the DaemonSet. */
function podOf(chart: Chart): any {
  return (printed(chart).find(({ kind }) => kind === 'DaemonSet') as any).spec.template.spec;
}

function pulled(props: ImagePrePullProps = { images: IMAGES }, chart = chartOf()): any {
  new ImagePrePull(chart, 'Images', props);
  return podOf(chart);
}

const images = (pod: any): string[] => pod.initContainers.map(({ image }: { image: string }) => image);

test('each image is run for a moment, one after the other, and then nothing', () => {
  const chart = chartOf();
  new ImagePrePull(chart, 'Images', { images: IMAGES });
  expect(errorsOf(chart)).toBe('');
  const labels = { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': 'images' };
  const idle = {
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
  expect(printed(chart)).toEqual([{
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'images', namespace: 'research' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          initContainers: IMAGES.map((image, index) => ({ name: `image-${index}`, image, command: ['true'], ...idle })),
          containers: [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', ...idle }],
        },
      },
    },
  }]);
});

test('the images are those of the templates as they are printed, each once', () => {
  const chart = chartOf();
  const template = new SandboxTemplate(chart, 'Python', {
    containers: [
      { ...CONTAINER, image: 'a' },
      { name: 'b', image: 'b' },
    ],
  });
  const other = new SandboxTemplate(chart, 'Other', {
    containers: [{ ...CONTAINER, image: 'b' }],
    containerOptions: { main: { image: 'c' } },
  });
  new ImagePrePull(chart, 'Images', { templates: [template, other], images: ['a', 'd'] });
  template.addInitContainer({ name: 'init', image: 'init' });
  ApiObject.of(template).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec/containers/1/image', 'patched'));
  expect(images(podOf(chart))).toEqual(['init', 'a', 'patched', 'c', 'd']);
});

test('the secrets of templates are used in their namespace', () => {
  const chart = chartOf();
  const dockerRegistryAuth = kplus.Secret.fromSecretName(chart, 'Auth', 'registry') as kplus.DockerConfigSecret;
  const template = new SandboxTemplate(chart, 'Python', { containers: [CONTAINER], dockerRegistryAuth });
  new ImagePrePull(chart, 'Images', { templates: [template], imagePullSecrets: ['mirror'] });
  expect(podOf(chart).imagePullSecrets).toEqual([{ name: 'mirror' }, { name: 'registry' }]);
  const elsewhere = new Chart(chart.node.root, 'elsewhere', { namespace: 'elsewhere' });
  new ImagePrePull(elsewhere, 'Images', { templates: [template] });
  expect(podOf(elsewhere)).not.toHaveProperty('imagePullSecrets');
});

test('they are pulled on the nodes of a runtime, by the container runtime of the node or by the runtime', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.kataFirecracker(chart, 'Firecracker', { tolerations: [{ key: 'kata' }] });
  const nodes = {
    nodeSelector: { 'katacontainers.io/kata-runtime': 'true' },
    tolerations: [{ key: 'kata', operator: 'Exists' }],
  };
  expect(pulled({ images: IMAGES, runtime })).toMatchObject(nodes);
  expect(pulled({ images: IMAGES, runtime })).not.toHaveProperty('runtimeClassName');
  expect(pulled({ images: IMAGES, runtime, pullUnderRuntime: true })).toMatchObject({
    ...nodes,
    runtimeClassName: 'kata-fc',
  });
});

test('images without a program that does nothing are given one', () => {
  const pod = pulled({ images: IMAGES, noOpImage: 'mirror.example.com/busybox:1.37-musl' });
  const mount = { volumeMounts: [{ name: 'no-op', mountPath: '/no-op' }] };
  expect(pod.initContainers).toEqual([
    expect.objectContaining({
      name: 'no-op',
      image: 'mirror.example.com/busybox:1.37-musl',
      command: ['/bin/busybox', 'cp', '/bin/busybox', '/no-op/true'],
      ...mount,
    }),
    expect.objectContaining({ image: IMAGES[0], command: ['/no-op/true'], ...mount }),
    expect.objectContaining({ image: IMAGES[1], command: ['/no-op/true'], ...mount }),
  ]);
  expect(pod.volumes).toEqual([{ name: 'no-op', emptyDir: {} }]);
});

test('nodes of Windows have a program of theirs, and no field that only Linux has', () => {
  const chart = chartOf();
  const pod = pulled({ images: IMAGES, runtime: IsolatedRuntime.windowsHyperV(chart, 'Windows') }, chart);
  expect(pod).toMatchObject({ os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } });
  expect(pod.initContainers[0]).toMatchObject({
    command: ['cmd', '/c', 'exit'],
    securityContext: { runAsNonRoot: true },
  });
  expect(
    [...pod.initContainers, ...pod.containers].map(({ securityContext }: any) => Object.keys(securityContext)),
  ).toEqual([['runAsNonRoot'], ['runAsNonRoot'], ['runAsNonRoot']]);
  expect(podSecurityViolations({ spec: pod }, { level: 'restricted', version: 'latest' })).toEqual([]);
});

test('its pods pass Pod Security restricted', () => {
  for (const props of [{ images: IMAGES }, { images: IMAGES, noOpImage: 'busybox' }]) {
    expect(podSecurityViolations({ spec: pulled(props) }, { level: 'restricted', version: 'latest' })).toEqual([]);
  }
});

test('has the name of its DaemonSet, and keeps the lists that it was given', () => {
  const chart = chartOf();
  const given = [...IMAGES];
  const command = ['sleep', '0'];
  const pull = new ImagePrePull(chart, 'Images', { images: given, command });
  const before = JSON.stringify(printed(chart));
  given.push('registry.example.com/later:1');
  command.push('later');
  expect(JSON.stringify(printed(chart))).toBe(before);
  expect(printed(chart)[0].metadata.name).toBe(pull.name);
});

describe('fails if', () => {
  test.each<[string, object, string]>([
    ['an image is none', { images: ['a b'] }, "'images[0]' is 'a b'; give the reference of an image"],
    ['images are one text', { images: 'a' }, "'images' is 'a'; give a list"],
    [
      'it should be the runtime, and there is none',
      { images: IMAGES, pullUnderRuntime: true },
      "'pullUnderRuntime' is true without a 'runtime'; give the runtime, or remove 'pullUnderRuntime'",
    ],
    [
      'two props say what images run',
      { images: IMAGES, command: ['sleep', '0'], noOpImage: 'busybox' },
      "'command' and 'noOpImage' are both set, and each sets the command of the images; remove one",
    ],
    ['the command is empty', { images: IMAGES, command: [] }, "'command' is []; give a program and its arguments"],
    ['the name of a prop is mistyped', { image: ['a'] }, "have 'image', which is not an option; use 'images'"],
    [
      'a template is a reference',
      { templates: [SandboxTemplate.fromSandboxTemplateName(chartOf(), 'There', 'there')] },
      "'templates' has a SandboxTemplateReference; give SandboxTemplates of the app, or use 'images'",
    ],
    ['a template is plain', { templates: [{}] }, "'templates' has {}; give SandboxTemplates of the app"],
    ['the props are null', untyped<object>(null), 'the props are null; give an object'],
  ])('%s', (_, props, message) => {
    expect(() => new ImagePrePull(chartOf(), 'Images', props)).toThrow(message);
  });

  test('a program of Linux is for nodes of Windows', () => {
    const chart = chartOf();
    expect(() => pulled({ images: IMAGES, noOpImage: 'busybox', runtime: IsolatedRuntime.windowsHyperV(chart, 'W') }))
      .toThrow("'noOpImage' contains a program for Linux, and the runtime is for Windows; use 'command'");
  });

  test('there are no images in the end', () => {
    const chart = chartOf();
    new ImagePrePull(chart, 'Images', {});
    expect(errorsOf(chart)).toContain(
      "there are no images to pull; give 'images', or 'templates' that have containers",
    );
  });
});

describe('ASB246: Secrets of a template in another namespace', () => {
  const found = (chart: Chart) => findingsOf(chart).filter(({ code }) => code === 'ASB246');

  function templateIn(namespace: string, podSpec: object, chart = chartOf()): [Chart, SandboxTemplate] {
    const other = new Chart(chart.node.root, 'other', { namespace });
    return [chart, new SandboxTemplate(other, 'Python', { containers: [CONTAINER], podSpec })];
  }
  const SECRETS = { imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }] };

  test('cannot be used', () => {
    const [chart, template] = templateIn('other', SECRETS);
    new ImagePrePull(chart, 'Images', { templates: [template] });
    expect(found(chart)).toEqual([expect.objectContaining({
      severity: 'warning',
      path: 'research/Images',
      message: "the images of template 'other/Python' are pulled without its Secrets 'registry' and 'mirror': the "
        + "template is in namespace 'other', and the pods that pull are in namespace 'research'",
    })]);
  });

  test.each<[string, string, object, Partial<ImagePrePullProps>]>([
    ['of the same namespace', 'research', SECRETS, {}],
    ['beside Secrets of its own', 'other', SECRETS, { imagePullSecrets: ['registry'] }],
    ['without Secrets', 'other', {}, {}],
  ])('nothing is said of a template %s', (_, namespace, podSpec, props) => {
    const [chart, template] = templateIn(namespace, podSpec);
    new ImagePrePull(chart, 'Images', { templates: [template], ...props });
    expect(found(chart)).toEqual([]);
  });
});
