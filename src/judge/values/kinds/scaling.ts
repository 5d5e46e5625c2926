/**
 * HorizontalPodAutoscalers.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/autoscaling/validation/validation.go
 */
import { oneOfRequired, positive } from './parts';
import { parseQuantity, signOf } from '../../../kubernetes/quantity';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { looseName } from '../object-metadata';
import { labelSelector } from '../selectors';
import { each, field, object, wanted } from '../table';
import { between, Check, has, oneOf, required, text } from '../visit';

const TYPES: Readonly<Record<string, string>> = {
  Object: 'object', Pods: 'pods', Resource: 'resource', ContainerResource: 'containerResource', External: 'external',
};

const VALUES: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization', Value: 'value', AverageValue: 'averageValue',
};

const amount: Check = (value, visit) => {
  const given = parseQuantity(value);
  if (given && signOf(given) <= 0) { visit.refuse(`${shown(value)} is not valid`, 'use more than 0'); }
};

/** A target is of one type, and has the value of it. */
function target(...wantedOf: readonly string[]): Check<Loose | undefined> {
  return (given = {}, visit) => {
    visit.enter('type', given.type, oneOfRequired(...Object.keys(VALUES)));
    visit.enter('value', given.value ?? undefined, amount);
    visit.enter('averageValue', given.averageValue ?? undefined, amount);
    visit.enter('averageUtilization', given.averageUtilization ?? undefined, between(1, Infinity));
    const set = wantedOf.filter((name) => has(given, name));
    if (set.length === 0) {
      visit.refuse('is required', `give ${wantedOf.map((name) => `'${name}'`).join(' or ')}`, wantedOf[0]);
    } else if (set.length > 1 && wantedOf[0] === 'averageUtilization') {
      visit.refuse("is set beside 'averageUtilization'", 'keep one of them', 'averageValue');
    }
  };
}

const name = required('name the metric');
const metricName = object(field('selector', labelSelector), wanted('name', name));
const ofResource = object(wanted('name', name), wanted('target', target('averageUtilization', 'averageValue')));

const SOURCES: Readonly<Record<string, Check>> = {
  object: object(wanted('metric', metricName), wanted('target', target('value', 'averageValue'))),
  pods: object(wanted('metric', metricName), wanted('target', target('averageValue'))),
  resource: ofResource,
  containerResource: object(wanted('container', required('name the container')), ofResource),
  external: object(wanted('metric', metricName), wanted('target', target('value', 'averageValue'))),
};

const metric: Check<Loose> = (given, visit) => {
  const type = text(given.type);
  if (!Object.hasOwn(TYPES, type)) {
    visit.enter('type', type, oneOf(...Object.keys(TYPES)));
    return;
  }
  const source = TYPES[type];
  if (!has(given, source)) {
    visit.refuse(`is required with 'type: ${type}'`, 'give it', source);
    return;
  }
  const [other] = Object.values(TYPES).filter((of) => of !== source && has(given, of));
  if (other !== undefined) { visit.refuse(`is set beside 'type: ${type}'`, 'make two metrics of it', other); }
  visit.enter(source, given[source], SOURCES[source]);
};

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

const policy: Check<Loose> = (given, visit) => {
  visit.enter('type', given.type, oneOfRequired('Pods', 'Percent'));
  visit.enter('value', given.value, positive);
  visit.enter('periodSeconds', given.periodSeconds, positive);
  if (Number(given.periodSeconds) > LONGEST_PERIOD) {
    visit.refuse(`${String(given.periodSeconds)} is too long`, `use at most ${LONGEST_PERIOD}`, 'periodSeconds');
  }
};

const scalingRules: Check<Loose | undefined> = object(
  field('stabilizationWindowSeconds', between(0, LONGEST_WINDOW)),
  field('selectPolicy', oneOf('Max', 'Min', 'Disabled')),
  (given: Loose, visit) => {
    if (Array.isArray(given.policies) && given.policies.length === 0) {
      visit.refuse('is empty', 'give a policy, or remove it', 'policies');
    }
  },
  field('policies', each(policy)),
);

/** From which minor the group of what is scaled is asked for; only one kind that can be scaled has none. */
const GROUP_SINCE = 36;

const scaled: Check<Loose> = ({ apiVersion, kind }, visit) => {
  const version = text(apiVersion);
  if (visit.pod.minor >= GROUP_SINCE && !version.includes('/') && kind !== 'ReplicationController') {
    visit.refuse(`${shown(version)} has no group`, "use a version such as 'apps/v1'", 'apiVersion');
  }
};

export const autoscaler: Check<Loose> = wanted('spec', object(
  field('minReplicas', between(0, Infinity)),
  wanted('maxReplicas', positive),
  (spec: Loose, visit) => {
    const least = Number(spec.minReplicas ?? 1);
    if (Number(spec.maxReplicas) > 0 && Number(spec.maxReplicas) < least) {
      visit.refuse(
        `${String(spec.maxReplicas)} is less than 'minReplicas', ${least}`, 'use as many or more', 'maxReplicas',
      );
    }
  },
  wanted('scaleTargetRef', object(
    scaled,
    wanted('kind', required('give the kind'), looseName), wanted('name', required('give the name'), looseName),
  )),
  (spec: Loose, visit) => {
    visit.below(['metrics'], () => {
      visit.items(inList(spec, 'metrics'), (given: Loose) => { metric(given, visit); });
    });
    visit.below(['behavior'], () => {
      for (const direction of ['scaleUp', 'scaleDown']) {
        const rules = inObject(spec, 'behavior')[direction];
        if (rules) { visit.enter(direction, rules, scalingRules); }
      }
    });
  },
)) as Check<Loose>;
