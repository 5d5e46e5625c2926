import * as history from './history';
import { NOT_REPRODUCED } from './not-reproduced';
import { ReleaseRecord } from './record';
import { Release, succeed, supports } from './release';
import { checkVersionName, compareReleases, isDownstream, isReleaseId } from './release-id';

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

  /** @param read releases that were read from files; they count as known */
  constructor(records: readonly ReleaseRecord[], private readonly read: readonly Release[] = []) {
    this.records = [...records].sort((a, b) => compareReleases(a.id, b.id));
    const twice = this.records.find(({ id }, index) => id === this.records[index + 1]?.id);
    if (twice) { throw new Error(`release '${twice.id}' is recorded twice`); }
  }

  /** A copy with one more release. */
  with(record: ReleaseRecord): Catalogue {
    return new Catalogue([...this.records, record], this.read);
  }

  /** A copy with a release that was read from files, which stands for a known one of its tag. */
  withRelease(release: Release): Catalogue {
    return new Catalogue(this.records, [...this.read, release]);
  }

  /** The tags, oldest first. */
  get ids(): string[] {
    const read = this.read.map(({ id }) => id).filter(isReleaseId);
    if (read.length === 0) { return this.records.map(({ id }) => id); }
    return [...new Set([...this.records.map(({ id }) => id), ...read])].sort(compareReleases);
  }

  get latest(): Release {
    const { ids } = this;
    return this.get(ids[ids.length - 1]);
  }

  /** Every release, oldest first. */
  all(): Release[] {
    return this.ids.map((id) => this.get(id));
  }

  /** @throws when the release is unknown, naming the known ones */
  get(id: string): Release {
    const read = this.read.find((release) => release.id === id);
    if (read) { return read; }
    const index = this.records.findIndex((record) => record.id === id);
    if (index >= 0) { return this.release(index); }
    if (this.ids.includes(`v${id}`)) {
      throw new Error(`unknown Agent Sandbox release '${id}'; releases are named by their tags: give 'v${id}'`);
    }
    throw new Error(`unknown Agent Sandbox release '${id}'; ${this.remedyFor(id)}`);
  }

  private remedyFor(id: string): string {
    if (!isReleaseId(id) || compareReleases(id, this.latest.id) <= 0) { return `known: ${this.ids.join(', ')}`; }
    const exists = NOT_REPRODUCED[id];
    const caveat = this.caveat(id);
    return (exists ? `upstream published it on ${exists.date}, and its files could not be had for this library` +
      `${caveat ? `: ${caveat}` : ''}` : 'it is newer than this library') +
      `; to assume that it installs as ${this.latest.id} does, ` +
      `use AgentSandboxVersion.assume('${id}', AgentSandboxVersion.LATEST), ` +
      `on the command line '--like ${this.latest.id}'; to have its published files read, ` +
      `use AgentSandboxVersion.fromAssets('${id}', directory), on the command line '--assets DIR'`;
  }

  /**
   * A release newer than the catalogue, or a build of another vendor, with the facts of a known one.
   *
   * @throws when the tag is malformed, known, or an older one of upstream's
   */
  like(id: string, known: Release): Release {
    checkVersionName(id);
    const tag = `v${id}`;
    if (isReleaseId(tag) && (this.ids.includes(tag) || compareReleases(tag, this.latest.id) > 0)) {
      throw new Error(`'${id}' is no release of Agent Sandbox; give its tag, such as '${tag}'`);
    }
    if (this.ids.includes(id) || (!isDownstream(id) && compareReleases(id, this.latest.id) <= 0)) {
      throw new Error(`release '${id}' is not newer than ${this.latest.id}, the newest one that this library knows; `
        + (this.ids.includes(id) ? `use AgentSandboxVersion.of('${id}')` : `known: ${this.ids.join(', ')}; `
          + 'to have its published files read, use AgentSandboxVersion.fromAssets'));
    }
    // A date and defects are the known release's own.
    const { date: _, ...facts } = known;
    return { ...facts, id, knownBad: [], assumedFrom: known.assumedFrom ?? known.id };
  }

  /**
   * The known release with which the files of a tag are compared: itself, the one before, the first.
   *
   * @throws when the tag has no place in the order of releases
   */
  nearest(id: string): Release {
    const known = this.all().find((release) => release.id === id);
    if (known) { return known; }
    if (isDownstream(id)) {
      throw new Error(`'${id}' has no place among the releases of upstream; name the release of upstream that it was ` +
        "built from: 'like', on the command line '--like VERSION'");
    }
    const earlier = this.ids.filter((each) => compareReleases(each, id) < 0);
    return this.get(earlier[earlier.length - 1] ?? this.ids[0]);
  }

  /** What is known to be wrong with assuming that a release is like another. */
  caveat(id: string): string | undefined {
    return NOT_REPRODUCED[id]?.note;
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
