import type { ApiObjectMetadata } from 'cdk8s';

/** Days of the week. */
export enum Weekday {
  /** Monday. */
  MONDAY = 'MON',
  /** Tuesday. */
  TUESDAY = 'TUE',
  /** Wednesday. */
  WEDNESDAY = 'WED',
  /** Thursday. */
  THURSDAY = 'THU',
  /** Friday. */
  FRIDAY = 'FRI',
  /** Saturday. */
  SATURDAY = 'SAT',
  /** Sunday. */
  SUNDAY = 'SUN',
}

/** The hours in which sandboxes run, and what starts and stops them. */
export interface SandboxScheduleProps {
  /**
   * An image with `kubectl` and `sh` on its path, such as `registry.example.com/kubectl:1.36`. This library names none.
   */
  readonly image: string;

  /** The time of the day at which sandboxes start, `HH:MM` of 24 hours: `08:00`. */
  readonly start: string;

  /**
   * The time of the day at which they stop, in the same form; earlier than `start`, it is on the day after. At least 30
   * minutes are between both, either way.
   */
  readonly stop: string;

  /**
   * Name of the time zone, such as `Europe/Berlin`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
   */
  readonly timeZone: string;

  /**
   * The days on which they start. They stop each day, so that what somebody resumed by hand on another day stops too.
   * @default - Monday to Friday
   */
  readonly days?: Weekday[];

  /**
   * Days on which they do not start, `YYYY-MM-DD`: `2026-12-25`, in the time zone of the schedule. From Kubernetes
   * 1.28.
   * @default - none
   */
  readonly holidays?: string[];

  /**
   * Key of the label by which a sandbox or a pool is exempt, whatever its value is: it is neither stopped nor started.
   * Whoever may label it may set the label at any time.
   * @default SandboxSchedule.EXEMPT_LABEL
   */
  readonly exemptLabel?: string;

  /**
   * Name, labels, annotations, and the namespace of the CronJobs. It is none of a tenant: their pods have a token and
   * no runtime that isolates.
   * @default - named after the id of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Names of Secrets with which the image is pulled, in the namespace of the CronJobs.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];
}

/** Sandboxes that a schedule finds by their labels when it runs, whoever made them. */
export interface ScheduledSandboxes {
  /** Their namespaces, at least one. */
  readonly namespaces: string[];

  /**
   * Labels that they have.
   * @default - any: all sandboxes of the namespaces, but those that wait in pools
   */
  readonly labels?: { [key: string]: string };
}

/** The sizes of a pool. */
export interface ScheduledReplicas {
  /** The number of sandboxes that wait while the schedule runs, at least 1. */
  readonly replicas: number;

  /**
   * The number that wait otherwise.
   * @default 0
   */
  readonly offReplicas?: number;
}

/** Pools that a schedule finds by their labels when it runs, whoever made them. */
export interface ScheduledPools extends ScheduledReplicas {
  /** Their namespaces, at least one. */
  readonly namespaces: string[];

  /**
   * Labels that they have.
   * @default - any: all pools of the namespaces
   */
  readonly labels?: { [key: string]: string };
}
