import { FORMS, hasForm } from '../../../checks/forms';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { formatPath } from '../../../kubernetes/json-path';
import { inObject } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { NOTHING, Rule } from '../rule';

/** Where pools and claims name others, and of what kind. */
const REFERENCES: ReadonlyArray<readonly [path: readonly string[], kind: string]> = [
  [['spec', 'sandboxTemplateRef', 'name'], 'SandboxTemplate'],
  [['spec', 'warmPoolRef', 'name'], 'SandboxWarmPool'],
  [['spec', 'warmpool'], 'SandboxWarmPool'],
];

/** A reference by a name that the API server gives to no object: the controller looks for it for ever. */
export const impossibleNames: Rule = {
  code: 'ASB264',
  severity: FindingSeverity.ERROR,
  kinds: ['SandboxWarmPool', 'SandboxClaim'],
  check: (object) => {
    let troubles: readonly Trouble[] = NOTHING;
    for (const [path, kind] of REFERENCES) {
      const name = inObject(object, ...path.slice(0, -1))[path[path.length - 1]];
      // An empty 'warmpool' is the default.
      if (typeof name !== 'string' || hasForm(name, FORMS['DNS subdomain']) || name === '' && path.length === 2) {
        continue;
      }
      troubles = [...troubles, {
        message: `${formatPath(path)}: no ${kind} can have the name ${shown(name)}`,
        remedy: `give the name of a ${kind}: ${FORMS['DNS subdomain'].says}`,
        path,
      }];
    }
    return troubles as Trouble[];
  },
};
