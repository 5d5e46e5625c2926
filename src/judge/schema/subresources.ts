import { Violations } from './violations';
import type { Scale } from '../../api/changes';

/** The subresources of a kind. */
export interface Subresources {
  /** Whether the status is a subresource. */
  readonly status?: boolean;
  /** The fields of the scale subresource. */
  readonly scale?: Scale;
}

/** Adds the violation of the scale subresource, which refuses negative replicas. */
export function negativeScale(object: unknown, { specReplicasPath }: Scale, violations: Violations): void {
  const path = specReplicasPath.split('.').filter(Boolean);
  const replicas = path.reduce((value: any, name) => value?.[name], object);
  if (typeof replicas === 'number' && replicas < 0) {
    violations.push({ path, kind: 'minimum', message: `${replicas} is less than the minimum, 0` });
  }
}
