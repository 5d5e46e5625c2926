import { IConstruct } from 'constructs';

/** Errors that begin with the path of a construct already: that of the innermost one. */
const NAMED = new WeakSet<object>();

/**
 * Runs a part of a constructor, such as the check of its props. The message of an error that it throws begins with
 * the path of the construct: users have many of a class.
 */
export function atConstruct<T>({ node }: IConstruct, run: () => T): T {
  return namingErrors(run, () => node.path);
}

/** The same where the construct is not made yet: before its constructor calls that of its base class. */
export function atChild<T>(scope: IConstruct, id: string, run: () => T): T {
  return namingErrors(run, () => [scope?.node?.path, id].filter(Boolean).join('/'));
}

function namingErrors<T>(run: () => T, pathOf: () => string): T {
  try {
    return run();
  } catch (error) {
    const named = error as Partial<Error> | undefined;
    if (typeof named?.message !== 'string' || NAMED.has(named)) { throw error; }
    const { message, stack } = named;
    NAMED.add(named);
    named.message = `${pathOf()}: ${message}`;
    // The stack, which is what Node prints, holds the message as it was.
    if (stack !== undefined) { named.stack = stack.replace(message, () => named.message!); }
    throw error;
  }
}
