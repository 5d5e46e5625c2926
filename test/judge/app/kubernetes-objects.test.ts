import { ApiObject, App, Chart, Cron, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandbox, AgentSandboxVersion, Findings, Judge, Sandbox, SandboxCluster } from '../../../src';
import * as core from '../../../src/judge/kubernetes-kinds';
import { quietly, stderrOf } from '../../support/stderr';
import { chartOf, CONTAINER, errorsOf, linesOf, POD } from '../../support/workloads';

function runtimeClass(scope: Chart, spec: object): ApiObject {
  return new ApiObject(scope, 'Gvisor', {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'gvisor' },
    ...spec,
  });
}

function deployment(scope: Chart, patch?: JsonPatch): kplus.Deployment {
  const made = new kplus.Deployment(scope, 'Proxy', { containers: [{ ...CONTAINER, portNumber: 8080 }] });
  if (patch) { ApiObject.of(made).addJsonPatch(patch); }
  return made;
}

const MISSPELT = JsonPatch.add('/spec/replica', 3);

describe('objects of Kubernetes\' own kinds', () => {
  test('are accepted as cdk8s-plus and this library make them', () => {
    const chart = chartOf();
    deployment(chart);
    new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] });
    new kplus.Secret(chart, 'Secret', { stringData: { a: 'b' } });
    new kplus.CronJob(chart, 'CronJob', { schedule: Cron.daily(), containers: [CONTAINER] });
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    expect(linesOf(chart).filter((line) => /ASB10[12]/.test(line))).toEqual([]);
  });

  test('fails if a patch adds a field that does not exist, to what cdk8s-plus made', () => {
    const chart = chartOf();
    Judge.of(chart);
    deployment(chart, MISSPELT);
    expect(linesOf(chart)).toEqual([
      'error ASB101 research/Proxy: spec.replica: there is no field \'replica\'; did you mean \'replicas\'?',
    ]);
    expect(errorsOf(chart)).toContain('error ASB101 at research/Proxy (Deployment research/research-proxy');
  });

  test('fails if a value has the wrong type or is missing', () => {
    const chart = chartOf();
    runtimeClass(chart, { handler: 1, overhead: { podFixed: { memory: '160 Mi' } } });
    new ApiObject(chart, 'Map', { apiVersion: 'v1', kind: 'ConfigMap', data: { port: 80 } });
    new ApiObject(chart, 'Binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      subjects: [{ kind: 'Group', name: 'a' }],
    });
    Judge.of(chart);
    expect(linesOf(chart)).toEqual([
      'error ASB102 research/Gvisor: handler: must be a string, not the number 1',
      "error ASB102 research/Gvisor: overhead.podFixed.memory: '160 Mi' is not a quantity such as 500m, 2 or 4Gi",
      'error ASB102 research/Map: data.port: must be a string, not the number 80',
      "error ASB102 research/Binding: roleRef: the field 'roleRef' is required",
    ]);
  });

  test('fails if an API version is gone', () => {
    const chart = chartOf();
    new ApiObject(chart, 'Guard', { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' });
    Judge.of(chart);
    expect(linesOf(chart)).toEqual([
      'error ASB102 research/Guard: Kubernetes 1.25 and newer do not serve PodDisruptionBudget in policy/v1beta1; ' +
        'write it in policy/v1',
    ]);
  });

  test('in a cluster that serves the API version still are accepted', () => {
    const chart = chartOf(AgentSandboxVersion.LATEST, { cluster: { kubernetesVersion: '1.24' } });
    new ApiObject(chart, 'Guard', { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' });
    Judge.of(chart);
    expect(linesOf(chart)).toEqual([]);
  });

  test('in a cluster that is newer than what is known have unknown fields that are warned of', () => {
    const chart = chartOf(AgentSandboxVersion.LATEST, { cluster: { kubernetesVersion: '1.38' } });
    runtimeClass(chart, { handler: 'runsc', checkpoints: true });
    Judge.of(chart);
    expect(stderrOf(() => (chart.node.root as App).synthYaml())).toContain('warning ASB101 at research/Gvisor');
    expect(linesOf(chart)).toEqual([
      "warning ASB101 research/Gvisor: checkpoints: there is no field 'checkpoints'; " +
        "known: 'apiVersion', 'handler', 'kind', 'metadata', 'overhead' or 'scheduling'; " +
        'remove it, unless Kubernetes 1.38 has it: 1.36, the newest that is known here, does not',
    ]);
  });

  test('of kinds that nobody knows are passed over', () => {
    const chart = chartOf();
    new ApiObject(chart, 'Other', { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { replica: 1 } });
    new ApiObject(chart, 'Issuer', { apiVersion: 'cert-manager.io/v1', kind: 'Order', spec: 1 });
    Judge.of(chart);
    expect(linesOf(chart)).toEqual([]);
  });

  test('are not judged in an app without our constructs', () => {
    const app = new App();
    deployment(new Chart(app, 'research'), MISSPELT);
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('have what patches do survive judged once', () => {
    const chart = chartOf();
    const map = new ApiObject(chart, 'Map', { apiVersion: 'v1', kind: 'ConfigMap', data: {} });
    map.addJsonPatch(JsonPatch.add('/dat', {}));
    deployment(chart, JsonPatch.add('/spec/template/spec/containers/0/command', ['sleep', 'inf']));
    Judge.of(chart);
    expect(linesOf(chart)).toEqual([
      'error ASB101 research/Map: dat: there is no field \'dat\'; did you mean \'data\'?',
    ]);
  });

  test('can have their errors lowered with a reason', () => {
    const chart = chartOf();
    Judge.of(chart);
    const proxy = deployment(chart, MISSPELT);
    Findings.of(proxy).downgrade('ASB101', 'the cluster has a patched API server');
    expect(errorsOf(chart)).toBe('');
    expect(linesOf(chart)).toEqual([expect.stringMatching(/^warning ASB101 research\/Proxy: /)]);
  });
});

describe('each is judged', () => {
  /** How often objects are judged meanwhile. */
  function judgements(act: () => unknown): number {
    const spy = jest.spyOn(core, 'judgeCore');
    try {
      quietly(act);
      return spy.mock.calls.length;
    } finally {
      spy.mockRestore();
    }
  }

  function appOf(charts: number): App {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    for (let index = 0; index < charts; index++) {
      const chart = new Chart(app, `team-${index}`, { namespace: `team-${index}` });
      new Sandbox(chart, 'Dev', POD);
      deployment(chart);
    }
    return app;
  }

  test('once, however many charts are printed', () => {
    expect(judgements(() => appOf(10).synthYaml())).toBe(10);
    const app = appOf(10);
    expect(judgements(() => { for (const chart of app.charts) { Testing.synth(chart); } })).toBe(10);
    expect(judgements(() => app.synthYaml())).toBe(0);
  });

  test('again after its findings were listed, as it may have changed', () => {
    const chart = chartOf();
    Judge.of(chart);
    const proxy = deployment(chart);
    expect(Findings.of(chart).list()).toEqual([]);
    ApiObject.of(proxy).addJsonPatch(MISSPELT);
    expect(errorsOf(chart)).toContain('ASB101');
  });

  test('again at the next synthesis when it was mended', () => {
    const chart = chartOf();
    Judge.of(chart);
    const proxy = deployment(chart, MISSPELT);
    expect(errorsOf(chart)).toContain('ASB101');
    ApiObject.of(proxy).addJsonPatch(JsonPatch.remove('/spec/replica'));
    expect(errorsOf(chart)).toBe('');
    expect(linesOf(chart)).toEqual([]);
  });

  test('not if it cannot be rendered: printing it fails', () => {
    const chart = chartOf();
    Judge.of(chart);
    new kplus.Deployment(chart, 'Empty');
    expect(errorsOf(chart)).toContain('PodSpec must have at least 1 container');
    expect(errorsOf(chart)).not.toContain('ASB10');
  });
});
