/** Conditions on the spec of a pod, in the expressions of a policy `variables.spec`. */
import { and, ternary } from './cel-expression';
import { all, below, Breach, Condition, each, has, memberAt, optional, value } from './conditions';
import { compareQuantities, parseQuantity } from '../kubernetes/quantity';

/** Containers of the three lists, as those of a policy's expressions have them. */
const LISTS = {
  /** Every container. */
  containers: ['initContainers', 'containers', 'ephemeralContainers'],
  /** Those that have resources: ephemeral ones share those of their pod. */
  lastingContainers: ['initContainers', 'containers'],
} as const;

/**
 * The lists as variables of a policy. Their items are of one type only to those who ask no further: a checker that knows
 * the fields of a pod would not add one list to another.
 */
export const CONTAINER_VARIABLES = Object.entries(LISTS).map(([name, lists]) => ({
  name,
  expression: lists.map((list) => {
    const items = `variables.spec.${list}`;
    return list === 'containers' ? `dyn(${items})` : `(has(${items}) ? dyn(${items}) : [])`;
  }).join(' + '),
}));

/** Each container of a pod. */
export function containers(condition: Condition, which: keyof typeof LISTS = 'containers'): Condition {
  return {
    breaches: (spec) => eachContainer(spec, which, (container) => condition.breaches(container)),
    cel: () => each('container', condition).cel(`variables.${which}`),
  };
}

/** What the pod says for its containers and each may say otherwise; one of both must. */
export function inherited(path: string, condition: Condition): Condition {
  const names = path.split('.');
  const own = optional(path, condition);
  return {
    breaches: (spec) => [
      ...own.breaches(spec),
      ...eachContainer(spec, 'containers', (container) => {
        const said = memberAt(container, names);
        if (said === undefined) { return memberAt(spec, names) === undefined ? [{ at: names, value: undefined }] : []; }
        return below(names, condition.breaches(said));
      }),
    ],
    cel: (spec) => and(
      own.cel(spec),
      `variables.containers.all(container, ${ternary(and(...has('container', names)), condition.cel(`container.${path}`), and(...has(spec, names))).text})`,
    ),
  };
}

/** The pod and each of its containers. */
export function podAndContainers(condition: Condition): Condition {
  return all(condition, containers(condition));
}

/** A pod of Windows, where what a condition asks does not exist. */
export const isWindows: Condition = {
  breaches: (spec) => (memberAt(spec, ['os', 'name']) === 'windows' ? [] : [{ at: ['os', 'name'], value: memberAt(spec, ['os', 'name']) }]),
  cel: (spec) => and(`has(${spec}.os)`, `${spec}.os.name == 'windows'`),
};

/** Each volume of a pod. */
export function volumes(condition: Condition): Condition {
  return optional('volumes', each('volume', condition));
}

/** An amount of more than nothing, which for the kernel would be no limit, up to a maximum if there is one. */
export function amount(maximum?: string): Condition {
  const most = parseQuantity(maximum);
  const nothing = parseQuantity('0')!;
  return value(
    (given) => {
      const parsed = parseQuantity(given);
      return parsed !== undefined && compareQuantities(parsed, nothing) > 0 && (most === undefined || compareQuantities(parsed, most) <= 0);
    },
    (given) => {
      // A custom resource may have a whole number here.
      const text = `string(${given})`;
      return and(
        `isQuantity(${text})`,
        `quantity(${text}).isGreaterThan(quantity('0'))`,
        ...(maximum === undefined ? [] : [`quantity(${text}).compareTo(quantity('${maximum}')) <= 0`]),
      );
    },
  );
}

function eachContainer(spec: unknown, which: keyof typeof LISTS, judge: (container: unknown) => readonly Breach[]): readonly Breach[] {
  return LISTS[which].flatMap((list) => {
    const items = memberAt(spec, [list]);
    return Array.isArray(items) ? items.flatMap((container, index) => below([list, index], judge(container))) : [];
  });
}
