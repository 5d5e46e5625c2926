import { split } from '../../../src/documents';
import { ManifestJudge, ManifestJudgeOptions, MOST_FINDINGS } from '../../../src/judge/manifests';
import { Outcome } from '../../../src/judge/manifests/outcome';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';
import { objectOf, podWith } from '../../support/judged';

/** What becomes of files, each a list of objects. */
function outcome(
  files: Readonly<Record<string, readonly KubeObject[]>>,
  options: Partial<ManifestJudgeOptions> = {},
): Outcome {
  const manifests = new ManifestJudge({
    release: Catalogue.standard().get('v1.0.5'),
    closedWorld: false,
    keepObjects: false,
    ...options,
  });
  for (const [name, objects] of Object.entries(files)) {
    for (const chunk of split([objects.map((object) => JSON.stringify(object)).join('\n---\n')])) {
      manifests.read({ name, isStrict: true }, chunk);
    }
  }
  return manifests.finish();
}

/** The findings, as `code file object`. */
function found(
  files: Readonly<Record<string, readonly KubeObject[]>>,
  options?: Partial<ManifestJudgeOptions>,
): string[] {
  return outcome(files, options).findings.map(({ file, object, finding: { code } }) => `${code} ${file} ${object}`);
}

const CLOSED = { closedWorld: true };
const gvisor = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'runsc' }, handler: 'runsc' };
/** A sound sandbox of a class: what rules about isolation say of it is not what is asked here. */
const isolated = (name: string, runtimeClassName = 'runsc') =>
  objectOf('Sandbox', name, podWith({ runtimeClassName }));
const template = objectOf('SandboxTemplate', 'python', podWith({ runtimeClassName: 'gvisor' }));
const pool = objectOf('SandboxWarmPool', 'pool', { replicas: 2, sandboxTemplateRef: { name: 'python' } });
const scaling = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'scaling', namespace: 'research' },
  spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: pool.apiVersion, kind: pool.kind, name: 'pool' } },
};
const labels = { app: 'controller' };
const controller = (name: string, args: string[], kind = 'Deployment') => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'agent-sandbox-system' },
  spec: {
    ...(kind === 'StatefulSet' && { serviceName: name }),
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          { name: 'controller', image: 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5', args },
        ],
      },
    },
  },
});
const core = controller('agent-sandbox-controller', ['--leader-elect=true']);
const extensions = controller('agent-sandbox-controller', ['--leader-elect=true', '--extensions']);
const config = (domains: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'agent-sandbox-config', namespace: 'agent-sandbox-system' },
  data: { 'allowed-label-domains': domains },
});
const claim = objectOf('SandboxClaim', 'nightly', {
  warmPoolRef: { name: 'pool' },
  additionalPodMetadata: { labels: { 'team.example.com/a': 'b' } },
});

describe('a RuntimeClass', () => {
  const classes = (files: Readonly<Record<string, readonly KubeObject[]>>, options = CLOSED) =>
    found(files, options).filter((line) => line.startsWith('ASB215'));

  test('that is not among the files is missed in a closed world only', () => {
    expect(classes({ a: [isolated('dev')] })).toEqual(['ASB215 a Sandbox research/dev']);
    expect(classes({ a: [isolated('dev')] }, { closedWorld: false })).toEqual([]);
  });

  test('may come before or after what names it, in any file', () => {
    expect(classes({ a: [gvisor, isolated('dev')] })).toEqual([]);
    expect(classes({ a: [isolated('dev')], b: [isolated('other', 'kata'), gvisor] })).toEqual([
      'ASB215 b Sandbox research/other',
    ]);
  });

  test('is counted when all is read, and told in the order of lines and beside what else its object has', () => {
    const bad = objectOf('Sandbox', 'bad', { ...podWith({ runtimeClassName: 'kata' }), shutdownPolicy: 'Delete' });
    const { findings, warnings, objects } = outcome(
      { a: [isolated('first', 'kata'), bad, isolated('last')], b: [gvisor] },
      { ...CLOSED, keepObjects: true },
    );
    const ours = findings.filter(({ finding: { code } }) => code.startsWith('ASB2'));
    expect(ours.map(({ object, finding: { code } }) => `${code} ${object}`)).toEqual([
      'ASB215 Sandbox research/first',
      'ASB215 Sandbox research/bad',
      'ASB222 Sandbox research/bad',
    ]);
    expect(warnings).toBe(findings.filter(({ finding: { severity } }) => severity === 'warning').length);
    expect(
      objects.find(({ object }) => object === 'Sandbox research/bad')!.findings.map(({ finding: { code } }) => code),
    ).toEqual(expect.arrayContaining(['ASB222', 'ASB215']));
  });

  test('that many miss is told so often as findings are kept, and counted for all', () => {
    const many = MOST_FINDINGS + 5;
    const objects = Array.from({ length: many }, (_, index) => isolated(`dev-${index}`, 'kata'));
    const { findings, warnings } = outcome({ a: objects }, CLOSED);
    expect(findings).toHaveLength(MOST_FINDINGS);
    expect(warnings).toBeGreaterThanOrEqual(many);
  });
});

describe('one object that is written twice', () => {
  test('in one file is told, the second time', () => {
    expect(found({ a: [template, pool, { ...pool, metadata: { ...pool.metadata, labels: { a: 'b' } } }] })).toEqual([
      'ASB218 a SandboxWarmPool research/pool',
    ]);
  });

  test('in two files may be for two clusters, unless all are one', () => {
    expect(found({ a: [template, pool], b: [template, pool] })).toEqual([]);
    expect(found({ a: [template, pool], b: [template, pool] }, CLOSED)).toEqual([
      'ASB218 b SandboxTemplate research/python',
      'ASB218 b SandboxWarmPool research/pool',
    ]);
  });

  test('is not, in two namespaces, of two kinds, or of names that the API server makes up', () => {
    const elsewhere = { ...template, metadata: { name: 'python', namespace: 'production' } };
    const made = {
      ...objectOf('Sandbox', 'dev', podWith({ runtimeClassName: 'gvisor' })),
      metadata: { generateName: 'dev-', namespace: 'research' },
    } as unknown as KubeObject;
    const plain = { ...objectOf('Sandbox', 'python', podWith({ runtimeClassName: 'gvisor' })) };
    expect(found({ a: [template, elsewhere, plain, made, made] })).toEqual([]);
  });
});

describe('a controller', () => {
  test('beside another is told of one file, and of all in a closed world', () => {
    const second = controller('second', ['--extensions']);
    const said = ['ASB217 Deployment agent-sandbox-system/second'];
    expect(found({ a: [extensions, second] }).map((line) => line.replace(' a ', ' '))).toEqual(said);
    expect(found({ a: [extensions], b: [second] })).toEqual([]);
    expect(found({ a: [extensions], b: [second] }, CLOSED).map((line) => line.replace(' b ', ' '))).toEqual(said);
  });

  test('that the assets of a release both write is one', () => {
    expect(found({ 'sandbox.yaml': [core], 'extensions.yaml': [extensions, template] }, CLOSED)).toEqual([]);
    expect(found({ 'all.yaml': [core, extensions, template] })).toEqual([]);
    expect(
      found(
        { 'v0.1.yaml': [controller('agent-sandbox-controller', [], 'StatefulSet')], 'v0.2.yaml': [extensions] },
        CLOSED,
      ),
    ).toEqual(['ASB217 v0.2.yaml Deployment agent-sandbox-system/agent-sandbox-controller']);
  });

  test('that does not serve what is with it is told', () => {
    expect(found({ a: [core, template] })).toEqual([
      'ASB226 a Deployment agent-sandbox-system/agent-sandbox-controller',
    ]);
    expect(found({ a: [core], b: [template] })).toEqual([]);
    expect(found({ a: [core], b: [template] }, CLOSED)).toEqual([
      'ASB226 a Deployment agent-sandbox-system/agent-sandbox-controller',
    ]);
    expect(found({ a: [core], b: [extensions], c: [template] }, CLOSED)).toEqual([]);
  });

  test('is a case of its own in reports by object', () => {
    const { objects, judged } = outcome({ a: [core, template] }, { keepObjects: true });
    expect(objects.map(({ object, findings }) => `${object} ${findings.length}`)).toEqual([
      'Deployment agent-sandbox-system/agent-sandbox-controller 1',
      'SandboxTemplate research/python 0',
    ]);
    expect(judged).toBe(1);
    const broken = outcome({ a: [{ ...core, spec: { ...core.spec, nonsense: 1 } }, template] }, { keepObjects: true });
    expect(broken.objects[0].findings.map(({ finding: { code } }) => code)).toEqual(['ASB101', 'ASB226']);
  });
});

describe('an autoscaler', () => {
  test('is looked for in all files', () => {
    expect(found({ a: [pool], b: [scaling] })).toEqual(['ASB210 a SandboxWarmPool research/pool']);
    expect(found({ a: [pool, scaling] })).toEqual(['ASB210 a SandboxWarmPool research/pool']);
    expect(found({ a: [pool] })).toEqual([]);
  });

  test('of a file scales the pool of that file, where several pools have a name', () => {
    expect(found({ staging: [pool], production: [pool, scaling] })).toEqual([
      'ASB210 production SandboxWarmPool research/pool',
    ]);
    expect(found({ staging: [pool], production: [pool], scaling: [scaling] })).toEqual([]);
  });
});

describe('label domains', () => {
  const refused = ['ASB205 a SandboxClaim research/nightly'];

  test('are those of the install among the files', () => {
    expect(found({ a: [claim] })).toEqual(refused);
    expect(found({ a: [claim], b: [config('other.example, team.example.com')] })).toEqual([]);
    expect(found({ a: [claim], b: [config('other.example')] })).toEqual(refused);
  });

  test('are those of the install of the same file, where there are several, and else the default', () => {
    const [mine, other] = [config('team.example.com'), config('other.example')];
    expect(found({ a: [claim, mine], b: [other] })).toEqual([]);
    expect(found({ a: [claim, other], b: [mine] })).toEqual(refused);
    expect(found({ a: [claim], b: [mine], c: [other] })).toEqual(refused);
    expect(found({ a: [claim], b: [mine], c: [mine] })).toEqual([]);
  });

  test('are those that are asked for', () => {
    expect(found({ a: [claim], b: [config('other.example')] }, { allowedLabelDomains: ['example.com'] })).toEqual([]);
    expect(found({ a: [claim], b: [config('team.example.com')] }, { allowedLabelDomains: ['other.example'] })).toEqual(
      refused,
    );
  });
});
