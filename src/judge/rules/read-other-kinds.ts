/** Reads from objects of other kinds what rules about Agent Sandbox's kinds ask. Each reads final JSON of any form. */
import type { ClassKind } from './rule';
import { CONFIG_MAP, CONTROLLER } from '../../api/controller-names';
import { Kind, KINDS } from '../../api/kinds';
import { apiGroupOf } from '../../kubernetes/api-group';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { isReleaseId } from '../../release/release-id';
import type { PathSegment } from '../schema';

/** An object of one of our kinds that something scales. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name: string;
  /** The autoscaler, such as `HorizontalPodAutoscaler research/scaling`. */
  readonly scaler: string;
}

/** Kinds that scale other objects, by their API group. */
const SCALERS: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: 'autoscaling', ScaledObject: 'keda.sh' };

/** The kinds of autoscalers. */
export const SCALER_KINDS: readonly string[] = Object.keys(SCALERS);

/** Whether an object scales others. */
export function isScaler({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return isOf(SCALERS, kind) && apiGroupOf(apiVersion) === SCALERS[kind];
}

/** The target of an autoscaler, if it is of one of Agent Sandbox's kinds. */
export function scaleTargetOf(object: KubeObject): ScaleTarget | undefined {
  if (!isScaler(object)) { return undefined; }
  const { apiVersion, kind, name } = inObject(object.spec, 'scaleTargetRef');
  if (!isText(apiVersion) || !isText(kind) || !isText(name)) { return undefined; }
  if (!isOf(KINDS, kind) || apiGroupOf(apiVersion) !== KINDS[kind].group) { return undefined; }
  const { namespace } = inObject(object.metadata);
  return { apiVersion, kind, name, scaler: nameOfObject(object), ...(isText(namespace) && { namespace }) };
}

/** Kinds of classes that pods name, by their API group. */
const CLASSES: Readonly<Record<ClassKind, string>> = {
  RuntimeClass: 'node.k8s.io', PriorityClass: 'scheduling.k8s.io',
};

/** The kinds of classes that pods name. */
export const CLASS_KINDS: readonly string[] = Object.keys(CLASSES);

/** The class that an object is. */
export function classIn({ apiVersion, kind, metadata }: KubeObject): { kind: ClassKind; name: string } | undefined {
  const { name } = inObject(metadata);
  return isOf(CLASSES, kind) && apiGroupOf(apiVersion) === CLASSES[kind] && isText(name) ? { kind, name } : undefined;
}

/** The access modes of a PersistentVolumeClaim that is named. */
export function claimModesIn({ apiVersion, kind, metadata, spec }: KubeObject): readonly string[] | undefined {
  if (kind !== 'PersistentVolumeClaim' || apiVersion !== 'v1' || !isText(inObject(metadata).name)) { return undefined; }
  const { accessModes } = inObject(spec);
  return Array.isArray(accessModes) && accessModes.length > 0 ? accessModes.filter(isText) : undefined;
}

/** A workload that runs the controller. */
export interface Controller {
  /**
   * Such as `Deployment agent-sandbox-system/agent-sandbox-controller`: the same for one object, however often it is
   * written.
   */
  readonly what: string;
  readonly image: string;
  /** The release that the tag of its image names, if it names one. */
  readonly release?: string;
  /** Whether it serves templates, pools and claims. */
  readonly extensions: boolean;
  /** Whether OLM runs it. */
  readonly isSubscription?: boolean;
  /** Namespace of the lease by which it elects a leader; undefined where it elects none. */
  readonly leaseNamespace?: string;
  /** Path of its container, or of what stands for it. */
  readonly path: readonly PathSegment[];
  /** Path of its image, or of the name of its package. */
  readonly imagePath: readonly PathSegment[];
}

/** The kinds of workloads that may run a controller. */
export const CONTROLLER_KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
const IMAGE = new RegExp(`(^|/)${CONTROLLER}([:@]|$)`);
const TAG = /:([^:@/]+)(?:@|$)/;
const TRUE = /^(1|t|true)$/i;

/** Whether a text may hold a controller, so that it is worth reading. */
export function mayHoldController(text: string): boolean {
  return text.includes(CONTROLLER);
}

/** The controller that a workload runs. */
export function controllerIn(object: KubeObject): Controller | undefined {
  const { apiVersion, kind, spec } = object;
  if (!CONTROLLER_KINDS.includes(kind) || apiGroupOf(apiVersion) !== 'apps') { return undefined; }
  const containers = inList(spec, 'template', 'spec', 'containers');
  const index = containers.findIndex(({ image }) => isText(image) && IMAGE.test(image));
  if (index < 0) { return undefined; }
  const { image, args, command }: Loose = containers[index];
  const given = flagsOf([command, args].flatMap((list) => (Array.isArray(list) ? list : [])));
  // The StatefulSet is that of v0.1, which elects nobody unless it is told to; the others all do.
  const elects = TRUE.test(given.get('leader-elect') ?? String(kind !== 'StatefulSet'));
  const { namespace } = inObject(object.metadata);
  const release = TAG.exec(image as string)?.[1];
  return {
    what: nameOfObject(object),
    image: image as string,
    ...(release !== undefined && isReleaseId(release) && { release }),
    extensions: TRUE.test(given.get('extensions') ?? ''),
    ...(elects && { leaseNamespace: given.get('leader-election-namespace') || (isText(namespace) ? namespace : '') }),
    path: ['spec', 'template', 'spec', 'containers', index],
    imagePath: ['spec', 'template', 'spec', 'containers', index, 'image'],
  };
}

/** Package of upstream's controller for the Operator Lifecycle Manager (OLM). */
const OLM_PACKAGE = 'agent-sandbox-operator';

/** The kind by which OLM is told to install a package. */
export const SUBSCRIPTION = 'Subscription';

/** The controller that OLM installs for a Subscription. Its bundle has extensions on. */
export function subscribedController(object: KubeObject): Controller | undefined {
  const { apiVersion, kind, spec } = object;
  if (kind !== SUBSCRIPTION || apiGroupOf(apiVersion) !== 'operators.coreos.com') { return undefined; }
  if (inObject(spec).name !== OLM_PACKAGE) { return undefined; }
  const path = ['spec', 'name'];
  const what = nameOfObject(object);
  return { what, image: OLM_PACKAGE, extensions: true, path, imagePath: path, isSubscription: true };
}

/** Flags by name, as Go reads them: of those given twice the last; one without a value is true. */
function flagsOf(args: readonly unknown[]): Map<string, string> {
  return new Map(args.flatMap((arg): [string, string][] => {
    const [, name, value] = isText(arg) ? /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(arg) ?? [] : [];
    return name ? [[name, value ?? 'true']] : [];
  }));
}

/**
 * The label domains that a ConfigMap lets claims use, as the controller reads it; its own default where it names
 * none.
 */
export function labelDomainsIn(object: KubeObject): string[] | undefined {
  const domains = inObject(object, 'data')['allowed-label-domains'];
  if (object.kind !== 'ConfigMap' || inObject(object.metadata).name !== CONFIG_MAP || !isText(domains)) {
    return undefined;
  }
  const listed = labelDomains(domains);
  return listed.length > 0 ? listed : undefined;
}

/** Domains in a list, as the controller reads it. */
export function labelDomains(list: string): string[] {
  return list.split(/[,\n]/).map((domain) => domain.trim().toLowerCase()).filter((domain) => domain !== '');
}

function isOf<T extends object>(table: T, name: string): name is keyof T & string {
  return Object.hasOwn(table, name);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
