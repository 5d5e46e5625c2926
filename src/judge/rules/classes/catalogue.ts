import { CATALOGUE_FILE, catalogueIn } from '../../../api/class-catalogue';
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

const PATH = ['data', CATALOGUE_FILE];

/** A catalogue that lists a pool which is not there, beside others that are. */
export const absentClass: OtherRule = {
  code: 'ASB470',
  severity: FindingSeverity.ERROR,
  kinds: ['ConfigMap'],
  asks: true,
  check: (object, { poolsIn, isMissing }) => {
    const { classes } = catalogueIn(object) ?? { classes: [] };
    if (classes.length === 0) { return NOTHING; }
    const { namespace } = object.metadata;
    const pools = new Set(poolsIn?.(namespace));
    // The pools may be in another file, or in another app; not so if some are here.
    if (!isMissing && !classes.some(({ pool }) => pools.has(pool))) { return NOTHING; }
    return classes.filter(({ pool }) => !pools.has(pool)).map(({ name, pool }) => {
      const near = nearest(pool, pools);
      return {
        message: `the catalogue has class '${name}' with pool '${pool}', which is not here: `
          + 'claims from it wait for ever',
        remedy: near === undefined ? 'give the pool too, or take the class out' : `did you mean '${near}'?`,
        path: PATH,
      };
    });
  },
};

/** A catalogue that programs cannot read. */
export const unreadableCatalogue: OtherRule = {
  code: 'ASB473',
  severity: FindingSeverity.ERROR,
  kinds: ['ConfigMap'],
  check: (object) => {
    const problem = catalogueIn(object)?.problem;
    return problem === undefined ? NOTHING : [{
      message: `programs cannot read the catalogue of size classes: ${problem}`,
      remedy: 'let SandboxClasses write it',
      path: PATH,
    }];
  },
};
