import { kubernetes } from '../../api/changes';
import { ReleaseRecord } from '../record';

/** The pod fields of Kubernetes 1.37. */
export const v1_0_2: ReleaseRecord = { id: 'v1.0.2', api: [kubernetes('1.37')] };
