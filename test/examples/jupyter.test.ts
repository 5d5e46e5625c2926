import { nameHash } from '../../src/api/name-hash';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/jupyter', () => {
  const { objects, find } = example('jupyter');
  const labels = { 'agents.x-k8s.io/sandbox-name-hash': nameHash('jupyter') };

  test('prints the policy, the sandbox and its Service', () => {
    expect(objects().map(keyOf)).toEqual([
      'NetworkPolicy notebooks/jupyter-sandbox-policy',
      'Sandbox notebooks/jupyter',
      'Service notebooks/jupyter-web',
    ]);
  });

  test('the Service selects the pod by the hash of the name of its sandbox', () => {
    expect(find('Service', 'jupyter-web').spec).toMatchObject({
      type: 'ClusterIP',
      selector: labels,
      ports: [{ name: 'http', port: 80, targetPort: 8888 }],
    });
  });

  test('the Service leads to the port of the container', () => {
    const { ports, readinessProbe } = find('Sandbox', 'jupyter').spec.podTemplate.spec.containers[0];
    expect(ports).toEqual([{ containerPort: 8888, protocol: 'TCP' }]);
    expect(readinessProbe.tcpSocket).toEqual({ port: 8888 });
  });

  test('the policy lets the ingress controller in, and out what is not private', () => {
    const { podSelector, policyTypes, ingress, egress } = find('NetworkPolicy', 'jupyter-sandbox-policy').spec;
    expect(podSelector).toEqual({ matchLabels: labels });
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(ingress).toEqual([
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, podSelector: {} },
        ],
        ports: [{ port: 8888, protocol: 'TCP' }],
      },
    ]);
    expect(egress.map(({ ports }: { ports: object[] }) => ports)).toEqual([
      [{ port: 443, protocol: 'TCP' }],
      [{ port: 443, protocol: 'TCP' }],
      [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
    ]);
    expect(egress[0].to).toEqual([
      { ipBlock: { cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']) } },
    ]);
  });

  test('the token comes from a Secret, the notebooks stay on a volume', () => {
    const { podTemplate, volumeClaimTemplates } = find('Sandbox', 'jupyter').spec;
    expect(podTemplate.spec.containers[0].env).toEqual([
      { name: 'JUPYTER_TOKEN', valueFrom: { secretKeyRef: { name: 'jupyter-token', key: 'token' } } },
    ]);
    expect(volumeClaimTemplates.map(({ metadata }: any) => metadata.name)).toEqual(['notebooks']);
  });
});
