import { secretsOf, verbsOf } from './api';
import { identitiesOf } from './identity';
import { NetworkReach } from './network';
import { nodeOf, NodeSharers, placementOf } from './nodes';
import { accountOf } from './pod-facts';
import type { Radius, Reached } from './reached';
import { projectsApiToken, secretsIn } from './secrets';
import { Claims, claimsOf, dataOf, volumesIn } from './volumes';
import { KINDS } from '../../api/kinds';
import { apiGroupOf } from '../../kubernetes/api-group';
import { associated, isAssociation } from '../../kubernetes/identity-annotations';
import type { KubeObject } from '../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../kubernetes/pod-templates';
import { ANONYMOUS, isRbac, Permissions, Rbac, serviceAccount } from '../../kubernetes/rbac';
import { inList, inObject, inObjectAt, Loose } from '../../kubernetes/read-json';
import type { ClusterDns } from '../../kubernetes/well-known';
import type { AddressOwner } from '../../network/intent/addresses';
import type { Cidr } from '../../network/intent/cidr';
import { ClusterNetwork } from '../../network/reachability/cluster-network';
import { hasPods, PodCluster, PodOfObject, podOfObject, podTemplateOf } from '../../network/reachability/pods';
import { isNetworkPolicy } from '../../network/reachability/policies';
import { claimedPod, pooledPod } from '../../network/reachability/pooled-pods';

const OTHERS: ReadonlySet<string> = new Set([
  'Namespace', 'SandboxWarmPool', 'SandboxClaim', 'ServiceAccount', 'PersistentVolumeClaim', 'RuntimeClass',
]);

/** Whether an object bears on what a sandbox reaches. */
export function bearsOnRadius(object: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const { kind } = object;
  return OTHERS.has(kind) || hasPods(kind) || isNetworkPolicy(object) || isRbac(object) || isAssociation(object);
}

/** Whether sandboxes of a kind are told of one by one. */
export function isRadiusSubject({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return (kind === 'Sandbox' || kind === 'SandboxTemplate') && apiGroupOf(apiVersion) === KINDS[kind].group;
}

/** Namespaces that share nodes and are told by name. */
const MOST_SHARERS = 3;

/** What the objects of a cluster do not say of it. */
export interface Surroundings {
  /** Who answers lookups. */
  readonly dns?: ClusterDns;
  /** The cloud whose services of metadata and identities answer. */
  readonly platform?: AddressOwner;
}

/** What the pods of an object are. */
interface Subject {
  readonly object: KubeObject;
  readonly pod: PodOfObject;
  readonly spec: Loose;
  readonly labels: Loose;
  /** Claims that are made for each sandbox. */
  readonly claimTemplates: readonly Loose[];
  /** Whether a template is behind it: the controller then leaves out the token that is not asked for. */
  readonly isOfTemplate: boolean;
  /** Whether several pods come of it. */
  readonly isMany: boolean;
}

/** All of a cluster that decides what its sandboxes reach. */
export class ClusterRadius {
  private readonly network: ClusterNetwork;
  private readonly reach: NetworkReach;
  private readonly rbac: Rbac;
  private readonly byKey = new Map<string, KubeObject>();
  private readonly claims: Claims;
  /** Roles of AWS that associations give to `namespace/account`. */
  private readonly roles = new Map<string, string[]>();
  /** Namespaces with pods, by where their nodes are. */
  private readonly placements = new Map<string, Set<string>>();
  private readonly anonymous: Permissions;

  /**
   * @param objects all of a cluster that are known
   * @param podRanges where its pods have their addresses, if that is known
   */
  constructor(
    objects: readonly KubeObject[],
    private readonly cluster: PodCluster,
    podRanges?: readonly Cidr[],
    private readonly surroundings: Surroundings = {},
  ) {
    const known = objects.filter(bearsOnRadius);
    const sandboxes = known.filter(({ kind }) => kind === 'Sandbox').map((each) => podOfObject(each, cluster));
    this.network = new ClusterNetwork(known, cluster, sandboxes);
    this.reach = new NetworkReach(this.network, podRanges, surroundings.dns);
    this.rbac = new Rbac(known);
    const mountedBy = new Map<string, string[]>();
    const byName = new Map<string, KubeObject>();
    for (const object of known) {
      const { kind, metadata: { name, namespace = '' } } = object;
      this.byKey.set(`${kind} ${namespace}/${name}`, object);
      if (kind === 'PersistentVolumeClaim') { byName.set(`${namespace}/${name}`, object); }
      if (isAssociation(object)) {
        const [account, role] = associated(object);
        this.roles.set(account, [...this.roles.get(account) ?? [], role]);
      }
    }
    for (const object of known) {
      if (!hasPods(object.kind)) { continue; }
      const { namespace = '' } = object.metadata;
      const spec = inObject(podTemplateOf(object), 'spec');
      const { title } = podOfObject(object, cluster);
      for (const claim of claimsOf(spec)) {
        const key = `${namespace}/${claim}`;
        mountedBy.set(key, [...mountedBy.get(key) ?? [], title]);
      }
      const placement = placementOf(spec, this.runtimeClass);
      const namespaces = this.placements.get(placement) ?? new Set();
      this.placements.set(placement, namespaces.add(namespace));
    }
    this.claims = { mountedBy, byName };
    this.anonymous = this.rbac.of(ANONYMOUS);
  }

  /**
   * What the pods of an object reach; undefined where no pod is known of it.
   *
   * @param object a Sandbox, a template, a pool, a claim or a workload
   */
  of(object: KubeObject): Radius | undefined {
    const subject = this.subjectOf(object);
    if (!subject) { return undefined; }
    const { spec, labels, isOfTemplate, isMany } = subject;
    const pod = this.network.pod(subject.pod);
    const { namespace } = pod;
    const account = accountOf(spec);
    const accountObject = this.byKey.get(`ServiceAccount ${namespace}/${account}`);
    const permissions = this.rbac.of(serviceAccount(namespace, account));
    const hasToken = projectsApiToken(spec) || mountsToken(spec, accountObject, isOfTemplate);
    const held = hasToken ? permissions : this.anonymous;
    const ranges = this.reach.ranges(pod);
    const { apiVersion: _, kind, metadata: { name } } = object;
    return {
      title: pod.title,
      object: { kind, name, ...(object.metadata.namespace !== undefined && { namespace: String(namespace) }) },
      ranges,
      hasToken,
      withToken: hasToken ? [] : merged(verbsOf(permissions)),
      reached: merged([
        ...this.reach.named(pod, isMany),
        ...verbsOf(held),
        ...secretsIn(spec, inObject(accountObject)),
        ...secretsOf(held),
        ...identitiesOf(
          accountObject, this.roles.get(`${namespace}/${account}`) ?? [], labels, ranges, this.surroundings.platform,
        ),
        ...volumesIn(spec, subject.pod.title, namespace, isMany, this.claims),
        ...subject.claimTemplates.flatMap(({ metadata, spec: claim }) => (
          dataOf(inObject(claim), true, `claim template '${String(inObject(metadata).name)}'`)
        )),
        ...nodeOf(spec, this.runtimeClass, (placement) => this.sharers(placement, namespace)),
      ]),
    };
  }

  private subjectOf(object: KubeObject): Subject | undefined {
    const { kind, metadata: { namespace = '' } } = object;
    const find = (of: string, name: unknown) => this.byKey.get(`${of} ${namespace}/${String(name)}`);
    if (hasPods(kind)) {
      return {
        object,
        pod: podOfObject(object, this.cluster),
        ...partsOf(object),
        isOfTemplate: kind === 'SandboxTemplate',
        isMany: kind !== 'Sandbox' && kind !== 'Pod',
      };
    }
    const { sandboxTemplateRef, warmPoolRef } = inObject(object.spec);
    const pool = kind === 'SandboxWarmPool' ? object : find('SandboxWarmPool', inObject(warmPoolRef).name);
    const template = find('SandboxTemplate', inObject(sandboxTemplateRef).name
      ?? inObject(pool?.spec, 'sandboxTemplateRef').name);
    const pod = kind === 'SandboxWarmPool'
      ? pooledPod(object, find, this.cluster)
      : kind === 'SandboxClaim' ? claimedPod(object, find, this.cluster) : undefined;
    if (!template || !pod) { return undefined; }
    return { object, pod, ...partsOf(template), isOfTemplate: true, isMany: true };
  }

  private readonly runtimeClass = (name: string): KubeObject | undefined => this.byKey.get(`RuntimeClass /${name}`);

  /** Other namespaces whose pods may run on the same nodes: a few of their names. */
  private sharers(placement: string, own: string): NodeSharers {
    const all = this.placements.get(placement) ?? new Set<string>();
    const named: string[] = [];
    for (const namespace of all) {
      if (named.length === MOST_SHARERS) { break; }
      if (namespace !== own) { named.push(namespace); }
    }
    return { named, count: all.size - (all.has(own) ? 1 : 0) };
  }
}

function partsOf(object: KubeObject): Pick<Subject, 'spec' | 'labels' | 'claimTemplates'> {
  const template = inObjectAt(object, POD_TEMPLATES[object.kind]);
  return {
    spec: inObject(template, 'spec'),
    labels: inObject(template, 'metadata', 'labels'),
    claimTemplates: inList(object, 'spec', 'volumeClaimTemplates'),
  };
}

/** The controller sets it to false for templates that say nothing, as all its releases do. */
function mountsToken(spec: Loose, account: KubeObject | undefined, isOfTemplate: boolean): boolean {
  const { automountServiceAccountToken: own } = spec;
  if (typeof own === 'boolean') { return own; }
  return !isOfTemplate && inObject(account).automountServiceAccountToken !== false;
}

/** Each once, a certain one before one that is not. */
function merged(all: readonly Reached[]): Reached[] {
  const byKey = new Map<string, Reached>();
  for (const each of all) {
    const key = `${each.area} ${each.verb ?? ''} ${each.text}`;
    const known = byKey.get(key);
    if (!known || (!known.isCertain && each.isCertain)) { byKey.set(key, each); }
  }
  return [...byKey.values()];
}
