import * as history from './history';
import { ReleaseRecord } from './record';
import { Release, succeed, supports } from './release';
import { compareReleases, isReleaseId } from './release-id';

/** Releases that upstream published and the catalogue cannot reproduce, and what is known of them. */
const NOT_REPRODUCED: Readonly<Record<string, string>> = {
  'v1.0.6': 'its published sandbox.yaml is known to differ from that of v1.0.5 by more than the image tag',
};

/** The releases that have a feature. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** The known releases, oldest first. Immutable. */
export class Catalogue {
  /** All final releases that this library reproduces. */
  static standard(): Catalogue {
    return Catalogue.cached ??= new Catalogue(Object.values<ReleaseRecord>(history));
  }

  private static cached?: Catalogue;
  private readonly records: readonly ReleaseRecord[];
  private readonly releases = new Map<string, Release>();

  constructor(records: readonly ReleaseRecord[]) {
    this.records = [...records].sort((a, b) => compareReleases(a.id, b.id));
    const twice = this.records.find(({ id }, index) => id === this.records[index + 1]?.id);
    if (twice) { throw new Error(`release '${twice.id}' is recorded twice`); }
  }

  /** A copy with one more release. */
  with(record: ReleaseRecord): Catalogue {
    return new Catalogue([...this.records, record]);
  }

  /** The tags, oldest first. */
  get ids(): string[] {
    return this.records.map(({ id }) => id);
  }

  get latest(): Release {
    return this.release(this.records.length - 1);
  }

  /** Every release, oldest first. */
  all(): Release[] {
    return this.records.map((_, index) => this.release(index));
  }

  /** @throws when the release is unknown, naming the known ones */
  get(id: string): Release {
    const index = this.ids.indexOf(id);
    if (index >= 0) { return this.release(index); }
    if (this.ids.includes(`v${id}`)) {
      throw new Error(`unknown Agent Sandbox release '${id}'; releases are named by their tags: give 'v${id}'`);
    }
    const remedy =
      isReleaseId(id) && compareReleases(id, this.latest.id) > 0
        ? `it is newer than this library; to assume that it installs as ${this.latest.id} does, ` +
          `use AgentSandboxVersion.assume('${id}', AgentSandboxVersion.LATEST), ` +
          `on the command line '--like ${this.latest.id}'`
        : `known: ${this.ids.join(', ')}`;
    throw new Error(`unknown Agent Sandbox release '${id}'; ${remedy}`);
  }

  /**
   * A release newer than the catalogue, with the facts of a known one.
   *
   * @throws when the tag is malformed, known, or not newer than every known release
   */
  like(id: string, known: Release): Release {
    if (!isReleaseId(id)) { throw new Error(`'${id}' is no release of Agent Sandbox; give its tag, such as 'v1.0.6'`); }
    if (compareReleases(id, this.latest.id) <= 0) {
      throw new Error(`release '${id}' is not newer than ${this.latest.id}, the newest one that this library knows; `
        + (this.ids.includes(id) ? `use AgentSandboxVersion.of('${id}')` : `known: ${this.ids.join(', ')}`));
    }
    // A date and defects are the known release's own.
    const { date: _, ...facts } = known;
    return { ...facts, id, knownBad: [], assumedFrom: known.assumedFrom ?? known.id };
  }

  /** What is known to be wrong with assuming that a release is like another. */
  caveat(id: string): string | undefined {
    return NOT_REPRODUCED[id];
  }

  /** The releases that have a feature, in the notation of `supports`; undefined when none does. */
  span(feature: string): Span | undefined {
    return this.spanOf((release) => supports(release, feature));
  }

  /** The first and the last release of which something is true; undefined when it is of none. */
  spanOf(isTrue: (release: Release) => boolean): Span | undefined {
    const having = this.all().filter(isTrue);
    return having.length > 0 ? { first: having[0].id, last: having[having.length - 1].id } : undefined;
  }

  /** Which release to take for a feature that one lacks: `it came in v0.5.4; ...` or `it left after v0.5.6; ...`. */
  explainAbsence(feature: string, release: Release): string {
    const span = this.span(feature);
    if (!span) { return 'no known release has it'; }
    const { first, last } = span;
    if (compareReleases(release.assumedFrom ?? release.id, first) > 0) {
      return `it left after ${last}; the last release that has it is ${last}`;
    }
    return `it came in ${first}; use ${last === this.latest.id ? `${first} or newer` : `${first} to ${last}`}`;
  }

  private release(index: number): Release {
    const { id } = this.records[index];
    let release = this.releases.get(id);
    if (!release) {
      release = succeed(index > 0 ? this.release(index - 1) : undefined, this.records[index]);
      this.releases.set(id, release);
    }
    return release;
  }
}
