/**
 * Our engine beside another author's: the rules of all CRDs, and what policies ask of sandboxes, on objects good and
 * bad.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CelError, CelType, compile, DYN, typeOfSchema } from '../../../src/judge/cel';
import { schemaFor } from '../../../src/judge/schema';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../../src/release/catalogue';

type Result = { readonly value: unknown } | { readonly error: string };
interface Question { readonly expression: string; readonly bindings: Readonly<Record<string, unknown>> }

function another(questions: readonly Question[]): Result[] {
  const input = questions
    .map(({ expression, bindings }) => `${JSON.stringify({ variables: [], expressions: [expression], bindings })}\n`)
    .join('');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '../../support/cel-js.mjs')], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) { throw new Error(`the other engine failed: ${stderr}`); }
  return stdout.split('\n').filter(Boolean).map((line) => (JSON.parse(line) as Result[])[0]);
}

function ours({ expression, bindings }: Question, types: Readonly<Record<string, CelType>>): Result {
  try {
    const value = compile(expression, types).evaluate(bindings);
    return { value: typeof value === 'bigint' ? Number(value) : value };
  } catch (error) {
    if (!(error instanceof CelError)) { throw error; }
    return { error: error.message };
  }
}

/** What a row is decided by. */
const verdict = (result: Result) => ('error' in result ? 'it fails' : result.value);

/** The rules of a schema, and of those below it. */
function rulesIn(schema: StructuralSchema): Array<{ readonly rule: string; readonly schema: StructuralSchema }> {
  const below = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties].filter(
    (each) => each !== undefined,
  );
  return [
    ...(schema['x-kubernetes-validations'] ?? []).map(({ rule }) => ({ rule, schema })),
    ...below.flatMap(rulesIn),
  ];
}

test('the rules of all CRDs, on specs that change and that stay', () => {
  const catalogue = Catalogue.standard();
  const all = catalogue.ids.flatMap((id) => {
    const schema = schemaFor(catalogue.get(id), 'agents.x-k8s.io/v1beta1', 'Sandbox');
    return schema ? rulesIn(schema) : [];
  });
  const rules = [...new Map(all.map((each) => [each.rule, each])).values()];
  expect(rules).toHaveLength(1);
  const claim = (name: string) => ({ metadata: { name }, spec: { resources: { requests: { storage: '1Gi' } } } });
  const specs = [
    {},
    { volumeClaimTemplates: [] },
    { volumeClaimTemplates: [claim('a')] },
    { volumeClaimTemplates: [claim('b')] },
    { volumeClaimTemplates: [claim('a'), claim('b')] },
  ];
  const answers: unknown[] = [];
  for (const { rule, schema } of rules) {
    const self = typeOfSchema(schema, false, 'self')!;
    const questions = specs.flatMap((one) =>
      specs.map((two) => ({ expression: rule, bindings: { self: one, oldSelf: two } })),
    );
    const mine = questions.map((question) => verdict(ours(question, { self, oldSelf: self })));
    expect(mine).toEqual(another(questions).map(verdict));
    answers.push(...mine);
  }
  expect(answers.filter((answer) => answer === true)).toHaveLength(specs.length);
  expect(answers).not.toContain('it fails');
});

const POD = 'object.spec.podTemplate.spec';
const CONTAINERS = `(${POD}.containers + (has(${POD}.initContainers) ? ${POD}.initContainers : []))`;

/** What policies ask of sandboxes; with `true`, one that fails where the field is not set. */
const ASKED: ReadonlyArray<readonly [expression: string, fails?: true]> = [
  [`has(${POD}.runtimeClassName) && ${POD}.runtimeClassName == 'gvisor'`],
  [`${POD}.automountServiceAccountToken == false`, true],
  [`${POD}.?automountServiceAccountToken.orValue(true) == false`],
  [`!has(${POD}.hostNetwork) || ${POD}.hostNetwork == false`],
  [`!(has(${POD}.hostPID) && ${POD}.hostPID) && !(has(${POD}.hostIPC) && ${POD}.hostIPC)`],
  [`!has(${POD}.volumes) || ${POD}.volumes.all(v, !has(v.hostPath))`],
  [
    `${CONTAINERS}.all(c, has(c.securityContext) && ` +
      'has(c.securityContext.runAsNonRoot) && c.securityContext.runAsNonRoot)',
  ],
  [
    `${CONTAINERS}.all(c, !has(c.securityContext) || ` +
      '!has(c.securityContext.privileged) || !c.securityContext.privileged)',
  ],
  [
    `${CONTAINERS}.all(c, has(c.securityContext) && has(c.securityContext.capabilities) ` +
      "&& c.securityContext.capabilities.drop.exists(d, d == 'ALL'))",
  ],
  [`${CONTAINERS}.all(c, c.image.startsWith('registry.example.com/'))`],
  [`${CONTAINERS}.all(c, c.image.matches('@sha256:[0-9a-f]{64}$'))`],
  [`${CONTAINERS}.exists(c, c.name == 'main')`],
  [
    `${CONTAINERS}.all(c, has(c.resources) && has(c.resources.limits) && ` +
      "quantity(c.resources.limits.memory).compareTo(quantity('4Gi')) <= 0)",
  ],
  [`${CONTAINERS}.all(c, !has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0))`],
  [`has(${POD}.nodeSelector) && ${POD}.nodeSelector['example.com/pool'] == 'sandboxes'`],
  [`has(${POD}.tolerations) && ${POD}.tolerations.exists(t, t.key == 'sandbox' && t.effect == 'NoSchedule')`],
  ["has(object.metadata.labels) && 'team' in object.metadata.labels && object.metadata.labels['team'] != ''"],
  [`${POD}.containers.size() <= 2 && ${POD}.containers.map(c, c.name).filter(n, n.endsWith('-debug')).size() == 0`],
  ["object.spec.?shutdownTime.hasValue() ? object.spec.shutdownPolicy == 'Delete' : true", true],
];

function sandbox(spec: object, container: object = {}, metadata: object = {}) {
  return {
    kind: 'Sandbox',
    metadata: { name: 'dev', ...metadata },
    spec: {
      podTemplate: {
        spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1', ...container }], ...spec },
      },
    },
  };
}

const OBJECTS: readonly object[] = [
  sandbox({}),
  sandbox(
    {
      runtimeClassName: 'gvisor',
      automountServiceAccountToken: false,
      nodeSelector: { 'example.com/pool': 'sandboxes' },
      tolerations: [{ key: 'sandbox', effect: 'NoSchedule' }],
    },
    {
      image: `registry.example.com/a@sha256:${'0'.repeat(64)}`,
      ports: [{ containerPort: 80 }],
      resources: { limits: { memory: '2Gi' } },
      securityContext: { runAsNonRoot: true, privileged: false, capabilities: { drop: ['ALL'] } },
    },
    { labels: { team: 'research' } },
  ),
  sandbox(
    {
      runtimeClassName: 'runc',
      automountServiceAccountToken: true,
      hostNetwork: true,
      hostPID: true,
      volumes: [{ name: 'a', hostPath: { path: '/' } }],
      initContainers: [{ name: 'setup-debug', image: 'other.example.com/b' }],
    },
    {
      name: 'shell-debug',
      ports: [{ containerPort: 80, hostPort: 80 }],
      resources: { limits: { memory: '8Gi' } },
      securityContext: { privileged: true, runAsNonRoot: false, capabilities: { drop: ['NET_RAW'] } },
    },
    { labels: { team: '' } },
  ),
  sandbox(
    {
      hostNetwork: false,
      volumes: [{ name: 'a', emptyDir: {} }],
      nodeSelector: { 'example.com/pool': 'others' },
      tolerations: [{ key: 'sandbox', effect: 'NoExecute' }],
    },
    { resources: { limits: { memory: '4096Mi' } } },
  ),
  { ...sandbox({}), spec: { ...sandbox({}).spec, shutdownTime: '2026-07-01T00:00:00Z', shutdownPolicy: 'Delete' } },
  { ...sandbox({}), spec: { ...sandbox({}).spec, shutdownTime: '2026-07-01T00:00:00Z' } },
];

test.each(ASKED.map(([expression, fails = false]) => [expression, fails] as const))('%s', (expression, fails) => {
  const questions = OBJECTS.map((object) => ({ expression, bindings: { object } }));
  const mine = questions.map((question) => verdict(ours(question, { object: DYN })));
  expect(mine).toEqual(another(questions).map(verdict));
  expect([mine.includes(true), mine.includes(false) || mine.includes('it fails')]).toEqual([true, true]);
  expect(mine.includes('it fails')).toBe(fails);
});
