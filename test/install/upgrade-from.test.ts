import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxProps, AgentSandboxVersion, JobHook } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const { V0_1_1, V0_2_1, V0_4_6, V0_5_6, V1_0_5 } = AgentSandboxVersion;
const IMAGE = 'registry.example.com/kubectl:1.36';

function installed(props: Partial<AgentSandboxProps>): { install: AgentSandbox; objects: KubeObject[] } {
  const chart = new Chart(new App(), 'platform');
  const install = new AgentSandbox(chart, 'AgentSandbox', { version: V1_0_5, ...props });
  return { install, objects: chart.toJson() as KubeObject[] };
}

const plain = installed({}).objects;

/** The objects that are there because of a prop. */
const added = (objects: readonly KubeObject[]) => objects.slice(plain.length);

describe('upgradeFrom', () => {
  test('lists what the release before leaves, and prints nothing', () => {
    const { install, objects } = installed({ upgradeFrom: V0_5_6 });
    expect(install.leftovers.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Role agent-sandbox-controller', 'RoleBinding agent-sandbox-controller',
      'Service agent-sandbox-webhook-service', 'Secret agent-sandbox-webhook-certs',
    ]);
    expect(objects).toEqual(plain);
    expect(installed({}).install.leftovers).toEqual([]);
  });

  test.each<[string, Partial<AgentSandboxProps>, string]>([
    [
      'nothing leads there at once', { upgradeFrom: V0_4_6 },
      "'upgradeFrom' is v0.4.6, and nothing leads from there to v1.0.5 at once: install v0.5.6, then v1.0.5",
    ],
    ['it is newer', { version: V0_5_6, upgradeFrom: V1_0_5 }, 'v0.5.6 is older than v1.0.5'],
    ['it is the same', { upgradeFrom: V1_0_5 }, 'v1.0.5 is there already: nothing is to be done; remove it'],
    ['cleanUp has nothing to go by', { cleanUp: { image: IMAGE } }, "'cleanUp' deletes what 'upgradeFrom' leaves"],
    [
      'the image is none', { upgradeFrom: V0_5_6, cleanUp: { image: 'a b' } }, 'image',
    ],
    ['it is no release', { upgradeFrom: 'v0.5.6' as never }, 'an AgentSandboxVersion'],
  ])('fails if %s', (_, props, message) => {
    expect(() => installed(props)).toThrow(message);
  });
});

describe('cleanUp', () => {
  const { objects } = installed({ upgradeFrom: V0_5_6, cleanUp: { image: IMAGE } });
  const [account, role, binding, job] = added(objects);

  test('prints a Job with an account of its own, after all else', () => {
    expect(objects.slice(0, plain.length)).toEqual(plain);
    expect(added(objects).map(({ kind, metadata: { name, namespace } }) => [kind, name, namespace])).toEqual([
      ['ServiceAccount', 'agent-sandbox-controller-clean-up', 'agent-sandbox-system'],
      ['Role', 'agent-sandbox-controller-clean-up', 'agent-sandbox-system'],
      ['RoleBinding', 'agent-sandbox-controller-clean-up', 'agent-sandbox-system'],
      ['Job', 'agent-sandbox-controller-clean-up-v0-5-6-v1-0-5', 'agent-sandbox-system'],
    ]);
    expect(job.spec).toMatchObject({
      template: {
        spec: {
          serviceAccountName: account.metadata.name,
          containers: [{
            image: IMAGE,
            command: ['kubectl'],
            args: [
              'delete',
              'role.rbac.authorization.k8s.io/agent-sandbox-controller',
              'rolebinding.rbac.authorization.k8s.io/agent-sandbox-controller',
              'service/agent-sandbox-webhook-service',
              'secret/agent-sandbox-webhook-certs',
              '--namespace=agent-sandbox-system', '--ignore-not-found', '--wait=false',
            ],
          }],
        },
      },
    });
    expect(binding).toMatchObject({ roleRef: { kind: 'Role', name: role.metadata.name } });
  });

  test('the role is on these objects alone', () => {
    const all = (apiGroup: string, resource: string, name: string) => (
      { apiGroups: [apiGroup], resources: [resource], resourceNames: [name], verbs: ['delete', 'get'] }
    );
    expect(role.rules).toEqual([
      all('rbac.authorization.k8s.io', 'roles', 'agent-sandbox-controller'),
      all('rbac.authorization.k8s.io', 'rolebindings', 'agent-sandbox-controller'),
      all('', 'services', 'agent-sandbox-webhook-service'),
      all('', 'secrets', 'agent-sandbox-webhook-certs'),
    ]);
  });

  test.each<[JobHook, object | undefined]>([
    [JobHook.NONE, undefined],
    [JobHook.ARGO_CD, {
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
    }],
    [JobHook.FLUX, { 'kustomize.toolkit.fluxcd.io/force': 'enabled' }],
  ])('hook %s', (hook, annotations) => {
    const found = added(installed({ upgradeFrom: V0_5_6, cleanUp: { image: IMAGE, hook } }).objects);
    expect(found.at(-1)!.metadata.annotations).toEqual(annotations);
  });

  test('prints nothing if nothing is left', () => {
    const props = { version: AgentSandboxVersion.V0_5_6, upgradeFrom: AgentSandboxVersion.V0_5_2 };
    expect(installed({ ...props, cleanUp: { image: IMAGE } }).objects).toEqual(installed(props).objects);
  });

  test('the StatefulSet of v0.1', () => {
    const { install } = installed({ version: V0_2_1, upgradeFrom: V0_1_1 });
    expect(install.leftovers).toEqual([{
      apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'agent-sandbox-system', name: 'agent-sandbox-controller',
    }]);
  });
});
