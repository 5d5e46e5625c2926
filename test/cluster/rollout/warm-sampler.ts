/** Counts, again and again, the sandboxes that a claim could take at that moment. */
import type { Client } from '../../../src/rehearsal/cluster/client';
import { NAMESPACE } from '../controlled';

/** Ready and unclaimed sandboxes by the name of their pool. */
export type Sample = Readonly<Record<string, number>>;

interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: ReadonlyArray<{ readonly kind: string; readonly name: string }>;
  };
  readonly status?: { readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }> };
}

/** Milliseconds between two samples, besides the time that the API server takes. */
const PAUSE = 20;

export class WarmSampler {
  readonly samples: Sample[] = [];
  private isRunning = true;
  private readonly work: Promise<void>;

  /** @param version of the API, such as `v1beta1` */
  constructor(private readonly client: Client, private readonly version: string) {
    this.work = this.run();
  }

  /** Ends the sampling. @throws when a sample could not be taken */
  async stop(): Promise<readonly Sample[]> {
    this.isRunning = false;
    await this.work;
    return this.samples;
  }

  private async run(): Promise<void> {
    while (this.isRunning) {
      this.samples.push(await this.sample());
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /** A sandbox that its controller calls ready, with a pod that is. */
  private async sample(): Promise<Sample> {
    const sandboxes = await this.list(`/apis/agents.x-k8s.io/${this.version}/namespaces/${NAMESPACE}/sandboxes`);
    const pods = new Set((await this.list(`/api/v1/namespaces/${NAMESPACE}/pods`)).filter(isReady)
      .map(({ metadata }) => metadata.name));
    const counts: Record<string, number> = {};
    for (const sandbox of sandboxes.filter(isReady)) {
      const pool = sandbox.metadata.ownerReferences?.find(({ kind }) => kind === 'SandboxWarmPool');
      if (pool && pods.has(sandbox.metadata.name)) { counts[pool.name] = (counts[pool.name] ?? 0) + 1; }
    }
    return counts;
  }

  private async list(path: string): Promise<readonly Listed[]> {
    const { status, body } = await this.client.get(path);
    if (status !== 200) { throw new Error(`GET ${path}: ${status} ${body?.message}`); }
    return body.items;
  }
}

function isReady({ metadata, status }: Listed): boolean {
  return metadata.deletionTimestamp === undefined
    && status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true;
}
