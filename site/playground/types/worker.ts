/** The worker that checks types. It runs no source of the user's, and so keeps its network. */
import { SourceError } from '../protocol';
import { Declarations, TypeChecker } from './checker';

declare const DECLARATIONS: string;

/** A source to check. */
export interface TypeTask {
  readonly id: number;
  readonly source: string;
}

export interface TypeOutcome {
  readonly id: number;
  readonly errors: readonly SourceError[];
}

const scope = globalThis as unknown as {
  onmessage: (event: { data: TypeTask }) => void;
  readonly location: { readonly href: string };
  postMessage(message: TypeOutcome): void;
};

let newest: TypeTask | undefined;

scope.onmessage = ({ data }) => {
  newest = data;
  void check(data);
};

const checker = (async () => {
  const response = await fetch(new URL(DECLARATIONS, scope.location.href));
  return new TypeChecker(await response.json() as Declarations);
})();

/** Checks a task, unless a newer one came in the meantime. */
async function check(task: TypeTask): Promise<void> {
  const ready = await checker;
  // Messages that wait are seen first.
  await new Promise((resolve) => { setTimeout(resolve); });
  if (task === newest) { scope.postMessage({ id: task.id, errors: ready.check(task.source) }); }
}
