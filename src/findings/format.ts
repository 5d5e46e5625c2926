import type { Finding } from './finding';
import { oneLine } from './printable';

/** A finding as one line of text. */
export function formatFinding({ code, severity, message, remedy, path, object, lowered }: Finding): string {
  const place = [path && ` at ${path}`, object && ` (${object})`].filter(Boolean).join('');
  const rest = `${remedy ? `; ${remedy}` : ''}${lowered ? ` (an error, lowered: ${lowered})` : ''}`;
  return oneLine(`${severity} ${code}${place}: ${message}${rest}`);
}
