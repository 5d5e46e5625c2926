import { IConstruct } from 'constructs';
import { judgedObjects } from '../../app/judged-objects';
import { perApp } from '../../app/per-app';
import { rootOf } from '../../app/root';

/**
 * Judges the typed objects of an app that has no construct of this library, which would start the judge. The judge is
 * loaded only if there is such an object: most apps with an install alone have none.
 */
export function judgeTypedObjects(construct: IConstruct): void {
  perApp(construct, 'typedObjects', (root) => {
    root.node.addValidation({
      validate: () => {
        const { all, judge } = judgedObjects(root);
        if (all.length > 0 && !judge) { judgeOf(root).validated(); }
        return [];
      },
    });
    return true;
  });
}

function judgeOf(construct: IConstruct): import('./app-judge').AppJudge {
  // An import would load the validation with every install.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { AppJudge } = require('./app-judge') as typeof import('./app-judge');
  return AppJudge.of(rootOf(construct));
}
