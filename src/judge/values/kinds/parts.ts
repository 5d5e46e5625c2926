/** Checks that several kinds of Kubernetes have in common. */
import { isQualifiedName } from '../../../checks/forms';
import { parseQuantity, signOf } from '../../../kubernetes/quantity';
import { Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { form, formOrEmpty, HIGHEST_PORT } from '../forms';
import { Check, between, oneOf, orZero, PodVisit, text } from '../visit';

/** A number of 0 or more. */
export const count = between(0, Infinity);
/** A number of 1 or more; an absent one is 0, and refused. */
export const positive = orZero(between(1, Infinity));
export const protocol = oneOf('TCP', 'UDP', 'SCTP');
export const dnsLabel = form('dnsLabel');
export const subdomain = form('dnsSubdomain');
export const portName = formOrEmpty('portName');

/** The number of a port, which is set. */
export const portNumber: Check<number | undefined> = (value, visit) => {
  if (typeof value !== 'number' || value < 1 || value > HIGHEST_PORT) {
    visit.refuse(`port ${value ?? 0} is not valid`, `use 1 to ${HIGHEST_PORT}`);
  }
};

/** A port by its number or its name. */
export const portOrName: Check<number | string | undefined> = (value, visit) => {
  (typeof value === 'string' ? portName as Check : portNumber as Check)(value, visit);
};

/** A field that must be one of some, and has no default. */
export function oneOfRequired(...values: readonly string[]): Check<string | undefined> {
  const check = oneOf(...values);
  return (value, visit) => { check(text(value), visit); };
}

/** A whole number of pods of 0 or more, or a percentage. */
export function podsOrPercentage(most = Infinity): Check<number | string | undefined> {
  return (value, visit) => {
    if (typeof value === 'number') {
      count(value, visit);
    } else if (typeof value === 'string' && !/^\d+%$/.test(value)) {
      visit.refuse(`${shown(value)} is not a percentage`, "use a whole number, or a percentage such as '25%'");
    } else if (typeof value === 'string' && Number(value.slice(0, -1)) > most) {
      visit.refuse(`${shown(value)} is more than all`, `use at most '${most}%'`);
    }
  };
}

/** Whether an amount of pods is 0, or 0 percent. */
export function isNone(value: unknown): boolean {
  return value === 0 || typeof value === 'string' && /^0+%$/.test(value);
}

const NATIVE: ReadonlySet<string> = new Set(['cpu', 'memory', 'storage', 'ephemeral-storage']);
const OF_QUOTAS: ReadonlySet<string> = new Set([
  'requests.cpu', 'requests.memory', 'requests.storage', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory',
  'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'services.nodeports', 'services.loadbalancers',
  'replicationcontrollers', 'persistentvolumeclaims', 'secrets', 'configmaps',
]);
const HUGE_PAGES = /^(?:requests\.)?hugepages-/;

/** The name of a resource that a quota, or the limit of a range, bounds. */
export function resourceName(name: string, isOfQuota: boolean, visit: PodVisit): void {
  const isKnown = name.includes('/')
    || HUGE_PAGES.test(name) || NATIVE.has(name) || isOfQuota && OF_QUOTAS.has(name);
  if (!isQualifiedName(name) || !isKnown) {
    visit.refuse(
      `${shown(name)} is not a resource`,
      isOfQuota
        ? "use one such as 'requests.cpu', 'limits.memory', 'pods', 'requests.nvidia.com/gpu' or 'count/jobs.batch'"
        : "use 'cpu', 'memory', 'storage', 'ephemeral-storage', or a name with a domain such as 'nvidia.com/gpu'",
    );
  }
}

/** An amount of 0 or more. What is no amount is refused by the schema. */
export function notNegative(value: unknown, visit: PodVisit): void {
  const amount = parseQuantity(value ?? 0);
  if (amount && signOf(amount) < 0) { visit.refuse(`${shown(value)} is negative`, 'use 0 or more'); }
}

/** The labels of a selector of old kinds: a map, with nothing around it. */
export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? value as Loose : {};
}
