import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';

const secret = (namespace: string): KubeObject => (
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mirror', namespace } } as KubeObject
);
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'router', namespace: 'sandbox-system' },
  spec: {
    selector: { matchLabels: { app: 'r' } },
    template: {
      metadata: { labels: { app: 'r' } },
      spec: { imagePullSecrets: [{ name: 'mirror' }], containers: [{ name: 'r', image: 'r.example.com/r:1' }] },
    },
  },
} as KubeObject;
const MESSAGE = "Secret 'mirror' is in namespace 'agents', and not in 'sandbox-system', where the pod is: pods never "
  + 'use objects of another namespace, and the kubelet pulls without it';

describe('ASB490: a Secret to pull with is in another namespace', () => {
  test('than the pods of a Deployment', () => {
    expect(bothWays([secret('agents'), deployment])).toEqual({
      synth: [`warning ASB490 router: ${MESSAGE}`],
      files: [`warning ASB490 spec.template.spec.imagePullSecrets[0].name: ${MESSAGE}`],
    });
  });

  test.each<[string, KubeObject[]]>([
    ['if it is there too', [secret('agents'), secret('sandbox-system'), deployment]],
    ['if it is not known at all', [deployment]],
    ['if an operator makes it in all namespaces', [secret('agents'), {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterExternalSecret',
      metadata: { name: 'pull' },
      spec: { externalSecretName: 'mirror' },
    } as unknown as KubeObject, deployment]],
    ['if another one is named', [
      { ...secret('agents'), metadata: { name: 'other', namespace: 'agents' } }, deployment,
    ]],
  ])('not %s', (_, objects) => {
    expect(bothWays(objects)).toEqual({ synth: [], files: [] });
  });
});
