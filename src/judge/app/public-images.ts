import { ApiObject } from 'cdk8s';
import { OneForAll } from './one-for-all';
import type { OtherObjects } from './other-objects';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { publicImageOf, pulledPast } from '../rules/pods/public-images';

/** The objects of an app that pull from public registries, in clusters whose controller comes from a mirror. */
export class PublicImages extends OneForAll {
  constructor(private readonly others: OtherObjects) {
    super();
  }

  protected detailOf(json: KubeObject, object: ApiObject): string | undefined {
    return this.mirrorFor(object) === undefined ? undefined : publicImageOf(json);
  }

  protected told(count: number, image: string, object: ApiObject): CodedTrouble {
    return pulledPast(this.mirrorFor(object) ?? '', image, count);
  }

  private mirrorFor(object: ApiObject): string | undefined {
    // With a declared registry, each image from elsewhere is told of (ASB348).
    return Cluster.of(object).mirror ? undefined : this.others.mirrors.get(clusterScopeOf(object));
  }
}
