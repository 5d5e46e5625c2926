import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clustersIn } from './cluster-scope';
import { perApp } from './per-app';
import { constructsOf } from './two-phase-app';

/** All objects of an app, as they were looked up last. */
interface ObjectList {
  objects: readonly ApiObject[];
  /** How many clusters were declared then. */
  clusters: number;
}

/** All objects of an app as it was looked through last: the same list as before, if the app is. */
export function objectsOf(construct: IConstruct): readonly ApiObject[] {
  return listOf(construct).objects;
}

/** All objects of an app as it is: the same list as before, if they and their clusters are the same. */
export function objectsNow(app: IConstruct): readonly ApiObject[] {
  const list = listOf(app);
  const objects = constructsOf(app).filter((each): each is ApiObject => ApiObject.isApiObject(each));
  const clusters = clustersIn(app);
  const { objects: before } = list;
  if (
    objects.length !== before.length ||
    clusters !== list.clusters ||
    objects.some((object, index) => object !== before[index])
  ) {
    list.objects = objects;
    list.clusters = clusters;
  }
  return list.objects;
}

function listOf(construct: IConstruct): ObjectList {
  return perApp(construct, 'objectList', () => ({ objects: [], clusters: 0 }));
}
