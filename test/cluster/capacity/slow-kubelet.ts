/** Plays a kubelet whose pods are ready a fixed time after it has seen them, and have their address then, too. */
import type { Client } from '../../../src/rehearsal/cluster/client';
import { NODE } from '../../../src/rehearsal/cluster/kubelet';

const STEP = 150;

interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
}

export class SlowKubelet {
  private readonly seen = new Set<string>();
  private isRunning = true;
  private work: Promise<void>;

  /** @param startup milliseconds */
  constructor(
    private readonly client: Client,
    private readonly namespace: string,
    private readonly startup: number,
  ) {
    this.work = this.run();
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.work;
  }

  private async run(): Promise<void> {
    await this.client.apply(NODE);
    while (this.isRunning) {
      // A connection that was kept may be closed by the server just then.
      await this.step().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, STEP));
    }
  }

  private async step(): Promise<void> {
    const { items } = (await this.client.get(`/api/v1/namespaces/${this.namespace}/pods`, {
      query: { resourceVersion: '0' },
    })).body as { items: Pod[] };
    for (const { metadata: { name, uid, deletionTimestamp } } of items) {
      const path = `/api/v1/namespaces/${this.namespace}/pods/${name}`;
      const key = `${uid} ${deletionTimestamp ? 'ends' : 'starts'}`;
      if (this.seen.has(key)) { continue; }
      this.seen.add(key);
      void (deletionTimestamp
        ? this.client.request('DELETE', path, { query: { gracePeriodSeconds: '0' } })
        : this.start(path, name)).catch(() => { this.seen.delete(key); });
    }
  }

  private async start(path: string, name: string): Promise<void> {
    const seen = Date.now();
    const target = { apiVersion: 'v1', kind: 'Node', name: NODE.metadata.name };
    await this.client.request('POST', `${path}/binding`, {
      body: { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target },
    });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, seen + this.startup - Date.now())));
    const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
      type, status: 'True',
    }));
    await this.client.request('PATCH', `${path}/status`, {
      body: { status: { phase: 'Running', podIP: '10.0.1.1', podIPs: [{ ip: '10.0.1.1' }], conditions } },
      type: 'application/strategic-merge-patch+json',
    });
  }
}
