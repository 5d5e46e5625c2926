import { AgentSandboxVersion } from '../release/agent-sandbox-version';

/** How manifests that no app makes are judged. */
export interface ManifestsOptions {
  /**
   * The release that runs in their cluster.
   * @default - that of an install among them, else the newest known
   */
  readonly version?: AgentSandboxVersion;

  /**
   * The namespace that they are applied to: that of manifests that name none. Others that name another are an error.
   * @default - unknown; with `closedWorld` 'default', without the error
   */
  readonly namespace?: string;

  /**
   * Whether what is not among them does not exist: a claim without its pool is an error then.
   * @default false
   */
  readonly closedWorld?: boolean;
}
