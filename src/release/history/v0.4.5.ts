import { ReleaseRecord } from '../record';

/** The first release with a Helm chart; nothing of the manifests changed. */
export const v0_4_5: ReleaseRecord = { id: 'v0.4.5', date: '2026-05-05' };
