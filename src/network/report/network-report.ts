import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cidr, parseCidr } from '../intent/cidr';
import { mayReach } from '../reachability';
import { COLUMNS, SandboxGroup, markdownOf, mermaidOf } from './matrix';
import { networkPicture } from './network-picture';
import { NetworkTarget } from './network-target';
import { groupsOfObjects, isSubject, networkOf } from './object-groups';
import { ReachabilityAnswer } from './reachability-answer';
import { OLD_POOL_LABEL, POOL_LABEL, TEMPLATE_LABEL } from '../../api/labels';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { isBelow } from '../../app/is-below';
import { renderUnjudged } from '../../app/judged-objects';
import { standingIn } from '../../app/standing-objects';
import { shown } from '../../checks/forms';
import type { NetworkPolicyPort } from '../../kubernetes/kplus';
import type { KubeObject } from '../../kubernetes/kube-object';
import { dotOf } from '../../pictures/dot';
import type { Picture } from '../../pictures/picture';
import { svgOf } from '../../pictures/svg';
import { portsOf } from '../intent/kplus-rules';
import { ClusterNetwork } from '../reachability/cluster-network';
import { hasPods, PodCluster, PodOfObject, podOfObject, podWithLabels, TargetResolver } from '../reachability/pods';
import { isNetworkPolicy } from '../reachability/policies';
import { claimedPod, pooledPod } from '../reachability/pooled-pods';

/** What a report cannot know from an app. */
export interface NetworkReportOptions {
  /**
   * The ranges that pods of the cluster have addresses in. Policies with ranges may mean pods in them: it is up to the
   * network plugin.
   * @default - the private ranges, those shared by carriers, and public ones of IPv6
   */
  readonly podCidrs?: string[];
}

/** Kinds, besides those with pods, that say of which pods they stand for. */
const OF_OTHERS: ReadonlySet<string> = new Set(['SandboxWarmPool', 'SandboxClaim']);

/**
 * Who may reach whom in a cluster, by the policies of the app, those of tenants that it refers to, and those that the
 * controller of its release adds.
 *
 * It knows NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, FQDNNetworkPolicy of GKE,
 * ApplicationNetworkPolicy of EKS and ClusterNetworkPolicy, and takes them to be enforced. Firewalls and service
 * meshes are out of its sight, and so are policies that others apply.
 *
 * @example
 * const dev = new Sandbox(chart, 'Dev', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4' }],
 *   egress: SandboxEgress.internetOnly(),
 * });
 * const report = NetworkReport.of(app);
 * const answer = report.mayReach(dev, NetworkTarget.address('10.0.0.1'), kplus.NetworkPolicyPort.tcp(443));
 * const isOpen = answer.allowed; // false, and answer.reasons tell why
 * const svg = report.toSvg();
 */
export class NetworkReport {
  /**
   * The report of the cluster that a scope goes to, as the app is now.
   *
   * @param scope of whose sandboxes and templates the tables tell
   * @param options what the app does not say of the cluster
   * @throws when the release of the cluster is not known, or an object cannot be rendered
   */
  public static of(scope: IConstruct, options: NetworkReportOptions = {}): NetworkReport {
    return new NetworkReport(scope, options);
  }

  private readonly scope: IConstruct;
  private readonly cluster: PodCluster;
  private readonly objects: ReadonlyMap<ApiObject, KubeObject>;
  private readonly network: ClusterNetwork;
  private readonly podRanges?: readonly Cidr[];
  private readonly resolver: TargetResolver;

  private constructor(scope: IConstruct, { podCidrs }: NetworkReportOptions) {
    const { scope: clusterScope, allowedLabelDomains, dns } = Cluster.of(scope);
    const release = Cluster.releaseFor(scope);
    this.scope = scope;
    this.cluster = { release, allowedLabelDomains, dns };
    this.podRanges = podCidrs?.map(parseCidr);
    this.objects = new Map(
      clusterScope.node
        .findAll()
        .filter(
          (each): each is ApiObject =>
            ApiObject.isApiObject(each) && clusterScopeOf(each) === clusterScope && isOfInterest(each),
        )
        .map((object) => [object, renderUnjudged(object)]),
    );
    const standing = standingIn(scope).map(({ object }) => object).filter(isNetworkPolicy);
    this.network = networkOf([...this.objects.values(), ...standing], this.cluster);
    this.resolver = {
      podOf: (construct) => this.podOf(construct),
      peer: (pod) => ({ kind: 'pod', pod: this.network.pod(pod) }),
      dns,
    };
  }

  /**
   * Whether the pods of something in the app may connect to a target.
   *
   * @param source a sandbox, a template, a pool, a claim, a Deployment
   * @param to whom
   * @param port one port, such as `kplus.NetworkPolicyPort.tcp(443)`
   * @throws when `source` has no pods, or `port` is not one port
   */
  public mayReach(source: IConstruct, to: NetworkTarget, port: NetworkPolicyPort): ReachabilityAnswer {
    if (!(to instanceof NetworkTarget)) {
      throw new Error(`the target is ${shown(to)}; give one such as NetworkTarget.address('203.0.113.7')`);
    }
    const [asked] = portsOf([port]);
    if (asked.port === undefined || (asked.endPort !== undefined && asked.endPort !== asked.port)) {
      throw new Error('the port is several ports; ask for one, such as kplus.NetworkPolicyPort.tcp(443)');
    }
    const question = {
      from: this.network.pod(this.podOf(source)),
      to: to._peer(this.resolver),
      port: asked.port,
      protocol: asked.protocol,
    };
    return ReachabilityAnswer._of(mayReach(this.network.policies, question, this.podRanges));
  }

  /**
   * A table for reviews, as Markdown: the sandboxes and templates at and below the scope, and whether they may reach
   * the internet, private networks, the metadata of clouds, the DNS of the cluster and other pods, and the router them.
   */
  public toMarkdown(): string {
    return markdownOf(this.groups(false));
  }

  /**
   * The same as a flowchart of Mermaid, with the peers that the egress of sandboxes names: an arrow for each target
   * that may be reached, a dotted one where that is not known.
   */
  public toMermaid(): string {
    return mermaidOf(this.groups(true));
  }

  /**
   * The same as SVG, for documents and reviews: a part for each group of sandboxes that may reach the same, and what is
   * denied, too. One file without scripts, links or fonts, that follows the light or dark scheme of its reader.
   */
  public toSvg(): string {
    return svgOf(this.picture());
  }

  /** The same in DOT, the language of Graphviz, for layouts of one's own. */
  public toDot(): string {
    return dotOf(this.picture());
  }

  private picture(): Picture {
    return networkPicture(this.groups(true), COLUMNS);
  }

  private groups(isNamed: boolean): SandboxGroup[] {
    const subjects = [...this.objects].filter(([object, json]) => isSubject(json) && isBelow(object, this.scope))
      .map(([, json]) => json);
    return groupsOfObjects(subjects, this.network, this.cluster, isNamed, this.podRanges);
  }

  /** The pods of a construct: its object is itself, or its child `Resource`, as cdk8s-plus has it. */
  private podOf(construct: IConstruct): PodOfObject {
    const object = ApiObject.isApiObject(construct) ? construct : construct.node.tryFindChild('Resource');
    const json = object && ApiObject.isApiObject(object) ? this.objects.get(object) : undefined;
    if (json && hasPods(json.kind)) { return podOfObject(json, this.cluster); }
    const find = (kind: string, name: unknown) =>
      [...this.objects.values()].find(
        (each) =>
          each.kind === kind && each.metadata.name === name && each.metadata.namespace === json?.metadata.namespace,
      );
    const pod =
      json &&
      (json.kind === 'SandboxWarmPool' ? pooledPod(json, find, this.cluster) : claimedPod(json, find, this.cluster));
    return pod ?? referencedPod(construct, json, this.cluster);
  }
}

/**
 * The pods of what exists elsewhere: as much as its labels say. For those of templates the controller keeps a policy,
 * unless the template says otherwise.
 */
function referencedPod(
  construct: IConstruct & { namespace?: string; selectorLabels?: { [key: string]: string } },
  json: KubeObject | undefined,
  { release: { controller: { podsBearTemplateHash, defaultNetworkPolicy, claimNetworkPolicies } } }: PodCluster,
): PodOfObject {
  const { selectorLabels = json && {}, namespace = json?.metadata.namespace ?? '' } = construct;
  if (!selectorLabels) {
    throw new Error(
      `'${construct.node.path}' has no pods in this cluster; give a sandbox, a template, a pool, a claim or a workload `
      + 'such as a Deployment',
    );
  }
  const title = `pods of '${construct.node.path}'`;
  const isOfTemplate = json !== undefined || OF_TEMPLATES.some((label) => Object.hasOwn(selectorLabels, label));
  const isKept = podsBearTemplateHash && (defaultNetworkPolicy || claimNetworkPolicies);
  return {
    ...podWithLabels(title, namespace, selectorLabels, false),
    ...(isOfTemplate && isKept && {
      unknownPolicy: `the controller keeps a NetworkPolicy for ${title}, and their template, which says what is in it, `
        + 'is not in the app',
    }),
  };
}

/** Labels of the pods of templates. */
const OF_TEMPLATES = [TEMPLATE_LABEL, POOL_LABEL, OLD_POOL_LABEL];

function isOfInterest({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'Namespace' || hasPods(kind) || OF_OTHERS.has(kind) || isNetworkPolicy({ apiVersion, kind });
}
