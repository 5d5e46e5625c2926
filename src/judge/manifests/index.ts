/** Judges the objects of files, one document after the other: an object without findings is dropped at once. */
import { FindingList } from './finding-list';
import { ANYTHING } from './foreseen';
import { JudgedList } from './judged-list';
import { KnownManifests } from './known-objects';
import { ManifestFile } from './manifest-file';
import type { NetworkJudging } from './network';
import { noObject } from './no-object';
import { noteFindings } from './note-findings';
import * as onDemand from './on-demand';
import { ClusterObjects } from './one-cluster';
import type { ManifestJudgeOptions } from './options';
import type { Origin } from './origin';
import { FileFinding, Outcome } from './outcome';
import { isRefusal, isRefusedByPolicy } from './refusals';
import { TakenNames } from './taken-names';
import { inNamespace, otherNamespace } from './target-namespace';
import { outsideTenants, standingOrigins, tenantNamespace } from './tenants';
import { PulledPastMirror } from './whole/pulled-past-mirror';
import { ReferredObjects } from './whole/referred-objects';
import { Scheduled } from './whole/scheduled';
import { UnisolatedObjects } from './whole/unisolated-objects';
import type { WholeJudging } from './whole/whole-judging';
import { DEFAULT_LABEL_DOMAINS } from '../../api/controller-names';
import type { Kind } from '../../api/kinds';
import { Chunk, DocumentObject, Memory, readChunk } from '../../documents';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { isCoreKind } from '../kubernetes-kinds';
import { hasKnownStructure, judgeStructure } from '../other-projects';
import { judgeInPlace, nameOfObject, RuleContext } from '../rules';
import type { NamespaceJudging } from './whole/namespaces';
import { Located } from '../rules/located';
import type { OtherContext } from '../rules/other-rule';
import { isMadeByClouds } from '../rules/references/made-by-clusters';
import { isMeantAsOurs } from '../rules/unknown-fields/unserved';
import { markRepeated } from '../schema';

export { MOST_FINDINGS } from './finding-list';
export type { ManifestJudgeOptions } from './options';

/** Kinds that other objects refer to. */
const REFERRED: readonly string[] = ['SandboxTemplate', 'SandboxWarmPool'] satisfies Kind[];
/** Kinds that refer to other objects. They are judged when everything is read. */
const REFERRING: readonly string[] = ['SandboxWarmPool', 'SandboxClaim'] satisfies Kind[];

/** The order of the first note about an object of `--policy` or `--old`: before all findings. */
const FIRST_NOTE = Number.MIN_SAFE_INTEGER;

/** An object that is judged when everything is read. */
interface Pending {
  readonly origin: Origin;
  readonly object: KubeObject;
  /** Findings from when it was read. */
  readonly located: readonly Located[];
}

export class ManifestJudge {
  private readonly known = new KnownManifests();
  private readonly pending: Pending[] = [];
  private readonly asking: Array<Pick<Pending, 'origin' | 'object'>> = [];
  private readonly findings: FindingList;
  private readonly objects = new JudgedList();
  private readonly counts = { judged: 0, core: 0, projects: 0, others: 0, foreign: 0 };
  private readonly memory = new Memory(markRepeated);
  private readonly namespaces?: NamespaceJudging;
  /** Those that judge by others, in the order of their findings. */
  private readonly whole: WholeJudging[] = [];
  private readonly network?: NetworkJudging;
  private cluster: ClusterObjects<Origin>;
  private readonly names: TakenNames;
  private readonly namespace?: string;
  private file?: string;
  private order = 0;

  constructor(private readonly options: ManifestJudgeOptions) {
    this.findings = new FindingList(options.quoteLines);
    this.cluster = new ClusterObjects(options.cloud?.installedBy);
    const { policies, old, release, namespace, closedWorld, kubernetes, foreseen = ANYTHING, tenants, cloud } = options;
    this.namespace = namespace ?? tenantNamespace(tenants) ?? (closedWorld ? 'default' : undefined);
    this.names = new TakenNames(closedWorld);
    if (options.judgesNetwork) { this.network = new (onDemand.networkJudging())(closedWorld); }
    if (policies) {
      const judging = new (onDemand.policyJudging())<Origin>(policies.all, release, this.old);
      this.whole.push(judging);
      judging.ofPolicies().forEach(({ where, located }, index, all) => {
        this.addOther({ ...where, order: index - all.length }, located);
      });
    }
    if (foreseen.guards || tenants) {
      this.whole.push(this.namespaces = new (onDemand.namespaceJudging())(kubernetes));
    }
    if (closedWorld || foreseen.referred) { this.whole.push(new ReferredObjects(release, closedWorld)); }
    this.whole.push(new UnisolatedObjects());
    if (foreseen.controllers && !options.mirror) { this.whole.push(new PulledPastMirror(closedWorld)); }
    if (foreseen.schedules) { this.whole.push(new Scheduled(release)); }
    if (foreseen.operated) { this.whole.push(new (onDemand.operatedJudging())(release, closedWorld)); }
    if (foreseen.gitops) { this.whole.push(new (onDemand.gitOpsJudging())()); }
    if (cloud || foreseen.identities) { this.whole.push(new (onDemand.cloudJudging())(cloud, options.hasOwnEngine)); }
    for (const { origin, object } of standingOrigins(tenants)) { this.visitStanding(origin, object); }
    [...policies?.all ?? [], ...old?.all ?? []].forEach((given, index) => {
      this.addOther({ ...given, order: index + FIRST_NOTE }, noteFindings(given, given.object));
    });
  }

  /**
   * Judges the objects of a chunk of a file, except those that refer to others.
   *
   * @returns how many documents it has
   * @throws DocumentError when it cannot be read
   */
  read(file: ManifestFile, chunk: Chunk): number {
    const documents = readChunk(chunk, this.memory);
    for (const source of documents) { this.visit(file, source); }
    return documents.length;
  }

  /** Judges the objects that refer to others, and each cluster as a whole. */
  finish(): Outcome {
    this.finishCluster();
    for (const each of this.pending.splice(0)) { this.judge(each); }
    for (const { origin, object } of this.asking.splice(0)) {
      this.addOther(origin, onDemand.otherKinds().judgeAmongOthers(object, this.otherContext(origin.file)));
    }
    for (const { where, located } of this.names.finish()) { this.addOther(where, located); }
    for (const judging of this.whole) {
      for (const { where, located } of judging.finish()) {
        this.addOther(where, located);
        if (located.some(isRefusedByPolicy)) { this.drop(where); }
      }
    }
    this.findings.settle((runtimeClass) => this.known.hasRuntimeClass(runtimeClass));
    const { errors, warnings } = this.findings;
    return { ...this.counts, errors, warnings, findings: this.findings.sorted(), objects: this.objects.merged() };
  }

  private visit(file: ManifestFile, source: DocumentObject): void {
    const { apiVersion, kind } = inObject(source.value);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      if (file.isStrict) {
        throw noObject(source);
      }
      this.counts.foreign += 1;
      return;
    }
    const origin: Origin = { file: file.name, order: this.order++, source };
    const object = inNamespace(source.value as KubeObject, this.namespace);
    for (const judging of this.whole) { judging.visit(origin, object); }
    if (!this.options.closedWorld && this.file !== file.name) { this.finishCluster(); }
    this.file = file.name;
    if (isMeantAsOurs(apiVersion, kind)) {
      this.visitAgentSandboxKind(origin, object);
    } else {
      this.visitOtherKind(origin, object);
    }
  }

  private visitAgentSandboxKind(origin: Origin, object: KubeObject): void {
    this.counts.judged += 1;
    if (REFERRED.includes(object.kind)) { this.known.add(origin.file, object); }
    const located = [...this.beforeJudging(origin, object), ...this.cluster.visitAgentSandboxKind(object)];
    const each = { origin, object, located };
    if (REFERRING.includes(object.kind)) {
      this.pending.push(each);
    } else {
      this.judge(each);
    }
  }

  private visitOtherKind(origin: Origin, object: KubeObject): void {
    this.counts[countOf(object)] += 1;
    this.known.addOther(origin.file, object);
    this.cluster.visitOtherKind(object, origin);
    this.names.visitOther(origin, object);
    const { asksForOthers, judgeOtherKind } = onDemand.otherKinds();
    if (asksForOthers(object)) { this.asking.push({ origin, object }); }
    const context = this.context(origin.file);
    const ofStructure = judgeStructure(object, context.kubernetes);
    if (!ofStructure.some(isRefusal)) { this.network?.visitOtherKind(origin, object); }
    this.addOther(origin, [
      ...this.beforeJudging(origin, object),
      ...ofStructure,
      ...judgeOtherKind(object, context),
    ]);
  }

  /** An object that a namespace has besides the manifests, by which these are judged. */
  private visitStanding(origin: Origin, object: KubeObject): void {
    this.namespaces!.visit(origin, object);
    this.known.addOther(origin.file, object);
    if (this.options.closedWorld) { this.network?.visitOtherKind(origin, object); }
  }

  /** Findings about how an object is written, and where it goes. */
  private beforeJudging(origin: Origin, object: KubeObject): readonly Located[] {
    const { namespace, tenants } = this.options;
    const notes = [...noteFindings(origin, object), ...outsideTenants(object, tenants)];
    return namespace === undefined ? notes : [...notes, ...otherNamespace(object, namespace)];
  }

  /** Ends a cluster: the next file may be for another one. */
  private finishCluster(): void {
    for (const { where, located } of this.cluster.finish()) { this.addOther(where, [located]); }
    for (const { where, located } of this.network?.finish() ?? []) { this.addOther(where, [located]); }
    this.cluster = new ClusterObjects(this.options.cloud?.installedBy);
  }

  private judge({ origin, object, located }: Pending): void {
    const context = this.context(origin.file);
    const shared = object.kind === 'Sandbox' ? this.names.visitSandbox(origin, object, context) : [];
    if (object.kind === 'SandboxTemplate') { this.names.visitTemplate(origin, object, context); }
    const judged = judgeInPlace(object, context);
    if (judged.some(isRefusal)) {
      this.drop(origin);
    } else {
      this.network?.visitAgentSandboxKind(origin, object, context);
    }
    const twins = object.kind === 'SandboxClaim' ? this.names.visitClaim(origin, object, context) : [];
    this.keep(origin, nameOfObject(object), this.findings.add(origin, [...judged, ...located, ...shared, ...twins]));
  }

  private addOther(origin: Origin, located: readonly Located[]): void {
    const findings = this.findings.add(origin, located);
    if (findings.length > 0) { this.keep(origin, findings[0].object, findings); }
  }

  /** Leaves out an object that the API server refuses. */
  private drop(origin: Origin): void {
    for (const judging of this.whole) { judging.drop?.(origin); }
  }

  private keep(origin: Origin, object: string, findings: readonly FileFinding[]): void {
    if (this.options.keepObjects) { this.objects.add(origin, object, findings); }
  }

  /** The answers to what rules about other kinds ask, when everything is read. */
  private otherContext(file: string): OtherContext {
    const { known, options: { closedWorld } } = this;
    return {
      ...this.context(file),
      scalersOf: (kind, namespace, name) => known.scalersOf(file, kind, namespace, name),
      poolsIn: (namespace) => known.namesIn('SandboxWarmPool', namespace),
      defaultsIn: (namespace) => this.namespaces?.defaultsIn(file, namespace) ?? {},
      ...(closedWorld && {
        isMissing: (kind: Kind, namespace: string | undefined, name: string) => !known.has(kind, namespace, name),
      }),
    };
  }

  private readonly old = (object: KubeObject) => this.options.old?.same(object);

  /** The answers to what rules ask about other objects, for an object of a file. */
  private context(file: string): RuleContext {
    const { release, kubernetes, allowedLabelDomains, closedWorld, mirror, tenants } = this.options;
    return {
      release,
      ...(mirror && { mirror }),
      ...(kubernetes !== undefined && { kubernetes }),
      old: this.old,
      allowedLabelDomains: allowedLabelDomains ?? this.known.labelDomainsOf(file) ?? DEFAULT_LABEL_DOMAINS,
      scalerOf: (kind, namespace, name) => this.known.scalerOf(file, kind, namespace, name),
      claimModes: (namespace, name) => this.known.claimModesOf(file, namespace, name),
      find: (kind, namespace, name) => this.known.find(file, kind, namespace, name),
      cataloguedIn: (namespace) => this.known.cataloguedIn(file, namespace),
      ...(tenants && { refusedByPolicies: (object: KubeObject) => tenants.refusals(object) }),
      ...(closedWorld && {
        isAbsent: (kind: Kind, namespace: string | undefined, name: string) => !this.known.has(kind, namespace, name),
        // PriorityClasses are references as any other (ASB213).
        isUndeclared: (kind: string, name: string) =>
          kind === 'RuntimeClass' && !this.known.hasRuntimeClass(name) && !isMadeByClouds(name),
      }),
    };
  }
}

function countOf({ apiVersion, kind }: KubeObject): 'core' | 'projects' | 'others' {
  return isCoreKind(apiVersion, kind) ? 'core' : hasKnownStructure(apiVersion, kind) ? 'projects' : 'others';
}
