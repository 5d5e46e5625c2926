/** What is edited, and that nothing else is: each row is a text before and after. */
import { claim, codesOf, migrated, sandbox, textAfter } from './support';

const OLD = 'apiVersion: agents.x-k8s.io/v1alpha1';
const NEW = 'apiVersion: agents.x-k8s.io/v1beta1';

test.each<[what: string, before: string, after: string]>([
  [
    'comments, blank lines and the order of keys',
    `# first\nkind: Sandbox # kind\n${OLD}   # version\nspec:\n\n  # count\n  replicas:   0 # asleep\n`
      + '  podTemplate: {}\n# last',
    `# first\nkind: Sandbox # kind\n${NEW}   # version\nspec:\n\n  # count\n`
      + '  operatingMode:   Suspended # asleep\n  podTemplate: {}\n# last',
  ],
  [
    'quotes',
    '"apiVersion": \'agents.x-k8s.io/v1alpha1\'\nkind: "Sandbox"\nspec: {"replicas": 1, \'podTemplate\': {}}\n',
    '"apiVersion": \'agents.x-k8s.io/v1beta1\'\nkind: "Sandbox"\n'
      + 'spec: {"operatingMode": Running, \'podTemplate\': {}}\n',
  ],
  [
    'line ends of Windows, and a byte order mark',
    `\ufeff${OLD}\r\nkind: Sandbox\r\nspec:\r\n  replicas: 1\r\nstatus:\r\n  replicas: 1\r\n`,
    `\ufeff${NEW}\r\nkind: Sandbox\r\nspec:\r\n  operatingMode: Running\r\nstatus: {}\r\n`,
  ],
  [
    'a dump with managed fields and what kubectl applied last',
    `${OLD}\nkind: Sandbox\nmetadata:\n  managedFields:\n  - apiVersion: agents.x-k8s.io/v1alpha1\n`
      + '    fieldsV1: {f:spec: {f:replicas: {}}}\n'
    + '  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n'
      + '      {"apiVersion":"agents.x-k8s.io/v1alpha1"}\n'
    + 'status:\n  podIPs: [10.0.0.1]\n  replicas: 1\n',
    `${NEW}\nkind: Sandbox\nmetadata:\n  managedFields:\n  - apiVersion: agents.x-k8s.io/v1alpha1\n`
      + '    fieldsV1: {f:spec: {f:replicas: {}}}\n'
    + '  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n'
      + '      {"apiVersion":"agents.x-k8s.io/v1alpha1"}\n'
    + 'status:\n  podIPs: [10.0.0.1]\n',
  ],
  [
    'an anchor that the objects of a list share',
    'kind: List\napiVersion: v1\nitems:\n- &one\n  apiVersion: &v agents.x-k8s.io/v1alpha1\n'
      + '  kind: Sandbox\n  spec: &s { replicas: 0 }\n'
    + '- apiVersion: *v\n  kind: Sandbox\n  spec: *s\n- <<: *one\n  metadata: {name: b}\n',
    'kind: List\napiVersion: v1\nitems:\n- &one\n  apiVersion: &v agents.x-k8s.io/v1beta1\n'
      + '  kind: Sandbox\n  spec: &s { operatingMode: Suspended }\n'
    + '- apiVersion: agents.x-k8s.io/v1beta1\n  kind: Sandbox\n  spec: *s\n- <<: *one\n  metadata: {name: b}\n',
  ],
  [
    'the comments of a line that goes',
    claim('  # why\n  warmpool: fast # our\n  # the template\n  sandboxTemplateRef:\n    name: python # 3.12\n'),
    claim('  # why\n  # our\n  # the template\n  warmPoolRef:\n    name: fast # 3.12\n').replace('v1alpha1', 'v1beta1'),
  ],
  [
    'a claim in braces, over several lines',
    '{\n  apiVersion: extensions.agents.x-k8s.io/v1alpha1,\n  kind: SandboxClaim,\n'
      + '  spec: { sandboxTemplateRef: { name: a }, warmpool: fast }\n}\n',
    '{\n  apiVersion: extensions.agents.x-k8s.io/v1beta1,\n  kind: SandboxClaim,\n'
      + '  spec: { warmPoolRef: { name: fast } }\n}\n',
  ],
  [
    'the patch of a claim, without its template',
    claim('  warmpool: fast\n'),
    claim('  warmPoolRef: { name: fast }\n').replace('v1alpha1', 'v1beta1'),
  ],
  [
    'documents in one file, and what separates them',
    `---\n# nothing\n--- # a\n${OLD}\nkind: Sandbox\n...\n---\nkind: ConfigMap\napiVersion: v1\n`
      + 'data: {a: "agents.x-k8s.io"}\n---\n',
    `---\n# nothing\n--- # a\n${NEW}\nkind: Sandbox\n...\n---\nkind: ConfigMap\napiVersion: v1\n`
      + 'data: {a: "agents.x-k8s.io"}\n---\n',
  ],
  [
    'what names our kinds: autoscalers, rules of admission, lists',
    'kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2\nspec:\n'
      + '  scaleTargetRef: {apiVersion: extensions.agents.x-k8s.io/v1alpha1, kind: SandboxWarmPool, name: a}\n'
    + '---\nkind: ValidatingAdmissionPolicy\napiVersion: admissionregistration.k8s.io/v1\nspec:\n'
      + '  matchConstraints:\n    resourceRules:\n'
    + '    - apiGroups: [agents.x-k8s.io]\n      apiVersions: [v1alpha1]\n'
      + '    - apiGroups: [agents.x-k8s.io]\n      apiVersions:\n      - v1alpha1\n      - v1beta1\n'
    + `---\nkind: SandboxList\n${OLD}\nitems: []\n`,
    'kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2\nspec:\n'
      + '  scaleTargetRef: {apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: SandboxWarmPool, name: a}\n'
    + '---\nkind: ValidatingAdmissionPolicy\napiVersion: admissionregistration.k8s.io/v1\nspec:\n'
      + '  matchConstraints:\n    resourceRules:\n'
    + '    - apiGroups: [agents.x-k8s.io]\n      apiVersions: [v1beta1]\n'
      + '    - apiGroups: [agents.x-k8s.io]\n      apiVersions:\n      - v1beta1\n'
    + `---\nkind: SandboxList\n${NEW}\nitems: []\n`,
  ],
  [
    'an object that another one makes',
    'kind: ResourceGraphDefinition\napiVersion: kro.run/v1alpha1\nspec:\n  resources:\n  - id: box\n'
      + `    template:\n      ${OLD}\n      kind: Sandbox\n      spec: {replicas: 1}\n`,
    'kind: ResourceGraphDefinition\napiVersion: kro.run/v1alpha1\nspec:\n  resources:\n  - id: box\n'
      + `    template:\n      ${NEW}\n      kind: Sandbox\n      spec: {operatingMode: Running}\n`,
  ],
  [
    'the policy that an annotation of a template has',
    'kind: SandboxTemplate\napiVersion: extensions.agents.x-k8s.io/v1alpha1\nmetadata:\n'
      + '  annotations:\n    api.agents.x-k8s.io/v1beta1-volume-claim-templates-policy: Allowed # a\nspec:\n'
      + '  podTemplate: {}\nstatus: {}\n',
    'kind: SandboxTemplate\napiVersion: extensions.agents.x-k8s.io/v1beta1\nmetadata:\n'
      + '  annotations: {}\n    # a\nspec:\n  volumeClaimTemplatesPolicy: Allowed\n  podTemplate: {}\n',
  ],
])('keeps %s', (_, before, after) => {
  expect(textAfter(before)).toBe(after);
  expect(migrated({ 'a.yaml': before }).findings).toEqual([]);
  expect(textAfter(after)).toBe(after);
});

test.each<[what: string, text: string]>([
  ['a number that a Deployment shares', `${sandbox('  replicas: &n 1\n')}other: *n\n`],
  ['a tag that the value would contradict', sandbox('  replicas: !!int "1"\n')],
  ['replicas that are no number', sandbox('  replicas: "{{ .Values.replicas }}"\n')],
  ['two replicas', sandbox('  replicas: 2\n')],
  ['half a migration', sandbox('  replicas: 1\n  operatingMode: Running\n')],
  ['half a migration of a claim', claim('  warmpool: a\n  warmPoolRef: {name: a}\n')],
  ['a key that stands twice', sandbox('  replicas: 1\n  replicas: 0\n')],
  [
    'a comment in what would go',
    'kind: SandboxClaim\napiVersion: extensions.agents.x-k8s.io/v1alpha1\n'
      + 'spec: {sandboxTemplateRef: {name: a}, # b\n  warmpool: c}\n',
  ],
  ['a template with a long name', claim(`  sandboxTemplateRef: {name: ${'a'.repeat(52)}}\n`)],
])('leaves %s as it is, and says so', (_, text) => {
  const migration = migrated({ 'a.yaml': text });
  expect(migration.after['a.yaml']).toBe(text);
  expect(codesOf(migration)).toEqual([expect.stringMatching(/^ASB411 /)]);
  expect(migration.migrated.size).toBe(0);
});

test('what cannot be migrated does not hold up the other documents', () => {
  const migration = migrated({ 'a.yaml': `${sandbox('  replicas: 2\n')}---\n${sandbox('  replicas: 1\n', 'b')}` });
  const [left, second] = migration.after['a.yaml'].split('---\n');
  expect(left).toBe(sandbox('  replicas: 2\n'));
  expect(second).toBe(sandbox('  operatingMode: Running\n', 'b').replace('v1alpha1', 'v1beta1'));
  expect(migration.findings).toMatchObject([{ file: 'a.yaml', line: 5, column: 3, object: 'Sandbox a' }]);
});

test.each([
  ['a template of Helm', `{{- if .Values.on }}\n${OLD}\nkind: Sandbox\n{{- end }}\n`, /this is a template/],
  ['broken YAML', `${sandbox('  replicas: 1\n')}---\na: [\n`, /a\.yaml|expected/],
  ['a tab as indentation', `${OLD}\nkind: Sandbox\nspec:\n\treplicas: 1\n`, /tab/],
])('leaves %s as it is, and says why', (_, text, message) => {
  const migration = migrated({ 'a.yaml': text });
  expect(migration.after['a.yaml']).toBe(text);
  expect(migration.findings).toMatchObject([{ code: 'ASB414', message: expect.stringMatching(message) }]);
});

test('a file that names nothing of ours is not read at all', () => {
  const migration = migrated({ 'a.yaml': '{{ broken' });
  expect([migration.findings, migration.foreign]).toEqual([[], 1]);
});
