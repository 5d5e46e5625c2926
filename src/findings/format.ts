import type { Finding } from './finding';

/** A finding as one line of text. */
export function formatFinding({ code, severity, message, remedy, path, object, lowered }: Finding): string {
  const place = [path && ` at ${path}`, object && ` (${object})`].filter(Boolean).join('');
  return `${severity} ${code}${place}: ${message}${remedy ? `; ${remedy}` : ''}${lowered ? ` (an error, lowered: ${lowered})` : ''}`;
}
