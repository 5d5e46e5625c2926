import { Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, Findings, Sandbox, SandboxCluster } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays, inFiles } from '../../../support/both-ways';
import { objectOf, podWith } from '../../../support/judged';
import { chartOf } from '../../../support/workloads';

const controller = (registry: string): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' },
  spec: {
    selector: { matchLabels: { app: 'c' } },
    template: {
      metadata: { labels: { app: 'c' } },
      spec: {
        containers: [{ name: 'c', image: `${registry}/a/agent-sandbox-controller:v1.0.5`, args: ['--extensions'] }],
      },
    },
  },
});
const sandbox = (image: string, name = 'dev') => objectOf('Sandbox', name, podWith({}, { image }));
const mirrored = controller('mirror.example.com');
const NOTHING = { synth: [], files: [] };
const said = (image: string, registry: string, more = '') => `image '${image}' comes from ${registry}${more}, while the `
  + "controller comes from 'mirror.example.com': where nodes reach the mirror alone, no pod starts (ImagePullBackOff)";

describe('ASB247: an image from a public registry beside a mirror', () => {
  test.each([
    ['python:3.14', 'docker.io'],
    ['library/python', 'docker.io'],
    ['ghcr.io/a/b:1', 'ghcr.io'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io'],
  ])('%s', (image, registry) => {
    const told = {
      synth: [`warning ASB247 dev: ${said(image, registry)}`],
      files: [`warning ASB247 spec.podTemplate.spec.containers: ${said(image, registry)}`],
    };
    expect(bothWays([mirrored, sandbox(image)])).toEqual(told);
    expect(bothWays([sandbox(image), mirrored])).toEqual(told);
  });

  test('one finding stands for all', () => {
    const more = ', and so do 1 more Sandboxes and templates';
    expect(bothWays([mirrored, sandbox('a'), sandbox('b', 'other')])).toEqual({
      synth: [`warning ASB247 dev: ${said('a', 'docker.io', more)}`],
      files: [`warning ASB247 spec.podTemplate.spec.containers: ${said('a', 'docker.io', more)}`],
    });
  });

  test.each<[string, KubeObject[]]>([
    ['one from the mirror', [mirrored, sandbox('mirror.example.com/python:3.14')]],
    ['one from another registry of one\'s own', [mirrored, sandbox('localhost:5000/python')]],
    ['one beside the image of upstream', [controller('registry.k8s.io'), sandbox('python:3.14')]],
    ['one without a controller here', [sandbox('python:3.14')]],
  ])('not %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });

  test('another file may be for another cluster', () => {
    const files = { 'a.yaml': [mirrored], 'b.yaml': [sandbox('python')] };
    expect(inFiles(files)).toEqual([]);
    expect(inFiles(files, { closedWorld: true }).filter((line) => line.includes('ASB247'))).toHaveLength(1);
  });

  test('of an install of this library, in its cluster, until it is acknowledged', () => {
    const chart = chartOf();
    new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.LATEST, imageRegistry: 'mirror.example.com' });
    const dev = new Sandbox(chart, 'Dev', { containers: [{ image: 'python:3.14' }] });
    const other = new Chart(chart.node.root, 'other');
    SandboxCluster.declare(other, { version: AgentSandboxVersion.LATEST });
    new Sandbox(other, 'Dev', { containers: [{ image: 'python:3.14' }] });
    const found = () => Findings.of(chart.node.root).list().filter(({ code }) => code === 'ASB247');
    expect(found()).toEqual([
      expect.objectContaining({ path: 'research/Dev', message: said('python:3.14', 'docker.io') }),
    ]);
    Findings.of(dev).acknowledge('ASB247', 'the nodes rewrite it');
    expect(found().map(({ acknowledged }) => acknowledged)).toEqual(['the nodes rewrite it']);
  });
});
