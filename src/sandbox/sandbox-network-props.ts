import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { SandboxEgress } from '../network/sandbox-egress';
import type { SandboxIngress } from '../network/sandbox-ingress';

/** The network connections that a sandbox may accept and make. One network policy holds all of them. */
export interface SandboxNetworkProps {
  /**
   * The destinations that the sandbox may connect to, and the DNS servers that resolve names for it.
   * @default - with `ingress` or a connection, the public internet and public resolvers; else what the controller's
   * default policy lets out of sandboxes of a template, and everything for a Sandbox
   */
  readonly egress?: SandboxEgress;

  /**
   * The sources that may connect to the sandbox.
   * @default - with `egress` or a connection, the router; else whom the controller's default policy lets in to
   * sandboxes of a template, and everybody for a Sandbox
   */
  readonly ingress?: SandboxIngress;

  /**
   * The engine that enforces the policy.
   * @default - that of the SandboxCluster
   */
  readonly networkPolicyEngine?: NetworkPolicyEngine;
}
