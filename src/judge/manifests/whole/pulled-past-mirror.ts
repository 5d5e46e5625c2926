import type { Origin } from '../origin';
import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { located } from '../../rules/located';
import { mirrorIn, publicImageOf, pulledPast } from '../../rules/pods/public-images';

/** An object that pulls from a public registry, and where it was read. */
interface Pulling {
  readonly origin: Origin;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly image: string;
}

/** The objects of a cluster. */
interface Ended {
  readonly first: readonly Pulling[];
  readonly orders: Set<number>;
  readonly mirror: string;
}

/** How many places are kept: the first object that is not refused is shown, the others are counted. */
const MOST_PLACES = 100;

/** Objects that pull from public registries, beside a controller from a mirror: of each file, or of all. */
export class PulledPastMirror implements WholeJudging {
  private first: Pulling[] = [];
  private orders = new Set<number>();
  private mirror?: string;
  private file?: string;
  private readonly ended: Ended[] = [];

  /** @param isOneCluster whether all files are for one cluster; otherwise each is for one of its own */
  constructor(private readonly isOneCluster: boolean) {}

  visit(origin: Origin, object: KubeObject): void {
    if (!this.isOneCluster && this.file !== origin.file) { this.end(); }
    this.file = origin.file;
    this.mirror ??= mirrorIn(object);
    const image = publicImageOf(object);
    if (image === undefined) { return; }
    this.orders.add(origin.order);
    const { apiVersion, kind, metadata } = object;
    if (this.first.length < MOST_PLACES) { this.first.push({ origin, object: { apiVersion, kind, metadata }, image }); }
  }

  drop({ order }: Origin): void {
    this.orders.delete(order);
    for (const { orders } of this.ended) { orders.delete(order); }
  }

  * finish(): Generator<PlacedFindings> {
    this.end();
    for (const { first, orders, mirror } of this.ended.splice(0)) {
      const shown = first.find(({ origin }) => orders.has(origin.order));
      if (!shown) { continue; }
      const { code, severity, ...trouble } = pulledPast(mirror, shown.image, orders.size);
      yield { where: shown.origin, located: [located(code, severity, trouble, shown.object as KubeObject)] };
    }
  }

  /** The objects that are read from now on may be for another cluster. */
  private end(): void {
    const { first, orders, mirror } = this;
    if (mirror !== undefined && orders.size > 0) { this.ended.push({ first, orders, mirror }); }
    [this.first, this.orders, this.mirror] = [[], new Set(), undefined];
  }
}
