import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, NetworkPolicyEngine, RouterAuth, RouterImplementation, SandboxRouter, SandboxRouterProps,
} from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { find, Loose, readable } from '../support/install';
import { expectValid } from '../support/other-kinds';
import { chartOf, codesOf, errorsOf, printed, untyped } from '../support/workloads';

expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: (value) => value as string });

const PYTHON: SandboxRouterProps = {
  implementation: RouterImplementation.PYTHON,
  image: 'registry.example.com/sandbox-router:v1.0.5',
  auth: RouterAuth.token('router-auth'),
};
const GO: SandboxRouterProps = {
  implementation: RouterImplementation.GO,
  image: 'registry.example.com/sandbox-router-go:v1.0.5',
  auth: RouterAuth.tokenReview({ audiences: ['sandbox-router'] }),
};

function objectsOf(props: SandboxRouterProps): KubeObject[] {
  const chart = chartOf(AgentSandboxVersion.LATEST, { namespace: undefined });
  new SandboxRouter(chart, 'Router', props);
  return printed(chart);
}

function podOf(objects: readonly KubeObject[]): Loose {
  return find(objects, 'Deployment').spec.template.spec;
}

/** Routers that reviewers read, each in test/__snapshots__/sandbox-router.test.ts.snap. */
const READ: Array<[string, SandboxRouterProps]> = [
  ['Python', PYTHON],
  ['Go', GO],
  [
    'Python, everything set',
    {
      ...PYTHON,
      namespace: 'sandbox-routers',
      replicas: 3,
      proxyTimeout: Duration.minutes(10),
      trustedProxyCidrs: ['10.128.0.0/14', 'fd00:10::/32'],
      env: { LOG_LEVEL: 'debug' },
      route: {
        gatewayName: 'public',
        gatewayNamespace: 'gateways',
        sectionName: 'https',
        hostnames: ['sandboxes.example.com', '*.sandboxes.example.com'],
      },
      resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { limit: Size.gibibytes(2) } },
      imagePullSecrets: ['mirror'],
      nodeSelector: { pool: 'system' },
      tolerations: [{ key: 'pool', value: 'system' }],
      priorityClassName: 'system-cluster-critical',
      labels: { 'example.com/team': 'platform' },
      annotations: { 'example.com/contact': 'platform@example.com' },
      podAnnotations: { 'sidecar.istio.io/inject': 'false' },
    },
  ],
  [
    'Go, one namespace, TLS and scoped tokens',
    {
      ...GO,
      auth: RouterAuth.scopedToken('router-key', 'key'),
      cacheNamespace: 'research',
      tlsSecretName: 'router-tls',
      replicas: 1,
      extraArgs: ['--access-log=false'],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.monitoring:4317' },
    },
  ],
];

test.each(READ)('%s', (_, props) => {
  expect(readable(objectsOf(props))).toMatchSnapshot();
});

test.each(READ)('%s: the pods meet the restricted Pod Security Standard', (_, props) => {
  expect(
    podSecurityViolations(find(objectsOf(props), 'Deployment').spec.template, {
      level: 'restricted',
      version: 'latest',
    }),
  ).toEqual([]);
});

test('the validator of the Gateway API takes the route', () => {
  const routes = READ.flatMap(([, props]) => objectsOf(props)).filter(({ kind }) => kind === 'HTTPRoute');
  expect(routes).toHaveLength(1);
  expectValid(...routes);
});

test('who may call it, and whom it may reach, is one policy', () => {
  const chart = chartOf(AgentSandboxVersion.LATEST, { namespace: undefined });
  new SandboxRouter(chart, 'Router', {
    ...GO,
    apiServerCidrs: ['192.0.2.10/32', '2001:db8::10/128', '169.254.0.0/16'],
    allowFrom: [
      kplus.Namespaces.select(chart, 'Gateways', { names: ['gateways'] }),
      kplus.NetworkPolicyIpBlock.ipv4(chart, 'Office', '198.51.100.0/24'),
    ],
    metricsFrom: [
      kplus.Pods.select(chart, 'Prometheus', {
        labels: { app: 'prometheus' },
        namespaces: kplus.Namespaces.select(chart, 'Monitoring', { names: ['monitoring'] }),
      }),
    ],
  });
  const { ingress, egress } = find(printed(chart), 'NetworkPolicy').spec;
  expect(ingress).toEqual([
    {
      from: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } } },
        { ipBlock: { cidr: '198.51.100.0/24' } },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    },
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
          podSelector: { matchLabels: { app: 'prometheus' } },
        },
      ],
      ports: [{ port: 9090, protocol: 'TCP' }],
    },
  ]);
  expect(egress.map(({ ports }: Loose) => ports?.map(({ port }: Loose) => port))).toEqual([
    undefined,
    [53, 53],
    [443, 6443],
    [443, 6443],
  ]);
  expect(egress.every(({ to }: Loose) => to.length > 0)).toBe(true);
  expect(egress.slice(2).map(({ to }: Loose) => to.map(({ ipBlock }: Loose) => ipBlock.cidr))).toEqual([
    ['192.0.2.10/32', '169.254.0.0/16'], ['2001:db8::10/128'],
  ]);
  // Addresses of platforms stay blocked in what the user gives.
  expect(egress[2].to[1].ipBlock.except).toContain('169.254.169.254/32');
});

test('with Cilium the API server is known without addresses, and given addresses are reached besides', () => {
  const policiesOf = (props: SandboxRouterProps) => {
    const cluster = { networkPolicyEngine: NetworkPolicyEngine.CILIUM };
    const chart = chartOf(AgentSandboxVersion.LATEST, { namespace: undefined, cluster });
    new SandboxRouter(chart, 'Router', props);
    return printed(chart).filter(({ kind }) => kind.endsWith('NetworkPolicy'));
  };
  const [policy, cilium] = policiesOf({ ...GO, allowFrom: [] });
  expect((policy as Loose).spec.egress).toHaveLength(2);
  expect(cilium).toMatchObject({
    apiVersion: 'cilium.io/v2',
    metadata: { name: 'sandbox-router', namespace: 'agent-sandbox-system' },
    spec: {
      endpointSelector: { matchLabels: { 'k8s:app': 'sandbox-router' } },
      egress: [{
        toEntities: ['kube-apiserver'],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }, { port: '6443', protocol: 'TCP' }] }],
      }],
    },
  });
  const given = policiesOf({ ...GO, allowFrom: [], apiServerCidrs: ['192.0.2.10/32'] });
  expect((given[0] as Loose).spec.egress).toHaveLength(3);
  expect(policiesOf({ ...GO, auth: RouterAuth.scopedToken('key'), podCache: false, allowFrom: [] })).toHaveLength(1);
  expect(policiesOf(GO)).toEqual([]);
});

test('keeps what it was given', () => {
  const chart = chartOf();
  const lists = { hostnames: ['a.example.com'], extraArgs: ['--a'], imagePullSecrets: ['mirror'] };
  const maps: Loose = {
    nodeSelector: { pool: 'a' },
    labels: { team: 'a' },
    env: { LEVEL: 'a' },
    podAnnotations: { note: 'a' },
  };
  const { hostnames, ...given } = lists;
  new SandboxRouter(chart, 'Router', { ...GO, ...given, ...maps, route: { gatewayName: 'public', hostnames } });
  const before = JSON.stringify(printed(chart));
  for (const list of Object.values(lists)) { list.push('later'); }
  for (const map of Object.values<Loose>(maps)) { map.later = 'b'; }
  expect(JSON.stringify(printed(chart))).toBe(before);
});

test.each<[RouterAuth, string]>([
  [RouterAuth.token('router'), "one token for all callers, key 'auth-token' of Secret 'router'"],
  [RouterAuth.tokenReview(), 'tokens of the cluster'],
  [RouterAuth.tokenReview({ audiences: ['a', 'b'] }), "tokens of the cluster for 'a' or 'b'"],
  [RouterAuth.scopedToken('router', 'k'), "tokens for one sandbox each, signed with key 'k' of Secret 'router'"],
  [RouterAuth.unauthenticated(), 'no authentication'],
])('the authentication is in words %s', (auth, text) => {
  expect(String(auth)).toBe(text);
});

test('nobody may call it where nobody is named', () => {
  expect(find(objectsOf({ ...PYTHON, allowFrom: [] }), 'NetworkPolicy').spec.ingress).toEqual([]);
});

test('without callers there is no policy', () => {
  expect(objectsOf(PYTHON).map(({ kind }) => kind)).toEqual([
    'ServiceAccount',
    'Service',
    'Deployment',
    'PodDisruptionBudget',
  ]);
});

test('a Go router that asks the API server nothing has no token and no roles', () => {
  const objects = objectsOf({ ...GO, auth: RouterAuth.scopedToken('key'), podCache: false, allowFrom: [] });
  expect(objects.map(({ kind }) => kind)).toEqual([
    'ServiceAccount',
    'NetworkPolicy',
    'Service',
    'Deployment',
    'PodDisruptionBudget',
  ]);
  expect(podOf(objects).automountServiceAccountToken).toBe(false);
  expect(podOf(objects).containers[0].args).toContain('--cache-enabled=false');
  expect(find(objects, 'NetworkPolicy').spec.egress).toHaveLength(2);
});

test('what may be done to pods in the cluster is read them', () => {
  const rules = objectsOf(GO).filter(({ kind }) => /Role$/.test(kind)).flatMap((role: Loose) => role.rules);
  expect(rules).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
});

test('an unauthenticated router is a finding, and no other is', () => {
  for (const [auth, codes] of [[RouterAuth.unauthenticated(), ['ASB430']], [RouterAuth.tokenReview(), []]] as const) {
    const chart = chartOf();
    new SandboxRouter(chart, 'Router', { ...GO, auth });
    expect(codesOf(chart)).toEqual(codes);
  }
  expect(podOf(objectsOf({ ...PYTHON, auth: RouterAuth.unauthenticated() })).containers[0].env[0]).toEqual({
    name: 'ALLOW_UNAUTHENTICATED_ROUTER',
    value: 'true',
  });
  expect(podOf(objectsOf({ ...GO, auth: RouterAuth.unauthenticated() })).containers[0].args).toContain(
    '--authz-mode=allow-all',
  );
});

test('every object keeps to its namespace, whatever the chart has', () => {
  const chart = chartOf();
  const router = new SandboxRouter(chart, 'Router', GO);
  const namespaces = printed(chart).map(({ kind, metadata: { namespace } }) => [/^Cluster/.test(kind), namespace]);
  expect(new Set(namespaces.map(String))).toEqual(new Set(['false,agent-sandbox-system', 'true,']));
  expect(router.toNetworkPolicyPeerConfig().podSelector!.namespaces).toEqual({ names: ['agent-sandbox-system'] });
});

test('a patch changes an object last', () => {
  const chart = chartOf();
  const router = new SandboxRouter(chart, 'Router', GO);
  router.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 5));
  expect(find(printed(chart), 'Deployment').spec.replicas).toBe(5);
  expect(ApiObject.of(router.node.findChild('Service')).kind).toBe('Service');
});

test.each<[string, Partial<SandboxRouterProps>, RegExp]>([
  [
    'the policy does not know the API server',
    { allowFrom: [] },
    /'allowFrom' makes a policy that needs its addresses; set 'apiServerCidrs', such as \['192\.0\.2\.10\/32'\]/,
  ],
  [
    'the API server has metadata for its address',
    { allowFrom: [], apiServerCidrs: ['169.254.169.254/32'] },
    /blocks all/,
  ],
  ['the API server is no range', { allowFrom: [], apiServerCidrs: ['192.0.2.10'] }, /'192\.0\.2\.10' is not a range/],
  ['the API server is named for no policy', { apiServerCidrs: ['192.0.2.10/32'] }, /is set without 'allowFrom'/],
  ['a caller is text', { allowFrom: untyped(['gateways']) }, /the peer is 'gateways'; give pods, namespaces/],
  ['callers are not a list', { allowFrom: untyped({}) }, /'allowFrom' is \{\}; give a list/],
  [
    'the name of a prop is mistyped',
    untyped({ allowfrom: [] }),
    /have 'allowfrom', which is not an option; use 'allowFrom'/,
  ],
  ['an argument is a number', { extraArgs: untyped([1]) }, /'extraArgs' has 1; give texts/],
  ['a variable is a number', { env: untyped({ LEVEL: 1 }) }, /'env' has 'LEVEL': 1; give text/],
  [
    'a host name is a number',
    { route: { gatewayName: 'g', hostnames: untyped([1]) } },
    /host name of the route 1 is not/,
  ],
  ['the image is missing', { image: '' }, /'image' is ''; give the reference of an image/],
  [
    'the implementation is none',
    { implementation: untyped('rust') },
    /'implementation' is 'rust'; give RouterImplementation.PYTHON or/,
  ],
  ['the auth is none', { auth: untyped(undefined) }, /'auth' is undefined; give one of RouterAuth/],
  [
    'the auth is of the other router',
    { auth: RouterAuth.token('a') },
    /'auth' is RouterAuth.token, which the go router does not know; give RouterAuth.tokenReview or RouterAuth.scopedToken/,
  ],
  [
    'a prop is of the other router',
    { trustedProxyCidrs: ['10.0.0.0/8'] },
    /'trustedProxyCidrs' is for the python router, and this is the go router; remove it/,
  ],
  [
    'the time is no whole seconds',
    { proxyTimeout: Duration.millis(1500) },
    /'proxyTimeout' in seconds is 1.5; give a whole number/,
  ],
  ['the namespace is malformed', { namespace: 'Routers' }, /namespace of the router 'Routers' is not a DNS label/],
  [
    'a cache of a namespace is off',
    { cacheNamespace: 'a', podCache: false },
    /'cacheNamespace' is set and 'podCache' is false; remove one/,
  ],
  ['a label is that of its selectors', { labels: { app: 'mine' } }, /'labels' sets the label 'app', by which Services/],
  ['metrics are for somebody, and there is no policy', { metricsFrom: [] }, /'metricsFrom' is set without 'allowFrom'/],
  [
    'a host name is malformed',
    { route: { gatewayName: 'g', hostnames: ['a_b'] } },
    /host name of the route 'a_b' is not a DNS subdomain/,
  ],
  [
    'a variable is one of the props',
    { env: { ROUTER_AUTH_TOKEN: 'secret' } },
    /'env' sets ROUTER_AUTH_TOKEN, which a prop sets/,
  ],
])('fails if %s', (_, props, message) => {
  expect(() => new SandboxRouter(chartOf(), 'Router', { ...GO, ...props })).toThrow(message);
});

test('fails if the props are missing', () => {
  expect(() => new SandboxRouter(chartOf(), 'Router', untyped(null))).toThrow(/the props are null; give an object/);
});

test('fails if a proxy is no CIDR', () => {
  expect(() => new SandboxRouter(chartOf(), 'Router', { ...PYTHON, trustedProxyCidrs: ['10.0.0.1/8'] })).toThrow(
    /10\.0\.0\.1\/8/,
  );
});

test('fails if a Secret or an audience is malformed', () => {
  expect(() => RouterAuth.token('A b')).toThrow(/Secret of the router 'A b' is not a DNS subdomain/);
  expect(() => RouterAuth.scopedToken('a', 'b/c')).toThrow(/key 'b\/c' is not valid in a Secret/);
  expect(() => RouterAuth.tokenReview({ audiences: ['a,b'] })).toThrow(
    /audience 'a,b' of RouterAuth.tokenReview is not valid; give text without blanks and commas/,
  );
});

test('fails if a namespace has two routers', () => {
  const chart = chartOf();
  new SandboxRouter(chart, 'One', GO);
  new SandboxRouter(chart, 'Two', GO);
  expect(errorsOf(chart)).toMatch(/sandbox-router/);
});
