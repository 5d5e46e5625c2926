import { Duration } from 'cdk8s';
import { rolloutMarkdown } from './rollout-markdown';
import { rolloutScript } from './rollout-script';
import { RolloutStep } from './rollout-step';
import { RolloutClaims, RolloutCondition, StagedRolloutProps } from './staged-rollout-props';
import { KINDS } from '../api/kinds';
import { checkCount, checkForm, shown } from '../checks/forms';
import { checkShapes, oneOf, Shapes } from '../checks/shapes';
import { wholeSeconds } from '../checks/whole-seconds';

const SHAPES: Shapes = { percentages: 'list', claims: oneOf(RolloutClaims), timeout: 'duration' };

/** The sizes of both pools. */
interface Sizes {
  readonly word: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly claimsPercent: number;
}

/**
 * A change of a template in steps: a second pool, of the new template, grows beside the first one, claims change over,
 * and the first pool is emptied. In each step all objects are the same but the sizes of the two pools, so each is a
 * complete set of manifests, and the way back from a step is the step before.
 *
 * Make the objects of each step with `RolloutPools`, in a chart or an app of its own.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api.md
 *
 * @example
 * const rollout = new StagedRollout({
 *   namespace: 'research',
 *   fromPool: 'python',
 *   toPool: 'python-next',
 *   capacity: 20,
 *   minimumReady: 18,
 * });
 * for (const step of rollout.steps) {
 *   const research = new Chart(app, step.id, { namespace: 'research' });
 *   SandboxCluster.declare(research, { version: AgentSandboxVersion.V1_0_5 });
 *   const fromTemplate = new SandboxTemplate(research, 'Python313', {
 *     containers: [{ image: 'registry.example.com/python:3.13' }],
 *   });
 *   const toTemplate = new SandboxTemplate(research, 'Python314', {
 *     containers: [{ image: 'registry.example.com/python:3.14' }],
 *   });
 *   new RolloutPools(research, 'Pools', { step, fromTemplate, toTemplate });
 * }
 */
export class StagedRollout {
  /** The steps in the order to walk: the first has what runs before the rollout. */
  public readonly steps: RolloutStep[];

  /** How many sandboxes wait at once at most, ending ones included: what quotas and nodes must have room for. */
  public readonly peak: number;

  /** How many sandboxes are ready at any time while no claim takes one. */
  public readonly minimumReady: number;

  /**
   * @param props the pools, their capacity, and the parts in which it moves
   * @throws when a number is none, the minimum is above the capacity, the percentages do not rise to 100, or both pools
   * are one
   */
  public constructor(props: StagedRolloutProps) {
    checkProps(props);
    const { namespace, fromPool, toPool, name = toPool, timeout = Duration.minutes(10) } = props;
    const sizes = sizesOf(props);
    const seconds = wholeSeconds("'timeout'", timeout);
    const width = String(sizes.length).length;
    // In the last step it is emptied, and no claim names it.
    const shrinksNamedPool = sizes.slice(0, -1).some(({ from }) => from < props.capacity);
    this.minimumReady = props.minimumReady ?? props.capacity;
    this.steps = sizes.map(({ word, title, from, to, claimsPercent }, index) => RolloutStep._of({
      number: index + 1,
      id: `${name}-${String(index + 1).padStart(width, '0')}-${word}`,
      title,
      namespace,
      fromPool,
      fromReplicas: from,
      toPool,
      toReplicas: to,
      claimsPercent,
      _shrinksNamedPool: shrinksNamedPool,
      conditions: [
        ...conditionsOf(fromPool, from, namespace, seconds),
        ...conditionsOf(toPool, to, namespace, seconds),
      ],
    }));
    // While one pool shrinks and the other grows, in either direction, both have their larger size.
    this.peak = Math.max(...sizes.slice(1).map(({ to }, index) => sizes[index].from + to));
  }

  /** The steps as a table of Markdown: for a pull request, or for the page of those on duty. */
  public toMarkdown(): string {
    return rolloutMarkdown(this);
  }

  /**
   * The steps as a script for bash and `kubectl`: it applies the manifests of each step, waits until its conditions are
   * true, and stops at the first that does not become so; it goes the way back of a step, too.
   */
  public toScript(): string {
    return rolloutScript(this);
  }
}

function conditionsOf(pool: string, replicas: number, namespace: string, seconds: number): RolloutCondition[] {
  // Without ready sandboxes the controller leaves the field out.
  if (replicas === 0) { return []; }
  return [{
    pool,
    readyReplicas: replicas,
    kubectl: [
      'wait',
      `sandboxwarmpools.${KINDS.SandboxWarmPool.group}/${pool}`,
      `--namespace=${namespace}`,
      `--for=jsonpath={.status.readyReplicas}=${replicas}`,
      `--timeout=${seconds}s`,
    ],
  }];
}

/**
 * The second pool grows to its part of the capacity. In the same step the first one may shrink, but no further than
 * what is ready then keeps the minimum: it counts on what the second pool had before the step. Read backwards this is
 * true, too, so that each step may be followed by the one before.
 */
function sizesOf(props: StagedRolloutProps): Sizes[] {
  const { capacity, minimumReady = capacity, percentages = [10, 50, 100], claims } = props;
  const isByShare = claims === RolloutClaims.BY_SHARE;
  const sizes: Sizes[] = [{ word: 'start', title: 'what runs before', from: capacity, to: 0, claimsPercent: 0 }];
  let percentBefore = 0;
  for (const percent of percentages) {
    const to = partOf(capacity, percent);
    const counted = isByShare ? sizes.at(-1)!.to : 0;
    sizes.push({
      word: `${percent}-percent`,
      title: `${percent} % of the capacity under the second template`,
      from: Math.max(capacity - to, minimumReady - counted),
      to,
      claimsPercent: isByShare ? percentBefore : 0,
    });
    percentBefore = percent;
  }
  const { from, to } = sizes.at(-1)!;
  sizes.push({ word: 'claims', title: 'new claims name the second pool', from, to, claimsPercent: 100 });
  sizes.push({ word: 'done', title: 'the first pool is empty', from: 0, to, claimsPercent: 100 });
  return sizes;
}

function partOf(capacity: number, percent: number): number {
  return Math.ceil((capacity * percent) / 100);
}

function checkProps(props: StagedRolloutProps): void {
  checkShapes('the props', props, SHAPES);
  const { namespace, fromPool, toPool, name, capacity, minimumReady, percentages, timeout } = props;
  checkForm("'namespace'", namespace, 'DNS label');
  checkForm("'fromPool'", fromPool, 'DNS subdomain');
  checkForm("'toPool'", toPool, 'DNS subdomain');
  if (name !== undefined) { checkForm("'name'", name, 'DNS subdomain'); }
  if (fromPool === toPool) {
    throw new Error(
      `'fromPool' and 'toPool' are both '${fromPool}': a pool has one template at a time, and a change of it replaces `
        + 'its sandboxes at once, or as they are claimed; give the second pool another name',
    );
  }
  checkCount("'capacity'", capacity, 1);
  if (minimumReady !== undefined) { checkCount("'minimumReady'", minimumReady, 0); }
  if (minimumReady !== undefined && minimumReady > capacity) {
    throw new Error(
      `'minimumReady' is ${minimumReady}, and only ${capacity} sandboxes wait before the rollout; give at most `
        + `${capacity}, or raise the pool to ${minimumReady} first and give that as 'capacity'`,
    );
  }
  if (timeout !== undefined) { wholeSeconds("'timeout'", timeout); }
  if (percentages !== undefined) { checkPercentages(percentages, capacity); }
}

function checkPercentages(percentages: readonly number[], capacity: number): void {
  percentages.forEach((percent, index) => {
    const what = `'percentages[${index}]'`;
    checkCount(what, percent, 1);
    if (percent > 100) { throw new Error(`${what} is ${percent}; give at most 100`); }
    if (index === 0) { return; }
    const before = percentages[index - 1];
    if (percent <= before) {
      throw new Error(`${what} is ${percent} after ${before}; give percentages that rise, such as [10, 50, 100]`);
    }
    if (partOf(capacity, percent) === partOf(capacity, before)) {
      throw new Error(
        `${before} % and ${percent} % of ${capacity} sandboxes are both ${partOf(capacity, percent)}; remove one from `
          + "'percentages'",
      );
    }
  });
  if (percentages.at(-1) !== 100) {
    throw new Error(
      `'percentages' ${percentages.length === 0 ? 'is empty' : `ends with ${shown(percentages.at(-1))}`}; end with `
        + '100, where the second pool has the whole capacity',
    );
  }
}
