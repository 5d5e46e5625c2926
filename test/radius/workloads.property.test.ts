/**
 * Random workloads as the constructs print them, in a tenant or not, for each release and network engine, beside random
 * policies: what a radius says of the network is what a second evaluator reads off the printed JSON, asked about the
 * ends of all ranges on each kind of port.
 */
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import {
  AgentSandboxVersion, Dns, EgressDestination, IngressSource, IsolatedRuntime, MetadataService, NetworkGuardrail,
  NetworkPolicyEngine, Sandbox, SandboxCluster, SandboxEgress, SandboxIngress, SandboxTemplate, SandboxTenant,
  TenantQuota,
} from '../../src';
import { DEFAULT_LABEL_DOMAINS } from '../../src/api/controller-names';
import { nameHash } from '../../src/api/name-hash';
import { tryToRender } from '../../src/app/judged-objects';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { addressOf, contains, parseCidr } from '../../src/network/intent/cidr';
import { ClusterRadius } from '../../src/radius/reach/cluster-radius';
import type { Fact, Radius } from '../../src/radius/reach/reached';
import { Catalogue } from '../../src/release/catalogue';
import * as fc from '../support/fuzz';
import { boundariesOf } from '../support/network-policy';
import { families, Piece, sandboxes, templates } from '../support/random-workloads';
import { KnownPod, Other, POD_RANGE, SecondEngines } from '../support/second-engines';
import { policiesOf } from '../support/second-network';

const RUNS = Number(process.env.BLAST_WORKLOADS ?? 60);

const OTHER = 'other';
const policies = policiesOf({
  namespaces: ['research', OTHER], keys: ['team', 'example.com/a'], values: ['x', '7'], ports: ['p'],
});

const tcp = (port: number) => ({ ports: [kplus.NetworkPolicyPort.tcp(port)] });
const DESTINATIONS: ReadonlyArray<() => EgressDestination> = [
  () => EgressDestination.internet(),
  () => EgressDestination.internet({ ...tcp(443), ipv6: false }),
  () => EgressDestination.cidr('10.20.0.0/16', tcp(8080)),
  () => EgressDestination.cidr('2001:db8::/32'),
  () => EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY),
  () => EgressDestination.pods({ podLabels: { team: 'x' }, ...tcp(80) }),
  () => EgressDestination.pods({ podLabels: { team: '7' }, namespaces: [OTHER], ...tcp(81) }),
];
const DOMAINS: ReadonlyArray<() => EgressDestination> = [
  () => EgressDestination.domain('pypi.org', tcp(443)), () => EgressDestination.domain('*.pkg.example'),
];
const SOURCES: ReadonlyArray<() => IngressSource> = [
  () => IngressSource.router(), () => IngressSource.cidr('10.0.0.0/8'),
  () => IngressSource.pods({ podLabels: { team: 'x' } }), () => IngressSource.pods({ namespaces: [OTHER] }),
];
const some = <T>(made: ReadonlyArray<() => T>) => fc.subarray([...made], { minLength: 1, maxLength: 3 });

/** A Sandbox or a template whose props say much of the network, for an engine that knows domains or not. */
const networked: fc.Arbitrary<Piece> = fc.record({
  isTemplate: fc.boolean(),
  egress: fc.option(some(DESTINATIONS), { freq: 4 }),
  domains: fc.subarray([...DOMAINS]),
  dns: fc.constantFrom(() => Dns.cluster(), () => Dns.nodeLocal(), () => Dns.none(), () => Dns.publicResolvers()),
  ingress: fc.option(some(SOURCES)),
  team: fc.constantFrom('x', '7', 'z'),
}).map(({ isTemplate, egress, domains, dns, ingress, team }) => ({
  props: [],
  add: (chart, id) => {
    const knows = SandboxCluster.of(chart).networkPolicyEngine !== NetworkPolicyEngine.KUBERNETES;
    const named = egress && knows ? domains : [];
    const props = {
      containers: [{ image: 'registry.example.com/python:3.14', ports: [{ number: 80, name: 'p' }] }],
      podLabels: { team },
      ...(egress && {
        egress: SandboxEgress.to([...egress, ...named].map((make) => make()), {
          dns: named.length > 0 ? Dns.cluster() : dns(),
        }),
      }),
      ...(ingress && { ingress: SandboxIngress.of(ingress.map((make) => make())) }),
    };
    if (isTemplate) { new SandboxTemplate(chart, id, props); } else { new Sandbox(chart, id, props); }
  },
}));

const RELEASES = AgentSandboxVersion.values();
const platform = fc.constantFrom(...RELEASES).chain((version) => {
  const aim = { version, wild: false };
  const piece = fc.oneof(networked, networked, sandboxes(aim), templates(aim), families(aim));
  return fc.record({
    version: fc.constant(version),
    engine: fc.constantFrom(...Object.values(NetworkPolicyEngine)),
    isTenant: fc.boolean(),
    hasGuardrail: fc.integer({ min: 0, max: 3 }).map((each) => each === 0),
    pieces: fc.array(piece, { minLength: 1, maxLength: 3 }),
    policies,
  });
});
type Platform = typeof platform extends fc.Arbitrary<infer T> ? T : never;

function objectsOf(scope: IConstruct): KubeObject[] {
  return scope.node.findAll().flatMap((each) => (ApiObject.isApiObject(each) ? tryToRender(each) ?? [] : []));
}

/** All that a platform prints, whatever is found in it, and the policies beside it. What is refused is left out. */
function printed({ version, engine, isTenant, hasGuardrail, pieces, policies: beside }: Platform): KubeObject[] {
  const app = new App();
  SandboxCluster.declare(app, { version, networkPolicyEngine: engine });
  const system = new Chart(app, 'platform');
  if (hasGuardrail) { new NetworkGuardrail(system, 'Guardrail'); }
  const chart = isTenant
    ? new SandboxTenant(app, 'research', {
      runtimes: [IsolatedRuntime.gvisor(system, 'Gvisor')], quota: TenantQuota.of({ sandboxes: 9 }),
    })
    : new Chart(app, 'research', { namespace: 'research' });
  for (const [index, piece] of pieces.entries()) {
    const id = `Piece${'ABC'[index]}`;
    try {
      piece.add(chart, id);
      objectsOf(chart);
    } catch {
      const made = chart.node.children.map(({ node }) => node.id).filter((each) => each.startsWith(id));
      for (const each of made) { chart.node.tryRemoveChild(each); }
    }
  }
  const own = objectsOf(app);
  const named = new Set(own.filter(({ kind }) => kind === 'Namespace').map(({ metadata: { name } }) => name));
  const spaces = ['research', OTHER, 'default', 'elsewhere', 'kube-system', 'agent-sandbox-system', 'agent-sandbox']
    .filter((name) => !named.has(name))
    .map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name } } }));
  return JSON.parse(JSON.stringify([...own, ...spaces, ...beside])) as KubeObject[];
}

/** The policies that the controller makes of templates, put together by the facts of the release. */
function managed(object: any, version: string): KubeObject[] {
  if (object.kind !== 'SandboxTemplate') { return []; }
  const { controller } = Catalogue.standard().get(version);
  const { networkPolicy, networkPolicyManagement } = object.spec;
  const hasPolicy = controller.defaultNetworkPolicy || (controller.claimNetworkPolicies && networkPolicy);
  if (networkPolicyManagement === 'Unmanaged' || !hasPolicy) { return []; }
  const isFrom = controller.routerNamespace && { 'kubernetes.io/metadata.name': controller.routerNamespace };
  const rules = networkPolicy ?? {
    ingress: [{
      from: [{
        podSelector: { matchLabels: { app: 'sandbox-router' } },
        ...(isFrom && { namespaceSelector: { matchLabels: isFrom } }),
      }],
    }],
    egress: [{
      to: [
        { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] } },
        { ipBlock: { cidr: '::/0', except: ['fc00::/7', ...(controller.deniesLinkLocalV6 ? ['fe80::/10'] : [])] } },
      ],
    }],
  };
  return [{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'managed', namespace: object.metadata.namespace },
    spec: {
      ...rules,
      podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash(object.metadata.name) } },
      policyTypes: ['Ingress', 'Egress'],
    },
  }];
}

interface Known extends KnownPod { readonly isOnNode: boolean }

/** Pods of an object, as the controller of the release labels them: waiting and claimed ones of a template. */
function podsOf(object: any, version: string): Known[] {
  const { controller } = Catalogue.standard().get(version);
  const { metadata, spec } = object.spec.podTemplate;
  const given = Object.entries<string>(metadata?.labels ?? {})
    .filter(([key]) => !controller.stripsReserved || !key.split('/')[0].endsWith('agents.x-k8s.io'));
  const isTemplate = object.kind === 'SandboxTemplate';
  const hash = nameHash(object.metadata.name);
  const pod: Known = {
    namespace: object.metadata.namespace,
    labels: {
      ...Object.fromEntries(given),
      ...(isTemplate && controller.podsBearTemplateHash && { 'agents.x-k8s.io/sandbox-template-ref-hash': hash }),
    },
    ports: [...spec.containers, ...spec.initContainers ?? []].flatMap(({ ports = [] }: any) => ports),
    isOnNode: spec.hostNetwork === true,
  };
  const named = (name: string): Known => (
    { ...pod, labels: { ...pod.labels, 'agents.x-k8s.io/sandbox-name-hash': name } }
  );
  if (!isTemplate) { return [named(hash)]; }
  return controller.poolPodsHaveNameHash ? [named('any')] : [pod, named('any')];
}

/** Ends of all ranges that are named, and places in and around what everybody names. */
function addressesIn(objects: readonly KubeObject[]): string[] {
  const named = JSON.stringify(objects).match(/"[\da-f.:]+\/\d+"/g) ?? [];
  const all = boundariesOf([...new Set(named.map((text) => text.slice(1, -1)))]);
  // Written as IPv6, IPv4 is IPv4 on the wire.
  return [...new Set([...all, '8.8.8.8', '10.1.2.3', '169.254.169.254', '2600::7', 'fd00:ec2::254'])]
    .filter((address) => !/^0:0:0:0:0:ffff:/.test(address));
}

/** Where ranges of ports begin: rules with ports only allow, so that what is allowed on any is so on one of these. */
function portsIn(objects: readonly KubeObject[]): string[] {
  const text = JSON.stringify(objects);
  const named = [...text.matchAll(/"(?:port|containerPort)":"?(\d+)"?/g)].map(([, number]) => Number(number));
  const numbers = [...new Set([1, 53, 443, 65535, ...named])]
    .filter((each) => each >= 1 && each <= 65535);
  return ['SCTP 443', ...numbers.flatMap((number) => ['TCP', 'UDP'].map((protocol) => `${protocol} ${number}`))];
}

const factsOf = <K extends Fact['is']>({ reached }: Radius, is: K) => reached
  .filter(({ fact }) => fact.is === is)
  .map(({ fact, ...rest }) => ({ ...rest, ...(fact as Extract<Fact, { is: K }>) }));

const counts = { subjects: 0, onNode: 0, yes: 0, no: 0, domains: 0, pods: 0, dns: 0 };
const engines = new Map<string, number>();

function compare(objects: readonly KubeObject[], { version: { id } }: Platform): void {
  const release = Catalogue.standard().get(id);
  const radii = new ClusterRadius(objects, { release, allowedLabelDomains: DEFAULT_LABEL_DOMAINS }, [
    parseCidr(POD_RANGE),
  ]);
  const known = [...objects, ...objects.flatMap((each) => managed(each, id))];
  const oracle = new SecondEngines(known);
  const oracles = [oracle, new SecondEngines(known, true)];
  const [addresses, ports] = [addressesIn(objects), portsIn(known)];
  const portsOfPolicies = portsIn(known.filter(({ kind }) => kind.endsWith('NetworkPolicy')));
  const subjects = objects.filter(({ kind }) => kind === 'Sandbox' || kind === 'SandboxTemplate');
  const all = subjects.map((object) => podsOf(object, id));
  const isReached = (from: KnownPod, to: Other, isLoose = false) => (
    ports.some((each) => oracles[Number(isLoose)].reaches(from, to, each))
  );
  /** Whether the pods of a subject reach a peer: it is certain if all of them do, or none. */
  const certaintyOf = (pods: readonly KnownPod[], to: Other, on = portsOfPolicies): boolean[] => {
    const sure = pods.filter((pod) => on.some((port) => oracle.reaches(pod, to, port)));
    if (sure.length === pods.length) { return [true]; }
    return sure.length > 0 || pods.some((pod) => on.some((port) => oracles[1].reaches(pod, to, port))) ? [false] : [];
  };
  for (const [index, object] of subjects.entries()) {
    const found = radii.of(object)!;
    const pods = all[index];
    const [pod] = pods;
    const { title } = found;
    counts.subjects += 1;
    // Whether policies apply to pods in the network of a node is up to the plugin.
    const isOpen = pod.isOnNode && oracle.hasPolicyFor(pod, 'egress');
    counts.onNode += Number(isOpen);
    const differences = addresses.flatMap((address) => {
      const expected = pod.isOnNode ? [!isOpen] : certaintyOf(pods, { address });
      const one = addressOf(address);
      const ranges = found.ranges.filter(({ cidr }) => contains(cidr, one));
      counts[expected.length > 0 ? 'yes' : 'no'] += 1;
      const ours = ranges.map(({ isCertain }) => isCertain);
      return String(ours) === String(expected) ? [] : [{ address, ours, expected, why: ranges[0]?.why }];
    });
    expect([title, differences]).toEqual([title, []]);
    if (pod.isOnNode) { continue; }
    for (const domain of ['pypi.org', 'www.pkg.example']) {
      const ours = factsOf(found, 'domain').filter(({ name }) => name.replace('*', 'www') === domain);
      // Where no policy of the pods is about domains, they are reached with the addresses, or not.
      const isTold = ours.length > 0 || certaintyOf(pods, { address: '8.8.8.8' }).length === 0;
      const expected = isTold ? certaintyOf(pods, { domain }) : [];
      expect([title, domain, ours.map(({ isCertain }) => isCertain)]).toEqual([title, domain, expected]);
      counts.domains += expected.length;
    }
    const dns: KnownPod = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
    const resolves = [dns, { address: '169.254.20.10' }].map((to) => certaintyOf(pods, to, ['UDP 53', 'TCP 53']));
    const isResolved = resolves.flat().length === 0 ? [] : [resolves.flat().includes(true)];
    expect([title, 'DNS', factsOf(found, 'dns').map(({ isCertain }) => isCertain)]).toEqual([title, 'DNS', isResolved]);
    counts.dns += isResolved.length;
    comparePods(found, pods, object.kind === 'SandboxTemplate', all.flat(), isReached);
  }
}

const STRANGERS: ReadonlyArray<Record<string, string>> = [{}, { team: 'x' }, { 'team': '7', 'example.com/a': 'x' }];

/** No pod that is reached is missing, and what is certain is so. */
function comparePods(
  found: Radius, pods: readonly KnownPod[], isMany: boolean, all: readonly Known[],
  isReached: (from: KnownPod, to: KnownPod, isLoose?: boolean) => boolean,
): void {
  const { title } = found;
  const [told, own] = [factsOf(found, 'pods'), factsOf(found, 'own-pods')];
  const strangers = ['research', OTHER].flatMap((namespace) => (
    STRANGERS.map((labels): KnownPod => ({ namespace, labels }))
  ));
  for (const to of [...strangers, ...all.filter((each) => !pods.includes(each) && !each.isOnNode)]) {
    const where = told.filter(({ namespace }) => namespace === undefined || namespace === to.namespace);
    if (pods.some((pod) => isReached(pod, to, true))) { expect([title, to, where]).not.toEqual([title, to, []]); }
    counts.pods += Number(where.length === 0);
  }
  for (const { isCertain, text, namespace } of told) {
    if (!isCertain || !text.startsWith('pods of its namespace')) { continue; }
    const isSure = pods.every((pod) => isReached(pod, { namespace: namespace!, labels: {} }));
    expect([title, text, isSure]).toEqual([title, text, true]);
  }
  if (isMany) {
    const answers = pods.flatMap((from) => pods.flatMap((to) => [isReached(from, to), isReached(from, to, true)]));
    const expected = answers.includes(true) ? [answers.every((each) => each)] : [];
    expect([title, own.map(({ isCertain }) => isCertain)]).toEqual([title, expected]);
  }
}

test(`the network of ${RUNS} platforms`, () => {
  fc.assert(fc.property(platform, (each) => {
    const objects = printed(each);
    for (const { kind } of objects) { engines.set(kind, (engines.get(kind) ?? 0) + 1); }
    compare(objects, each);
  }), { numRuns: RUNS, endOnFailure: true });
  const kinds = [...engines].filter(([kind]) => kind.endsWith('NetworkPolicy') || kind.startsWith('Sandbox'));
  process.stdout.write(`\n${JSON.stringify(counts)}\n${JSON.stringify(Object.fromEntries(kinds))}\n`);
  expect(kinds.map(([kind]) => kind)).toEqual(expect.arrayContaining([
    'NetworkPolicy', 'CiliumNetworkPolicy', 'FQDNNetworkPolicy', 'ApplicationNetworkPolicy', 'ClusterNetworkPolicy',
  ]));
  expect(counts.subjects).toBeGreaterThan(RUNS);
  for (const count of [counts.domains, counts.pods, counts.dns]) { expect(count).toBeGreaterThan(RUNS / 20); }
  expect(counts.yes / (counts.yes + counts.no)).toBeGreaterThan(0.1);
  expect(counts.no / (counts.yes + counts.no)).toBeGreaterThan(0.1);
});
