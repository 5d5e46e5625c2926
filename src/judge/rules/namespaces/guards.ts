import { EXTENSION_KINDS, Kind, KINDS } from '../../../api/kinds';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { POD_TEMPLATES, WORKLOADS } from '../../../kubernetes/pod-templates';
import { inList, inObject, inObjectAt, Loose } from '../../../kubernetes/read-json';
import type { ContainerDefaults } from '../../capacity/pod-needs';
import type { PodSecurityLevel } from '../../pod-security/index';

/** The Pod Security Standard that a namespace enforces. */
export interface EnforcedStandard {
  readonly namespace: string;
  readonly level: PodSecurityLevel;
  /** A minor of Kubernetes such as `v1.36`, or `latest`. */
  readonly version: string;
}

/** The objects of a namespace that limit the pods in it. */
export interface NamespaceGuards {
  readonly standard?: EnforcedStandard;
  readonly limitRanges: readonly KubeObject[];
  readonly quotas: readonly KubeObject[];
}

/** The label by which a Namespace enforces a standard. */
export const ENFORCE_STANDARD = 'pod-security.kubernetes.io/enforce';

/** The standard that a Namespace enforces; undefined where it enforces none, or its labels are not valid. */
export function standardIn({ metadata }: KubeObject): EnforcedStandard | undefined {
  const labels = inObject(metadata, 'labels');
  const { [ENFORCE_STANDARD]: level, [`${ENFORCE_STANDARD}-version`]: version = 'latest' } = labels;
  const { name } = inObject(metadata);
  if ((level !== 'baseline' && level !== 'restricted') || typeof name !== 'string') { return undefined; }
  return typeof version === 'string' && /^(latest|v1\.(0|[1-9]\d{0,3}))$/.test(version)
    ? { namespace: name, level, version }
    : undefined;
}

/** The kinds of Kubernetes that limit the pods of a namespace, all of version `v1`. */
export const GUARD_KINDS: ReadonlySet<string> = new Set(['Namespace', 'ResourceQuota', 'LimitRange']);

/** Whether an object limits the pods of a namespace. */
export function isGuard({ apiVersion, kind }: KubeObject): boolean {
  return GUARD_KINDS.has(kind) && apiVersion === 'v1';
}

/** A pod, or the template of pods. */
export interface PodTemplate {
  /** Its path in the object. */
  readonly path: readonly string[];
  readonly metadata: Loose;
  readonly spec: Loose;
}

/** The pods of an object: its own, or those made of its template. */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  const { apiVersion, kind } = object;
  if (!Object.hasOwn(POD_TEMPLATES, kind) || apiGroupOf(apiVersion) !== groupOfKind(kind)) { return undefined; }
  const path = POD_TEMPLATES[kind];
  const template = inObjectAt(object, [...path]);
  return { path, metadata: inObject(template, 'metadata'), spec: inObject(template, 'spec') };
}

function groupOfKind(kind: string): string {
  if (Object.hasOwn(WORKLOADS, kind)) { return WORKLOADS[kind].apiGroup; }
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as Kind].group : '';
}

/** Whether objects of a kind have no pods of their own and are counted by quotas: pools and claims. */
export function isCountedByTemplate(kind: string): boolean {
  return EXTENSION_KINDS.includes(kind as Kind) && kind !== 'SandboxTemplate';
}

/**
 * The amounts that LimitRanges give to containers without their own. Where a LimitRange has no default, the API server
 * takes its maximum; where it has no default request, the default, else the minimum.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function containerDefaults(limitRanges: readonly KubeObject[]): ContainerDefaults {
  let requests: Record<string, string> = {};
  let limits: Record<string, string> = {};
  for (const { spec } of limitRanges) {
    for (const item of inList(spec, 'limits')) {
      if (item.type !== 'Container') { continue; }
      const ownLimits = { ...inObject(item, 'max'), ...inObject(item, 'default') };
      const ownRequests = { ...inObject(item, 'min'), ...ownLimits, ...inObject(item, 'defaultRequest') };
      limits = { ...ownLimits as Record<string, string>, ...limits };
      requests = { ...ownRequests as Record<string, string>, ...requests };
    }
  }
  return { requests, limits };
}
