import { Violation } from './violation';
import type { Scale } from '../../api/changes';

/** The parts of a kind's objects that are written apart from the rest. */
export interface Subresources {
  /** Whether the status is one. */
  readonly status?: boolean;
  /** Where the scale is kept. */
  readonly scale?: Scale;
}

/** The numbers of replicas are judged by the scale subresource as well, which takes none below zero. */
export function negativeScale(object: unknown, { specReplicasPath }: Scale, violations: Violation[]): void {
  const path = specReplicasPath.split('.').filter(Boolean);
  const replicas = path.reduce((at: any, name) => at?.[name], object);
  if (typeof replicas === 'number' && replicas < 0) {
    violations.push({ path, kind: 'minimum', message: `${replicas} is less than the minimum, 0` });
  }
}
