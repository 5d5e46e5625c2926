import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { NetworkPolicyManagement, Sandbox, SandboxTemplate } from '../../../src';
import { nameHash } from '../../../src/api/name-hash';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { bothWays, inFiles } from '../../support/both-ways';
import { objectOf, podWith } from '../../support/judged';
import { chartOf, findingsOf, POD } from '../../support/workloads';

const HASH = 'agents.x-k8s.io/sandbox-template-ref-hash';

function policy(labels: object, namespace = 'research', name = 'p'): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ['Egress'] },
  };
}

function labelled(labels?: object): object {
  const { podTemplate } = podWith() as { podTemplate: object };
  return { podTemplate: { ...podTemplate, ...(labels && { metadata: { labels } }) } };
}

const unmanaged = (labels?: object) => objectOf(
  'SandboxTemplate', 'python', { ...labelled(labels), networkPolicyManagement: 'Unmanaged' },
);
const sandbox = (labels?: object) => objectOf('Sandbox', 'dev', labelled(labels));

function service(selector?: object, namespace = 'research', spec: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'p', namespace },
    spec: { ...(selector && { selector }), ports: [{ port: 80 }], ...spec },
  };
}

/** An object as a controller writes it. */
function owned({ metadata, ...object }: KubeObject): KubeObject {
  const owners = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a', uid: '1' }] };
  return { ...object, metadata: { ...metadata, ...owners } };
}

function budget(labels: object, namespace = 'research'): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'p', namespace },
    spec: { selector: { matchLabels: labels }, minAvailable: 1 },
  };
}

function deployment(app: string): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', namespace: 'research' },
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] },
      },
    },
  };
}

/** The findings that something selects nothing in both worlds, without paths. */
function idle(...objects: KubeObject[]): string[] {
  const { synth, files } = bothWays(objects, { files: { judgesNetwork: true } });
  const messages = (lines: readonly string[]) => lines.flatMap((line) => /ASB(?:312|248|249) [^:]*: (.*)/.exec(line)?.[1] ?? []);
  expect(messages(files)).toEqual(messages(synth));
  return messages(synth);
}

describe('ASB312: a policy selects no pod', () => {
  test.each<[string, KubeObject[], string]>([
    [
      'with the hash of another template',
      [unmanaged({ app: 'python' }), policy({ [HASH]: nameHash('pyton') })],
      "it wants '" + HASH + ': ' + nameHash('pyton') + "', and sandboxes of template 'research/python', which no other "
        + "policy is for, have 'app: python'",
    ],
    [
      'with a name in place of the hash',
      [objectOf('SandboxTemplate', 'python', labelled()), policy({ [HASH]: 'python' })],
      `the value of label '${HASH}' is the hash of a name, 8 hexadecimal digits, and 'python' is none`,
    ],
    [
      'with another label than the pods of an unmanaged template have',
      [unmanaged({ tier: 'tools' }), policy({ app: 'other' })],
      "it wants 'app: other', and sandboxes of template 'research/python', which no other policy is for, have "
        + "'tier: tools'",
    ],
    [
      'with a value under another key',
      [sandbox({ 'app.kubernetes.io/name': 'agent' }), policy({ app: 'agent' })],
      "it wants 'app: agent', and sandbox 'research/dev', which no other policy is for, has "
        + "'app.kubernetes.io/name: agent'",
    ],
    [
      'with a slip in a value',
      [sandbox({ app: 'agent' }), policy({ app: 'agnet' })],
      "it wants 'app: agnet', and sandbox 'research/dev', which no other policy is for, has 'app: agent'",
    ],
    [
      'with a label of the Sandbox, which its pod does not have',
      [{ ...sandbox(), metadata: { ...sandbox().metadata, labels: { app: 'web' } } }, policy({ app: 'web' })],
      "it wants 'app: web', and sandbox 'research/dev', which no other policy is for, has "
        + `'agents.x-k8s.io/sandbox-name-hash: ${nameHash('dev')}'`,
    ],
    [
      'in another namespace than the sandbox',
      [sandbox({ app: 'agent' }), policy({ app: 'agent' }, 'policies')],
      "policies are about pods of their own namespace, and sandbox 'research/dev' is in 'research'",
    ],
  ])('%s', (_, objects, message) => {
    expect(idle(...objects)).toEqual([`NetworkPolicy '${objects[1].metadata.namespace}/p' selects no pod: ${message}`]);
    expect(idle(...[...objects].reverse())).toHaveLength(1);
  });

  test.each<[string, KubeObject[]]>([
    ['selects the template', [unmanaged(), policy({ [HASH]: nameHash('python') })]],
    ['selects its label', [unmanaged({ app: 'python' }), policy({ app: 'python' })]],
    ['may select what claims give', [unmanaged(), policy({ 'sandbox.users.io/user': 'a' })]],
    [
      'is for another workload',
      [
        sandbox({ app: 'agent' }),
        policy({ app: 'agnet' }),
        deployment('agnet'),
      ],
    ],
    ['is for what is not here', [sandbox({ app: 'agent' }), policy({ app: 'postgres' })]],
    [
      'has a hash of a template elsewhere, beside one that has its policy',
      [objectOf('SandboxTemplate', 'python', labelled()), policy({ [HASH]: nameHash('elsewhere') })],
    ],
    [
      'has another label, beside one that is for the template',
      [unmanaged({ app: 'python' }), policy({ app: 'python' }, 'research', 'q'), policy({ app: 'other' })],
    ],
    ['is of no namespace', [sandbox({ app: 'agent' }), { ...policy({ app: 'agent' }), metadata: { name: 'p' } }]],
    ['selects all', [unmanaged(), policy({})]],
  ])('not one that %s', (_, objects) => {
    expect(idle(...objects)).toEqual([]);
  });

  test('not of a reference to a template that another app makes', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', { ...POD, networkPolicyManagement: NetworkPolicyManagement.UNMANAGED });
    const elsewhere = SandboxTemplate.fromSandboxTemplateName(chart, 'Elsewhere', 'elsewhere');
    new kplus.NetworkPolicy(chart, 'Policy', {
      selector: elsewhere,
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    expect(codes(chart)).not.toContain('ASB312');
    new ApiObject(chart, 'Wrong', policy({ [HASH]: nameHash('elsewere') }));
    expect(codes(chart)).toContain('ASB312');
  });

  test('names the construct', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', { ...POD, podLabels: { app: 'agent' } });
    new ApiObject(chart, 'Wrong', policy({ app: 'agnet' }));
    expect(findingsOf(chart).filter(({ code }) => code === 'ASB312')).toEqual([
      expect.objectContaining({ path: 'research/Wrong', severity: 'warning' }),
    ]);
  });

  test('in files, one file is one world unless all is', () => {
    const files = { 'a.yaml': [unmanaged({ app: 'python' })], 'b.yaml': [policy({ app: 'pyton' })] };
    const told = (closedWorld: boolean) => inFiles(files, { judgesNetwork: true, closedWorld })
      .filter((line) => line.includes('ASB312'));
    expect(told(false)).toEqual([]);
    expect(told(true)).toHaveLength(1);
  });
});

describe('ASB248, ASB249: a Service or a budget selects no pod', () => {
  test.each<[string, KubeObject[], string]>([
    [
      'a slip in a value',
      [sandbox({ app: 'agent' }), service({ app: 'agnet' })],
      "it wants 'app: agnet', and sandbox 'research/dev', which no other Service is for, has 'app: agent'",
    ],
    [
      'the name of the Sandbox, which its pod does not have as a label',
      [sandbox(), service({ app: 'dev' })],
      "it wants 'app: dev', and sandbox 'research/dev', which no other Service is for, has "
        + `'agents.x-k8s.io/sandbox-name-hash: ${nameHash('dev')}'`,
    ],
    [
      'a name in place of the hash',
      [sandbox(), service({ 'agents.x-k8s.io/sandbox-name-hash': 'dev' })],
      "the value of label 'agents.x-k8s.io/sandbox-name-hash' is the hash of a name, 8 hexadecimal digits, and 'dev' "
        + 'is none',
    ],
    [
      'another namespace',
      [sandbox({ app: 'agent' }), service({ app: 'agent' }, 'web')],
      "Services are about pods of their own namespace, and sandbox 'research/dev' is in 'research'",
    ],
    [
      'a value under another key, in a budget',
      [unmanaged({ 'app.kubernetes.io/name': 'python' }), budget({ app: 'python' })],
      "it wants 'app: python', and sandboxes of template 'research/python', which no other budget is for, have "
        + "'app.kubernetes.io/name: python'",
    ],
  ])('%s', (_, objects, message) => {
    const [, { kind, metadata: { namespace } }] = objects;
    expect(idle(...objects)).toEqual([`${kind} '${namespace}/p' selects no pod: ${message}`]);
  });

  test.each<[string, KubeObject[]]>([
    ['with the label', [sandbox({ app: 'agent' }), service({ app: 'agent' })]],
    ['for another workload', [sandbox({ app: 'agent' }), service({ app: 'agnet' }), deployment('agnet')]],
    ['for what is not here', [sandbox({ app: 'agent' }), service({ app: 'postgres' })]],
    ['beside one that is for the sandbox', [
      sandbox({ app: 'agent-1' }), service({ app: 'agent-2' }),
      { ...service({ app: 'agent-1' }), metadata: { name: 'q', namespace: 'research' } },
    ]],
    ['without a selector', [sandbox({ app: 'agent' }), service()]],
    ['that is the name of another host', [
      sandbox({ app: 'agent' }), service({ app: 'agnet' }, 'research', { type: 'ExternalName', externalName: 'a.b' }),
    ]],
    ['that a controller wrote', [sandbox({ app: 'agent' }), owned(service({ app: 'agnet' }))]],
    ['for what claims may give', [unmanaged(), service({ 'sandbox.users.io/user': 'a' })]],
    ['in a budget for all pods', [sandbox({ app: 'agent' }), {
      ...budget({}), spec: { selector: {}, minAvailable: 1 },
    }]],
  ])('not one %s', (_, objects) => {
    expect(idle(...objects)).toEqual([]);
  });

  const options = { judgesNetwork: true, closedWorld: true };
  const closed = (...objects: KubeObject[]) => inFiles({ 'a.yaml': objects }, options)
    .filter((line) => /ASB(?:248|249|312)/.test(line));

  test('in a closed world, any that selects nothing', () => {
    expect(closed(sandbox({ app: 'agent' }), service({ app: 'postgres' }), budget({ app: 'x' }), policy({ app: 'y' })))
      .toEqual([
        expect.stringContaining("selects no pod: none has 'app: postgres'"),
        expect.stringContaining("selects no pod: none has 'app: x'"),
        expect.stringContaining("selects no pod: none has 'app: y'"),
      ]);
  });

  test('but where objects of other kinds may make pods', () => {
    const metadata = { name: 'a', namespace: 'research' };
    const operators = { apiVersion: 'example.com/v1', kind: 'Postgres', metadata };
    expect(closed(sandbox({ app: 'agent' }), service({ app: 'postgres' }), operators)).toEqual([]);
  });
});

function codes(chart: Chart): string[] {
  return findingsOf(chart).map(({ code }) => code);
}
