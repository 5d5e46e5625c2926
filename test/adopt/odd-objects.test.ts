import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';
import { compileErrors } from '../support/adopt/compile';

function object(apiVersion: string, kind: string, metadata: any, rest: any = {}): any {
  return { apiVersion, kind, metadata, ...rest };
}

const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';
const VAP = 'ValidatingAdmissionPolicy';
const own = { name: 'a', namespace: 'n' };

function pod(spec: any = {}, container: any = {}): any {
  return { podTemplate: { spec: { containers: [{ name: 'a', image: 'b', ...container }], ...spec } } };
}

function template(spec: any, metadata: any = {}): any {
  return object(EXTENSIONS, 'SandboxTemplate', { ...own, ...metadata }, { spec });
}

function config(metadata: any, data: any = {}): any {
  return object('v1', 'ConfigMap', metadata, { data });
}

const SECRET = { name: 'A', valueFrom: { secretKeyRef: { name: 'X Y', key: 'k' } } };

/** Objects that a construct, or the API server, refuses. */
const ODD: Readonly<Record<string, any[]>> = {
  'name of a runtime': [template(pod({ runtimeClassName: 'Not Valid!' }))],
  'name of a registry secret': [template(pod({ imagePullSecrets: [{ name: 'Bad Name' }] }))],
  'name of a secret': [template(pod({}, { env: [SECRET] }))],
  'name of an account': [template(pod({ serviceAccountName: 'A_b' }))],
  'image': [template(pod({}, { image: 'Bad Image' }))],
  'no image': [template(pod({}, { image: undefined }))],
  'name with a space': [template(pod(), { name: 'Bad Name' })],
  'name with a slash': [template(pod(), { name: 'a/b' })],
  'namespace with a slash': [template(pod(), { namespace: 'Bad/Name' })],
  'namespace of a chart of Helm': [template(pod(), { namespace: '{{ .Release.Namespace }}' })],
  'labels': [template(pod(), { labels: { 'bad key!': 'x', 'a': 5 } })],
  'volume claim': [template({ ...pod(), volumeClaimTemplates: [{ metadata: { name: 'Bad Name' }, spec: {} }] })],
  'no spec': [template(null)],
  'spec that is a list': [template([1])],
  'pool': [object(EXTENSIONS, 'SandboxWarmPool', own, {
    spec: { replicas: -4, sandboxTemplateRef: { name: 'Bad Name' } },
  })],
  'claim': [object(EXTENSIONS, 'SandboxClaim', own, { spec: { warmPoolRef: { name: 'Bad Name' } } })],
  'sandbox': [object('agents.x-k8s.io/v1beta1', 'Sandbox', own, {
    spec: { ...pod(), shutdownTime: 'never', replicas: 7 },
  })],
  'class': [object('node.k8s.io/v1', 'RuntimeClass', { name: 'Bad Name' }, { handler: 'Bad Handler' })],
  'overhead': [object('node.k8s.io/v1', 'RuntimeClass', { name: 'x' }, {
    handler: 'a', overhead: { podFixed: { cpu: 'zz' } },
  })],
  'Namespace': [object('v1', 'Namespace', { name: 'Bad Name' })],
  'ConfigMap': [config({ name: 'Bad Name', namespace: 'n' }, { 'a b': 'c' })],
  'generated name': [config({ generateName: 'x-' })],
  'no name': [config({})],
  'name that is null': [config({ name: null })],
  'name that is a number': [config({ name: 5 })],
  'namespace that is a number': [config({ name: 'a', namespace: 5 })],
  'metadata': [config({ name: 'a', labels: ['x'], annotations: 'y', finalizers: 'x', ownerReferences: 'y' })],
  'owner without a uid': [config({ name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'b' }] })],
  'kind': [object('example.com/v1', 'a b/c', { name: 'a' })],
  'names of JavaScript': [JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"__proto__"},'
    + '"data":{"__proto__":"x","constructor":"y"}}')],
  'member constructor': [object('a/v1', 'X', { name: 'x' }, { constructor: { b: 1 } })],
  'null': [config({ name: 'a', labels: { x: null } }, { a: null })],
  'two kinds of a name': [config({ name: 'a' }), object('example.com/v1', 'ConfigMap', { name: 'a' })],
  'numbers': [object('example.com/v1', 'X', { name: 'a' }, { spec: { n: 1e21, m: -0, f: 0.1, s: '1e3' } })],
  'policy of a sandbox': [
    object('networking.k8s.io/v1', 'NetworkPolicy', { name: 'a-sandbox-policy', namespace: 'n' }, { spec: 5 }),
    object('agents.x-k8s.io/v1beta1', 'Sandbox', own, { spec: pod() }),
  ],
  'policy of a tenant': [
    object('admissionregistration.k8s.io/v1', VAP, { name: 'n-isolation-pods' }, { spec: 5 }),
    object('admissionregistration.k8s.io/v1', VAP, { name: 'm-isolation-pods' }, {
      spec: { validations: [{ message: "ASB350: pods must have one of the runtime classes 'A B'; x" }] },
    }),
  ],
  'controller': [object('apps/v1', 'Deployment', { name: 'agent-sandbox-controller', namespace: 'x' }, {
    spec: { template: { spec: { containers: 'odd' } } },
  })],
  'RuntimeClass of another group': [object('example.com/v1', 'RuntimeClass', { name: 'x' }, { handler: 'a' })],
  'Sandbox of another group': [object('example.com/v1', 'Sandbox', own, { spec: pod() })],
};

const programs: Record<string, string> = {};

function imported(objects: readonly any[]) {
  return importObjects(objects, undefined, Catalogue.standard());
}

test.each(Object.entries(ODD))('what is odd comes back as it is: %s', (name, objects) => {
  const { text, differences, failures, lost } = imported(objects);
  programs[name] = text;
  expect({ differences, failures, lost }).toEqual({ differences: [], failures: [], lost: [] });
});

test('programs of odd objects compile under strict', () => {
  expect(compileErrors(programs)).toEqual([]);
});

test('what a construct refuses is written as it is, and a comment says why', () => {
  const refused = '// The construct refuses it: ';
  expect(programs.class).toContain(`${refused}cluster/BadName: name of a RuntimeClass 'Bad Name' is not a DNS `);
  expect(programs.claim).toContain(`${refused}n/BadName: name of a SandboxWarmPool 'Bad Name' is not a DNS `);
  expect(programs.sandbox).toContain('// The API server does not take it as it is: ');
  expect(programs['name of a runtime']).toContain("podSpec: { runtimeClassName: 'Not Valid!' },");
});

test('an object that cannot be printed is said to be lost, and the others are imported', () => {
  const odd = JSON.parse('{"apiVersion":"v1","kind":"X","metadata":{"name":"x"},"__proto__":{"a":1}}');
  const { text, lost } = imported([odd, config({ name: 'kept' })]);
  expect(text).toContain("metadata: { name: 'kept' }");
  expect(lost).toEqual([expect.stringMatching(/^X x cannot be written as code: /)]);
});
