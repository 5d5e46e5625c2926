import { shown } from './forms';

/** @throws unless the value is a minor of Kubernetes, such as `1.36`; `what` names it in the user's words */
export function checkKubernetesMinor(what: string, value: unknown): void {
  if (typeof value !== 'string' || !/^1\.\d+$/.test(value)) {
    throw new Error(`${what} ${shown(value)} is not a minor; give, for example, '1.36'`);
  }
}

/** Less than 0 when the first minor is older, more than 0 when it is newer. */
export function compareKubernetesMinors(one: string, other: string): number {
  return Number(one.slice(2)) - Number(other.slice(2));
}
