import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { bearsOnRadius, ClusterRadius, isRadiusSubject } from './reach/cluster-radius';
import type { Radius } from './reach/reached';
import { Cluster } from '../app/cluster';
import { clusterScopeOf } from '../app/cluster-scope';
import { isBelow } from '../app/is-below';
import { constructPath, tryToRender } from '../app/judged-objects';
import { objectsNow } from '../app/object-list';
import { rootOf } from '../app/root';
import type { KubeObject } from '../kubernetes/kube-object';
import { parseCidr } from '../network/intent/cidr';

/** What sandboxes of a cluster of an app reach, as the app is now. */
export class AppRadius {
  /** The scope of the cluster of a construct. */
  static clusterOf(construct: IConstruct): IConstruct {
    return clusterScopeOf(construct);
  }

  private readonly radius: ClusterRadius;
  private readonly objects: ReadonlyMap<ApiObject, KubeObject>;

  /** @throws when the release of the cluster is not known */
  constructor(private readonly scope: IConstruct, podCidrs?: readonly string[]) {
    const clusterScope = clusterScopeOf(scope);
    const release = Cluster.releaseFor(scope);
    const { allowedLabelDomains, dns, cloud } = Cluster.of(scope);
    this.objects = new Map(objectsNow(rootOf(scope))
      .filter((object) => bearsOnRadius(object) && clusterScopeOf(object) === clusterScope)
      .flatMap((object): Array<[ApiObject, KubeObject]> => {
        const json = tryToRender(object);
        return json ? [[object, json]] : [];
      }));
    this.radius = new ClusterRadius(
      [...this.objects.values()], { release, allowedLabelDomains }, podCidrs?.map(parseCidr),
      { dns, platform: cloud?._facts.platform },
    );
  }

  /** @throws when the construct has no pods, or they are not known */
  of(construct: IConstruct): Radius {
    const object = ApiObject.isApiObject(construct) ? construct : construct.node.tryFindChild('Resource');
    const json = object && ApiObject.isApiObject(object) ? this.objects.get(object) : undefined;
    const found = json && this.radius.of(json);
    if (!found) {
      throw new Error(
        `no pods are known of '${construct.node.path}'; give a sandbox, a template, a pool or a claim whose template `
        + 'is in the app, or a workload such as a Deployment',
      );
    }
    return found;
  }

  /** Of each Sandbox and template at and below the scope, with the path of its construct. */
  all(): Array<{ readonly construct: IConstruct; readonly path: string }> {
    return [...this.objects]
      .filter(([object, json]) => isRadiusSubject(json) && isBelow(object, this.scope))
      .map(([object]) => ({ construct: object, path: constructPath(object) }));
  }
}
