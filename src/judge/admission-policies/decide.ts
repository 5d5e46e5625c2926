/** One policy, one binding, one object. */
import { namespaceVariable, requestVariable, AdmissionRequest } from './admission-request';
import type { CompiledPolicy, NamedProgram, Validation } from './compile';
import type { PolicyContext } from './policy-context';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CelError, CelMap, CelOfflineError, CelProgram, CelWorkError, Unanswerable, Value } from '../cel';

/** The decision of a policy about an object that it does not let in. */
export type Decision =
  | { readonly kind: 'refused'; readonly message: string; readonly expression: string }
  /** An expression fails. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Only a cluster can decide. */
  | { readonly kind: 'unknown'; readonly message: string };

/** @returns an empty list when the object is let in */
export function decide(
  policy: CompiledPolicy,
  request: AdmissionRequest,
  params: KubeObject | null,
  context: PolicyContext,
): Decision[] {
  const bindings = bindingsOf(request, params, context);
  const skipped = skippedBy(policy.matchConditions, { ...bindings, namespaceObject: null });
  if (skipped) {
    return skipped;
  }
  const all = { ...bindings, variables: new ComposedVariables(policy.variables, bindings) };
  return policy.validations.flatMap((validation) => validated(validation, all) ?? []);
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
  const faults: Decision[] = [];
  for (const { name, program } of conditions) {
    const result = valueOrError(program, bindings);
    if (result instanceof CelError) {
      faults.push(fault(`match condition '${name}'`, result));
    } else if (result === false) {
      return [];
    }
  }
  return faults.length > 0 ? faults.slice(0, 1) : undefined;
}

function validated(validation: Validation, bindings: Bindings): Decision | undefined {
  const { expression, program } = validation;
  const result = valueOrError(program, bindings);
  if (result instanceof CelError) { return fault(`'${oneLine(expression)}'`, result); }
  return result === true
    ? undefined
    : { kind: 'refused', message: messageOf(validation, bindings), expression: oneLine(expression) };
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
function messageOf({ expression, message, messageProgram }: Validation, bindings: Bindings): string {
  const computed = messageProgram && valueOrError(messageProgram, bindings);
  const text = typeof computed === 'string' ? computed.trim() : '';
  if (text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= LONGEST_MESSAGE) { return text; }
  return message?.trim() || `it fails '${oneLine(expression)}'`;
}

function valueOrError(program: CelProgram, bindings: Bindings): Value | CelError {
  try {
    return program.value(bindings);
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

  constructor(variables: readonly NamedProgram[], private readonly bindings: Bindings) {
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
      this.results.set(name, (result = valueOrError(program, { ...this.bindings, variables: this })));
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
