import { Allowed, Judge, Problem } from './check';
import { isSet, Json, object, Part, Pod, text } from './pod';

/** What a judge says of one value: nothing, or what breaks the check and how to mend it. */
export type Verdict = Finding | undefined;

interface Finding {
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
export function each(of: 'itself' | 'containers' | 'parts', field: string, verdict: (value: unknown, allowed: Allowed, pod: Pod) => Verdict): Judge {
  const [outer, inner] = field.split('[]');
  const outerKeys = outer.split('.');
  const innerKeys = inner ? inner.slice(1).split('.') : [];
  const problem = (part: Part, path: string, { what, change, below = '' }: Finding): Problem => (
    { path: part.at(`${path}${below}`), what: `${part.who} ${what}`, change }
  );
  return (pod, allowed, found) => {
    for (const part of pod[of]) {
      const value = dig(part.fields, outerKeys);
      if (inner === undefined) {
        const said = verdict(value, allowed, pod);
        if (said) { found.push(problem(part, outer, said)); }
      } else if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) {
          const said = verdict(dig(value[index], innerKeys), allowed, pod);
          if (said) { found.push(problem(part, `${outer}[${index}]${inner}`, said)); }
        }
      }
    }
  };
}

function dig(value: unknown, keys: readonly string[]): unknown {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null) { return undefined; }
    inner = (inner as Json)[key];
  }
  return inner;
}

/** Judges what each of the judges does, in their order. */
export function all(...judges: readonly Judge[]): Judge {
  return (pod, allowed, found) => {
    for (const judge of judges) { judge(pod, allowed, found); }
  };
}

/** Judges annotations by their key. */
export function annotations(keysOf: (pod: Pod) => readonly string[], allows: (value: string) => boolean, change: string): Judge {
  return (pod, _allowed, found) => {
    for (const key of keysOf(pod)) {
      const value = text(pod.annotations[key]);
      if (!allows(value)) { found.push({ path: `metadata.annotations['${key}']`, what: `pod has annotation '${key}' with value '${value}'`, change }); }
    }
  };
}

/** Judges the profile that a field of the security context names by its type. No profile is well, but a profile without a type is not. */
export function profile(field: string, otherwise: string): Judge {
  return each('parts', `securityContext.${field}`, (value, allowed) => {
    if (!isSet(value)) { return undefined; }
    const { type } = object(value);
    return allowed.has(type) ? undefined : {
      what: `has ${field}.type '${text(type)}'`,
      change: `give ${allowed.insteadOf(type)}${otherwise}`,
      below: '.type',
    };
  });
}
