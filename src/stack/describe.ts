import type { KubeObject } from '../kubernetes/kube-object';
import { podSpecOf, POD_TEMPLATES } from '../kubernetes/pod-templates';
import { inList, inObject } from '../kubernetes/read-json';
import { isNetworkPolicy } from '../network/reachability/policies';
import type { Tone } from '../pictures/picture';
import { shortened } from '../pictures/text-width';

/** Kinds with a box besides policies of the network and workloads, by their colour. Others are listed. */
const TONES: Readonly<Record<string, Tone>> = {
  Sandbox: 'sandbox',
  SandboxTemplate: 'sandbox',
  SandboxWarmPool: 'sandbox',
  SandboxClaim: 'sandbox',
  RuntimeClass: 'runtime',
  Service: 'workload',
  HTTPRoute: 'workload',
  Ingress: 'workload',
  HorizontalPodAutoscaler: 'workload',
  ScaledObject: 'workload',
};

/** The colour of the box of an object; undefined where it has no box. */
export function toneOf(object: KubeObject): Tone | undefined {
  if (isNetworkPolicy(object)) { return 'policy'; }
  if (Object.hasOwn(TONES, object.kind)) { return TONES[object.kind]; }
  return Object.hasOwn(POD_TEMPLATES, object.kind) ? 'workload' : undefined;
}

/** What a box says of its object, besides kind and name. */
export function detailsOf(object: KubeObject): string[] {
  const { kind, spec } = object;
  switch (kind) {
    case 'Sandbox': return [...images(object), ...suspension(object), ...volumes(object)];
    case 'SandboxTemplate': return [...images(object), ...volumes(object)];
    case 'SandboxWarmPool': return counted(inObject(spec).replicas, 'kept warm');
    case 'RuntimeClass': return isText(object.handler) ? [`handler ${brief(object.handler)}`] : [];
    case 'Service': return [portsOf(object)].filter((text) => text !== '');
    case 'HorizontalPodAutoscaler': return [range(inObject(spec).minReplicas ?? 1, inObject(spec).maxReplicas)];
    case 'ScaledObject': return [range(inObject(spec).minReplicaCount ?? 0, inObject(spec).maxReplicaCount ?? 100)];
    case 'Deployment': case 'StatefulSet': case 'ReplicaSet':
      return [...images(object), ...counted(inObject(spec).replicas ?? 1, 'replica', 'replicas')];
    default: return images(object);
  }
}

function images(object: KubeObject): string[] {
  if (!Object.hasOwn(POD_TEMPLATES, object.kind)) { return []; }
  const all = inList(podSpecOf(object), 'containers').map(({ image }) => image).filter(isText).map(imageName);
  return all.length > 2 ? [all[0], `and ${all.length - 1} more containers`] : all;
}

/** The last part of an image, which is what people call it: `python:3.14`. */
function imageName(image: string): string {
  const [named, digest] = image.split('@', 2);
  const name = named.slice(named.lastIndexOf('/') + 1);
  return brief(name.includes(':') || digest === undefined ? name : `${name}@${digest.slice(0, 15)}`);
}

function suspension({ spec }: KubeObject): string[] {
  const { operatingMode, replicas } = inObject(spec);
  return operatingMode === 'Suspended' || replicas === 0 ? ['suspended'] : [];
}

function volumes({ spec }: KubeObject): string[] {
  const names = inList(spec, 'volumeClaimTemplates').map((each) => inObject(each, 'metadata').name).filter(isText);
  if (names.length > 2) { return [`${names.length} volumes`]; }
  return names.length === 0 ? [] : [`volume${names.length > 1 ? 's' : ''} ${names.map(brief).join(', ')}`];
}

function portsOf({ spec }: KubeObject): string {
  const ports = inList(spec, 'ports').map(({ port }) => port).filter((port) => typeof port === 'number');
  return ports.length === 0 ? '' : `port${ports.length > 1 ? 's' : ''} ${ports.slice(0, 4).join(', ')}`;
}

function counted(count: unknown, one: string, many = one): string[] {
  return typeof count === 'number' ? [`${count} ${count === 1 ? one : many}`] : [];
}

function range(least: unknown, most: unknown): string {
  return `${brief(String(least))} to ${brief(String(most ?? '?'))}`;
}

/** A text of a manifest, of any length, as it fits into a box. */
export function brief(text: string): string {
  return shortened(text, 36);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
