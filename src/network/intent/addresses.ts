import { Cidr, parseCidr } from './cidr';
import { formsOf, IN_PROGRAMS } from './translations';

/** The cloud of an address. */
export type AddressOwner =
  'AWS' | 'GCP' | 'Azure' | 'Alibaba' | 'Oracle' | 'OpenStack' | 'Tencent' | 'Scaleway' | 'Akamai';

/** An address of a cloud's platform. */
export interface PlatformAddress {
  readonly cloud: AddressOwner;
  readonly cidr: Cidr;
  /** The service at the address. */
  readonly what: string;
}

/** A range that is not of the public internet, with the reason. */
export interface SpecialRange {
  readonly cidr: Cidr;
  readonly what: string;
}

/**
 * Addresses of services with credentials or settings of the machine that a pod runs on. A pod that reaches one can act
 * as its node.
 *
 * 169.254.169.254 is that of most clouds: AWS, Azure, Google, Oracle, OpenStack, DigitalOcean, Hetzner, IBM.
 */
export const PLATFORM_ADDRESSES: readonly PlatformAddress[] = [
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  platform('AWS', '169.254.169.254/32', 'instance metadata'),
  platform('AWS', 'fd00:ec2::254/128', 'instance metadata'),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  platform('AWS', '169.254.170.2/32', 'credentials of ECS tasks'),
  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
  platform('AWS', '169.254.170.23/32', 'EKS Pod Identity'),
  platform('AWS', 'fd00:ec2::23/128', 'EKS Pod Identity'),
  // https://cloud.google.com/compute/docs/metadata/querying-metadata
  platform('GCP', '169.254.169.254/32', 'instance metadata and workload identity'),
  platform('GCP', 'fd20:ce::254/128', 'instance metadata'),
  // https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity
  platform('GCP', '169.254.169.252/32', 'metadata server of GKE'),
  // https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
  platform('Azure', '169.254.169.254/32', 'instance metadata'),
  // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  platform('Azure', '168.63.129.16/32', 'wire server'),
  // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
  platform('Alibaba', '100.100.100.200/32', 'instance metadata'),
  platform('Alibaba', 'fd00:100::100:200/128', 'instance metadata'),
  // https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm
  platform('Oracle', '169.254.169.254/32', 'instance metadata'),
  platform('Oracle', 'fd00:c1::a9fe:a9fe/128', 'instance metadata'),
  platform('Oracle', '192.0.0.192/32', 'instance metadata of Oracle Cloud Classic'),
  // https://docs.openstack.org/nova/latest/user/metadata.html
  platform('OpenStack', '169.254.169.254/32', 'instance metadata'),
  platform('OpenStack', 'fe80::a9fe:a9fe/128', 'instance metadata'),
  // https://www.tencentcloud.com/document/product/213/4934
  platform('Tencent', '169.254.0.23/32', 'instance metadata'),
  // https://www.scaleway.com/en/docs/instances/how-to/use-cloud-init/
  platform('Scaleway', '169.254.42.42/32', 'instance metadata'),
  platform('Scaleway', 'fd00:42::42/128', 'instance metadata'),
  // https://techdocs.akamai.com/cloud-computing/docs/overview-of-the-metadata-service
  platform('Akamai', '169.254.169.254/32', 'instance metadata'),
  platform('Akamai', 'fd00:a9fe:a9fe::1/128', 'instance metadata'),
];

/** Addresses of platforms of IPv4, each once. */
export const PLATFORM_V4: readonly Cidr[] = [
  ...new Map(PLATFORM_ADDRESSES.map(({ cidr }) => [cidr.words.join(), cidr])).values(),
].filter(({ family }) => family === 4);

/**
 * Addresses of platforms, which no destination reaches unless it names them, with the forms in which translators and
 * tunnels take those of IPv4.
 */
export const ALWAYS_BLOCKED: readonly Cidr[] = [
  ...PLATFORM_ADDRESSES.map(({ cidr }) => cidr),
  ...PLATFORM_V4.flatMap(formsOf),
  IN_PROGRAMS,
];

/**
 * Addresses of IPv4 outside of the public internet: networks of companies and clusters, the machine itself, and ranges
 * that clouds let clusters use for pods, such as 240.0.0.0/4.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/ip-masquerade-agent
 */
export const NOT_PUBLIC_V4: readonly SpecialRange[] = [
  special('0.0.0.0/8', 'this network (RFC 791)'),
  special('10.0.0.0/8', 'private (RFC 1918)'),
  special('100.64.0.0/10', 'shared by carriers, and pods of some clusters (RFC 6598)'),
  special('127.0.0.0/8', 'loopback (RFC 1122)'),
  special('169.254.0.0/16', 'link-local, where clouds answer with metadata (RFC 3927)'),
  special('172.16.0.0/12', 'private (RFC 1918)'),
  special('192.0.0.0/24', 'protocol assignments (RFC 6890)'),
  special('192.0.2.0/24', 'documentation (RFC 5737)'),
  special('192.88.99.0/24', 'relays to IPv6 (RFC 7526)'),
  special('192.168.0.0/16', 'private (RFC 1918)'),
  special('198.18.0.0/15', 'benchmarks (RFC 2544)'),
  special('198.51.100.0/24', 'documentation (RFC 5737)'),
  special('203.0.113.0/24', 'documentation (RFC 5737)'),
  special('224.0.0.0/4', 'multicast (RFC 5771)'),
  special('240.0.0.0/4', 'reserved (RFC 1112)'),
];

/** The addresses of IPv6 that IANA assigns: https://www.iana.org/assignments/ipv6-address-space/. */
export const GLOBAL_UNICAST_V6 = parseCidr('2000::/3');

/**
 * Addresses of IPv6 that are not public: those of `::/0` outside 2000::/3 that are in use, and those in it that lead to
 * IPv4, and so could lead to private addresses of it.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
export const NOT_PUBLIC_V6: readonly SpecialRange[] = [
  special('::/80', 'loopback, and IPv4 in forms that stay in programs (RFC 4291)'),
  special('64:ff9b::/96', 'IPv4 through a translator (RFC 6052)'),
  special('64:ff9b:1::/48', 'IPv4 through a translator (RFC 8215)'),
  special('2001::/32', 'IPv4 through a tunnel (RFC 4380)'),
  special('2001:db8::/32', 'documentation (RFC 3849)'),
  special('2002::/16', 'IPv4 through a tunnel (RFC 3056)'),
  special('3fff::/20', 'documentation (RFC 9637)'),
  special('fc00::/7', 'unique local, where clouds answer with metadata (RFC 4193)'),
  special('fe80::/10', 'link-local (RFC 4291)'),
  special('ff00::/8', 'multicast (RFC 4291)'),
];

function platform(cloud: AddressOwner, cidr: string, what: string): PlatformAddress {
  return { cloud, cidr: parseCidr(cidr), what };
}

function special(cidr: string, what: string): SpecialRange {
  return { cidr: parseCidr(cidr), what };
}
