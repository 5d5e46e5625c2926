import type { KubeObject } from './kube-object';
import { inObject } from './read-json';

/** `SandboxClaim research/nightly`, of an object of any form. */
export function nameOfObject({ kind, metadata }: KubeObject): string {
  const { name, namespace, generateName } = inObject(metadata);
  const named = isGiven(name) ? textOf(name) : (isGiven(generateName) ? `${textOf(generateName)}...` : 'without a name');
  return `${kind} ${isGiven(namespace) ? `${textOf(namespace)}/` : ''}${named}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? '?' : String(value);
}
