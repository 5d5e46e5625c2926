import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { podsWith } from './pod-selector';
import { INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from '../kubernetes/kplus';

/** An object that exists already, in the namespace of the chart that refers to it. */
export abstract class PodsReference extends Construct implements IPodSelector, INetworkPolicyPeer {
  /** Name of the object. */
  public readonly name: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.name = name;
  }

  /** Labels of its pods. */
  public abstract get selectorLabels(): { [key: string]: string };

  /** Namespace of the object. */
  public get namespace(): string | undefined {
    return Chart.of(this).namespace;
  }

  public toPodSelectorConfig(): PodSelectorConfig {
    return podsWith(this.selectorLabels, this.namespace);
  }

  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  public toPodSelector(): IPodSelector | undefined {
    return this;
  }
}
