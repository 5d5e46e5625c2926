import { Allowed, Judge, Problem } from './check';
import { Json, list, object, Part, Pod, text } from './pod';

/** What a judge says of one value: nothing, or what breaks the check, how to mend it, and where if it is below the value. */
export type Verdict = { readonly what: string; readonly change: string; readonly below?: string } | undefined;

/**
 * Judges the values of one field.
 *
 * @param of which parts of the pod have the field: the pod, its containers, or both
 * @param field a path in the part such as `securityContext.privileged`; `ports[].hostPort` is one value for each port
 */
export function each(of: 'self' | 'containers' | 'parts', field: string, verdict: (value: unknown, allowed: Allowed, pod: Pod) => Verdict): Judge {
  const [outer, inner] = field.split('[]');
  const outerKeys = outer.split('.');
  const innerKeys = inner ? inner.slice(1).split('.') : [];
  return (pod, allowed) => {
    const found: Problem[] = [];
    const judge = (part: Part, value: unknown, index?: number) => {
      const said = verdict(value, allowed, pod);
      if (!said) { return; }
      const path = index === undefined ? outer : `${outer}[${index}]${inner}`;
      found.push({ path: part.at(`${path}${said.below ?? ''}`), what: `${part.who} ${said.what}`, change: said.change });
    };
    for (const part of of === 'self' ? [pod.self] : pod[of]) {
      const value = dig(part.fields, outerKeys);
      if (inner === undefined) {
        judge(part, value);
      } else {
        list(value).forEach((item, index) => judge(part, dig(item, innerKeys), index));
      }
    }
    return found;
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
  return (pod, allowed) => judges.flatMap((judge) => judge(pod, allowed));
}

/** Judges annotations by their key. */
export function annotations(keys: (pod: Pod) => readonly string[], allows: (value: string) => boolean, change: string): Judge {
  return (pod) => keys(pod).filter((key) => !allows(text(pod.annotations[key]))).map((key) => ({
    path: `metadata.annotations['${key}']`,
    what: `pod has annotation '${key}' with value '${text(pod.annotations[key])}'`,
    change,
  }));
}

/** Judges the profile that a field of the security context names by its type; a profile without a type is none that is allowed. */
export function profile(of: 'parts', field: string): Judge {
  return each(of, `securityContext.${field}`, (value, allowed) => {
    if (value === undefined || value === null) { return undefined; }
    const { type } = object(value);
    return allowed.has(type) ? undefined : {
      what: `has ${field}.type '${text(type)}'`,
      change: `give ${allowed.insteadOf(type)}, or leave ${field} out`,
      below: '.type',
    };
  });
}
