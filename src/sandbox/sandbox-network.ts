import { ApiObject, Lazy } from 'cdk8s';
import type { SandboxPod } from './sandbox-pod';
import type { SandboxPodProps } from './sandbox-pod-props';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkOneOf, shown } from '../checks/forms';
import type { CloudFacts } from '../cloud/cloud-facts';
import { FindingSeverity } from '../findings/finding';
import { identityRules } from '../identity/egress';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { Dns } from '../network/dns';
import { ALWAYS_BLOCKED } from '../network/intent/addresses';
import { beyondCloud, egressInCloud, foreignServices } from '../network/intent/in-cloud';
import { checkRemains, domainsOf, Intent, NetworkRule, strictNames } from '../network/intent/intent';
import { Resolver, WHOLE_NAMES_FIRST } from '../network/intent/resolver';
import { Compiler, compilerFor, NetworkPolicyKind } from '../network/policies/compilers';
import { networkPolicyRules, NetworkPolicyRules } from '../network/policies/network-policy';
import { SandboxConnections } from '../network/sandbox-connections';
import { SandboxEgress } from '../network/sandbox-egress';
import { SandboxIngress } from '../network/sandbox-ingress';

/** How the constructs of a class own network policies. */
export interface NetworkOwner<P extends SandboxPod> {
  /** The end of the names of its policies. Another one than the controller's, which adopts policies by their names. */
  readonly suffix: string;
  /** Labels by which the policy selects pods. */
  readonly labels: (pod: P) => Record<string, string>;
  /** Whether the controller keeps the policy, so that the object brings it. */
  readonly isKeptByController: (pod: P) => boolean;
  /** @throws when a policy that is made here would contradict another prop */
  readonly checkOpen: (pod: P) => void;
  /** Called once the library makes a policy. */
  readonly made?: (pod: P) => void;
}

/** The policy of `isolate`: it denies all connections, DNS included. */
const CLOSED: Intent = { ingress: [], egress: { rules: [], blocked: ALWAYS_BLOCKED } };

/** The default `egress`: with connections to peers in the cluster, and without. */
const REACHING_PEERS = SandboxEgress.internetOnly({ dns: Dns.cluster() });
const REACHING_NONE = SandboxEgress.internetOnly();

/**
 * The network of a sandbox or of the sandboxes of a template: the one policy of `egress`, `ingress` and connections,
 * and the DNS servers of the pod.
 */
export class SandboxNetwork<P extends SandboxPod> {
  private readonly engine: NetworkPolicyEngine;
  private readonly compiler: Compiler;
  private connected?: SandboxConnections;
  /**
   * The holder of the policy, once there is one. It is decided when the first rule is added, and later facts do not
   * change it.
   */
  private holder?: 'controller' | 'object';

  constructor(
    private readonly pod: P,
    private readonly props: SandboxPodProps,
    private readonly owner: NetworkOwner<P>,
  ) {
    const { egress, ingress, isolate, networkPolicyEngine } = props;
    if (egress !== undefined && !(egress instanceof SandboxEgress)) {
      throw new Error(`'egress' is ${shown(egress)}; give a SandboxEgress such as SandboxEgress.internetOnly()`);
    }
    if (ingress !== undefined && !(ingress instanceof SandboxIngress)) {
      throw new Error(`'ingress' is ${shown(ingress)}; give a SandboxIngress such as SandboxIngress.router()`);
    }
    if (networkPolicyEngine !== undefined) {
      checkOneOf("'networkPolicyEngine'", networkPolicyEngine, NetworkPolicyEngine);
    }
    if (isolate && (egress || ingress)) {
      throw new Error(`'isolate' denies everything, and '${egress ? 'egress' : 'ingress'}' says otherwise; remove one`);
    }
    this.engine = networkPolicyEngine ?? Cluster.of(pod).networkPolicyEngine;
    this.compiler = compilerFor(this.engine);
    if (egress || ingress || isolate) {
      this.open();
    }
  }

  public get connections(): SandboxConnections {
    return (this.connected ??= SandboxConnections._of(this.pod, (connection) => this.admit(connection)));
  }

  /** The rules of the policy that the controller keeps, if it keeps one that is made here. */
  public get managedRules(): NetworkPolicyRules | undefined {
    return this.holder === 'controller' ? networkPolicyRules(this.intent) : undefined;
  }

  /** Whether the policy is an object of its own, so that the controller must keep none. */
  public get isElsewhere(): boolean {
    return this.holder === 'object';
  }

  /** The DNS servers of the pod, where the policy decides them. */
  public get resolver(): Resolver | undefined {
    if (!this.holder || this.props.isolate) { return undefined; }
    const { _resolver: resolver } = this.egress;
    const isLimited = this.engine === NetworkPolicyEngine.CILIUM && resolver.dnsPolicy === 'ClusterFirst'
      && strictNames(this.intent);
    return isLimited ? { ...resolver, dnsConfig: { options: WHOLE_NAMES_FIRST } } : resolver;
  }

  /** The given `egress`, or the default. Public resolvers do not know the names of peers in the cluster. */
  private get egress(): SandboxEgress {
    return this.props.egress ?? (this.connections._hasEgress ? REACHING_PEERS : REACHING_NONE);
  }

  /** All connections that are allowed. */
  private get intent(): Intent {
    const { ingress = SandboxIngress.router(), isolate } = this.props;
    const base = isolate ? CLOSED : { ingress: ingress._rules, egress: this.egress._intent };
    const more = this.connections._rules;
    return {
      ingress: [...base.ingress, ...more.ingress],
      egress: egressInCloud({
        ...base.egress, rules: this.withIdentity([...base.egress.rules, ...more.egress], base.egress),
      }, this.cloud),
      clusterDomain: Cluster.of(this.pod).clusterDomain,
    };
  }

  private get cloud(): CloudFacts | undefined {
    return Cluster.of(this.pod).cloud?._facts;
  }

  /** Rules, and the way to where the identity of the pod is exchanged. */
  private withIdentity(rules: readonly NetworkRule[], egress: Intent['egress']): readonly NetworkRule[] {
    const { identity, isolate } = this.props;
    if (!identity || isolate) { return rules; }
    const all = [...rules, ...identityRules(identity, rules, this.engine, this.cloud)];
    // A domain that the engine cannot learn here is left out, and found (ASB426): nobody asked for it.
    return this.compiler.beyond({ ingress: [], egress: { ...egress, rules: all } }) === undefined ? all : rules;
  }

  /** Makes the policy, once. */
  private open(): void {
    if (this.holder) {
      return;
    }
    this.check();
    const { domains, main } = this.compiler;
    this.holder = this.owner.isKeptByController(this.pod) && main.kind === 'NetworkPolicy' ? 'controller' : 'object';
    if (this.holder === 'object') {
      this.addPolicy(main);
    }
    if (domains && domainsOf(this.intent).length > 0) {
      this.addPolicy(domains);
    }
    this.findForeignServices();
    this.owner.made?.(this.pod);
    this.pod.node.addValidation({ validate: () => this.judge() });
  }

  /** ASB429: the address of a service that another cloud has. */
  private findForeignServices(): void {
    const { cloud } = Cluster.of(this.pod);
    if (!cloud) { return; }
    for (const { range, owners } of foreignServices(this.intent.egress.rules, cloud._facts.platform)) {
      Findings.of(this.pod).add({
        code: 'ASB429',
        severity: FindingSeverity.WARNING,
        message: `'egress' names ${range}, where ${owners} gives out identities, and the cluster is ${String(cloud)}`,
        remedy: 'name the service of that cloud, or a CloudIdentity of it',
      });
    }
  }

  /** @throws when `egress` blocks the whole range of a connection */
  private admit({ targets }: NetworkRule): void {
    this.open();
    const { blocked } = this.intent.egress;
    for (const target of targets) {
      if (target.kind === 'range') {
        checkRemains(target, blocked);
      }
    }
  }

  /** @throws when the policy cannot express the props, or would select no pod */
  private check(): void {
    const { isolate, dns, podSpec, hostNetwork } = this.props;
    this.owner.checkOpen(this.pod);
    if (hostNetwork || podSpec?.hostNetwork) {
      throw new Error(
        "'hostNetwork' is true, and no network policy holds for a pod in the network of its node; remove it, or "
          + "'egress', 'ingress', 'isolate' and connections",
      );
    }
    const servers = dns?.policy ?? dns?.nameservers ?? podSpec?.dnsPolicy ?? podSpec?.dnsConfig?.nameservers;
    if (servers !== undefined && !isolate) {
      throw new Error(
        `whom the pod asks for names is ${shown(servers)} by 'dns' or 'podSpec', and the policy lets the way to those `
          + "through that 'egress' names; " +
          "remove it, and give it there: SandboxEgress.internetOnly({ dns: Dns.nameservers(['9.9.9.9']) })",
      );
    }
    const unknown = beyondCloud(this.intent.egress, this.cloud);
    if (unknown) { throw new Error(`'egress' of '${this.pod.node.path}' asks the DNS of the cluster: ${unknown}`); }
    const { cloud, isEngineOfCloud } = Cluster.of(this.pod);
    const [domain] = domainsOf(this.intent);
    if (domain !== undefined && isEngineOfCloud && cloud?._facts.unfilteredDomains !== undefined) {
      throw new Error(`'egress' of '${this.pod.node.path}' names '${domain}': ${cloud._facts.unfilteredDomains}`);
    }
    const beyond = this.compiler.beyond(this.intent);
    if (beyond) {
      throw new Error(
        `'egress' of '${this.pod.node.path}' is more than the engine '${this.engine}' can say: ${beyond}`,
      );
    }
  }

  private addPolicy({ apiVersion, kind, spec }: NetworkPolicyKind): void {
    const {
      pod,
      owner: { suffix, labels },
    } = this;
    const policy = new ScopedApiObject(pod, kind, {
      apiVersion,
      kind,
      metadata: { name: `${pod.name}-${suffix}`, ...(pod.metadata.namespace && { namespace: pod.metadata.namespace }) },
      spec: Lazy.any({ produce: () => spec(this.intent, labels(pod)) }),
    });
    // The policy is printed before the pods that it selects, so that they are never without it.
    ApiObject.of(pod).addDependency(policy);
  }

  /** The errors that show only when the tree is complete. */
  private judge(): string[] {
    const { pod, props } = this;
    const { networkPolicyEngine: now } = Cluster.of(pod);
    const errors: string[] = [];
    if (props.networkPolicyEngine === undefined && now !== this.engine) {
      errors.push(
        `the policy was made for the engine '${this.engine}', and the cluster is declared with '${now}'; declare the `
          + 'cluster before its sandboxes',
      );
    }
    if (this.resolver && pod.dns.nameservers.length > 0) {
      errors.push(
        `name servers ${pod.dns.nameservers.map((each) => `'${each}'`).join(', ')} were added to 'dns', and the `
          + "policy does not let them through; give them in 'egress': { dns: Dns.nameservers([...]) }",
      );
    }
    return errors;
  }
}
