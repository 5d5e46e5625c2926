/** Shapes that several kinds share, each described once. */
import { core, Field, list, object, string, stringMap } from '../../api/fields';

/** Labels and annotations for the pod; a name would be ignored, so there is none. */
export function podMetadata(description: string): Field {
  return object(description, {
    annotations: stringMap('Annotations by key. Keys under agents.x-k8s.io are reserved for the controller.'),
    labels: stringMap('Labels by key. Keys under agents.x-k8s.io are reserved for the controller.'),
  });
}

/** The pod that a sandbox runs. */
export function podTemplate(): Field {
  return object(
    'The pod that the sandbox runs.',
    {
      metadata: podMetadata('Labels and annotations of the pod.'),
      spec: core(
        'PodSpec',
        'The pod as Kubernetes specifies it. ' +
          'A change reaches a sandbox that runs already only when its pod is next created.',
        { required: true },
      ),
    },
    { required: true },
  );
}

/** Volumes that live as long as the sandbox. */
export function volumeClaimTemplates(options: { atomic?: boolean } = {}): Field {
  return list(
    'Volumes that outlive the pod: each becomes a PersistentVolumeClaim named after itself and the sandbox, ' +
      'kept while suspended and deleted with the sandbox.',
    object('', {
      metadata: object('Name, labels and annotations of the claim.', {
        annotations: stringMap('Annotations of the PersistentVolumeClaim.'),
        labels: stringMap('Labels of the PersistentVolumeClaim.'),
        name: string(
          'Name of the volume in the pod, and first part of the name of the PersistentVolumeClaim. ' +
            'The controller needs it, although the schema does not.',
        ),
      }),
      spec: core('PersistentVolumeClaimSpec', 'The claim as Kubernetes specifies it.', { required: true }),
    }),
    options,
  );
}

/** A reference by name within the namespace. */
export function reference(description: string, name: string): Field {
  return object(description, { name: string(name, { required: true }) }, { required: true });
}

/** Conditions that the controller observed, in the common form. */
export function conditions(description: string): Field {
  return list(description, core('Condition', ''));
}

/** Buckets of the time that claims take, in milliseconds. */
export const CLAIM_BUCKETS: readonly number[] = [
  100, 250, 500, 750, 1000, 1250, 1500, 2000, 2500, 5000, 10000, 30000, 60000, 120000, 240000,
];
