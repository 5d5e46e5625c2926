/** What the commands that read manifests have in common. */
import type { Context } from './command';
import { asUsage } from './release-option';
import type { Refuse } from './validate/read-texts';
import { checkForm } from '../checks/forms';
import { oneLine } from '../findings/printable';

/** The option that gives manifests a namespace. */
export const NAMESPACE_OPTION = { namespace: { type: 'string', short: 'n' } } as const;

/** @throws UsageError when it is no name of a namespace */
export function namespaceIn({ namespace }: { readonly namespace?: string }): string | undefined {
  if (namespace !== undefined) { asUsage(() => { checkForm('namespace', namespace, 'DNS label'); }); }
  return namespace;
}

/** Prints what cannot be read, and keeps it. */
export class Unreadable {
  /** As `file:line:column: message`. */
  readonly texts: string[] = [];

  constructor(private readonly context: Pick<Context, 'err'>) {}

  get isEmpty(): boolean {
    return this.texts.length === 0;
  }

  readonly refuse: Refuse = (file, { line, column }, message) => {
    const text = oneLine(`${file}:${line}:${column}: ${message}`);
    this.texts.push(text);
    this.context.err(`${text}\n`);
  };
}
