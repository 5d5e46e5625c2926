import type { Origin } from '../origin';
import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Release } from '../../../release/release';
import { located } from '../../rules/located';
import { OperatedObjects } from '../../rules/operate';

/** Judges the objects by which a platform is operated: of each file, or of all. */
export class OperatedInFiles implements WholeJudging {
  private readonly clusters: Array<OperatedObjects<Origin>> = [];
  private readonly refused = new Set<number>();
  private file?: string;

  /** @param isOneCluster whether all files are for one cluster; otherwise each is for one of its own */
  constructor(private readonly release: Release, private readonly isOneCluster: boolean) {}

  visit(origin: Origin, object: KubeObject): void {
    if (this.clusters.length === 0 || (!this.isOneCluster && this.file !== origin.file)) {
      this.clusters.push(new OperatedObjects());
    }
    this.file = origin.file;
    this.clusters.at(-1)!.visit(origin, object);
  }

  drop({ order }: Origin): void {
    this.refused.add(order);
  }

  * finish(): Generator<PlacedFindings> {
    for (const cluster of this.clusters.splice(0)) {
      for (const { where, object, trouble: { code, severity, ...trouble } } of cluster.finish(this.release)) {
        if (!this.refused.has(where.order)) { yield { where, located: [located(code, severity, trouble, object)] }; }
      }
    }
  }
}
