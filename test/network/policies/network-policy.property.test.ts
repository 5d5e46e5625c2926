/** An intent compiled to a NetworkPolicy lets through exactly what the intent says. */
import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Dns, SandboxEgress, MetadataService } from '../../../src';
import { ALWAYS_BLOCKED, GLOBAL_UNICAST_V6, NOT_PUBLIC_V4, NOT_PUBLIC_V6 } from '../../../src/network/intent/addresses';
import { addressOf, Cidr, formatCidr, networkOf, parseCidr } from '../../../src/network/intent/cidr';
import { EgressIntent, permits, Protocol } from '../../../src/network/intent/intent';
import { networkPolicyRules } from '../../../src/network/policies/network-policy';
import * as fc from '../../support/fuzz';
import { boundariesOf, letsThrough } from '../../support/network-policy';

/** Ranges where things are: private, public, shared, of platforms, and around them. */
const PLACES = [
  '10.0.0.0',
  '100.100.100.200',
  '169.254.169.254',
  '168.63.129.16',
  '192.168.7.0',
  '203.0.113.0',
  '8.8.8.8',
  '255.255.255.255',
  '0.0.0.0',
  '::',
  'fd00:ec2::254',
  'fe80::a9fe:a9fe',
  '2001:db8::',
  '2600::7',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
].map(addressOf);
const cidr = fc.tuple(fc.constantFrom(...PLACES), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([place, part]) => formatCidr(networkOf(place, Math.floor(part * place.prefix))));

const number = fc.integer({ min: 1, max: 65535 });
const port = fc.oneof(
  number.map((each) => kplus.NetworkPolicyPort.tcp(each)),
  number.map((each) => kplus.NetworkPolicyPort.udp(each)),
  fc.tuple(number, number).map(([a, b]) => kplus.NetworkPolicyPort.tcpRange(Math.min(a, b), Math.max(a, b))),
  fc.constantFrom(kplus.NetworkPolicyPort.allTcp(), kplus.NetworkPolicyPort.allUdp()),
  fc.constant(kplus.NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.SCTP, port: 7 })),
);
const options = fc.record({ ports: fc.array(port, { minLength: 1, maxLength: 3 }) }, { requiredKeys: [] });

const SERVICES = [
  MetadataService.EKS_POD_IDENTITY,
  MetadataService.GKE_DATAPLANE_V2,
  MetadataService.EKS_POD_IDENTITY_IPV6,
];

const destination = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(cidr, options).map(
      ([range, given]) =>
        () =>
          EgressDestination.cidr(range, given),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.boolean(), options).map(
      ([ipv6, given]) =>
        () =>
          EgressDestination.internet({ ...given, ipv6 }),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...SERVICES).map((service) => () => EgressDestination.metadata(service)) },
);
const dns = fc.constantFrom(
  Dns.none(),
  Dns.publicResolvers(),
  Dns.nodeLocal(),
  Dns.nameservers(['fd00:ec2::253', '10.0.0.10']),
);
const egress = fc.tuple(fc.array(destination, { maxLength: 3 }), fc.array(cidr, { maxLength: 3 }), dns);

/** Every range that has to do with an intent, or with the policy of it. */
function rangesOf(intent: EgressIntent, policy: object): string[] {
  const { rules, blocked, lookups } = intent;
  const own = [...rules, ...lookups?.rules ?? []].flatMap(({ targets }) => targets)
    .flatMap((target) => (target.kind === 'range' ? [target.cidr, ...target.except ?? []] : []));
  const printed: string[] = JSON.stringify(policy).match(/"[\da-f.:]+\/\d+"/g) ?? [];
  return [...new Set([...own, ...blocked].map(formatCidr).concat(printed.map((text) => text.slice(1, -1))))];
}

/** Ports at both ends of what rules name, and beside them. */
function portsOf({ rules, lookups }: EgressIntent): number[] {
  const named = [...rules, ...lookups?.rules ?? []].flatMap(({ ports }) => ports)
    .flatMap(({ port: first = 443, endPort = first }) => [first - 1, first, endPort, endPort + 1]);
  return [...new Set([1, 53, 443, 65535, ...named])].filter((each) => each >= 1 && each <= 65535);
}

function expectSame(intent: EgressIntent): { through: number; held: number } {
  const policy = networkPolicyRules({ ingress: [], egress: intent });
  const counts = { through: 0, held: 0 };
  for (const address of boundariesOf(rangesOf(intent, policy))) {
    // Written as IPv6, IPv4 is IPv4 on the wire.
    if (/^0:0:0:0:0:ffff:/.test(address)) { continue; }
    for (const each of portsOf(intent)) {
      for (const protocol of ['TCP', 'UDP', 'SCTP'] as Protocol[]) {
        const meant = permits(intent, addressOf(address), each, protocol);
        counts[meant ? 'through' : 'held']++;
        if (letsThrough(policy.egress, { address, port: each, protocol }) !== meant) {
          throw new Error(
            `${protocol} ${each} of ${address} should ${meant ? '' : 'not '}be ` +
              `let through by ${JSON.stringify(policy.egress)}`,
          );
        }
      }
    }
  }
  return counts;
}

test('at every boundary of every range, whatever is allowed and blocked', () => {
  const seen = { through: 0, held: 0, refused: 0 };
  fc.assert(fc.property(egress, ([destinations, blocked, resolver]) => {
    let made: SandboxEgress;
    try {
      made = SandboxEgress.to(destinations.map((make) => make()), { blocked, dns: resolver });
    } catch (error) {
      expect((error as Error).message).toMatch(
        /^(the (range|address) '\S+' is (allowed|named), and '|'\S+' is .* of )/,
      );
      seen.refused++;
      return;
    }
    const { through, held } = expectSame(made._intent);
    seen.through += through;
    seen.held += held;
  }), { numRuns: 60 });
  expect(Math.min(seen.through, seen.held)).toBeGreaterThan(1000);
  expect(seen.refused).toBeGreaterThan(5);
});

describe.each<[string, SandboxEgress]>([
  ['none()', SandboxEgress.none()],
  ['internetOnly()', SandboxEgress.internetOnly()],
  [
    'internetOnly({ ipv6: false })',
    SandboxEgress.internetOnly({ ipv6: false, ports: [kplus.NetworkPolicyPort.tcp(443)] }),
  ],
])('SandboxEgress.%s', (name, made) => {
  const intent = made._intent;
  const reaches = (address: string, on = 443) => permits(intent, addressOf(address), on, 'TCP');
  const first = ({ words, family, prefix }: Cidr) => networkOf({ words, family, prefix }, family === 4 ? 32 : 128);

  test('is compiled to what it says', () => {
    expect(expectSame(intent).held).toBeGreaterThan(0);
  });

  test('reaches nothing that is private, shared, or of a platform', () => {
    for (const range of [...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6].map((each) => each.cidr).concat(ALWAYS_BLOCKED)) {
      expect([formatCidr(range), permits(intent, first(range), 443, 'TCP')]).toEqual([formatCidr(range), false]);
    }
  });

  test('reaches the public internet, or does not', () => {
    const none = name === 'none()';
    expect(
      ['93.184.215.14', '9.9.9.9', '168.63.129.15', '169.253.255.255', '223.255.255.255'].map((each) => reaches(each)),
    ).toEqual(new Array(5).fill(!none));
    expect(['2606:4700::1111', '2000::', formatLast()].map((each) => reaches(each))).toEqual(
      new Array(3).fill(name === 'internetOnly()'),
    );
  });

  /** The last address that is given out. */
  function formatLast(): string {
    expect(GLOBAL_UNICAST_V6).toEqual(parseCidr('2000::/3'));
    return '3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
  }
});

test.each<[string, unknown[]]>([
  ['a mistake in a range', [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }]],
  [
    'a port too many',
    [
      {
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } }],
        ports: [{ protocol: 'TCP', port: 443, endPort: 444 }],
      },
    ],
  ],
])('the comparison would see %s', (_, rules) => {
  const right = [
    {
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } }],
      ports: [{ protocol: 'TCP', port: 443 }],
    },
  ];
  const answers = (given: any) =>
    boundariesOf(['0.0.0.0/0', '10.0.0.0/8', '169.254.0.0/16']).flatMap((address) =>
      [442, 443, 444].map((each) => letsThrough(given, { address, port: each, protocol: 'TCP' })),
    );
  expect(answers(rules)).not.toEqual(answers(right));
});
