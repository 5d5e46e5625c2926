import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';
import { compileErrors } from '../support/adopt/compile';

const pod = (x: any = {}, c: any = {}) => ({ podTemplate: { spec: { containers: [{ name: 'a', image: 'b', ...c }], ...x } } });
const T = (name: any, spec: any, metadata: any = {}) => ({ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxTemplate', metadata: { name, namespace: 'n', ...metadata }, spec });
/** Objects that a construct, or the API server, refuses. */
const ODD: Record<string, any[]> = {
  runtime: [T('a', pod({ runtimeClassName: 'Not Valid!' }))],
  secret: [T('a', pod({ imagePullSecrets: [{ name: 'Bad Name' }] }))],
  env: [T('a', pod({}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'X Y', key: 'k' } } }] }))],
  sa: [T('a', pod({ serviceAccountName: 'A_b' }))],
  image: [T('a', pod({}, { image: 'Bad Image' }))],
  noimage: [T('a', pod({}, { image: undefined }))],
  names: [T('Bad Name', pod())],
  ns: [{ ...T('a', pod()), metadata: { name: 'a', namespace: 'Bad/Name' } }],
  ns2: [{ ...T('a', pod()), metadata: { name: 'a', namespace: '{{ .Release.Namespace }}' } }],
  slash: [T('a/b', pod())],
  label: [T('a', pod(), { labels: { 'bad key!': 'x', 'a': 5 } })],
  vct: [T('a', { ...pod(), volumeClaimTemplates: [{ metadata: { name: 'Bad Name' }, spec: {} }] })],
  pool: [{ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', metadata: { name: 'p', namespace: 'n' }, spec: { replicas: -4, sandboxTemplateRef: { name: 'Bad Name' } } }],
  claim: [{ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxClaim', metadata: { name: 'p', namespace: 'n' }, spec: { warmPoolRef: { name: 'Bad Name' } } }],
  rc: [{ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'Bad Name' }, handler: 'Bad Handler' }],
  rc2: [{ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'x' }, handler: 'a', overhead: { podFixed: { cpu: 'zz' } } }],
  cm: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Bad Name', namespace: 'n' }, data: { 'a b': 'c' } }],
  nsobj: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'Bad Name' } }],
  noname: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-' }, data: {} }],
  emptymeta: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }],
  numname: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 5 } }],
  numns: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 5 } }],
  oddmeta: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: ['x'], annotations: 'str', finalizers: 'x', ownerReferences: 'y' } }],
  kindodd: [{ apiVersion: 'example.com/v1', kind: 'a b/c', metadata: { name: 'a' } }],
  proto: [JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"__proto__"},"data":{"__proto__":"x","constructor":"y"}}')],
  protoany: [JSON.parse('{"apiVersion":"a/v1","kind":"X","metadata":{"name":"x"},"constructor":{"b":1}}')],
  specnull: [{ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxTemplate', metadata: { name: 'a', namespace: 'n' }, spec: null }],
  specodd: [{ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxTemplate', metadata: { name: 'a', namespace: 'n' }, spec: [1] }],
  sbx: [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'a', namespace: 'n' }, spec: { ...pod(), shutdownTime: 'never', replicas: 7 } }],
  policy: [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a-sandbox-policy', namespace: 'n' }, spec: 5 }, { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'a', namespace: 'n' }, spec: pod() }],
  vap: [{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name: 'n-isolation-pods' }, spec: 5 }],
  nulls: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { x: null } }, data: { a: null } }],
  namenull: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: null } }],
  dupkinds: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, { apiVersion: 'example.com/v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
  bignum: [{ apiVersion: 'example.com/v1', kind: 'X', metadata: { name: 'a' }, spec: { n: 1e21, m: -0, f: 0.1, i: Infinity } }],
  deploy: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'agent-sandbox-controller', namespace: 'x' }, spec: null }],
  deploy2: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'agent-sandbox-controller', namespace: 'x' }, spec: { template: { spec: { containers: 'odd' } } } }],
};

const programs: Record<string, string> = {};

test.each(Object.entries(ODD))('what is odd comes back as it is: %s', (name, objects) => {
  const { text, differences, remarks, lost } = importObjects(objects, undefined, Catalogue.standard());
  programs[name] = text;
  const failures = remarks.filter((each) => each.startsWith('the program'));
  expect({ differences, failures, lost }).toEqual({ differences: [], failures: [], lost: [] });
});

test('programs of odd objects compile under strict', () => {
  expect(compileErrors(programs)).toEqual([]);
});
