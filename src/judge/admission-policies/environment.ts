/** The variables of the expressions of policies, with their types. */
import {
  BOOL, CelError, CelType, compile, DYN, formatType, INT, listType, mapType, objectType, plainType, STRING, TIMESTAMP,
} from '../cel';
import type { CelProgram } from '../cel';

/** An object type of these fields. */
function type(name: string, fields: Readonly<Record<string, CelType>>): CelType {
  return objectType(name, new Map(Object.entries(fields)));
}

const STRINGS = mapType(STRING, STRING);
const KIND = type('kubernetes.GroupVersionKind', { group: STRING, version: STRING, kind: STRING });
const RESOURCE = type('kubernetes.GroupVersionResource', { group: STRING, version: STRING, resource: STRING });

/** @see https://pkg.go.dev/k8s.io/api/admission/v1#AdmissionRequest */
const REQUEST = type('kubernetes.AdmissionRequest', {
  kind: KIND,
  resource: RESOURCE,
  subResource: STRING,
  requestKind: KIND,
  requestResource: RESOURCE,
  requestSubResource: STRING,
  name: STRING,
  namespace: STRING,
  operation: STRING,
  userInfo: type('kubernetes.UserInfo', {
    username: STRING,
    uid: STRING,
    groups: listType(STRING),
    extra: mapType(STRING, listType(STRING)),
  }),
  dryRun: BOOL,
  options: DYN,
});

const NAMESPACE = type('kubernetes.Namespace', {
  metadata: type('kubernetes.NamespaceMetadata', {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: STRINGS,
    annotations: STRINGS,
    UID: STRING,
    creationTimestamp: TIMESTAMP,
    deletionGracePeriodSeconds: INT,
    deletionTimestamp: TIMESTAMP,
    generation: INT,
    resourceVersion: STRING,
    finalizers: listType(STRING),
  }),
  spec: type('kubernetes.NamespaceSpec', { finalizers: listType(STRING) }),
  status: type('kubernetes.NamespaceStatus', { phase: STRING }),
});

const AUTHORIZER = plainType('kubernetes.authorization.Authorizer');
const CHECK = plainType('kubernetes.authorization.ResourceCheck');

/** Types of variables by name. */
export type VariableTypes = Readonly<Record<string, CelType>>;

/**
 * The variables of a policy's expressions. The API server evaluates objects without their types.
 *
 * @param object the type that expressions are checked by, besides
 */
export function variableTypes(hasParams: boolean, object: CelType = DYN): VariableTypes {
  return {
    object,
    'oldObject': object,
    'request': REQUEST,
    'namespaceObject': NAMESPACE,
    'authorizer': AUTHORIZER,
    'authorizer.requestResource': CHECK,
    ...(hasParams && { params: DYN }),
  };
}

/** The same with the variables that a policy composes. */
export function withComposed(variables: VariableTypes, composed: ReadonlyMap<string, CelType>): VariableTypes {
  return { ...variables, variables: objectType('kubernetes.variables', composed) };
}

/**
 * @param wanted the type that its values must be known to have; undefined for any
 * @throws CelError when the expression does not compile, or may have values of another type
 */
export function compileAs(wanted: CelType | undefined, source: string, variables: VariableTypes): CelProgram {
  const program = compile(source, variables);
  if (wanted && program.type.kind !== wanted.kind) {
    const how =
      program.type.kind === 'dyn' ? `, such as ${wanted.kind === 'bool' ? '... == true' : 'string(...)'}` : '';
    throw new CelError(`must be a ${wanted.kind}, not of type '${formatType(program.type)}'${how}`, 0);
  }
  return program;
}
