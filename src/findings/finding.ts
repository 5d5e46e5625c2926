/** How much a finding matters. */
export enum FindingSeverity {
  /** Fails the synthesis. */
  ERROR = 'error',
  /** Printed to stderr; the synthesis goes on. */
  WARNING = 'warning',
}

/** Something that the library noticed about what it was asked to make. */
export interface Finding {
  /**
   * Stable code, such as `ASB501`; each has a page under docs/findings.
   *
   * `ASB1xx` schema, `ASB2xx` controller semantics, `ASB3xx` isolation, `ASB4xx` tenancy and capacity, `ASB5xx`
   * version.
   */
  readonly code: string;

  /** How much it matters. */
  readonly severity: FindingSeverity;

  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;

  /**
   * What to change.
   * @default - the message says it
   */
  readonly remedy?: string;

  /**
   * Path of the construct concerned, such as `platform/AgentSandbox`; empty for the app as a whole.
   * @default - that of the scope that recorded it
   */
  readonly path?: string;

  /**
   * The object concerned, such as `SandboxClaim research/nightly`.
   * @default - none in particular
   */
  readonly object?: string;

  /**
   * Why it is acknowledged. Set when findings are listed.
   * @default - it is not
   */
  readonly acknowledged?: string;

  /**
   * Why it is lowered from an error to a warning. Set when findings are listed.
   * @default - it is not
   */
  readonly lowered?: string;
}
