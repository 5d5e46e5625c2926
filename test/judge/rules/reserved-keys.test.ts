import { AgentSandboxVersion, Sandbox, SandboxPodProps, SandboxTemplate } from '../../../src';
import { chartOf, errorsOf, linesOf, POD } from '../../support/workloads';

function found(props: Partial<SandboxPodProps>, version?: AgentSandboxVersion): string[] {
  return linesOf(new Sandbox(chartOf(version), 'Dev', { ...POD, ...props }));
}

const line = (what: string, does: string) => `error ASB201 research/Dev: the pod has the ${what}, whose prefix is reserved for the controller, which ${does}; use a domain of your own`;

describe('ASB201', () => {
  test.each([
    ['label', { podLabels: { 'agents.x-k8s.io/a': 'b' } }, "label 'agents.x-k8s.io/a'"],
    ['label of the extensions', { podLabels: { 'extensions.agents.x-k8s.io/a': 'b' } }, "label 'extensions.agents.x-k8s.io/a'"],
    ['annotation', { podAnnotations: { 'agents.x-k8s.io/a': 'b' } }, "annotation 'agents.x-k8s.io/a'"],
  ])('fails if a %s of the pod has a reserved prefix', (_, props, what) => {
    expect(found(props)).toEqual([line(what, 'drops it without a word')]);
    expect(found(props, AgentSandboxVersion.V0_5_0)).toEqual([line(what, 'drops it without a word')]);
    expect(found(props, AgentSandboxVersion.V0_4_6)).toEqual([line(what, 'sets such keys itself')]);
  });

  test('fails if a template has one, and tells each', () => {
    const template = new SandboxTemplate(chartOf(), 'Python', { ...POD, podLabels: { 'agents.x-k8s.io/a': 'b', 'agents.x-k8s.io/c': 'd' }, podAnnotations: { 'agents.x-k8s.io/e': 'f' } });
    expect(linesOf(template)).toHaveLength(3);
    expect(errorsOf(template)).toContain("error ASB201 at research/Python (SandboxTemplate research/python): the pod has the label 'agents.x-k8s.io/a'");
  });

  test('fails if one is added by code', () => {
    const dev = new Sandbox(chartOf(), 'Dev', POD);
    dev.podMetadata.addAnnotation('agents.x-k8s.io/a', 'b');
    expect(linesOf(dev)).toHaveLength(1);
  });

  test.each([['other.x-k8s.io/a'], ['agents.example.com/a'], ['my.agents.x-k8s.io/a'], ['agents']])('accepts %s', (key) => {
    expect(found({ podLabels: { [key]: 'b' }, podAnnotations: { [key]: 'b' } })).toEqual([]);
  });

  test('accepts them on the object itself, which the controller leaves alone', () => {
    expect(found({ metadata: { annotations: { 'agents.x-k8s.io/pod-name': 'a' } } })).toEqual([]);
  });
});
