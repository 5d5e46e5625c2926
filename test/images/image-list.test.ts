import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox, AgentSandboxVersion, ContainerdConfigVersion, GvisorNodePreparation, Headroom, HeadroomMechanism,
  ImageList, ImagePrePull, ImageRegistryLayout, SandboxCluster, SandboxTemplate,
} from '../../src';
import { ImageMirror } from '../../src/air-gap/image-mirror';
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
    const wrong = ['mirror', 'https://m.example.com', 'm.example.com/', '', null as any, 'm.example.com/a;b'];
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

describe('lists for a cluster with a registry of copies', () => {
  const mirrored = (imageRegistryLayout?: ImageRegistryLayout) => {
    const app = new App();
    SandboxCluster.declare(app, {
      version: AgentSandboxVersion.V1_0_5, imageRegistry: 'm.example.com/mirror', imageRegistryLayout,
    });
    const chart = new Chart(app, 'agents', { namespace: 'agents' });
    new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.V1_0_5 });
    new SandboxTemplate(chart, 'Own', { containers: [{ image: 'm.example.com/mirror/team/own:1' }] });
    new SandboxTemplate(chart, 'Other', { containers: [{ image: 'python:3.14' }] });
    return ImageList.of(app);
  };
  const CONTROLLER = 'agent-sandbox/agent-sandbox-controller:v1.0.5';

  test('say what an image is a copy of, and where one from elsewhere would be', () => {
    const list = mirrored();
    expect(list.images.map(({ reference, source, mirror }) => ({ reference, source, mirror }))).toEqual([
      { reference: 'docker.io/library/python:3.14', mirror: 'm.example.com/mirror/library/python:3.14' },
      {
        reference: `m.example.com/mirror/${CONTROLLER}`,
        source: `registry.k8s.io/${CONTROLLER}`,
        mirror: `m.example.com/mirror/${CONTROLLER}`,
      },
      { reference: 'm.example.com/mirror/team/own:1', mirror: 'm.example.com/mirror/team/own:1' },
    ]);
    expect(list.toText()).toContain(`m.example.com/mirror/${CONTROLLER}  (not pinned)
  copy of registry.k8s.io/${CONTROLLER}
`);
    expect(list.toText()).toContain('  in the mirror m.example.com/mirror/library/python:3.14\n');
  });

  test('copy from where an image is published, and leave out what is no known copy', () => {
    expect(mirrored().toOras()).toBe(
      `oras cp --recursive docker.io/library/python:3.14 m.example.com/mirror/library/python:3.14
oras cp --recursive registry.k8s.io/${CONTROLLER} m.example.com/mirror/${CONTROLLER}
# m.example.com/mirror/team/own:1 is in the mirror, and no copy of what is known
`);
    expect(mirrored(ImageRegistryLayout.HOST_AND_PATH).toSkopeoCopy().split('\n')[1]).toBe(
      `skopeo copy --all --preserve-digests docker://registry.k8s.io/${CONTROLLER} `
        + `docker://m.example.com/mirror/registry.k8s.io/${CONTROLLER}`,
    );
    expect(mirrored(ImageRegistryLayout.HOST_AND_PATH).toSkopeo())
      .toBe(`# m.example.com/mirror/team/own:1 is in the mirror, and no copy of what is known
"docker.io":
  images:
    "library/python":
      - "3.14"
"registry.k8s.io":
  images:
    "agent-sandbox/agent-sandbox-controller":
      - "v1.0.5"
`);
  });

  test('fails if skopeo would copy where no manifest asks', () => {
    expect(() => mirrored().toSkopeo()).toThrow(
      "'skopeo sync --scoped' copies 'docker.io/library/python:3.14' to a path with its host, and "
        + "'m.example.com/mirror/library/python:3.14' has none; use ImageRegistryLayout.HOST_AND_PATH",
    );
  });

  test('another registry takes copies of the same sources', () => {
    expect(mirrored().toOras('other.example.com').split('\n')[1])
      .toBe(`oras cp --recursive registry.k8s.io/${CONTROLLER} other.example.com/${CONTROLLER}`);
  });

  test('without one, the commands need to know where to', () => {
    expect(() => ImageList.of(appWith('a')).toOras()).toThrow(/has no mirror; give the registry to copy to/);
  });

  test('files in which the host is part of the path tell what is copied', () => {
    const images = [{
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        containers: ['m.example.com/docker.io/library/a:1', 'm.example.com/own/b:1'].map((image) => ({ image })),
      },
    }];
    const mirror = new ImageMirror('m.example.com', ImageRegistryLayout.HOST_AND_PATH);
    const list = ImageList._ofObjects(images.map((object) => ({ object, mirror })));
    expect(list.images.map(({ source }) => source)).toEqual(['docker.io/library/a:1', undefined]);
  });
});

test('an image of a PodTemplate, and the one that containerd starts in each pod', () => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'nodes', { namespace: 'nodes' });
  new GvisorNodePreparation(chart, 'Gvisor', {
    image: 'r.example.com/gvisor:1',
    containerdConfigVersion: ContainerdConfigVersion.V3,
    sandboxImage: 'r.example.com/pause:1',
  });
  const template = new SandboxTemplate(chart, 'T', { containers: [{ image: 'r.example.com/a:1' }] });
  new Headroom(chart, 'Room', {
    template, sandboxes: 1, mechanism: HeadroomMechanism.CAPACITY_BUFFER, pauseImage: 'r.example.com/placeholder:1',
  });
  const uses = new Map(ImageList.of(app).images.map((image) => [image.reference, image.uses[0]]));
  expect(uses.get('r.example.com/pause:1')?.path).toMatch(/^spec\.template\.spec\.initContainers\[0\]\.env\[\d+\]/);
  expect(uses.get('r.example.com/placeholder:1')).toMatchObject({ kind: 'PodTemplate' });
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
    ['skopeo copy without a registry', ['--format', 'skopeo-copy'], 'busybox', /give --to REGISTRY/],
    [
      'skopeo to another layout', ['--format', 'skopeo', '--to', 'm.example.com'], 'busybox',
      /'m\.example\.com\/library\/busybox:latest' has none; use .*--layout host-and-path/,
    ],
    ['a layout without a registry', ['--layout', 'path'], 'busybox', /--layout is that of --to, which is missing/],
    ['another layout', ['--to', 'm.example.com', '--layout', 'x'], 'busybox', /layout 'x' is unknown/],
    ['what is no registry', ['--to', 'mirror'], 'busybox', /registry 'mirror' is not valid; give a host/],
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
