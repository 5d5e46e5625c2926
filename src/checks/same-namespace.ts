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
  throw new Error(
    `${what} '${object.node.path}' is in namespace '${object.namespace ?? 'default'}' and its ${named} in '${other.namespace}'; ${why}: put both into one`,
  );
}
