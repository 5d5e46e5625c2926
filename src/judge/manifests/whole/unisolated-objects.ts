import type { Origin } from '../origin';
import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { located } from '../../rules/located';
import { lacksRuntime, withoutRuntime } from '../../rules/runtimes/no-runtime';

/** An object whose pods nothing isolates, and where it was read. */
interface UnisolatedObject {
  readonly origin: Origin;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
}

/** How many places are kept: the first object that is not refused is shown, the others are counted. */
const MOST_PLACES = 100;

/** The objects of all files whose pods no runtime isolates, as one finding. */
export class UnisolatedObjects implements WholeJudging {
  private readonly first: UnisolatedObject[] = [];
  private readonly orders = new Set<number>();

  visit(origin: Origin, object: KubeObject): void {
    if (!lacksRuntime(object)) { return; }
    this.orders.add(origin.order);
    const { apiVersion, kind, metadata } = object;
    if (this.first.length < MOST_PLACES) { this.first.push({ origin, object: { apiVersion, kind, metadata } }); }
  }

  drop({ order }: Origin): void {
    this.orders.delete(order);
  }

  * finish(): Generator<PlacedFindings> {
    const shown = this.first.find(({ origin }) => this.orders.has(origin.order));
    if (!shown) { return; }
    const { code, severity, ...trouble } = withoutRuntime(this.orders.size);
    yield { where: shown.origin, located: [located(code, severity, trouble, shown.object as KubeObject)] };
  }
}
