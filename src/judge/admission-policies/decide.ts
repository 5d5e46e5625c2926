/** One policy, one binding, one object. */
import { namespaceVariable, requestVariable, AdmissionRequest } from './admission-request';
import type { CompiledPolicy, NamedProgram, Validation } from './compile';
import type { PolicyContext } from './policy-context';
import { MATCH_CONDITIONS_BUDGET, Spending, VALIDATIONS_BUDGET } from './spending';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CelError, CelMap, CelOfflineError, CelProgram, CelWorkError, Unanswerable, Value } from '../cel';

/** The decision of a policy about an object that it does not let in. */
export type Decision =
  | { readonly kind: 'refused'; readonly message: string; readonly expression: string }
  /** An expression fails. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Only a cluster can decide. */
  | { readonly kind: 'unknown'; readonly message: string };

/**
 * @param spending what the validations and their messages have cost
 * @returns an empty list when the object is let in
 */
export function decide(
  policy: CompiledPolicy,
  request: AdmissionRequest,
  params: KubeObject | null,
  context: PolicyContext,
  spending = new Spending(VALIDATIONS_BUDGET),
): Decision[] {
  const bindings = bindingsOf(request, params, context);
  const skipped = skippedBy(policy.matchConditions, { ...bindings, namespaceObject: null });
  if (skipped) {
    return skipped;
  }
  const composed = () => (
    { ...bindings, variables: new ComposedVariables(policy.variables, bindings, spending.charge) }
  );
  const all = composed();
  const results: Array<Value | CelError> = [];
  for (const { program } of policy.validations) {
    results.push(valueOrError(program, all, spending.charge));
    if (spending.isOver) { return [{ kind: 'failed', message: spending.complaint('its validations') }]; }
  }
  // The API server computes the messages of all validations, and the variables again for them.
  const messages = messagesOf(policy.validations, composed(), spending);
  return policy.validations.flatMap((validation, index) => (
    decisionOf(validation, results[index], messages && { computed: messages[index] }, spending) ?? []
  ));
}

type Bindings = Readonly<Record<string, unknown>>;

function bindingsOf(request: AdmissionRequest, params: KubeObject | null, context: PolicyContext): Bindings {
  const authorizer = new Unanswerable('what a user may do (authorizer)');
  return {
    'object': request.object,
    'oldObject': request.old ?? null,
    'request': requestVariable(request),
    'namespaceObject': namespaceVariable(request, context),
    params,
    authorizer,
    'authorizer.requestResource': authorizer,
  };
}

/**
 * Undefined when all match conditions hold, so that the validations decide; else the decisions about the object: none
 * when a condition is false, which outweighs one that fails.
 */
function skippedBy(conditions: readonly NamedProgram[], bindings: Bindings): Decision[] | undefined {
  const spending = new Spending(MATCH_CONDITIONS_BUDGET);
  const results: Array<Value | CelError> = [];
  // All are evaluated before any counts.
  for (const { program } of conditions) {
    results.push(valueOrError(program, bindings, spending.charge));
    if (spending.isOver) { return [{ kind: 'failed', message: spending.complaint('its match conditions') }]; }
  }
  if (results.includes(false)) { return []; }
  const failed = results.findIndex((result) => result instanceof CelError);
  return failed < 0
    ? undefined
    : [fault(`match condition '${conditions[failed].name}'`, results[failed] as CelError)];
}

/** The values of the expressions of messages; undefined when they cost too much. */
function messagesOf(
  validations: readonly Validation[],
  bindings: Bindings,
  spending: Spending,
): Array<Value | CelError | undefined> | undefined {
  const messages: Array<Value | CelError | undefined> = [];
  for (const { messageProgram } of validations) {
    messages.push(messageProgram && valueOrError(messageProgram, bindings, spending.charge));
    if (spending.isOver) { return undefined; }
  }
  return messages;
}

function decisionOf(
  validation: Validation,
  result: Value | CelError,
  message: { readonly computed: Value | CelError | undefined } | undefined,
  spending: Spending,
): Decision | undefined {
  const expression = oneLine(validation.expression);
  if (result instanceof CelError) { return fault(`'${expression}'`, result); }
  if (!message) { return { kind: 'failed', message: spending.complaint('its validations and their messages') }; }
  if (result === true) { return undefined; }
  return { kind: 'refused', message: messageOf(validation, message.computed), expression };
}

function fault(of: string, error: CelError): Decision {
  return {
    kind: error instanceof CelOfflineError || error instanceof CelWorkError ? 'unknown' : 'failed',
    message: `${of}: ${error.message}`,
  };
}

/** The bytes that a computed message may have. */
const LONGEST_MESSAGE = 5 * 1024;

/** The computed message if it is one line and not too long, else the given one, else the expression. */
function messageOf({ expression, message }: Validation, computed: Value | CelError | undefined): string {
  const text = typeof computed === 'string' ? computed.trim() : '';
  if (text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= LONGEST_MESSAGE) { return text; }
  return message?.trim() || `it fails '${oneLine(expression)}'`;
}

function valueOrError(program: CelProgram, bindings: Bindings, charged: Spending['charge']): Value | CelError {
  try {
    return program.value(bindings, charged);
  } catch (error) {
    if (error instanceof CelError) { return error; }
    throw error;
  }
}

function oneLine(expression: string): string {
  return expression.trim().replace(/\s+/g, ' ');
}

/** `variables`: each evaluated when it is first asked for, and once. */
class ComposedVariables extends CelMap {
  private readonly programs: ReadonlyMap<string, CelProgram>;
  private readonly results = new Map<string, Value | CelError>();

  constructor(
    variables: readonly NamedProgram[],
    private readonly bindings: Bindings,
    private readonly charged: Spending['charge'],
  ) {
    super();
    this.programs = new Map(variables.map(({ name, program }) => [name, program]));
  }

  get size(): number {
    return this.programs.size;
  }

  find(key: Value): Value | undefined {
    const program = this.programs.get(key as string);
    if (!program) { return undefined; }
    const name = key as string;
    let result = this.results.get(name);
    if (result === undefined) {
      this.results.set(name, (result = valueOrError(program, { ...this.bindings, variables: this }, this.charged)));
    }
    if (result instanceof CelError) {
      const { message } = result;
      throw new (result.constructor as typeof CelError)(
        message.startsWith('variable ') ? message : `variable '${name}': ${message}`,
      );
    }
    return result;
  }

  keys(): Iterable<Value> {
    return this.programs.keys();
  }
}
