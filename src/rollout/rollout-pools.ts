import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from './rollout-check';
import type { RolloutPoolsProps } from './rollout-pools-props';
import type { RolloutStep } from './rollout-step';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkShapes, listOf, oneOf, Shapes, structOf } from '../checks/shapes';
import { JobHook } from '../kubernetes/job-hook';
import type { AgentSandboxVersion } from '../release/agent-sandbox-version';
import { has } from '../release/features';
import { WarmPool } from '../sandbox/warm-pool';
import type { WarmPoolProps } from '../sandbox/warm-pool-props';

const SHAPES: Shapes = {
  step: 'object',
  fromTemplate: 'template',
  toTemplate: 'template',
  check: structOf({ image: 'string', imagePullSecrets: listOf('string'), hook: oneOf(JobHook) }),
};

/**
 * Both pools of a rollout in one of its steps, and what tells others of the step.
 *
 * The objects of all steps are the same but for sizes, the ConfigMap and the Job. Steps are alternatives: each is
 * applied in place of the one before, so each needs a cluster of its own in the app, or an app of its own.
 *
 * @example
 * const rollout = new StagedRollout({
 *   namespace: 'research', fromPool: 'python', toPool: 'python-next', capacity: 20,
 * });
 * const research = new Chart(app, rollout.steps[1].id, { namespace: 'research' });
 * SandboxCluster.declare(research, { version: AgentSandboxVersion.V1_0_5 });
 * const pools = new RolloutPools(research, 'Pools', {
 *   step: rollout.steps[1],
 *   fromTemplate: SandboxTemplate.fromSandboxTemplateName(research, 'Python313', 'python-313'),
 *   toTemplate: SandboxTemplate.fromSandboxTemplateName(research, 'Python314', 'python-314'),
 * });
 * pools.claimed.addClaim('Nightly');
 */
export class RolloutPools extends Construct {
  /** The first pool, of the template before the rollout. */
  public readonly fromPool: WarmPool;

  /** The second pool, of the template after it. */
  public readonly toPool: WarmPool;

  /**
   * The pool for claims that are kept in Git: the first one, from the step `claims` on the second one. A claim that has
   * a sandbox keeps it when its pool changes.
   */
  public readonly claimed: WarmPool;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props the step, and both templates
   * @throws when both templates are one, the namespace is another than that of the step, or a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: RolloutPoolsProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { step, fromTemplate, toTemplate, claimsConfigMap, check } = props;
    const { namespace, fromPool, toPool } = step;
    this.fromPool = new SizedPool(this, 'FromPool', {
      template: fromTemplate, replicas: step.fromReplicas, metadata: { name: fromPool, namespace },
    });
    this.toPool = new SizedPool(this, 'ToPool', {
      template: toTemplate, replicas: step.toReplicas, metadata: { name: toPool, namespace },
    });
    this.claimed = step.claimsPercent === 100 ? this.toPool : this.fromPool;
    if (claimsConfigMap !== undefined) { addClaimsConfigMap(this, claimsConfigMap, props); }
    if (check) { addCheck(this, step, check); }
    this.node.addValidation({ validate: () => unfitness(Cluster.of(this).version, step) });
  }
}

/** Why the pools of a release cannot keep what a rollout promises. */
function unfitness(version: AgentSandboxVersion | undefined, { _shrinksNamedPool: shrinks }: RolloutStep): string[] {
  if (!version) { return []; }
  if (!has(version._release, 'SandboxWarmPool.status.readyReplicas')) {
    return [
      `pools of ${version.id} do not tell how many of their sandboxes are ready, so nothing tells when a step of a `
        + 'rollout is over; upgrade to v0.1.1 or later first',
    ];
  }
  if (!shrinks || version._release.controller.poolsCountDeletions) { return []; }
  return [
    `a pool of ${version.id} that shrinks may lose more sandboxes than it has to, and makes new ones for them, so the `
      + "rollout cannot keep its minimum while claims name that pool; leave out 'minimumReady' and "
      + 'RolloutClaims.BY_SHARE, so that the first pool keeps its size until the last step, or upgrade to v0.5.4 or '
      + 'later first',
  ];
}

/** A pool whose size the steps own. */
class SizedPool extends WarmPool {
  public constructor(scope: Construct, id: string, props: WarmPoolProps) {
    super(scope, id, props);
  }

  public markHasAutoscaler(): void {
    throw new Error(
      `warm pool '${this.node.path}' has an autoscaler, and the steps of the rollout own its size: each would undo `
        + 'what the other sets; remove the autoscaler until the rollout is done, and give the size that it had as '
        + "'capacity'",
    );
  }
}

function addClaimsConfigMap(
  scope: RolloutPools,
  name: string,
  { step, fromTemplate, toTemplate }: RolloutPoolsProps,
): ApiObject {
  const { namespace, fromPool, toPool, claimsPercent } = step;
  const [pool, template] = claimsPercent === 100 ? [toPool, toTemplate.name] : [fromPool, fromTemplate.name];
  return new ScopedApiObject(scope, 'Claims', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data: { pool, template, nextPool: toPool, nextTemplate: toTemplate.name, nextPercent: String(claimsPercent) },
  });
}

function checkProps(props: RolloutPoolsProps): void {
  checkShapes('the props', props, SHAPES, 'step');
  checkShapes('the props', props, { fromTemplate: SHAPES.fromTemplate }, 'fromTemplate');
  checkShapes('the props', props, { toTemplate: SHAPES.toTemplate }, 'toTemplate');
  const { step, fromTemplate, toTemplate, claimsConfigMap, check } = props;
  checkStep(step);
  if (check) { checkReference("'check.image'", check.image); }
  for (const secret of check?.imagePullSecrets ?? []) {
    checkForm("'check.imagePullSecrets' has", secret, 'DNS subdomain');
  }
  if (fromTemplate.name === toTemplate.name) {
    throw new Error(
      `'fromTemplate' and 'toTemplate' are both '${toTemplate.name}', so both pools would have the same sandboxes; `
        + 'make the change in a second template, and leave the first one as it is until the rollout is done',
    );
  }
  if (claimsConfigMap !== undefined) { checkForm("'claimsConfigMap'", claimsConfigMap, 'DNS subdomain'); }
}

function checkStep({ id, fromPool, toPool, conditions }: RolloutStep): void {
  if (typeof id !== 'string' || typeof fromPool !== 'string' || typeof toPool !== 'string' || !conditions) {
    throw new Error("'step' is no step of a rollout; give one of the 'steps' of a StagedRollout");
  }
}
