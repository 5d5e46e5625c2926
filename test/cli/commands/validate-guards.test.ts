import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayHaveGuards } from '../../../src/cli/validate/guards';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

const directory = directories();
const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
  podTemplate: {spec: {containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
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

describe('mayHaveGuards', () => {
  const text = (pieces: readonly string[], isPipe = false) => (
    { name: 'a', isNamed: true, isPipe, pieces: () => pieces }
  );

  test.each<[string, readonly string[], boolean]>([
    ['a label', ['pod-security.kubernetes.io/enforce: baseline'], true],
    ['a kind', ['a', 'kind: ResourceQuota'], true],
    ['a kind across two pieces', ['kind: Limit', 'Range'], true],
    ['nothing of the kind', [SANDBOX], false],
  ])('%s', (_, pieces, expected) => {
    expect(mayHaveGuards([text([]), text(pieces)], true)).toBe(expected);
  });

  test('a pipe that can be read once is not read', () => {
    const pieces = jest.fn(() => []);
    expect(mayHaveGuards([{ ...text([], true), pieces }], false)).toBe(true);
    expect(pieces).not.toHaveBeenCalled();
  });
});
