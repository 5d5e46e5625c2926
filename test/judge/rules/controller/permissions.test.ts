import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';

const RBAC = 'rbac.authorization.k8s.io';
const binding = (kind: string, more: object = {}): KubeObject => ({
  apiVersion: `${RBAC}/v1`,
  kind,
  metadata: { name: 'agent-sandbox-controller', ...(kind === 'RoleBinding' && { namespace: 'agent-sandbox-system' }) },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'agent-sandbox-controller' },
  subjects: [{ kind: 'ServiceAccount', name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' }],
  ...more,
});
const role = (apiGroups: string[], resources: string[]): KubeObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'Role',
  metadata: { name: 'claimer', namespace: 'research' },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }, { apiGroups, resources, verbs: ['get'] }],
});
const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';
const NOTHING = { synth: [], files: [] };

describe('ASB255', () => {
  test("fails if a RoleBinding grants the controller's ClusterRole", () => {
    const message =
      "a RoleBinding grants ClusterRole 'agent-sandbox-controller' to the controller in namespace " +
      "'agent-sandbox-system' alone, and the controller lists and watches all namespaces, " +
      'so it never starts to work';
    expect(bothWays([binding('RoleBinding')])).toEqual({
      synth: [`error ASB255 agent-sandbox-controller: ${message}`], files: [`error ASB255 kind: ${message}`],
    });
  });

  test.each<[string, KubeObject]>([
    ['a ClusterRoleBinding', binding('ClusterRoleBinding')],
    ['a Role', binding('RoleBinding', { roleRef: { apiGroup: RBAC, kind: 'Role', name: 'agent-sandbox-controller' } })],
    [
      'another account',
      binding('RoleBinding', { subjects: [{ kind: 'ServiceAccount', name: 'tool', namespace: 'a' }] }),
    ],
  ])('nothing is said of %s', (_, object) => {
    expect(bothWays([object])).toEqual(NOTHING);
  });
});

describe('ASB256', () => {
  test.each<[string, string[], string[], string, string]>([
    [
      'the wrong group',
      [CORE],
      ['sandboxclaims'],
      'rules[1].apiGroups',
      `resource 'sandboxclaims' is of API group '${EXTENSIONS}', ` +
        `and the rule names '${CORE}', so that it grants nothing of it`,
    ],
    [
      'no group',
      [''],
      ['sandboxclaims/status'],
      'rules[1].apiGroups',
      `resource 'sandboxclaims/status' is of API group '${EXTENSIONS}', ` +
        "and the rule names '', so that it grants nothing of it",
    ],
    [
      'a misspelt group',
      ['agent.x-k8s.io'],
      ['sandboxes'],
      'rules[1].apiGroups',
      `resource 'sandboxes' is of API group '${CORE}', ` +
        "and the rule names 'agent.x-k8s.io', so that it grants nothing of it",
    ],
    [
      'a singular',
      [EXTENSIONS],
      ['sandboxclaim'],
      'rules[1].resources[0]',
      "resource 'sandboxclaim' does not exist, so that the rule grants nothing; resources are plurals in lower case",
    ],
    [
      'a kind',
      [EXTENSIONS],
      ['SandboxWarmPool/scale'],
      'rules[1].resources[0]',
      "resource 'SandboxWarmPool/scale' does not exist, " +
        'so that the rule grants nothing; resources are plurals in lower case',
    ],
  ])('%s', (_, groups, resources, path, message) => {
    expect(bothWays([role(groups, resources)])).toEqual({
      synth: [`warning ASB256 claimer: ${message}`],
      files: [`warning ASB256 ${path}: ${message}`],
    });
  });

  test.each<[string, string[], string[]]>([
    ['right rules', [EXTENSIONS], ['sandboxclaims', 'sandboxwarmpools/scale']],
    ['both groups in one rule', [CORE, EXTENSIONS], ['sandboxes', 'sandboxclaims']],
    ['all groups', ['*'], ['sandboxclaims']],
    ['sandboxes of others', ['example.com'], ['sandboxes', 'sandbox']],
    ['sandboxes of the core group, which may be an oversight of others', [''], ['sandboxes']],
  ])('nothing is said of %s', (_, groups, resources) => {
    expect(bothWays([role(groups, resources)])).toEqual(NOTHING);
  });
});
