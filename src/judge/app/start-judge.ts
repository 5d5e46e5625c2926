import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { isOfOurKinds, judgedObjects } from '../../app/judged-objects';
import { perApp } from '../../app/per-app';
import { rootOf } from '../../app/root';
import { constructsOf } from '../../app/two-phase-app';

/**
 * Judges the objects of our kinds of an app that has no construct of this library which would start the judge: typed
 * ones, and plain ones, such as those of cdk8s' Include and Helm. The judge is loaded only if there is such an object:
 * most apps with an install alone have none. An install beside that of somebody else is judged too, and what goes to
 * a cluster that is declared with its cloud, or with a registry of its own.
 */
export function judgeTypedObjects(construct: IConstruct): void {
  perApp(construct, 'typedObjects', (root) => {
    root.node.addValidation({
      validate: () => {
        const { all, judge } = judgedObjects(root);
        const isWanted = () => all.length > 0 || hasPlainObjects(root) || Cluster.hasInstallBesideOwner(root)
          || Cluster.hasClouds(root) || Cluster.hasMirror(root);
        if (!judge && isWanted()) { judgeOf(root).validated(); }
        return [];
      },
    });
    return true;
  });
}

/** Whether an app has plain API objects of our kinds. */
function hasPlainObjects(root: IConstruct): boolean {
  return constructsOf(root).some((each) => ApiObject.isApiObject(each) && isOfOurKinds(each));
}

function judgeOf(construct: IConstruct): import('./app-judge').AppJudge {
  // An import would load the validation with every install.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { AppJudge } = require('./app-judge') as typeof import('./app-judge');
  return AppJudge.of(rootOf(construct));
}
