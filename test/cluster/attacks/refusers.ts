/** Which part of the cluster gave an answer or a condition. */
import type { Refuser } from './attack';
import type { ApiAnswer } from '../../../src/rehearsal/cluster/client';

const KINDS_OF_OURS = /agents\.x-k8s\.io/;

/** Phrases that only one refuser uses. The first match counts. */
const PHRASES: ReadonlyArray<readonly [RegExp, Refuser]> = [
  [/ValidatingAdmissionPolicy '/, 'admission'],
  [/violates PodSecurity/, 'Pod Security'],
  [/exceeded quota|failed quota|status unknown for quota/, 'quota'],
  [/(maximum|minimum) \S+ usage per (Container|Pod|PersistentVolumeClaim)/, 'LimitRange'],
  [/pod rejected|RuntimeClass ".*" not found/, 'RuntimeClass'],
  [/ cannot \S+ (resource|path) "|attempting to grant RBAC permissions/, 'RBAC'],
  [/strict decoding error/, 'schema'],
  [/^(\S+: .*)?Pod "[^"]*" is invalid/, 'validation'],
];

/** @returns undefined if the request was accepted */
export function refuserOf({ status, body }: ApiAnswer, apiVersion: string): Refuser | undefined {
  if (status < 300) { return undefined; }
  const message = messageOf(body);
  const known = inMessage(message);
  if (known) { return known; }
  if (status === 404 || status === 405 || status === 409) { return 'API'; }
  if (status === 422) { return KINDS_OF_OURS.test(apiVersion) ? 'schema' : 'validation'; }
  return 'API';
}

/** The refuser that a message or condition shows, as far as it is none of the controller's own. */
export function inMessage(message: string): Refuser | undefined {
  return PHRASES.find(([pattern]) => pattern.test(message))?.[1];
}

export function messageOf(body: unknown): string {
  return typeof body === 'string' ? body : String((body as { message?: string })?.message ?? JSON.stringify(body));
}
