import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Sandbox, SandboxCluster, SandboxHttpRoute, SandboxHttpRouteProps, SandboxIngress,
} from '../../src';
import { expectValid } from '../support/other-kinds';

const GATEWAY = { gatewayName: 'public', gatewayNamespace: 'gateways', hostnames: ['ada.agents.example.com'] };

function chartOf(version = AgentSandboxVersion.V1_0_5): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version });
  return new Chart(app, 'agents', { namespace: 'agents' });
}

function sandboxIn(chart: Chart, ports = [3000], service = true): Sandbox {
  return new Sandbox(chart, 'Ada', {
    containers: ports.map((portNumber, index) =>
      ({ name: `c${index}`, image: 'registry.example.com/devbox:2.4', portNumber })),
    service,
    ingress: SandboxIngress.none(),
  });
}

function routeOf(props: Partial<SandboxHttpRouteProps> = {}, chart = chartOf()): any {
  new SandboxHttpRoute(chart, 'AdaRoute', { sandbox: sandboxIn(chart), ...GATEWAY, ...props });
  const objects = Testing.synth(chart);
  const route = objects.find(({ kind }) => kind === 'HTTPRoute');
  expectValid(route);
  return route;
}

describe('what is printed', () => {
  test('a route from a Gateway to the Service of a sandbox, on the port of its container', () => {
    expect(routeOf()).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'ada-route', namespace: 'agents' },
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
        hostnames: ['ada.agents.example.com'],
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'ada', port: 3000 }],
        }],
      },
    });
  });

  test('a path below which it is, which the sandbox does not see', () => {
    const [rule] = routeOf({ pathPrefix: '/agents/ada', stripPathPrefix: true }).spec.rules;
    expect(rule.matches).toEqual([{ path: { type: 'PathPrefix', value: '/agents/ada' } }]);
    expect(rule.filters).toEqual([
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
    ]);
  });

  test.each([
    [Duration.seconds(0), '0s'],
    [Duration.millis(1500), '1500ms'],
    [Duration.millis(100_001), '100s1ms'],
    [Duration.minutes(30), '1800s'],
    [Duration.days(2), '48h0m0s'],
  ])('the time that an answer may take: %s', (requestTimeout, printed) => {
    expect(routeOf({ requestTimeout }).spec.rules[0].timeouts).toEqual({ request: printed });
  });

  test('the policy of the sandbox lets the Gateway in, on the port alone', () => {
    const chart = chartOf();
    const gateways = kplus.Namespaces.select(chart, 'Gateways', { names: ['gateways'] });
    const sandbox = sandboxIn(chart, [3000, 9090]);
    new SandboxHttpRoute(chart, 'AdaRoute', { sandbox, ...GATEWAY, port: 3000, allowFrom: [gateways] });
    const policy = Testing.synth(chart).find(({ kind }) => kind === 'NetworkPolicy');
    expect(policy.spec.ingress).toEqual([{
      from: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } },
        podSelector: {},
      }],
      ports: [{ port: 3000, protocol: 'TCP' }],
    }]);
  });

  test('a sandbox of another app needs its port only', () => {
    const chart = chartOf();
    new SandboxHttpRoute(chart, 'R', { sandbox: Sandbox.fromSandboxName(chart, 'Bob', 'bob'), port: 80, ...GATEWAY });
    expect(Testing.synth(chart)[0].spec.rules[0].backendRefs).toEqual([{ name: 'bob', port: 80 }]);
  });
});

describe('what is refused', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a Gateway without a name', { gatewayName: undefined }, /'gatewayName'/],
    ['a host name with a scheme', { hostnames: ['https://a.example.com'] }, /host name of the route/],
    ['a path without a slash', { pathPrefix: 'agents' }, /'pathPrefix' is 'agents'/],
    ['a path with two slashes', { pathPrefix: '/a//b' }, /'pathPrefix'/],
    ['nothing to strip', { stripPathPrefix: true }, /nothing to strip/],
    ['port 0', { port: 0 }, /'port' 0/],
    ['another construct', { sandbox: {} }, /'sandbox' is/],
    ['a mistyped prop', { pathPrefx: '/a' }, /'pathPrefx', which is not an option; use 'pathPrefix'/],
    ['a time that is a number', { requestTimeout: 5 }, /requestTimeout/],
  ])('%s', (_, props, message) => {
    expect(() => routeOf(props as Partial<SandboxHttpRouteProps>)).toThrow(message);
  });

  test('a sandbox without a Service, or with several ports', () => {
    const chart = chartOf();
    expect(() => new SandboxHttpRoute(chart, 'A', { sandbox: sandboxIn(chart, [3000], false), ...GATEWAY }))
      .toThrow("set its 'service' to true");
    const other = chartOf();
    expect(() => new SandboxHttpRoute(other, 'A', { sandbox: sandboxIn(other, [3000, 8080]), ...GATEWAY }))
      .toThrow('have the ports 3000 and 8080; set');
  });

  test('pods that a policy of another app would have to let in', () => {
    const chart = chartOf();
    const sandbox = Sandbox.fromSandboxName(chart, 'Bob', 'bob');
    expect(() => new SandboxHttpRoute(chart, 'R', { sandbox, port: 80, ...GATEWAY, allowFrom: [sandbox] }))
      .toThrow('is not of this app');
  });

  test('a release whose Services list no ports', () => {
    const chart = chartOf(AgentSandboxVersion.V0_5_3);
    expect(() => routeOf({}, chart)).toThrow(/list no ports in v0\.5\.3.*upgrade to v0\.5\.4/s);
  });
});
