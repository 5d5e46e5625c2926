/**
 * ResourceQuotas, LimitRanges and PodDisruptionBudgets.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
import { notNegative, podsOrPercentage, resourceName } from './parts';
import { isQualifiedName } from '../../../checks/forms';
import { compareQuantities, inUnitsOf, parseQuantity } from '../../../kubernetes/quantity';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { labelSelector } from '../selectors';
import { field, object, wanted } from '../table';
import { Check, has, oneOf, PodVisit, text } from '../visit';

/** Resources of which there are whole numbers. */
const WHOLE: ReadonlySet<string> = new Set([
  'pods', 'services', 'services.nodeports', 'services.loadbalancers', 'replicationcontrollers', 'resourcequotas',
  'persistentvolumeclaims', 'secrets', 'configmaps',
]);

const hard: Check<Loose> = (given, visit) => {
  for (const [name, value] of Object.entries(given)) {
    visit.below([name], () => {
      resourceName(name, true, visit);
      notNegative(value, visit);
      const amount = parseQuantity(value ?? 0);
      if (amount && isWhole(name) && inUnitsOf(-3, amount) % 1000n !== 0n) {
        visit.refuse(`${shown(value)} is not a whole number`, 'use a whole number');
      }
    });
  }
};

function isWhole(name: string): boolean {
  const resource = name.replace(/^(?:requests|limits)\./, '');
  return WHOLE.has(name) || resource.includes('/') && !resource.includes('kubernetes.io/') && !/^count\//.test(name)
    && !name.includes('storageclass.storage.k8s.io');
}

const OF_PODS = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'PriorityClass'];
const SCOPES = [...OF_PODS, 'CrossNamespacePodAffinity', 'VolumeAttributesClass'];
const OPPOSITES = [['Terminating', 'NotTerminating'], ['BestEffort', 'NotBestEffort']];
const COMPUTED = /^(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)$|^(?:requests\.)?hugepages-/;

/** Whether a scope can bound a resource: those of pods what pods need, that of best effort their number alone. */
function bounds(scope: string, resource: string): boolean {
  if (scope === 'VolumeAttributesClass') { return /persistentvolumeclaims$|storage$/.test(resource); }
  const isOfPods = resource === 'pods' || resource === 'count/pods' || COMPUTED.test(resource)
    || /^requests\..*\//.test(resource);
  if (scope === 'BestEffort') { return resource === 'pods' || resource === 'count/pods'; }
  return isOfPods;
}

function checkScopes(scopes: readonly string[], resources: readonly string[], visit: PodVisit, where: string): void {
  for (const scope of scopes) {
    if (!SCOPES.includes(scope)) {
      visit.refuse(`${shown(scope)} is not a scope`, `use ${SCOPES.join(', ')}`, ...where === '' ? [] : [where]);
      continue;
    }
    const [unbounded] = resources.filter((resource) => !bounds(scope, resource));
    if (unbounded !== undefined) {
      visit.refuse(
        `${shown(scope)} cannot bound ${shown(unbounded)}`,
        'remove the one or the other, or make two quotas of it',
        ...where === '' ? [] : [where],
      );
    }
  }
  for (const [one, other] of OPPOSITES) {
    if (scopes.includes(one) && scopes.includes(other)) {
      visit.refuse(`has both ${shown(one)} and ${shown(other)}`, 'keep one of them', ...where === '' ? [] : [where]);
    }
  }
}

const scopes: Check<Loose> = (spec, visit) => {
  const resources = Object.keys(inObject(spec, 'hard'));
  if (Array.isArray(spec.scopes) && spec.scopes.length > 0) {
    checkScopes(spec.scopes as string[], resources, visit, 'scopes');
  }
  const selected = inList(spec, 'scopeSelector', 'matchExpressions');
  if (selected.length === 0) { return; }
  visit.below(['scopeSelector', 'matchExpressions'], () => {
    visit.items(selected, (given: Loose) => {
      const [operator, values] = [text(given.operator), (given.values ?? []) as unknown[]];
      const scope = text(given.scopeName);
      if (['In', 'NotIn'].includes(operator) && values.length === 0) {
        visit.refuse(`is required with '${operator}'`, 'give a value', 'values');
      } else if (['Exists', 'DoesNotExist'].includes(operator) && values.length > 0) {
        visit.refuse(`is set beside '${operator}'`, 'remove the values', 'values');
      } else {
        visit.enter('operator', operator, oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'));
      }
      if (OF_PODS.slice(0, 4).concat('CrossNamespacePodAffinity').includes(scope) && operator !== 'Exists') {
        visit.refuse(`scope ${shown(scope)} is there or not`, "use 'Exists'", 'operator');
      }
    });
    checkScopes(selected.map(({ scopeName }) => text(scopeName)), resources, visit, '');
  });
};

export const resourceQuota: Check<Loose> = wanted('spec', object(field('hard', object(hard)), scopes)) as Check<Loose>;

const AMOUNTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];

/** Pairs of amounts of which the first is at most the second. */
const ORDER = [['min', 'max'], ['min', 'defaultRequest'], ['defaultRequest', 'max'], ['defaultRequest', 'default'],
  ['min', 'default'], ['default', 'max']];

/** Kubernetes fills in what is not given before it compares. */
function withDefaults(limit: Loose): Readonly<Record<string, Loose>> {
  const given = Object.fromEntries(AMOUNTS.map((name) => [name, inObject(limit, name)]));
  if (limit.type !== 'Container') { return given; }
  const limits = { ...given.max, ...given.default };
  return { ...given, default: limits, defaultRequest: { ...limits, ...given.min, ...given.defaultRequest } };
}

const limitItem: Check<Loose> = (limit, visit) => {
  const type = text(limit.type);
  if (!['Container', 'Pod', 'PersistentVolumeClaim'].includes(type) && !(type.includes('/') && isQualifiedName(type))) {
    visit.refuse(`${shown(type)} is not a type`, "use 'Container', 'Pod' or 'PersistentVolumeClaim'", 'type');
  }
  for (const name of AMOUNTS) {
    visit.below([name], () => {
      for (const resource of Object.keys(inObject(limit, name))) {
        visit.below([resource], () => { resourceName(resource, false, visit); });
      }
    });
  }
  if (type === 'Pod') {
    for (const name of ['default', 'defaultRequest']) {
      if (Object.keys(inObject(limit, name)).length > 0) {
        visit.refuse('is not possible for Pods', "give it for 'Container', or remove it", name);
      }
    }
  }
  const isBounding = ['min', 'max'].some((name) => has(inObject(limit, name), 'storage'));
  if (type === 'PersistentVolumeClaim' && !isBounding) {
    visit.refuse('bounds no storage', "give 'min' or 'max' of 'storage'");
  }
  const given = withDefaults(limit);
  for (const [low, high] of ORDER) {
    for (const [resource, value] of Object.entries(given[low])) {
      const [less, more] = [parseQuantity(value), parseQuantity(given[high][resource])];
      if (!less || !more || compareQuantities(less, more) <= 0) { continue; }
      const at = inObject(limit, low)[resource] === undefined ? high : low;
      visit.refuse(
        `'${low}' ${shown(value)} is more than '${high}' ${shown(given[high][resource])}`,
        'lower the one, or raise the other',
        at,
        resource,
      );
    }
  }
  for (const [resource, value] of Object.entries(given.maxLimitRequestRatio)) {
    const ratio = parseQuantity(value);
    if (ratio && compareQuantities(ratio, parseQuantity(1)!) < 0) {
      visit.refuse(`${shown(value)} is less than 1`, 'use 1 or more', 'maxLimitRequestRatio', resource);
    }
  }
};

const limits: Check<readonly Loose[]> = (list, visit) => {
  const types = new Set<string>();
  visit.items(list, (limit: Loose) => {
    const type = text(limit.type);
    if (types.has(type)) { visit.refuse(`${shown(type)} is there twice`, 'make one of the two', 'type'); }
    types.add(type);
    limitItem(limit, visit);
  });
};

export const limitRange: Check<Loose> = wanted('spec', object(field('limits', limits))) as Check<Loose>;

export const disruptionBudget: Check<Loose> = wanted('spec', object(
  (spec: Loose, visit) => {
    if (has(spec, 'minAvailable') && has(spec, 'maxUnavailable')) {
      visit.refuse("has both 'minAvailable' and 'maxUnavailable'", 'keep one of them');
    }
  },
  field('minAvailable', podsOrPercentage(100)),
  field('maxUnavailable', podsOrPercentage(100)),
  field('selector', labelSelector),
  field('unhealthyPodEvictionPolicy', oneOf('IfHealthyBudget', 'AlwaysAllow')),
)) as Check<Loose>;

