import { matchesPattern, plainDomain } from './domains';
import type { Loose } from '../../kubernetes/read-json';

/** Whether a selector has the name of a domain, or a pattern that matches it. */
export function hasDomain({ matchName, matchPattern }: Loose, domain: string): boolean {
  return typeof matchName === 'string'
    ? plainDomain(matchName) === plainDomain(domain)
    : typeof matchPattern === 'string' && matchesPattern(matchPattern, domain);
}
