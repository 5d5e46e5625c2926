import { applicationNetworkPolicySpec, beyondEks } from './application-network-policy';
import { beyondCilium, ciliumNetworkPolicySpec } from './cilium-network-policy';
import { beyondGke, fqdnNetworkPolicySpec } from './fqdn-network-policy';
import { beyondNetworkPolicy, networkPolicySpec } from './network-policy';
import { NetworkPolicyEngine } from '../../kubernetes/network-policy-engine';
import type { Intent } from '../intent/intent';


/** A kind of objects that an intent, or a part of it, is compiled to. */
export interface NetworkPolicyKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The spec for pods with labels; undefined when no such object is wanted. */
  spec(intent: Intent, labels: Readonly<Record<string, string>>): object | undefined;
}

/** What an engine makes of an intent. */
export interface Compiler {
  /** The kind that holds all that the others only add to. */
  readonly main: NetworkPolicyKind;
  /** The kind for domain names, where it is another. */
  readonly domains?: NetworkPolicyKind;
  /** What of an intent it cannot say, in the user's words. */
  beyond(intent: Intent): string | undefined;
}

const NETWORK_POLICY: NetworkPolicyKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: networkPolicySpec,
};

const COMPILERS: Readonly<Record<NetworkPolicyEngine, Compiler>> = {
  [NetworkPolicyEngine.KUBERNETES]: {
    main: NETWORK_POLICY,
    beyond: (intent) => {
      const what = beyondNetworkPolicy(intent);
      return (
        what &&
        `${what}; if the cluster has another engine, declare it: SandboxCluster.declare(app, `
        + '{ networkPolicyEngine: NetworkPolicyEngine.CILIUM }), or GKE_DATAPLANE_V2, or EKS_AUTO_MODE'
      );
    },
  },
  [NetworkPolicyEngine.CILIUM]: {
    main: { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec: ciliumNetworkPolicySpec },
    beyond: beyondCilium,
  },
  [NetworkPolicyEngine.GKE_DATAPLANE_V2]: {
    main: NETWORK_POLICY,
    domains: { apiVersion: 'networking.gke.io/v1alpha1', kind: 'FQDNNetworkPolicy', spec: fqdnNetworkPolicySpec },
    beyond: beyondGke,
  },
  [NetworkPolicyEngine.EKS_AUTO_MODE]: {
    main: {
      apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ApplicationNetworkPolicy', spec: applicationNetworkPolicySpec,
    },
    beyond: beyondEks,
  },
};

/** What an engine makes of intents. */
export function compilerFor(engine: NetworkPolicyEngine): Compiler {
  return COMPILERS[engine];
}
