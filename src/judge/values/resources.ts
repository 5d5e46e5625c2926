import { form, isDnsSubdomain } from './forms';
import { Check, has, listed, PodVisit, text } from './visit';
import { isQualifiedName } from '../../checks/forms';
import {
  addQuantities, compareQuantities, inUnitsOf, parseQuantity, Quantity, signOf,
} from '../../kubernetes/quantity';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];
const OF_PODS = ['cpu', 'memory'];
const HUGE_PAGES = 'hugepages-';
/** Names that quotas count, and containers cannot ask for. */
const QUOTA_PREFIX = 'requests.';
const ZERO = parseQuantity(0)!;
const MOST_BYTES = 2n ** 63n - 1n;

function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}

/** Resources of Kubernetes itself: without a domain, or of one below kubernetes.io. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Devices and the like: whole numbers, of which a pod asks for as many as it may use. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith(QUOTA_PREFIX) && isQualifiedName(`${QUOTA_PREFIX}${name}`);
}

/** Whether a pod may use more than it asks for. */
function isOvercommitted(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function checkName(name: string, isOfPod: boolean, visit: PodVisit): void {
  if (!isQualifiedName(name)) {
    visit.refuse(
      `${shown(name)} is not the name of a resource`,
      `use ${listed(OF_CONTAINERS)}, or a name with a domain`,
    );
  } else if (isOfPod ? !OF_PODS.includes(name) && !isHugePages(name) : !isOfContainer(name)) {
    const usual = isOfPod
      ? listed(OF_PODS)
      : `${listed(OF_CONTAINERS)}, or a name with a domain such as 'nvidia.com/gpu'`;
    visit.refuse(`${shown(name)} is not a resource of ${isOfPod ? 'pods' : 'containers'}`, `use ${usual}`);
  }
}

function isOfContainer(name: string): boolean {
  if (!name.includes('/')) { return OF_CONTAINERS.includes(name) || isHugePages(name); }
  return isNative(name) || isExtended(name);
}

function checkAmount(name: string, amount: Quantity, visit: PodVisit): void {
  if (compareQuantities(amount, ZERO) < 0) { visit.refuse(`an amount of ${name} is negative`, 'use 0 or more'); }
  if (isExtended(name) && inUnitsOf(-3, amount) % 1000n !== 0n) {
    visit.refuse(`an amount of ${name} is not a whole number`, 'use a whole number');
  }
  if (isHugePages(name) && !isMultiple(name, amount)) {
    visit.refuse(
      `an amount of ${name} is not a multiple of the page`,
      `use a multiple of ${name.slice(HUGE_PAGES.length)}`,
    );
  }
}

/** Both are rounded up to whole bytes, as Kubernetes does. What it cannot count is not judged. */
function isMultiple(name: string, amount: Quantity): boolean {
  const page = parseQuantity(name.slice(HUGE_PAGES.length));
  if (!page || signOf(page) <= 0 || inUnitsOf(-3, page) % 1000n !== 0n) { return false; }
  const bytes = inUnitsOf(0, amount);
  return bytes > MOST_BYTES || bytes % inUnitsOf(0, page) === 0n;
}

/** Amounts by resource. An amount that is none is refused by the schema. */
function amountsOf(list: unknown): Map<string, Quantity> {
  const amounts = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(inObject(list))) {
    const amount = parseQuantity(value ?? 0);
    if (amount) { amounts.set(name, amount); }
  }
  return amounts;
}

function checkAmounts(amounts: Map<string, Quantity>, isOfPod: boolean, visit: PodVisit): void {
  for (const [name, amount] of amounts) {
    visit.below([name], () => {
      checkName(name, isOfPod, visit);
      checkAmount(name, amount, visit);
    });
  }
}

/** The amounts that a runtime class adds to a pod. */
export const overhead: Check<Loose | undefined> = (given, visit) => {
  const amounts = amountsOf(given);
  checkAmounts(amounts, false, visit);
  refuseHugePagesAlone([...amounts.keys()], visit);
};

function refuseHugePagesAlone(names: readonly string[], visit: PodVisit): void {
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    visit.refuse('has huge pages alone', "set 'cpu' or 'memory' as well");
  }
}

function compare(limits: Map<string, Quantity>, requests: Map<string, Quantity>, visit: PodVisit): void {
  for (const [name, request] of requests) {
    const limit = limits.get(name);
    if (!limit) {
      if (!isOvercommitted(name)) {
        visit.refuse(`has no ${name}, which is requested`, `set the same amount of ${name}`, 'limits');
      }
    } else if (!isOvercommitted(name) && compareQuantities(request, limit) !== 0) {
      visit.refuse(`asks for another amount of ${name} than its limit`, 'use one amount for both', 'requests');
    } else if (compareQuantities(request, limit) > 0) {
      visit.refuse(`asks for more ${name} than its limit`, 'raise the limit, or lower the request', 'requests');
    }
  }
}

/** Limits and requests: names, amounts, and that none asks for more than its limit. */
export function resources(isOfPod = false): Check<Loose | undefined> {
  return (given, visit) => {
    const limits = amountsOf(given?.limits);
    const requests = amountsOf(given?.requests);
    visit.below(['limits'], () => { checkAmounts(limits, isOfPod, visit); });
    visit.below(['requests'], () => { checkAmounts(requests, isOfPod, visit); });
    compare(limits, requests, visit);
    refuseHugePagesAlone([...limits.keys(), ...requests.keys()], visit);
    checkClaims(given, visit);
  };
}

const label = form('dnsLabel');

/** Devices that a container takes: of the claims of its pod, each once. */
function checkClaims(given: Loose | undefined, visit: PodVisit): void {
  const taken = new Set<string>();
  inList(given, 'claims').forEach((claim, index) => {
    const name = text(claim.name);
    const request = text(claim.request);
    const key = request ? `${name}/${request}` : name;
    if (name === '') {
      visit.refuse('has no name', 'name a claim of the pod', 'claims', index);
      return;
    }
    const overlaps =
      taken.has(name) || taken.has(key) || (!request && [...taken].some((each) => each.startsWith(`${name}/`)));
    if (!taken.has(name) && request) {
      visit.below(['claims', index, 'request'], () => { label(request, visit); });
    }
    if (overlaps) { visit.refuse(`takes ${shown(key)} twice`, 'remove one of them', 'claims', index); }
    if (!taken.has(name)) { taken.add(key); }
    if (!visit.pod.claims.has(name)) {
      visit.refuse(`the pod has no claim ${shown(name)}`, "add it to 'resourceClaims' of the pod", 'claims', index);
    }
  });
}

/** Claims for devices of the pod. */
export const resourceClaims: Check<readonly Loose[] | undefined> = (claims, visit) => {
  const names = new Set<string>();
  visit.items(claims, (given) => {
    const name = text(given.name);
    if (name === '') {
      visit.refuse('is required', 'name the claim', 'name');
    } else if (names.has(name)) {
      visit.refuse(`two claims are named ${shown(name)}`, 'name each once', 'name');
    } else {
      visit.enter('name', name, label);
      names.add(name);
    }
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((source) => has(given, source));
    if (sources.length !== 1) {
      visit.refuse(
        sources.length ? 'names a claim and a template' : 'names no claim',
        "set 'resourceClaimName' or 'resourceClaimTemplateName'",
      );
    }
    for (const source of sources) {
      if (!isDnsSubdomain(text(given[source]))) {
        visit.refuse(`${shown(given[source])} is not a DNS subdomain`, 'use the name of an object', source);
      }
    }
  });
};

/** Containers against the resources of the pod as a whole, where it has some. */
export const podResources: Check<Loose | undefined> = (given, visit) => {
  if (given === undefined) { return; }
  if (inObject(visit.pod.spec, 'os').name === 'windows') {
    visit.refuse('is set in a pod of Windows', 'set the resources of its containers');
    return;
  }
  if (has(given, 'claims')) { visit.refuse('is set for the pod', 'set it for a container', 'claims'); }
  resources(true)({ ...given, claims: undefined }, visit);
  const limits = amountsOf(given.limits);
  const requests = amountsOf(given.requests);
  for (const [name, sum] of requestsOfContainers(visit.pod.spec)) {
    const request = requests.get(name);
    if (request && compareQuantities(sum, request) > 0) {
      visit.refuse(`asks for less ${name} than its containers together`, 'raise it', 'requests', name);
    }
  }
  inList(visit.pod.spec, 'containers').forEach((container, index) => {
    for (const [name, limit] of amountsOf(inObject(container.resources).limits)) {
      const most = limits.get(name);
      if (most && compareQuantities(limit, most) > 0) {
        visit.refuse(
          `container ${index} may use more ${name} than the pod`,
          'raise the limit of the pod',
          'limits',
          name,
        );
      }
    }
  });
};

function add(one: Quantity | undefined, other: Quantity): Quantity {
  return one ? addQuantities(one, other) : other;
}

/** What containers ask for at once: init containers one after the other, sidecars beside all that start later. */
function requestsOfContainers(spec: Loose): Map<string, Quantity> {
  const requestsOf = (container: Loose) => {
    const own = inObject(container.resources);
    return new Map([...amountsOf(own.limits), ...amountsOf(own.requests)]);
  };
  const running = new Map<string, Quantity>();
  for (const container of inList(spec, 'containers')) {
    for (const [name, amount] of requestsOf(container)) { running.set(name, add(running.get(name), amount)); }
  }
  const sidecars = new Map<string, Quantity>();
  const peaks = new Map<string, Quantity>();
  for (const container of inList(spec, 'initContainers')) {
    const isSidecar = container.restartPolicy === 'Always';
    for (const [name, amount] of requestsOf(container)) {
      const together = add(sidecars.get(name), amount);
      if (isSidecar) { sidecars.set(name, together); running.set(name, add(running.get(name), amount)); }
      const peak = peaks.get(name);
      if (!peak || compareQuantities(together, peak) > 0) { peaks.set(name, together); }
    }
  }
  for (const [name, peak] of peaks) {
    const sum = running.get(name);
    if (!sum || compareQuantities(peak, sum) > 0) { running.set(name, peak); }
  }
  return running;
}
