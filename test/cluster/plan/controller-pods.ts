/** Plays the kubelet for pods of the controller: in each, upstream's controller of its line runs as a process. */
import { Client } from '../../../src/rehearsal/cluster/client';
import { ControlPlane } from '../../../src/rehearsal/cluster/control-plane';
import { Kubelet, NODE } from '../../../src/rehearsal/cluster/kubelet';
import { freePorts } from '../../../src/rehearsal/cluster/ports';
import { Proxy } from '../../../src/rehearsal/cluster/proxy';
import { clusterBinaries } from '../../support/cluster-binaries';
import { controllers } from '../../support/controllers';
import { NAMESPACE } from '../controlled';

const SYSTEM = 'agent-sandbox-system';
const ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'agent-sandbox-controller', namespace: SYSTEM },
};
/**
 * Milliseconds after which a process is ended at once, by a second signal, as a kubelet kills it after 30 s: without an
 * answer of the conversion, the controller of v0.5 waits for its caches and does not end at the first one.
 */
const GRACE = 5_000;
const PODS = `/api/v1/namespaces/${SYSTEM}/pods`;

/** A pod with the process that stands for it. */
interface Running {
  readonly name: string;
  /** Port of the conversion webhook. */
  readonly webhook?: number;
}

interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: ReadonlyArray<{ readonly image: string; readonly args?: readonly string[] }>;
  };
  readonly status: { readonly phase: string };
}

/** A control plane on which the Deployment of an install is at work. */
export class LivePlatform {
  static async start(): Promise<LivePlatform> {
    // eslint-disable-next-line prefer-const
    let platform: LivePlatform | undefined;
    const proxy = new Proxy(async () => platform?.webhookPort());
    const plane = await ControlPlane.start(clusterBinaries()!, { makesPods: true, proxy }).catch((error: Error) => {
      proxy.close();
      throw error;
    });
    platform = new LivePlatform(plane, proxy);
    await platform.kubelet.start();
    platform.play();
    return platform;
  }

  /** Whether the API server reaches the webhook. */
  isWebhookReachable = true;
  private readonly kubelet: Kubelet;
  private readonly running = new Map<string, Running>();
  private timer?: NodeJS.Timeout;
  private work = Promise.resolve();
  private failure?: Error;
  private count = 0;

  private constructor(readonly plane: ControlPlane, private readonly proxy: Proxy) {
    this.kubelet = new Kubelet(plane.client, NAMESPACE);
  }

  get client(): Client {
    return this.plane.client;
  }

  until(what: string, isSo: () => boolean | Promise<boolean>, patience?: number): Promise<void> {
    return this.plane.until(what, () => {
      if (this.failure) { throw this.failure; }
      return isSo();
    }, patience);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
    await this.kubelet.stop();
    this.proxy.close();
    await this.plane.stop();
  }

  private play(): void {
    this.timer = setInterval(() => {
      this.work = this.work.then(() => this.step()).catch((error: Error) => {
        if (!/ECONNRESET|no answer/.test(error.message)) { this.failure ??= error; }
      });
    }, 200);
  }

  private async step(): Promise<void> {
    const pods: readonly Pod[] = (await this.client.get(PODS)).body.items;
    for (const { metadata, spec, status } of pods) {
      const path = `${PODS}/${metadata.name}`;
      if (metadata.deletionTimestamp) {
        await this.end(metadata.name);
        await this.client.request('DELETE', path, { query: { gracePeriodSeconds: '0' } });
      } else if (!spec.nodeName) {
        const target = { apiVersion: 'v1', kind: 'Node', name: NODE.metadata.name };
        await this.client.request('POST', `${path}/binding`, {
          body: { apiVersion: 'v1', kind: 'Binding', metadata: { name: metadata.name }, target },
        });
      } else if (status.phase === 'Pending') {
        await this.run(metadata.name, spec.containers[0]);
        await this.markReady(path);
      }
    }
    const names = new Set(pods.map(({ metadata }) => metadata.name));
    for (const name of [...this.running.keys()].filter((each) => !names.has(each))) { await this.end(name); }
  }

  /** Starts the controller of the line of an image; of lines that are not built none runs. */
  private async run(pod: string, { image, args = [] }: Pod['spec']['containers'][number]): Promise<void> {
    const release = image.slice(image.lastIndexOf(':') + 1);
    const line = release.slice(0, release.lastIndexOf('.') + 1);
    const controller = controllers().filter(({ release: id, path }) => path && id.startsWith(line)).at(-1);
    if (!controller) { return; }
    const name = `controller-${release}-${(this.count += 1)}`;
    const webhook = line === 'v0.5.' ? (await freePorts(1))[0] : undefined;
    this.running.set(pod, { name, ...(webhook !== undefined && { webhook }) });
    // Outside a pod the controller does not know the namespace of its lease, and its ports stay closed.
    await this.plane.runAs(ACCOUNT, {
      name,
      command: controller.path!,
      args: [
        ...args,
        `--leader-election-namespace=${SYSTEM}`,
        '--metrics-bind-address=0',
        '--health-probe-bind-address=0',
        ...(webhook === undefined
          ? []
          : [`--webhook-port=${webhook}`, `--webhook-cert-dir=${this.plane.directory}/${name}`]),
      ],
    });
  }

  private async markReady(path: string): Promise<void> {
    const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
      type, status: 'True',
    }));
    const body = { status: { phase: 'Running', podIP: '10.0.1.2', podIPs: [{ ip: '10.0.1.2' }], conditions } };
    await this.client.request('PATCH', `${path}/status`, { body, type: 'application/strategic-merge-patch+json' });
  }

  private async end(pod: string): Promise<void> {
    const running = this.running.get(pod);
    if (!running) { return; }
    this.running.delete(pod);
    const killed = setTimeout(() => { this.plane.end(running.name).catch(() => {}); }, GRACE);
    await this.plane.end(running.name).finally(() => { clearTimeout(killed); });
  }

  private webhookPort(): number | undefined {
    return this.isWebhookReachable
      ? [...this.running.values()].flatMap(({ webhook }) => webhook ?? []).at(-1)
      : undefined;
  }
}
