import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

const directory = directories();

const object = (apiVersion: string, kind: string, name: string, rest: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: research}\n${rest}\n`;
const pod = (tag: string) =>
  `spec:\n  podTemplate:\n    spec:\n      runtimeClassName: gvisor\n      containers: [{name: main, image: "registry.example.com/python:${tag}"}]`;

/** Manifests of a sandbox, a pool with its template and a class. */
function manifests(tag: string, handler: string): string {
  return [
    object('agents.x-k8s.io/v1beta1', 'Sandbox', 'dev', pod(tag)),
    object('extensions.agents.x-k8s.io/v1beta1', 'SandboxTemplate', 'python', pod(tag)),
    object(
      'extensions.agents.x-k8s.io/v1beta1',
      'SandboxWarmPool',
      'pool',
      'spec: {replicas: 2, sandboxTemplateRef: {name: python}}',
    ),
    `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\nhandler: ${handler}\n`,
  ].join('---\n');
}

test('changes are told where they are, and what is as it was is not', () => {
  const root = directory();
  mkdirSync(join(root, 'old'));
  writeFileSync(join(root, 'old/all.yaml'), manifests('3.14', 'runsc'));
  writeFileSync(join(root, 'now.yaml'), manifests('3.15', 'gvisor'));
  const told = (file: string) =>
    run(['validate', join(root, file), '--old', join(root, 'old')])
      .out.replaceAll(`${root}/`, '')
      .split('\n')
      .map((line) => line.split(': ').slice(0, 2).join(': '));
  expect(told('now.yaml')).toEqual([
    'now.yaml:6:5: warning ASB220 Sandbox research/dev',
    'now.yaml:22:1: warning ASB220 SandboxWarmPool research/pool',
    'now.yaml:27:1: error ASB221 RuntimeClass gvisor',
    '',
  ]);
  expect(told('old/all.yaml')).toEqual(['']);
});

test('probable mistakes in the files of --old and --policy are told where they are', () => {
  const root = directory();
  const policy = object(
    'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'one',
    'spec: {failurePolicy: Fail, failurePolicy: Fail}',
  );
  writeFileSync(join(root, 'now.yaml'), manifests('3.15', 'runsc'));
  writeFileSync(join(root, 'old.yaml'), `${manifests('3.15', 'runsc')}handler: other\n...\nignored: here\n`);
  writeFileSync(join(root, 'policy.yaml'), policy);
  const { out } = run([
    'validate', join(root, 'now.yaml'), '--old', join(root, 'old.yaml'), '--policy', join(root, 'policy.yaml'),
    '--format', 'json',
  ]);
  const findings = JSON.parse(out) as Array<{ file: string; line: number; code: string; severity: string }>;
  const told = findings.map(
    ({ file, line, code, severity }) => `${file.slice(root.length + 1)}:${line} ${severity} ${code}`,
  );
  expect(told.filter((each) => /ASB10[678]/.test(each))).toEqual([
    'policy.yaml:4 warning ASB106', 'old.yaml:24 warning ASB108', 'old.yaml:28 warning ASB106',
  ]);
  expect(run(['validate', join(root, 'now.yaml'), '--old', join(root, 'old.yaml'), '--strict']).code).toBe(1);
});
