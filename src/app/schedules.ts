import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { perApp } from './per-app';

/** A schedule of an app, as far as others look at what it selects. */
export interface AppSchedule {
  /** Its CronJobs, which tell it. */
  readonly cronJobs: readonly ApiObject[];
  /** The namespaces that it reaches. */
  readonly namespaces: () => Iterable<string>;
}

/** The schedules of an app. */
export function schedulesOf(construct: IConstruct): AppSchedule[] {
  return perApp<AppSchedule[]>(construct, 'schedules', () => []);
}
