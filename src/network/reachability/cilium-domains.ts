import { matchesPattern, plainDomain } from './domains';
import type { Loose } from '../../kubernetes/read-json';

/** Whether a domain has the name, or is of the pattern, of a selector. */
export function hasDomain({ matchName, matchPattern }: Loose, domain: string): boolean {
  return typeof matchName === 'string'
    ? plainDomain(matchName) === plainDomain(domain)
    : typeof matchPattern === 'string' && matchesPattern(matchPattern, domain);
}
