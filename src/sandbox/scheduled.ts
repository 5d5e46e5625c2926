import { checkShapes, withMethod } from '../checks/shapes';
import type { SandboxSchedule } from '../schedule/sandbox-schedule';

const SHAPES = { schedule: withMethod('addSandboxes', 'a SandboxSchedule') };

/** @throws unless it is a schedule, and the only one */
export function checkSchedule(schedule: SandboxSchedule, other: SandboxSchedule | undefined): void {
  checkShapes('the arguments', { schedule }, SHAPES, 'schedule');
  if (other) {
    throw new Error(
      `it runs during '${other.node.path}' already, and each of two schedules would undo what the other does; call `
        + 'runDuring once',
    );
  }
}

/** What bears on the count of a pool. */
interface Counted {
  readonly replicas?: number;
  readonly schedule?: SandboxSchedule;
  readonly owner?: string;
}

/** @throws unless it is a schedule, and nothing else has the count of the pool */
export function checkPoolSchedule(schedule: SandboxSchedule, { replicas, schedule: other, owner }: Counted): void {
  checkSchedule(schedule, other);
  if (replicas !== undefined) {
    throw new Error(
      `'replicas' is ${replicas}, and schedule '${schedule.node.path}' owns the count: each apply would undo what `
        + "it set; give 'replicas' to runDuring alone",
    );
  }
  if (owner !== undefined) {
    throw new Error(
      `the count belongs to ${owner}, and schedule '${schedule.node.path}' would undo what it sets; remove one`,
    );
  }
}
