import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { inObjectAt } from '../../kubernetes/read-json';

/** Times in specs: the only texts of a format that the API server enforces. Where it does, it takes a list for one. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  Sandbox: ['spec', 'shutdownTime'],
  SandboxClaim: ['spec', 'lifecycle', 'shutdownTime'],
};

/** A list where a time belongs: it is stored, and from then on the controller can read no object of the kind. */
export const timeAsList: Rule = {
  code: 'ASB219',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxClaim'],
  check: (object) => {
    const path = TIMES[object.kind];
    if (!Array.isArray(inObjectAt(object, path.slice(0, -1)).shutdownTime)) { return NOTHING; }
    return [{
      message: `${path.join('.')} is a list, which the API server takes for a time and the controller cannot decode`,
      remedy: "give a time such as '2026-12-31T18:00:00Z'",
      path,
    }];
  },
};
