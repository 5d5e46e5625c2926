import { ContainerAmounts, containersOf, hasPodResources, isAbove, pathOfAmount, Side } from './container-amounts';
import { containerDefaults, NamespaceGuards, PodTemplate, podTemplateOf } from './guards';
import { Trouble } from '../../../findings/trouble';
import type { PathSegment } from '../../../kubernetes/json-path';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { Needs, quantityText, thousandths } from '../../capacity/needs';
import { podNeeds } from '../../capacity/pod-needs';
import { NOTHING } from '../rule';

/**
 * Pods and volume claims that a LimitRange of their namespace refuses, after it has given its defaults.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function limitRangeTroubles(object: KubeObject, { limitRanges }: NamespaceGuards): Trouble[] {
  if (limitRanges.length === 0) { return NOTHING; }
  const pod = podTemplateOf(object);
  const claims = claimsOf(object, pod);
  if (!pod && claims.length === 0) { return NOTHING; }
  const defaults = containerDefaults(limitRanges);
  const containers = pod ? containersOf(pod, defaults) : [];
  const ofPod = pod && !hasPodResources(pod) ? podNeeds(pod.spec, { defaults, overhead: () => undefined }) : undefined;
  const troubles = containers.flatMap((container) => belowRequest(container));
  for (const { metadata, spec } of limitRanges) {
    const by = `LimitRange '${String(inObject(metadata).name)}'`;
    for (const item of inList(spec, 'limits')) {
      if (item.type === 'Container') { troubles.push(...containers.flatMap((each) => ofContainer(each, item, by))); }
      if (item.type === 'Pod' && ofPod) { troubles.push(...ofPodSum(pod!, ofPod, item, by)); }
      if (item.type === 'PersistentVolumeClaim') {
        troubles.push(...claims.flatMap((each) => ofClaim(each, item, by)));
      }
    }
  }
  return troubles;
}

const REMEDY = 'change the amount, or the LimitRange';

/** A default limit below the request that the container has. */
function belowRequest(container: ContainerAmounts): Trouble[] {
  const { who, requests, limits } = container;
  return Object.entries(requests)
    .filter(
      ([resource, request]) =>
        container.isGiven('requests', resource) &&
        !container.isGiven('limits', resource) &&
        isAbove(request, limits[resource]),
    )
    .map(([resource, request]) => ({
      message:
        `${who} requests ${resource} ${String(request)}, ` +
        `and a LimitRange gives it a limit of ${String(limits[resource])}, ` +
        'which is less, so that the pod is refused',
      remedy: "give the container a limit of its own in 'limits'",
      path: pathOfAmount(container, 'requests', resource),
    }));
}

function ofContainer(container: ContainerAmounts, item: Loose, by: string): Trouble[] {
  const { who, requests, limits } = container;
  return [
    ...bounds(item, (side) => container[side]).map(({ side, resource, is }) => ({
      message: `${who} has ${resource} ${String(container[side][resource])} in '${side}', ${is} of ${by}`,
      remedy: REMEDY,
      path: pathOfAmount(container, side, resource),
    })),
    ...Object.entries(inObject(item, 'maxLimitRequestRatio'))
      .filter(([resource, ratio]) => isAboveRatio(limits[resource], requests[resource], ratio))
      .map(([resource, ratio]) => ({
        message:
          `${who} has a limit of ${resource} ${String(limits[resource] ?? 'none')} for a request ` +
          `of ${String(requests[resource] ?? 'none')}, above the ratio ${String(ratio)} of ${by}`,
        remedy: REMEDY,
        path: pathOfAmount(container, 'limits', resource),
      })),
  ];
}

function ofPodSum({ path }: PodTemplate, needs: Needs, item: Loose, by: string): Trouble[] {
  const amounts = (side: Side) => Object.fromEntries(
    Object.entries(needs)
      .filter(([name]) => name.startsWith(`${side}.`))
      .map(([name, amount]) => [name.slice(side.length + 1), quantityText(name, amount)]),
  );
  const sums = { requests: amounts('requests'), limits: amounts('limits') };
  return bounds(item, (side) => sums[side]).map(({ side, resource, is }) => ({
    message:
      `the containers of the pod have ${resource} ${sums[side][resource] ?? 'none'} in '${side}' together, ` +
      `${is} of ${by}`,
    remedy: REMEDY,
    path: [...path, 'spec', 'containers'],
  }));
}

interface Breach {
  readonly side: Side;
  readonly resource: string;
  /** Such as `above the maximum 2`. */
  readonly is: string;
}

/** The amounts that break a maximum or minimum. */
function bounds(item: Loose, amounts: (side: Side) => Loose): Breach[] {
  const found: Breach[] = [];
  for (const [resource, max] of Object.entries(inObject(item, 'max'))) {
    const side = (['limits', 'requests'] as const).find((each) => isAbove(amounts(each)[resource], max));
    if (side) {
      found.push({ side, resource, is: `above the maximum ${String(max)}` });
    } else if (amounts('limits')[resource] === undefined) {
      found.push({ side: 'limits', resource, is: `and needs one for the maximum ${String(max)}` });
    }
  }
  for (const [resource, min] of Object.entries(inObject(item, 'min'))) {
    const side = (['requests', 'limits'] as const).find((each) => isAbove(min, amounts(each)[resource]));
    if (side) {
      found.push({ side, resource, is: `below the minimum ${String(min)}` });
    } else if (amounts('requests')[resource] === undefined) {
      found.push({ side: 'requests', resource, is: `and needs one for the minimum ${String(min)}` });
    }
  }
  return found;
}

/** As Kubernetes does: without a request or limit no ratio is low enough. */
function isAboveRatio(limit: unknown, request: unknown, ratio: unknown): boolean {
  const [most, least, allowed] = [thousandths(limit) ?? 0n, thousandths(request) ?? 0n, thousandths(ratio)];
  return allowed !== undefined && (most === 0n || least === 0n || most * 1000n > least * allowed);
}

/** A volume claim that is made, and its path. */
interface Claim {
  readonly name: string;
  readonly storage: unknown;
  readonly path: readonly PathSegment[];
}

function claimsOf(object: KubeObject, pod: PodTemplate | undefined): Claim[] {
  const { apiVersion, kind, metadata } = object;
  if (kind === 'PersistentVolumeClaim' && apiVersion === 'v1') {
    return [claim(String(inObject(metadata).name), object, [])];
  }
  const templates = inList(object.spec, 'volumeClaimTemplates').map((template, index) => (
    claim(String(inObject(template, 'metadata').name), template, ['spec', 'volumeClaimTemplates', index])
  ));
  if (!pod) { return templates; }
  const ephemeral = inList(pod.spec, 'volumes').flatMap((volume, index) => {
    const template = inObject(volume, 'ephemeral', 'volumeClaimTemplate');
    return Object.keys(template).length === 0 ? [] : [
      claim(String(volume.name), template, [...pod.path, 'spec', 'volumes', index, 'ephemeral', 'volumeClaimTemplate']),
    ];
  });
  return [...templates, ...ephemeral];
}

function claim(name: string, { spec }: Loose | KubeObject, path: readonly PathSegment[]): Claim {
  return {
    name,
    storage: inObject(spec, 'resources', 'requests').storage,
    path: [...path, 'spec', 'resources', 'requests', 'storage'],
  };
}

/** Of claims Kubernetes compares requests alone. */
function ofClaim({ name, storage, path }: Claim, item: Loose, by: string): Trouble[] {
  const max = inObject(item, 'max').storage;
  const min = inObject(item, 'min').storage;
  const is = isAbove(storage, max)
    ? `above the maximum ${String(max)}`
    : isAbove(min, storage) ? `below the minimum ${String(min)}` : undefined;
  return is === undefined ? [] : [{
    message: `volume claim '${name}' requests ${String(storage)}, ${is} of ${by}`,
    remedy: 'change the size, or the LimitRange',
    path,
  }];
}
