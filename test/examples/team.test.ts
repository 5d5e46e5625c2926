import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentSandboxVersion } from '../../src';
import { cdk8sSynth, synthEdited } from '../support/edited-example';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

const ROOT = join(__dirname, '../..');
const STAGES = ['production', 'staging'];

describe('cdk8s synth in examples/team', () => {
  const printed = example('team', Object.fromEntries(['SandboxTemplate.python', 'SandboxWarmPool.python-pool'].flatMap(
    (object) => [
      [`production/${object}.k8s.yaml`, AgentSandboxVersion.V1_0_4],
      [`staging/${object}.k8s.yaml`, AgentSandboxVersion.V1_0_5],
    ],
  )));

  test('prints its workloads for each stage, in the namespace of the tenant, and no guardrail', () => {
    const objects = Object.keys(printed.files).flatMap((file) => (
      printed.objects(file).map((each) => `${file}: ${keyOf(each)}`)
    ));
    expect(objects).toEqual(STAGES.flatMap((stage) => [
      `${stage}/SandboxTemplate.python.k8s.yaml: SandboxTemplate vision/python`,
      `${stage}/SandboxWarmPool.python-pool.k8s.yaml: SandboxWarmPool vision/python-pool`,
    ]));
  });

  test('waits with more sandboxes in production', () => {
    const [production, staging] = STAGES.map((stage) => (
      printed.objects(`${stage}/SandboxWarmPool.python-pool.k8s.yaml`)[0].spec.replicas
    ));
    expect([production, staging]).toEqual([20, 2]);
  });
});

test.each([
  ['platform-argo', 'argo-cd'], ['platform-flux', 'flux'],
])('its facts are those that examples/%s writes, applied by %s', (platform, tool) => {
  const output = mkdtempSync(join(tmpdir(), 'facts-'));
  try {
    const { status, stderr } = cdk8sSynth(join(ROOT, 'examples', platform), output);
    expect([status, stderr]).toEqual([0, '']);
    const factsIn = (directory: string) => Object.fromEntries(
      readdirSync(directory).map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8'))]),
    );
    const ours = Object.entries(factsIn(join(ROOT, 'examples/team/facts'))).map(([file, facts]) => [file, {
      ...facts, appliedBy: [tool], ...(tool === 'flux' && { digest: expect.any(String) }),
    }]);
    expect(factsIn(join(output, 'facts/vision'))).toEqual(Object.fromEntries(ours));
  } finally {
    rmSync(output, { recursive: true });
  }
});

test.each<[string, string, string, string]>([
  ['a foreign registry', "'registry.example.com/vision/python:3.14'", "'ghcr.io/evil/python:3.14'", 'ASB364'],
  ['another runtime', "vision.runtime('gvisor')", "vision.runtime('runc')", "has no runtime 'runc'"],
  ['a bigger pool than its quota', 'production: 20', 'production: 200', 'ASB401'],
  ['another namespace', 'app.synth();', `new kplus.ConfigMap(app.charts[0], 'Own', {
    metadata: { namespace: 'speech' }, data: {},
  }); app.synth();`, 'ASB417'],
  ['a role of its own', 'app.synth();', `new kplus.Role(app.charts[0], 'Own', {
    rules: [{ verbs: ['*'], resources: [kplus.ApiResource.SECRETS] }],
  }); app.synth();`, 'ASB418'],
])('the app of a hostile team is refused: %s', (_, from, to, told) => {
  expect(synthEdited('team', from, to)).toEqual({ status: 1, output: expect.stringContaining(told) });
});
