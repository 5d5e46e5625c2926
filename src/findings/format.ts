import type { Finding } from './finding';

/** A finding as one line of text. */
export function formatFinding({ code, severity, message, remedy, path }: Finding): string {
  return `${severity} ${code}${path ? ` at ${path}` : ''}: ${message}${remedy ? `; ${remedy}` : ''}`;
}
