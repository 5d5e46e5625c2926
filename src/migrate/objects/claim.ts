import type { KnownPools } from './known-pools';
import { left, NO_PLAN, MigrationPlan } from './plan';
import { SHADOW_POOL_PREFIX } from '../../api/controller-names';
import { FORMS, shown } from '../../checks/forms';
import { inObject } from '../../kubernetes/read-json';

/** The words of `warmpool` that name no pool. */
const NO_POOL: ReadonlySet<unknown> = new Set([undefined, null, '', 'none', 'default']);

const REF = ['spec', 'warmPoolRef'];

/** Longest name of a pool that upstream's own migration makes. */
const LONGEST_NAME = 63;

/** Where a claim goes, and why. */
interface Pool {
  readonly name: string;
  readonly why: string;
  readonly isShadow?: boolean;
  readonly among?: readonly string[];
}

/**
 * A claim of v1alpha1 names a template and, if it wants to, a pool; one of v1beta1 names a pool.
 *
 * @param pools undefined to do as the conversion webhook does, whatever pools the files have
 */
export function claimPlan(claim: unknown, pools: KnownPools | undefined): MigrationPlan {
  const spec = inObject(claim, 'spec');
  const { warmpool, warmPoolRef } = spec;
  const hasTemplate = spec.sandboxTemplateRef !== undefined;
  if (warmPoolRef !== undefined) {
    return hasTemplate || warmpool !== undefined
      ? left('both warmPoolRef and a field that it replaces are given', 'remove one of them', REF)
      : NO_PLAN;
  }
  // The patch of something else, or a claim that no release takes.
  if (!hasTemplate && warmpool === undefined) { return NO_PLAN; }
  const { name: template } = inObject(spec.sandboxTemplateRef);
  const pool = poolOf(claim, template, pools);
  if (!pool) {
    return left('neither its pool nor its template is known', 'name the pool in warmPoolRef', ['spec']);
  }
  if (pool.isShadow && !(FORMS['DNS subdomain'].pattern.test(pool.name) && pool.name.length <= LONGEST_NAME)) {
    return left(
      `its pool would be named ${shown(pool.name)}, which is no name of at most ${LONGEST_NAME} characters`,
      'make a pool with another name and write it in warmPoolRef',
      ['spec'],
    );
  }
  const { among, isShadow, why } = pool;
  return {
    operations: [
      ...(typeof template === 'string'
        ? [
          { path: ['spec', 'sandboxTemplateRef'], name: 'warmPoolRef' },
          { path: ['spec', 'sandboxTemplateRef', 'name'], value: pool.name },
          ...(warmpool === undefined ? [] : [{ path: ['spec', 'warmpool'], isRemoved: true }]),
        ]
        : [{ path: ['spec', 'warmpool'], name: 'warmPoolRef', value: { name: pool.name } }]),
    ],
    choices: [{ what: `warmPoolRef: ${pool.name}`, why }],
    problems: among
      ? [{
        code: 'ASB412',
        message: `template ${shown(template)} has the pools ${among.join(', ')}, and the claim names none of them`,
        remedy: 'write the one that is to serve it in warmPoolRef',
        path: ['spec'],
      }]
      : [],
    ...(isShadow && typeof template === 'string' && { poolFor: template }),
  };
}

/** The pool of a claim, by the rules of the conversion webhook, and by what the files say besides. */
function poolOf(claim: unknown, template: unknown, pools: KnownPools | undefined): Pool | undefined {
  const { warmpool } = inObject(claim, 'spec');
  if (typeof warmpool === 'string' && !NO_POOL.has(warmpool)) {
    return { name: warmpool, why: 'the pool that warmpool names' };
  }
  if (!NO_POOL.has(warmpool) || typeof template !== 'string' || template === '') { return undefined; }
  const { name: sandbox } = inObject(claim, 'status', 'sandbox');
  if (typeof sandbox === 'string' && sandbox !== '' && sandbox !== inObject(claim, 'metadata').name) {
    const end = sandbox.lastIndexOf('-');
    return { name: end < 0 ? sandbox : sandbox.slice(0, end), why: `the pool that its sandbox ${sandbox} came from` };
  }
  const isBound = typeof sandbox === 'string' && sandbox !== '';
  const known = warmpool === 'none' || isBound ? [] : pools?.of(claim, template) ?? [];
  if (known.length === 1) { return { name: known[0], why: `the only pool of template ${template} in the files` }; }
  const name = SHADOW_POOL_PREFIX + template;
  if (known.length > 1) { return { name, isShadow: true, why: 'several pools would do', among: known.sort() }; }
  const why = isBound || warmpool === 'none'
    ? 'a cold start, as before' : `no pool of template ${template} is in the files: a cold start`;
  return { name, isShadow: true, why };
}
