import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { GITOPS_KINDS, GitOpsObjects, READ_FOR_GITOPS } from '.';
import { clusterScopeOf } from '../../../app/cluster-scope';
import { annotationsOf, constructPath, isOfOurKinds, tryToRender } from '../../../app/judged-objects';
import { Finding } from '../../../findings/finding';
import { SYNC_WAVE } from '../../../kubernetes/gitops-annotations';
import { located } from '../located';

/** Codes of what ArgoApplication and FluxKustomization see to themselves, when an app is printed. */
const SEEN_TO: ReadonlySet<string> = new Set(['ASB486', 'ASB489']);

/** What GitOps tools do to the objects of an app. In an app without any nothing is looked into. */
export class GitOpsInApp {
  /** All findings about them. */
  public found: readonly Finding[] = [];

  private objects: readonly ApiObject[] = [];

  /** Reads the objects of the app, unless they are the same as before and had no findings. */
  visit(objects: readonly ApiObject[]): void {
    if (objects === this.objects && this.found.length === 0) { return; }
    this.objects = objects;
    this.found = objects.some((each) => GITOPS_KINDS.has(each.kind) || isOddWave(each)) ? this.judge(objects) : [];
  }

  private judge(objects: readonly ApiObject[]): Finding[] {
    const clusters = new Map<IConstruct, GitOpsObjects<ApiObject>>();
    for (const object of objects) {
      const scope = clusterScopeOf(object);
      let ofCluster = clusters.get(scope);
      if (!ofCluster) { clusters.set(scope, ofCluster = new GitOpsObjects()); }
      ofCluster.visitWave(object.kind, object.name, annotationsOf(object));
      const json = isOfOurKinds(object) || READ_FOR_GITOPS.has(object.kind) ? tryToRender(object) : undefined;
      if (json) { ofCluster.visit(object, json); }
    }
    return [...clusters.values()].flatMap((ofCluster) => [...ofCluster.finish()]
      .filter(({ where, trouble: { code } }) => !('_render' in where) || !SEEN_TO.has(code))
      .map(({ where, object, trouble: { code, severity, ...trouble } }) => ({
        ...located(code, severity, trouble, object).finding, path: constructPath(where),
      })));
  }
}

/** Whether an object may be in a wave before that of its kind or its namespace. */
function isOddWave(object: ApiObject): boolean {
  const wave = Number(annotationsOf(object)[SYNC_WAVE] ?? 0);
  return object.kind === 'CustomResourceDefinition' || object.kind === 'Namespace'
    ? wave > 0
    : wave < 0 && isOfOurKinds(object);
}
