/** Objects that a SandboxSchedule selects, and that something else moves too. */
import { ScheduledKind, ScheduleFacts, scheduleIn, isSelected } from '../../../api/schedules';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import type { Release } from '../../../release/release';
import { replicasRequired } from '../claim-resolution';
import { countOwnedBy } from '../pool-replicas';
import { SCALER_KINDS, scaleTargetOf } from '../read-other-kinds';

/** The kinds of objects that are looked at. */
export const SCHEDULED_KINDS: readonly string[] = ['Sandbox', 'SandboxWarmPool'] satisfies ScheduledKind[];

/** The kinds that tell what moves them. */
export const MOVING_KINDS: readonly string[] = ['CronJob', ...SCALER_KINDS];

/** What is kept of an object that may be selected. */
interface Candidate<W> {
  readonly where: W;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly labels: Readonly<Record<string, unknown>>;
  /** The field that its manifest states, and its value. */
  readonly stated?: readonly [field: string, value: unknown];
}

/** A trouble of an object, with its place. */
export interface ScheduledTrouble<W> {
  readonly where: W;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly trouble: CodedTrouble;
}

/** The objects of one cluster, or of files. */
export class ScheduledObjects<W> {
  /** Both CronJobs of a schedule tell the same. */
  private readonly schedules = new Map<string, ScheduleFacts>();
  private readonly scalers = new Map<string, string>();
  private readonly candidates: Array<Candidate<W>> = [];

  constructor(private readonly release: Release) {}

  /** Whether any schedule was visited. */
  get hasSchedules(): boolean {
    return this.schedules.size > 0;
  }

  visit(where: W, { apiVersion, kind, metadata, spec }: KubeObject): void {
    if (SCHEDULED_KINDS.includes(kind)) {
      this.candidates.push({
        where,
        object: { apiVersion, kind, metadata },
        labels: inObject(metadata, 'labels'),
        ...statedIn(kind, inObject(spec)),
      });
      return;
    }
    if (!MOVING_KINDS.includes(kind)) { return; }
    const object = { apiVersion, kind, metadata, spec };
    const schedule = scheduleIn(object);
    if (schedule) { this.schedules.set(schedule.schedule, schedule); }
    const target = scaleTargetOf(object);
    if (target) { this.scalers.set(keyOf(target), target.scaler); }
  }

  * finish(): Generator<ScheduledTrouble<W>> {
    if (!this.hasSchedules) { return; }
    for (const { where, object, labels, stated } of this.candidates) {
      const { namespace, name } = inObject(object.metadata);
      const { kind } = object;
      const by = [...this.schedules.values()].filter(({ selects }) => (
        selects.some((selection) => isSelected({ kind, namespace, name, labels }, selection))
      ));
      if (by.length === 0) { continue; }
      const [{ schedule }, second] = by;
      const scaler = this.scalers.get(keyOf({ kind, namespace, name }));
      const troubles = [
        ...(stated ? [kind === 'Sandbox' ? statesMode(schedule, stated) : this.statesCount(schedule, object)] : []),
        ...(scaler === undefined ? [] : [isScaled(schedule, scaler)]),
        ...(second ? [hasTwo(schedule, second.schedule)] : []),
      ];
      for (const trouble of troubles) { yield { where, object, trouble }; }
    }
  }

  private statesCount(schedule: string, { apiVersion }: Candidate<W>['object']): CodedTrouble {
    const about = { code: 'ASB446', severity: FindingSeverity.WARNING, path: ['spec', 'replicas'] };
    if (replicasRequired(this.release, apiVersion)) {
      return { ...about, ...countOwnedBy(`schedule '${schedule}'`, this.release) };
    }
    return {
      ...about,
      message: `the pool states its count, and schedule '${schedule}' sets it: `
        + 'each apply of this manifest sets it back',
      remedy: "remove 'replicas', and set 'scaledExternally', or call runDuring of the pool",
      remedyInFile: "remove 'replicas'",
    };
  }
}

function statedIn(kind: string, spec: Readonly<Record<string, unknown>>): Pick<Candidate<unknown>, 'stated'> {
  const fields = kind === 'Sandbox' ? ['operatingMode', 'replicas'] : ['replicas'];
  const field = fields.find((each) => spec[each] !== undefined);
  return field === undefined ? {} : { stated: [field, spec[field]] };
}

function statesMode(schedule: string, [field, value]: readonly [string, unknown]): CodedTrouble {
  return {
    code: 'ASB445',
    severity: FindingSeverity.WARNING,
    message: `the sandbox states ${field} ${JSON.stringify(value)}, and schedule '${schedule}' sets it: `
      + 'each apply of this manifest sets it back, and wakes or stops the sandbox at any hour',
    remedy: "set 'operatingMode' to OperatingMode.EXTERNAL, or call runDuring of the sandbox",
    remedyInFile: `remove '${field}'`,
    path: ['spec', field],
  };
}

function isScaled(schedule: string, scaler: string): CodedTrouble {
  return {
    code: 'ASB447',
    severity: FindingSeverity.ERROR,
    message: `schedule '${schedule}' sets the count of the pool, and ${scaler} does too: `
      + 'each undoes what the other writes',
    remedy: 'remove one; an autoscaler that knows hours is a ScaledObject of KEDA with a trigger of type cron',
  };
}

function hasTwo(schedule: string, second: string): CodedTrouble {
  return {
    code: 'ASB448',
    severity: FindingSeverity.WARNING,
    message: `schedules '${schedule}' and '${second}' both select it, so that the one stops what the other starts`,
    remedy: 'select it once: narrow the labels of one, or exempt it from one by a label of its own',
  };
}

function keyOf({ kind, namespace, name }: { kind: string; namespace?: unknown; name: unknown }): string {
  return `${kind} ${typeof namespace === 'string' ? namespace : ''} ${String(name)}`;
}
