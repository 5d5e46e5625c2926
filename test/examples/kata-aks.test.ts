import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/kata-aks', () => {
  const { objects, find } = example('kata-aks');
  const pod = (kind: string, name: string) => find(kind, name).spec.podTemplate.spec;

  test('prints no class, which AKS makes', () => {
    expect(objects().map(keyOf)).toEqual([
      'SandboxTemplate agents/python',
      'SandboxWarmPool agents/python-pool',
      'SandboxClaim agents/nightly',
      'NetworkPolicy agents/dev-sandbox-policy',
      'Sandbox agents/dev',
    ]);
  });

  test.each([
    ['SandboxTemplate', 'python'],
    ['Sandbox', 'dev'],
  ])('the pods of %s %s run in virtual machines, on the tainted nodes', (kind, name) => {
    expect(pod(kind, name)).toMatchObject({
      runtimeClassName: 'kata-vm-isolation',
      tolerations: [{ key: 'sandboxes.example.com/runtime', operator: 'Equal', value: 'kata', effect: 'NoSchedule' }],
    });
    // The class selects its nodes.
    expect(pod(kind, name)).not.toHaveProperty('nodeSelector');
  });

  test.each([
    ['SandboxTemplate', 'python', ['2'], ['2048Mi']],
    ['Sandbox', 'dev', ['3500m', '500m'], ['7168Mi', '1024Mi']],
  ])('every container of %s %s has the limits that size its virtual machine', (kind, name, cpu, memory) => {
    const limits = pod(kind, name).containers.map(({ resources }: any) => resources.limits);
    expect(limits).toEqual(cpu.map((each, index) => ({ cpu: each, memory: memory[index] })));
  });

  test.each([
    ['the template', () => find('SandboxTemplate', 'python').spec.networkPolicy],
    ['the devbox', () => find('NetworkPolicy', 'dev-sandbox-policy').spec],
  ])('the policy of %s keeps it from the wire server and the metadata of Azure', (_, policy) => {
    expect(policy().egress[0].to[0].ipBlock).toEqual({
      cidr: '0.0.0.0/0',
      except: expect.arrayContaining(['168.63.129.16/32', '169.254.0.0/16']),
    });
  });
});
