import type { KubeObject } from './kube-object';
import { inObject, inObjectAt, Loose } from './read-json';

/** A kind of Kubernetes that makes pods. */
export interface Workload {
  readonly apiGroup: string;
  /** Path of the template of its pods. */
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

/** Path of the pod template of a Sandbox or a SandboxTemplate. */
export const SANDBOX_POD_TEMPLATE = ['spec', 'podTemplate'] as const;

/** Path of the spec of that template. */
export const SANDBOX_POD = [...SANDBOX_POD_TEMPLATE, 'spec'] as const;

/** The spec of the pods of a Sandbox or a SandboxTemplate. */
export function sandboxPod(object: unknown): Loose {
  // Spelled out, as each rule asks for it.
  return inObject(object, 'spec', 'podTemplate', 'spec');
}

/** By kind, where objects that have pods keep the template of those, with its metadata and spec; a Pod is its own. */
export const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  ...Object.fromEntries(Object.entries(WORKLOADS).map(([kind, { template }]) => [kind, template])),
  Sandbox: SANDBOX_POD_TEMPLATE,
  SandboxTemplate: SANDBOX_POD_TEMPLATE,
};

/** The spec of the pods of an object that has any, of any form. */
export function podSpecOf(object: KubeObject): Loose {
  return inObjectAt(object, [...POD_TEMPLATES[object.kind] ?? [], 'spec']);
}
