import type { AgentSandboxVersion } from './agent-sandbox-version';

/** How a release is read from its published files. */
export interface ReleaseFilesOptions {
  /**
   * SHA-256 of each file, by its name: other bytes, further files and missing ones are refused.
   * @default - not pinned; a finding tells the checksums
   */
  readonly checksums?: { [file: string]: string };

  /**
   * The known release with which the files are compared, and whose flags and behaviour of the controller are taken.
   * A build that upstream does not order, such as `0.9.0` of a vendor, needs it.
   * @default - the newest known release that is not newer than this one
   */
  readonly like?: AgentSandboxVersion;
}
