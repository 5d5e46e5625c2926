/** Whether a sandbox runs. */
export enum OperatingMode {
  /** It has a pod. */
  RUNNING = 'Running',
  /** It has no pod, and keeps its volumes. */
  SUSPENDED = 'Suspended',
  /**
   * Something outside this app suspends and resumes it, such as an idle timer or a person with `kubectl patch`. The
   * manifest does not state the mode, so that an apply leaves it as it is; a new Sandbox runs.
   */
  EXTERNAL = 'External',
}

/** The objects that remain when a Sandbox expires. */
export enum ShutdownPolicy {
  /** None: the Sandbox and its volumes are deleted. */
  DELETE = 'Delete',
  /** The Sandbox with its volumes, without its pod. */
  RETAIN = 'Retain',
}

/** The objects that remain when a SandboxClaim expires. */
export enum ClaimShutdownPolicy {
  /** None: claim and sandbox are deleted. */
  DELETE = 'Delete',
  /** None: foreground deletion, in which the claim stays until the objects that it owns are gone. */
  DELETE_FOREGROUND = 'DeleteForeground',
  /** The claim, without its sandbox. */
  RETAIN = 'Retain',
}

/** The changes that claims may make to the environment variables of a template. */
export enum EnvVarsInjectionPolicy {
  /** Add variables that the template does not have. */
  ALLOWED = 'Allowed',
  /** Add variables, and replace those of the template. */
  OVERRIDES = 'Overrides',
  /** Nothing. */
  DISALLOWED = 'Disallowed',
}

/** The changes that claims may make to the volume claim templates of a template. */
export enum VolumeClaimTemplatesPolicy {
  /** Add claim templates that the template does not have. */
  ALLOWED = 'Allowed',
  /** Add claim templates, and replace those of the template. */
  OVERRIDES = 'Overrides',
  /** Nothing. */
  DISALLOWED = 'Disallowed',
}

/** The manager of the network policy of a template. */
export enum NetworkPolicyManagement {
  /** The controller: one policy for all sandboxes of the template, named `<template>-network-policy`. */
  MANAGED = 'Managed',
  /** The controller makes no policy; write your own. */
  UNMANAGED = 'Unmanaged',
}

/** The treatment of a pool's waiting sandboxes when its template changes. */
export enum WarmPoolUpdateStrategy {
  /** They are deleted at once and created again. */
  RECREATE = 'Recreate',
  /** They stay until they are claimed; new ones follow the new template. */
  ON_REPLENISH = 'OnReplenish',
}
