/** One policy, one binding, one object. */
import { namespaceObjectOf, requestOf, Subject } from './admission-request';
import type { CompiledPolicy, NamedProgram, Validation } from './compile';
import type { PolicyWorld } from './policy-context';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CelError, CelMap, CelOfflineError, CelProgram, Unanswerable, Value } from '../cel';

/** What a policy makes of an object. */
export type Decision =
  | { readonly kind: 'refused'; readonly message: string; readonly expression: string }
  /** An expression fails. */
  | { readonly kind: 'failed'; readonly message: string }
  /** It cannot be told without a cluster. */
  | { readonly kind: 'unknown'; readonly message: string };

/** @returns nothing when it is let in */
export function decide(policy: CompiledPolicy, subject: Subject, params: KubeObject | null, world: PolicyWorld): Decision[] {
  const bindings = bindingsOf(subject, params, world);
  const skipped = bySkipping(policy.matchConditions, { ...bindings, namespaceObject: null });
  if (skipped) { return skipped; }
  const all = { ...bindings, variables: new Variables(policy.variables, bindings) };
  return policy.validations.flatMap((validation) => validated(validation, all) ?? []);
}

type Bindings = Readonly<Record<string, unknown>>;

function bindingsOf(subject: Subject, params: KubeObject | null, world: PolicyWorld): Bindings {
  const authorizer = new Unanswerable('what a user may do (authorizer)');
  return {
    'object': subject.object,
    'oldObject': subject.old ?? null,
    'request': requestOf(subject),
    'namespaceObject': namespaceObjectOf(subject, world),
    params,
    authorizer,
    'authorizer.requestResource': authorizer,
  };
}

/** Nothing when a policy is about the object; no decision when it is not. A condition that does not hold outweighs one that fails. */
function bySkipping(conditions: readonly NamedProgram[], bindings: Bindings): Decision[] | undefined {
  const faults: Decision[] = [];
  for (const { name, program } of conditions) {
    const result = attempt(program, bindings);
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
  const result = attempt(program, bindings);
  if (result instanceof CelError) { return fault(`'${oneLine(expression)}'`, result); }
  return result === true ? undefined : { kind: 'refused', message: messageOf(validation, bindings), expression: oneLine(expression) };
}

function fault(of: string, error: CelError): Decision {
  return { kind: error instanceof CelOfflineError ? 'unknown' : 'failed', message: `${of}: ${error.message}` };
}

/** The bytes that a computed message may have. */
const LONGEST_MESSAGE = 5 * 1024;

/** The computed message if it is a good one, else the given one, else the expression. */
function messageOf({ expression, message, messageProgram }: Validation, bindings: Bindings): string {
  const computed = messageProgram && attempt(messageProgram, bindings);
  const text = typeof computed === 'string' ? computed.trim() : '';
  if (text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= LONGEST_MESSAGE) { return text; }
  return message?.trim() || `it fails '${oneLine(expression)}'`;
}

function attempt(program: CelProgram, bindings: Bindings): Value | CelError {
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
class Variables extends CelMap {
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
    if (result === undefined) { this.results.set(name, result = attempt(program, { ...this.bindings, variables: this })); }
    if (result instanceof CelError) {
      const { message } = result;
      throw new (result.constructor as typeof CelError)(message.startsWith('variable ') ? message : `variable '${name}': ${message}`);
    }
    return result;
  }

  keys(): Iterable<Value> {
    return this.programs.keys();
  }
}
