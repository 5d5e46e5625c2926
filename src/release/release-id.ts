const NUMBER = '(0|[1-9]\\d*)';
const FORM = new RegExp(`^v${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?$`);

/** Whether the text names a release the way upstream tags them: `v1.0.5`, `v1.1.0-rc.1`. */
export function isReleaseId(text: string): boolean {
  return FORM.test(text);
}

/** @throws when the text can be neither a release of upstream's nor the tag of another build */
export function checkVersionName(text: string): void {
  if (!/^\w[\w.-]{0,127}$/.test(text)) {
    throw new Error(`'${text}' is no release of Agent Sandbox; give its tag, such as 'v1.0.6'`);
  }
}

/** Whether the text names a release that upstream's order does not have: a build of another vendor, such as `0.9.0`. */
export function isDownstream(text: string): boolean {
  return !isReleaseId(text) || /-(?!alpha|beta|rc)/.test(text);
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

/**
 * A pre-release comes before its release; two pre-releases compare part by part.
 *
 * @see https://semver.org/#spec-item-11
 */
function comparePreReleases(a?: string, b?: string): number {
  if (a === b) { return 0; }
  if (a === undefined || b === undefined) { return a === undefined ? 1 : -1; }
  const [left, right] = [a.split('.'), b.split('.')];
  const differing = left.findIndex((part, index) => part !== right[index]);
  if (differing < 0) { return left.length - right.length; }
  return compareParts(left[differing], right[differing]);
}

/**
 * Numbers compare as such and come before words, which compare by their characters; a part that is missing comes
 * first.
 */
function compareParts(a: string, b: string | undefined): number {
  if (b === undefined) { return 1; }
  const [x, y] = [a, b].map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  if (!Number.isNaN(x) && !Number.isNaN(y)) { return x - y || (a < b ? -1 : 1); }
  if (Number.isNaN(x) !== Number.isNaN(y)) { return Number.isNaN(x) ? 1 : -1; }
  return a < b ? -1 : 1;
}
