/** Plays the kubelet: new pods run at once, and deleted pods end at once. */
import type { Client } from './client';

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node' } };

export class Kubelet {
  private timer?: NodeJS.Timeout;
  private work = Promise.resolve();

  constructor(private readonly client: Client, private readonly namespace: string) {}

  async start(): Promise<void> {
    await this.client.apply(NODE);
    this.timer = setInterval(() => { this.work = this.work.then(() => this.step()).catch(() => {}); }, 200);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  private async step(): Promise<void> {
    const pods = `/api/v1/namespaces/${this.namespace}/pods`;
    for (const { metadata, spec, status } of (await this.client.get(pods)).body.items) {
      const pod = `${pods}/${metadata.name}`;
      if (metadata.deletionTimestamp) {
        await this.client.request('DELETE', pod, { query: { gracePeriodSeconds: '0' } });
      } else if (!spec.nodeName) {
        const target = { apiVersion: 'v1', kind: 'Node', name: NODE.metadata.name };
        await this.client.request('POST', `${pod}/binding`, {
          body: { apiVersion: 'v1', kind: 'Binding', metadata: { name: metadata.name }, target },
        });
      } else if (status.phase === 'Pending') {
        const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
          type,
          status: 'True',
        }));
        const body = { status: { phase: 'Running', podIP: '10.0.1.1', podIPs: [{ ip: '10.0.1.1' }], conditions } };
        await this.client.request('PATCH', `${pod}/status`, { body, type: 'application/strategic-merge-patch+json' });
      }
    }
  }
}
