const LABEL = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const SUBDOMAIN = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', maxLength: 253 };
const PORT = { minimum: 1, maximum: 65535 };

/**
 * What Kubernetes' validation of pods wants beyond the schema, as far as JSON Schema can say it. A test holds it
 * against the judge of pod values.
 */
export const POD_FORMS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  PodSpec: {
    dnsPolicy: { enum: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'] },
    preemptionPolicy: { enum: ['Never', 'PreemptLowerPriority'] },
    restartPolicy: { enum: ['Always', 'Never', 'OnFailure'] },
    runtimeClassName: SUBDOMAIN,
  },
  Container: {
    image: { minLength: 1 },
    imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
    name: LABEL,
    terminationMessagePolicy: { enum: ['FallbackToLogsOnError', 'File'] },
  },
  ContainerPort: {
    containerPort: PORT,
    hostPort: { minimum: 0, maximum: 65535 },
    protocol: { enum: ['SCTP', 'TCP', 'UDP'] },
  },
  Probe: {
    failureThreshold: { minimum: 0 },
    initialDelaySeconds: { minimum: 0 },
    periodSeconds: { minimum: 0 },
    timeoutSeconds: { minimum: 0 },
  },
  Volume: { name: LABEL },
  VolumeMount: { mountPath: { minLength: 1 } },
};
