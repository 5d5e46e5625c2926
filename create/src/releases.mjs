// Written by `npx projen release-constants`.
/** The newest release of each line that is offered, the newest first. */
export const RELEASES = [
  { version: 'v1.0.5', constant: 'V1_0_5', note: 'v1beta1' },
  { version: 'v0.5.6', constant: 'V0_5_6', note: 'v1beta1 and v1alpha1' },
  { version: 'v0.4.6', constant: 'V0_4_6', note: 'v1alpha1' },
];
