import { ApiObject } from 'cdk8s';
import { rendered } from '../../app/json/object-json';
import { isOfOurKinds, Judged, judgeObject } from '../../app/judged-objects';

/** Objects of our kinds that are plain API objects of cdk8s: nobody asks the judge when they print themselves. */
export class PlainObjects {
  private readonly known = new Set<ApiObject>();
  /** All objects of the app, as they were searched last. */
  private searched?: readonly ApiObject[];

  has(object: ApiObject): boolean {
    return this.known.has(object);
  }

  /** Adds the plain objects that are new in the app to those that are judged. */
  find(objects: readonly ApiObject[]): Judged[] {
    if (objects === this.searched) { return []; }
    this.searched = objects;
    return objects
      .filter((object) => isOfOurKinds(object) && !('_render' in object) && !this.known.has(object))
      .map((object) => {
        this.known.add(object);
        const judged = Object.defineProperty(object, '_render', { value: () => rendered(object) }) as Judged;
        judgeObject(judged);
        return judged;
      });
  }
}
