import { shown } from '../../checks/forms';
import { checkMembers } from '../../checks/members';
import { checkShapes, listOf, Shapes } from '../../checks/shapes';
import { parseCidr } from '../../network/intent/cidr';
import type { ApiAllowance, BlastBudget } from '../blast-budget';

const TEXTS = listOf('string');

/** A budget by its areas alone. */
type AreaBudget = Omit<BlastBudget, 'isolated'>;

const AREAS: Readonly<Record<keyof AreaBudget, Shapes>> = {
  network: {
    internet: 'boolean',
    cidrs: TEXTS,
    domains: TEXTS,
    metadata: 'boolean',
    dns: 'boolean',
    ownPods: 'boolean',
    namespaces: TEXTS,
  },
  api: { allow: 'objects', paths: TEXTS, roles: TEXTS },
  secrets: { names: TEXTS, readableIn: TEXTS },
  identity: { identities: TEXTS, node: 'boolean' },
  volumes: { written: TEXTS, read: TEXTS },
  nodes: {
    kernel: 'boolean',
    privileged: 'boolean',
    hostNamespaces: 'boolean',
    hostPorts: 'boolean',
    capabilities: TEXTS,
    writtenPaths: TEXTS,
    readPaths: TEXTS,
    shared: 'boolean',
  },
};

const ALLOWANCE: Shapes = { verbs: TEXTS, resources: TEXTS, namespaces: TEXTS, names: TEXTS };

const NAMES = Object.keys(AREAS);
/** The budget of a sandbox that is on its own. */
const NOTHING: AreaBudget = Object.fromEntries(NAMES.map((area) => [area, {}]));

/**
 * @returns the areas that are bounded, those that `isolated` stands for too
 * @throws when a part of a budget is malformed, or its name is not one that is read
 */
export function checkBudget(budget: BlastBudget): AreaBudget {
  members('the budget', budget, [...NAMES, 'isolated']);
  checkShapes('the budget', budget, { isolated: 'boolean' });
  for (const [area, shapes] of Object.entries(AREAS)) {
    const given = budget[area as keyof AreaBudget];
    if (given === undefined) { continue; }
    members(`'${area}' of the budget`, given, Object.keys(shapes));
    checkShapes(`'${area}' of the budget`, given, shapes);
  }
  budget.network?.cidrs?.forEach((cidr) => { parseCidr(cidr); });
  budget.api?.allow?.forEach((each, index) => { checkAllowance(`'api.allow[${index}]' of the budget`, each); });
  const { isolated, ...areas } = budget;
  return isolated ? { ...NOTHING, ...areas } : areas;
}

function checkAllowance(what: string, each: ApiAllowance): void {
  members(what, each, Object.keys(ALLOWANCE));
  checkShapes(what, each, ALLOWANCE, 'verbs');
  checkShapes(what, each, ALLOWANCE, 'resources');
}

/** A name that nothing reads would bound nothing. */
function members(what: string, given: object, names: readonly string[]): void {
  checkMembers(what, given, names);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) { throw new Error(`${what} has ${shown(unknown)}; give any of ${names.join(', ')}`); }
}
