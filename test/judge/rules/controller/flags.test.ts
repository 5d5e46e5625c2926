import { AgentSandbox, AgentSandboxVersion } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../../src/release/catalogue';
import { bothWays, inFiles } from '../../../support/both-ways';
import { chartOf, codesOf } from '../../../support/workloads';

const controller = (args: unknown[], tag = 'v1.0.5', command?: unknown[]): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'controller', namespace: 'agent-sandbox-system' },
  spec: {
    selector: { matchLabels: { app: 'controller' } },
    template: {
      metadata: { labels: { app: 'controller' } },
      spec: {
        containers: [{
          name: 'controller',
          image: `registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag}`,
          args,
          ...(command && { command }),
        }],
      },
    },
  },
});
const AT = 'spec.template.spec.containers[0]';

test.each<[string, unknown[], number, string]>([
  [
    'a flag that left',
    ['--extensions', '--webhook-port=9443'],
    1,
    'the controller of v1.0.5 has no flag --webhook-port and exits',
  ],
  [
    'a flag that no release has',
    ['--watch-namespaces=a'],
    0,
    'the controller of v1.0.5 has no flag --watch-namespaces and exits',
  ],
  ['one dash', ['-webhook-port', '9443'], 0, 'the controller of v1.0.5 has no flag --webhook-port and exits'],
  [
    'a boolean that is none',
    ['--leader-elect=yes'],
    0,
    "flag --leader-elect is 'yes', which is no boolean, and the controller exits",
  ],
  [
    'a number that is none',
    ['--sandbox-concurrent-workers', 'many'],
    0,
    "flag --sandbox-concurrent-workers is 'many', which is no whole number, and the controller exits",
  ],
  ['no value', ['--cluster-domain'], 0, 'flag --cluster-domain has no value, and the controller exits'],
])('fails if a controller is given %s', (_, args, index, message) => {
  expect(bothWays([controller(args)])).toEqual({
    synth: [`error ASB508 controller: ${message}`],
    files: [`error ASB508 ${AT}.args[${index}]: ${message}`],
  });
});

test('fails if the flag is in the command', () => {
  expect(inFiles({ 'a.yaml': [controller([], 'v1.0.5', ['/controller', '--webhook-port=1'])] })).toEqual([
    `error ASB508 ${AT}.command[1]: the controller of v1.0.5 has no flag --webhook-port and exits`,
  ]);
});

test.each<[string, unknown[]]>([
  [
    'flags of the release',
    ['--extensions', '--leader-elect=true', '--zap-log-level', 'debug', '--sandbox-concurrent-workers=4'],
  ],
  ['a value that Kubernetes puts in', ['--sandbox-concurrent-workers=$(WORKERS)']],
  ['what follows the first argument that is no flag', ['--extensions', 'serve', '--nonsense']],
])('nothing is said of %s', (_, args) => {
  expect(bothWays([controller(args)])).toEqual({ synth: [], files: [] });
});

test('the flags are those of the release of the image', () => {
  const [judged] = inFiles({ 'a.yaml': [controller(['--webhook-port=9443'], 'v0.5.6')] });
  expect(judged).toMatch(/^warning ASB507 /);
  expect(inFiles({ 'a.yaml': [controller(['--webhook-port=9443'], 'v0.4.6')] }).join()).toMatch(
    /v0.4.6 has no flag --webhook-port/,
  );
});

test('of a release that is newer than the library, only that is said', () => {
  const release = Catalogue.standard().like('v1.0.8', Catalogue.standard().latest);
  expect(inFiles({ 'a.yaml': [controller(['--new-flag'], 'v1.0.8')] }, { release })).toEqual([
    `warning ASB502 ${AT}.image: release v1.0.8 is newer than this library, and objects are judged as v1.0.5 reads `
      + 'them; its SDK is known to write v1beta1, with the fields of claims that v1.0.5 has',
  ]);
});

test('an install of this library tells such things itself', () => {
  const chart = chartOf(AgentSandboxVersion.V1_0_5);
  new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, extraArgs: ['--new-flag'] });
  expect(codesOf(chart)).toEqual(['ASB504']);
});
