import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreseenIn } from '../../../src/cli/validate/foreseen';
import { ANYTHING } from '../../../src/judge/manifests/foreseen';
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

  test.each<[string, readonly string[], boolean, boolean]>([
    ['a label', ['pod-security.kubernetes.io/enforce: baseline'], true, false],
    ['a kind', ['a', 'kind: ResourceQuota'], true, false],
    ['a kind across two pieces', ['kind: Limit', 'Range'], true, false],
    ['a network policy', ['kind: CiliumNetworkPolicy'], false, true],
    ['a network policy across two pieces', ['kind: Network', 'Policy'], false, true],
    ['both', ['kind: NetworkPolicy', 'kind: LimitRange'], true, true],
    ['nothing of the kind', [SANDBOX], false, false],
  ])('%s', (_, pieces, guards, networkPolicies) => {
    expect(foreseenIn([text([]), text(pieces)], true)).toMatchObject({ guards, networkPolicies });
  });

  test.each<[string, readonly string[], boolean, boolean]>([
    ['a Secret', ['kind: Secret'], true, false],
    ['a kind across two pieces', ['{"kind":"Config', 'Map"}'], true, false],
    ['a field whose name ends like a kind', ['automountServiceAccountToken: false'], false, false],
    ['such a field across two pieces', ['automount', 'ServiceAccountToken: false'], false, false],
    ['such a field before a kind', ["imagePullSecrets: []\nkind: 'Secret'"], true, false],
    ['a controller', ['image: registry.example.com/agent-sandbox-', 'controller:v1.0.5'], false, true],
    ['nothing of the kind', [SANDBOX], false, false],
  ])('of objects that others ask for: %s', (_, pieces, referred, controllers) => {
    expect(foreseenIn([text(pieces)], true)).toMatchObject({ referred, controllers });
  });

  test('a pipe that can be read once is not read, and may hold anything', () => {
    const pieces = jest.fn(() => []);
    expect(foreseenIn([{ ...text([], true), pieces }], false)).toEqual(ANYTHING);
    expect(pieces).not.toHaveBeenCalled();
  });
});
