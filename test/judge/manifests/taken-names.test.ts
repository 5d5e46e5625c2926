import { split } from '../../../src/documents';
import { ManifestJudge } from '../../../src/judge/manifests';
import { Catalogue } from '../../../src/release/catalogue';

interface Given {
  readonly files?: readonly string[];
  readonly closedWorld?: boolean;
  readonly release?: string;
}

/** What is said of names in files. */
function found({ files = [], closedWorld = false, release = 'v1.0.5' }: Given): string[] {
  const manifests = new ManifestJudge({ release: Catalogue.standard().get(release), closedWorld, keepObjects: false });
  files.forEach((text, index) => {
    for (const chunk of split([text])) { manifests.read({ name: `${index}.yaml`, isStrict: true }, chunk); }
  });
  return manifests.finish().findings
    .filter(({ finding: { code } }) => code === 'ASB211' || code === 'ASB212')
    .map(({ file, line, finding: { code, severity, message } }) => `${file}:${line} ${severity} ${code} ${message}`);
}

const file = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const pod = { podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/devbox:2026.10' }] } } };
const VOLUME = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const meta = (name: string, more: object = {}) => ({ metadata: { name, namespace: 'research', ...more } });
const core = (kind: string, name: string, spec: object, more: object = {}) =>
  ({ apiVersion: 'v1', kind, ...meta(name, more), spec });
const sandbox = (name: string, spec: object = {}, more: object = {}) =>
  ({ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', ...meta(name, more), spec: { ...pod, ...spec } });
const extension = (kind: string, name: string, spec: object) =>
  ({ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind, ...meta(name), spec });
const pool = (replicas: number) =>
  extension('SandboxWarmPool', 'pool', { replicas, sandboxTemplateRef: { name: 'python' } });
const template = (spec: object = {}) => extension('SandboxTemplate', 'python', { ...pod, ...spec });
const claim = (name: string) => extension('SandboxClaim', name, { warmPoolRef: { name: 'pool' } });
const service = (name: string, spec: object = {}, more: object = {}) =>
  core('Service', name, { ports: [{ port: 80 }], ...spec }, more);
const ADOPTABLE = { labels: { 'agents.x-k8s.io/adoptable': 'true' } };
const OWNED = { ownerReferences: [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', name: 's', uid: '1' }] };

describe('ASB212 in files', () => {
  const line = (kind: string, name: string, of = 's', at = '0.yaml:1') =>
    `${at} error ASB212 ${kind} '${name}' has the name of the one that sandbox '${of}' makes or looks for, ` +
    "and no label 'agents.x-k8s.io/adoptable' that lets it be taken over";

  test('fails if a Service, a Pod or a PersistentVolumeClaim has the name, whichever comes first', () => {
    const made = core('PersistentVolumeClaim', 'home-s', {
      accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
    });
    const own = core('Pod', 's', pod.podTemplate.spec);
    const s = sandbox('s', { service: true, ...VOLUME });
    expect(found({ files: [file(service('s'), s)] })).toEqual([line('Service', 's')]);
    expect(found({ files: [file(s, service('s'))] })).toEqual([line('Service', 's', 's', '0.yaml:3')]);
    expect(found({ files: [file(own, s)] })).toEqual([line('Pod', 's')]);
    expect(found({ files: [file(made, s)] })).toEqual([line('PersistentVolumeClaim', 'home-s')]);
    expect(found({ files: [file(service('s')), file(s)], closedWorld: true })).toEqual([line('Service', 's')]);
  });

  test('fails if a Service that may be taken over is not headless, and warns if it has no selector', () => {
    const s = sandbox('s', { service: true });
    expect(found({ files: [file(service('s', {}, ADOPTABLE), s)] })).toEqual([
      "0.yaml:1 error ASB212 Service 's' is there to be taken over by a sandbox, which takes headless ones only, " +
      'and has a cluster IP',
    ]);
    expect(found({ files: [file(service('s', { clusterIP: 'None' }, ADOPTABLE), s)] })).toEqual([
      "0.yaml:1 warning ASB212 Service 's' is there to be taken over by a sandbox and has no selector, " +
      'which fails where the cluster has one IP family',
    ]);
    expect(found({ files: [file(service('s', { clusterIP: 'None', selector: { a: 'b' } }, ADOPTABLE), s)] }))
      .toEqual([]);
  });

  test.each<[what: string, given: Given]>([
    ['the sandbox makes no Service', { files: [file(service('s'), sandbox('s'))] }],
    ['the names differ', { files: [file(service('other'), sandbox('s', { service: true }))] }],
    ['the namespaces differ', {
      files: [file({ ...service('s'), metadata: { name: 's', namespace: 'b' } }, sandbox('s', { service: true }))],
    }],
    ['the files may be for two clusters', { files: [file(service('s')), file(sandbox('s', { service: true }))] }],
    ['the controller made it', { files: [file(service('s', {}, OWNED), sandbox('s', { service: true }))] }],
    ['the claim is of another volume', {
      files: [file(core('PersistentVolumeClaim', 'data-s', { accessModes: ['ReadWriteOnce'] }), sandbox('s', VOLUME))],
    }],
  ])('is fine if %s', (_, given) => {
    expect(found(given)).toEqual([]);
  });
});

describe('ASB211 in files', () => {
  test('fails if a cold claim has the name of a Sandbox', () => {
    const line =
      "0.yaml:1 error ASB211 the claim starts a sandbox of its own name, and there is a Sandbox 'dup' already";
    expect(found({ files: [file(claim('dup'), sandbox('dup'), pool(0), template())] })).toEqual([line]);
  });

  test('a cold claim makes what its template says', () => {
    expect(found({ files: [file(service('dup'), claim('dup'), pool(0), template({ service: true }))] })).toEqual([
      expect.stringContaining("error ASB212 Service 'dup' has the name of the one that sandbox 'dup' makes"),
    ]);
  });

  test('is fine where a waiting sandbox serves it, and of the sandbox that the claim made', () => {
    expect([
      ...found({ files: [file(claim('dup'), sandbox('dup'), pool(1), template())] }),
      ...found({ files: [file(claim('dup'), sandbox('other'), pool(0), template())] }),
      ...found({ files: [file(claim('dup'), sandbox('dup', {}, OWNED), pool(0), template())] }),
    ]).toEqual([]);
  });
});

describe('ASB211 in files: what the controller makes', () => {
  const policy = (name: string, more: object = {}) => ({
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...meta(name, more), spec: { podSelector: {} },
  });
  const told = "error ASB211 the controller makes a NetworkPolicy 'python-network-policy' for template 'python'";

  test('fails if a NetworkPolicy has the name of the one of a template', () => {
    expect(found({ files: [file(template(), policy('python-network-policy'))] })).toEqual([`0.yaml:3 ${told}`]);
    expect(found({ files: [file(policy('python-network-policy'), template())] })).toEqual([`0.yaml:1 ${told}`]);
    const apart = [file(template()), file(policy('python-network-policy'))];
    expect(found({ files: apart, closedWorld: true })).toEqual([`1.yaml:1 ${told}`]);
    expect(found({ files: apart })).toEqual([]);
  });

  test.each<[string, object[], string | undefined]>([
    ['one that nobody keeps', [
      template({ networkPolicyManagement: 'Unmanaged' }), policy('python-network-policy'),
    ], undefined],
    ['one that the controller made', [template(), policy('python-network-policy', OWNED)], undefined],
    ['one of another template', [template(), policy('other-network-policy')], undefined],
    ['a release that makes none', [
      { ...template(), apiVersion: 'extensions.agents.x-k8s.io/v1alpha1' }, policy('python-network-policy'),
    ], 'v0.1.0'],
  ])('nothing is said of %s', (_, objects, release) => {
    expect(found({ files: [file(...objects)], release })).toEqual([]);
  });

  const [HOME] = VOLUME.volumeClaimTemplates;
  const named = (name: string) => ({ volumeClaimTemplates: [{ ...HOME, metadata: { name } }] });

  test('fails if the volumes of two sandboxes become one PersistentVolumeClaim', () => {
    const message = "its volume 'x' becomes PersistentVolumeClaim 'x-a-b', which a volume of 'b' becomes too";
    expect(found({ files: [file(sandbox('b', named('x-a')), sandbox('a-b', named('x')))] })).toEqual([
      `0.yaml:3 error ASB211 ${message}`,
    ]);
    expect(found({ files: [file(sandbox('b', named('x-a')), sandbox('c-b', named('x')))] })).toEqual([]);
  });

  test('fails if those of a Sandbox and of a claim that starts cold do', () => {
    const files = [file(template(named('x-a')), pool(0), sandbox('a-b', named('x')), claim('b'))];
    expect(found({ files })).toEqual([
      "0.yaml:7 error ASB211 its volume 'x-a' becomes PersistentVolumeClaim 'x-a-b', "
        + "which a volume of 'a-b' becomes too",
    ]);
    expect(found({ files: [files[0].replace('"replicas":0', '"replicas":1')] })).toEqual([]);
  });
});

describe('ASB211: the NetworkPolicy of a claim, up to v0.3.x', () => {
  const old = (kind: string, name: string, spec: object) => ({ ...extension(kind, name, spec), apiVersion: OLD });
  const OLD = 'extensions.agents.x-k8s.io/v1alpha1';
  const rules = { networkPolicy: { egress: [{}] } };
  const nightly = old('SandboxClaim', 'nightly', { sandboxTemplateRef: { name: 'python' } });
  const policy = (name: string) => (
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...meta(name), spec: { podSelector: {} } }
  );
  const of = (spec: object, name: string, release: string) => (
    found({ files: [file(old('SandboxTemplate', 'python', { ...pod, ...spec }), nightly, policy(name))], release })
  );

  test.each(['v0.1.1', 'v0.3.10'])('fails if another has its name, with %s', (release) => {
    expect(of(rules, 'nightly-network-policy', release)).toEqual([
      "0.yaml:5 error ASB211 the controller makes a NetworkPolicy 'nightly-network-policy' for claim 'nightly'",
    ]);
  });

  test('nothing is said of another name, of a template without rules, and of other releases', () => {
    expect([
      ...of(rules, 'other-network-policy', 'v0.1.1'),
      ...of({}, 'nightly-network-policy', 'v0.1.1'),
      ...of(rules, 'nightly-network-policy', 'v0.2.1'),
      ...of(rules, 'nightly-network-policy', 'v0.4.6'),
    ]).toEqual([]);
  });
});
