import { Construct } from 'constructs';
import { shown } from './forms';

/** When Kubernetes restarts the containers of a pod. The CRDs accept any word, and the pod is then never made. */
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** What a prop must be for the code behind it to read it; what is in it is judged elsewhere. */
const SHAPES = {
  boolean: { fits: (value: unknown) => typeof value === 'boolean', says: 'true or false' },
  list: { fits: Array.isArray, says: 'a list' },
  object: { fits: isObject, says: 'an object' },
  objects: { fits: (value: unknown) => Array.isArray(value) && value.every(isObject), says: 'a list of objects' },
  pool: {
    fits: (value: unknown) => isConstructWith(value, 'warmPoolName'),
    says: 'a WarmPool, such as template.addWarmPool(...) or WarmPool.fromWarmPoolName(...)',
  },
  reference: { fits: (value: unknown) => isNamed(value, 'name'), says: 'a construct, or a reference to what exists' },
  restart: { fits: (value: unknown) => RESTART_POLICIES.includes(value as string), says: `one of ${RESTART_POLICIES.join(', ')}` },
  runtime: { fits: isRuntime, says: 'an IsolatedRuntime, such as IsolatedRuntime.fromRuntimeClassName(...)' },
  runtimes: { fits: (value: unknown) => Array.isArray(value) && value.every(isRuntime), says: 'a list of IsolatedRuntimes' },
  template: {
    fits: (value: unknown) => isConstructWith(value, 'sandboxTemplateName'),
    says: 'a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)',
  },
  variant: { fits: (value: unknown) => isNamed(value, 'name'), says: 'a KataVariant, such as KataVariant.QEMU' },
} satisfies Record<string, { fits: (value: unknown) => boolean; says: string }>;

/** The shapes of props, by name. */
export type Shapes = Readonly<Record<string, keyof typeof SHAPES>>;

/**
 * Refuses props that types forbid and JavaScript does not, before code that relies on the types meets them.
 *
 * @param what the props are, in the user's words
 * @param props as they were given
 * @param shapes of those that must have one, where they are given
 * @param required the one that must be
 * @returns the props
 */
export function checkShapes<T>(what: string, props: T, shapes: Shapes, required?: string): T {
  if (!isObject(props)) { throw new Error(`${what} are ${shown(props)}; give an object`); }
  for (const name in shapes) {
    const value = (props as Record<string, unknown>)[name];
    if (value === undefined && name !== required) { continue; }
    const { fits, says } = SHAPES[shapes[name]];
    if (!fits(value)) { throw new Error(`'${name}' is ${shown(value)}; give ${says}`); }
  }
  return props;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
