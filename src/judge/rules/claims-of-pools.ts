import { poolOf } from './claim-resolution';
import { refusedEnv, refusedVolumes } from './claims';
import { NOTHING, Rule, RuleContext } from './rule';
import { SHADOW_POOL_PREFIX } from '../../api/controller-names';
import type { ApiVersion } from '../../api/kinds';
import { hasField } from '../../api/model';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';

const KINDS = ['SandboxClaim'] as const;

/** Values of `warmpool` that name no pool; the field may be left out, too. */
const NO_NAME: readonly unknown[] = [undefined, '', 'none', 'default'];

/** A claim of v1alpha1 that the conversion webhook turns into one of a pool that does not exist. */
export const shadowPool: Rule = {
  code: 'ASB227',
  severity: FindingSeverity.ERROR,
  kinds: KINDS,
  check: (claim, context) => {
    const { sandboxTemplateRef, warmpool } = inObject(claim.spec);
    const { name } = inObject(sandboxTemplateRef);
    const isOld = context.release.controller.claimsOfShadowPools && versionOf(claim) === 'v1alpha1';
    if (!isOld || typeof name !== 'string' || !NO_NAME.includes(warmpool) || hasOtherSandbox(claim)) { return NOTHING; }
    const pool = `${SHADOW_POOL_PREFIX}${name}`;
    if (context.find('SandboxWarmPool', claim.metadata.namespace, pool)) { return NOTHING; }
    return [
      {
        message:
          `${context.release.id} converts the claim to one of pool '${pool}', ` +
          'as it names none, and nothing makes that pool: the claim is never ready',
        remedy: "name a pool of the template in 'warmpool', or write the claim in v1beta1 with 'warmPoolRef'",
        path: ['spec', ...(warmpool === undefined ? ['sandboxTemplateRef', 'name'] : ['warmpool'])],
      },
    ];
  },
};

/** A claim that brings variables to a pool, where the controller makes no sandbox for it. */
export const envFromPool: Rule = {
  code: 'ASB228',
  severity: FindingSeverity.ERROR,
  kinds: KINDS,
  check: (claim, context) => {
    const { warmpool } = inObject(claim.spec);
    const { refusesEnvFromPools } = context.release.controller;
    if (!refusesEnvFromPools || warmpool === 'none' || inList(claim.spec, 'env').length === 0) { return NOTHING; }
    return [
      {
        message:
          `the claim brings environment variables, which ${context.release.id} ` +
          'does not support for claims from a warm pool: the claim is never ready',
        remedy: "use 'addClaim' of the template, put the variables into the template, or use v0.5.0 or newer",
        remedyInFile: "set 'warmpool' to 'none', put the variables into the template, or use v0.5.0 or newer",
        path: ['spec', 'env'],
      },
    ];
  },
};

/** A claim that waits for a sandbox of its own although its pool has some ready. */
export const coldStart: Rule = {
  code: 'ASB203',
  severity: FindingSeverity.WARNING,
  kinds: KINDS,
  check: (claim, context) => {
    const field = BROUGHT.find((each) => inList(claim.spec, each).length > 0);
    if (!field || inObject(claim.spec).warmpool === 'none' || inObject(poolOf(claim, context)?.spec).replicas === 0) {
      return NOTHING;
    }
    // A claim that gets no sandbox at all starts none cold.
    if (!isKnown(field, claim, context) || NEVER_READY.some(({ check }) => check(claim, context).length > 0)) {
      return NOTHING;
    }
    return [
      {
        message:
          `the claim brings ${SHOWN[field]}, so its sandbox starts on demand: ` +
          'none of those that wait in the pool can serve it',
        remedy: `put the ${SHOWN[field]} into the template, or claim from a pool without replicas`,
        path: ['spec', field],
      },
    ];
  },
};

const SHOWN = { env: 'environment variables', volumeClaimTemplates: 'volume claim templates' } as const;
const BROUGHT = ['env', 'volumeClaimTemplates'] as const;

const NEVER_READY: readonly Rule[] = [shadowPool, envFromPool, refusedEnv, refusedVolumes];

/** Whether the API version of the claim has a field; otherwise that is what is wrong. */
function isKnown(field: string, claim: KubeObject, { release }: RuleContext): boolean {
  return hasField(release.api, `SandboxClaim.spec.${field}`, versionOf(claim));
}

/** Whether the claim was served by a pool: it is then converted to a claim of that pool. */
function hasOtherSandbox({ metadata, status }: KubeObject): boolean {
  const { name } = inObject(status, 'sandbox');
  return typeof name === 'string' && name !== '' && name !== metadata.name;
}

function versionOf({ apiVersion }: KubeObject): ApiVersion {
  return apiVersion.slice(apiVersion.indexOf('/') + 1) as ApiVersion;
}
