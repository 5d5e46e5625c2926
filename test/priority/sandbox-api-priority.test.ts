import { Chart } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, ApiFlow, RouterAuth, RouterImplementation, SandboxApiPriority,
  SandboxApiPriorityProps, SandboxRouter,
} from '../../src';
import { judgeStructure } from '../../src/judge/other-projects';
import { Loose } from '../support/install';
import { chartOf, errorsOf, linesOf, printed, untyped } from '../support/workloads';

const SEATS = { controllerSeats: 40, claimSeats: 20 };

function made(props: Partial<SandboxApiPriorityProps> = {}, compose: (chart: Chart) => void = () => {}): Loose[] {
  const chart = chartOf(AgentSandboxVersion.LATEST);
  compose(chart);
  new SandboxApiPriority(chart, 'ApiPriority', { ...SEATS, ...props });
  expect(linesOf(chart).filter((line) => /ASB1|ASB43/.test(line))).toEqual([]);
  return (printed(chart) as Loose[]).filter(({ apiVersion }) => apiVersion === 'flowcontrol.apiserver.k8s.io/v1');
}

const named = (all: Loose[], kind: string, name: string) => (
  all.find((each) => each.kind === kind && each.metadata.name === name)!
);

test('the controller has a level that lends nothing, and claims one that borrows nothing', () => {
  const all = made();
  expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'PriorityLevelConfiguration agent-sandbox-controller', 'PriorityLevelConfiguration agent-sandbox-claims',
    'FlowSchema agent-sandbox-controller', 'FlowSchema agent-sandbox-claims',
  ]);
  expect(named(all, 'PriorityLevelConfiguration', 'agent-sandbox-controller').spec).toEqual({
    type: 'Limited',
    limited: {
      nominalConcurrencyShares: 19,
      lendablePercent: 0,
      limitResponse: { type: 'Queue', queuing: { queues: 16, handSize: 4, queueLengthLimit: 250 } },
    },
  });
  expect(named(all, 'PriorityLevelConfiguration', 'agent-sandbox-claims').spec.limited).toMatchObject({
    nominalConcurrencyShares: 10, lendablePercent: 50, borrowingLimitPercent: 0,
  });
  expect(all.every(({ metadata }) => metadata.namespace === undefined)).toBe(true);
  expect(all.flatMap((object) => judgeStructure(object as never))).toEqual([]);
});

test('all requests of the controller are its own flow, and those about sandboxes are fair by tenant', () => {
  const all = made();
  expect(named(all, 'FlowSchema', 'agent-sandbox-controller').spec).toEqual({
    priorityLevelConfiguration: { name: 'agent-sandbox-controller' },
    matchingPrecedence: 880,
    rules: [{
      subjects: [{
        kind: 'ServiceAccount', serviceAccount: { name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' },
      }],
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    }],
  });
  expect(named(all, 'FlowSchema', 'agent-sandbox-claims').spec).toMatchObject({
    matchingPrecedence: 1000,
    distinguisherMethod: { type: 'ByNamespace' },
    rules: [{
      subjects: [{ kind: 'Group', group: { name: 'system:authenticated' } }],
      resourceRules: [{ apiGroups: ['agents.x-k8s.io', 'extensions.agents.x-k8s.io'] }],
    }],
  });
  expect(named(made({ fairBetween: ApiFlow.USER }), 'FlowSchema', 'agent-sandbox-claims').spec.distinguisherMethod)
    .toEqual({ type: 'ByUser' });
});

test('the account is that of the install, also where that comes later', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST);
  new SandboxApiPriority(chart, 'ApiPriority', SEATS);
  new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.LATEST, namespace: 'sandboxes-system' });
  const [schema] = (printed(chart) as Loose[]).filter(({ kind }) => kind === 'FlowSchema');
  expect(schema.spec.rules[0].subjects[0].serviceAccount.namespace).toBe('sandboxes-system');
});

test('the router goes with the controller, as a flow of its own', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST);
  const router = new SandboxRouter(chart, 'Router', {
    implementation: RouterImplementation.GO,
    image: 'registry.example.com/router:1',
    auth: RouterAuth.scopedToken('key'),
  });
  new SandboxApiPriority(chart, 'ApiPriority', { ...SEATS, router });
  const schema = named(printed(chart) as Loose[], 'FlowSchema', 'agent-sandbox-router');
  expect(schema.spec).toMatchObject({
    priorityLevelConfiguration: { name: 'agent-sandbox-controller' },
    matchingPrecedence: 890,
    rules: [{ subjects: [{ serviceAccount: { name: router.serviceAccountName, namespace: router.namespace } }] }],
  });
});

test('it tells how many seats there are', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST);
  const { controllerSeats, claimSeats } = new SandboxApiPriority(chart, 'ApiPriority', SEATS);
  expect({ controllerSeats, claimSeats }).toEqual({ controllerSeats: 42, claimSeats: 22 });
});

test('fails if the namespace is another than that of the install', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST);
  new AgentSandbox(chart, 'Install', { version: AgentSandboxVersion.LATEST });
  new SandboxApiPriority(chart, 'ApiPriority', { ...SEATS, controllerNamespace: 'elsewhere' });
  expect(errorsOf(chart)).toContain("'controllerNamespace' is 'elsewhere', and the install of the cluster is in");
});

test.each([
  [{ controllerSeats: '40' }, "'controllerSeats' is '40'; give a whole number of at least 1"],
  [{ claimSeats: null }, "'claimSeats' is null"],
  [{ serverSeats: 60 }, "'controller' 40 and 'claims' 20 are 60 seats, and 'serverSeats' is 60"],
  [{ fairBetween: 'ByTeam' }, "'fairBetween' is 'ByTeam'; give one of 'ByNamespace', 'ByUser'"],
  [{ router: 'router' }, "'router' is 'router'; give the SandboxRouter"],
  [{ prefix: 'A b' }, "'prefix' 'A b' is not a DNS label"],
])('fails if the props are %j', (props, message) => {
  expect(() => made(untyped(props))).toThrow(message);
});
