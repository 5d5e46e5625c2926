const FORM = /^v(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

/** Whether the text names a release the way upstream tags them: `v1.0.5`, `v1.1.0-rc.1`. */
export function isReleaseId(text: string): boolean {
  return FORM.test(text);
}

/** The line of a release, such as `1.0` for v1.0.5. */
export function releaseLine(id: string): string {
  return numbers(id).slice(0, 2).join('.');
}

/** Negative when `a` is the older release, positive when the newer, 0 when the same. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const differing = left.findIndex((part, index) => part !== right[index]);
  if (differing >= 0) { return left[differing] - right[differing]; }
  return comparePreReleases(FORM.exec(a)![4], FORM.exec(b)![4]);
}

function numbers(id: string): number[] {
  const match = FORM.exec(id);
  if (!match) { throw new Error(`'${id}' is no release of Agent Sandbox; give its tag, such as 'v1.0.5'`); }
  return match.slice(1, 4).map(Number);
}

/** A pre-release comes before its release; two pre-releases compare part by part, as SemVer has it. */
function comparePreReleases(a?: string, b?: string): number {
  if (a === b) { return 0; }
  if (a === undefined || b === undefined) { return a === undefined ? 1 : -1; }
  return a.localeCompare(b, 'en', { numeric: true });
}
