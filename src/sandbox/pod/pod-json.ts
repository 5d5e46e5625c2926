import { Json, mergeOver } from './merge';
import { trusting } from './trusted-authorities';
import { windowsContainer } from './windows-container';
import type { CaBundle } from '../../air-gap/ca-bundle';
import { ContainerProps, FsGroupChangePolicy, PodDnsProps, PodSecurityContextProps } from '../../kubernetes/kplus';
import { inList, Loose } from '../../kubernetes/read-json';
import type { ContainerOptions, PodSpecOptions } from '../../l1/k8s.generated';
import { MANAGED_NAMESERVERS, Resolver } from '../../network/intent/resolver';

/** The origin of a container. */
export interface ContainerOrigin {
  /** The props that it was made of; undefined if the user made and attached it. */
  readonly props?: ContainerProps;
  /** Whether it was made without probes and hooks. */
  readonly isUsual: boolean;
  /** The workspaces in it that cdk8s-plus does not know of. */
  readonly mounts: readonly Json[];
}

/** A pod as cdk8s-plus prints it, with the props that it was made of. */
export interface PodParts {
  /** The pod, printed by cdk8s-plus. */
  readonly printed: Json;
  /** The origins of the containers, in the order printed. */
  readonly containers: readonly ContainerOrigin[];
  readonly initContainers: readonly ContainerOrigin[];
  /** Names of volumes of cdk8s-plus that claim templates stand for. */
  readonly claimed: readonly string[];
  readonly dns?: PodDnsProps;
  /** Its DNS servers, where the network policy decides them. */
  readonly resolver?: Resolver;
  readonly securityContext?: PodSecurityContextProps;
  /** The group of its volumes, where the user gave none. */
  readonly volumeGroup?: number;
  /** Members that cdk8s-plus has no props for. */
  readonly members: Json;
  /** Whether it is a pod of Windows, which may not have what only Linux has. */
  readonly isWindows?: boolean;
  /** Certificate authorities that its programs trust. */
  readonly caBundle?: CaBundle;
  /** How references of images are printed, where they are not as they were written. */
  readonly imageOf?: (image: string) => string;
  readonly podSpec?: PodSpecOptions;
  readonly containerOptions?: Readonly<Record<string, ContainerOptions>>;
}

/**
 * The pod of a sandbox: what cdk8s-plus prints, less what it invents, with our defaults and what the user adds.
 *
 * @param parts of the pod
 * @param managedDns whether the controller would choose the name servers: its choice is printed
 */
export function podJson(parts: PodParts, managedDns: boolean): Json {
  const { printed, podSpec, members } = parts;
  // No member is deleted afterwards: V8 would make a slow object of each pod.
  const {
    containers, initContainers, volumes, dnsPolicy, dnsConfig, securityContext, setHostnameAsFQDN,
    // Newer editions of cdk8s-plus always print it, older ones never: it is one of `members`.
    shareProcessNamespace: _,
    ...rest
  } = printed;
  const kept = (volumes as Named[] | undefined)?.filter(({ name }) => !parts.claimed.includes(name));
  const spec: Json = {
    ...rest,
    containers: containersJson(containers as Named[], parts.containers, parts),
    ...(initContainers !== undefined && {
      initContainers: containersJson(initContainers as Named[], parts.initContainers, parts),
    }),
    ...(kept && kept.length > 0 && { volumes: kept }),
    ...(setHostnameAsFQDN === true && { setHostnameAsFQDN }),
    ...resolution(dnsPolicy, dnsConfig as Json | undefined, parts, managedDns),
    securityContext: podSecurityContext(securityContext as Json | undefined, parts),
    ...members,
  };
  const merged = podSpec ? mergeOver(spec, podSpec) : spec;
  const trusted = parts.caBundle ? trusting(merged, parts.caBundle) : merged;
  return parts.imageOf ? withImages(trusted, parts.imageOf) : trusted;
}

function withImages(spec: Json, imageOf: (image: string) => string): Json {
  const lists = ['containers', 'initContainers'].filter((list) => Array.isArray(spec[list]));
  const mapped = (container: Json) => (
    typeof container.image === 'string' ? { ...container, image: imageOf(container.image) } : container
  );
  return { ...spec, ...Object.fromEntries(lists.map((list) => [list, (spec[list] as Json[]).map(mapped)])) };
}

interface Named extends Json {
  readonly name: string;
}

/**
 * The DNS settings of a pod. cdk8s-plus always prints ClusterFirst, which keeps the controller from choosing DNS
 * servers that its network policy allows.
 */
export function resolution(
  dnsPolicy: unknown,
  dnsConfig: Json | undefined,
  { dns, podSpec, resolver }: Pick<PodParts, 'dns' | 'podSpec' | 'resolver'>,
  managed: boolean,
): Json {
  if (resolver) {
    return withSearches(resolver, dnsConfig, inList(podSpec?.dnsConfig?.options));
  }
  const given = dnsConfig && { dnsConfig };
  if (dns?.policy !== undefined) {
    return { dnsPolicy, ...given };
  }
  if (!managed || podSpec?.dnsPolicy !== undefined) {
    return { ...given };
  }
  const chosen = dnsConfig?.nameservers ?? podSpec?.dnsConfig?.nameservers;
  return { dnsPolicy: 'None', dnsConfig: { ...dnsConfig, ...(chosen ? {} : { nameservers: MANAGED_NAMESERVERS }) } };
}

/** Search domains and options are the user's, whichever DNS servers are used. */
function withSearches(
  { dnsPolicy, dnsConfig }: Resolver,
  printed: Json | undefined,
  others: readonly Loose[],
): Json {
  const given = inList(printed?.options);
  const isNew = ({ name }: { name: string }) => ![...given, ...others].some((each) => each.name === name);
  const options = dnsConfig?.options && {
    options: [...dnsConfig.options.filter(isNew), ...given],
  };
  return { dnsPolicy, ...((dnsConfig || printed) && { dnsConfig: { ...printed, ...dnsConfig, ...options } }) };
}

function podSecurityContext(printed: Json = {}, parts: PodParts): Json {
  const { securityContext: given, isWindows, volumeGroup } = parts;
  const { fsGroupChangePolicy, ...rest } = printed;
  return {
    ...rest,
    ...(hasGroup(given) && { fsGroupChangePolicy }),
    ...groupOfVolumes(volumeGroup, given),
    ...(!isWindows && { seccompProfile: { type: 'RuntimeDefault' } }),
  };
}

/** Large volumes are then walked through only where their root is of another group. */
export function groupOfVolumes(
  group: number | undefined,
  { fsGroupChangePolicy = FsGroupChangePolicy.ON_ROOT_MISMATCH }: PodSecurityContextProps = {},
): Json {
  return group === undefined ? {} : { fsGroup: group, fsGroupChangePolicy };
}

/**
 * Whether the owner group of volumes is given. Without a group, the policy that cdk8s-plus always prints has no
 * effect.
 */
export function hasGroup(given: PodSecurityContextProps = {}): boolean {
  return given.fsGroup !== undefined || given.fsGroupChangePolicy !== undefined;
}

export function containersJson(
  printed: readonly Named[],
  origins: readonly ContainerOrigin[],
  { containerOptions: options = {}, isWindows }: Pick<PodParts, 'containerOptions' | 'isWindows'>,
): Json[] {
  return printed.map((container, index) => {
    const { props, mounts } = origins[index];
    const made = withoutInventions(container, props);
    const plain = isWindows ? windowsContainer(made) : made;
    if (mounts.length > 0) { plain.volumeMounts = [...plain.volumeMounts as Json[] ?? [], ...mounts]; }
    const more = Object.hasOwn(options, container.name) ? options[container.name] : undefined;
    return withProtocols(more ? mergeOver(plain, more) : plain);
  });
}

/**
 * Ports with the protocol that the API server would add: tools that compare the lists of a custom resource as a whole,
 * such as Argo CD, otherwise see drift that no sync removes.
 */
function withProtocols(container: Json): Json {
  const { ports } = container;
  if (Array.isArray(ports)) {
    container.ports = (ports as Json[]).map(({ protocol = 'TCP', ...port }) => ({ ...port, protocol }));
  }
  return container;
}

/** A container that we made has no pull policy and no startup probe unless they were asked for. */
function withoutInventions(container: Named, given: ContainerProps | undefined): Json {
  if (!given) { return { ...container }; }
  const { imagePullPolicy, startupProbe, ...rest } = container;
  return {
    ...rest,
    ...(given.imagePullPolicy !== undefined && { imagePullPolicy }),
    ...(given.startup !== undefined && { startupProbe }),
  };
}
