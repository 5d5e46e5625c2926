/** Whether a sandbox runs. */
export enum OperatingMode {
  /** It has a pod. */
  RUNNING = 'Running',
  /** It has no pod, and keeps its volumes. */
  SUSPENDED = 'Suspended',
}

/** What remains of a Sandbox that expired. */
export enum ShutdownPolicy {
  /** Nothing: the Sandbox and its volumes are deleted. */
  DELETE = 'Delete',
  /** The Sandbox with its volumes, without its pod. */
  RETAIN = 'Retain',
}

/** What remains of a SandboxClaim that expired. */
export enum ClaimShutdownPolicy {
  /** Nothing: claim and sandbox are deleted. */
  DELETE = 'Delete',
  /** Nothing: the claim stays until what it owns is gone. */
  DELETE_FOREGROUND = 'DeleteForeground',
  /** The claim, without its sandbox. */
  RETAIN = 'Retain',
}

/** What claims may do to the environment variables of a template. */
export enum EnvVarsInjectionPolicy {
  /** Add variables that the template does not have. */
  ALLOWED = 'Allowed',
  /** Add variables, and replace those of the template. */
  OVERRIDES = 'Overrides',
  /** Nothing. */
  DISALLOWED = 'Disallowed',
}

/** What claims may do to the volume claim templates of a template. */
export enum VolumeClaimTemplatesPolicy {
  /** Add claim templates that the template does not have. */
  ALLOWED = 'Allowed',
  /** Add claim templates, and replace those of the template. */
  OVERRIDES = 'Overrides',
  /** Nothing. */
  DISALLOWED = 'Disallowed',
}

/** Who keeps the network policy of a template. */
export enum NetworkPolicyManagement {
  /** The controller: one policy for all sandboxes of the template, named `<template>-network-policy`. */
  MANAGED = 'Managed',
  /** Nobody, or other objects of yours. */
  UNMANAGED = 'Unmanaged',
}

/** What becomes of a pool's waiting sandboxes when its template changes. */
export enum WarmPoolUpdateStrategy {
  /** They are deleted at once and made anew. */
  RECREATE = 'Recreate',
  /** They stay until they are claimed; new ones follow the new template. */
  ON_REPLENISH = 'OnReplenish',
}
