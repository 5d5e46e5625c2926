import { kubernetes } from '../../api/changes';
import { metric } from '../metrics';
import { ReleaseRecord } from '../record';

/** The pod fields of Kubernetes 1.37; the controller measures its requests to the API server. */
export const v1_0_2: ReleaseRecord = {
  id: 'v1.0.2',
  api: [kubernetes('1.37')],
  metrics: { add: [metric('rest_client_request_duration_seconds', 'histogram', ['host', 'verb'])] },
};
