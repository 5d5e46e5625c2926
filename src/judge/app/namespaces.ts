import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { runtimeOverhead } from './runtime-overhead';
import { selfJudged } from './self-judged';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, keyInCluster } from '../../app/cluster-scope';
import { constructPath, isOfOurKinds, tryToRender } from '../../app/judged-objects';
import { objectsInNamespace } from '../../app/objects-by-namespace';
import { standingLimits, standingObjects } from '../../app/standing-objects';
import { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';
import { located } from '../rules/located';
import { judgeInNamespace } from '../rules/namespaces';
import { EnforcedStandard, GUARD_KINDS, NamespaceGuards, standardIn } from '../rules/namespaces/guards';
import { PodShapes } from '../rules/namespaces/pod-shapes';
import { QuotaContents, quotaTroubles } from '../rules/namespaces/quotas';
import { SCALER_KINDS } from '../rules/read-other-kinds';

/** A namespace of the app with guards that no construct of this library has proven itself. */
interface Guarded {
  readonly scope: IConstruct;
  readonly namespace: string | undefined;
  standard?: EnforcedStandard;
  readonly quotas: Array<{ readonly path: string; readonly json: KubeObject }>;
  /** Quotas that a construct has proven itself, which count pods beside the others. */
  readonly proven: KubeObject[];
  limitRanges: readonly KubeObject[];
  /** About its quotas, until one of its objects changes. */
  ofQuotas?: readonly Finding[];
}

/** Kinds besides ours that quotas and limit ranges are about. */
const HELD: ReadonlySet<string> = new Set([...Object.keys(POD_TEMPLATES), ...SCALER_KINDS, 'PersistentVolumeClaim']);

/**
 * Judges the objects of an app by the plain Namespaces, ResourceQuotas and LimitRanges in it. In an app without these
 * nothing is looked into.
 */
export class NamespaceObjects {
  private guarded = new Map<string, Guarded>();
  private objects: readonly ApiObject[] = [];
  private readonly shapes = new PodShapes();
  /** Objects of guarded namespaces, as far as guards read them. */
  private readonly held = new WeakMap<ApiObject, KubeObject>();
  private ofPods: readonly Finding[] = [];

  constructor(private readonly root: IConstruct) {}

  /** Findings about objects of other kinds than ours, and about quotas. */
  get found(): readonly Finding[] {
    return [...this.ofPods, ...[...this.guarded.values()].flatMap(({ ofQuotas }) => ofQuotas ?? [])];
  }

  /** Reads the guards of the app, and judges the objects of other kinds in their namespaces. */
  visit(objects: readonly ApiObject[]): void {
    if (objects === this.objects && this.found.length === 0) { return; }
    this.objects = objects;
    this.guarded = new Map();
    const own = selfJudged(this.root);
    for (const object of objects) {
      if (GUARD_KINDS.has(object.kind) && object.apiVersion === 'v1' && !own.has(object)) { this.guard(object); }
    }
    for (const { by, object, isProven } of standingObjects(this.root)) {
      if (object.kind !== 'ResourceQuota' || isProven) { continue; }
      this.guardedIn(by, object.metadata.namespace).quotas.push({ path: by.node.path, json: object });
    }
    for (const { by, object, isProven } of standingObjects(this.root)) {
      if (object.kind !== 'ResourceQuota' || !isProven) { continue; }
      this.guarded.get(keyInCluster(clusterScopeOf(by), object.metadata.namespace))?.proven.push(object);
    }
    for (const object of objects) {
      if (object.kind !== 'ResourceQuota' || !own.has(object)) { continue; }
      const guarded = this.guarded.get(keyInCluster(clusterScopeOf(object), object.metadata.namespace));
      const json = guarded && tryToRender(object);
      if (json) { guarded.proven.push(json); }
    }
    this.ofPods = [...this.guarded.values()].flatMap((guarded) => this.judgeOthers(guarded));
  }

  /** Judges an object of our kinds. */
  judge(object: ApiObject, json: KubeObject): Finding[] {
    if (this.guarded.size === 0) { return NONE; }
    const guarded = this.guarded.get(keyInCluster(clusterScopeOf(object), inObject(json.metadata).namespace as string));
    return guarded ? this.judgeBy(guarded, object, json) : NONE;
  }

  /** Adds up what objects need, when each was judged. */
  judgeQuotas(): void {
    for (const guarded of this.guarded.values()) {
      if (guarded.quotas.length === 0 || guarded.ofQuotas) { continue; }
      const contents = this.contentsOf(guarded);
      const guards = guardsOf(guarded);
      const all = { ...guards, quotas: [...guards.quotas, ...guarded.proven] };
      guarded.ofQuotas = guarded.quotas.flatMap(({ path, json }) => (
        quotaTroubles(json, all, contents).map(({ code, severity, ...trouble }) => (
          { ...located(code, severity, trouble, json).finding, path }
        ))
      ));
    }
  }

  private guard(object: ApiObject): void {
    const json = tryToRender(object);
    if (!json) { return; }
    const standard = object.kind === 'Namespace' ? standardIn(json) : undefined;
    if (object.kind === 'Namespace' && !standard) { return; }
    const guarded = this.guardedIn(object, standard ? standard.namespace : object.metadata.namespace);
    if (standard) { guarded.standard = standard; }
    if (object.kind === 'ResourceQuota') { guarded.quotas.push({ path: constructPath(object), json }); }
  }

  private guardedIn(construct: IConstruct, namespace: string | undefined): Guarded {
    const scope = clusterScopeOf(construct);
    const key = keyInCluster(scope, namespace);
    let guarded = this.guarded.get(key);
    if (!guarded) {
      guarded = { scope, namespace, quotas: [], proven: [], limitRanges: this.limitRangesOf(construct, namespace) };
      this.guarded.set(key, guarded);
    }
    return guarded;
  }

  private limitRangesOf(construct: IConstruct, namespace: string | undefined): KubeObject[] {
    return this.inNamespace(construct, namespace)
      .filter(({ kind, apiVersion }) => kind === 'LimitRange' && apiVersion === 'v1')
      .flatMap((object) => tryToRender(object) ?? [])
      .concat(standingLimits(construct, namespace));
  }

  private judgeOthers(guarded: Guarded): Finding[] {
    const own = selfJudged(this.root);
    return this.inNamespace(guarded.scope, guarded.namespace)
      .filter((object) => HELD.has(object.kind) && !isOfOurKinds(object) && !own.has(object))
      .flatMap((object) => {
        const json = tryToRender(object);
        return json ? this.judgeBy(guarded, object, json) : [];
      });
  }

  private judgeBy(guarded: Guarded, object: ApiObject, json: KubeObject): Finding[] {
    if (guarded.quotas.length > 0) {
      this.held.set(object, this.shapes.keep(json));
      guarded.ofQuotas = undefined;
    }
    const found = judgeInNamespace(json, guardsOf(guarded), Cluster.of(object).kubernetesVersion);
    return found.length === 0 ? NONE : found.map(({ finding }) => ({ ...finding, path: constructPath(object) }));
  }

  private contentsOf({ scope, namespace }: Guarded): QuotaContents {
    const objects = this.inNamespace(scope, namespace)
      .filter((object) => HELD.has(object.kind) || isOfOurKinds(object))
      .flatMap((object) => this.held.get(object) ?? tryToRender(object) ?? []);
    const classes = new Map(this.objects
      .filter(({ kind }) => kind === 'PriorityClass')
      .map((object) => [object.name, tryToRender(object)?.globalDefault === true]));
    return {
      objects,
      overhead: (name) => runtimeOverhead(this.root, name),
      isDefaultPriority: (names) => names.some((name) => classes.get(name) === true)
        || (names.every((name) => classes.has(name)) ? false : undefined),
    };
  }

  private inNamespace(construct: IConstruct, namespace: string | undefined): readonly ApiObject[] {
    return objectsInNamespace(construct, namespace);
  }
}

const NONE: Finding[] = [];

function guardsOf({ standard, quotas, limitRanges }: Guarded): NamespaceGuards {
  return { ...(standard && { standard }), limitRanges, quotas: quotas.map(({ json }) => json) };
}
