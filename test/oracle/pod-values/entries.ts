/** Values for the fields of a pod. */
type Json = any;

/**
 * A path and the value that is put there; undefined leaves the field out. Dots separate steps, `+` appends to a list,
 * `-` is its last item, `~1` a slash, and what follows `annotations`, `limits` or `requests` is one key.
 */
export type Entry = readonly [path: string, value: unknown];

function stepsOf(path: string): string[] {
  const [, before, key] = /^(.*\.(?:annotations|limits|requests))\.(.+)$/.exec(path) ?? [];
  const steps = (before ?? path).split('.');
  return key === undefined ? steps : [...steps, key.replace(/~1/g, '/')];
}

const IS_OF_LIST = ['+', '-', '0'];

/** Puts a value into a pod. */
export function put(pod: Json, [path, value]: Entry): void {
  const steps = stepsOf(path);
  let holder = pod;
  steps.forEach((given, index) => {
    const step = given === '-' ? Math.max(holder.length - 1, 0) : given;
    const next = steps[index + 1];
    if (step === '+') {
      holder.push(structuredClone(value));
    } else if (next === undefined && value === undefined) {
      delete holder[step];
    } else if (next === undefined) {
      holder[step] = structuredClone(value);
    } else {
      holder[step] ??= IS_OF_LIST.includes(next) ? [] : {};
      if (given === 'initContainers') { holder[step][0] ??= { name: 'init', image: 'registry.example.com/i:1' }; }
      holder = holder[step];
    }
  });
}
