/** Two implementations of CEL, by which policies judge objects as the API server would. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AdmissionPolicyObjects } from '../../../src/admission/admission-policy-objects';
import { CelType, compile, DYN } from '../../../src/judge/cel';
import { KubeObject } from '../../../src/kubernetes/kube-object';

/** Expressions over the values of others, and of what a request brings. */
interface Group {
  readonly variables: ReadonlyArray<{ readonly name: string; readonly expression: string }>;
  readonly expressions: readonly string[];
  readonly bindings: Readonly<Record<string, unknown>>;
}

type Result = { readonly value: unknown; readonly error?: undefined } | { readonly error: string };

/** Values of the expressions of each group; a single error where a variable fails. */
type Engine = (groups: readonly Group[]) => Result[][];

const SCRIPT = join(__dirname, '../cel-js.mjs');

const celJs: Engine = (groups) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    input: groups.map((group) => `${JSON.stringify(group)}\n`).join(''), encoding: 'utf8', maxBuffer: 2 ** 30,
  });
  if (status !== 0) { throw new Error(`${SCRIPT} failed: ${stderr}`); }
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Result[]);
};

const TYPES: Readonly<Record<string, CelType>> = {
  object: DYN,
  oldObject: DYN,
  variables: DYN,
  request: DYN,
  mayCreatePolicies: DYN,
  params: DYN,
};

/** Neither engine asks an authorizer: whether the user may create network policies is given to them. */
const AUTHORIZED = /authorizer\.group\('networking\.k8s\.io'\).*?\.allowed\(\)/g;

const askable = (expression: string) => expression.replace(AUTHORIZED, 'mayCreatePolicies == true');

const programs = new Map<string, ReturnType<typeof compile>>();

function valueOf(expression: string, bindings: Record<string, unknown>): Result {
  try {
    let program = programs.get(expression);
    if (!program) { programs.set(expression, program = compile(expression, TYPES)); }
    return { value: program.evaluate(bindings) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const own: Engine = (groups) => groups.map(({ variables, expressions, bindings }) => {
  const values: Record<string, unknown> = {};
  for (const { name, expression } of variables) {
    const { value, error } = valueOf(expression, { ...bindings, variables: values }) as {
      value?: unknown;
      error?: string;
    };
    if (error !== undefined) { return [{ error: `variable '${name}': ${error}` }]; }
    values[name] = value;
  }
  return expressions.map((expression) => valueOf(expression, { ...bindings, variables: values }));
});

export const ENGINES: ReadonlyArray<readonly [name: string, engine: Engine]> = [
  ['@marcbachmann/cel-js', celJs],
  ["this library's", own],
];

/** An object that is created, or changed where there is an old one, and the policies that are about it. */
export interface Request {
  readonly policies: ReadonlyArray<Pick<AdmissionPolicyObjects, 'kind' | 'policy'>>;
  /** The object with the parameters of the policies. */
  readonly params?: KubeObject;
  readonly object: KubeObject;
  readonly oldObject?: KubeObject;
  /** Name of the user who sends it. */
  readonly user?: string;
  /** Groups of the user. */
  readonly groups?: readonly string[];
}

/** What a policy says of a request. */
export interface Verdict {
  /** Whether the policy has anything to say: it has not where no condition matches. */
  readonly matched: boolean;
  /** Codes of the validations that are broken. */
  readonly refused: readonly string[];
  readonly errors: readonly string[];
}

/** The one user who may create network policies. */
export const PLATFORM_USER = 'system:serviceaccount:argocd:application-controller';

interface PolicySpec {
  readonly matchConditions: ReadonlyArray<{ readonly expression: string }>;
  readonly variables?: Group['variables'];
  readonly validations: ReadonlyArray<{ readonly expression: string; readonly message: string }>;
}

/** Judges requests by the policy of their kind. */
export function verdicts(engine: Engine, requests: readonly Request[]): Verdict[] {
  const specs = requests.map(
    ({ policies, object }) => policies.find(({ kind }) => kind === object.kind)?.policy.spec as PolicySpec | undefined,
  );
  const results = engine(requests.map(({ object, oldObject, user = 'ada@example.com', groups, params }, index) => {
    const { variables = [], matchConditions = [], validations = [] } = specs[index] ?? {};
    return {
      variables,
      expressions: [...matchConditions, ...validations].map(({ expression }) => askable(expression)),
      bindings: {
        object,
        oldObject: oldObject ?? null,
        request: { userInfo: { username: user, ...(groups && { groups }) } },
        mayCreatePolicies: user === PLATFORM_USER,
        ...(params && { params }),
      },
    };
  }));
  return results.map((all, index): Verdict => {
    const { matchConditions = [], validations = [] } = specs[index] ?? {};
    const errors = all.flatMap(({ error }) => (error === undefined ? [] : [error]));
    if (errors.length > 0) { return { matched: true, refused: [], errors }; }
    const values = all.map((result) => (result as { value: unknown }).value);
    const matched = values.slice(0, matchConditions.length).every((value) => value === true);
    const broken = validations.filter((_, at) => values[matchConditions.length + at] !== true);
    return { matched, refused: matched ? broken.map(({ message }) => message.slice(0, 'ASB350'.length)) : [], errors };
  });
}
