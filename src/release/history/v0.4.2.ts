import { ReleaseRecord } from '../record';

/** The same commit as v0.4.0 under another image tag. */
export const v0_4_2: ReleaseRecord = { id: 'v0.4.2', date: '2026-04-22' };
