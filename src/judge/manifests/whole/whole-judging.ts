import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Located } from '../../rules/located';
import type { Origin } from '../origin';

/** Findings about an object, with the place of it. */
export interface PlacedFindings {
  readonly where: Origin;
  readonly located: Located[];
}

/** Judges objects by others, when all are read. */
export interface WholeJudging {
  /** Visits an object of any kind. */
  visit(origin: Origin, object: KubeObject): void;
  /** Leaves out an object that the API server refuses. */
  drop?(origin: Origin): void;
  /** The findings, when all objects were visited. */
  finish(): Iterable<PlacedFindings>;
}
