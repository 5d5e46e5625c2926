import { claimPlan } from './claim';
import type { KnownPools } from './known-pools';
import { left, NO_PLAN, MigrationPlan, MigrationProblem } from './plan';
import { Kind, KINDS } from '../../api/kinds';
import { shown } from '../../checks/forms';
import { inObject } from '../../kubernetes/read-json';
import { has, writtenVersion } from '../../release/features';
import type { Release } from '../../release/release';
import type { Operation } from '../operations';

/** The version that releases before v1.0 serve and later ones do not. */
export const OLD = 'v1alpha1';

/** What a plan is made for. */
export interface PlanContext {
  readonly target: Release;
  /** The release that the files were written for, if it is known. */
  readonly from?: Release;
  /** Pools that claims may be given besides those of the conversion webhook. */
  readonly pools?: KnownPools;
}

/** The kind of an object of ours that has to be migrated. */
export function oldKindOf(object: unknown): Kind | undefined {
  const { apiVersion, kind } = inObject(object);
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) { return undefined; }
  return apiVersion === `${KINDS[kind as Kind].group}/${OLD}` ? kind as Kind : undefined;
}

/** The steps from an object of v1alpha1 to one that the release stores. */
export function objectPlan(object: unknown, kind: Kind, context: PlanContext): MigrationPlan {
  const plan = kind === 'SandboxClaim' ? claimPlan(object, context.pools) : PLANS[kind](object);
  if (plan.problems.some(({ code }) => code === 'ASB411')) { return plan; }
  const service = serviceProblem(object, kind, context);
  return {
    ...plan,
    operations: [
      { path: ['apiVersion'], value: `${KINDS[kind].group}/${writtenVersion(context.target)}` },
      ...plan.operations,
      ...droppedFrom(object, kind, context.target),
    ],
    problems: service ? [...plan.problems, service] : plan.problems,
  };
}

const PLANS: Readonly<Record<Exclude<Kind, 'SandboxClaim'>, (object: unknown) => MigrationPlan>> = {
  Sandbox: sandboxPlan,
  SandboxTemplate: templatePlan,
  SandboxWarmPool: () => NO_PLAN,
};

const REPLICAS = ['spec', 'replicas'];

function sandboxPlan(object: unknown): MigrationPlan {
  const spec = inObject(object, 'spec');
  const { replicas } = spec;
  if (replicas === undefined) { return NO_PLAN; }
  if (spec.operatingMode !== undefined) {
    return left('both replicas and operatingMode, which replaces it, are given', 'remove one of them', REPLICAS);
  }
  if (replicas === null) { return { ...NO_PLAN, operations: [{ path: REPLICAS, isRemoved: true }] }; }
  if (replicas !== 0 && replicas !== 1) {
    return left(`replicas is ${shown(replicas)}; only 0 and 1 are known`,
      'write operatingMode: Running or Suspended', REPLICAS);
  }
  const value = replicas === 0 ? 'Suspended' : 'Running';
  return {
    ...NO_PLAN,
    operations: [{ path: REPLICAS, name: 'operatingMode', value }],
    choices: [{ what: `operatingMode: ${value}`, why: `replicas was ${replicas}` }],
  };
}

/** In v1alpha1 an annotation has what v1beta1 has a field for. */
const POLICY = 'api.agents.x-k8s.io/v1beta1-volume-claim-templates-policy';
const POLICIES: readonly unknown[] = ['Disallowed', 'Allowed', 'Overrides'];

function templatePlan(object: unknown): MigrationPlan {
  const policy = inObject(object, 'metadata', 'annotations')[POLICY];
  if (policy === undefined) { return NO_PLAN; }
  const path = ['metadata', 'annotations', POLICY];
  if (!POLICIES.includes(policy)) {
    return left(`the annotation ${POLICY} is ${shown(policy)}`, `give one of ${POLICIES.join(', ')}`, path);
  }
  return {
    ...NO_PLAN,
    operations: [
      { path, isRemoved: true },
      { path: ['spec'], inserted: { volumeClaimTemplatesPolicy: policy as string } },
    ],
    choices: [{ what: `volumeClaimTemplatesPolicy: ${policy as string}`, why: 'an annotation said it' }],
  };
}

/** Parts of the status that were in v1alpha1 alone. With them kubectl refuses what it printed itself. */
const IN_STATUS = ['Sandbox.status.replicas', 'SandboxTemplate.status'] as const;

function droppedFrom(object: unknown, of: Kind, target: Release): Operation[] {
  return IN_STATUS.flatMap((field) => {
    const [kind, ...path] = field.split('.');
    const name = path.pop()!;
    const isThere = inObject(object, ...path)[name] !== undefined;
    return kind === of && isThere && !has(target, field) ? [{ path: [...path, name], isRemoved: true }] : [];
  });
}

/** Before the field came, each sandbox had a Service. */
function serviceProblem(object: unknown, kind: Kind, { from, target }: PlanContext): MigrationProblem | undefined {
  if ((kind !== 'Sandbox' && kind !== 'SandboxTemplate') || !from) { return undefined; }
  const { service, podTemplate } = inObject(object, 'spec');
  const field = `${kind}.spec.service` as const;
  if (service !== undefined || podTemplate === undefined || has(from, field) || !has(target, field)) {
    return undefined;
  }
  return {
    code: 'ASB412',
    message: `${from.id} makes a Service for each sandbox, ${target.id} makes one if service is true`,
    remedy: 'add service: true if somebody reaches the sandbox by its name, such as a router, else service: false',
    path: ['spec'],
  };
}
