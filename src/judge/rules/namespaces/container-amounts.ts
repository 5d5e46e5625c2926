import { PodTemplate } from './guards';
import type { PathSegment } from '../../../kubernetes/json-path';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { thousandths } from '../../capacity/needs';
import type { ContainerDefaults } from '../../capacity/pod-needs';

/** The two sides of the amounts of a container. */
export type Side = 'requests' | 'limits';

/** A container with the amounts that it has once the API server and LimitRanges have added theirs. */
export interface ContainerAmounts {
  /** Such as `container 'main'`. */
  readonly who: string;
  /** Its path in the object. */
  readonly path: readonly PathSegment[];
  /** As quantities by resource. */
  readonly requests: Loose;
  readonly limits: Loose;
  /** Whether an amount stands in the container itself. */
  isGiven(side: Side, resource: string): boolean;
}

/** The containers of a pod, init containers included. */
export function containersOf({ path, spec }: PodTemplate, defaults: ContainerDefaults): ContainerAmounts[] {
  return (['containers', 'initContainers'] as const).flatMap((list) =>
    inList(spec, list).map((container, index): ContainerAmounts => {
      const given = {
        requests: inObject(container, 'resources', 'requests'),
        limits: inObject(container, 'resources', 'limits'),
      };
      return {
        who: `${list === 'containers' ? 'container' : 'init container'} '${String(container.name)}'`,
        path: [...path, 'spec', list, index],
        requests: { ...defaults.requests, ...given.limits, ...given.requests },
        limits: { ...defaults.limits, ...given.limits },
        isGiven: (side, resource) => Object.hasOwn(given[side], resource),
      };
    }),
  );
}

/** The path of an amount; of one that a LimitRange gives, that of the container. */
export function pathOfAmount(
  { path, isGiven }: ContainerAmounts,
  side: Side,
  resource: string,
): readonly PathSegment[] {
  return isGiven(side, resource) ? [...path, 'resources', side, resource] : path;
}

/** Whether resources of the pod as a whole are given, which release its containers from having any. */
export function hasPodResources({ spec }: PodTemplate): boolean {
  return ['requests', 'limits'].some((side) => Object.keys(inObject(spec, 'resources', side)).length > 0);
}

/** Whether one quantity is above another; false where one is not a quantity. */
export function isAbove(one: unknown, other: unknown, factor: bigint = 1n): boolean {
  const [a, b] = [thousandths(one), thousandths(other)];
  return a !== undefined && b !== undefined && a > b * factor;
}
