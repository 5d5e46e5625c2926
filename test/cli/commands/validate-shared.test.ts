/** `validate --policy` with the policies that tenants share: it needs the objects of the tenant, and says so. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandboxVersion, IsolatedRuntime, SandboxCluster, SandboxTenant, TenantQuota } from '../../../src';
import { PARAMETERS } from '../../../src/admission/shared/parameters';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { held, podWith, replace } from '../../support/admission/pods';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();

/** The objects of each chart of a platform with two tenants. */
function platform(): Readonly<Record<string, KubeObject[]>> {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const admissionChart = new Chart(app, 'guardrails');
  const charts = ['evals', 'research'].map((team) => new SandboxTenant(app, team, {
    admissionChart,
    runtimes: [gvisor],
    quota: TenantQuota.none(),
    registries: [`registry.example.com/${team}`],
  }));
  return Object.fromEntries([admissionChart, ...charts].map((chart) => [chart.node.id, chart.toJson()]));
}

const CHARTS = platform();

const sandbox = (namespace: string, image: string): KubeObject => {
  const { metadata, ...rest } = held('Sandbox', podWith('plain', [
    replace('/spec/containers/0/image', image), replace('/spec/initContainers/0/image', image),
  ]));
  return { ...rest, metadata: { ...metadata, namespace } } as KubeObject;
};

/** JSON is YAML, too. */
const text = (objects: readonly KubeObject[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');

/** What is said of a Sandbox in `evals` by these charts, given with --policy. */
function validate(image: string, policies: Readonly<Record<string, KubeObject[]>>, ...more: string[]) {
  const root = directory();
  const files = { 'sandbox.yaml': text([sandbox('evals', image)]) };
  writeFiles(root, {
    ...files, ...Object.fromEntries(Object.entries(policies).map(([name, all]) => [`${name}.yaml`, text(all)])),
  });
  const { code, out: all } = run([
    'validate', join(root, 'sandbox.yaml'),
    ...Object.keys(policies).flatMap((name) => ['--policy', join(root, `${name}.yaml`)]), ...more,
  ]);
  // Volumes of the pod of the tables are not all mounted.
  const out = all.replace(/^.* warning ASB224 .*\n/gm, '');
  return { code, said: out.split('\n').filter(Boolean).map((line) => line.replace(/^.*?sandbox\.yaml:\d+:\d+: /, '')) };
}

const { guardrails, evals, research } = CHARTS;
const FOREIGN = 'registry.example.com/research/python:3.14';

test('an object is judged by the parameters of its tenant', () => {
  for (const [image, code, said] of [
    [FOREIGN, 1, [expect.stringContaining(
      "ASB104 Sandbox evals/case: admission policy 'guardrails-tenants-sandboxes' refuses it: "
        + "ASB364: images must come from 'registry.example.com/evals/'",
    )]],
    ['registry.example.com/evals/python:3.14', 0, []],
  ] as const) {
    expect(validate(image, { guardrails, evals, research })).toEqual({ code, said });
  }
});

test('the objects of the tenant may be among the files that are judged', () => {
  const { code, said } = validate(FOREIGN, { guardrails, evals: [], research: [] });
  expect([code, said.join()]).toEqual([0, expect.stringContaining('not judged')]);
  const root = directory();
  writeFiles(root, { 'guardrails.yaml': text(guardrails), 'all.yaml': text([...evals, sandbox('evals', FOREIGN)]) });
  const result = run(['validate', join(root, 'all.yaml'), '--policy', join(root, 'guardrails.yaml')]);
  expect([result.code, result.out]).toEqual([1, expect.stringContaining('ASB364: images must come from')]);
});

test('without the objects of the tenant it is said that it was not judged, and what to give', () => {
  const missing = "warning ASB105 Sandbox evals/case: admission policy 'guardrails-tenants-sandboxes' is not judged: "
    + "LimitRange 'evals/sandbox-limits', by which it judges, is not among the files; give the file that has it, too "
    + '(validate --policy); the API server refuses the object where the cluster has none';
  // Those of another tenant do not help.
  for (const given of [{ guardrails }, { guardrails, research }] as Array<Record<string, KubeObject[]>>) {
    const { code, said } = validate(FOREIGN, given);
    expect([code, said]).toEqual([0, expect.arrayContaining([missing])]);
    expect(validate(FOREIGN, given, '--strict').code).toBe(1);
  }
  const { code, said } = validate(FOREIGN, {
    guardrails, evals: evals.filter(({ kind }) => kind !== 'LimitRange'),
  });
  expect([code, said]).toEqual([0, [missing]]);
});

test('a LimitRange without its annotation refuses, which is told with its cause', () => {
  const bare = evals.map((each) => (each.kind === 'LimitRange'
    ? JSON.parse(JSON.stringify(each).replaceAll(PARAMETERS, 'example.com/other')) as KubeObject
    : each));
  const { code, said } = validate(FOREIGN, { guardrails, evals: bare });
  expect([code, said.map((line) => line.replace(/;.*/, ''))]).toEqual([1, [
    expect.stringMatching(/^error ASB104 .*LimitRange 'sandbox-limits' of the namespace has no annotation/),
    expect.stringMatching(/^error ASB105 .*variable 'parameters': no such key/),
  ]]);
});
