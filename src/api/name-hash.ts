/* eslint-disable no-bitwise */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The value that the controller puts into its labels in place of a name, which may be too long for one: FNV-1a of 32
 * bits over UTF-8, as 8 hexadecimal digits. (Names of objects are ASCII, so that code units are bytes.)
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function nameHash(name: string): string {
  let hash = OFFSET;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), PRIME);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
