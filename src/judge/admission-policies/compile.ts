/** Policies with their expressions compiled. */
import { compileAs, VariableTypes, variableTypes, withComposed } from './environment';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { BOOL, CelError, CelFieldError, CelProgram, CelType, CelWorkError, DYN, STRING } from '../cel';
import type { PathSegment } from '../schema';

export interface NamedProgram {
  readonly name: string;
  readonly program: CelProgram;
}

export interface Validation {
  readonly expression: string;
  readonly program: CelProgram;
  readonly message?: string;
  readonly messageProgram?: CelProgram;
}

export interface CompiledPolicy {
  readonly policy: KubeObject;
  readonly name: string;
  readonly matchConstraints: unknown;
  /** Whether an expression that fails refuses the object. */
  readonly failsClosed: boolean;
  readonly paramKind?: { readonly apiVersion: string; readonly kind: string };
  readonly variables: readonly NamedProgram[];
  readonly matchConditions: readonly NamedProgram[];
  readonly validations: readonly Validation[];
}

/** A mistake in a policy, for which the API server refuses it. */
export interface PolicyFault {
  readonly message: string;
  readonly path: readonly PathSegment[];
}

/** @param object the type of objects; without it they are of any, as the API server evaluates them */
export function compilePolicy(policy: KubeObject, faults: PolicyFault[], object?: CelType): CompiledPolicy {
  return new Compiler(policy, faults, object).policy();
}

class Compiler {
  private readonly spec: Loose;
  private readonly plain: VariableTypes;
  /**
   * Whether the type of objects is known. The API server does not check variables by it, and one that does not fit is
   * of any type to the expressions after it. Only fields that are not there are told here: they are misspelt.
   */
  private readonly isTyped: boolean;

  constructor(
    private readonly object: KubeObject,
    private readonly faults: PolicyFault[],
    type?: CelType,
  ) {
    this.spec = inObject(object.spec);
    this.isTyped = type !== undefined;
    this.plain = variableTypes(this.spec.paramKind !== undefined, type);
  }

  policy(): CompiledPolicy {
    const { matchConstraints, failurePolicy, paramKind } = this.spec;
    if (inList(matchConstraints, 'resourceRules').length === 0) {
      this.fault('spec.matchConstraints.resourceRules names no resources', 'spec', 'matchConstraints');
    }
    if (inList(this.spec, 'validations').length === 0 && inList(this.spec, 'auditAnnotations').length === 0) {
      this.fault('spec.validations has no expression', 'spec');
    }
    const { apiVersion, kind } = inObject(paramKind);
    const [variables, all] = this.variables();
    return {
      policy: this.object,
      name: String(inObject(this.object.metadata).name),
      matchConstraints,
      failsClosed: failurePolicy !== 'Ignore',
      ...(typeof apiVersion === 'string' && typeof kind === 'string' && { paramKind: { apiVersion, kind } }),
      variables,
      matchConditions: inList(this.spec, 'matchConditions').flatMap((condition, index) => {
        const program = this.compile(condition, 'expression', BOOL, this.plain, 'matchConditions', index);
        return program ? [{ name: String(condition.name), program }] : [];
      }),
      validations: this.validations(all),
    };
  }

  /** Each sees those before it. */
  private variables(): [NamedProgram[], VariableTypes] {
    const programs: NamedProgram[] = [];
    const types = new Map<string, CelType>();
    inList(this.spec, 'variables').forEach((variable, index) => {
      const name = String(variable.name);
      const program = this.compile(
        variable,
        'expression',
        undefined,
        withComposed(this.plain, new Map(types)),
        'variables',
        index,
      );
      if (program) {
        programs.push({ name, program });
        types.set(name, program.type);
      } else if (this.isTyped) {
        types.set(name, DYN);
      }
    });
    return [programs, withComposed(this.plain, types)];
  }

  private validations(variables: VariableTypes): Validation[] {
    inList(this.spec, 'auditAnnotations').forEach((annotation, index) => {
      this.compile(annotation, 'valueExpression', undefined, variables, 'auditAnnotations', index);
    });
    // Expressions of messages do not have the authorizer.
    const { authorizer: _, 'authorizer.requestResource': __, ...ofMessages } = variables;
    return inList(this.spec, 'validations').flatMap((validation, index) => {
      const { expression, message, messageExpression } = validation;
      const program = this.compile(validation, 'expression', BOOL, variables, 'validations', index);
      const messageProgram =
        messageExpression === undefined
          ? undefined
          : this.compile(validation, 'messageExpression', STRING, ofMessages, 'validations', index);
      return program
        ? [{ expression: String(expression), program, ...(typeof message === 'string' && { message }), messageProgram }]
        : [];
    });
  }

  private compile(
    of: Loose,
    field: string,
    wanted: CelType | undefined,
    variables: VariableTypes,
    list: string,
    index: number,
  ): CelProgram | undefined {
    const source = of[field];
    const path = ['spec', list, index, field];
    if (typeof source !== 'string' || source.trim() === '') {
      this.fault(`spec.${list}[${index}].${field} must be an expression`, ...path);
      return undefined;
    }
    try {
      return compileAs(wanted, source, variables);
    } catch (error) {
      if (!(error instanceof CelError)) {
        throw error;
      }
      if (error instanceof CelWorkError) { return unanswered(wanted ?? DYN, error); }
      if (this.isTyped && list === 'variables' && !(error instanceof CelFieldError)) { return undefined; }
      this.fault(`spec.${list}[${index}].${field}${placeIn(source, error.offset)}: ${error.message}`, ...path);
      return undefined;
    }
  }

  private fault(message: string, ...path: PathSegment[]): void {
    this.faults.push({ message, path });
  }
}

/** An expression that the API server compiles, and this engine does not. */
function unanswered(type: CelType, error: CelWorkError): CelProgram {
  const fail = () => { throw error; };
  return { type, names: new Set(), evaluate: fail, value: fail, charges: fail };
}

/** Where in an expression, for people. */
function placeIn(source: string, offset: number): string {
  if (offset < 0) { return ''; }
  const before = source.slice(0, offset).split('\n');
  const line = source.includes('\n') ? `line ${before.length}, ` : '';
  return `, ${line}column ${before.at(-1)!.length + 1}`;
}
