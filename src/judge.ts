import { IConstruct } from 'constructs';
import { Collisions } from './collisions';
import { Finding, FindingSeverity } from './findings/finding';
import { Findings } from './findings/findings';
import { formatFinding } from './findings/format';
import { KnownObjects } from './known-objects';
import { clusterScopeOf } from './private/cluster-scope';
import { Judged, JudgedObjects, judgedObjects } from './private/judged-objects';
import { nameHash } from './private/name-hash';
import { perApp } from './private/per-app';
import type { KubeObject } from './release/objects/kube-object';
import type { Release } from './release/release';
import { SandboxCluster } from './sandbox-cluster';
import { judge } from './validation/rules';

/** What is doubtful about a construct and cannot be read off its object. */
export type Concerns = (release: Release) => Finding[];

/**
 * Judges the objects of an app, each once for each time that it is printed and on its final JSON: all of them before the
 * first synthesis writes anything, and later ones, or what changed since, as they are printed.
 */
export class Judge {
  /** The judge of an app. */
  static of(construct: IConstruct): Judge {
    return perApp(construct, 'judge', (root) => new Judge(root));
  }

  private readonly objects: JudgedObjects;
  private readonly concerns = new Map<Judged, Concerns>();
  /** What was found, of the objects of which anything was. */
  private readonly found = new Map<Judged, Finding[]>();
  /** Checksums of what was judged and is not printed yet. */
  private readonly judged = new Map<Judged, string>();
  private known: KnownObjects;
  private collisions: Collisions;
  private met = 0;

  private constructor(private readonly root: IConstruct) {
    this.objects = judgedObjects(root);
    this.objects.onPrint = (object, json) => this.print(object, json as KubeObject);
    this.known = new KnownObjects(this.objects.all);
    this.collisions = new Collisions(root);
    Findings._ask(root, () => this.findings());
  }

  /** Has the concerns of a construct heard when its object is judged. */
  hear(object: Judged, concerns: Concerns): void {
    this.concerns.set(object, concerns);
  }

  /** What is wrong with the objects of the app, judging those that were not yet, and again those that were refused. */
  private findings(): Finding[] {
    const troubled = [...this.found].filter(([, findings]) => findings.some(isError)).map(([object]) => object);
    const fresh = this.objects.all.slice(this.met);
    this.met = this.objects.all.length;
    if (fresh.length > 0 || troubled.length > 0) {
      this.known = new KnownObjects(this.objects.all);
      this.collisions = new Collisions(this.root, this.collisions);
      for (const object of [...troubled, ...fresh]) { this.meet(object); }
    }
    return [...this.releasesMissing(), ...[...this.found.values()].flat(), ...this.collisions.foreign(this.objects.all, this.known)];
  }

  private meet(object: Judged): void {
    const cluster = SandboxCluster.of(object);
    const release = cluster.version?._release;
    if (!release) { return; }
    this.found.delete(object);
    const concerns = this.concerns.get(object)?.(release) ?? [];
    const findings = [...concerns];
    // What a construct has no answer to, it cannot render.
    if (!concerns.some(isError)) {
      const json = object._render() as KubeObject;
      this.judged.set(object, checksum(json));
      findings.push(...this.judge(object, json, release), ...this.collisions.meet(object, json, this.known.world(cluster, release)));
    }
    if (findings.length > 0) { this.found.set(object, findings.map((finding) => ({ ...finding, path: finding.path ?? pathOf(object) }))); }
  }

  /** An object is printed: as it was judged, or it is judged now. */
  private print(object: Judged, json: KubeObject): void {
    const sum = this.judged.get(object);
    if (sum !== undefined) {
      this.judged.delete(object);
      if (sum === checksum(json)) { return; }
    }
    const { version } = SandboxCluster.of(object);
    if (!version) { return; }
    this.known = new KnownObjects(this.objects.all);
    const errors = this.judge(object, json, version._release).filter(isError);
    if (errors.length > 0) { throw new Error(errors.map((finding) => formatFinding({ ...finding, path: pathOf(object) })).join('\n')); }
  }

  private judge(object: Judged, json: KubeObject, release: Release): Finding[] {
    return judge(json, this.known.world(SandboxCluster.of(object), release));
  }

  /** Clusters that have objects and no release to write them for. */
  private releasesMissing(): Finding[] {
    const scopes = new Map<IConstruct, Judged>();
    for (const object of this.objects.all) {
      const scope = clusterScopeOf(object);
      if (!scopes.has(scope)) { scopes.set(scope, object); }
    }
    return [...scopes].filter(([scope]) => !SandboxCluster.of(scope).version).map(([scope, object]) => ({
      code: 'ASB505',
      severity: FindingSeverity.ERROR,
      message: `no release of Agent Sandbox is known for the cluster of '${pathOf(object)}', so it is not known how to write it`,
      remedy: 'create an AgentSandbox there, or declare the release that runs there: SandboxCluster.at(app, { version })',
      path: scope.node.path,
    }));
  }
}

function isError({ severity }: Finding): boolean {
  return severity === FindingSeverity.ERROR;
}

/** The construct that the user made: that of ours, whose object is its child, else the object itself. */
function pathOf(object: Judged): string {
  return object.node.id === 'Resource' && object.node.scope ? object.node.scope.node.path : object.node.path;
}

function checksum(json: object): string {
  return nameHash(JSON.stringify(json));
}
