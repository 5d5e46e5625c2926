/**
 * The reason why a part of a policy is not understood: it is not an object, or has a member that is not read here. The
 * member may narrow or widen the part, so that it neither surely matches nor surely does not.
 *
 * @param value the part
 * @param members that are read
 * @returns undefined where all of the part is understood
 */
export function unreadIn(value: unknown, members: readonly string[]): string | undefined {
  if (!isObject(value)) { return 'it is not an object'; }
  for (const name of Object.keys(value)) {
    if (!members.includes(name)) { return `'${name}' is not read`; }
  }
  return undefined;
}

/** The same of the first member that should be a list of objects, and is something else. */
export function unreadLists(object: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const name = names.find((each) => {
    const list = object[each];
    return list !== undefined && list !== null && !(Array.isArray(list) && list.every(isObject));
  });
  return name === undefined ? undefined : `'${name}' is not a list of objects`;
}

/** The same of a label selector. */
export function unreadSelector(selector: unknown): string | undefined {
  if (selector === undefined || selector === null) { return undefined; }
  const unread = unreadIn(selector, ['matchLabels', 'matchExpressions']);
  if (unread !== undefined) { return unread; }
  const { matchLabels, matchExpressions } = selector as Readonly<Record<string, unknown>>;
  if (matchLabels !== undefined && matchLabels !== null && !isObject(matchLabels)) {
    return "'matchLabels' is not an object";
  }
  if (matchExpressions === undefined || matchExpressions === null) { return undefined; }
  const isRead = Array.isArray(matchExpressions) && matchExpressions.every(isExpression);
  return isRead ? undefined : "'matchExpressions' is not read";
}

/** Operators of expressions, and whether they have values. */
const OPERATORS: Readonly<Record<string, boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
function isExpression(value: unknown): boolean {
  if (unreadIn(value, ['key', 'operator', 'values']) !== undefined) { return false; }
  const { key, operator, values } = value as Readonly<Record<string, unknown>>;
  const hasValues = Array.isArray(values) ? values.length > 0 : false;
  const isList = values === undefined || values === null || Array.isArray(values);
  return typeof key === 'string' && isList && OPERATORS[String(operator)] === hasValues;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
