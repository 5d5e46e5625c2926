/** Judges the objects of texts, one document after the other: what is fine is dropped at once. */
import type { PolicyJudging } from './by-policies';
import type { GivenObjects } from './context-objects';
import { KnownManifests } from './known-objects';
import { Cluster } from './one-cluster';
import { DEFAULT_LABEL_DOMAINS } from '../../api/controller-names';
import { Kind, KINDS } from '../../api/kinds';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { Chunk, DocumentError, DocumentObject, Memory, readChunk } from '../documents';
import { isCoreKind, judgeCore } from '../kubernetes-kinds';
import { judgeInPlace, nameOfObject, RuleContext } from '../rules';
import { Located } from '../rules/located';
import { judgeOtherKind } from '../rules/other-kinds';
import { formatPath } from '../schema';
import { ManifestFile } from './manifest-file';
import { FileFinding, JudgedObject, Outcome } from './outcome';

export interface ManifestsOptions {
  readonly release: Release;
  /** The Kubernetes minor of the cluster, if it is known. */
  readonly kubernetes?: string;
  /** Domains of the labels that claims may give to pods. @default - those that an install among the manifests sets, else the controller's own */
  readonly allowedLabelDomains?: readonly string[];
  /** Whether what is not among the manifests does not exist. */
  readonly closedWorld: boolean;
  /** Whether to keep which objects there were. */
  readonly keepObjects: boolean;
  /** Admission policies to judge by, with their bindings, parameters and Namespaces. @default - none */
  readonly policies?: GivenObjects;
  /** Objects as they were before the manifests change them. @default - all are created */
  readonly old?: GivenObjects;
}

/** So many findings are kept. Who has more wants to know that, not to read on. */
export const MOST_FINDINGS = 10_000;

const GROUPS: readonly string[] = [...new Set(Object.values(KINDS).map(({ group }) => group))];
/** The kinds that others refer to, and those that refer to others: the latter are judged when all is read. */
const REFERRED: readonly string[] = ['SandboxTemplate', 'SandboxWarmPool'] satisfies Kind[];
const REFERRING: readonly string[] = ['SandboxWarmPool', 'SandboxClaim'] satisfies Kind[];

/** What the API server refuses before it asks policies. */
const BEFORE_POLICIES: ReadonlySet<string> = new Set(['ASB102', 'ASB103']);

interface Source {
  readonly file: string;
  readonly order: number;
  readonly source: DocumentObject;
}

interface Pending {
  readonly where: Source;
  readonly object: KubeObject;
  /** What was found as it was read. */
  readonly located: readonly Located[];
}

interface Noted {
  readonly order: number;
  readonly finding: FileFinding;
}

/** Findings that may come to nothing: so many of each severity, of which the first are kept, beside the others of their objects. */
interface Doubt {
  readonly counts: Record<FindingSeverity, number>;
  readonly first: Array<Noted & { readonly beside: FileFinding[] }>;
}

export class Manifests {
  private readonly known = new KnownManifests();
  private readonly pending: Pending[] = [];
  private readonly found: Noted[] = [];
  private readonly objects: Array<{ readonly order: number; readonly judged: JudgedObject }> = [];
  private readonly counts = { errors: 0, warnings: 0, judged: 0, core: 0, others: 0, foreign: 0 };
  /** What is wrong unless a RuntimeClass is still to come, by its name. */
  private readonly doubts = new Map<string, Doubt>();
  private readonly policies?: PolicyJudging<Source>;
  private cluster = new Cluster<Source>();
  private file?: string;
  private readonly memory = new Memory();
  private order = 0;

  constructor(private readonly options: ManifestsOptions) {
    const { policies, release } = options;
    if (policies) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- without policies, nobody needs an engine for their expressions
      const { PolicyJudging: Judging } = require('./by-policies') as typeof import('./by-policies');
      this.policies = new Judging(policies.all, release, this.old);
      this.policies.ofPolicies().forEach(({ where, located }, index, all) => { this.noteOther({ ...where, order: index - all.length }, located); });
    }
  }

  /**
   * Judges the objects of a chunk of a file, except those that refer to others.
   *
   * @throws DocumentError when it cannot be read
   */
  read(file: ManifestFile, chunk: Chunk): void {
    for (const source of readChunk(chunk, this.memory)) { this.meet(file, source); }
  }

  /** Judges the rest. */
  finish(): Outcome {
    this.finishCluster();
    for (const each of this.pending.splice(0)) { this.judge(each); }
    for (const { where, located } of this.policies?.finish() ?? []) { this.noteOther(where, located); }
    this.settle();
    this.found.sort((a, b) => a.order - b.order || a.finding.line - b.finding.line || a.finding.column - b.finding.column);
    this.objects.sort((a, b) => a.order - b.order);
    return {
      ...this.counts,
      findings: this.found.slice(0, MOST_FINDINGS).map(({ finding }) => finding),
      objects: this.merged(),
    };
  }

  /** What was judged as it was read, and again when all was, is one object. */
  private merged(): JudgedObject[] {
    const byOrder = new Map<number, JudgedObject>();
    for (const { order, judged } of this.objects) {
      const before = byOrder.get(order);
      byOrder.set(order, before ? { ...before, findings: [...before.findings, ...judged.findings] } : judged);
    }
    return [...byOrder.values()];
  }

  private meet(file: ManifestFile, source: DocumentObject): void {
    const object = source.value as KubeObject;
    const { apiVersion, kind } = inObject(object);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      if (file.isStrict) { throw new DocumentError(`this is no object of Kubernetes: ${lack(apiVersion, kind)}`, source.position([])); }
      this.counts.foreign += 1;
      return;
    }
    const where = { file: file.name, order: this.order++, source };
    this.policies?.meet(where, object);
    if (!this.options.closedWorld && this.file !== file.name) { this.finishCluster(); }
    this.file = file.name;
    if (GROUPS.includes(apiVersion.split('/')[0])) {
      this.counts.judged += 1;
      if (REFERRED.includes(kind)) { this.known.add(file.name, object); }
      const each = { where, object, located: this.cluster.meetOurs(object) };
      if (REFERRING.includes(kind)) {
        this.pending.push(each);
      } else {
        this.judge(each);
      }
    } else {
      this.counts[isCoreKind(apiVersion, kind) ? 'core' : 'others'] += 1;
      this.known.addOther(file.name, object);
      this.cluster.meetOther(object, where);
      const world = this.world(file.name);
      this.noteOther(where, [...judgeCore(object, world.kubernetes), ...judgeOtherKind(object, world)]);
    }
  }

  /** What comes may be for another cluster. */
  private finishCluster(): void {
    for (const { where, located } of this.cluster.finish()) { this.noteOther(where, [located]); }
    this.cluster = new Cluster();
  }

  private judge({ where, object, located }: Pending): void {
    const judged = judgeInPlace(object, this.world(where.file));
    if (judged.some(({ finding: { code } }) => BEFORE_POLICIES.has(code))) { this.policies?.drop(where); }
    this.keep(where, nameOfObject(object), this.note(where, [...judged, ...located]));
  }

  private noteOther(where: Source, located: readonly Located[]): void {
    const findings = this.note(where, located);
    if (findings.length > 0) { this.keep(where, findings[0].object, findings); }
  }

  private keep({ file, order }: Source, object: string, findings: readonly FileFinding[]): void {
    if (this.options.keepObjects) { this.objects.push({ order, judged: { file, object, findings } }); }
  }

  private note({ file, order, source }: Source, located: readonly Located[]): FileFinding[] {
    const kept: FileFinding[] = [];
    for (const { finding, at, wants } of located) {
      const noted = (): Noted => ({ order, finding: { file, ...source.position(at), finding, object: finding.object!, path: formatPath(at) } });
      if (wants !== undefined) {
        const { counts, first } = this.doubt(wants);
        counts[finding.severity] += 1;
        if (first.length < MOST_FINDINGS) { first.push({ ...noted(), beside: kept }); }
        continue;
      }
      this.count(finding.severity, 1);
      if (this.found.length >= MOST_FINDINGS) { continue; }
      const one = noted();
      this.found.push(one);
      kept.push(one.finding);
    }
    return kept;
  }

  private count(severity: FindingSeverity, many: number): void {
    this.counts[severity === FindingSeverity.ERROR ? 'errors' : 'warnings'] += many;
  }

  private doubt(runtimeClass: string): Doubt {
    let doubt = this.doubts.get(runtimeClass);
    if (!doubt) { this.doubts.set(runtimeClass, doubt = { counts: { error: 0, warning: 0 }, first: [] }); }
    return doubt;
  }

  /** All is read: what is still wanting is not there. */
  private settle(): void {
    for (const [runtimeClass, { counts, first }] of this.doubts) {
      if (this.known.hasRuntimeClass(runtimeClass)) { continue; }
      this.count(FindingSeverity.ERROR, counts.error);
      this.count(FindingSeverity.WARNING, counts.warning);
      for (const { beside, ...noted } of first) {
        this.found.push(noted);
        beside.push(noted.finding);
      }
    }
  }

  /** Bound, as worlds take it. */
  private readonly old = (object: KubeObject) => this.options.old?.same(object);

  private world(file: string): RuleContext {
    const { release, kubernetes, allowedLabelDomains, closedWorld } = this.options;
    return {
      release,
      ...(kubernetes !== undefined && { kubernetes }),
      old: this.old,
      allowedLabelDomains: allowedLabelDomains ?? this.known.labelDomainsOf(file) ?? DEFAULT_LABEL_DOMAINS,
      scalerOf: (kind, namespace, name) => this.known.scalerOf(file, kind, namespace, name),
      find: (kind, namespace, name) => this.known.find(file, kind, namespace, name),
      ...(closedWorld && {
        isAbsent: (kind: Kind, namespace: string | undefined, name: string) => !this.known.has(kind, namespace, name),
        isUndeclared: (runtimeClassName: string) => !this.known.hasRuntimeClass(runtimeClassName),
      }),
    };
  }
}

function lack(apiVersion: unknown, kind: unknown): string {
  const missing = [apiVersion === undefined && "'apiVersion'", kind === undefined && "'kind'"].filter(Boolean);
  return missing.length > 0 ? `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing` : "'apiVersion' and 'kind' must be text";
}
