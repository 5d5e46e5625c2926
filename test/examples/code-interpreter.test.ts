import customers from '../../examples/code-interpreter/customers.json';
import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';

describe('cdk8s synth in examples/code-interpreter', () => {
  const printed = example('code-interpreter');
  const { objects, find } = printed;
  const namespaceOf = (name: string) => `customer-${name}`;
  const fileOf = (name: string) => `${namespaceOf(name)}.k8s.yaml`;

  test('prints a file for each of 30 customers, and one for the platform', () => {
    expect(customers).toHaveLength(30);
    expect(Object.keys(printed.files).sort())
      .toEqual([...customers.map(({ name }) => fileOf(name)), 'platform.k8s.yaml'].sort());
  });

  test.each(customers)('$name gets what plan $plan has', ({ name, plan }) => {
    const atOnce = { starter: 5, team: 20, enterprise: 100 }[plan]!;
    const ready = { starter: 2, team: 5, enterprise: 12 }[plan]!;
    const scaled = find('ScaledObject', 'python-pool', fileOf(name));
    expectValid(scaled);
    expect(scaled.spec).toMatchObject({
      scaleTargetRef: { kind: 'SandboxWarmPool', name: 'python-pool' },
      maxReplicaCount: atOnce,
      fallback: { replicas: ready },
    });
    expect(scaled.spec.triggers[0].metadata.query)
      .toContain(`{exported_namespace="${namespaceOf(name)}",warmpool_name="python-pool"}`);
    expect(find('SandboxWarmPool', 'python-pool', fileOf(name)).spec).not.toHaveProperty('replicas');
    const { hard } = find('ResourceQuota', 'sandbox-quota', fileOf(name)).spec;
    expect(hard['count/sandboxclaims.extensions.agents.x-k8s.io']).toBe(`${atOnce}`);
  });

  test.each(customers)('programs of $name reach packages and one API, and look up no other name', ({ name }) => {
    const { egress } = find('CiliumNetworkPolicy', 'python-template-policy', fileOf(name)).spec;
    const [domains, api, dns, ...more] = egress;
    const packages = [{ matchName: 'pypi.org' }, { matchName: 'files.pythonhosted.org' }];
    expect(domains.toFQDNs).toEqual(packages);
    expect(api.toEndpoints).toEqual([
      { matchLabels: { 'k8s:app': 'files-api', 'k8s:io.kubernetes.pod.namespace': 'files' } },
    ]);
    expect(dns.toPorts[0].rules.dns).toEqual([
      ...packages, { matchPattern: '*.*.svc.cluster.local' }, { matchPattern: '*.*.*.svc.cluster.local' },
    ]);
    expect(more).toEqual([]);
  });

  test('all run under gVisor, in a namespace of their own', () => {
    for (const { name } of customers) {
      const { spec: { podTemplate }, metadata } = find('SandboxTemplate', 'python', fileOf(name));
      expect(podTemplate.spec.runtimeClassName).toBe('gvisor');
      expect(metadata.namespace).toBe(namespaceOf(name));
      expect(objects(fileOf(name)).some(({ kind }) => kind === 'ValidatingAdmissionPolicy')).toBe(true);
    }
  });
});
