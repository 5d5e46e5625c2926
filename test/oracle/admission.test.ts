/**
 * The admission policies put to the API server's own code, a program in Go: its type checker has nothing to say of
 * expressions, and its evaluation, with its budget, refuses what the tables say. Both forms are asked: policies of one
 * tenant, and those that tenants share, with the object that has the parameters of a tenant.
 */
import { join } from 'node:path';
import { AdmissionPolicyObjects, admissionPolicyObjects } from '../../src/admission/admission-policy-objects';
import { AdmissionSettings } from '../../src/admission/admission-settings';
import { ADMISSION_KINDS, AdmissionKind, MATCHED_KINDS } from '../../src/admission/matched-kinds';
import { admissionRequest } from '../../src/judge/admission-policies/admission-request';
import { CompiledPolicy, compilePolicy } from '../../src/judge/admission-policies/compile';
import { decide } from '../../src/judge/admission-policies/decide';
import { Spending } from '../../src/judge/admission-policies/spending';
import { schemaFor } from '../../src/judge/schema';
import { KubeObject } from '../../src/kubernetes/kube-object';
import type { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../src/release/catalogue';
import { PLATFORM_USER } from '../support/admission/engines';
import { HOSTILE_PODS, refusedIn } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { HOSTILE_OBJECTS, LEGITIMATE_OBJECTS, OBJECT_SETTINGS } from '../support/admission/objects';
import { Base, BASES, held, Holder, HOLDERS, podWith } from '../support/admission/pods';
import { parametersOf, sharedPolicies } from '../support/admission/shared';
import { askGo, buildGo, GO } from '../support/go';

const LONG = 30 * 60_000;

/** Releases that serve each version of the API. */
const RELEASES = ['v0.5.6', 'v1.0.5'].map((id) => Catalogue.standard().get(id));

interface Answer {
  readonly warnings: readonly string[];
  readonly decisions: ReadonlyArray<{
    readonly matched: boolean;
    readonly refused: readonly string[];
    readonly errors: readonly string[];
    readonly cost: number;
  }>;
}

/** All that a policy can ask. */
const EVERYTHING: AdmissionSettings = {
  ...OBJECT_SETTINGS.narrow,
  heldFields: OBJECT_SETTINGS.held.heldFields,
  requireDigests: true,
  requireShutdownTime: true,
  maxTimeToLive: 3600,
  requireClaimDeletion: true,
};

/** The same of the pods of a base. */
const LARGE = Object.fromEntries(Object.entries(BASES).map(([base, { settings }]) => (
  [base, { ...EVERYTHING, ...settings, heldFields: [] }]
))) as unknown as Record<Base, AdmissionSettings>;

/** The policy of a kind for a tenant, and the object with its parameters. */
interface Form {
  readonly params?: (settings: AdmissionSettings) => KubeObject;
  readonly policyOf: (kind: AdmissionKind, settings: AdmissionSettings) => KubeObject;
}

const SHARED = sharedPolicies();
const OWN = new Map<AdmissionSettings, AdmissionPolicyObjects[]>();

const FORMS: Readonly<Record<string, Form>> = {
  'of its own': {
    policyOf: (kind, settings) => {
      let all = OWN.get(settings);
      if (!all) {
        OWN.set(settings, all = admissionPolicyObjects({
          name: 'research', settings, namespaces: ['research'], excludedNamespaces: [], validationActions: ['Deny'],
        }));
      }
      return all.find((each) => each.kind === kind)!.policy;
    },
  },
  'that tenants share': {
    policyOf: (kind) => SHARED.find((each) => each.kind === kind)!.policy,
    params: parametersOf,
  },
};

const TEXTS = { type: 'object', additionalProperties: { type: 'string' } };

/** As much of the metadata of objects as expressions read; the API server publishes all of it. */
const METADATA = {
  type: 'object',
  properties: {
    annotations: TEXTS,
    labels: TEXTS,
    creationTimestamp: { type: 'string', format: 'date-time' },
    generateName: { type: 'string' },
    finalizers: { type: 'array', items: { type: 'string' } },
    name: { type: 'string' },
    namespace: { type: 'string' },
    ownerReferences: { type: 'array', items: { type: 'object', properties: { kind: { type: 'string' } } } },
  },
};

function withMetadata(schema: StructuralSchema): object {
  return { ...schema, properties: { ...schema.properties, metadata: METADATA } };
}

/** The kinds with their schemas, each in every version that is served; a Pod's is that of the pods in templates. */
function kinds(): object[] {
  const ours = ADMISSION_KINDS.filter((kind) => kind !== 'Pod').flatMap((kind) => {
    const { apiGroup, apiVersions, resources } = MATCHED_KINDS[kind];
    return apiVersions.flatMap((version) => {
      const schema = RELEASES.map((release) => schemaFor(release, `${apiGroup}/${version}`, kind)).find(Boolean);
      return schema ? [{ group: apiGroup, version, kind, resource: resources[0], schema: withMetadata(schema) }] : [];
    });
  });
  const template = schemaFor(RELEASES.at(-1)!, 'agents.x-k8s.io/v1beta1', 'Sandbox')!;
  const spec = asNative(template.properties!.spec.properties!.podTemplate.properties!.spec);
  const native = (properties: object) => ({
    type: 'object',
    properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: METADATA, ...properties },
  });
  return [
    ...ours,
    { group: '', version: 'v1', kind: 'Pod', resource: 'pods', schema: native({ spec }) },
    { group: '', version: 'v1', kind: 'LimitRange', resource: 'limitranges', schema: native({}) },
  ];
}

/** Quantities of Kubernetes' own kinds are strings, those of custom resources may be numbers. */
function asNative(schema: StructuralSchema): StructuralSchema {
  if (schema['x-kubernetes-int-or-string'] && schema.pattern) { return { type: 'string' }; }
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, asNative(member)])),
    }),
    ...(items && { items: asNative(items) }),
    ...(additionalProperties && { additionalProperties: asNative(additionalProperties) }),
  };
}

/** What the API server makes of a pod that says a number of cores as one. */
function canonical(object: KubeObject): KubeObject {
  return JSON.parse(JSON.stringify(object), (name, value) =>
    name === 'cpu' && typeof value === 'number' ? String(value) : value,
  );
}

/** The budget of the API server for the validations of one policy. */
const BUDGET = 10_000_000;

/** Looks at 100,000 numbers, which costs less than one evaluation may. */
const COSTLY = Array.from('abcde').reduce(
  (inner, name) => `[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(${name}, ${inner})`,
  'true',
);

const times = <T>(count: number, of: (index: number) => T) => Array.from({ length: count }, (_, index) => of(index));
const validation = { expression: COSTLY };
const variables = times(40, (index) => ({ name: `v${index}`, expression: COSTLY }));
const condition = (index: number, expression = COSTLY) => ({ name: `c${index}`, expression });
const read = { expression: variables.map(({ name }) => `variables.${name}`).join(' && ') };

/** Policies of much work. Those that the API server gives up begin with `too`. */
const EXPENSIVE: Readonly<Record<string, object>> = {
  'some validations': { validations: times(5, () => validation) },
  'too many validations': { validations: times(40, () => validation) },
  'too many variables': { variables, validations: [read] },
  'variables that nobody reads': { variables, validations: [{ expression: 'true' }] },
  'variables that are read again': {
    variables: variables.slice(0, 5),
    validations: times(40, () => ({
      expression: 'variables.v0 && variables.v4',
    })),
  },
  'some match conditions': { matchConditions: [condition(0)], validations: [validation] },
  'too many match conditions': { matchConditions: times(8, (index) => condition(index)), validations: [validation] },
  'too many match conditions, and one that is false': {
    matchConditions: [condition(9, 'false'), ...times(8, (index) => condition(index))], validations: [validation],
  },
};

/** Rules that look at keys of maps until one is wrong: the API server takes them in any order. */
const OF_MAPS: ReadonlySet<string> = new Set(['ASB373', 'ASB374', 'ASB376', 'ASB381', 'ASB386']);

const COMPILED = new WeakMap<KubeObject, CompiledPolicy>();

/** The verdict of this library, the cost of validations and their messages, and the object as the policy sees it. */
function verdictHere(policy: KubeObject, given: KubeObject, params?: KubeObject) {
  const context = { release: RELEASES.at(-1)! };
  const request = admissionRequest(given, context);
  const spending = new Spending(BUDGET);
  let compiled = COMPILED.get(policy);
  if (!compiled) { COMPILED.set(policy, compiled = compilePolicy(policy, [])); }
  const decisions = decide(compiled, request, params ?? null, context, spending);
  const failed = decisions.flatMap((decision) => (decision.kind === 'failed' ? [decision.message] : []));
  return { object: request.object as unknown as KubeObject, cost: spending.spent, failed };
}

if (!GO) {
  process.stderr.write("SKIPPED: putting admission policies to the API server's own code; there is no Go\n");
}

let program: string;

beforeAll(() => { if (GO) { program = buildGo(join(__dirname, 'admission')); } }, LONG);

const ask = (questions: object[]): Answer[] => askGo<Answer>(program, [{ kinds: kinds() }, ...questions]);

const codesOf = (messages: readonly string[]) => messages.map((message) => message.slice(0, 'ASB350'.length));

(GO ? describe : describe.skip).each(Object.keys(FORMS))('policies %s, by the API server\'s own code', (form) => {
  const { policyOf, params: paramsOf } = FORMS[form];

  /** Decisions about requests, each with the settings by which it is judged; one question for each policy. */
  function decisionsOf(kind: AdmissionKind, requests: Array<{ settings: AdmissionSettings } & object>) {
    const policies = new Map<KubeObject, number[]>();
    requests.forEach(({ settings }, index) => {
      const policy = policyOf(kind, settings);
      policies.set(policy, [...policies.get(policy) ?? [], index]);
    });
    const answers = ask([...policies].map(([policy, indices]) => ({
      policy, requests: indices.map((at) => ({ ...requests[at], params: paramsOf?.(requests[at].settings) })),
    })));
    const found: Array<Answer['decisions'][number]> = [];
    [...policies.values()].forEach((indices, index) => {
      indices.forEach((at, place) => { found[at] = answers[index].decisions[place]; });
    });
    return found;
  }

  const unknownFields = (warnings: readonly string[]) =>
    new Set(warnings.flatMap((warning) => warning.match(/undefined field '\w+'/g) ?? [warning]));

  test('the type checker knows all fields but those of claims that came with the other version', () => {
    const answers = ask(ADMISSION_KINDS.map((kind) => ({ policy: policyOf(kind, EVERYTHING), requests: [] })));
    const warned = Object.fromEntries(answers.map(({ warnings }, index) => [ADMISSION_KINDS[index], warnings]));
    expect(unknownFields(warned.SandboxClaim)).toEqual(new Set(["undefined field 'volumeClaimTemplates'"]));
    expect(warned.SandboxClaim.join()).toContain('extensions.agents.x-k8s.io/v1alpha1, Kind=SandboxClaim');
    expect(warned.SandboxClaim.join()).not.toContain('v1beta1');
    expect({ ...warned, SandboxClaim: [] }).toEqual(Object.fromEntries(ADMISSION_KINDS.map((kind) => [kind, []])));
  });

  test('the type checker tells of a field that is misspelt', () => {
    const policy = JSON.parse(
      JSON.stringify(policyOf('SandboxTemplate', EVERYTHING)).replaceAll('volumeClaimTemplates', 'volumeClaims'),
    );
    const [{ warnings }] = ask([{ policy, requests: [] }]);
    expect(unknownFields(warnings)).toEqual(new Set(["undefined field 'volumeClaims'"]));
  });

  test('hostile pods are refused with their code alone, legitimate ones are not, and nothing fails', () => {
    const hostile = HOSTILE_PODS.filter(({ refusedBy }) => refusedBy !== 'schema').map((row) => ({
      name: row.name,
      base: row.base,
      object: podWith(row.base, [row.change]),
      refusedIn: (kind: Holder) => refusedIn(kind, row),
    }));
    const legitimate = LEGITIMATE_PODS.map(({ name, base, changes }) => ({
      name,
      base,
      object: podWith(base, changes),
      refusedIn: (): string[] => [],
    }));
    const rows = [...hostile, ...legitimate];
    for (const kind of HOLDERS) {
      const decisions = decisionsOf(kind, rows.map(({ base, object }) => (
        { settings: BASES[base].settings, object: kind === 'Pod' ? canonical(object) : held(kind, object) }
      )));
      expect(decisions.map(({ refused, errors }, index) => [rows[index].name, codesOf(refused), errors])).toEqual(
        rows.map((row) => [row.name, row.refusedIn(kind).filter((code) => kind === 'Pod' || code !== 'ASB366'), []]),
      );
    }
  });

  test('hostile objects are refused with their code alone, legitimate ones are not, and nothing fails', () => {
    for (const kind of ADMISSION_KINDS) {
      const rows = [...HOSTILE_OBJECTS, ...LEGITIMATE_OBJECTS].filter(({ object }) => object.kind === kind);
      const decisions = decisionsOf(kind, rows.map(
        ({ settings, object, oldObject: old, user = 'ada@example.com', groups }) => ({
          settings: OBJECT_SETTINGS[settings], object, old, user, groups, mayCreatePolicies: user === PLATFORM_USER,
        }),
      ));
      expect(decisions.map(({ refused, errors }, index) => [rows[index].name, codesOf(refused), errors]))
        .toEqual(rows.map(({ name, code }) => [name, code === undefined ? [] : [code], []]));
    }
  });

  test('an object whose spec stays as it is is not judged', () => {
    const hostile = podWith('plain', [{ op: 'add', path: '/spec/hostPID', value: true }]);
    const labelled = { ...hostile, metadata: { ...hostile.metadata, labels: { 'example.com/seen': 'yes' } } };
    const params = paramsOf?.(BASES.plain.settings);
    const requests = [
      { object: labelled, old: hostile, params }, { object: hostile, old: podWith('plain', []), params },
    ];
    const [{ decisions }] = ask([{ policy: policyOf('Pod', BASES.plain.settings), requests }]);
    expect(decisions.map(({ refused, errors }) => [refused.length, errors])).toEqual([[0, []], [1, []]]);
  });

  test.each(HOLDERS)('the largest pod that anybody means is within the budget of a large tenant, in a %s', (kind) => {
    const { spec } = BASES.digested;
    const many = (count: number, of: object) =>
      Array.from({ length: count }, (_, index) => ({ ...of, name: `c-${index}` }));
    const [main] = spec.containers as object[];
    const image = `registry.example.com/${'teams/'.repeat(20)}python@sha256:${'0f'.repeat(32)}`;
    const containers = many(100, { ...main, image, ports: many(20, { containerPort: 80 }) });
    const volumes = many(200, { projected: { sources: Array(20).fill({ configMap: { name: 'settings' } }) } });
    const registries = Array.from({ length: 50 }, (_, index) => `registry-${index}.example.com/`).concat(
      'registry.example.com/',
    );
    const names = (prefix: string) => times(50, (index) => `${prefix}-${index}`);
    const settings: AdmissionSettings = {
      ...EVERYTHING,
      ...BASES.digested.settings,
      registries,
      runtimes: [...names('kata'), 'gvisor'],
      serviceAccounts: [...names('agent'), 'default'],
      podAnnotations: names('example.com/'),
      nodeLabels: Object.fromEntries(names('example.com/pool').map((label) => [label, names('value')])),
      tolerations: names('example.com/taint').map((key) => ({ key, operator: 'Exists' })),
      extendedResources: names('example.com/device'),
      priorityClasses: names('class'),
      storageClasses: names('storage'),
      maxLifetime: undefined,
      heldFields: [],
    };
    const tolerations = times(50, (index) => ({ key: `example.com/taint-${index}`, operator: 'Exists' }));
    const large = { ...spec, containers, initContainers: containers, volumes, tolerations };
    const policy = policyOf(kind, settings);
    const params = paramsOf?.(settings);
    const { object, cost } = verdictHere(policy, held(kind, { ...podWith('digested', []), spec: large }), params);
    const [{ decisions }] = ask([{ policy, requests: [{ object, params }] }]);
    expect(decisions).toEqual([{ matched: true, refused: [], errors: [], cost }]);
    expect(cost).toBeLessThan(BUDGET);
  });

  test('the validations of a policy cost in sum what they cost here, whatever the object', () => {
    for (const kind of HOLDERS) {
      const rows = [
        ...HOSTILE_PODS.filter((row) => row.refusedBy !== 'schema' && !OF_MAPS.has(row.code!))
          .map(({ name, base, change }) => ({ name, base, changes: [change] })),
        ...LEGITIMATE_PODS,
      ].map(({ name, base, changes }) => {
        const settings = LARGE[base];
        const given = held(kind, canonical(podWith(base, changes)));
        return { name, settings, ...verdictHere(policyOf(kind, settings), given, paramsOf?.(settings)) };
      });
      expect(decisionsOf(kind, rows).map(({ cost }, index) => [rows[index].name, cost]))
        .toEqual(rows.map(({ name, cost }) => [name, cost]));
    }
  });
});

(GO ? describe : describe.skip)('costly policies, by the API server\'s own code', () => {
  test.each(Object.keys(EXPENSIVE))('a policy is given up here where the API server gives it up: %s', (about) => {
    const policy = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'expensive' },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['pods'] }],
        },
        ...EXPENSIVE[about],
      },
    } as KubeObject;
    const { object, failed } = verdictHere(policy, podWith('plain', []));
    const [{ decisions: [{ errors }] }] = ask([{ policy, requests: [{ object }] }]);
    const isGivenUp = errors.some((message) => message.includes('running out of cost budget'));
    expect([failed.some((message) => message.includes('together cost more than')), about.startsWith('too ')])
      .toEqual([isGivenUp, isGivenUp]);
  });
});
