/** Plays the kubelet: new pods run at once, deleted pods end at once, and nothing runs in them. */
import type { Client } from './client';
import { inList, inObject } from '../../kubernetes/read-json';

export const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node' } };

const STEP = 200;

export class Kubelet {
  /** Pods that cannot start, by their path, with the reason. */
  readonly waiting = new Map<string, string>();
  private timer?: NodeJS.Timeout;
  private work = Promise.resolve();

  /**
   * @param namespace of its pods; all by default
   * @param needs finds out what a pod needs that is not there
   */
  constructor(
    private readonly client: Client,
    private readonly namespace?: string,
    private readonly needs: (namespace: string, spec: object) => Promise<string | undefined> = async () => undefined,
  ) {}

  async start(): Promise<void> {
    await this.client.apply(NODE);
    this.timer = setInterval(() => { this.work = this.work.then(() => this.step()).catch(() => {}); }, STEP);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  private async step(): Promise<void> {
    const { items } = (await this.client.get(`/api/v1${this.namespace ? `/namespaces/${this.namespace}` : ''}/pods`))
      .body;
    this.waiting.clear();
    for (const { metadata, spec, status } of items) {
      const pod = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
      if (metadata.deletionTimestamp) {
        await this.client.request('DELETE', pod, { query: { gracePeriodSeconds: '0' } });
      } else if (inList(spec, 'schedulingGates').length > 0) {
        this.waiting.set(`${metadata.namespace}/${metadata.name}`, 'it has scheduling gates');
      } else if (!spec.nodeName) {
        const target = { apiVersion: 'v1', kind: 'Node', name: NODE.metadata.name };
        await this.client.request('POST', `${pod}/binding`, {
          body: { apiVersion: 'v1', kind: 'Binding', metadata: { name: metadata.name }, target },
        });
      } else if (status.phase === 'Pending') {
        const missing = await this.needs(metadata.namespace, spec);
        if (missing === undefined) {
          await this.run(pod);
        } else {
          this.waiting.set(`${metadata.namespace}/${metadata.name}`, missing);
        }
      }
    }
  }

  private async run(pod: string): Promise<void> {
    const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
      type,
      status: 'True',
    }));
    const body = { status: { phase: 'Running', podIP: '10.0.1.1', podIPs: [{ ip: '10.0.1.1' }], conditions } };
    await this.client.request('PATCH', `${pod}/status`, { body, type: 'application/strategic-merge-patch+json' });
  }
}

/** What a pod needs in its namespace to start, of what a control plane can know: the first thing that is missing. */
export function missingOf(client: Client): (namespace: string, spec: object) => Promise<string | undefined> {
  return async (namespace, spec) => {
    for (const { kind, plural, name } of needsOf(spec)) {
      const { status, body } = await client.get(`/api/v1/namespaces/${namespace}/${plural}/${name}`);
      if (status === 404) { return `${kind} ${namespace}/${name} does not exist`; }
      const { storageClassName } = inObject(body?.spec);
      if (kind !== 'PersistentVolumeClaim' || typeof storageClassName !== 'string' || storageClassName === '') {
        continue;
      }
      if ((await client.get(`/apis/storage.k8s.io/v1/storageclasses/${storageClassName}`)).status === 404) {
        return `StorageClass ${storageClassName} of PersistentVolumeClaim ${namespace}/${name} does not exist`;
      }
    }
    return undefined;
  };
}

interface Need { readonly kind: string; readonly plural: string; readonly name: string }

function* needsOf(spec: object): Generator<Need> {
  const need = (kind: string, given: unknown, field = 'name'): Need[] => {
    const { [field]: name, optional } = inObject(given);
    return typeof name === 'string' && optional !== true ? [{ kind, plural: `${kind.toLowerCase()}s`, name }] : [];
  };
  for (const volume of inList(spec, 'volumes')) {
    yield* need('PersistentVolumeClaim', volume.persistentVolumeClaim, 'claimName');
    yield* need('Secret', volume.secret, 'secretName');
    yield* need('ConfigMap', volume.configMap);
  }
  for (const container of [...inList(spec, 'initContainers'), ...inList(spec, 'containers')]) {
    for (const { configMapRef, secretRef } of inList(container, 'envFrom')) {
      yield* [...need('ConfigMap', configMapRef), ...need('Secret', secretRef)];
    }
    for (const { valueFrom } of inList(container, 'env')) {
      yield* [
        ...need('ConfigMap', inObject(valueFrom).configMapKeyRef), ...need('Secret', inObject(valueFrom).secretKeyRef),
      ];
    }
  }
}
