/** The notes of a release, from CHANGELOG.md. */
export interface Notes {
  readonly text: string;
  /** Whether they are still under the heading `Unreleased`. */
  readonly isUnreleased: boolean;
}

/**
 * The section of a version, without its heading; while there is none, that of what is not released.
 *
 * @throws when there is neither, or nothing in it
 */
export function notesOf(changelog: string, version: string): Notes {
  const sections = new Map(
    changelog.split(/^## /m).slice(1).map((section): [string, string] => {
      const [heading, ...lines] = section.split('\n');
      return [heading.split(' ')[0], lines.join('\n').trim()];
    }),
  );
  const isUnreleased = !sections.has(version);
  const text = sections.get(isUnreleased ? 'Unreleased' : version);
  if (!text) { throw new Error(`CHANGELOG.md has nothing under "## ${version}" or "## Unreleased"`); }
  return { text: `${text}\n`, isUnreleased };
}
