import { ApiObject, App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, InstallOwner, Judge, SandboxCluster, SandboxTemplate } from '../../../src';
import { Controllers } from '../../../src/judge/rules/one-controller';
import { controllerIn, labelDomainsIn } from '../../../src/judge/rules/read-other-kinds';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { atSynth, bothWays } from '../../support/both-ways';
import { objectOf, podWith } from '../../support/judged';
import { linesOf, POD } from '../../support/workloads';

const { LATEST } = AgentSandboxVersion;
const IMAGE = 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5';

function workload(
  name: string,
  args: string[] = [],
  { kind = 'Deployment', namespace = 'agent-sandbox-system', image = IMAGE } = {},
): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      ...(kind === 'StatefulSet' && { serviceName: name }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'proxy', image: 'envoy' },
            { name: 'controller', image, args },
          ],
        },
      },
    },
  };
}

test('fails if OLM installs the controller beside another install', () => {
  const subscription = (name: string): KubeObject => ({
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'Subscription',
    metadata: { name: 'sandbox', namespace: 'operators' },
    spec: { name, channel: 'alpha', source: 'community-operators', sourceNamespace: 'olm' },
  });
  const message =
    'Subscription operators/sandbox runs the controller, and Deployment agent-sandbox-system/one does too: ' +
    'neither waits for the other, so both work on the same objects';
  expect(bothWays([workload('one'), subscription('agent-sandbox-operator')])).toEqual({
    synth: [`error ASB217 sandbox: ${message}`], files: [`error ASB217 spec.name: ${message}`],
  });
  expect(bothWays([workload('one'), subscription('other-operator')])).toEqual({ synth: [], files: [] });
  expect(bothWays([subscription('agent-sandbox-operator')])).toEqual({ synth: [], files: [] });
});

test('fails if an app installs the controller where somebody else does', () => {
  const synth = (installedBy: InstallOwner, ...objects: KubeObject[]) =>
    atSynth(objects, { installedBy });
  const subscription: KubeObject = {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'Subscription',
    metadata: { name: 'sandbox', namespace: 'operators' },
    spec: { name: 'agent-sandbox-operator', channel: 'alpha', source: 'community-operators', sourceNamespace: 'olm' },
  };
  expect(synth(InstallOwner.GKE_ADD_ON, workload('one'))).toEqual([
    'error ASB217 one: Deployment agent-sandbox-system/one runs the controller, and the cluster is declared with that '
      + 'of the add-on of GKE',
  ]);
  expect(synth(InstallOwner.other('the platform pipeline'), subscription)).toEqual([
    'error ASB217 sandbox: Subscription operators/sandbox runs the controller, and the cluster is declared with that '
      + 'of the platform pipeline',
  ]);
  expect(synth(InstallOwner.OLM, subscription)).toEqual([]);
  expect(synth(InstallOwner.OLM)).toEqual([]);
  expect(() => InstallOwner.other(' ')).toThrow('the owner of an install has no name');
});

test('fails if an AgentSandbox stands in a cluster that somebody else installs', () => {
  const app = new App();
  const chart = new Chart(app, 'app');
  const cluster = SandboxCluster.declare(chart, { version: LATEST, installedBy: InstallOwner.OLM });
  expect(cluster.installedBy).toBe(InstallOwner.OLM);
  new AgentSandbox(chart, 'AgentSandbox', { version: LATEST });
  expect(() => app.synthYaml()).toThrow(
    'Deployment agent-sandbox-system/agent-sandbox-controller runs the controller, and the cluster is declared with '
      + 'that of the Operator Lifecycle Manager (OLM)',
  );
  expect(() => SandboxCluster.declare(new App(), { installedBy: 'OLM' as any })).toThrow(
    "'installedBy' is 'OLM'; give an InstallOwner",
  );
});

/** What is wrong with controllers among objects, as `code where`. */
function judged(...objects: KubeObject[]): string[] {
  const controllers = new Controllers<string>();
  objects.forEach((object, index) => {
    controllers.visitAgentSandboxKind(object.kind, () => object);
    controllers.visitOtherKind(object, () => `${index}`);
  });
  return [...controllers.judge()].map(({ where, code, trouble }) => `${code} ${where} ${trouble.path?.join('.')}`);
}

describe('ASB217', () => {
  test('two workloads that run the controller', () => {
    const at = 'spec.template.spec.containers.1.image';
    expect(judged(workload('a'), workload('b'))).toEqual([`ASB217 1 ${at}`]);
    expect(judged(workload('a'), workload('a', [], { namespace: 'sandboxes' }))).toEqual([`ASB217 1 ${at}`]);
    expect(judged(workload('a'), workload('b'), workload('c'))).toEqual([`ASB217 1 ${at}`, `ASB217 2 ${at}`]);
  });

  test('the StatefulSet that v0.1 left beside the Deployment', () => {
    expect(
      judged(workload('agent-sandbox-controller', [], { kind: 'StatefulSet' }), workload('agent-sandbox-controller')),
    ).toHaveLength(1);
  });

  test('one workload that two assets write is one controller', () => {
    expect(
      judged(workload('agent-sandbox-controller'), workload('agent-sandbox-controller', ['--extensions'])),
    ).toEqual([]);
  });

  test('a workload of another image', () => {
    expect(
      judged(
        workload('a'),
        workload('b', [], { image: 'registry.example.com/my-agent-sandbox-controller:v1' }),
        workload('c', [], { image: 'agent-sandbox-controller-docs' }),
      ),
    ).toEqual([]);
    expect(controllerIn({ ...workload('a'), kind: 'Pod' })).toBeUndefined();
    expect(controllerIn({ ...workload('a'), apiVersion: 'example.com/v1' })).toBeUndefined();
  });

  test.each([
    'agent-sandbox-controller',
    'mirror/agent-sandbox-controller@sha256:abc',
    'a:5000/agent-sandbox-controller:v1',
  ])('the image may be %s', (image) => {
    expect(judged(workload('a'), workload('b', [], { image }))).toHaveLength(1);
  });

  test('is told of a plain workload beside an install, in one cluster', () => {
    const app = new App();
    const chart = new Chart(app, 'platform');
    Judge.of(app);
    new AgentSandbox(chart, 'AgentSandbox', { version: LATEST });
    new ApiObject(chart, 'Second', workload('second', ['--extensions']));
    expect(linesOf(app).filter((line) => line.includes('ASB217'))).toEqual([
      'error ASB217 platform/Second: Deployment agent-sandbox-system/second runs the controller, ' +
        'and Deployment agent-sandbox-system/agent-sandbox-controller does too: ' +
        'they share one lease, so chance decides which of them works; remove one: a cluster runs one controller',
    ]);
  });

  test.each<[string, KubeObject, KubeObject]>([
    ['one lease', workload('a', ['--leader-elect=true']), workload('b')],
    [
      'one lease',
      workload('a'),
      workload('b', ['--leader-election-namespace=agent-sandbox-system'], { namespace: 'other' }),
    ],
    ['neither waits', workload('a'), workload('b', [], { namespace: 'other' })],
    ['neither waits', workload('a'), workload('b', ['--leader-elect=false'])],
    ['neither waits', workload('a', [], { kind: 'StatefulSet' }), workload('b')],
    ['neither waits', workload('a', ['--leader-elect=false']), workload('b', ['-leader-elect=0'])],
  ])('says whether there is %s', (what, one, other) => {
    const controllers = new Controllers<string>();
    for (const object of [one, other]) {
      controllers.visitOtherKind(object, () => '');
    }
    expect([...controllers.judge()][0].trouble.message).toContain(what);
  });

  test('is not, of one controller in each of two clusters', () => {
    const app = new App();
    for (const name of ['staging', 'production']) {
      const chart = new Chart(app, name);
      SandboxCluster.declare(chart, {});
      new AgentSandbox(chart, 'AgentSandbox', { version: LATEST });
    }
    expect(linesOf(app).filter((line) => line.includes('ASB217'))).toEqual([]);
  });
});

describe('ASB226', () => {
  const template = objectOf('SandboxTemplate', 'python', podWith());

  test('a controller that does not serve a template', () => {
    expect(judged(template, workload('a'))).toEqual(['ASB226 1 spec.template.spec.containers.1.args']);
    expect(judged(workload('a', ['--extensions=false']), template)).toHaveLength(1);
  });

  test('a controller that does, one of two that does, or no controller', () => {
    expect(judged(template, workload('a', ['--extensions']))).toEqual([]);
    expect(judged(template, workload('a', ['--extensions=true']))).toEqual([]);
    expect(judged(template, workload('a'), workload('a', ['--extensions']))).toEqual([]);
    expect(judged(template)).toEqual([]);
    expect(judged(workload('a'), objectOf('Sandbox', 'dev', podWith()))).toEqual([]);
  });

  test('an install without extensions beside a template', () => {
    const app = new App();
    const chart = new Chart(app, 'platform', { namespace: 'research' });
    new AgentSandbox(chart, 'AgentSandbox', { version: LATEST, extensions: false });
    expect(linesOf(app)).toEqual([]);
    new SandboxTemplate(chart, 'Python', POD);
    expect(linesOf(app)).toEqual([
      'error ASB226 platform/AgentSandbox/Controller: ' +
        "Deployment agent-sandbox-system/agent-sandbox-controller runs the controller without '--extensions', " +
        'so nobody serves SandboxTemplate research/python and other templates, ' +
        "pools and claims; add '--extensions' to 'args' of the controller",
    ]);
  });
});

test('label domains are read as the controller reads them', () => {
  const map = (data: object, name = 'agent-sandbox-config') =>
    labelDomainsIn({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  expect(map({ 'allowed-label-domains': ' A.example,b.example\nc.example,,' })).toEqual([
    'a.example',
    'b.example',
    'c.example',
  ]);
  expect(map({ 'allowed-label-domains': ' , ' })).toBeUndefined();
  expect(map({ 'allowed-label-domains': 5 })).toBeUndefined();
  expect(map({ 'allowed-label-domains': 'a.example' }, 'other')).toBeUndefined();
});
