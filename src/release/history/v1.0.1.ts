import { ReleaseRecord } from '../record';

/** Another image; nothing of the manifests changed. */
export const v1_0_1: ReleaseRecord = { id: 'v1.0.1' };
