import { Allowed, CheckFunction, Problem } from './check';
import { isSet, JsonObject, object, PodPart, PodView, shown } from './pod';

/** The result of judging one value: undefined, or how it breaks the check and how to mend it. */
export type Verdict = Breach | undefined;

interface Breach {
  readonly what: string;
  readonly change: string;
  /** Where it is, if below the value. */
  readonly below?: string;
}

/**
 * Judges the values of one field.
 *
 * @param of which parts of the pod have the field: the pod itself, its containers, or both
 * @param field a path in the part such as `securityContext.privileged`; `ports[].hostPort` is one value for each port
 */
export function each(
  of: 'itself' | 'containers' | 'parts',
  field: string,
  verdict: (value: unknown, allowed: Allowed, pod: PodView) => Verdict,
): CheckFunction {
  const [outer, inner] = field.split('[]');
  const outerKeys = outer.split('.');
  const innerKeys = inner ? inner.slice(1).split('.') : [];
  const problem = (part: PodPart, path: string, { what, change, below = '' }: Breach): Problem => ({
    path: part.pathTo(`${path}${below}`),
    what: `${part.who} ${what}`,
    change,
  });
  return (pod, allowed, found) => {
    for (const part of pod[of]) {
      const value = dig(part.fields, outerKeys);
      if (inner === undefined) {
        const said = verdict(value, allowed, pod);
        if (said) {
          found.push(problem(part, outer, said));
        }
      } else if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) {
          const said = verdict(dig(value[index], innerKeys), allowed, pod);
          if (said) {
            found.push(problem(part, `${outer}[${index}]${inner}`, said));
          }
        }
      }
    }
  };
}

function dig(value: unknown, keys: readonly string[]): unknown {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null) { return undefined; }
    inner = (inner as JsonObject)[key];
  }
  return inner;
}

/** Runs several checks in their order. */
export function all(...judges: readonly CheckFunction[]): CheckFunction {
  return (pod, allowed, found) => {
    for (const judge of judges) { judge(pod, allowed, found); }
  };
}

/** Judges annotations by their key. */
export function annotations(
  keysOf: (pod: PodView) => readonly string[],
  allows: (value: string) => boolean,
  change: string,
): CheckFunction {
  return (pod, _allowed, found) => {
    for (const key of keysOf(pod)) {
      const value = shown(pod.annotations[key]);
      if (!allows(value)) {
        found.push({
          path: `metadata.annotations['${key}']`,
          what: `pod has annotation '${key}' with value '${value}'`,
          change,
        });
      }
    }
  };
}

/** Judges the type of a profile in the security context. A pod may have no profile, but not one without a type. */
export function profile(field: string, otherwise: string): CheckFunction {
  return each('parts', `securityContext.${field}`, (value, allowed) => {
    if (!isSet(value)) { return undefined; }
    const { type } = object(value);
    return allowed.has(type) ? undefined : {
      what: `has ${field}.type '${shown(type)}'`,
      change: `give ${allowed.insteadOf(type)}${otherwise}`,
      below: '.type',
    };
  });
}
