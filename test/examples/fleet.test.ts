import users from '../../examples/fleet/users.json';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/fleet', () => {
  const { objects, find } = example('fleet');

  test('prints a sandbox for each user, in the order of the list, and their policy', () => {
    expect(objects().map(keyOf)).toEqual([...users.map(({ login }) => `Sandbox devboxes/${login}`), 'NetworkPolicy devboxes/devboxes']);
  });

  test.each(users)('the sandbox of $login is as the list says', ({ login, team, gibibytes, gpus, away }) => {
    const { operatingMode, service, podTemplate, volumeClaimTemplates } = find('Sandbox', login).spec;
    const [{ resources }] = podTemplate.spec.containers;
    expect(podTemplate.metadata.labels).toEqual({ 'devbox.example.com/team': team, 'devbox.example.com/user': login });
    expect(volumeClaimTemplates[0].spec.resources.requests.storage).toBe(`${gibibytes}Gi`);
    expect({ operatingMode, service }).toEqual({ operatingMode: away ? 'Suspended' : 'Running', service: true });
    expect(resources.limits['nvidia.com/gpu']).toBe(gpus);
    expect(podTemplate.spec.tolerations).toEqual(gpus ? [{ key: 'nvidia.com/gpu', operator: 'Exists' }] : undefined);
    // What is said of the GPU stands beside the other limits, not in their place.
    expect(resources.limits).toMatchObject({ cpu: '4', memory: '8192Mi' });
  });

  test('the gateway alone gets in', () => {
    expect(find('NetworkPolicy', 'devboxes').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'devbox-gateway' } }, podSelector: {} }],
        ports: [{ port: 3000, protocol: 'TCP' }],
      }],
    });
  });
});
