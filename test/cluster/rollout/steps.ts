/** The manifests of a rollout's steps, and their application to a running platform. */
import { App, Chart } from 'cdk8s';
import { Sample, WarmSampler } from './warm-sampler';
import {
  AgentSandboxVersion, Findings, RolloutPools, RolloutStep, SandboxClaim, SandboxCluster, SandboxTemplate,
  StagedRollout, StagedRolloutProps,
} from '../../../src';
import { writtenVersion } from '../../../src/release/features';
import { apply, Controlled, NAMESPACE } from '../controlled';
import { foretold } from '../edits/outcome';
import { Item, itemsOf } from '../items';

export const IMAGES = { from: 'registry.example.com/python:3.13', to: 'registry.example.com/python:3.14' };
export const KUBECTL = 'registry.example.com/kubectl:1.36';

/** How long a pool may take that is expected to get ready, in milliseconds. */
const PATIENCE = 60_000;

/** Whether pools of a release lose no more sandboxes than they have to. */
export function countsDeletions(release: string): boolean {
  return AgentSandboxVersion.of(release)._release.controller.poolsCountDeletions;
}

/** A rollout of pools and templates of names with a prefix. */
export class Rollout {
  readonly plan: StagedRollout;

  constructor(
    readonly release: string,
    readonly prefix: string,
    props: Partial<StagedRolloutProps> = {},
    private readonly isBroken = false,
  ) {
    this.plan = new StagedRollout({
      namespace: NAMESPACE,
      fromPool: `${prefix}-old`,
      toPool: `${prefix}-new`,
      capacity: 10,
      ...(countsDeletions(release) && { minimumReady: 8 }),
      ...props,
    });
  }

  get steps(): readonly RolloutStep[] {
    return this.plan.steps;
  }

  /** What is printed for a step, with claims of it. */
  itemsOf(step: RolloutStep, claims: (pools: RolloutPools) => SandboxClaim[] = () => []): Item[] {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.of(this.release) });
    const chart = new Chart(app, step.id, { namespace: NAMESPACE });
    const template = (id: 'from' | 'to') => new SandboxTemplate(chart, `${this.prefix}-${id}`, {
      containers: [{ image: IMAGES[id], portNumber: 8888 }],
      // No pod of a template that is broken ever starts.
      ...(this.isBroken && id === 'to' && { podSpec: { schedulingGates: [{ name: 'example.com/never' }] } }),
    });
    claims(new RolloutPools(chart, 'Pools', {
      step,
      fromTemplate: template('from'),
      toTemplate: template('to'),
      claimsConfigMap: `${this.prefix}-claims`,
      check: { image: KUBECTL },
    }));
    Findings.of(app).acknowledge('ASB233', 'the suite plays the kubelet');
    return itemsOf(app).filter(({ object }) => object.kind !== 'Job');
  }

  /** The pods that are created, that end and that stay stale, by what `diff` says of a step after another. */
  foretold(before: RolloutStep, after: RolloutStep): string {
    const [old, now] = [before, after].map((step) => this.itemsOf(step).map(({ object }) => object));
    return foretold(old, now, AgentSandboxVersion.of(this.release)._release).pods;
  }

  /** Waits until the conditions of a step are true. */
  async isReached(controlled: Controlled, { id, conditions }: RolloutStep, patience = PATIENCE): Promise<void> {
    for (const { pool, readyReplicas } of conditions) {
      await controlled.until(`${readyReplicas} ready in ${pool} after ${id}`, async () => (
        (await this.statusOf(controlled, pool)).readyReplicas === readyReplicas
      ), patience);
    }
  }

  /** Applies a step, waits for it, and counts meanwhile what claims could take. */
  async walk(controlled: Controlled, step: RolloutStep): Promise<readonly Sample[]> {
    const sampler = this.sampler(controlled);
    try {
      await apply(controlled.client, this.itemsOf(step));
      await this.isReached(controlled, step);
      // What the controller does late, such as the end of sandboxes of the pool that shrinks.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      await sampler.stop();
    }
    return sampler.samples;
  }

  sampler({ client }: Controlled): WarmSampler {
    return new WarmSampler(client, writtenVersion(AgentSandboxVersion.of(this.release)._release));
  }

  /** The fewest sandboxes that claims found in the pools, added up. */
  fewest(samples: readonly Sample[], pools: readonly string[]): number {
    return Math.min(...samples.map((sample) => pools.reduce((sum, pool) => sum + (sample[pool] ?? 0), 0)));
  }

  private async statusOf(controlled: Controlled, pool: string) {
    const { object } = this.itemsOf(this.steps[0]).find((item) => item.object.metadata.name === pool)!;
    return (await controlled.read(object))?.status ?? {};
  }
}
