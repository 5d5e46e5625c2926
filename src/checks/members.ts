import { shown } from './forms';
import { nearest } from './nearest';

/**
 * Refuses options that are not an object, and a member whose name is close to one that is read: a mistyped option would
 * be ignored. Other members are accepted, as typed callers may pass an object that has more than is read.
 *
 * @param what the options are, such as `the options of Dns.cluster`
 * @param options as they were given
 * @param names of the members that are read
 * @returns the options
 * @throws when a name is mistyped, or the value is not an object
 */
export function checkMembers<T extends object>(what: string, options: T, names: readonly string[]): T {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`${what} are ${shown(options)}; give an object with any of ${names.join(', ')}`);
  }
  for (const name of Object.keys(options)) {
    if (names.includes(name)) { continue; }
    const meant = nearest(name, names.filter((each) => !Object.hasOwn(options, each)));
    if (meant !== undefined) { throw new Error(`${what} have '${name}', which is not an option; use '${meant}'`); }
  }
  return options;
}
