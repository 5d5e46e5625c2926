/** Reasons of the condition Ready for which an object that is not ready is as it should be: somebody asked for it. */
export const MEANT = ['SandboxSuspended', 'SandboxExpired', 'ClaimExpired', 'PodSucceeded'];

/** Reasons from which the controller does not recover. */
export const FAILED = [
  'PodFailed', 'InvalidMetadata', 'EnvVarsInjectionRejected', 'VolumeClaimTemplatesError',
];
