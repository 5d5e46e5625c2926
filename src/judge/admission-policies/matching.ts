/** Matching of objects by the constraints of policies and bindings. */
import type { AdmissionRequest } from './admission-request';
import type { PolicyContext } from './policy-context';
import { Selected, selects } from './selectors';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';

/** How an object matches. */
export interface MatchedRequest {
  /** Undefined when it depends on labels of a namespace that is not known. */
  readonly is: Selected;
  /** The version that the API server converts the object to before the policy sees it, if it does. */
  readonly convertedTo?: string;
}

const NO: MatchedRequest = { is: false };

/**
 * @param resources `matchConstraints` of a policy or `matchResources` of a binding
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#match-criteria
 */
export function match(resources: unknown, request: AdmissionRequest, context: PolicyContext): MatchedRequest {
  const isEquivalent = inObject(resources).matchPolicy !== 'Exact';
  if (versionMatched(inList(resources, 'excludeResourceRules'), request, isEquivalent) !== undefined) { return NO; }
  const rules = inList(resources, 'resourceRules');
  const version = rules.length === 0 ? request.version : versionMatched(rules, request, isEquivalent);
  if (version === undefined || !objectSelected(resources, request)) { return NO; }
  return {
    is: namespaceSelected(resources, request, context),
    ...(version !== request.version && { convertedTo: version }),
  };
}

/** The version by which a rule matches: that of the object before others in which it is served. */
function versionMatched(rules: readonly Loose[], request: AdmissionRequest, isEquivalent: boolean): string | undefined {
  const versions = [request.version, ...(isEquivalent ? request.otherVersions : [])];
  return versions.find((version) => rules.some((rule) => matchesRule(rule, request, version)));
}

function matchesRule(
  rule: Loose,
  { operation, group, resource, isNamespaced, name }: AdmissionRequest,
  version: string,
): boolean {
  const names = textsOf(rule.resourceNames);
  return (
    has(rule.operations, operation) &&
    has(rule.apiGroups, group) &&
    has(rule.apiVersions, version) &&
    textsOf(rule.resources).some((each) => matchesResource(each, resource)) &&
    (rule.scope === undefined || rule.scope === '*' || (rule.scope === 'Namespaced') === isNamespaced) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

/** `pods/*` is pods and what is below them, `pods/log` is not pods. */
function matchesResource(pattern: string, resource: string): boolean {
  const [name, below] = pattern.split('/');
  return (name === '*' || name === resource) && (below === undefined || below === '' || below === '*');
}

function has(list: unknown, value: string): boolean {
  return textsOf(list).some((each) => each === '*' || each === value);
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

/** The labels of the object or of what it was. */
function objectSelected(resources: unknown, { object, old }: AdmissionRequest): boolean {
  const { objectSelector } = inObject(resources);
  return [object, old].some(
    (each) => each !== undefined && selects(objectSelector, inObject(each.metadata, 'labels')) === true,
  );
}

/** Objects without a namespace always match, but a Namespace is selected by its own labels. */
function namespaceSelected(
  resources: unknown,
  { object, isNamespaced, namespace }: AdmissionRequest,
  context: PolicyContext,
): Selected {
  const { namespaceSelector } = inObject(resources);
  if (!isNamespaced) {
    if (object.kind !== 'Namespace') {
      return true;
    }
    return selects(namespaceSelector, {
      ...inObject(object.metadata, 'labels'),
      [NAMESPACE_NAME]: inObject(object.metadata).name,
    });
  }
  const known = namespace === undefined ? undefined : context.namespace?.(namespace);
  if (known) {
    return selects(namespaceSelector, { ...inObject(known.metadata, 'labels'), [NAMESPACE_NAME]: namespace });
  }
  return namespace === undefined
    ? selects(namespaceSelector, {}, [])
    : selects(namespaceSelector, { [NAMESPACE_NAME]: namespace }, [NAMESPACE_NAME]);
}
