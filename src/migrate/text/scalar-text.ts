import type { TextForm } from './text-node';
import { plainValue } from '../../documents/plain-value';

/** Texts that need no quotes, whatever is around them. */
const PLAIN = /^[A-Za-z0-9/](?:[\w./:@?&=+-]*[\w/])?$/;

/** A text as a scalar, in the quotes of the one that it replaces. */
export function scalarText(value: string, form: TextForm): string {
  if (form === 'single quotes') { return `'${value.replace(/'/g, "''")}'`; }
  const isPlain = form !== 'double quotes' && PLAIN.test(value) && plainValue(value) === value;
  return isPlain ? value : JSON.stringify(value);
}
