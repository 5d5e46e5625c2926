import { present } from '../../api/changes';
import { ReleaseRecord } from '../record';

/** `kubectl get -o wide` shows the template of a warm pool. */
export const v1_0_5: ReleaseRecord = {
  id: 'v1.0.5',
  date: '2026-10-01',
  api: [
    present('SandboxWarmPool', {
      columns: [
        { name: 'Ready', type: 'integer', jsonPath: '.status.readyReplicas' },
        { name: 'Desired', type: 'integer', jsonPath: '.spec.replicas' },
        { name: 'Template', type: 'string', jsonPath: '.spec.sandboxTemplateRef.name', priority: 1 },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    }),
  ],
};
