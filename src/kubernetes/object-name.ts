import type { KubeObject } from './kube-object';
import { inObject } from './read-json';

/** Longest name of Kubernetes; a longer text is cut. */
const LONGEST_NAME = 253;

/** `SandboxClaim research/nightly`, of an object of any form. */
export function nameOfObject({ kind, metadata }: KubeObject): string {
  const { name, namespace, generateName } = inObject(metadata);
  const named = isGiven(name) ? textOf(name) : isGiven(generateName) ? `${textOf(generateName)}...` : 'without a name';
  return `${textOf(kind)} ${isGiven(namespace) ? `${textOf(namespace)}/` : ''}${named}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: unknown): string {
  const text = typeof value === 'object' ? '?' : String(value);
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}...` : text;
}
