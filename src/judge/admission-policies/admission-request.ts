import type { PolicyContext } from './policy-context';
import { Kind, KINDS } from '../../api/kinds';
import { CLUSTER_SCOPED_KINDS } from '../../kubernetes/cluster-scoped-kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, Loose } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { Unanswerable } from '../cel';
import { servedKind, walk } from '../schema';

const TARGET_NAMESPACE = new Unanswerable('the namespace that an object without one goes to (validate --namespace)');

/** An object on its way into the cluster, as policies match it. */
export interface AdmissionRequest {
  /** The object as it is written. */
  readonly given: KubeObject;
  /** The object as policies see it. */
  readonly object: KubeObject;
  /** The object before the update. */
  readonly old?: KubeObject;
  readonly operation: 'CREATE' | 'UPDATE';
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly isNamespaced: boolean;
  /** The namespace that the object names, if it is namespaced. */
  readonly namespace?: string;
  readonly name?: string;
  /** The other versions in which the cluster serves the kind. */
  readonly otherVersions: readonly string[];
}

export function admissionRequest(given: KubeObject, { old: before, release }: PolicyContext): AdmissionRequest {
  const object = asSent(given, release);
  const [group, version] = groupVersion(object.apiVersion);
  const ours =
    Object.hasOwn(KINDS, object.kind) && KINDS[object.kind as Kind].group === group ? (object.kind as Kind) : undefined;
  const { name, namespace } = inObject(object.metadata);
  const was = before?.(given);
  const old = was && asSent(was, release);
  return {
    given,
    object,
    old,
    operation: old ? 'UPDATE' : 'CREATE',
    group,
    version,
    resource: ours ? KINDS[ours].plural : resourceOf(object.kind),
    isNamespaced: !CLUSTER_SCOPED_KINDS.has(object.kind),
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    ...(typeof name === 'string' && { name }),
    otherVersions: ours
      ? release.api.versions.filter((each) => each.name !== version && each.kinds[ours]).map((each) => each.name)
      : [],
  };
}

/** An object as policies see it: with a namespace, which the API server takes from the path of the request. */
function asSent(given: KubeObject, release: Release): KubeObject {
  const object = withDefaults(given, release);
  if (CLUSTER_SCOPED_KINDS.has(object.kind)) { return object; }
  const { namespace, ...metadata } = inObject(object.metadata);
  if (typeof namespace === 'string' && namespace !== '') { return object; }
  return { ...object, metadata: { ...metadata, namespace: TARGET_NAMESPACE } } as unknown as KubeObject;
}

/** An object with the defaults of its CRD. Defaults of other kinds are not known. */
function withDefaults(object: KubeObject, release: Release): KubeObject {
  const served = servedKind(release, object.apiVersion, object.kind);
  return served
    ? (walk(object, served.schema, { root: true, subresources: served.subresources }).value as KubeObject)
    : object;
}

function groupVersion(apiVersion: string): [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

/** The resource of a kind, as nearly all are named. */
function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') { return name; }
  if (/[^aeiou]y$/.test(name)) { return `${name.slice(0, -1)}ies`; }
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** The variable `request`. Files tell what is requested, not who requests it. */
export function requestVariable({
  object,
  operation,
  group,
  version,
  resource,
  isNamespaced,
  namespace,
  name,
}: AdmissionRequest): Loose {
  const kind = { group, version, kind: object.kind };
  const gvr = { group, version, resource };
  return {
    kind,
    requestKind: kind,
    resource: gvr,
    requestResource: gvr,
    subResource: '',
    requestSubResource: '',
    name: name ?? '',
    namespace: isNamespaced ? (namespace ?? TARGET_NAMESPACE) : '',
    operation,
    userInfo: new Unanswerable('who makes the request (request.userInfo)'),
    dryRun: false,
    options: new Unanswerable('the options of the request (request.options)'),
  };
}

/** The variable `namespaceObject`: null for objects without a namespace. */
export function namespaceVariable({ isNamespaced, namespace }: AdmissionRequest, context: PolicyContext): unknown {
  if (!isNamespaced) { return null; }
  const known = namespace === undefined ? undefined : context.namespace?.(namespace);
  return (
    known ??
    new Unanswerable(
      namespace === undefined
        ? 'the Namespace of an object without one'
        : `Namespace '${namespace}', which is not among the files,`,
    )
  );
}
