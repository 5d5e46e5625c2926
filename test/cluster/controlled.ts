/** A control plane with an install of this library, its controller at work, and running pods. */
import { App, Chart } from 'cdk8s';
import { complaint, Item, itemsOf } from './items';
import type { Plane } from './plane';
import { AgentSandbox, AgentSandboxProps, AgentSandboxVersion, Sandbox, SandboxCluster } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { established } from '../../src/rehearsal/apply-objects';
import { Client, NamedObject } from '../../src/rehearsal/cluster/client';
import type { AuditEvent } from '../../src/rehearsal/cluster/control-plane';
import { Kubelet } from '../../src/rehearsal/cluster/kubelet';
import { freePorts } from '../../src/rehearsal/cluster/ports';
import type { Controller } from '../support/controllers';

/** The namespace of the workloads. */
export const NAMESPACE = 'agents';

const SYSTEM = 'agent-sandbox-system';
const ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'agent-sandbox-controller', namespace: SYSTEM },
};
const USER = `system:serviceaccount:${SYSTEM}:${ACCOUNT.metadata.name}`;

/** The objects of an install. */
export function installOf(release: string, props: Partial<AgentSandboxProps> = {}): Item[] {
  const app = new App();
  new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.of(release), ...props });
  return itemsOf(app);
}

/** The printed objects of an app for a release. */
export function printed(release: string, compose: (chart: Chart) => void): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  compose(new Chart(app, 'agents', { namespace: NAMESPACE }));
  return itemsOf(app);
}

/** Applies printed objects as the owner of all their fields. */
export async function apply(client: Client, items: readonly Item[]): Promise<void> {
  for (const item of items) {
    const answer = await client.apply(item.object, { force: true });
    if (answer.status > 201) { throw new Error(complaint(item, answer)); }
  }
  await established(client, items.map(({ object }) => object));
}

/** Controllers of a control plane, one at a time. */
export class Controlled {
  private readonly kubelet: Kubelet;
  private running?: string;
  private count = 0;

  constructor(private readonly plane: Plane) {
    this.kubelet = new Kubelet(plane.client, NAMESPACE);
  }

  get client(): Client {
    return this.plane.client;
  }

  /** Waits for a condition that the controller brings about. */
  until(what: string, isSo: () => boolean | Promise<boolean>, patience?: number): Promise<void> {
    return this.plane.plane.until(what, isSo, patience);
  }

  /**
   * Applies an install, and starts its controller as the printed ServiceAccount, with its roles and with the arguments
   * of its Deployment. Ends the previous controller first.
   *
   * @param besides arguments after those of the Deployment
   */
  async run({ release, path }: Controller, items: readonly Item[], besides: readonly string[] = []): Promise<void> {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
    await apply(this.client, [...items, { path: 'the suite', object: namespace }]);
    if (this.running) {
      await this.plane.plane.end(this.running);
    } else {
      await this.kubelet.start();
    }
    this.running = `controller-${release}-${(this.count += 1)}`;
    // Outside a pod the controller does not know the namespace of its lease, and its ports stay closed. All other
    // arguments are those of the Deployment.
    const outside = [
      `--leader-election-namespace=${SYSTEM}`,
      '--metrics-bind-address=0',
      '--health-probe-bind-address=0',
    ];
    const args = [...argumentsIn(items), ...outside, ...(await this.webhook(items)), ...besides];
    await this.plane.plane.runAs(ACCOUNT, { name: this.running, command: path!, args });
    await this.atWork(release);
  }

  /** Waits until the controller leads and serves a new object, so that it has seen all earlier ones. */
  private async atWork(release: string): Promise<void> {
    const name = `at-work-${this.count}`;
    const items = printed(release, (chart) => {
      new Sandbox(chart, name, { containers: [{ image: 'registry.example.com/pause:1' }] });
    });
    // The conversion webhook answers some time after the start.
    await this.until(
      'the controller to take objects',
      async () => (await this.client.apply(items[0].object)).status <= 201,
    );
    await this.ready(items[0].object);
    await this.client.delete(items[0].object);
  }

  /** The requests of all controllers of this control plane. */
  requests(): AuditEvent[] {
    return this.plane.plane.audit().filter(({ user }) => user.username === USER);
  }

  async stop(): Promise<void> {
    await this.kubelet.stop();
  }

  /** An object, or undefined if it does not exist. */
  async read(object: NamedObject): Promise<(KubeObject & { status?: Status }) | undefined> {
    const { status, body } = await this.client.read(object);
    return status === 200 ? body : undefined;
  }

  /** A namespaced object of a core kind. */
  async get(kind: string, name: string, apiVersion = 'v1') {
    return this.read({ apiVersion, kind, metadata: { name, namespace: NAMESPACE } });
  }

  /** Names of the pods that labels select. */
  async podsWith(labels: Readonly<Record<string, string>>): Promise<string[]> {
    const labelSelector = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const { body } = await this.client.get(`/api/v1/namespaces/${NAMESPACE}/pods`, { query: { labelSelector } });
    return body.items.map(({ metadata }: KubeObject) => metadata.name).sort();
  }

  /** Waits for the condition Ready of an object, and returns the object. */
  async ready(object: NamedObject): Promise<KubeObject & { status?: Status }> {
    await this.until(
      `${object.kind} ${object.metadata.name} to be ready`,
      async () => conditionOf(await this.read(object), 'Ready')?.status === 'True',
    );
    return (await this.read(object))!;
  }

  /** Waits for a reason of the condition Ready. */
  async refused(object: NamedObject, reason: string): Promise<void> {
    await this.until(
      `${object.kind} ${object.metadata.name} to be refused with ${reason}`,
      async () => conditionOf(await this.read(object), 'Ready')?.reason === reason,
    );
  }

  /** Arguments of the conversion webhook: it listens on all interfaces, so each run takes a free port. */
  private async webhook(items: readonly Item[]): Promise<string[]> {
    const hasWebhook = items.some(
      ({ object }) =>
        (object as { spec?: { conversion?: { strategy: string } } }).spec?.conversion?.strategy === 'Webhook',
    );
    return hasWebhook
      ? [`--webhook-port=${(await freePorts(1))[0]}`, `--webhook-cert-dir=${this.plane.plane.directory}/webhook`]
      : [];
  }
}

/** The fields of a status that the suite reads. */
export interface Status {
  readonly conditions?: readonly Condition[];
  readonly [field: string]: unknown;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionOf(object: { status?: Status } | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((each) => each.type === type);
}

/** The first printed object of a kind. */
export function ofKind(items: readonly Item[], kind: string, name?: string): KubeObject {
  return items.find(({ object }) => object.kind === kind && (name === undefined || object.metadata.name === name))!
    .object;
}

export function argumentsIn(items: readonly Item[]): string[] {
  const { spec } = ofKind(items, 'Deployment') as unknown as {
    spec: { template: { spec: { containers: Array<{ args: string[] }> } } };
  };
  return spec.template.spec.containers[0].args;
}
