import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateLabels } from '../../../src/api/labels';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';

const directory = directories();

const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
  podTemplate:
    metadata: {labels: {app: dev}}
    spec: {containers: [{name: main, image: registry.example.com/devbox:2026.10}]}
`;
const TEMPLATE = SANDBOX.replace('agents.x', 'extensions.agents.x').replace('kind: Sandbox', 'kind: SandboxTemplate');
const policy = (egress: string, selector = 'matchLabels: {app: dev}') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: dev, namespace: research}
spec:
  podSelector: {${selector}}
  policyTypes: [Egress]
  egress: ${egress}
`;
const DNS = '{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}';
const WEB = '[{to: [{ipBlock: {cidr: 1.1.1.0/24}}]}]';

/** The findings about the network in files, as `code place`. */
function found(texts: readonly string[], ...args: string[]): string[] {
  const root = directory();
  texts.forEach((text, index) => { writeFileSync(join(root, `${index}.yaml`), text); });
  const { out } = run(['validate', root, ...args]);
  return [...out.replaceAll(`${root}/`, '').matchAll(/^(\S+): (?:warning|error) (ASB34\d)/gm)].map(
    ([, at, code]) => `${code} ${at}`,
  );
}

/** The only line that is printed about the network. */
function line(text: string, ...args: string[]): string {
  const file = join(directory(), 'a.yaml');
  writeFileSync(file, text);
  const lines = run(['validate', file, ...args]).out.split('\n').filter((each) => /ASB34\d/.test(each));
  expect(lines).toHaveLength(1);
  return lines[0].slice(file.length);
}

test('ASB340 in a closed world alone', () => {
  expect(line(SANDBOX, '--closed-world')).toBe(
    ":1:1: warning ASB340 Sandbox research/dev: no network policy is about what sandbox 'research/dev' " +
    'may reach: the metadata of ' +
      'the cloud, private networks and all pods of the cluster are open to it; select it with a ' +
      'NetworkPolicy that has egress',
  );
  expect(found([SANDBOX])).toEqual([]);
  expect(found([`${SANDBOX}---\n${policy(`[${DNS}]`)}`], '--closed-world')).toEqual([]);
  expect(found([SANDBOX, policy(`[${DNS}]`)], '--closed-world')).toEqual([]);
  // A policy in another file may be for another cluster.
  expect(found([SANDBOX, policy(`[${DNS}]`, 'matchLabels: {app: other}')])).toEqual([]);
});

test('a fleet is one finding, in its file', () => {
  const fleet = ['a', 'b', 'c'].map((name) => SANDBOX.replace('name: dev', `name: ${name}`)).join('---\n');
  expect(found([fleet, SANDBOX], '--closed-world')).toEqual(['ASB340 0.yaml:1:1', 'ASB340 1.yaml:1:1']);
});

test('ASB341: a policy of the namespace opens what the policy of the template denies', () => {
  expect(found([`${TEMPLATE}---\n${policy('[{}]', '')}`])).toEqual(['ASB341 0.yaml:9:1']);
  expect(found([TEMPLATE, policy('[{}]', '')])).toEqual([]);
  expect(found([TEMPLATE, policy('[{}]', '')], '--closed-world')).toEqual(['ASB341 1.yaml:1:1']);
});

test('ASB342: a policy that restricts nothing beside the default one', () => {
  const [[label, hash]] = Object.entries(templateLabels('dev'));
  const restricting = policy(WEB, `matchLabels: {${label}: ${hash}}`);
  expect(line(`${TEMPLATE}---\n${restricting}`)).toMatch(
    /^:9:1: warning ASB342 NetworkPolicy research\/dev: .*; set 'networkPolicyManagement' of the template to 'Unmanaged', or give it the rules as 'networkPolicy'$/,
  );
  expect(found([`${TEMPLATE}  networkPolicyManagement: Unmanaged\n---\n${restricting}`])).not.toContain(
    'ASB342 0.yaml:10:1',
  );
});

test('ASB343: no name servers', () => {
  const told = line(`${SANDBOX}---\n${policy(WEB)}`);
  expect(told).toMatch(/^:1:1: warning ASB343 Sandbox research\/dev: .*; let it reach port 53 of them by UDP and TCP$/);
  expect(found([`${SANDBOX}---\n${policy(`[${DNS}, ${WEB.slice(1, -1)}]`)}`])).toEqual([]);
});

test('ASB344 in a closed world alone: a router that the default policy keeps out', () => {
  const router = `apiVersion: apps/v1
kind: Deployment
metadata: {name: router, namespace: research}
spec:
  selector: {matchLabels: {app: sandbox-router}}
  template:
    metadata: {labels: {app: sandbox-router}}
    spec: {containers: [{name: router, image: registry.example.com/router:1}]}
`;
  expect(found([`${TEMPLATE}---\n${router}`], '--closed-world')).toEqual(['ASB344 0.yaml:9:1']);
  expect(found([`${TEMPLATE}---\n${router}`])).toEqual([]);
  expect(
    found(
      [`${TEMPLATE}---\n${router.replace('namespace: research', 'namespace: agent-sandbox-system')}`],
      '--closed-world',
    ),
  ).toEqual([]);
});

test('ASB345: the metadata of clouds', () => {
  const told = line(`${SANDBOX}---\n${policy('[{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}, {}]')}`);
  expect(told).toMatch(
    /^:1:1: warning ASB345 Sandbox research\/dev: .*169\.254\.169\.254.*; add the addresses to 'except' of the rule$/,
  );
});

test('a policy of Cilium may hold anything', () => {
  const cilium = policy('[{toCIDR: 9007199254740993, toPorts: [{ports: [{port: 9007199254740993}]}]}]')
    .replace('networking.k8s.io/v1', 'cilium.io/v2')
    .replace('NetworkPolicy', 'CiliumNetworkPolicy')
    .replace('podS', 'endpointS');
  expect(found([`${SANDBOX}---\n${cilium}`], '--closed-world')).toEqual([]);
});

test('what the API server refuses says nothing of the network', () => {
  expect(found([SANDBOX.replace('spec:\n', 'spec:\n  service: 5\n')], '--closed-world')).toEqual([]);
  expect(found([`${SANDBOX}---\n${policy('5')}`], '--closed-world')).toEqual(['ASB340 0.yaml:1:1']);
});
