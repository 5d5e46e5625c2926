/**
 * Semantic versions.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library
 */
import { fail, Library } from '../functions';
import { Opaque } from '../values';

class Semver extends Opaque {
  readonly type = 'kubernetes.Semver';

  constructor(readonly numbers: readonly bigint[], readonly prerelease: readonly string[]) {
    super();
  }

  protected isSame(other: Semver): boolean {
    return compare(this, other) === 0n;
  }
}

const NUMBER = '(?:0|[1-9]\\d*)';
const PRERELEASE = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const CORE = `(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})`;
const BUILD = '\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const TEXT = new RegExp(`^${CORE}(?:-(${PRERELEASE}(?:\\.${PRERELEASE})*))?(?:${BUILD})?$`);
const MAX = 2n ** 64n;

function read(text: string, isLoose = false): Semver | undefined {
  const found = TEXT.exec(isLoose ? normal(text) : text);
  if (!found) { return undefined; }
  const numbers = found.slice(1, 4).map(BigInt);
  const prerelease = found[4]?.split('.') ?? [];
  const all = [...numbers, ...prerelease.filter((part) => /^\d+$/.test(part)).map(BigInt)];
  return all.some((number) => number >= MAX) ? undefined : new Semver(numbers, prerelease);
}

/** Without a `v`, leading zeros, or missing parts. */
function normal(text: string): string {
  const [first, second, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [first, ...(second === undefined ? [] : [second]), ...(rest.length > 0 ? [rest.join('.')] : [])];
  const short = parts.map((part) => (part.length < 2 ? part : part.replace(/^0+/, '').replace(/^(?!\d)/, '0')));
  if (short.length < 3 && /[+-]/.test(short.at(-1)!)) { return ''; }
  while (short.length < 3) { short.push('0'); }
  return short.join('.');
}

function compare(a: Semver, b: Semver): bigint {
  for (let index = 0; index < 3; index++) {
    if (a.numbers[index] !== b.numbers[index]) { return a.numbers[index] > b.numbers[index] ? 1n : -1n; }
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return BigInt(Math.sign(b.prerelease.length - a.prerelease.length));
  }
  for (let index = 0; index < Math.min(a.prerelease.length, b.prerelease.length); index++) {
    const order = compareParts(a.prerelease[index], b.prerelease[index]);
    if (order !== 0n) { return order; }
  }
  return BigInt(Math.sign(a.prerelease.length - b.prerelease.length));
}

/** Numbers come before words. */
function compareParts(a: string, b: string): bigint {
  const [isNumber, isOther] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== isOther) { return isNumber ? -1n : 1n; }
  if (a === b) { return 0n; }
  return (isNumber ? BigInt(a) > BigInt(b) : a > b) ? 1n : -1n;
}

const parse = (text: string, isLoose?: boolean) => (
  read(text, isLoose) ?? fail(`'${text}' is not a semantic version; give one such as 1.2.3`)
);
const isSemver = (text: string, isLoose?: boolean) => read(text, isLoose) !== undefined;

export const SEMVERS: Library = {
  'semver(string) -> semver': parse,
  'semver(string, bool) -> semver': parse,
  'isSemver(string) -> bool': isSemver,
  'isSemver(string, bool) -> bool': isSemver,
  'isGreaterThan(this: semver, semver) -> bool': (a: Semver, b: Semver) => compare(a, b) > 0n,
  'isLessThan(this: semver, semver) -> bool': (a: Semver, b: Semver) => compare(a, b) < 0n,
  'compareTo(this: semver, semver) -> int': compare,
  'major(this: semver) -> int': ({ numbers }: Semver) => numbers[0],
  'minor(this: semver) -> int': ({ numbers }: Semver) => numbers[1],
  'patch(this: semver) -> int': ({ numbers }: Semver) => numbers[2],
};
