import { AgentSandboxVersion, Sandbox, SandboxPodProps, SandboxTemplate } from '../../../src';
import { objectOf, podWith, said } from '../../support/judged';
import { chartOf, errorsOf, linesOf, POD } from '../../support/workloads';

function found(props: Partial<SandboxPodProps>, version?: AgentSandboxVersion): string[] {
  return linesOf(new Sandbox(chartOf(version), 'Dev', { ...POD, ...props }));
}

const line = (severity: string, what: string) =>
  `${severity} ASB201 research/Dev: the pod has the ${what}, ` +
  'which is reserved for the controller: it drops the key without an event or a log; ' +
  'use a domain of your own';

describe('ASB201', () => {
  test.each<[string, string, Partial<SandboxPodProps>, string]>([
    ['label', 'error', { podLabels: { 'agents.x-k8s.io/a': 'b' } }, "label 'agents.x-k8s.io/a'"],
    [
      'label of the extensions',
      'error',
      { podLabels: { 'extensions.agents.x-k8s.io/a': 'b' } },
      "label 'extensions.agents.x-k8s.io/a'",
    ],
    ['annotation', 'warning', { podAnnotations: { 'agents.x-k8s.io/a': 'b' } }, "annotation 'agents.x-k8s.io/a'"],
    [
      'trace',
      'warning',
      { podAnnotations: { 'opentelemetry.io/trace-context': '{}' } },
      "annotation 'opentelemetry.io/trace-context'",
    ],
  ])('fails if a %s of the pod is dropped, from v0.5.0', (_, severity, props, what) => {
    expect(found(props)).toEqual([line(severity, what)]);
    expect(found(props, AgentSandboxVersion.V0_5_0)).toEqual([line(severity, what)]);
    expect(found(props, AgentSandboxVersion.V0_4_6)).toEqual([]);
    expect(found(props, AgentSandboxVersion.V0_1_0)).toEqual([]);
  });

  test('fails if a template has one, and tells each', () => {
    const template = new SandboxTemplate(chartOf(), 'Python', {
      ...POD,
      podLabels: { 'agents.x-k8s.io/a': 'b', 'agents.x-k8s.io/c': 'd' },
      podAnnotations: { 'agents.x-k8s.io/e': 'f' },
    });
    expect(linesOf(template)).toHaveLength(3);
    expect(errorsOf(template)).toContain(
      "error ASB201 at research/Python (SandboxTemplate research/python): the pod has the label 'agents.x-k8s.io/a'",
    );
  });

  test('accepts what the controllers wrote into objects of a pool, and nothing else there', () => {
    const metadata = {
      labels: { 'agents.x-k8s.io/warm-pool-sandbox': 'a', 'agents.x-k8s.io/sandbox-template-ref-hash': 'b' },
      annotations: { 'opentelemetry.io/trace-context': '{}' },
    };
    const { podTemplate } = podWith();
    const made = objectOf('Sandbox', 'python-x7k2p', { podTemplate: { ...podTemplate, metadata } });
    const owner = {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      name: 'python',
      uid: 'u',
      controller: true,
    };
    const ownedBy = (reference: object) => ({ ...made, metadata: { ...made.metadata, ownerReferences: [reference] } });
    const owned = ownedBy(owner);
    expect(said(owned)).toEqual([]);
    expect(said(made)).toHaveLength(3);
    const more = { ...metadata, labels: { ...metadata.labels, 'agents.x-k8s.io/team': 'search' } };
    expect(said({ ...owned, spec: { podTemplate: { ...podTemplate, metadata: more } } })).toEqual([
      expect.stringContaining("ASB201: the pod has the label 'agents.x-k8s.io/team'"),
    ]);
    expect(said(ownedBy({ ...owner, apiVersion: 'apps/v1' }))).toHaveLength(3);
  });

  test('fails if one is added by code', () => {
    const dev = new Sandbox(chartOf(), 'Dev', POD);
    dev.podMetadata.addAnnotation('agents.x-k8s.io/a', 'b');
    expect(linesOf(dev)).toHaveLength(1);
  });

  test.each([['other.x-k8s.io/a'], ['agents.example.com/a'], ['my.agents.x-k8s.io/a'], ['agents']])(
    'accepts %s',
    (key) => {
      expect(found({ podLabels: { [key]: 'b' }, podAnnotations: { [key]: 'b' } })).toEqual([]);
    },
  );

  test('accepts them on the object itself, which the controller leaves alone', () => {
    expect(found({ metadata: { annotations: { 'agents.x-k8s.io/pod-name': 'a' } } })).toEqual([]);
  });
});
