/** What a GitOps tool would see between what was printed and what is in the cluster. */

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/**
 * The paths at which the live object does not say what was printed. What the server adds to maps, defaults among them, is
 * no drift: whoever prints does not own it. Lists are owned whole: tools that know no schema, as for custom resources,
 * see it when the server adds to their items.
 */
export function drift(printed: Json, live: Json, path = ''): string[] {
  if (Array.isArray(printed)) {
    if (!Array.isArray(live) || live.length !== printed.length) { return [path]; }
    return printed.flatMap((item, index) => drift(item, live[index], `${path}/${index}`));
  }
  if (typeof printed === 'object' && printed !== null) {
    if (typeof live !== 'object' || live === null) { return [path]; }
    return Object.entries(printed).flatMap(([key, value]) => drift(value, live[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
  }
  return printed === live ? [] : [path];
}

/** The paths of list items to which the server added: what a merge patch of the printed object would take away again. */
export function additionsInLists(printed: Json, live: Json, path = '', isInList = false): string[] {
  if (typeof printed !== 'object' || printed === null || typeof live !== 'object' || live === null) { return []; }
  const added = isInList && !Array.isArray(live) ? Object.keys(live).filter((key) => !(key in printed)).map((key) => `${path}/${key}`) : [];
  return [...added, ...Object.entries(printed).flatMap(([key, value]) => (
    additionsInLists(value, live[key], `${path}/${key}`, isInList || Array.isArray(printed))
  ))];
}

/** The paths at which two live objects differ, but for who wrote them when. */
export function changes(before: Json, after: Json, path = ''): string[] {
  if (path === '/metadata/managedFields') { return []; }
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) { return before === after ? [] : [path]; }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => changes(before[key], after[key], `${path}/${key}`));
}
