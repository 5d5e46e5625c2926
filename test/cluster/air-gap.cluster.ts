/**
 * Lists of images, run by the programs that they are for: every image that an app prints is then where it is asked for,
 * with the same digest and all platforms. No control plane is needed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, ImageList, ImageRegistryLayout, ListedImage, SandboxCluster, SandboxTemplate,
} from '../../src';
import { run } from '../support/cli';
import { hasRegistries, hasSkopeo, Registries } from '../support/registries';
import { quietly } from '../support/stderr';

const tell = (line: string) => process.stderr.write(`${line}\n`);
if (!hasRegistries()) { tell('SKIPPED: no registries and no oras; build them with --build'); }
if (!hasSkopeo()) { tell('SKIPPED: no skopeo on the PATH, so lists for it are not run'); }

const describeRegistries = hasRegistries() ? describe : describe.skip;
const describeSkopeo = hasRegistries() && hasSkopeo() ? describe : describe.skip;

const CONTROLLER = 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5';
const PUBLISHED = [
  CONTROLLER, 'docker.io/library/python:3.14', 'docker.io/team/tool:1', 'quay.example.com/team/other:2',
  'ghcr.io/a/b/c:3',
];
const [, PYTHON, TOOL, OTHER, DEEP] = PUBLISHED;

type Copying = (list: ImageList, mirror: string) => string;

const ORAS: Copying = (list) => list.toOras();

const SKOPEO: ReadonlyArray<readonly [string, ImageRegistryLayout, Copying]> = [
  ...Object.values(ImageRegistryLayout).map((layout): [string, ImageRegistryLayout, Copying] => (
    ['skopeo copy', layout, (list) => list.toSkopeoCopy()]
  )),
  ['skopeo sync', ImageRegistryLayout.HOST_AND_PATH, (list, mirror) => `cat > images.yaml <<'END'
${list.toSkopeo()}END
skopeo sync --all --preserve-digests --scoped --src yaml --dest docker images.yaml ${mirror}
`],
];

const all = mkdtempSync(join(tmpdir(), 'agent-sandbox-'));
afterAll(() => rmSync(all, { recursive: true, force: true }));
const directoryOf = () => mkdtempSync(join(all, 'd'));

describeRegistries('copies of the images of an app', () => {
  let registries: Registries;
  let made = 0;
  const mirrors = Array.from({ length: 5 }, (_, index) => `m${index}.example.com`);

  beforeAll(async () => { registries = await Registries.start(directoryOf(), mirrors, PUBLISHED); });
  afterAll(async () => {
    await registries.stop();
    // Nothing was asked but what the lists have.
    expect(registries.told).toBe('');
  });

  /** By tag, by tag and digest, and by digest alone. */
  const listed = (imageRegistry: string, imageRegistryLayout: ImageRegistryLayout): ImageList => {
    const app = new App();
    SandboxCluster.declare(app, {
      version: AgentSandboxVersion.V1_0_5, imageRegistry, imageRegistryLayout, mirrorAllImages: true,
    });
    const chart = new Chart(app, 'agents', { namespace: 'agents' });
    new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.V1_0_5 });
    const { digests } = registries;
    new SandboxTemplate(chart, 'T', {
      containers: [
        { name: 'a', image: 'python:3.14' },
        { name: 'b', image: `team/tool:1@${digests[TOOL]}` },
        { name: 'c', image: `${OTHER.split(':')[0]}@${digests[OTHER]}` },
        { name: 'd', image: `${DEEP}@${digests[DEEP]}` },
      ],
    });
    return ImageList.of(app);
  };

  /** Runs a list, and reads what the app asks for as a node would. */
  const copied = async (layout: ImageRegistryLayout, copying: Copying): Promise<ImageList> => {
    const mirror = `${mirrors[made++]}/mirror`;
    const list = listed(mirror, layout);
    await registries.run(copying(list, mirror), directoryOf());
    const found: Record<string, string> = {};
    for (const { reference } of list.images) {
      expect(reference.startsWith(`${mirror}/`)).toBe(true);
      found[reference] = await registries.pulled(reference);
    }
    expect(Object.values(found).sort()).toEqual(Object.values(registries.digests).sort());
    return list;
  };

  const signed = (list: ImageList) => Promise.all(list.images.map(async ({ registry, repository, reference }) => (
    registries.signatures(`${registry}/${repository}`, await registries.pulled(reference))
  )));

  test.each(Object.values(ImageRegistryLayout))('by oras to the layout %s, with signatures', async (layout) => {
    expect(await signed(await copied(layout, ORAS))).toEqual(PUBLISHED.map(() => 1));
  });

  describeSkopeo('and by skopeo', () => {
    test.each(SKOPEO)('%s to the layout %s, without signatures', async (_, layout, copying) => {
      expect(await signed(await copied(layout, copying))).toEqual(PUBLISHED.map(() => 0));
    });
  });

  test('fails if an image is not there, or is another one', async () => {
    await expect(registries.pulled(PYTHON.replace('3.14', '3.13'))).rejects.toThrow(/404/);
    await expect(registries.run('oras cp r.example.com/a:1 m0.example.com/a:1', directoryOf())).rejects.toThrow();
    expect(registries.told).toMatch(/r\.example\.com:443 cannot be reached/);
    registries.told = '';
  });
});

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/air-gap.md'), 'utf8').replaceAll('\\\n', '');
const MIRROR = 'registry.internal.example';

/** The lines of the page's scripts that begin with a text, without comments. */
const commandsOf = (start: string): string[] => [...PAGE.matchAll(/^```sh\n([^]*?)^```$/gm)]
  .flatMap(([, script]) => script.split('\n'))
  .filter((line) => line.startsWith(start)).map((line) => line.replace(/ +#.*/, ''));

describeRegistries('the commands of docs/air-gap.md on examples/air-gapped', () => {
  const printed = directoryOf();
  let images: ListedImage[];

  beforeAll(() => {
    const before = process.env.CDK8S_OUTDIR;
    process.env.CDK8S_OUTDIR = join(printed, 'dist');
    try {
      quietly(() => { createRequire(__filename)(join(ROOT, 'examples/air-gapped/main.ts')); });
    } finally {
      if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
    }
    images = JSON.parse(list('json', `--to ${MIRROR}/mirror --layout host-and-path`)).images;
  });

  const list = (format: string, options: string) => {
    const { code, out, err } = run(
      ['images', join(printed, 'dist'), '--format', format, ...options.split(' ').filter(Boolean)],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out;
  };

  /** Writes a list as a line of the page does. */
  const writeList = (format: string) => {
    const [command] = commandsOf('npx cdk8s-agent-sandbox images').filter((line) => line.includes(`--format ${format}`));
    const [, options, file] = /images dist\/ +--format \w+ +(.*) > (\S+)$/.exec(command)!;
    writeFileSync(join(printed, file), list(format, options));
  };

  const areThere = async (scripts: readonly string[]) => {
    expect(scripts).not.toEqual([]);
    const sources = images.flatMap(({ source }) => source ?? []);
    expect(sources).toHaveLength(images.length - 1);
    const registries = await Registries.start(directoryOf(), [MIRROR], sources);
    try {
      for (const script of scripts) { await registries.run(script, printed); }
      for (const { source, reference } of images) {
        if (source !== undefined) { expect(await registries.pulled(reference)).toBe(registries.digests[source]); }
      }
      expect(registries.told).toBe('');
    } finally {
      await registries.stop();
    }
  };

  test('oras copies all but the images of the user', async () => {
    writeList('oras');
    await areThere(commandsOf('sh '));
  });

  describeSkopeo('and by skopeo', () => {
    test('over a disk', async () => {
      writeList('skopeo');
      const commands = commandsOf('skopeo ');
      expect(commands).toHaveLength(2);
      await areThere(commands.map((command) => command.replace('/media/disk', join(printed, 'disk'))));
    });
  });
});
