import { Construct } from 'constructs';
import { shown } from './forms';
import { refuseOtherEdition } from '../kubernetes/kplus-edition';
import { TaintEffect, TolerationOperator } from '../kubernetes/toleration';

/** Refuses a value that code behind it cannot read; `path` names the prop, as `resources.cpu.limit`. */
export type Shape = (path: string, value: unknown) => void;

/** When Kubernetes restarts the containers of a pod. The CRDs accept any word, and the pod is then never made. */
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** The shapes that have a name. The content of a value is judged elsewhere. */
const SHAPES = {
  boolean: scalar((value) => typeof value === 'boolean', 'true or false'),
  certificate: shape(
    (value) => isObject((value as { _settings?: unknown } | null)?._settings),
    'a WebhookCertificate, such as WebhookCertificate.selfManaged()',
  ),
  chart: shape((value) => Construct.isConstruct(value) && hasMethod(value, 'generateObjectName'), 'a Chart'),
  cpu: shape(
    (value) => typeof (value as { amount?: unknown } | null)?.amount === 'string',
    'a Cpu, such as Cpu.millis(500)',
  ),
  duration: shape((value) => hasMethod(value, 'toMilliseconds'), 'a Duration, such as Duration.minutes(5)'),
  list: shape(Array.isArray, 'a list'),
  number: scalar((value) => typeof value === 'number' && !Number.isNaN(value), 'a number'),
  object: shape(isObject, 'an object'),
  objects: shape((value) => Array.isArray(value) && value.every(isObject), 'a list of objects'),
  pool: shape(
    (value) => isConstructWith(value, 'warmPoolName'),
    'a WarmPool, such as template.addWarmPool(...) or WarmPool.fromWarmPoolName(...)',
  ),
  reference: shape((value) => isNamed(value, 'name'), 'a construct, or a reference to what exists'),
  restart: shape((value) => RESTART_POLICIES.includes(value as string), `one of ${RESTART_POLICIES.join(', ')}`),
  runtime: shape(isRuntime, 'an IsolatedRuntime, such as IsolatedRuntime.fromRuntimeClassName(...)'),
  runtimes: shape((value) => Array.isArray(value) && value.every(isRuntime), 'a list of IsolatedRuntimes'),
  size: shape((value) => hasMethod(value, 'toKibibytes'), 'a Size, such as Size.gibibytes(2)'),
  string: scalar((value) => typeof value === 'string', 'a string'),
  template: shape(
    (value) => isConstructWith(value, 'sandboxTemplateName'),
    'a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)',
  ),
  variant: shape((value) => isNamed(value, 'name'), 'a KataVariant, such as KataVariant.QEMU'),
  version: shape(
    (value) => hasMethod(value, 'supports'),
    "an AgentSandboxVersion, such as AgentSandboxVersion.LATEST or AgentSandboxVersion.of('v1.0.5')",
  ),
} satisfies Record<string, Shape>;

/** The shapes of props, by name. */
export type Shapes = Readonly<Record<string, keyof typeof SHAPES | Shape>>;

/**
 * Refuses props that types forbid and JavaScript does not, before code that relies on the types reads them.
 *
 * @param what the props are, in the user's words
 * @param props as they were given
 * @param shapes of those that must have one, where they are given
 * @param required the one that must be
 * @returns the props
 */
export function checkShapes<T>(what: string, props: T, shapes: Shapes, required?: string): T {
  if (!isObject(props)) { throw new Error(`${what} are ${shown(props)}; give an object`); }
  checkMembers('', props, shapes, required);
  return props;
}

/** A value of one of the members of an enum. */
export function oneOf(values: Readonly<Record<string, string | number>>): Shape {
  const allowed = Object.values(values);
  return scalar((value) => allowed.includes(value as string), `one of ${allowed.map(shown).join(', ')}`);
}

/** A list of values of a shape. */
export function listOf(item: keyof typeof SHAPES | Shape): Shape {
  return (path, value) => {
    SHAPES.list(path, value);
    (value as unknown[]).forEach((each, index) => shapeOf(item)(`${path}[${index}]`, each));
  };
}

/** An object with values of a shape, by any key. */
export function mapOf(item: keyof typeof SHAPES | Shape): Shape {
  return (path, value) => {
    SHAPES.object(path, value);
    for (const [key, each] of Object.entries(value as object)) { shapeOf(item)(`${path}.${key}`, each); }
  };
}

/** An object with members of these shapes, as far as they are given. Further members are left alone. */
export function structOf(shapes: Shapes): Shape {
  return (path, value) => {
    SHAPES.object(path, value);
    checkMembers(`${path}.`, value as object, shapes);
  };
}

/** An object with at least one of the members, such as an instance of a class that has them. */
export function withMember(members: readonly string[], wanted: string): Shape {
  return shape(
    (value) => isObject(value) && members.some((member) => (value as Record<string, unknown>)[member] !== undefined),
    wanted,
  );
}

/** A value with a method, whichever copy of a package its class comes from. */
export function withMethod(method: string, wanted: string): Shape {
  return shape((value) => hasMethod(value, method), wanted);
}

function checkMembers(prefix: string, value: object, shapes: Shapes, required?: string): void {
  for (const name in shapes) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined || name === required) { shapeOf(shapes[name])(`${prefix}${name}`, member); }
  }
}

function shapeOf(named: keyof typeof SHAPES | Shape): Shape {
  return typeof named === 'string' ? SHAPES[named] : named;
}

function shape(fits: (value: unknown) => boolean, wanted: string): Shape {
  return (path, value) => {
    refuseOtherEdition(`'${path}'`, value);
    if (!fits(value)) { throw new Error(`'${path}' is ${shown(value)}; give ${wanted}`); }
  };
}

/** A single value, which cdk8s may also resolve when it prints. */
function scalar(fits: (value: unknown) => boolean, wanted: string): Shape {
  return shape((value) => fits(value) || hasMethod(value, 'produce') || hasMethod(value, 'resolve'), wanted);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasMethod(value: unknown, method: string): boolean {
  return isObject(value) && typeof (value as Record<string, unknown>)[method] === 'function';
}

function isRuntime(value: unknown): boolean {
  return isConstructWith(value, 'runtimeClassName');
}

/** Whether a value is a construct of the kind that alone has a member: a construct of another kind has a name too. */
function isConstructWith(value: unknown, member: string): boolean {
  return Construct.isConstruct(value) && isNamed(value, member);
}

function isNamed(value: unknown, member: string): boolean {
  return isObject(value) && typeof (value as Record<string, unknown>)[member] === 'string';
}

/** The metadata of an object, as cdk8s takes it. */
export const METADATA: Shape = structOf({
  name: 'string',
  namespace: 'string',
  labels: mapOf('string'),
  annotations: mapOf('string'),
  finalizers: listOf('string'),
  ownerReferences: 'objects',
});

/** A toleration. */
export const TOLERATION: Shape = structOf({
  key: 'string',
  operator: oneOf(TolerationOperator),
  value: 'string',
  effect: oneOf(TaintEffect),
  tolerationSeconds: 'duration',
});

/** The requests and limits of a container. */
export const RESOURCES: Shape = structOf({
  cpu: structOf({ request: 'cpu', limit: 'cpu' }),
  memory: structOf({ request: 'size', limit: 'size' }),
  ephemeralStorage: structOf({ request: 'size', limit: 'size' }),
});
