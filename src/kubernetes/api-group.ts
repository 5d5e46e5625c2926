/** The group of an `apiVersion`: empty for the core group, and for what is no version at all. */
export function apiGroupOf(apiVersion: unknown): string {
  return typeof apiVersion === 'string' ? apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0)) : '';
}
