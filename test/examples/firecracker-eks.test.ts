import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

const NODES = {
  nodeSelector: { 'sandboxes.example.com/runtime': 'kata-fc' },
  tolerations: [{ key: 'sandboxes.example.com/runtime', operator: 'Equal', value: 'kata-fc', effect: 'NoSchedule' }],
};

describe('cdk8s synth in examples/firecracker-eks', () => {
  const { objects, find } = example('firecracker-eks');

  test('prints the class, what runs by it, and what pulls its images', () => {
    expect(objects().map(keyOf)).toEqual([
      'RuntimeClass kata-fc',
      'ServiceAccount agents/builder',
      'SandboxTemplate agents/builder',
      'SandboxWarmPool agents/builder-pool',
      'DaemonSet agents/images',
    ]);
  });

  test('the class selects the tainted nodes, and counts what a virtual machine takes', () => {
    expect(find('RuntimeClass', 'kata-fc')).toMatchObject({
      handler: 'kata-fc',
      overhead: { podFixed: { cpu: '250m', memory: '130Mi' } },
      scheduling: NODES,
    });
    const { nodeSelector, tolerations, runtimeClassName } = find('SandboxTemplate', 'builder').spec.podTemplate.spec;
    expect({ nodeSelector, tolerations, runtimeClassName }).toEqual({ runtimeClassName: 'kata-fc' });
  });

  test('images are pulled by the runtime, on its nodes, as its snapshotter sees no others', () => {
    const { initContainers, ...spec } = find('DaemonSet', 'images').spec.template.spec;
    expect(spec).toMatchObject({ ...NODES, runtimeClassName: 'kata-fc' });
    expect(initContainers.map(({ image }: { image: string }) => image)).toEqual(['registry.example.com/builder:7.1']);
  });

  test('the pods reach HTTPS by IPv4, the credentials of their own identity, and no metadata of the node', () => {
    const [internet, identity, dns, ...more] = find('SandboxTemplate', 'builder').spec.networkPolicy.egress;
    expect(internet).toEqual({
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']) } }],
      ports: [{ protocol: 'TCP', port: 443 }],
    });
    expect(identity).toEqual({
      to: [{ ipBlock: { cidr: '169.254.170.23/32' } }],
      ports: [{ protocol: 'TCP', port: 80 }],
    });
    expect(dns.ports).toEqual([{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }]);
    expect(more).toEqual([]);
  });

  test('the pods run as the account of the association, without a token of the cluster', () => {
    expect(find('SandboxTemplate', 'builder').spec.podTemplate.spec).toMatchObject({
      serviceAccountName: 'builder',
      automountServiceAccountToken: false,
    });
  });

  test('nothing is mounted, as Firecracker shares no file system with its node', () => {
    expect(find('SandboxTemplate', 'builder').spec.podTemplate.spec).not.toHaveProperty('volumes');
    expect(find('SandboxTemplate', 'builder').spec).not.toHaveProperty('volumeClaimTemplates');
  });
});
