/**
 * Deployments and their like. Their pods are judged elsewhere.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go
 */
import { asObject, count, dnsLabel, isNone, podsOrPercentage } from './parts';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { claimSpec } from '../claim-spec';
import { labels, labelSelector } from '../selectors';
import { all, each, field, object, wanted } from '../table';
import { between, Check, has, oneOfOrEmpty, text } from '../visit';

/** Whether labels have what a selector asks for. */
function matches(selector: Loose, given: Loose): boolean {
  const isEqual = Object.entries(inObject(selector, 'matchLabels')).every(([key, value]) => given[key] === value);
  return isEqual && inList(selector, 'matchExpressions').every(({ key, operator, values }) => {
    const value = given[text(key)];
    const isListed = value !== undefined && ((values ?? []) as unknown[]).includes(value);
    return operator === 'In' ? isListed
      : operator === 'NotIn' ? !isListed
        : operator === 'Exists' ? value !== undefined : operator !== 'DoesNotExist' || value === undefined;
  });
}

/** The labels of the template are those that the selector selects. */
export const selects: Check<Loose> = (spec, visit) => {
  const selector = inObject(spec.selector);
  const isEmpty = Object.keys(inObject(selector, 'matchLabels')).length === 0
    && inList(selector, 'matchExpressions').length === 0;
  if (isEmpty || matches(selector, inObject(spec.template, 'metadata', 'labels'))) { return; }
  visit.refuse(
    "are not what 'selector' selects",
    "give the pods of 'template' the labels of 'selector'",
    'template', 'metadata', 'labels',
  );
};

const selector: Check<Loose> = (spec, visit) => {
  visit.enter('selector', spec.selector, labelSelector);
  const given = inObject(spec.selector);
  if (Object.keys(inObject(given, 'matchLabels')).length === 0 && inList(given, 'matchExpressions').length === 0) {
    visit.refuse('is empty', "give labels of the pods in 'matchLabels'", 'selector');
  }
};

/** The pods of such a workload never end. */
const endless: Check<Loose> = (spec, visit) => {
  if (has(inObject(spec.template, 'spec'), 'activeDeadlineSeconds')) {
    visit.refuse('is not possible: these pods do not end', 'remove it', 'template', 'spec', 'activeDeadlineSeconds');
  }
};

const replicated: Check<Loose> = all(
  field('replicas', count), field('minReadySeconds', count), selector, selects, endless,
);

/** How many pods an update replaces at once. Absent amounts are the defaults, and are no trouble. */
const rollingUpdate: Check<Loose | undefined> = object(
  field('maxUnavailable', podsOrPercentage(100)),
  field('maxSurge', podsOrPercentage()),
  (given: Loose, visit) => {
    if (isNone(given.maxUnavailable) && isNone(given.maxSurge)) {
      visit.refuse("is 0 beside 'maxSurge' 0", 'let one of them be more', 'maxUnavailable');
    }
  },
);

const strategy: Check<Loose | undefined> = object((given: Loose, visit) => {
  visit.enter('type', given.type, oneOfOrEmpty('Recreate', 'RollingUpdate'));
  if (given.type === 'Recreate' && has(given, 'rollingUpdate')) {
    visit.refuse("is set beside 'Recreate'", 'remove it', 'rollingUpdate');
  } else if (given.type !== 'Recreate') {
    visit.enter('rollingUpdate', given.rollingUpdate ?? undefined, rollingUpdate);
  }
});

const DEADLINE = 600;

const progress: Check<Loose> = (spec, visit) => {
  const [deadline, ready] = [Number(spec.progressDeadlineSeconds ?? DEADLINE), Number(spec.minReadySeconds ?? 0)];
  if (deadline < 0) {
    visit.refuse(`${deadline} is not valid`, 'use 0 or more', 'progressDeadlineSeconds');
  } else if (deadline <= ready) {
    visit.refuse(
      `${deadline} is not more than 'minReadySeconds', ${ready}`, 'use more', 'progressDeadlineSeconds',
    );
  }
};

export const deployment: Check<Loose> = wanted('spec', object(
  replicated, field('strategy', strategy), field('revisionHistoryLimit', count), progress,
)) as Check<Loose>;

export const replicaSet: Check<Loose> = wanted('spec', object(replicated)) as Check<Loose>;

/** Its selector is a plain map, which is by default that of the labels of its pods. */
export const replicationController: Check<Loose> = wanted('spec', object(
  field('replicas', count),
  field('minReadySeconds', count),
  field('selector', labels),
  (spec: Loose, visit) => {
    if (!has(spec, 'selector') || !has(spec, 'template')) { return; }
    selects({ ...spec, selector: { matchLabels: asObject(spec.selector) } }, visit);
  },
  endless,
)) as Check<Loose>;

const retention = oneOfOrEmpty('Retain', 'Delete');

const statefulUpdate: Check<Loose | undefined> = object((given: Loose, visit) => {
  visit.enter('type', given.type, oneOfOrEmpty('RollingUpdate', 'OnDelete'));
  if (given.type === 'OnDelete') {
    if (has(given, 'rollingUpdate')) { visit.refuse("is set beside 'OnDelete'", 'remove it', 'rollingUpdate'); }
    return;
  }
  visit.enter('rollingUpdate', given.rollingUpdate ?? undefined, object(
    field('partition', count),
  ));
});

const claimTemplate: Check<Loose> = (template, visit) => {
  visit.enter('spec', template.spec, claimSpec);
};

export const statefulSet: Check<Loose> = wanted('spec', object(
  field('serviceName', dnsLabel),
  field('volumeClaimTemplates', each(claimTemplate)),
  field('podManagementPolicy', oneOfOrEmpty('OrderedReady', 'Parallel')),
  field('updateStrategy', statefulUpdate),
  field('persistentVolumeClaimRetentionPolicy', object(
    field('whenDeleted', retention), field('whenScaled', retention),
  )),
  field('ordinals', object(field('start', count))),
  replicated,
  field('revisionHistoryLimit', count),
)) as Check<Loose>;

/** Of daemons either the old pod goes first, or the new one comes first. */
const daemonUpdate: Check<Loose | undefined> = object((given: Loose, visit) => {
  visit.enter('type', given.type, oneOfOrEmpty('RollingUpdate', 'OnDelete'));
  if (given.type === 'OnDelete' || !has(given, 'rollingUpdate')) { return; }
  visit.enter('rollingUpdate', given.rollingUpdate, (update: Loose, at) => {
    at.enter('maxUnavailable', update.maxUnavailable, podsOrPercentage(100));
    at.enter('maxSurge', update.maxSurge, podsOrPercentage(100));
    const [surges, unavailable] = [!isNone(update.maxSurge ?? 0), !isNone(update.maxUnavailable ?? 1)];
    if (surges && unavailable) {
      at.refuse("is set beside 'maxUnavailable'", "set 'maxUnavailable: 0'", 'maxSurge');
    } else if (!surges && !unavailable) {
      at.refuse("is 0 beside 'maxSurge' 0", 'let one of them be more', 'maxUnavailable');
    }
  });
});

export const daemonSet: Check<Loose> = wanted('spec', object(
  selector, selects, endless,
  field('minReadySeconds', between(0, Infinity)),
  field('updateStrategy', daemonUpdate),
  field('revisionHistoryLimit', count),
)) as Check<Loose>;
