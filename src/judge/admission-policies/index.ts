/**
 * Judges objects by ValidatingAdmissionPolicies, offline.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
import { AdmissionRequest, admissionRequest } from './admission-request';
import { CompiledPolicy, compilePolicy, PolicyFault } from './compile';
import { decide, Decision } from './decide';
import { MatchedRequest, match } from './matching';
import { parametersFor } from './parameters';
import type { PolicyContext } from './policy-context';
import { typingFaults } from './typing';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { located, Located } from '../rules/located';

export type { PolicyContext } from './policy-context';

const GROUP = 'admissionregistration.k8s.io';
const VERSIONS: readonly string[] = [`${GROUP}/v1`, `${GROUP}/v1beta1`];

/** Expressions longer than this are cut in messages. */
const SHORT = 120;

/** A policy and its bindings; one without a binding is judged as if it were bound to all objects. */
interface Bound {
  readonly policy: CompiledPolicy;
  readonly bindings: ReadonlyArray<KubeObject | undefined>;
}

/** Policies and bindings, compiled once for many objects. */
export interface Policies {
  /** Findings about the policies themselves (ASB105). */
  readonly findings: ReadonlyArray<{ readonly policy: KubeObject; readonly located: Located }>;
  /** @internal */
  readonly bound: readonly Bound[];
}

/** Reads the policies and bindings among objects (v1 and v1beta1); other objects are passed over. */
export function readPolicies(objects: readonly KubeObject[], release: Release): Policies {
  const ofKind = (kind: string) =>
    objects.filter((object) => object.kind === kind && VERSIONS.includes(object.apiVersion));
  const bindings = ofKind('ValidatingAdmissionPolicyBinding');
  const findings: Array<{ policy: KubeObject; located: Located }> = [];
  const bound = ofKind('ValidatingAdmissionPolicy').flatMap((policy): Bound[] => {
    const add = (severity: FindingSeverity, { message, path }: PolicyFault, remedy: string) => {
      findings.push({ policy, located: located('ASB105', severity, { message, remedy, path }, policy) });
    };
    const faults: PolicyFault[] = [];
    const compiled = compilePolicy(policy, faults);
    for (const fault of faults) { add(FindingSeverity.ERROR, fault, 'correct it: the API server refuses the policy'); }
    if (faults.length > 0) { return []; }
    for (const fault of typingFaults(policy, release)) {
      add(FindingSeverity.WARNING, fault, 'correct it, or compare the kinds that the policy selects');
    }
    const own = bindings.filter(({ spec }) => inObject(spec).policyName === compiled.name);
    if (own.length === 0) {
      add(
        FindingSeverity.WARNING,
        { message: 'no binding of the policy is given; it is judged as if it were bound to all objects', path: [] },
        'give its ValidatingAdmissionPolicyBinding too',
      );
    }
    return [{ policy: compiled, bindings: own.length > 0 ? own : [undefined] }];
  });
  return { findings, bound };
}

/** The findings of the policies that match an object: ASB104, ASB105. */
export function judgeByPolicies({ bound }: Policies, object: KubeObject, context: PolicyContext): Located[] {
  const request = admissionRequest(object, context);
  const found = bound.flatMap(({ policy, bindings }) => {
    const first = match(policy.matchConstraints, request, context);
    if (first.is === false) { return []; }
    return bindings.flatMap((binding) => judgeBound(policy, binding, request, first, context));
  });
  // The same finding by two bindings is reported once.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function judgeBound(
  policy: CompiledPolicy,
  binding: KubeObject | undefined,
  request: AdmissionRequest,
  first: MatchedRequest,
  context: PolicyContext,
): Located[] {
  const second = match(inObject(binding?.spec).matchResources ?? {}, request, context);
  if (second.is === false) {
    return [];
  }
  const { name } = policy;
  const warn = (message: string, remedy?: string) => [
    located(
      'ASB105',
      FindingSeverity.WARNING,
      { message: `admission policy '${name}' is not judged: ${message}`, remedy },
      request.given,
    ),
  ];
  if (first.convertedTo) {
    return warn(`it sees the object as ${first.convertedTo}, to which only a cluster converts it`);
  }
  const parameters = parametersFor(policy, binding, request, context);
  if ('unknown' in parameters) {
    return warn(parameters.unknown, parameters.remedy);
  }
  const isSure = first.is === true && second.is === true;
  return parameters.params.flatMap((params) =>
    withoutRepeated(decide(policy, request, params, context)).flatMap((decision) => {
      if (decision.kind === 'unknown') {
        return warn(decision.message);
      }
      return [finding(policy, decision, isDenied(binding) && isSure, isSure ? '' : doubt(request), request.given)];
    }),
  );
}

/** Of expressions that fail because the same variable fails, the first: there is one thing to correct. */
function withoutRepeated(decisions: readonly Decision[]): Decision[] {
  const seen = new Set<string>();
  return decisions.filter(({ kind, message }) => {
    const [cause] = (kind === 'failed' && /: variable '.*$/s.exec(message)) || [];
    if (cause === undefined) { return true; }
    const isNew = !seen.has(cause);
    seen.add(cause);
    return isNew;
  });
}

/** Whether a binding denies, instead of warning or auditing only. */
function isDenied(binding: KubeObject | undefined): boolean {
  const actions = inObject(binding?.spec).validationActions;
  return !binding || !Array.isArray(actions) || actions.includes('Deny');
}

function doubt({ namespace }: AdmissionRequest): string {
  return namespace === undefined
    ? ', if its namespace is one that is selected'
    : `, if Namespace '${namespace}' has the labels that are selected`;
}

function finding(
  { name, failsClosed }: CompiledPolicy,
  decision: Decision,
  isError: boolean,
  doubtful: string,
  object: KubeObject,
): Located {
  const severity = isError ? FindingSeverity.ERROR : FindingSeverity.WARNING;
  if (decision.kind === 'refused') {
    const remedy = decision.message.includes(decision.expression)
      ? undefined
      : `the policy asks for ${shortened(decision.expression)}`;
    return located(
      'ASB104',
      severity,
      { message: `admission policy '${name}' refuses it${doubtful}: ${decision.message}`, remedy },
      object,
    );
  }
  const failing = `an expression of admission policy '${name}' fails`;
  return failsClosed
    ? located(
      'ASB105',
      severity,
      {
        message: `${failing}, which refuses the object${doubtful}: ${decision.message}`,
        remedy: 'correct the expression, for example with has() or optional fields, or the object',
      },
      object,
    )
    : located(
      'ASB105',
      FindingSeverity.WARNING,
      {
        message: `${failing}, so that it lets the object in: ${decision.message}`,
        remedy: 'correct the expression, for example with has() or optional fields',
      },
      object,
    );
}

function shortened(expression: string): string {
  return expression.length > SHORT ? `${expression.slice(0, SHORT - 3)}...` : expression;
}
