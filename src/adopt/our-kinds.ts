import { CONTROLLER } from '../api/controller-names';
import type { KubeObject } from '../kubernetes/kube-object';

export type { KubeObject } from '../kubernetes/kube-object';

/** Whether an object is of Agent Sandbox, or of its install. */
export function isOurs({ apiVersion, metadata }: KubeObject): boolean {
  return /^(?:extensions\.)?agents\.x-k8s\.io\//.test(apiVersion)
    || /(?:^|\.)agents\.x-k8s\.io$/.test(String(metadata.name)) || metadata.name === CONTROLLER;
}
