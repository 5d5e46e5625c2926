import { AgentSandboxVersion } from '../../src';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

const OLD = 'production.k8s.yaml';
const NEW = 'staging.k8s.yaml';

describe('cdk8s synth in examples/two-releases', () => {
  const printed = example('two-releases', { [OLD]: AgentSandboxVersion.V0_4_6, [NEW]: AgentSandboxVersion.V1_0_5 });
  const { objects, find } = printed;

  test('prints a file for each cluster', () => {
    expect(Object.keys(printed.files)).toEqual([OLD, NEW]);
  });

  test('prints the same objects for both, and the cold pool where claims need one', () => {
    const both = [
      'SandboxTemplate agents/python',
      'SandboxWarmPool agents/python-pool',
      'SandboxClaim agents/warm',
      'SandboxClaim agents/on-demand',
      'NetworkPolicy agents/dev-sandbox-policy',
      'Sandbox agents/dev',
    ];
    expect(objects(OLD).map(keyOf)).toEqual(both);
    expect(objects(NEW).map(keyOf)).toEqual([
      ...both.slice(0, 3),
      'SandboxWarmPool agents/python-cold',
      ...both.slice(3),
    ]);
  });

  test('writes each in the API version of its release', () => {
    const versions = (file: string) => [
      ...new Set(
        objects(file)
          .filter(({ apiVersion }) => apiVersion.includes('agents.x-k8s.io'))
          .map(({ apiVersion }) => apiVersion.split('/')[1]),
      ),
    ];
    expect([versions(OLD), versions(NEW)]).toEqual([['v1alpha1'], ['v1beta1']]);
  });

  test('claims name the template and the pool, or the pool alone', () => {
    expect(find('SandboxClaim', 'warm', OLD).spec).toMatchObject({
      sandboxTemplateRef: { name: 'python' },
      warmpool: 'python-pool',
    });
    expect(find('SandboxClaim', 'on-demand', OLD).spec).toMatchObject({
      sandboxTemplateRef: { name: 'python' },
      warmpool: 'none',
    });
    expect(find('SandboxClaim', 'warm', NEW).spec).toMatchObject({ warmPoolRef: { name: 'python-pool' } });
    expect(find('SandboxClaim', 'on-demand', NEW).spec).toMatchObject({ warmPoolRef: { name: 'python-cold' } });
    expect(find('SandboxWarmPool', 'python-cold', NEW).spec).toMatchObject({
      replicas: 0,
      sandboxTemplateRef: { name: 'python' },
    });
  });

  test('suspended is no replica, or an operating mode', () => {
    const { replicas, ...old } = find('Sandbox', 'dev', OLD).spec;
    const { operatingMode, ...young } = find('Sandbox', 'dev', NEW).spec;
    expect([replicas, operatingMode]).toEqual([0, 'Suspended']);
    expect(old).toEqual(young);
  });

  test('the pods are the same', () => {
    expect(find('SandboxTemplate', 'python', OLD).spec.podTemplate).toEqual(
      find('SandboxTemplate', 'python', NEW).spec.podTemplate,
    );
  });
});
