import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { constructPath, tryToRender } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { located } from '../rules/located';
import { OPERATED_KINDS, OperatedObjects, READ_BESIDES } from '../rules/operate';

/** Judges the objects by which the platform of an app is operated. In an app without any nothing is looked into. */
export class OperatedInApp {
  /** All findings about them. */
  public found: readonly Finding[] = [];

  private objects: readonly ApiObject[] = [];

  /** Reads the objects of the app, unless they are the same as before and had no findings. */
  visit(objects: readonly ApiObject[]): void {
    if (objects === this.objects && this.found.length === 0) { return; }
    this.objects = objects;
    const operated = objects.filter(({ kind }) => OPERATED_KINDS.has(kind));
    this.found = operated.length === 0 ? [] : this.judge(objects, operated);
  }

  private judge(objects: readonly ApiObject[], operated: readonly ApiObject[]): Finding[] {
    // Budgets of this library select by labels of the controller, and there is one for each sandbox of a fleet: the
    // pods are read for others alone.
    const wantsPods = operated.some((object) => object.kind === 'NodePool' || !('_render' in object));
    const clusters = new Map<IConstruct, OperatedObjects<ApiObject>>();
    for (const object of objects) {
      const { kind } = object;
      const isRead = OPERATED_KINDS.has(kind) || kind === 'SandboxWarmPool' || (wantsPods && READ_BESIDES.has(kind));
      const json = isRead ? tryToRender(object) : undefined;
      if (!json) { continue; }
      const scope = clusterScopeOf(object);
      let ofCluster = clusters.get(scope);
      if (!ofCluster) { clusters.set(scope, ofCluster = new OperatedObjects()); }
      ofCluster.visit(object, json);
    }
    return [...clusters].flatMap(([scope, ofCluster]) => {
      const release = Cluster.of(scope).version?._release;
      if (!release) { return []; }
      return [...ofCluster.finish(release)].map(({ where, object, trouble: { code, severity, ...trouble } }) => ({
        ...located(code, severity, trouble, object).finding, path: constructPath(where),
      }));
    });
  }
}
