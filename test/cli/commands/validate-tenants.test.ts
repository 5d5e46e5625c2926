import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Cloud, IsolatedRuntime, NetworkPolicyEngine, SandboxApp, SandboxCluster, SandboxTenant,
  TenantQuota,
} from '../../../src';
import { digestOf } from '../../../src/tenant/facts/digest';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();

/** The facts of a tenant. */
function factsOf(
  namespace = 'research',
  version = AgentSandboxVersion.V1_0_5,
  cloud?: Cloud,
  networkPolicyEngine?: NetworkPolicyEngine,
): string {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version, ...(cloud ? { cloud, networkPolicyEngine } : { kubernetesVersion: '1.36' }) });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', {
    overhead: { cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(512) },
  });
  return new SandboxTenant(app, namespace, {
    runtimes: [gvisor],
    quota: TenantQuota.of({ sandboxes: 4, memory: Size.gibibytes(4) }),
    registries: ['registry.example.com'],
    maxPoolReplicas: 3,
  }).facts.toJson();
}

/** What is said of files by the facts of a tenant. */
function said(files: Readonly<Record<string, string>>, ...more: string[]) {
  const root = directory();
  writeFiles(root, { 'research.json': factsOf(), ...files });
  const args = Object.keys(files).filter((name) => name.endsWith('.yaml')).map((name) => join(root, name));
  const at = (arg: string) => (arg.endsWith('.json') ? join(root, arg) : arg);
  const { code, out, err } = run(['validate', ...args, '--tenant', join(root, 'research.json'), ...more.map(at)]);
  return { code, out: out.replaceAll(`${root}/`, ''), err: err.replaceAll(`${root}/`, '') };
}

const secure = 'securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}';
const image = (name: string) => `containers: [{name: main, image: ${name}, ${secure}}]`;
const pod = (more = 'runtimeClassName: gvisor', from = 'registry.example.com/a:1') => (
  `podTemplate: {spec: {${more}, automountServiceAccountToken: false, `
    + `securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}, ${image(from)}}}`
);
const object = (kind: string, name: string, spec: string, namespace = '') => (
  `apiVersion: ${kind === 'Sandbox' ? '' : 'extensions.'}agents.x-k8s.io/v1beta1\nkind: ${kind}\n`
    + `metadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}\nspec:\n  ${spec}\n`
);
const template = (spec = pod()) => object('SandboxTemplate', 'python', spec);
const pool = (replicas: number) => (
  object('SandboxWarmPool', 'pool', `replicas: ${replicas}\n  sandboxTemplateRef: {name: python}`)
);

test('what a team may apply is fine, in the namespace and for the release of its tenant', () => {
  expect(said({ 'a.yaml': [template(), pool(2)].join('---\n') })).toEqual({
    code: 0, out: '', err: '2 objects of Agent Sandbox v1.0.5 in 1 file: 0 errors, 0 warnings\n',
  });
});

test.each<[string, string, string]>([
  ['a foreign registry', template(pod(undefined, 'evil.example/a:1')), 'ASB364'],
  ['another runtime', template(pod('runtimeClassName: runc')), 'ASB350'],
  ['no runtime', object('Sandbox', 'dev', pod('hostNetwork: false')), 'ASB350'],
  ['a larger pool', [template(), pool(9)].join('---\n'), 'ASB369'],
  ['more than the quota', [1, 2, 3, 4, 5].map((each) => object('Sandbox', `s${each}`, pod())).join('---\n'), 'ASB406'],
  ['another namespace', object('Sandbox', 'dev', pod(), 'other'), 'ASB417'],
  ['a bigger quota', 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: "9"}}\n', 'ASB418'],
  ['a role of its own',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: []\n', 'ASB418'],
  ['a wider network', template(
    `${pod()}\n  networkPolicy: {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}`,
  ), 'ASB383'],
])('fails if a file has %s', (_, text, code) => {
  const { code: exit, out } = said({ 'a.yaml': text });
  expect(out).toContain(`error ${code}`);
  expect(exit).toBe(1);
});

test('the overhead of runtimes counts in the quota', () => {
  const sandboxes = (count: number) => (
    Array.from({ length: count }, (_, index) => object('Sandbox', `s${index}`, pod()))
  );
  expect(said({ 'a.yaml': sandboxes(2).join('---\n') }).out).toBe('');
  // 1Gi each by the LimitRange, and 512Mi of overhead.
  expect(said({ 'a.yaml': sandboxes(3).join('---\n') }).out).toContain('limits.memory 4Gi, and the objects of its '
    + 'namespace may need 4608Mi');
});

test('the facts tell the cloud of the cluster', () => {
  const of = (cloud?: Cloud, engine?: NetworkPolicyEngine) => (
    said({ 'research.json': factsOf('research', undefined, cloud, engine), 'a.yaml': template() }).out
  );
  expect(of()).toBe('');
  expect(of(Cloud.eks({ version: '1.36', networkPolicy: true }))).toBe('');
  expect(of(Cloud.eks({ version: '1.36' }))).toContain('warning ASB424 SandboxTemplate research/python: ');
  // An engine that the platform has installed enforces them.
  expect(of(Cloud.eks({ version: '1.36' }), NetworkPolicyEngine.CILIUM)).toBe('');
});

describe('by a GitOps tool that applies the tenant', () => {
  const appliedBy = (...tools: string[]) => {
    const facts = { ...JSON.parse(factsOf()), appliedBy: tools };
    return JSON.stringify({ ...facts, digest: digestOf(facts) });
  };
  const claims = 'volumeClaimTemplates: [{metadata: {name: home}, spec: {accessModes: [ReadWriteOnce], '
    + 'resources: {requests: {storage: 1Gi}}}}]';
  const dev = (annotations = '') => object('Sandbox', 'dev', `${pod()}\n  ${claims}`)
    .replace('name: dev', `name: dev${annotations && `, annotations: {${annotations}}`}`);
  const codes = (text: string, ...tools: string[]) => (
    said({ 'research.json': appliedBy(...tools), 'a.yaml': text }).out.match(/ASB486[^\n]*/g) ?? []
  );

  test('a workspace would be pruned', () => {
    expect(codes(dev(), 'argo-cd')).toEqual([
      "ASB486 Sandbox research/dev: Sandbox 'dev' has a workspace, which is deleted with it when its manifest goes, "
        + 'and Argo CD applies the tenant; give it the annotation argocd.argoproj.io/sync-options: '
        + 'Delete=false,Prune=false',
    ]);
    expect(codes(dev(), 'flux', 'argo-cd')).toHaveLength(2);
    expect(codes(dev('"kustomize.toolkit.fluxcd.io/prune": disabled'), 'flux')).toEqual([]);
    expect(codes(dev('"kustomize.toolkit.fluxcd.io/prune": disabled'), 'argo-cd')).toHaveLength(1);
    expect(codes(dev())).toEqual([]);
    expect(codes(object('Sandbox', 'dev', pod()), 'argo-cd')).toEqual([]);
  });
});

test('several tenants of a cluster are judged together', () => {
  const files = {
    'other.json': factsOf('other'),
    'a.yaml': [object('Sandbox', 'dev', pod(), 'other'), object('Sandbox', 'dev', pod(), 'research')].join('---\n'),
  };
  expect(said(files, '--tenant', 'other.json')).toMatchObject({ code: 0, out: '' });
  expect(said({ ...files, 'a.yaml': object('Sandbox', 'dev', pod()) }, '--tenant', 'other.json').out)
    .toContain('error ASB417 Sandbox dev: it names no namespace');
});

test.each<[string, Readonly<Record<string, string>>, string[], string]>([
  ['is missing', {}, ['--tenant', 'none.json'], '--tenant none.json cannot be read: '],
  ['is no JSON', { 'bad.json': '{' }, ['--tenant', 'bad.json'], 'bad.json: no JSON: '],
  ['lacks a field', { 'bad.json': '{"tenantFacts":1}' }, ['--tenant', 'bad.json'],
    "bad.json: namespace: the field 'namespace' is required"],
  ['is of a newer format', { 'bad.json': '{"tenantFacts":3}' }, ['--tenant', 'bad.json'],
    "bad.json: 'tenantFacts' is 3"],
  ['is of the same namespace', { 'b.json': factsOf() }, ['--tenant', 'b.json'],
    "two files of --tenant are of namespace 'research'"],
  ['is of another cluster', { 'b.json': factsOf('b', AgentSandboxVersion.V0_5_6) }, ['--tenant', 'b.json'],
    'research.json is of a cluster with v1.0.5, and b.json of one with v0.5.6'],
])('fails if a file of --tenant %s', (_, files, more, text) => {
  const { code, err } = said({ 'a.yaml': template(), ...files }, ...more);
  expect([code, err]).toEqual([2, expect.stringContaining(text)]);
});
