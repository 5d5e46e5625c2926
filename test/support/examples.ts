import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdk8sSynth } from './edited-example';
import { editor } from './language-server';
import { sandboxesReached } from './reachability';
import { parseManifest } from './upstream';
import { AgentSandboxVersion } from '../../src';
import { judgeCore } from '../../src/judge/kubernetes-kinds';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';

const ROOT = join(__dirname, '../..');

/** What an example printed, once its tests run. */
export interface Example {
  /** Text by name of the file; to be read when a test runs, not before. */
  readonly files: Readonly<Record<string, string>>;
  /** The objects of a file, of the first one by default. */
  objects(file?: string): any[];
  /** The object of a kind and a name. */
  find(kind: string, name: string, file?: string): any;
}

/**
 * Synthesizes an example as its user does, before the tests that follow, and tests what holds for each example.
 *
 * @param clusters releases by the files that go to a cluster of their own; the others go to one of v1.0.5
 */
export function example(name: string, clusters: Readonly<Record<string, AgentSandboxVersion>> = {}): Example {
  let directory: string;
  let files: Record<string, string> = {};
  let stderr = '';

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), `${name}-`));
    ({ files, stderr } = synth(name, join(directory, 'first')));
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const objects = (file = Object.keys(files)[0]) => parseManifest(files[file]);

  describe(`examples/${name}, as every example,`, () => {
    test('writes nothing to stderr', () => {
      expect(stderr).toBe('');
    });

    test('prints nothing empty: no document, no value', () => {
      for (const [file, text] of Object.entries(files)) {
        expect(objects(file)).toHaveLength(text.split(/^---$/m).length);
        expect(nulls(objects(file))).toEqual([]);
      }
    });

    // What is one object in memory may become references in YAML: the schemas of CRDs, or props given twice.
    test('prints every value where it belongs, without anchors', () => {
      expect(Object.values(files).join('\n')).not.toMatch(/(: |- )[&*]\w+$/m);
    });

    test('has pods that pass Pod Security restricted', () => {
      for (const file of Object.keys(files)) {
        for (const pod of objects(file).map(podOf).filter((each) => each !== undefined)) {
          expect(podSecurityViolations(pod, { level: 'restricted', version: 'latest' })).toEqual([]);
        }
      }
    });

    test('has objects of Kubernetes\' own kinds whose structure is right', () => {
      expect(Object.keys(files).flatMap((file) => objects(file).flatMap((object) => judgeCore(object)))).toEqual([]);
    });

    test('has no sandbox that another reaches', () => {
      const common = Object.keys(files)
        .filter((file) => !Object.hasOwn(clusters, file))
        .flatMap((file) => objects(file));
      expect(sandboxesReached(common, AgentSandboxVersion.V1_0_5)).toEqual([]);
      for (const [file, version] of Object.entries(clusters)) {
        expect(sandboxesReached(objects(file), version)).toEqual([]);
      }
    });

    test('shows no error in an editor', async () => {
      const reported = await Promise.all(Object.entries(files).map(async ([file, text]) => {
        const { id } = clusters[file] ?? AgentSandboxVersion.V1_0_5;
        return [file, await editor(Catalogue.standard().get(id)).diagnostics(text)];
      }));
      expect(reported).toEqual(Object.keys(files).map((file) => [file, []]));
    });

    test('prints the same bytes again', () => {
      expect(synth(name, join(directory, 'second')).files).toEqual(files);
    });
  });

  return {
    get files() { return files; },
    objects,
    find: (kind, named, file) => {
      const found = objects(file).filter((object) => object.kind === kind && object.metadata.name === named);
      expect(found).toHaveLength(1);
      return found[0];
    },
  };
}

function synth(name: string, output: string): { files: Record<string, string>; stderr: string } {
  const { status, stderr, stdout } = cdk8sSynth(join(ROOT, 'examples', name), output);
  if (status !== 0) { throw new Error(`cdk8s synth in examples/${name} ended with ${status}:\n${stdout}${stderr}`); }
  return {
    files: Object.fromEntries(
      readdirSync(output, { recursive: true })
        .map(String)
        .filter((file) => file.endsWith('.yaml'))
        .sort()
        .map((file) => [file, readFileSync(join(output, file), 'utf8')]),
    ),
    stderr,
  };
}

/** The paths of what is null or undefined. */
function nulls(value: unknown, path = ''): string[] {
  if (value === null || value === undefined) { return [path]; }
  return typeof value === 'object'
    ? Object.entries(value).flatMap(([key, child]) => nulls(child, `${path}/${key}`))
    : [];
}

/** The pod that an object makes. */
function podOf({ kind, spec }: KubeObject & { spec?: any }): object | undefined {
  return kind === 'Sandbox' || kind === 'SandboxTemplate'
    ? spec.podTemplate
    : kind === 'Deployment'
      ? spec.template
      : undefined;
}
