/** A kind of Kubernetes that makes pods. */
export interface Workload {
  readonly apiGroup: string;
  /** Where it keeps the template of its pods. */
  readonly template: readonly string[];
}

const TEMPLATE = ['spec', 'template'];

/** The kinds of Kubernetes that make pods, by name. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  Deployment: { apiGroup: 'apps', template: TEMPLATE },
  ReplicaSet: { apiGroup: 'apps', template: TEMPLATE },
  StatefulSet: { apiGroup: 'apps', template: TEMPLATE },
  DaemonSet: { apiGroup: 'apps', template: TEMPLATE },
  Job: { apiGroup: 'batch', template: TEMPLATE },
  ReplicationController: { apiGroup: '', template: TEMPLATE },
  CronJob: { apiGroup: 'batch', template: ['spec', 'jobTemplate', 'spec', 'template'] },
};

/** Where Sandbox and SandboxTemplate keep the template of their pods. */
export const SANDBOX_POD_TEMPLATE: readonly string[] = ['spec', 'podTemplate'];

/** By kind, where objects that have pods keep the template of those, with its metadata and spec; a Pod is its own. */
export const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  ...Object.fromEntries(Object.entries(WORKLOADS).map(([kind, { template }]) => [kind, template])),
  Sandbox: SANDBOX_POD_TEMPLATE,
  SandboxTemplate: SANDBOX_POD_TEMPLATE,
};
