import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { KubeObject } from '../../../kubernetes/kube-object';
import type { Release } from '../../../release/release';
import { located } from '../../rules/located';
import { ScheduledObjects } from '../../rules/schedules/scheduled-objects';
import type { Origin } from '../origin';

/** Objects of manifests that a SandboxSchedule selects, and that something else moves too. */
export class Scheduled implements WholeJudging {
  private readonly objects: ScheduledObjects<Origin>;

  constructor(release: Release) {
    this.objects = new ScheduledObjects(release);
  }

  visit(origin: Origin, object: KubeObject): void {
    this.objects.visit(origin, object);
  }

  * finish(): Generator<PlacedFindings> {
    for (const { where, object, trouble: { code, severity, ...trouble } } of this.objects.finish()) {
      yield { where, located: [located(code, severity, trouble, object as KubeObject)] };
    }
  }
}
