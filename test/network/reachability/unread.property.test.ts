/**
 * Parts of policies that the reader does not understand. One such part is put into random policies, and the answer is
 * compared with those for its readings: the part matches nothing, or everything; a policy whose spec is not understood
 * allows all, or denies all. A known answer must be that of every reading.
 */
import { answer, ccnp, cnp, fqdn, np, pod, tiered } from './support';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { ClusterPolicies } from '../../../src/network/reachability';
import * as fc from '../../support/fuzz';

const RUNS = Number(process.env.REACHABILITY_CASES ?? 1000);
const SEED = Number(process.env.REACHABILITY_SEED ?? 1);

type Rules = any[];

/** A kind of policy: how it is made of the rules for egress, and what it says for the readings of a part. */
interface Kind {
  readonly name: string;
  readonly make: (rules: Rules, more?: object) => KubeObject;
  /** Members of a rule with its peers and its ports. */
  readonly peers: string;
  readonly ports: string;
  /** A rule with everything, for a rule that is not understood. */
  readonly everything: object;
  readonly peer: fc.Arbitrary<any>;
  readonly port: fc.Arbitrary<any>;
  /** Rules with another member for peers than lists of objects, and what is not understood in them. */
  readonly strangePeers: readonly unknown[];
  readonly strangePorts: readonly unknown[];
  readonly strangeRules: readonly object[];
  readonly strangeSpecs: readonly object[];
  /** The policy in place of one whose spec is not understood: it allows all, or denies all. */
  readonly allowsAll: KubeObject;
  readonly deniesAll: KubeObject;
  /** Peers that are everything. */
  readonly allPeers: readonly object[];
  readonly wrap?: (rule: any) => any;
}

const PEER = pod('agents', { app: 'db' }, { title: 'the peer', ports: [{ name: 'sql', protocol: 'TCP', port: 5432 }] });
const TARGETS = ['1.1.1.1', '10.1.2.3', 'fd00::1', PEER, pod('other', { app: 'web' }, { title: 'the stranger' })];
const ON = ['TCP 443', 'TCP 5432', 'UDP 53'] as const;
const everywhere = [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }];

/** Cilium isolates pods by rules only: an empty one allows nothing. */
const orNothing = (rules: Rules) => (rules.length > 0 ? rules : [{}]);

const NETWORK_POLICY: Kind = {
  name: 'NetworkPolicy',
  make: (egress, more) => np({ policyTypes: ['Egress'], egress, ...more }, 'strange'),
  peers: 'to',
  ports: 'ports',
  everything: {},
  peer: fc.constantFrom<any>(
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } },
    { ipBlock: { cidr: '10.0.0.0/8' } },
    { podSelector: { matchLabels: { app: 'db' } } },
    { namespaceSelector: {} },
  ),
  port: fc.constantFrom<any>({ port: 443 }, { protocol: 'TCP', port: 5000, endPort: 6000 }, { protocol: 'UDP' }),
  strangePeers: [
    {}, { galaxies: {} }, { podSelector: {}, galaxies: {} }, 'all', { ipBlock: { cidr: 'everywhere' } },
    { ipBlock: { cidr: '10.0.0.0/8', only: [] } }, { ipBlock: { cidr: '10.0.0.0/8', except: ['x'] } },
    { ipBlock: { cidr: '0.0.0.0/0' }, podSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0', except: '10.0.0.0/8' } },
    { ipBlock: {} }, { ipBlock: 'x' }, { ipBlock: { cidr: '::ffff:10.0.0.0/104' } },
  ],
  strangePorts: [
    { port: 443, times: 'night' }, { protocol: 'tcp', port: 443 }, { port: 70000 }, { port: 1.5 }, { port: {} },
    { port: 500, endPort: 400 }, { port: 'sql', endPort: 9 }, { port: '443' }, { port: '' }, 443,
  ],
  strangeRules: [{ at: 'night' }, { to: 'all' }, { to: [1] }, { ports: 'all' }, { to: {} }],
  strangeSpecs: [{ galaxies: [] }, { policyTypes: ['Everything'] }, { policyTypes: 'Egress' }, { egress: 'all' }],
  allowsAll: np({ policyTypes: ['Egress', 'Ingress'], egress: [{}], ingress: [{}] }, 'strange'),
  deniesAll: np({ policyTypes: ['Egress', 'Ingress'] }, 'strange'),
  allPeers: [],
};

const CILIUM: Kind = {
  name: 'CiliumNetworkPolicy',
  make: (egress, more) => cnp({ egress: orNothing(egress), ...more }, 'strange'),
  peers: 'toCIDRSet',
  ports: 'toPorts',
  everything: { toEntities: ['all'] },
  peer: fc.constantFrom<any>({ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }, { cidr: '10.0.0.0/8' }),
  port: fc.constantFrom<any>(
    { ports: [{ port: '443', protocol: 'TCP' }] },
    { ports: [{ port: '5000', endPort: 6000 }] },
    { ports: [{ port: '0' }] },
  ),
  strangePeers: [
    {},
    { cidr: '10.0.0.0/8', galaxies: [] },
    { cidrGroupRef: 'office' },
    { cidr: '0.0.0.0/0', except: [1] },
    'x',
    { cidr: '::ffff:10.0.0.0/104' },
  ],
  strangePorts: [
    { ports: [{ port: '443', times: 'night' }] },
    { ports: [{ port: '443' }], serverNames: ['a.example'] },
    { ports: [{ port: '443' }], listener: {} },
    { ports: [{ port: '443', protocol: 'carrier pigeon' }] },
    { ports: 'all' },
    { ports: [{ port: '70000' }] },
    { galaxies: [] },
  ],
  strangeRules: [
    { toGalaxies: [{}] },
    { toCIDRSet: [{ cidr: '0.0.0.0/0' }], authentication: { mode: 'required' } },
    { toGroups: [{ aws: {} }] },
    { toServices: [{}] },
    { toEntities: ['everything'] },
    { toFQDNs: [{ galaxies: 'x' }] },
    { toCIDR: ['everywhere'] },
    { toCIDR: 'everywhere' },
    { toPorts: 'all' },
    { toEndpoints: [{ galaxies: {} }] },
    { toEndpoints: [{ matchExpressions: [{ key: 'k8s:app', operator: 'Like', values: ['d*'] }] }] },
    { toEndpoints: ['all'] },
    { toEndpoints: [{ matchLabels: 'app=db' }] },
    { icmps: 'all' },
  ],
  strangeSpecs: [
    { galaxies: [] },
    { egress: 'all' },
    { enableDefaultDeny: { galaxies: true } },
    { nodeSelector: {} },
    { endpointSelector: undefined },
    { egressDeny: {} },
  ],
  allowsAll: cnp({ egress: [{ toEntities: ['all'] }], ingress: [{ fromEntities: ['all'] }] }, 'strange'),
  deniesAll: cnp({ egressDeny: [{ toEntities: ['all'] }], ingressDeny: [{ fromEntities: ['all'] }] }, 'strange'),
  allPeers: everywhere,
};

const CLUSTERWIDE: Kind = {
  ...CILIUM,
  name: 'CiliumClusterwideNetworkPolicy',
  make: (egress, more) => ccnp({ egress: orNothing(egress), ...more }, 'strange'),
  allowsAll: ccnp({ egress: [{ toEntities: ['all'] }], ingress: [{ fromEntities: ['all'] }] }, 'strange'),
  deniesAll: ccnp({ egressDeny: [{ toEntities: ['all'] }], ingressDeny: [{ fromEntities: ['all'] }] }, 'strange'),
};

const GKE: Kind = {
  name: 'FQDNNetworkPolicy',
  make: (egress, more) => fqdn({ egress, ...more }, 'strange'),
  peers: 'matches',
  ports: 'ports',
  everything: {},
  peer: fc.constantFrom<any>({ name: 'api.pkg.example' }, { pattern: '*.pkg.example' }),
  port: fc.constantFrom<any>({ protocol: 'TCP', port: 443 }, { protocol: 'UDP' }),
  strangePeers: [{}, { galaxy: 'x' }, { name: 'a.example', pattern: '*.example' }, { name: 1 }, 'a.example'],
  strangePorts: [{ port: 443, times: 'night' }, { port: 70000 }, { protocol: 'tcp', port: 1 }],
  strangeRules: [{ at: 'night' }, { matches: 'all' }, { ports: 'all', matches: [{ name: 'a.example' }] }],
  strangeSpecs: [{ galaxies: [] }, { egress: 'all' }],
  allowsAll: np({ policyTypes: ['Egress', 'Ingress'], egress: [{}], ingress: [{}] }, 'strange'),
  deniesAll: np({ policyTypes: ['Egress', 'Ingress'] }, 'strange'),
  allPeers: [],
};

/** The tiers: rules with an action. */
function tierOf(tier: 'Admin' | 'Baseline', action: string): Kind {
  const allOf = (to: string) => [{ action: to, to: [{ networks: ['0.0.0.0/0', '::/0'] }] }];
  const allFrom = (to: string) => [{ action: to, from: [{ namespaces: {} }] }];
  const make = (spec: object) => tiered(tier, 10, spec, 'strange');
  return {
    name: `ClusterNetworkPolicy, tier ${tier}, ${action}`,
    make: (egress, more) => make({ egress, ...more }),
    peers: 'to',
    ports: 'protocols',
    everything: { action, to: [{ networks: ['0.0.0.0/0', '::/0'] }] },
    wrap: (rule) => ({ action, ...rule }),
    peer: fc.constantFrom<any>({ networks: ['10.0.0.0/8'] }, { namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }),
    port: fc.constantFrom<any>({ tcp: { destinationPort: { number: 443 } } }, { udp: {} }),
    strangePeers: [
      {},
      { galaxies: {} },
      { networks: ['everywhere'] },
      { networks: '0.0.0.0/0' },
      { networks: ['10.0.0.0/8'], pods: {} },
      { pods: { podSelector: {} } },
      { pods: 'all' },
      { domainNames: 'a.example' },
      { nodes: {}, galaxies: {} },
    ],
    strangePorts: [
      { galaxies: {} },
      {},
      { tcp: { sourcePort: { number: 1 } } },
      { tcp: { destinationPort: { from: 1 } } },
      { tcp: {}, udp: {} },
      { tcp: { destinationPort: { number: 1, range: {} } } },
      { destinationNamedPort: 1 },
      { tcp: { destinationPort: { range: { start: 1 } } } },
      { tcp: { destinationPort: { number: 70000 } } },
    ],
    strangeRules: [{ action: 'Reject', to: [{ namespaces: {} }] }, { to: [] }, { ports: [] }, { to: 'all' }],
    strangeSpecs: [
      { galaxies: [] },
      { egress: 'all' },
      { subject: { galaxies: {} } },
      { subject: { pods: {} } },
      { subject: undefined },
      { priority: 'high' },
      { tier: 'Developer' },
    ],
    allowsAll: tiered(tier, 10, { egress: allOf('Accept'), ingress: allFrom('Accept') }, 'strange'),
    deniesAll: tiered(tier, 10, { egress: allOf('Deny'), ingress: allFrom('Deny') }, 'strange'),
    allPeers: [{ networks: ['0.0.0.0/0', '::/0'] }],
  };
}

const KINDS = [
  NETWORK_POLICY,
  CILIUM,
  CLUSTERWIDE,
  GKE,
  ...(['Admin', 'Baseline'] as const).flatMap((tier) =>
    ['Accept', 'Deny', 'Pass'].map((action) => tierOf(tier, action)),
  ),
];

/** Other policies beside the strange one. */
const others = fc.subarray([
  np(
    { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { namespaceSelector: {} }] }] },
    'one',
  ),
  np({ policyTypes: ['Ingress'] }, 'two'),
  np({ policyTypes: ['Egress'], egress: [{}] }, 'three'),
  tiered('Admin', 20, { egress: [{ action: 'Deny', to: [{ networks: ['1.0.0.0/8'] }] }] }, 'four'),
  tiered('Baseline', 20, { egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }] }] }, 'five'),
]);

/** A policy with a part that is not understood, and the policies that are its readings. */
interface Strange {
  readonly policy: KubeObject;
  readonly readings: readonly KubeObject[];
}

function strangeOf(kind: Kind): fc.Arbitrary<Strange> {
  const { peers, ports, make, wrap = (rule: any) => rule } = kind;
  const rule = fc
    .record({
      peers: fc.array(kind.peer, { minLength: 1, maxLength: 2 }),
      ports: fc.array(kind.port, { maxLength: 2 }),
    })
    .map((parts) => wrap({ [peers]: parts.peers, ...(parts.ports.length > 0 && { [ports]: parts.ports }) }));
  const rules = fc.array(rule, { maxLength: 2 });
  // A rule that matches all peers, or all ports: without any that are listed, where that stands for all.
  const withAll = (given: any, member: string, all: readonly object[]) => {
    const { [member]: dropped, ...rest } = given;
    return all.length > 0 ? { ...rest, [member]: all } : rest;
  };
  const inRule = (at: Rules, index: number, change: any | undefined) => [
    ...at.slice(0, index), ...(change === undefined ? [] : [change]), ...at.slice(index + 1),
  ];
  const part = (member: string, strange: readonly unknown[], all: readonly object[]) =>
    fc
      .tuple(fc.array(rule, { minLength: 1, maxLength: 2 }), fc.constantFrom(...strange), fc.nat(1))
      .map(([given, odd, at]): Strange => {
        const index = at % given.length;
        const listed = given[index][member] ?? [];
        const without = listed.length === 0 ? undefined : given[index];
        return {
          policy: make(inRule(given, index, { ...given[index], [member]: [...listed, odd] })),
          readings: [
            make(inRule(given, index, without)),
            make(inRule(given, index, withAll(given[index], member, all))),
          ],
        };
      });
  const strangeRule = fc
    .tuple(rules, fc.constantFrom(...kind.strangeRules), fc.nat(2))
    .map(([given, odd, at]): Strange => {
      const index = at % (given.length + 1);
      const put = (each: object[]) => make([...given.slice(0, index), ...each, ...given.slice(index)]);
      return { policy: put([wrap(odd)]), readings: [put([]), put([kind.everything])] };
    });
  const strangeSpec = fc.tuple(rules, fc.constantFrom(...kind.strangeSpecs)).map(([given, odd]): Strange => (
    { policy: make(given, odd), readings: [kind.allowsAll, kind.deniesAll] }
  ));
  return fc.oneof(
    part(peers, kind.strangePeers, kind.allPeers),
    part(ports, kind.strangePorts, []),
    strangeRule,
    strangeSpec,
  );
}

test.each(KINDS.map((kind) => [kind.name, kind] as const))('%s: a known answer is that of every reading', (_, kind) => {
  let unknown = 0;
  fc.assert(fc.property(
    strangeOf(kind), others, fc.constantFrom(...TARGETS), fc.constantFrom(...ON), fc.boolean(),
    ({ policy, readings }, beside, to, on, isFirst) => {
      const ask = (object: KubeObject) => {
        const list = isFirst ? [object, ...beside] : [...beside, object];
        return answer(new ClusterPolicies(list), { to, on }).is;
      };
      const is = ask(policy);
      if (is === 'unknown') {
        unknown += 1;
        return;
      }
      // Whether ranges of NetworkPolicies select pods is not known either way, which is no matter of the strange part.
      expect(readings.map(ask).filter((each) => each !== 'unknown' && each !== is)).toEqual([]);
    },
  ), { numRuns: RUNS, seed: SEED });
  // Parts that are not understood must not be passed over: most of them decide something.
  expect(unknown).toBeGreaterThan(RUNS / 10);
});
