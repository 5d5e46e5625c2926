import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandbox, AgentSandboxVersion, ImageList, ImagePrePull, SandboxCluster, SandboxTemplate } from '../../src';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

function appWith(...references: string[]): App {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'agents', { namespace: 'agents' });
  references.forEach((image, index) => {
    new SandboxTemplate(chart, `T${index}`, { containers: [{ name: 'tool', image }] });
  });
  return app;
}

const referencesOf = (list: ImageList) => list.images.map(({ reference }) => reference);

describe('what is listed', () => {
  test('images of the install, of templates, workloads and of what pulls in advance, each once', () => {
    const app = appWith('registry.example.com/python:3.14', 'registry.example.com/python:3.14');
    const chart = new Chart(app, 'platform');
    new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.V1_0_5 });
    new ImagePrePull(chart, 'Images', { images: ['registry.example.com/python:3.14'] });
    new kplus.CronJob(chart, 'Nightly', {
      schedule: { expressionString: '0 0 * * *' } as any,
      containers: [{ image: 'registry.example.com/tools:1' }],
    });
    const list = ImageList.of(app);
    expect(referencesOf(list)).toEqual([
      'registry.example.com/python:3.14',
      'registry.example.com/tools:1',
      'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5',
      'registry.k8s.io/pause:3.10',
    ]);
    expect(list.images[0].uses.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'SandboxTemplate spec.podTemplate.spec.containers[0].image',
      'SandboxTemplate spec.podTemplate.spec.containers[0].image',
      'DaemonSet spec.template.spec.initContainers[0].image',
    ]);
  });

  test('of a chart, its own alone', () => {
    const app = appWith('registry.example.com/a:1');
    const other = new Chart(app, 'other');
    new SandboxTemplate(other, 'T', { containers: [{ image: 'registry.example.com/b:1' }] });
    expect(referencesOf(ImageList.of(other))).toEqual(['registry.example.com/b:1']);
  });

  test.each([
    ['busybox', { registry: 'docker.io', repository: 'library/busybox', tag: 'latest' }],
    ['docker.io/busybox:1', { registry: 'docker.io', repository: 'library/busybox', tag: '1' }],
    ['team/tool:v1', { registry: 'docker.io', repository: 'team/tool', tag: 'v1' }],
    ['localhost/tool', { registry: 'localhost', repository: 'tool', tag: 'latest' }],
    ['r.example.com:5000/a/b', { registry: 'r.example.com:5000', repository: 'a/b', tag: 'latest' }],
    [`r.example.com/a@${DIGEST}`, { registry: 'r.example.com', repository: 'a', digest: DIGEST }],
    [`r.example.com/a:1@${DIGEST}`, { registry: 'r.example.com', repository: 'a', tag: '1', digest: DIGEST }],
  ])('the parts of %s', (image, parts) => {
    const [{ reference, uses, ...rest }] = ImageList.of(appWith(image)).images;
    expect(rest).toEqual(parts);
    expect(uses).toHaveLength(1);
    expect(reference).toBe(`${parts.registry}/${parts.repository}`
      + ('tag' in parts ? `:${parts.tag}` : '') + ('digest' in parts ? `@${parts.digest}` : ''));
  });

  test('an image volume', () => {
    const app = appWith();
    const chart = new Chart(app, 'models');
    new SandboxTemplate(chart, 'T', {
      containers: [{ image: 'r.example.com/a:1' }],
      podSpec: { volumes: [{ name: 'model', image: { reference: 'r.example.com/model:7' } }] } as any,
    });
    const [, { reference, uses: [{ path, part }] }] = ImageList.of(app).images;
    expect({ reference, path, part }).toEqual({
      reference: 'r.example.com/model:7', path: 'spec.podTemplate.spec.volumes[0].image.reference', part: 'model',
    });
  });
});

describe('lists of mirrors', () => {
  const list = () => ImageList.of(appWith(
    'r.example.com/a:2', 'r.example.com/a:1', `r.example.com/b:1@${DIGEST}`, 'registry.k8s.io/pause:3.10',
  ));

  test('for skopeo, what is pinned by its digest', () => {
    expect(list().toSkopeo()).toBe(`"r.example.com":
  images:
    "a":
      - "1"
      - "2"
    "b":
      - "${DIGEST}"
"registry.k8s.io":
  images:
    "pause":
      - "3.10"
`);
  });

  test('for oras, with the tag that manifests ask the mirror for', () => {
    expect(list().toOras('m.example.com/mirror').split('\n').slice(1, 4)).toEqual([
      'oras cp --recursive r.example.com/a:2 m.example.com/mirror/a:2',
      `oras cp --recursive r.example.com/b@${DIGEST} m.example.com/mirror/b:1`,
      'oras cp --recursive registry.k8s.io/pause:3.10 m.example.com/mirror/pause:3.10',
    ]);
  });

  test('two images that would become one are refused, and so is what is no registry', () => {
    const both = ImageList.of(appWith('a.example.com/tool:1', 'b.example.com/tool:1'));
    expect(() => both.toOras('m.example.com')).toThrow(
      "'a.example.com/tool:1' and 'b.example.com/tool:1' are both 'm.example.com/tool:1' in the mirror",
    );
    const wrong = ['mirror', 'https://m.example.com', 'm.example.com/', '', undefined as any, 'm.example.com/a;b'];
    for (const registry of wrong) {
      expect(() => list().toOras(registry)).toThrow(/is not valid; give a host/);
    }
  });

  test('an app without images has an empty list', () => {
    const empty = ImageList.of(new App());
    expect([empty.toSkopeo(), empty.toOras('m.example.com'), empty.toText()])
      .toEqual(['{}\n', '', '0 images, 0 pinned by digest\n']);
  });
});

describe('the command', () => {
  const temporary = directories();
  const POD = (image: string) => `apiVersion: v1
kind: Pod
metadata: { name: p, namespace: agents }
spec: { containers: [{ name: c, image: ${image} }] }
`;

  test('lists the images of files, and says which are not pinned', () => {
    const directory = temporary();
    writeFiles(directory, {
      'a.yaml': POD('busybox'), 'b.yaml': POD(`r.example.com/a@${DIGEST}`).replace('name: p', 'name: q'),
    });
    const { code, out } = run(['images', directory]);
    expect(out.replaceAll(directory, 'DIR')).toBe(`docker.io/library/busybox:latest  (not pinned)
  Pod agents/p, c (file DIR/a.yaml)
r.example.com/a@${DIGEST}
  Pod agents/q, c (file DIR/b.yaml)
2 images, 1 pinned by digest
`);
    expect(code).toBe(0);
    expect(run(['images', directory, '--pinned']).code).toBe(1);
    expect(JSON.parse(run(['images', directory, '--format', 'json']).out).images).toHaveLength(2);
  });

  test.each<[string, string[], string, RegExp]>([
    ['what is no reference', [], 'A B', /is 'A B', which is no reference of an image/],
    ['oras without a registry', ['--format', 'oras'], 'busybox', /give --to REGISTRY/],
    ['a registry without oras', ['--to', 'm.example.com'], 'busybox', /--to is for --format oras/],
    ['another format', ['--format', 'xml'], 'busybox', /format 'xml' is unknown/],
    ['YAML that cannot be read', [], '"', /a\.yaml:\d+:\d+/],
  ])('refuses %s', (_, options, image, message) => {
    const directory = temporary();
    writeFiles(directory, { 'a.yaml': POD(image) });
    const { code, out, err } = run(['images', directory, ...options]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
