/** Conditions on the spec of a pod, which the CEL expressions call `variables.spec`. */
import { and, atom, Expression, literal, or, ternary } from './cel-expression';
import { all, below, Condition, ConditionViolation, each, has, memberAt, optional, value } from './conditions';
import { Given, isParameter, known } from './parameter';
import { approximately, compareQuantities, parseQuantity } from '../kubernetes/quantity';

/** Names of container lists in CEL, with the fields of the pod that they join. */
const LISTS = {
  /** Every container. */
  containers: ['initContainers', 'containers', 'ephemeralContainers'],
  /** Containers that have resources of their own: ephemeral containers share those of their pod. */
  lastingContainers: ['initContainers', 'containers'],
} as const;

/**
 * The lists as variables of an admission policy. `dyn` hides the types of their items: the type checker knows the
 * fields of a pod and does not concatenate lists of different types.
 */
export const CONTAINER_VARIABLES = Object.entries(LISTS).map(([name, lists]) => ({
  name,
  expression: lists.map((list) => {
    const items = `variables.spec.${list}`;
    return list === 'containers' ? `dyn(${items})` : `(has(${items}) ? dyn(${items}) : [])`;
  }).join(' + '),
}));

/** The condition holds for each container of a pod. */
export function containers(condition: Condition, which: keyof typeof LISTS = 'containers'): Condition {
  return {
    violations: (spec) => eachContainer(spec, which, (container) => condition.violations(container)),
    cel: () => each('container', condition).cel(`variables.${which}`),
  };
}

/** The condition holds for a field that containers inherit from the pod: either the pod or each container sets it. */
export function inherited(path: string, condition: Condition): Condition {
  const names = path.split('.');
  const own = optional(path, condition);
  return {
    violations: (spec) => [
      ...own.violations(spec),
      ...eachContainer(spec, 'containers', (container) => {
        const inheriting = memberAt(container, names);
        if (inheriting === undefined) {
          return memberAt(spec, names) === undefined ? [{ path: names, value: undefined }] : [];
        }
        return below(names, condition.violations(inheriting));
      }),
    ],
    cel: (spec) => {
      const ofContainer = condition.cel(`container.${path}`);
      const ofEach = ternary(and(...has('container', names)), ofContainer, and(...has(spec, names)));
      return and(own.cel(spec), `variables.containers.all(container, ${ofEach.text})`);
    },
  };
}

/** The condition holds for the pod and for each of its containers. */
export function podAndContainers(condition: Condition): Condition {
  return all(condition, containers(condition));
}

/** The pod is for Windows, which lacks the Linux security fields. */
export const isWindows: Condition = {
  violations: (spec) =>
    memberAt(spec, ['os', 'name']) === 'windows'
      ? []
      : [{ path: ['os', 'name'], value: memberAt(spec, ['os', 'name']) }],
  cel: (spec) => and(`has(${spec}.os)`, `${spec}.os.name == 'windows'`),
};

/** The condition holds for each volume of a pod. */
export function volumes(condition: Condition): Condition {
  return optional('volumes', each('volume', condition));
}

/** The amount is above 0, which would mean no limit to the kernel, and at most the maximum, if there is one. */
export function amount(maximum?: Given<string>): Condition {
  const most = isParameter(maximum) ? undefined : parseQuantity(maximum);
  const nothing = parseQuantity('0')!;
  return value(
    (given) => {
      const parsed = parseQuantity(given);
      return (
        parsed !== undefined &&
        compareQuantities(parsed, nothing) > 0 &&
        (most === undefined || compareQuantities(parsed, most) <= 0)
      );
    },
    (given) => {
      // A custom resource may have an integer here.
      const text = `string(${given})`;
      return and(
        `isQuantity(${text})`,
        `quantity(${text}).isGreaterThan(quantity('0'))`,
        ...(maximum === undefined ? [] : [atMost(`quantity(${text})`, maximum)]),
      );
    },
  );
}

function atMost(quantity: string, maximum: Given<string>): Expression {
  const bounded = atom(`${quantity}.compareTo(quantity(${literal(maximum)})) <= 0`);
  return isParameter(maximum) && maximum.isGiven !== undefined ? or(`!(${maximum.isGiven})`, bounded) : bounded;
}

/** At most so many items of a list have a member. */
export function countAtMost(item: string, member: string, most: Given<number>): Condition {
  return value(
    (given) => !Array.isArray(given)
      || given.filter((one) => memberAt(one, [member]) !== undefined).length <= known(most),
    (given) => `${given}.filter(${item}, has(${item}.${member})).size() <= ${literal(most)}`,
  );
}

/**
 * The storage that the items of a list request is in sum at most a quantity.
 *
 * @param item name of the item in CEL
 * @param path from the item to the map of its requests
 */
export function storageAtMost(item: string, path: string, maximum: Given<string>): Condition {
  const names = path.split('.');
  const most = () => asNumber(known(maximum));
  const bound = isParameter(maximum) ? `quantity(${maximum.cel}).asApproximateFloat()` : `${most()}.0`;
  const request = `string(${item}.${path}['storage'])`;
  const isCounted = and(...has(item, names), `'storage' in ${item}.${path}`, `isQuantity(${request})`);
  const counted = ternary(isCounted, atom(`quantity(${request}).asApproximateFloat()`), atom('0.0'));
  return value(
    (given) => !Array.isArray(given)
      || given.reduce<number>((sum, one) => sum + asNumber(memberAt(one, [...names, 'storage'])), 0) <= most(),
    (given) => `${given}.map(${item}, ${counted.text}).sum() <= ${bound}`,
  );
}

/** A quantity as a number, as the API server has it in floating point. */
function asNumber(quantity: unknown): number {
  const parsed = parseQuantity(quantity);
  return parsed ? approximately(parsed) : 0;
}

function eachContainer(
  spec: unknown,
  which: keyof typeof LISTS,
  judge: (container: unknown) => readonly ConditionViolation[],
): readonly ConditionViolation[] {
  return LISTS[which].flatMap((list) => {
    const items = memberAt(spec, [list]);
    return Array.isArray(items) ? items.flatMap((container, index) => below([list, index], judge(container))) : [];
  });
}
