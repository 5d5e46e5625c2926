/** The scripts of a schedule, for `sh` and `kubectl` alone. */
import { Hours } from './hours';
import { KINDS } from '../api/kinds';
import { POOL_LABEL } from '../api/labels';
import { SUSPENDED_BY_LABEL } from '../api/schedules';
import { has, writtenVersion } from '../release/features';
import type { Release } from '../release/release';

/** Sandboxes of a namespace, by their labels. */
export interface SandboxTarget {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Pools of a namespace, by their labels, or one by its name. */
export interface PoolSelection extends SandboxTarget {
  readonly name?: string;
  readonly replicas: number;
  readonly offReplicas: number;
}

/** What a script is about. */
export interface ScriptInput {
  readonly schedule: string;
  readonly namespace: string;
  readonly release: Release;
  readonly exempt: string;
  readonly sandboxes: readonly SandboxTarget[];
  readonly pools: readonly PoolSelection[];
  readonly hours: Hours;
}

/** The annotation by which the CronJob controller tells a Job the time that it is for, in the zone of the CronJob. */
const SCHEDULED = String.raw`{.metadata.annotations.batch\.kubernetes\.io/cronjob-scheduled-timestamp}`;

/**
 * The script that starts what is selected: pools get their size, and sandboxes that the schedule has suspended are
 * resumed. It is run any number of times to the same end.
 */
export function startScript(input: ScriptInput): string {
  const { schedule, hours: { holidays }, pools, sandboxes } = input;
  const resumed = {
    metadata: { labels: { [SUSPENDED_BY_LABEL]: null } }, spec: specOf(input.release, true),
  };
  const marked = `,${SUSPENDED_BY_LABEL}=${schedule}`;
  return script([
    ...(holidays.length > 0 ? [isHoliday(input)] : []),
    ...(pools.length > 0 ? [scaleFunction(input.release)] : []),
    ...(sandboxes.length > 0 ? [resumeFunction(input.release, resumed)] : []),
    ...pools.map((pool) => scaleCall(input, pool, pool.replicas)),
    ...sandboxes.map((target) => `resume ${target.namespace} '${selectorOf(input, target)}${marked}'`),
  ]);
}

/** The script that stops what is selected, and marks the sandboxes that it suspends. */
export function stopScript(input: ScriptInput): string {
  const { schedule, pools, sandboxes } = input;
  const suspended = {
    metadata: { labels: { [SUSPENDED_BY_LABEL]: schedule } }, spec: specOf(input.release, false),
  };
  return script([
    ...(pools.length > 0 ? [scaleFunction(input.release)] : []),
    ...(sandboxes.length > 0 ? [suspendFunction(input.release, suspended)] : []),
    ...pools.map((pool) => scaleCall(input, pool, pool.offReplicas)),
    ...sandboxes.map((target) => `suspend ${target.namespace} '${selectorOf(input, target)}'`),
  ]);
}

/** What fails is told, and does not keep the rest from being done. */
function script(parts: readonly string[]): string {
  return ['failed=0', ...parts, 'exit $failed', ''].join('\n');
}

function isHoliday({ namespace, hours: { holidays } }: ScriptInput): string {
  return [
    `day=$(kubectl get job "$JOB_NAME" --namespace=${namespace} --output='jsonpath=${SCHEDULED}') || exit 1`,
    'case "$day" in',
    `${holidays.map((date) => `${date}T*`).join('|')}) echo "$day is a holiday"; exit 0 ;;`,
    'esac',
  ].join('\n');
}

/** A pool of a name is found by it, as is its permission; both ways the exempt are left out. */
function scaleCall(input: ScriptInput, { namespace, labels, name }: PoolSelection, count: number): string {
  const selector = [...Object.entries(labels).map(([key, value]) => `${key}=${value}`), `!${input.exempt}`].join(',');
  const byName = name === undefined ? '' : ` --field-selector=metadata.name=${name}`;
  return `scale ${namespace} '${selector}' ${count}${byName}`;
}

function scaleFunction(release: Release): string {
  const pools = resourceOf(release, 'SandboxWarmPool');
  return `scale() {
  names=$(kubectl get ${pools} --namespace="$1" --selector="$2" \${4:+"$4"} \\
    --output='jsonpath={.items[*].metadata.name}') || { failed=1; return; }
  [ -z "$names" ] || kubectl scale ${pools} $names --namespace="$1" --replicas="$3" || failed=1
}`;
}

function resumeFunction(release: Release, patch: object): string {
  const sandboxes = resourceOf(release, 'Sandbox');
  return `resume() {
  names=$(kubectl get ${sandboxes} --namespace="$1" --selector="$2" \\
    --output='jsonpath={.items[*].metadata.name}') || { failed=1; return; }
  [ -z "$names" ] || kubectl patch ${sandboxes} $names --namespace="$1" --type=merge \\
    --patch='${JSON.stringify(patch)}' || failed=1
}`;
}

/** Those that are suspended already are left as they are: somebody else may have done it, and for longer. */
function suspendFunction(release: Release, patch: object): string {
  const sandboxes = resourceOf(release, 'Sandbox');
  const field = has(release, 'Sandbox.spec.operatingMode') ? 'operatingMode' : 'replicas';
  const suspended = field === 'operatingMode' ? 'Suspended' : '0';
  return `suspend() {
  found=$(kubectl get ${sandboxes} --namespace="$1" --selector="$2" \\
    --output='jsonpath={range .items[*]}{.metadata.name} {.spec.${field}}{"\\n"}{end}') || { failed=1; return; }
  names=$(echo "$found" | while read -r name is; do [ "$is" = ${suspended} ] || echo "$name"; done)
  [ -z "$names" ] || kubectl patch ${sandboxes} $names --namespace="$1" --type=merge \\
    --patch='${JSON.stringify(patch)}' || failed=1
}`;
}

/** Sandboxes that wait in pools are those of the pool: its size says how many there are. */
function selectorOf({ exempt }: ScriptInput, { labels }: SandboxTarget): string {
  return [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`), `!${exempt}`, `!${POOL_LABEL}`,
  ].join(',');
}

function specOf(release: Release, runs: boolean): object {
  return has(release, 'Sandbox.spec.operatingMode')
    ? { operatingMode: runs ? 'Running' : 'Suspended' }
    : { replicas: runs ? 1 : 0 };
}

/** With its version: a server may serve two, of which only one has the field. */
function resourceOf(release: Release, kind: 'Sandbox' | 'SandboxWarmPool'): string {
  const { plural, group } = KINDS[kind];
  return `${plural}.${writtenVersion(release)}.${group}`;
}
