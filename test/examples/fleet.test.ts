import users from '../../examples/fleet/users.json';
import { nameHash } from '../../src/api/name-hash';
import { example } from '../support/examples';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/fleet', () => {
  const { objects, find } = example('fleet');

  test('prints a policy with its sandbox for each user, in the order of the list', () => {
    expect(objects().map(keyOf)).toEqual(
      users.flatMap(({ login }) => [`NetworkPolicy devboxes/${login}-sandbox-policy`, `Sandbox devboxes/${login}`]),
    );
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

  test.each(users)('the gateway alone gets to the sandbox of $login, which gets to nothing private', ({ login }) => {
    const { podSelector, policyTypes, ingress, egress } = find('NetworkPolicy', `${login}-sandbox-policy`).spec;
    expect({ podSelector, policyTypes, ingress }).toEqual({
      podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash(login) } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'devbox-gateway' } },
              podSelector: {},
            },
          ],
          ports: [{ port: 3000, protocol: 'TCP' }],
        },
      ],
    });
    expect(egress[0].to[0].ipBlock.except).toEqual(
      expect.arrayContaining(['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16']),
    );
  });
});
