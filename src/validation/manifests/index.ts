/** Judges the objects of texts, one document after the other: what is fine is dropped at once. */
import { KnownManifests } from './known';
import { judgeOther } from './others';
import { Kind, KINDS } from '../../api/kinds';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../release/objects/kube-object';
import type { Release } from '../../release/release';
import { Chunk, DocumentError, DocumentObject, Position, readChunk } from '../documents';
import { judgeInPlace, Located, nameOfObject, World } from '../rules';
import { inObject } from '../rules/rule';
import { formatPath } from '../structural';

/** A finding about an object of a file. */
export interface FileFinding extends Position {
  readonly file: string;
  readonly finding: Finding;
  /** Of what it is, such as `SandboxClaim research/nightly`. */
  readonly object: string;
  /** Where in the object, as Kubernetes writes it; empty when it is about the whole. */
  readonly path: string;
}

/** An object that was judged, and what was found. */
export interface JudgedObject {
  readonly file: string;
  readonly object: string;
  readonly findings: readonly FileFinding[];
}

/** What became of all that was read. */
export interface Outcome {
  /** In the order of files and lines; the first ones, if there are very many. */
  readonly findings: readonly FileFinding[];
  readonly errors: number;
  readonly warnings: number;
  /** Objects of our kinds. */
  readonly judged: number;
  /** Objects of other kinds. */
  readonly others: number;
  /** Documents that are no objects of Kubernetes. */
  readonly foreign: number;
  /** The objects of our kinds, if they were asked for. */
  readonly objects: readonly JudgedObject[];
}

export interface ManifestsOptions {
  readonly release: Release;
  readonly allowedLabelDomains: readonly string[];
  /** Whether what is not among the manifests does not exist. */
  readonly closedWorld: boolean;
  /** Whether to keep which objects there were. */
  readonly keepObjects: boolean;
}

/** A file, and whether all in it must be objects of Kubernetes. */
export interface ManifestFile {
  readonly name: string;
  readonly isStrict: boolean;
}

/** So many findings are kept. Who has more wants to know that, not to read on. */
export const MOST_FINDINGS = 10_000;

const GROUPS: readonly string[] = [...new Set(Object.values(KINDS).map(({ group }) => group))];
/** The kinds that others refer to, and those that refer to others: the latter are judged when all is read. */
const REFERRED: readonly string[] = ['SandboxTemplate', 'SandboxWarmPool'] satisfies Kind[];
const REFERRING: readonly string[] = ['SandboxWarmPool', 'SandboxClaim'] satisfies Kind[];

interface Pending {
  readonly file: string;
  readonly order: number;
  readonly object: KubeObject;
  readonly source: DocumentObject;
}

export class Manifests {
  private readonly known = new KnownManifests();
  private readonly pending: Pending[] = [];
  private readonly found: Array<{ readonly order: number; readonly finding: FileFinding }> = [];
  private readonly objects: Array<{ readonly order: number; readonly judged: JudgedObject }> = [];
  private readonly counts = { errors: 0, warnings: 0, judged: 0, others: 0, foreign: 0 };
  private order = 0;

  constructor(private readonly options: ManifestsOptions) {}

  /**
   * Judges the objects of a chunk of a file, except those that refer to others.
   *
   * @throws DocumentError when it cannot be read
   */
  read(file: ManifestFile, chunk: Chunk): void {
    for (const source of readChunk(chunk)) { this.meet(file, source); }
  }

  /** Judges the rest. */
  finish(): Outcome {
    for (const each of this.pending.splice(0)) { this.judge(each); }
    this.found.sort((a, b) => a.order - b.order || a.finding.line - b.finding.line || a.finding.column - b.finding.column);
    this.objects.sort((a, b) => a.order - b.order);
    return {
      ...this.counts,
      findings: this.found.slice(0, MOST_FINDINGS).map(({ finding }) => finding),
      objects: this.objects.map(({ judged }) => judged),
    };
  }

  private meet(file: ManifestFile, source: DocumentObject): void {
    const object = source.value as KubeObject;
    const { apiVersion, kind } = inObject(object);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      if (file.isStrict) { throw new DocumentError(`this is no object of Kubernetes: ${lack(apiVersion, kind)}`, source.position([])); }
      this.counts.foreign += 1;
      return;
    }
    const each = { file: file.name, order: this.order++, object, source };
    if (GROUPS.includes(apiVersion.split('/')[0])) {
      this.counts.judged += 1;
      if (REFERRED.includes(kind)) { this.known.add(file.name, object); }
      if (REFERRING.includes(kind)) {
        this.pending.push(each);
      } else {
        this.judge(each);
      }
    } else {
      this.counts.others += 1;
      this.note(each, judgeOther(object, this.world(file.name)));
    }
  }

  private judge(each: Pending): void {
    const findings = this.note(each, judgeInPlace(each.object, this.world(each.file)));
    if (this.options.keepObjects) {
      this.objects.push({ order: each.order, judged: { file: each.file, object: nameOfObject(each.object), findings } });
    }
  }

  private note({ file, order, object, source }: Pending, located: readonly Located[]): FileFinding[] {
    const kept: FileFinding[] = [];
    for (const { finding, at } of located) {
      this.counts[finding.severity === FindingSeverity.ERROR ? 'errors' : 'warnings'] += 1;
      if (this.found.length >= MOST_FINDINGS) { continue; }
      const fileFinding = { file, ...source.position(at), finding, object: nameOfObject(object), path: formatPath(at) };
      kept.push(fileFinding);
      this.found.push({ order, finding: fileFinding });
    }
    return kept;
  }

  private world(file: string): World {
    const { release, allowedLabelDomains, closedWorld } = this.options;
    return {
      release,
      allowedLabelDomains,
      find: (kind, namespace, name) => this.known.find(file, kind, namespace, name),
      ...(closedWorld && { isAbsent: (kind: Kind, namespace: string | undefined, name: string) => !this.known.has(kind, namespace, name) }),
    };
  }
}

function lack(apiVersion: unknown, kind: unknown): string {
  const missing = [apiVersion === undefined && "'apiVersion'", kind === undefined && "'kind'"].filter(Boolean);
  return missing.length > 0 ? `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing` : "'apiVersion' and 'kind' must be text";
}
