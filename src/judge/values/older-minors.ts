/** What minors of Kubernetes refuse that are older than those whose rules the tables have. */
import type { PodVisit } from './visit';
import type { PathSegment } from '../../kubernetes/json-path';

/** Whether the pod is made by a minor that is known, and older than one. */
export function isOlder(visit: PodVisit, since: number): boolean {
  const { minor } = visit.pod;
  return minor > 0 && minor < since;
}

/** Notes that a minor refuses what a newer one accepts. */
export function refuseAsOlder(visit: PodVisit, message: string, remedy: string, ...below: PathSegment[]): void {
  visit.refuse(message, remedy, ...below);
}
