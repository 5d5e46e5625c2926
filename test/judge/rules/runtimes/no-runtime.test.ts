import { App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, Findings, IsolatedRuntime, Sandbox, SandboxAdmissionPolicy, SandboxCluster, SandboxTemplate,
} from '../../../../src';
import { split } from '../../../../src/documents';
import { ManifestJudge } from '../../../../src/judge/manifests';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../../src/release/catalogue';
import { objectOf, podWith } from '../../../support/judged';
import { allStderrOf } from '../../../support/stderr';
import { chartOf, POD } from '../../../support/workloads';

const ALONE = 'the pod names no RuntimeClass, and its containers share the kernel of the node with all else that runs '
  + 'there';
const ALL = (count: number) => `${count} Sandboxes and templates, of which this is the first, name no RuntimeClass: `
  + 'their containers share the kernel of the node with all else that runs there';

describe('at synth', () => {
  test('one finding stands for all, at the first, told once', () => {
    const chart = chartOf();
    const isolated = new SandboxTemplate(chart, 'Isolated', {
      ...POD, runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
    });
    isolated.addWarmPool('Pool').addClaim('Claim');
    expect(found(chart)).toEqual([]);
    new Sandbox(chart, 'Dev', POD);
    expect(found(chart)).toEqual([`warning research/Dev: ${ALONE}`]);
    new SandboxTemplate(chart, 'Python', POD);
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    new Sandbox(other, 'Dev', POD);
    expect(found(chart)).toEqual([`warning research/Dev: ${ALL(3)}`]);
    const app = chart.node.root as App;
    expect(allStderrOf(() => app.synthYaml()).match(/ASB311.*/g)).toEqual([
      expect.stringContaining(`${ALL(3)}; give a 'runtime', such as IsolatedRuntime.gvisor(...), or acknowledge it`),
    ]);
    expect(allStderrOf(() => app.synthYaml())).not.toContain('ASB311');
  });

  test('where it is acknowledged for a part, the rest stands; each acknowledgement has its warning', () => {
    const chart = chartOf();
    const [first, second] = ['First', 'Second'].map((id) => new Sandbox(chart, id, POD));
    const third = new Sandbox(chart, 'Third', POD);
    for (const each of [first, second]) { Findings.of(each).acknowledge('ASB311', 'nothing untrusted runs there'); }
    expect(found(chart)).toEqual([`warning research/Third: ${ALONE}`]);
    expect(Findings.of(first).list().filter(({ code }) => code === 'ASB311')).toHaveLength(1);
    expect(allStderrOf(() => (chart.node.root as App).synthYaml())).not.toContain('ASB001');
    Findings.of(third).promote('ASB311');
    expect(found(chart)).toEqual([`error research/Third: ${ALONE}`]);
  });

  test('an admission policy that demands a runtime speaks in its place', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    const chart = new Chart(app, 'research', { namespace: 'research' });
    const gvisor = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
    new SandboxAdmissionPolicy(chart, 'Policy', { namespaces: ['research'], runtimes: [gvisor] });
    new Sandbox(chart, 'Dev', POD);
    const codes = Findings.of(app).list().map(({ code }) => code);
    expect(codes).toContain('ASB350');
    expect(codes).not.toContain('ASB311');
  });
});

describe('in files', () => {
  const isolated = objectOf('Sandbox', 'isolated', podWith({ runtimeClassName: 'gvisor' }));
  const bare = objectOf('Sandbox', 'bare', podWith());
  const template = objectOf('SandboxTemplate', 'python', podWith());

  test('one finding stands for all files, at the first', () => {
    expect(inFiles({ a: [isolated, bare], b: [template] })).toEqual([
      `a Sandbox research/bare spec.podTemplate.spec: ${ALL(2)}; set 'runtimeClassName' to a class that isolates, `
        + "such as 'gvisor'",
    ]);
    expect(inFiles({ a: [isolated] })).toEqual([]);
  });

  test('an object that the API server refuses makes no pod, and a controller made others of their template', () => {
    const refused = objectOf('Sandbox', 'refused', { ...podWith(), operatingMode: 'Asleep' });
    const owned = { ...bare, metadata: { ...bare.metadata, ownerReferences: [{ kind: 'SandboxClaim', name: 'a' }] } };
    const foreign = { ...bare, apiVersion: 'sandbox.example.com/v1' };
    expect(inFiles({ a: [refused, owned as KubeObject, foreign] })).toEqual([]);
    expect(inFiles({ a: [refused, template] })).toEqual([expect.stringContaining(ALONE)]);
  });
});

/** The findings of the code that are not acknowledged. */
function found(chart: Chart): string[] {
  return Findings.of(chart.node.root)
    .list()
    .filter(({ code, acknowledged }) => code === 'ASB311' && acknowledged === undefined)
    .map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

function inFiles(files: Readonly<Record<string, readonly KubeObject[]>>): string[] {
  const release = Catalogue.standard().get('v1.0.5');
  const manifests = new ManifestJudge({ release, closedWorld: false, keepObjects: false });
  for (const [name, objects] of Object.entries(files)) {
    for (const chunk of split([objects.map((object) => JSON.stringify(object)).join('\n---\n')])) {
      manifests.read({ name, isStrict: true }, chunk);
    }
  }
  return manifests.finish().findings
    .filter(({ finding: { code } }) => code === 'ASB311')
    .map(({ file, object, path, finding: { message, remedy } }) => `${file} ${object} ${path}: ${message}; ${remedy}`);
}
