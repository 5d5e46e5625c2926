/** The objects of a schedule, as JSON. */
import type { Hours } from './hours';
import { LONGEST_RUN } from './hours';
import { PoolSelection, SandboxTarget, ScriptInput, startScript, stopScript } from './schedule-script';
import { KINDS } from '../api/kinds';
import { ScheduleFacts } from '../api/schedules';
import { kubectlContainer, kubectlCronJob } from '../kubernetes/kubectl-job';

/** Sandboxes that a schedule selects; those that are known by name are all that it may change. */
export interface SandboxesOf extends SandboxTarget {
  /** Names, where they are known. */
  readonly names?: readonly string[];
}

const SHELL = ['sh', '-ceu'];

/** kubectl keeps what it lists in memory. */
const MEMORY = '512Mi';

interface JobSettings {
  readonly account: string;
  readonly image: string;
  readonly imagePullSecrets: readonly string[];
}

/** Spec of the CronJob that starts or stops what is selected. */
export function cronJobSpec(which: 'start' | 'stop', settings: JobSettings, input: ScriptInput): object {
  const { account, image, imagePullSecrets } = settings;
  const { schedule, startingDeadlineSeconds } = input.hours[which];
  const asksForJob = which === 'start' && input.hours.holidays.length > 0;
  return kubectlCronJob({
    schedule,
    timeZone: input.hours.timeZone,
    startingDeadlineSeconds,
    activeDeadlineSeconds: LONGEST_RUN,
    backoffLimit: 2,
    serviceAccountName: account,
    imagePullSecrets,
    container: kubectlContainer(which, image, [which === 'start' ? startScript(input) : stopScript(input)], {
      command: SHELL,
      memory: MEMORY,
      ...(asksForJob && { env: [JOB_NAME] }),
    }),
  });
}

const JOB_NAME = {
  name: 'JOB_NAME',
  valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
};

/** What the role of a schedule allows in the namespace of the CronJobs. */
export function ownRules({ holidays }: Hours): object[] {
  return holidays.length > 0 ? [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] }] : [];
}

/** What the role of a schedule allows in a namespace: no more than its scripts do there. */
export function targetRules(sandboxes: readonly SandboxesOf[], pools: readonly PoolSelection[]): object[] {
  return [...sandboxRules(sandboxes), ...poolRules(pools)];
}

function sandboxRules(sandboxes: readonly SandboxesOf[]): object[] {
  if (sandboxes.length === 0) { return []; }
  const { group, plural } = KINDS.Sandbox;
  const rule = (verbs: readonly string[], names?: readonly string[]) => ({
    apiGroups: [group], resources: [plural], ...(names && { resourceNames: [...names] }), verbs,
  });
  const names = sandboxes.every((each) => each.names) ? sandboxes.flatMap((each) => each.names!) : undefined;
  return names ? [rule(['list']), rule(['get', 'patch'], names)] : [rule(['get', 'list', 'patch'])];
}

function poolRules(pools: readonly PoolSelection[]): object[] {
  if (pools.length === 0) { return []; }
  const { group, plural } = KINDS.SandboxWarmPool;
  const names = pools.every(({ name }) => name !== undefined) ? pools.map(({ name }) => name!) : undefined;
  const rule = (resource: string, verbs: readonly string[]) => ({
    apiGroups: [group], resources: [resource], ...(names && { resourceNames: names }), verbs,
  });
  // A list by the name of one object is a request that a role may grant by that name.
  return [rule(plural, ['get', 'list']), rule(`${plural}/scale`, ['patch'])];
}

/** The annotation by which others see what a schedule selects. */
export function selectsAnnotation(
  { schedule, namespace, exempt, sandboxes, pools }: Omit<ScriptInput, 'release' | 'hours'>,
): string {
  const facts: ScheduleFacts = {
    schedule: `${namespace}/${schedule}`,
    selects: [
      ...sandboxes.map((target) => ({
        kind: 'Sandbox' as const, namespace: target.namespace, labels: target.labels, exempt,
      })),
      ...pools.map((pool) => ({
        kind: 'SandboxWarmPool' as const,
        namespace: pool.namespace,
        ...(pool.name !== undefined && { name: pool.name }),
        labels: pool.labels,
        exempt,
      })),
    ],
  };
  return JSON.stringify(facts);
}
