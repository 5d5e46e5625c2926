import type { PlacedFindings, WholeJudging } from './whole-judging';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { GitOpsObjects } from '../../rules/gitops';
import { located } from '../../rules/located';
import type { Origin } from '../origin';

/** What GitOps tools do to the objects of manifests. */
export class GitOpsInFiles implements WholeJudging {
  private readonly objects = new GitOpsObjects<Origin>();

  visit(origin: Origin, object: KubeObject): void {
    this.objects.visit(origin, object);
  }

  * finish(): Generator<PlacedFindings> {
    for (const { where, object, trouble: { code, severity, ...trouble } } of this.objects.finish()) {
      yield { where, located: [located(code, severity, trouble, object)] };
    }
  }
}
