import type { ApiObject } from 'cdk8s';
import { AgentSandbox } from '../install/agent-sandbox';

/** When an object is applied: each stage needs what those before it hold. */
export enum Stage {
  /** Kinds and namespaces. */
  DEFINITIONS = 0,
  /** The controller with its permissions, and classes of the cluster. */
  INSTALL = 1,
  /** What bounds workloads: quotas, policies, permissions. */
  GUARDRAILS = 2,
  /** All else. */
  WORKLOADS = 3,
}

const DEFINITIONS: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'Namespace']);

const CLASSES: ReadonlySet<string> = new Set([
  'ClusterRole', 'ClusterRoleBinding', 'FlowSchema', 'PriorityClass', 'PriorityLevelConfiguration', 'RuntimeClass',
  'ServiceAccount', 'StorageClass', 'VolumeSnapshotClass',
]);

/** Kinds that bound what is in a namespace. Who may change one of them may lift the bound. */
export const GUARDRAIL_KINDS: ReadonlySet<string> = new Set([
  'ApplicationNetworkPolicy', 'CiliumNetworkPolicy', 'LimitRange', 'NetworkPolicy', 'ResourceQuota', 'Role',
  'RoleBinding',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration',
  'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'ClusterNetworkPolicy',
]);

/** The stage of an object. */
export function stageOf(object: ApiObject): Stage {
  const { kind } = object;
  if (DEFINITIONS.has(kind)) { return Stage.DEFINITIONS; }
  if (CLASSES.has(kind) || object.node.scopes.some((each) => each instanceof AgentSandbox)) { return Stage.INSTALL; }
  return GUARDRAIL_KINDS.has(kind) ? Stage.GUARDRAILS : Stage.WORKLOADS;
}
