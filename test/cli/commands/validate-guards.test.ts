import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreseenIn } from '../../../src/cli/validate/foreseen';
import { ANYTHING, Foreseen } from '../../../src/judge/manifests/foreseen';
import { AWS_ROLE } from '../../../src/kubernetes/identity-annotations';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

const directory = directories();
const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
  podTemplate: {spec: {runtimeClassName: gvisor, containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
`;
const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata: {name: research, labels: {pod-security.kubernetes.io/enforce: restricted}}
`;

test('fails for a pod that a Namespace of another file refuses, at the line of the field', () => {
  const root = directory();
  writeFileSync(join(root, 'a.yaml'), SANDBOX);
  writeFileSync(join(root, 'b.yaml'), NAMESPACE);
  const { code, out } = run(['validate', root]);
  expect([code, out.replace(`${root}/`, '')]).toEqual([1, expect.stringMatching(/^a\.yaml:5:\d+: error ASB250 /)]);
});

test('fails for one that stands behind it in the standard input, with and without a release', () => {
  const file = join(directory(), 'in.yaml');
  writeFileSync(file, `${SANDBOX}---\n${NAMESPACE}`);
  for (const more of [[], ['--release', 'v1.0.5']]) {
    expect(run(['validate', '-', ...more], undefined, openSync(file, 'r')).out).toContain('error ASB250');
  }
});

describe('foreseen', () => {
  const text = (pieces: readonly string[], isPipe = false) => (
    { name: 'a', isNamed: true, isPipe, pieces: () => pieces }
  );

  const NONE = {
    guards: false,
    selectors: false,
    referred: false,
    controllers: false,
    schedules: false,
    operated: false,
    gitops: false,
    identities: false,
  };
  const PSS = 'labels: {pod-security.kubernetes.io/enforce: baseline}';
  const CONTROLLER = 'image: registry.example.com/agent-sandbox-controller:v1.0.5';

  test.each<[string, readonly string[], Partial<Foreseen>]>([
    ['a Namespace with a label', [NAMESPACE], { guards: true }],
    ['a Namespace without it', ['kind: Namespace'], {}],
    ['a label that nothing has', [SANDBOX, PSS], {}],
    ['a Namespace and its label in other pieces', [PSS, '\nkind: Namespace\n'], { guards: true }],
    ['a kind of a GitOps tool', ['apiVersion: argoproj.io/v1alpha1\nkind: Application'], { gitops: true }],
    ['an association of an identity', ['kind: PodIdentityAssociation\n'], { identities: true }],
    ['an account with an identity', [`kind: ServiceAccount\nannotations: {${AWS_ROLE}: a}`], {
      referred: true, identities: true,
    }],
    ['a kind', ['a: 1\n', 'kind: ResourceQuota'], { guards: true }],
    ['a kind across two pieces', ['kind: Limit', 'Range'], { guards: true }],
    ['a network policy', ['kind: CiliumNetworkPolicy'], { selectors: true }],
    ['a network policy across two pieces', ['kind: Network', 'Policy'], { selectors: true }],
    ['both', ['kind: NetworkPolicy\n', '---\nkind: LimitRange'], { guards: true, selectors: true }],
    ['a Secret', ["{'kind': 'Secret'}"], { referred: true }],
    ['a kind in JSON', ['{"kind":"ConfigMap","data":{}}'], { referred: true }],
    ['a kind in JSON across two pieces', ['{"ki', 'nd"', ':"', 'Config', 'Map"', '}'], { referred: true }],
    ['a kind on a line of its own', ['kind:\r\n  ServiceAccount\r\n'], { referred: true }],
    ['an explicit key', ['? kind\n: Secret\n'], { referred: true }],
    ['a field that ends like a kind', ['automountServiceAccountToken: false\nimagePullSecrets: []\n'], {}],
    ['a key that ends like kind', ['mankind: Secret\nother-kind: {}\n'], {}],
    ['a controller', [`kind: Deployment\n${CONTROLLER}`], { controllers: true }],
    ['a workload without one', ['kind: Deployment\n'], {}],
    ['an image that no workload has', [`${SANDBOX}${CONTROLLER}`], {}],
    ['a priority', ['kind: PriorityClass\n'], { operated: true }],
    ['a disruption budget', ['kind: PodDisruptionBudget\n'], { selectors: true, operated: true }],
    ['nothing of the kind', [SANDBOX], {}],
    ['a tagged kind', ['kind: !!str Secret'], ANYTHING],
    ['an anchor', ['kind: &kind Secret'], ANYTHING],
    ['an alias', ['kind: *kind'], ANYTHING],
    ['a block scalar', ['kind: |-\n  Secret'], ANYTHING],
    ['an escape', ['"kind": "Sec\\u0072et"'], ANYTHING],
    ['a comment', ['kind: # comes next\n  Secret'], ANYTHING],
  ])('%s', (_, pieces, found) => {
    expect(foreseenIn([text([]), text(pieces)], true)).toEqual({ ...NONE, ...found });
    const letters = pieces.join('');
    expect(foreseenIn([text([...letters].map((_letter, index) => letters.slice(index, index + 1)))], true))
      .toMatchObject(found);
  });

  test('a pipe that can be read once is not read, and may hold anything', () => {
    const pieces = jest.fn(() => []);
    expect(foreseenIn([{ ...text([], true), pieces }], false)).toEqual(ANYTHING);
    expect(pieces).not.toHaveBeenCalled();
  });
});
