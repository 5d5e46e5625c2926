/** What the objects of a SandboxSchedule tell of it: labels, and what its CronJobs select. */
import { KIND_NAMES } from './kinds';

const DOMAIN = 'cdk8s-agent-sandbox';

/** The label of what is under a schedule by name: sandboxes and pools that call `runDuring`. */
export const SCHEDULE_LABEL = `${DOMAIN}/schedule`;

/** The label of a sandbox that a schedule has suspended: the name of the schedule. */
export const SUSPENDED_BY_LABEL = `${DOMAIN}/suspended-by`;

/** The label of what a schedule leaves alone, whatever its value is. */
export const EXEMPT_LABEL = `${DOMAIN}/no-schedule`;

/** The annotation of the CronJobs of a schedule: what they select, as JSON. */
export const SELECTS_ANNOTATION = `${DOMAIN}/selects`;

/** The kinds that a schedule is about. */
export type ScheduledKind = 'Sandbox' | 'SandboxWarmPool';

/** Objects of a namespace that a schedule is about. */
export interface ScheduleSelection {
  readonly kind: ScheduledKind;
  readonly namespace: string;
  /** The name of the only one. */
  readonly name?: string;
  /** Labels that they have. */
  readonly labels: Readonly<Record<string, string>>;
  /** The label that exempts them. */
  readonly exempt: string;
}

/** A schedule, and what it selects. */
export interface ScheduleFacts {
  /** Such as `platform/work-hours`. */
  readonly schedule: string;
  readonly selects: readonly ScheduleSelection[];
}

/** What tells whether an object is selected. */
export interface Selectable {
  readonly kind: string;
  readonly namespace: unknown;
  readonly name: unknown;
  readonly labels: Readonly<Record<string, unknown>>;
}

/** Whether an object is selected. */
export function isSelected({ kind, namespace, name, labels }: Selectable, selection: ScheduleSelection): boolean {
  return selection.kind === kind && selection.namespace === namespace
    && (selection.name === undefined || selection.name === name)
    && !(selection.exempt in labels)
    && Object.entries(selection.labels).every(([key, value]) => labels[key] === value);
}

/** The schedule that a CronJob is of, if its annotation says so. The object may be of any form. */
export function scheduleIn(
  object: { kind: string; metadata?: unknown },
): ScheduleFacts | undefined {
  if (object.kind !== 'CronJob') { return undefined; }
  const { annotations } = (object.metadata ?? {}) as { annotations?: Record<string, unknown> | null };
  const text = annotations?.[SELECTS_ANNOTATION];
  if (typeof text !== 'string') { return undefined; }
  try {
    const { schedule, selects } = JSON.parse(text) as Partial<ScheduleFacts>;
    return typeof schedule === 'string' && Array.isArray(selects)
      ? { schedule, selects: selects.filter(isSelection) }
      : undefined;
  } catch {
    return undefined;
  }
}

function isSelection(value: unknown): value is ScheduleSelection {
  const { kind, namespace, labels, exempt } = (value ?? {}) as Partial<ScheduleSelection>;
  return (KIND_NAMES as readonly unknown[]).includes(kind) && typeof namespace === 'string'
    && typeof labels === 'object' && labels !== null && typeof exempt === 'string';
}
