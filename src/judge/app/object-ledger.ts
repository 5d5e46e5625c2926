import { nameHash } from '../../api/name-hash';
import { constructPath, Judged } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';

/** Which objects of our kinds were judged in an app, and with which findings. */
export class ObjectLedger {
  private readonly judged = new Set<Judged>();
  /** Of objects with findings only: most have none. */
  private readonly findings = new Map<Judged, Finding[]>();
  /** Of objects that were judged ahead and are not printed yet. */
  private readonly checksums = new Map<Judged, string>();

  /** @param all the objects of the app in the order in which they were made; the list grows with the app */
  constructor(private readonly all: readonly Judged[]) {}

  /** Whether each object was judged at least once. */
  get isComplete(): boolean {
    return this.judged.size === this.all.length;
  }

  /** The objects that were never judged. */
  unjudged(): Judged[] {
    return this.isComplete ? [] : this.all.filter((object) => !this.judged.has(object));
  }

  /** The objects with errors: they may have been mended since. */
  refused(): Judged[] {
    return [...this.findings.keys()].filter((object) => this.hasErrors(object));
  }

  /** The objects with findings, which what was added to the app since may have mended. */
  found(): Judged[] {
    return [...this.findings.keys()];
  }

  /** All findings, in the order in which the objects were made. */
  inOrder(): Finding[] {
    if (this.findings.size < 2) { return [...this.findings.values()].flat(); }
    return this.all.flatMap((object) => this.of(object));
  }

  of(object: Judged): readonly Finding[] {
    return this.findings.get(object) ?? NONE;
  }

  hasErrors(object: Judged): boolean {
    return this.of(object).some(isError);
  }

  /** Records that an object was looked at; its findings stay as they are. */
  visited(object: Judged): void {
    this.judged.add(object);
  }

  /** Replaces the findings of an object. */
  record(object: Judged, findings: readonly Finding[]): void {
    if (findings.length === 0) {
      this.findings.delete(object);
    } else {
      this.findings.set(
        object,
        findings.map((finding) => ({ ...finding, path: finding.path ?? constructPath(object) })),
      );
    }
  }

  /** Remembers the JSON of an object by its checksum, until the object is printed. */
  keepChecksum(object: Judged, json: KubeObject): void {
    this.checksums.set(object, checksum(json));
  }

  /** Whether an object is as it was judged ahead. This is asked once: afterwards the checksum is gone. */
  takeChecksum(object: Judged, json: KubeObject | undefined): boolean {
    const before = this.checksums.get(object);
    if (before === undefined) { return false; }
    this.checksums.delete(object);
    return json !== undefined && before === checksum(json);
  }
}

const NONE: readonly Finding[] = [];

function checksum(json: object): string {
  return nameHash(JSON.stringify(json));
}
