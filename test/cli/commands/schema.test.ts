import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { KIND_NAMES, KINDS } from '../../../src/api/kinds';
import { FIELD_SENTENCES } from '../../../src/cli/editor/sentences';
import { jsonSchemas } from '../../../src/cli/json-schema';
import { FindingSeverity } from '../../../src/findings/finding';
import { judge } from '../../../src/judge/rules';
import { servedKind, walk } from '../../../src/judge/schema';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

// A tool of cdk8s-cli, so that the tests need no validator of their own.
const fromCli = createRequire(require.resolve('cdk8s-cli/package.json'));
const Ajv = fromCli('ajv').default;

const catalogue = Catalogue.standard();
const directory = directories();

/** Compiling takes seconds: the oldest release, one with two API versions, the newest. */
const COMPILED = [catalogue.ids[0], 'v0.5.6', catalogue.latest.id];

/** Whether a schema accepts an object, and if not, why. */
function faults(file: string, object: unknown, id = catalogue.latest.id): string[] {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/ },
  });
  const validate = ajv.compile(jsonSchemas(catalogue.get(id)).get(file));
  validate(object);
  return (validate.errors ?? [])
    .filter(({ keyword }: { keyword: string }) => keyword !== 'if')
    .map(
      (error: any) =>
        `${error.instancePath} ` +
          `${error.message}${error.params.additionalProperty ? ` ${error.params.additionalProperty}` : ''}`,
    );
}

const SANDBOX = `
apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: { name: dev, namespace: agents, labels: { team: research }, creationTimestamp: null }
spec:
  operatingMode: Suspended
  service: true
  shutdownTime: 2026-12-24T18:00:00Z
  podTemplate:
    metadata: { labels: { app: dev } }
    spec:
      containers:
        - name: dev
          image: registry.example.com/devbox:2026.10
          resources: { limits: { cpu: 2, memory: 4Gi } }
          ports: [{ containerPort: 8080 }]
          livenessProbe: { httpGet: { port: http } }
          env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: tokens, key: dev } } }]
          volumeMounts: [{ name: home, mountPath: /home/dev }]
  volumeClaimTemplates:
    - metadata: { name: home }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
`;
const OTHERS: Readonly<Record<string, string>> = {
  SandboxTemplate:
    'spec: { podTemplate: { spec: { containers: [{ name: a, image: b }] } }, networkPolicyManagement: Managed }',
  SandboxWarmPool: 'spec: { replicas: 3, sandboxTemplateRef: { name: python } }',
  SandboxClaim: 'spec: { warmPoolRef: { name: python } }',
};

/** A fine object, with something replaced. */
function sandbox(...changes: Array<[from: string, to: string]>): KubeObject {
  const text = changes.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, SANDBOX);
  // The schema that leaves times as texts.
  return load(text.replace(/(shutdownTime: )(\S+)/, '$1"$2"')) as KubeObject;
}

describe('the files', () => {
  const files = ['all.json', 'sandbox.json', 'sandboxclaim.json', 'sandboxtemplate.json', 'sandboxwarmpool.json'];

  test('are of the release that is asked for, and the same each time', () => {
    const [one, two] = [directory(), directory()];
    const { code, out, err } = run(['schema', '--release', 'v0.5.6', '--outdir', join(one, 'made')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toHaveLength(6);
    expect(readdirSync(join(one, 'made')).sort()).toEqual([...files, 'tenant-facts.json']);
    run(['schema', '--release', 'v0.5.6', '--outdir', two]);
    for (const file of files) {
      const text = readFileSync(join(two, file), 'utf8');
      expect(readFileSync(join(one, 'made', file), 'utf8')).toBe(text);
      expect(JSON.parse(text).description).toContain('v0.5.6');
      // An id would make editors look for the schema on the network.
      expect(text).not.toContain('"$id"');
      expect(text.length).toBeLessThan(250_000);
    }
  });

  test('fails if they cannot be written, or the release is unknown', () => {
    const file = join(directory(), 'file');
    run(['schema', '--outdir', file]);
    expect(run(['schema', '--outdir', join(file, 'all.json')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^error: cannot write to '.*all\.json': /),
    });
    expect(run(['schema', '--release', 'v0.4.4'])).toMatchObject({ code: 2, err: expect.stringContaining("'v0.4.4'") });
  });

  test.each(catalogue.ids)('of %s are JSON Schemas, whose definitions are all used and all there', (id) => {
    for (const [, content] of jsonSchemas(catalogue.get(id))) {
      const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
      expect([ajv.validateSchema(content), ajv.errors]).toEqual([true, null]);
      if (COMPILED.includes(id)) { expect(() => ajv.compile(content)).not.toThrow(); }
      const text = JSON.stringify(content);
      const used = new Set([...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map((match) => match[1]));
      expect([...used].sort()).toEqual(Object.keys(content.definitions as object).sort());
      expect(text).not.toContain('x-kubernetes');
    }
  });
});

describe('an object that the release accepts passes', () => {
  test.each(['sandbox.json', 'all.json'])('%s', (file) => { expect(faults(file, sandbox())).toEqual([]); });

  test.each(Object.entries(OTHERS))('%s', (kind, spec) => {
    const object = load(
      `{ apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: ${kind}, metadata: { name: it }, ` +
        `${spec.replace(/^spec: /, 'spec: ')} }`,
    );
    expect(faults(`${kind.toLowerCase()}.json`, object)).toEqual([]);
    expect(faults('all.json', object)).toEqual([]);
  });

  test('both versions of a release that serves two', () => {
    const old = sandbox(['v1beta1', 'v1alpha1'], ['operatingMode: Suspended', 'replicas: 0']);
    for (const file of ['sandbox.json', 'all.json']) {
      expect(faults(file, old, 'v0.5.6')).toEqual([]);
      expect(faults(file, sandbox(), 'v0.5.6')).toEqual([]);
      expect(faults(file, sandbox(['operatingMode: Suspended', 'replicas: 0']), 'v0.5.6')).toContain(
        '/spec must NOT have additional properties replicas',
      );
      expect(faults(file, old)).not.toEqual([]);
    }
  });

  test('objects of other kinds, beside ours', () => {
    expect(faults('all.json', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { anything: true } })).toEqual([]);
    expect(faults('sandbox.json', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: {} })).not.toEqual(
      [],
    );
  });
});

describe('fails if', () => {
  test.each<[string, [string, string], string]>([
    [
      'a field of ours is misspelt',
      ['service: true', 'servce: true'],
      '/spec must NOT have additional properties servce',
    ],
    [
      'a field of Kubernetes is misspelt',
      ['image: reg', 'imgae: reg'],
      '/spec/podTemplate/spec/containers/0 must NOT have additional properties imgae',
    ],
    [
      'a field of metadata is misspelt',
      ['labels: { team', 'lables: { team'],
      '/metadata must NOT have additional properties lables',
    ],
    [
      'a value is not among those allowed',
      ['Suspended', 'Paused'],
      '/spec/operatingMode must be equal to one of the allowed values',
    ],
    ['a type is another', ['service: true', 'service: "yes"'], '/spec/service must be boolean'],
    [
      'a number is too large',
      ['containerPort: 8080', 'containerPort: 3000000000'],
      '/spec/podTemplate/spec/containers/0/ports/0/containerPort must be <= 65535',
    ],
    [
      'a quantity is none',
      ['memory: 4Gi', 'memory: lots'],
      '/spec/podTemplate/spec/containers/0/resources/limits/memory must match pattern',
    ],
    [
      'a required field is missing',
      ['- name: dev\n          image', '- image'],
      "/spec/podTemplate/spec/containers/0 must have required property 'name'",
    ],
    ['a time is none', ['2026-12-24T18:00:00Z', 'tomorrow'], '/spec/shutdownTime must match format "date-time"'],
    [
      'the release does not serve the version',
      ['v1beta1', 'v1'],
      '/apiVersion must be equal to one of the allowed values',
    ],
    ['the kind is misspelt', ['kind: Sandbox', 'kind: Sandbxo'], '/kind must be equal to one of the allowed values'],
  ])('%s', (_, change, fault) => {
    for (const file of ['sandbox.json', 'all.json']) {
      expect(faults(file, sandbox(change))).toContainEqual(expect.stringContaining(fault));
    }
  });
});

/** What is wrong with an object of the newest release beyond its schema. */
function errorsOf(object: unknown, release = catalogue.latest) {
  return judge(object as KubeObject, { release, allowedLabelDomains: [], find: () => undefined })
    .filter(({ severity }) => severity === FindingSeverity.ERROR);
}

test('says of every field, once missing or of another type, what the API server or the rules say', () => {
  let [accepted, refused] = [0, 0];
  const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
  const check = ajv.compile(jsonSchemas(catalogue.latest).get('sandbox.json'));
  const { schema, subresources } = servedKind(catalogue.latest, 'agents.x-k8s.io/v1beta1', 'Sandbox')!;
  for (const path of pathsOf(sandbox()).filter(([first]) => first === 'spec')) {
    for (const value of [undefined, 1, 'text', true, {}, []]) {
      const object = withValue(sandbox(), path, value);
      const theirs = walk(structuredClone(object), schema, { root: true, subresources }).violations.length === 0;
      // Of unique items and formats the schema says less.
      if (path.includes('shutdownTime')) { continue; }
      const isRefused = !theirs || (!check(object) && errorsOf(object).length > 0);
      expect([path, value, check(object)]).toEqual([path, value, !isRefused]);
      if (theirs) { accepted++; } else { refused++; }
    }
  }
  expect(Math.min(accepted, refused)).toBeGreaterThan(30);
});

/** What stands first in a description: no rule, no reference. */
const SENTENCE = /^(?!No two|The API server|http)[A-Z]\S* .*?[^.]\.( |$)/;

test.each(catalogue.ids)('every field of Kubernetes has a sentence in %s, and nothing is called a title', (id) => {
  for (const file of jsonSchemas(catalogue.get(id)).values()) {
    expect(JSON.stringify(file)).not.toMatch(/"title":"/);
    const types = Object.entries(file.definitions as Record<string, { properties?: Record<string, any> }>);
    const bare = types.flatMap(([type, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { description = '' }]) => !SENTENCE.test(description))
        .map(([name]) => `${type}.${name}`));
    expect(bare).toEqual([]);
  }
});

test('no sentence is about a field that no release has', () => {
  const known = new Map<string, Set<string>>();
  for (const id of catalogue.ids) {
    const definitions = jsonSchemas(catalogue.get(id)).get('all.json')!.definitions as Record<string, any>;
    for (const [type, { properties = {} }] of Object.entries(definitions)) {
      known.set(type, new Set([...known.get(type) ?? [], ...Object.keys(properties)]));
    }
  }
  const idle = Object.entries(FIELD_SENTENCES).flatMap(([type, fields]) => (
    Object.keys(fields).filter((field) => !known.get(type)?.has(field)).map((field) => `${type}.${field}`)
  ));
  expect(idle).toEqual([]);
});

test.each(catalogue.ids)('the snippets of %s are objects that its schemas accept', (id) => {
  const file = jsonSchemas(catalogue.get(id)).get('all.json')!;
  const offered = (file.allOf as Array<{ else?: { defaultSnippets: Array<{ body: KubeObject }> } }>)
    .flatMap((each) => each.else?.defaultSnippets ?? []);
  const bodies = offered.map(({ body }) => (
    JSON.parse(JSON.stringify(body).replace(/\$\{\d:([^}]*)\}/g, '$1')) as KubeObject
  ));
  expect(new Set(bodies.map(({ kind }) => kind)).size).toBe(KIND_NAMES.length);
  expect(bodies.length).toBeGreaterThan(KIND_NAMES.length);
  for (const body of bodies) {
    expect(errorsOf(body, catalogue.get(id))).toEqual([]);
  }
  if (!COMPILED.includes(id)) { return; }
  const accepts = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(file);
  for (const body of bodies) { expect([accepts(body), body]).toEqual([true, body]); }
});

test('every field of ours is described', () => {
  for (const kind of KIND_NAMES) {
    const { properties } = (jsonSchemas(catalogue.latest).get(`${kind.toLowerCase()}.json`)!.definitions as any)[
      `${kind}.v1beta1`
    ];
    const fields = Object.entries<any>(properties.spec.properties);
    expect([KINDS[kind].plural, fields.filter(([, { description }]) => !description)]).toEqual([
      KINDS[kind].plural,
      [],
    ]);
  }
});

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) { return [at]; }
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...at, name])),
  ];
}

function withValue(object: any, path: readonly string[], value: unknown): unknown {
  const holder = path.slice(0, -1).reduce((of, name) => of[name], object);
  const last = path.at(-1)!;
  if (value !== undefined) {
    holder[last] = value;
  } else if (Array.isArray(holder)) {
    holder.splice(Number(last), 1);
  } else {
    delete holder[last];
  }
  return object;
}
