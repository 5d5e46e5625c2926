import { IConstruct } from 'constructs';
import { checkForm, checkMetadata, shown } from '../../checks/forms';
import { addressOf } from '../intent/cidr';
import type { NetworkPeer } from '../reachability';
import { dnsPeer, podWithLabels, TargetResolver } from '../reachability/pods';

/** Someone to whom a pod may connect, or not. */
export class NetworkTarget {
  /**
   * An address outside of the cluster: no pod's and no node's, as network plugins differ on whether ranges in policies
   * mean those.
   *
   * @param address such as `203.0.113.7` or `2001:db8::7`
   * @throws when it is none
   */
  public static address(address: string): NetworkTarget {
    const parsed = addressOf(address);
    return new NetworkTarget(address, () => ({ kind: 'address', address: parsed, text: address }));
  }

  /**
   * A domain of the internet, which is taken to have public addresses. Names of Services stand for pods: give these.
   *
   * @param name such as `pkg.example`
   * @throws when it is no name of a domain, or that of a Service
   */
  public static domain(name: string): NetworkTarget {
    checkForm('domain', name, 'DNS subdomain');
    if (/^[\d.]+$/.test(name)) { throw new Error(`'${name}' is an address; give NetworkTarget.address('${name}')`); }
    if (/\.svc(\.|$)/.test(name)) {
      throw new Error(
        `'${name}' is the name of a Service, and policies see the pods behind it; give NetworkTarget.pods(...)`,
      );
    }
    return new NetworkTarget(name, () => ({ kind: 'domain', domain: name }));
  }

  /**
   * The pods of something in the app: a sandbox, a template, a pool, a claim, a Deployment.
   *
   * @param construct which
   */
  public static pods(construct: IConstruct): NetworkTarget {
    if (construct?.node === undefined) {
      throw new Error(`the construct is ${shown(construct)}; give a sandbox, a template or a Deployment`);
    }
    return new NetworkTarget(construct.node.path, (resolver) => resolver.peer(resolver.podOf(construct)));
  }

  /**
   * Pods that the app does not have.
   *
   * @param namespace that they are in
   * @param labels all that they have
   */
  public static podsWithLabels(namespace: string, labels: { [key: string]: string }): NetworkTarget {
    checkForm('namespace', namespace, 'DNS label');
    checkMetadata("'labels'", labels, 'label');
    const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
    const title = `pods ${text ? `${text} ` : ''}of namespace '${namespace}'`;
    return new NetworkTarget(title, (resolver) => resolver.peer(podWithLabels(title, namespace, labels, true)));
  }

  /**
   * The DNS of the cluster: that of the declared cloud, else pods `k8s-app: kube-dns` in `kube-system`, as CoreDNS and
   * kube-dns have it.
   */
  public static clusterDns(): NetworkTarget {
    return new NetworkTarget('the DNS of the cluster', dnsPeer);
  }

  /**
   * @internal
   */
  public readonly _peer: (resolver: TargetResolver) => NetworkPeer;

  private readonly text: string;

  private constructor(text: string, peer: (resolver: TargetResolver) => NetworkPeer) {
    this.text = text;
    this._peer = peer;
  }

  /** What it is, in a few words. */
  public toString(): string {
    return this.text;
  }
}
