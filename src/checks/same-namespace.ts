import { IConstruct } from 'constructs';

/** An object whose namespace may be known. */
interface Namespaced extends IConstruct {
  readonly namespace?: string;
}

/** @throws when an object and what it names are known to be in different namespaces; `why` they must not be */
export function checkSameNamespace(
  what: string,
  object: Namespaced,
  named: string,
  other: Namespaced,
  why: string,
): void {
  if (other.namespace === undefined || object.namespace === other.namespace) {
    return;
  }
  const own = object.namespace === undefined ? 'has no namespace' : `is in namespace '${object.namespace}'`;
  throw new Error(`the ${what} ${own}, and its ${named} is in '${other.namespace}'; ${why}: put both into one`);
}
