import type { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import type { SandboxEgress } from '../network/sandbox-egress';
import type { SandboxIngress } from '../network/sandbox-ingress';

/** Who may reach a sandbox, and whom it may reach. One policy holds all of it. */
export interface SandboxNetworkProps {
  /**
   * Whom it may reach, and who resolves names for it.
   * @default - with `ingress` or a connection, the public internet and public resolvers; else what the controller's default
   * policy lets out of sandboxes of a template, and everything for a Sandbox
   */
  readonly egress?: SandboxEgress;

  /**
   * Who may reach it.
   * @default - with `egress` or a connection, the router; else whom the controller's default policy lets in to sandboxes of
   * a template, and everybody for a Sandbox
   */
  readonly ingress?: SandboxIngress;

  /**
   * What enforces the policy.
   * @default - that of the SandboxCluster
   */
  readonly networkPolicyEngine?: NetworkPolicyEngine;
}
