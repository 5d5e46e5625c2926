/** Assets, images and flags: what a kustomization and the workload of a controller have of a release. */
import { App, Chart, Yaml } from 'cdk8s';
import { codesOf, migrated, release, textAfter } from './support';
import { AgentSandbox, AgentSandboxVersion } from '../../src';

const ASSETS = 'https://github.com/kubernetes-sigs/agent-sandbox/releases/download';

/** The manifests of an install. */
function everythingIn(version: AgentSandboxVersion): string {
  const chart = new Chart(new App(), 'platform');
  new AgentSandbox(chart, 'AgentSandbox', { version });
  return (chart.toJson() as object[]).map((object) => Yaml.stringify(object)).join('---\n');
}

const kustomization = (text: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;

test.each<[what: string, before: string, after: string]>([
  [
    'the core asset, whose name changed',
    `resources:\n# the install\n- ${ASSETS}/v0.4.6/manifest.yaml # core\n- claims.yaml\n`,
    `resources:\n# the install\n- ${ASSETS}/v1.0.5/sandbox.yaml # core\n- claims.yaml\n`,
  ],
  [
    'both assets, which have the controller twice, by the one that has all',
    `resources:\n- ${ASSETS}/v0.5.1/manifest.yaml\n- ${ASSETS}/v0.5.1/extensions.yaml # more\n- a.yaml\n`,
    `resources:\n- ${ASSETS}/v1.0.5/sandbox-with-extensions.yaml\n# more\n- a.yaml\n`,
  ],
  [
    'the newest release of that time',
    'resources: ["https://github.com/kubernetes-sigs/agent-sandbox/releases/latest/download/manifest.yaml"]\n',
    `resources: ["${ASSETS}/v1.0.5/sandbox.yaml"]\n`,
  ],
  [
    'the repository at a revision',
    'resources:\n- https://github.com/kubernetes-sigs/agent-sandbox//k8s?ref=v0.4.6&timeout=90s\n'
      + '- github.com/kubernetes-sigs/agent-sandbox/k8s?ref=main\n',
    'resources:\n- https://github.com/kubernetes-sigs/agent-sandbox//k8s?ref=v1.0.5&timeout=90s\n'
      + '- github.com/kubernetes-sigs/agent-sandbox/k8s?ref=main\n',
  ],
  [
    'the image of the controller',
    'images:\n- name: registry.k8s.io/agent-sandbox/agent-sandbox-controller\n'
      + '  newTag: v0.4.6 # tested\n- {name: other, newTag: v0.4.6}\n',
    'images:\n- name: registry.k8s.io/agent-sandbox/agent-sandbox-controller\n'
      + '  newTag: v1.0.5 # tested\n- {name: other, newTag: v0.4.6}\n',
  ],
  [
    'the target of a patch',
    'patches:\n- target: { group: agents.x-k8s.io, version: v1alpha1, kind: Sandbox }\n  path: a.yaml\n',
    'patches:\n- target: { group: agents.x-k8s.io, version: v1beta1, kind: Sandbox }\n  path: a.yaml\n',
  ],
])('a kustomization: %s', (_, before, after) => {
  const migration = migrated({ 'kustomization.yaml': kustomization(before) });
  expect(migration.after['kustomization.yaml']).toBe(kustomization(after));
  expect(migration.findings).toEqual([]);
  // kustomize needs neither kind nor apiVersion in a file of its name.
  expect(textAfter(before, 'base/kustomization.yaml')).toBe(after);
  expect(textAfter(kustomization(after), 'kustomization.yaml')).toBe(kustomization(after));
});

test('an asset keeps its name where the release has the old one', () => {
  const text = kustomization(`resources: [${ASSETS}/v0.4.6/manifest.yaml, ${ASSETS}/v0.4.6/extensions.yaml]\n`);
  const { after } = migrated({ 'kustomization.yaml': text }, { target: release('v0.5.1') });
  expect(after['kustomization.yaml']).toBe(text.replace(/v0\.4\.6/g, 'v0.5.1'));
});

test('what is newer than the release stays', () => {
  const text = kustomization(`resources: [${ASSETS}/v1.0.8/sandbox.yaml, ${ASSETS}/v1.0.8/extensions.yaml]\n`);
  expect(textAfter(text, 'kustomization.yaml')).toBe(text);
});

test.each([['\n'], ['\r\n']])('patches within a kustomization are edited, with lines that end with %j', (lineEnd) => {
  const text = (version: string, mode: string, step: string) => kustomization(`patches:
- target: { kind: Deployment, name: agent-sandbox-controller }
  patch: |-
    # flags

    ${step}
    - op: add
      path: /spec/template/spec/containers/0/args/-
      value: --kube-api-qps=50
- path: a.yaml
patchesStrategicMerge:
- | # sleeps
   apiVersion: agents.x-k8s.io/${version} # old
   kind: Sandbox
   metadata: { name: a }
   spec:
     ${mode}
`).replace(/\n/g, lineEnd);
  const before = text('v1alpha1', 'replicas: 0', '- op: add\n      path: /spec/template/spec/containers/0/args/-\n'
    + '      value: --webhook-port=9444 # ours');
  const after = text('v1beta1', 'operatingMode: Suspended', '# ours');
  const migration = migrated({ 'kustomization.yaml': before });
  expect(migration.after['kustomization.yaml']).toBe(after);
  expect(migration.findings).toEqual([]);
  expect(migration.decisions.map(({ what }) => what)).toEqual(['--webhook-port: removed', 'operatingMode: Suspended']);
  expect(textAfter(after, 'kustomization.yaml')).toBe(after);
});

test('a file with a JSON patch is edited, and stays as it is if nothing would be left of it', () => {
  const step = (flag: string) => `- op: add\n  path: /spec/template/spec/containers/0/args/-\n  value: ${flag}\n`;
  expect(textAfter(step('--webhook-port=1') + step('--extensions'))).toBe(step('--extensions'));
  expect(codesOf(migrated({ 'a.yaml': step('--webhook-port=1') }))).toEqual(['ASB413 the document']);
});

test.each([
  [
    'a flag in a patch',
    'patches:\n- patch: |-\n'
      + '    - {op: add, path: /spec/template/spec/containers/0/args/-, value: --webhook-port=9444}\n',
    /--webhook-port/,
  ],
  [
    'a field in a patch',
    'patches:\n- target: {kind: Sandbox}\n  patch: "[{op: replace, path: /spec/replicas, value: 0}]"\n',
    /\/spec\/replicas/,
  ],
  [
    'an object in a patch that is folded',
    'patches:\n- patch: >\n    apiVersion: agents.x-k8s.io/v1alpha1\n\n    kind: Sandbox\n\n    spec: {}\n',
    /agents\.x-k8s\.io\/v1alpha1/,
  ],
  ['a digest', 'images:\n- {name: agent-sandbox-controller, digest: "sha256:00"}\n', /digest/],
])('%s is left to a person', (_, text, message) => {
  const migration = migrated({ 'kustomization.yaml': kustomization(`# agent-sandbox\n${text}`) });
  expect(migration.after['kustomization.yaml']).toBe(kustomization(`# agent-sandbox\n${text}`));
  expect(migration.findings).toMatchObject([{ code: 'ASB413', message: expect.stringMatching(message) }]);
});

const deployment = (
  args: string,
  image = 'registry.example.com/mirror/agent-sandbox-controller:v0.5.6',
) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: agent-sandbox-controller, namespace: agent-sandbox-system }
spec:
  template:
    spec:
      containers:
      - name: agent-sandbox-controller # the one
        image: ${image}
        args:${args}
`;

test.each([
  [
    'in a block',
    '\n        - --leader-elect=true\n        # port\n        - --webhook-port # own\n'
      + '        - "9444"\n        - -enable-webhook\n        - --extensions',
    '\n        - --leader-elect=true\n        # port\n        # own\n        - --extensions',
  ],
  ['in brackets', ' [--extensions, "--webhook-namespace=a", --manage-webhook-certs=false]', ' [--extensions]'],
  ['alone', '\n        - --webhook-cert-dir=/tmp', ' []'],
])('flags that the release does not have go from the controller, %s', (_, before, after) => {
  const migration = migrated({ 'a.yaml': deployment(before) });
  expect(migration.after['a.yaml']).toBe(
    deployment(after, 'registry.example.com/mirror/agent-sandbox-controller:v1.0.5'),
  );
  expect(migration.findings).toEqual([]);
  expect(migrated({ 'a.yaml': deployment(before) }, { target: release('v0.5.6') }).after['a.yaml']).toBe(
    deployment(before),
  );
});

test('a patch of the controller without its image, and flags that no release had', () => {
  const patch = deployment(' [--webhook-port=1, --made-up]').replace(/ *image:.*\n/, '');
  expect(textAfter(patch)).toBe(patch.replace('--webhook-port=1, ', ''));
});

test('an image by its digest is left to a person', () => {
  const text = deployment(' []', 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.5.6@sha256:00');
  expect(textAfter(text)).toBe(text);
  expect(codesOf(migrated({ 'a.yaml': text }))).toEqual([
    'ASB413 Deployment agent-sandbox-system/agent-sandbox-controller',
  ]);
});

test('an install is not rewritten: what the release has otherwise is named', () => {
  const text = everythingIn(AgentSandboxVersion.V0_5_6);
  const migration = migrated({ 'install.yaml': text });
  expect(codesOf(migration).sort()).toEqual([
    'ASB413 CustomResourceDefinition sandboxclaims.extensions.agents.x-k8s.io',
    'ASB413 CustomResourceDefinition sandboxes.agents.x-k8s.io',
    'ASB413 CustomResourceDefinition sandboxtemplates.extensions.agents.x-k8s.io',
    'ASB413 CustomResourceDefinition sandboxwarmpools.extensions.agents.x-k8s.io',
    'ASB413 Role agent-sandbox-system/agent-sandbox-controller',
    'ASB413 RoleBinding agent-sandbox-system/agent-sandbox-controller',
    'ASB413 Service agent-sandbox-system/agent-sandbox-webhook-service',
  ]);
  expect(migrated({ 'install.yaml': everythingIn(AgentSandboxVersion.V1_0_5) })).toMatchObject({
    findings: [],
    decisions: [],
  });
});

test('a Service that every sandbox had is left to a person, where the release before is known', () => {
  const text = 'apiVersion: agents.x-k8s.io/v1alpha1\nkind: Sandbox\nmetadata: {name: a}\nspec: {podTemplate: {}}\n';
  expect(codesOf(migrated({ 'a.yaml': text }, { from: release('v0.4.5') }))).toEqual(['ASB412 Sandbox a']);
  expect(migrated({ 'a.yaml': text }, { from: release('v0.4.6') }).findings).toEqual([]);
  const service = text.replace('{podTemplate', '{service: false, podTemplate');
  expect(migrated({ 'a.yaml': service }, { from: release('v0.4.5') }).findings).toEqual([]);
});
