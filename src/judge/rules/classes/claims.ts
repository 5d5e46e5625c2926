import { CLASS_LABEL, deprecationOf } from '../../../api/class-catalogue';
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { NO_POOLS } from '../absent-references';
import { poolNameIn, poolOf, templateOf } from '../claim-resolution';
import { NOTHING, Rule } from '../rule';

const KINDS = ['SandboxClaim'] as const;

/** A claim from a class that goes. */
export const claimOfDeprecated: Rule = {
  code: 'ASB471',
  severity: FindingSeverity.WARNING,
  kinds: KINDS,
  check: (claim, context) => {
    const blueprint = poolOf(claim, context) ?? templateOf(claim, context);
    const deprecated = deprecationOf(blueprint);
    if (!deprecated) { return NOTHING; }
    const { instead, until } = deprecated;
    return [{
      message: `the claim is of class '${classOf(blueprint!)}', which is deprecated`
        + (until === undefined ? '' : ` and may be gone from ${until} on`),
      remedy: instead === undefined ? 'claim from another class' : `claim from class '${instead}'`,
      path: pathOf(claim),
    }];
  },
};

/** A claim from a pool that neither the catalogue of its namespace nor anything else here knows. */
export const claimOfNoClass: Rule = {
  code: 'ASB472',
  severity: FindingSeverity.WARNING,
  kinds: KINDS,
  check: (claim, context) => {
    const { metadata: { namespace }, spec } = claim;
    const pool = poolNameIn(spec);
    const catalogued = context.cataloguedIn?.(namespace);
    if (!catalogued || typeof pool !== 'string' || NO_POOLS.includes(pool) || catalogued.includes(pool)) {
      return NOTHING;
    }
    // Where all objects are known, a pool that is not there is an error of its own.
    if (poolOf(claim, context) || context.isAbsent?.('SandboxWarmPool', namespace, pool)) { return NOTHING; }
    const near = nearest(pool, catalogued);
    return [{
      message: `the claim names pool '${pool}', which is not in the catalogue of size classes of its namespace, and `
        + 'not defined here',
      remedy: near === undefined ? "name a pool of the catalogue, as 'pool' of SandboxClasses gives them"
        : `did you mean '${near}'?`,
      path: pathOf(claim),
    }];
  },
};

function classOf({ metadata: { name, labels } }: KubeObject): string {
  return labels?.[CLASS_LABEL] ?? name;
}

function pathOf({ spec }: KubeObject): PathSegment[] {
  const { warmPoolRef, warmpool } = inObject(spec);
  if (warmPoolRef) { return ['spec', 'warmPoolRef', 'name']; }
  return warmpool === undefined ? ['spec', 'sandboxTemplateRef', 'name'] : ['spec', 'warmpool'];
}
