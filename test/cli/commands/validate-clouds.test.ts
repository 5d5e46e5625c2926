/** What `validate` says of identities of clouds, and of what a cluster does not have by its cloud. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, Cloud, CloudIdentity, Findings, IsolatedRuntime, Sandbox, SandboxCluster, SandboxEgress,
  SandboxTemplate,
} from '../../../src';
import { run } from '../../support/cli';
import { quietly } from '../../support/stderr';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'asb-clouds-')); });
afterEach(() => { rmSync(directory, { recursive: true }); });

type Json = Record<string, unknown>;

const CODES = ['ASB217', 'ASB422', 'ASB423', 'ASB424', 'ASB425', 'ASB428', 'ASB429', 'ASB449'];

/** The findings about clouds, as `code kind name: message`; each list is a file. */
function found(files: readonly (readonly Json[])[], ...options: string[]): string[] {
  const names = files.map((objects, index) => {
    const file = join(directory, `${index}.json`);
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    return file;
  });
  const { out, err } = run(['validate', ...names, '--format', 'json', ...options]);
  if (out === '') { throw new Error(err); }
  const findings = JSON.parse(out) as Array<Record<'code' | 'object' | 'message', string>>;
  return findings.filter(({ code }) => CODES.includes(code))
    .map(({ code, object: of, message }) => `${code} ${of}: ${message}`);
}

const object = (apiVersion: string, kind: string, name: string, rest: object = {}, metadata: object = {}): Json => (
  { apiVersion, kind, metadata: { name, ...metadata }, ...rest }
);
const account = (annotations: object, namespace = 'research', name = 'cloud') => (
  object('v1', 'ServiceAccount', name, {}, { namespace, annotations })
);
const sandbox = (spec: object = {}, namespace = 'research', labels: object = {}) => (
  object('agents.x-k8s.io/v1beta1', 'Sandbox', 'dev', {
    spec: {
      podTemplate: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'cloud',
          automountServiceAccountToken: false,
          containers: [{ name: 'main', image: 'registry.example.com/tools:1' }],
          ...spec,
        },
      },
    },
  }, { namespace })
);
const association = object('eks.services.k8s.aws/v1alpha1', 'PodIdentityAssociation', 'a', {
  spec: { namespace: 'research', serviceAccount: 'cloud', roleARN: 'arn:aws:iam::111122223333:role/sandbox' },
}, { namespace: 'platform' });

const AWS = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/sandbox' };
const GOOGLE = { 'iam.gke.io/gcp-service-account': 'sandbox@my-project.iam.gserviceaccount.com' };
const AZURE = { 'azure.workload.identity/client-id': '00000000-0000-0000-0000-000000000001' };
const USE = { 'azure.workload.identity/use': 'true' };

describe('identities', () => {
  test.each<[string, Json[], string[]]>([
    ['a token that is copied', [account(AWS), sandbox({ runtimeClassName: 'kata-remote' })], ['ASB425']],
    ['one of Azure', [account(AZURE), sandbox({ runtimeClassName: 'kata-fc' }, 'research', USE)], ['ASB425']],
    ['one of Azure without its label', [account(AZURE), sandbox({ runtimeClassName: 'kata-fc' })], []],
    ['a runtime that shares files', [account(AWS), sandbox({ runtimeClassName: 'kata-qemu' })], []],
    ['gVisor and an agent', [association, sandbox({ runtimeClassName: 'gvisor' })], ['ASB425']],
    ['an agent alone', [association, sandbox()], []],
    ['the network of the node', [account(GOOGLE), sandbox({ hostNetwork: true })], ['ASB425']],
    ['the same with a token', [account(AWS), sandbox({ hostNetwork: true })], []],
    ['another account', [account(AWS, 'research', 'other'), sandbox({ runtimeClassName: 'kata-remote' })], []],
    ['another namespace', [account(AWS, 'ops'), sandbox({ runtimeClassName: 'kata-remote' })], []],
  ])('%s', (_, objects, codes) => {
    expect(found([objects]).map((text) => text.slice(0, 'ASB425'.length))).toEqual(codes);
    // The account may come later, and in another file.
    expect(found(objects.reverse().map((each) => [each])).length).toBe(codes.length);
  });

  test('ASB428: one principal in several namespaces', () => {
    const of = (namespace: string) => [account(AWS, namespace), sandbox({}, namespace)];
    expect(found([of('research'), of('ops')])).toEqual([
      'ASB428 Sandbox ops/dev: sandboxes of 2 namespaces (research, ops) are the same principal, '
      + 'arn:aws:iam::111122223333:role/sandbox: the cloud cannot tell them apart',
    ]);
    expect(found([of('research'), [account(AWS, 'ops')]])).toEqual([]);
    expect(found([of('research'), of('research')])).toEqual([]);
  });
});

describe('--cloud', () => {
  const policy = (cidr: string) => object('networking.k8s.io/v1', 'NetworkPolicy', 'p', {
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr } }] }] },
  }, { namespace: 'research' });
  const runtimeClass = (name: string) => object('node.k8s.io/v1', 'RuntimeClass', name, { handler: 'runsc' });
  const controller = object('apps/v1', 'Deployment', 'agent-sandbox-controller', {
    spec: {
      selector: { matchLabels: { app: 'agent-sandbox-controller' } },
      template: {
        metadata: { labels: { app: 'agent-sandbox-controller' } },
        spec: { containers: [{ name: 'c', image: 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5' }] },
      },
    },
  }, { namespace: 'agent-sandbox-system' });
  const domains = object('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', 'a', {
    spec: { podSelector: {}, egress: [{ to: [{ domainNames: ['pkg.example'] }] }] },
  }, { namespace: 'research' });
  const ON = 'eks=1.36,networkPolicy';

  test.each<[string, Json[], string, string[]]>([
    ['a class that the cloud makes', [runtimeClass('gvisor')], 'gke=1.36,dataplaneV2', ['ASB422 RuntimeClass gvisor']],
    ['a class of its own', [runtimeClass('gvisor')], ON, []],
    ['a class on nodes of the cloud', [runtimeClass('gvisor')], `${ON},autoMode`, ['ASB423 RuntimeClass gvisor']],
    ['a class of another cloud', [sandbox({ runtimeClassName: 'kata-vm-isolation' })], ON, [
      'ASB422 Sandbox research/dev',
    ]],
    ['one that is there', [sandbox({ runtimeClassName: 'kata-vm-isolation' })], 'aks=1.36,networkPolicy=azure', []],
    [
      'one that is made there',
      [sandbox({ runtimeClassName: 'kata-vm-isolation' }), runtimeClass('kata-vm-isolation')],
      ON,
      [],
    ],
    [
      'one that is declared away',
      [sandbox({ runtimeClassName: 'kata' })],
      'openshift=4.20,sandboxedContainers=false',
      ['ASB422 Sandbox research/dev'],
    ],
    ['policies that nobody enforces', [policy('10.0.0.0/8'), policy('10.0.0.0/8')], 'eks=1.36', [
      'ASB424 NetworkPolicy research/p',
    ]],
    ['policies that are enforced', [policy('10.0.0.0/8')], ON, []],
    ['domains without Auto Mode', [domains], ON, ['ASB424 ApplicationNetworkPolicy research/a']],
    ['domains in Auto Mode', [domains], `${ON},autoMode`, []],
    ['a service of another cloud', [policy('169.254.170.23/32')], 'gke=1.36,dataplaneV2', [
      'ASB429 NetworkPolicy research/p',
    ]],
    ['a service of the cloud', [policy('169.254.170.23/32')], ON, []],
    ['an identity of another cloud', [account(GOOGLE), sandbox()], ON, ['ASB429 Sandbox research/dev']],
    ['an identity of any cloud', [account(AWS), sandbox()], 'kind=1.36', []],
    ['an agent that is not there', [association, sandbox()], ON, ['ASB429 Sandbox research/dev']],
    ['an agent that is there', [association, sandbox()], `${ON},podIdentityAgent`, []],
    ['a kind of another cloud', [domains], 'gke=1.36,dataplaneV2', ['ASB449 ApplicationNetworkPolicy research/a']],
    ['a second install', [controller], 'gke=1.36.3-gke.1767000,addOn,dataplaneV2', [
      'ASB217 Deployment agent-sandbox-system/agent-sandbox-controller',
    ]],
    ['the only install', [controller], 'gke=1.36,dataplaneV2', []],
  ])('%s', (_, objects, cloud, expected) => {
    expect(found([objects], '--cloud', cloud).map((text) => text.slice(0, text.indexOf(':')))).toEqual(expected);
    expect(found([objects])).toEqual([]);
  });

  test('what the API server refuses is not told of', () => {
    const refused = { ...sandbox(), spec: { podTemplate: { spec: { serviceAccountName: 'cloud' } } } };
    expect(found([[account(GOOGLE), refused]], '--cloud', ON)).toEqual([]);
  });

  test.each([
    [['--cloud', 'eks'], "the cloud is 'eks'; give one of gke, eks"],
    [['--cloud', 'eks=1.36,addOn'], "has 'addOn', which EKS does not know"],
    [['--cloud', 'eks=1.36', '--kubernetes-version', '1.35'], 'which is Kubernetes 1.36; give one of them'],
  ])('fails for %j', (options, message) => {
    const file = join(directory, 'a.json');
    writeFileSync(file, JSON.stringify(sandbox()));
    const { code, err } = run(['validate', file, ...options]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(run(['blast', file, ...options.slice(0, 2)]).code).toBe(options.length > 2 ? 0 : 2);
  });

  test('an app says the same of what it prints', () => {
    const appIn = (cloud?: Cloud): Chart => {
      const app = new App();
      SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, cloud });
      const chart = new Chart(app, 'chart', { namespace: 'research' });
      const containers = [{ image: 'registry.example.com/tools:1' }];
      const identity = CloudIdentity.workloadIdentity({
        workloadPool: 'my-project.svc.id.goog',
        projectNumber: '123456789012',
        googleServiceAccount: 'sandbox@my-project.iam.gserviceaccount.com',
      });
      const runtime = IsolatedRuntime.aksPodSandboxing(chart, 'Runtime');
      new SandboxTemplate(chart, 'Python', { containers, identity, runtime, egress: SandboxEgress.internetOnly() });
      new Sandbox(chart, 'Dev', { containers, identity, runtime, egress: SandboxEgress.none() });
      return chart;
    };
    const inApp = Findings.of(appIn(Cloud.eks({ version: '1.36' })).node.root).list().map(({ code }) => code);
    const objects = quietly(() => appIn().toJson()) as Json[];
    const inFiles = found([objects], '--cloud', 'eks=1.36').map((text) => text.slice(0, 'ASB422'.length));
    const codes = (all: string[]) => [...new Set(all.filter((code) => CODES.includes(code)))].sort();
    expect(codes(inFiles)).toEqual(['ASB422', 'ASB424', 'ASB429']);
    expect(codes(inApp)).toEqual(codes(inFiles));
  });
});
