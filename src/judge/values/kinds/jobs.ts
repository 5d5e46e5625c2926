/**
 * Jobs and CronJobs. Their pods are judged elsewhere.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go
 */
import { count, oneOfRequired } from './parts';
import { faultOfSchedule, isTimeZone } from './schedule';
import { selects } from './workloads';
import { isQualifiedName } from '../../../checks/forms';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { form, isDnsSubdomain } from '../forms';
import { labelSelector } from '../selectors';
import { all, each, field, object, wanted } from '../table';
import { Check, has, oneOf, oneOfOrEmpty, required, text } from '../visit';

const MOST_INDEXES = 1_000_000;
/** With more completions than this fewer pods may run at once, and fail. */
const MANY_COMPLETIONS = 100_000;
const MOST_OF_MANY = 10_000;
const MOST_AT_ONCE = 100_000;
const MOST_RULES = 20;
const MOST_CODES = 255;
const LONGEST_MANAGER = 63;

const isIndexed = (spec: Loose) => spec.completionMode === 'Indexed';

/** Without both numbers a Job gets 1 of each; what a CronJob makes its Jobs of does not. */
const completionMode = (isOfCronJob: boolean): Check<Loose> => (spec, visit) => {
  if (!isIndexed(spec)) { return; }
  const isDefaulted = !isOfCronJob && !has(spec, 'parallelism');
  if (!has(spec, 'completions') && !isDefaulted) {
    visit.refuse("is required with 'Indexed'", 'give the number of indexes', 'completions');
    return;
  }
  const [completions, parallelism] = [Number(spec.completions ?? 1), Number(spec.parallelism ?? 1)];
  if (parallelism > MOST_AT_ONCE) {
    visit.refuse(`${parallelism} pods at once are too many`, `use at most ${MOST_AT_ONCE}`, 'parallelism');
  }
  if (!has(spec, 'backoffLimitPerIndex')) { return; }
  const failed = has(spec, 'maxFailedIndexes') ? Number(spec.maxFailedIndexes) : undefined;
  if (failed !== undefined && failed > completions) {
    visit.refuse(`${failed} is more than 'completions', ${completions}`, 'use less', 'maxFailedIndexes');
  }
  if (completions > MOST_INDEXES) {
    visit.refuse(`${completions} indexes are too many`, `use at most ${MOST_INDEXES}`, 'completions');
  } else if (completions > MANY_COMPLETIONS) {
    if (failed === undefined) {
      visit.refuse(`is required with more than ${MANY_COMPLETIONS} completions`, 'set it', 'maxFailedIndexes');
    } else if (failed > MOST_OF_MANY) {
      visit.refuse(`${failed} is too many`, `use at most ${MOST_OF_MANY}`, 'maxFailedIndexes');
    }
    if (parallelism > MOST_OF_MANY) {
      visit.refuse(`${parallelism} pods at once are too many`, `use at most ${MOST_OF_MANY}`, 'parallelism');
    }
  }
};

const perIndex: Check<Loose> = (spec, visit) => {
  if (has(spec, 'backoffLimitPerIndex') && !isIndexed(spec)) {
    visit.refuse("needs 'completionMode: Indexed'", 'set it', 'backoffLimitPerIndex');
  }
  if (has(spec, 'maxFailedIndexes') && !has(spec, 'backoffLimitPerIndex')) {
    visit.refuse("is required with 'maxFailedIndexes'", 'set it', 'backoffLimitPerIndex');
  }
};

const exitCodes = (names: ReadonlySet<string>): Check<Loose> => (given, visit) => {
  visit.enter('operator', given.operator, oneOfRequired('In', 'NotIn'));
  if (has(given, 'containerName') && !names.has(text(given.containerName))) {
    visit.refuse(`${shown(given.containerName)} is not a container`, 'name one of the pod', 'containerName');
  }
  const values = (given.values ?? []) as number[];
  if (values.length === 0 || values.length > MOST_CODES) {
    visit.refuse(`has ${values.length} codes`, `give 1 to ${MOST_CODES}`, 'values');
    return;
  }
  values.forEach((value, index) => {
    if (value === 0 && given.operator === 'In') {
      visit.refuse('0 is no failure', 'use another exit code', 'values', index);
    }
  });
  const sorted = values.every((value, index) => index === 0 || values[index - 1] < value);
  if (!sorted) { visit.refuse('are not in order, or twice', 'sort them, each once', 'values'); }
};

const condition: Check<Loose> = all(
  wanted('type', form('qualifiedName'), required('name a condition')),
  field('status', oneOf('True', 'False', 'Unknown')),
);

const failureRule = (spec: Loose): Check<Loose> => (rule, visit) => {
  const actions = ['FailJob', 'FailIndex', 'Ignore', 'Count'];
  visit.enter('action', rule.action, oneOfRequired(...actions));
  if (rule.action === 'FailIndex' && !has(spec, 'backoffLimitPerIndex')) {
    visit.refuse("'FailIndex' needs 'backoffLimitPerIndex'", 'set it', 'action');
  }
  const pod = inObject(spec.template, 'spec');
  const names = new Set([...inList(pod, 'containers'), ...inList(pod, 'initContainers')].map(({ name }) => text(name)));
  const conditions = (rule.onPodConditions ?? []) as unknown[];
  if (has(rule, 'onExitCodes') && conditions.length > 0) {
    visit.refuse("has both 'onExitCodes' and 'onPodConditions'", 'keep one of them');
  } else if (!has(rule, 'onExitCodes') && conditions.length === 0) {
    visit.refuse("has neither 'onExitCodes' nor 'onPodConditions'", 'give one of them');
  }
  if (has(rule, 'onExitCodes')) { visit.enter('onExitCodes', rule.onExitCodes, exitCodes(names)); }
  visit.enter('onPodConditions', conditions, each(condition));
};

const podFailurePolicy: Check<Loose> = (spec, visit) => {
  if (!has(spec, 'podFailurePolicy')) { return; }
  if (inObject(spec.template, 'spec').restartPolicy !== 'Never') {
    visit.refuse("must be 'Never' with 'podFailurePolicy'", "use 'Never'", 'template', 'spec', 'restartPolicy');
  }
  const rules = inList(spec, 'podFailurePolicy', 'rules');
  visit.below(['podFailurePolicy', 'rules'], () => {
    if (rules.length > MOST_RULES) { visit.refuse(`has ${rules.length} rules`, `use at most ${MOST_RULES}`); }
    visit.items(rules, (rule: Loose) => { failureRule(spec)(rule, visit); });
  });
};

const successPolicy: Check<Loose> = (spec, visit) => {
  if (!has(spec, 'successPolicy')) { return; }
  if (!isIndexed(spec)) { visit.refuse("needs 'completionMode: Indexed'", 'set it', 'successPolicy'); }
  const rules = inList(spec, 'successPolicy', 'rules');
  visit.below(['successPolicy', 'rules'], () => {
    if (rules.length === 0) { visit.refuse('is required', 'give a rule'); }
    if (rules.length > MOST_RULES) { visit.refuse(`has ${rules.length} rules`, `use at most ${MOST_RULES}`); }
    visit.items(rules, (rule: Loose) => {
      if (!has(rule, 'succeededCount') && !has(rule, 'succeededIndexes')) {
        visit.refuse("has neither 'succeededCount' nor 'succeededIndexes'", 'give one of them');
      }
    });
  });
};

const managedBy: Check<string | undefined> = (name = '', visit) => {
  const [domain, path, ...more] = name.split('/');
  if (more.length > 0 || path === undefined || path === '' || !isDnsSubdomain(domain)) {
    visit.refuse(`${shown(name)} is not the name of a controller`, "use a name such as 'example.com/jobs'");
  } else if (name.length > LONGEST_MANAGER) {
    visit.refuse('is too long', `use at most ${LONGEST_MANAGER} characters`);
  }
};

const replacement: Check<Loose> = ({ podReplacementPolicy: policy, podFailurePolicy: failures }, visit) => {
  if (policy === undefined || policy === null) { return; }
  const allowed = failures ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  visit.enter('podReplacementPolicy', policy, oneOf(...allowed));
};

/** What Jobs of their own and those of a CronJob have in common. */
const common = (isOfCronJob: boolean): Check<Loose> => all(
  field('parallelism', count),
  field('completions', count),
  field('activeDeadlineSeconds', count),
  field('backoffLimit', count),
  field('ttlSecondsAfterFinished', count),
  field('backoffLimitPerIndex', count),
  field('maxFailedIndexes', count),
  field('managedBy', managedBy),
  field('completionMode', oneOf('NonIndexed', 'Indexed')),
  completionMode(isOfCronJob),
  perIndex,
  podFailurePolicy,
  successPolicy,
  replacement,
);

/** Whether a selector is there that is not empty. */
function selectsAny({ selector: given }: Loose): boolean {
  return Object.keys(inObject(given, 'matchLabels')).length > 0 || inList(given, 'matchExpressions').length > 0;
}

/** The controller writes the selector of a Job, and the label that it selects. */
const selector: Check<Loose> = (spec, visit) => {
  const isManual = spec.manualSelector === true;
  if (isManual && !has(spec, 'selector')) {
    visit.refuse("is required with 'manualSelector'", 'give it', 'selector');
  } else if (!isManual && selectsAny(spec)) {
    visit.refuse('is written by the controller', "remove it, or set 'manualSelector: true'", 'selector');
  } else if (isManual) {
    visit.enter('selector', spec.selector, labelSelector);
    selects(spec, visit);
  }
};

export const job: Check<Loose> = wanted('spec', object(common(false), selector)) as Check<Loose>;

const ofCronJob = common(true);

const ofTemplate: Check<Loose> = (spec, visit) => {
  if (spec.manualSelector === true) {
    visit.refuse('is not possible in a CronJob', 'remove it', 'manualSelector');
  }
  if (has(spec, 'selector')) { visit.refuse('is written by the controller', 'remove it', 'selector'); }
  ofCronJob(spec, visit);
};

const schedule: Check<string | undefined> = (value = '', visit) => {
  if (value === '') {
    visit.refuseMissing("give one such as '0 3 * * *'");
    return;
  }
  const fault = /^(?:CRON_)?TZ=/.test(value) ? undefined : faultOfSchedule(value);
  if (fault !== undefined) {
    visit.refuse(`${shown(value)} is not a schedule: ${fault}`, "use five fields such as '0 3 * * mon-fri'");
  } else if (value.includes('TZ')) {
    visit.refuse(`${shown(value)} has a time zone`, "set 'timeZone'");
  }
};

const timeZone: Check<string | undefined> = (value = '', visit) => {
  if (!isTimeZone(value)) {
    visit.refuse(`${shown(value)} is not a time zone`, "use a name such as 'Etc/UTC' or 'Europe/Berlin'");
  }
};

/** Names of Jobs are made of that of the CronJob, and of 11 characters. */
const LONGEST_NAME = 52;

const cronName: Check<string | undefined> = (name, visit) => {
  if (name !== undefined && name.length > LONGEST_NAME && isQualifiedName(name.slice(0, 1))) {
    visit.refuse(`has ${name.length} characters`, `use at most ${LONGEST_NAME}: names of Jobs are longer by 11`);
  }
};

export const cronJob: Check<Loose> = all(
  field('metadata', object(field('name', cronName))),
  wanted('spec', object(
    wanted('schedule', schedule),
    field('startingDeadlineSeconds', count),
    field('timeZone', timeZone),
    field('concurrencyPolicy', oneOfOrEmpty('Allow', 'Forbid', 'Replace')),
    field('jobTemplate', object(field('spec', object(ofTemplate)))),
    field('successfulJobsHistoryLimit', count),
    field('failedJobsHistoryLimit', count),
  )),
);

