import { ApiObject } from 'cdk8s';
import { AgentSandbox, AgentSandboxProfile, AgentSandboxVersion, Judge } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';
import { chartOf, linesOf } from '../../../support/workloads';

const NOTHING = { synth: [], files: [] };
const controller = (securityContext: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' },
  spec: {
    selector: { matchLabels: { app: 'c' } },
    template: {
      metadata: { labels: { app: 'c' } },
      spec: {
        securityContext,
        containers: [
          { name: 'c', image: 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5', args: ['--extensions'] },
        ],
      },
    },
  },
});
const of = (apiVersion: string, kind: string, more: object = {}): KubeObject => ({
  apiVersion, kind, metadata: { name: 'a', namespace: 'web' }, ...more,
});
const route = of('route.openshift.io/v1', 'Route', { spec: {} });
const hardened = controller({ runAsNonRoot: true, runAsUser: 65532 });

test('ASB259: a controller that chooses its user, where objects of OpenShift are', () => {
  const message =
    'Deployment agent-sandbox-system/agent-sandbox-controller asks for user 65532, and the cluster is OpenShift '
      + "(Route web/a), whose constraint 'restricted-v2' refuses users outside of the range of the namespace";
  const expected = {
    synth: [`warning ASB259 agent-sandbox-controller: ${message}`],
    files: [`warning ASB259 spec.template.spec.securityContext.runAsUser: ${message}`],
  };
  expect(bothWays([hardened, route])).toEqual(expected);
  expect(bothWays([route, hardened])).toEqual(expected);
});

test('an install of this library too', () => {
  const chart = chartOf(AgentSandboxVersion.V1_0_5);
  new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
  Judge.of(chart);
  expect(linesOf(chart)).toEqual([]);
  new ApiObject(chart, 'Route', route);
  expect(linesOf(chart)).toEqual([expect.stringMatching(/^warning ASB259 research\/AgentSandbox\S*: /)]);
});

test('nothing is said of an install with the profile of OpenShift', () => {
  const chart = chartOf(AgentSandboxVersion.V1_0_5);
  const profile = AgentSandboxProfile.OPENSHIFT;
  new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, profile });
  Judge.of(chart);
  new ApiObject(chart, 'Route', route);
  expect(linesOf(chart)).toEqual([]);
});

test.each<[string, KubeObject[]]>([
  ['another cluster', [hardened, of('v1', 'Service', { spec: { ports: [{ port: 80 }] } })]],
  ['a controller without a user', [controller({ runAsNonRoot: true }), route]],
  [
    'an account that may use another constraint',
    [
      hardened,
      route,
      of('rbac.authorization.k8s.io/v1', 'RoleBinding', {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'system:openshift:scc:nonroot-v2',
        },
        subjects: [{ kind: 'ServiceAccount', name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' }],
      }),
    ],
  ],
  [
    'a constraint for the account',
    [
      hardened,
      of('security.openshift.io/v1', 'SecurityContextConstraints', {
        users: ['system:serviceaccount:agent-sandbox-system:agent-sandbox-controller'],
      }),
    ],
  ],
])('nothing is said of %s', (_, objects) => {
  expect(bothWays(objects)).toEqual(NOTHING);
});
