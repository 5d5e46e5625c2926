import { applied, applyObjects, reasonOf } from './apply-objects';
import { ControlPlane } from './cluster/control-plane';
import { Kubelet, missingOf } from './cluster/kubelet';
import { Proxy } from './cluster/proxy';
import { controllerWorkload, RunningController } from './controllers';
import { changes, drift } from './drift';
import { breaks, Fault, FAULT_KINDS, FaultKind } from './fault';
import { inventory, keyOf, leftovers } from './inventory';
import { LiveState, liveState } from './live-state';
import { PodCounts, outcomeOf, readyIn, unreadyFaults } from './outcome';
import { refusedRequests } from './refused-requests';
import { settled } from './settled';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';

/** How long controllers may take to notice what is applied, in milliseconds: those that run, and one that starts. */
const NOTICE = { running: 1_000, started: 3_000 };

/** Settings of a rehearsal. */
export interface RehearsalOptions {
  /**
   * The directory of `etcd`, `kube-apiserver` and `kube-controller-manager`, as `setup-envtest` makes it. The last one
   * may be absent; see `notes`.
   */
  readonly programs: string;
  /**
   * The program of upstream's controller.
   * @default - the platform is applied, and no pods come of it
   */
  readonly controller?: string;
  /** Programs of upstream's controllers by release, for platforms that move to another. @default - `controller` */
  readonly controllers?: Readonly<Record<string, string>>;
  /** Objects that the cluster has besides: classes, quotas, and what other teams own. @default - none */
  readonly existing?: readonly object[];
  /** Whether objects are deleted that the next platform declares no more, as GitOps tools do. @default true */
  readonly prune?: boolean;
}

/** What became of a platform that was applied. */
export interface RehearsalStep {
  /** How many objects were applied. */
  readonly objects: number;
  /** Those of which the platform breaks come first. */
  readonly faults: readonly Fault[];
  /** Pods of sandboxes. */
  readonly pods: PodCounts;
  /** PersistentVolumeClaims. */
  readonly volumes: PodCounts;
  /** How many sandboxes wait in each pool, by `<namespace>/<name>`. */
  readonly pools: Readonly<Record<string, number>>;
}

/**
 * A platform applied to a control plane of its own: etcd, the API server, Kubernetes' controllers and upstream's
 * controller are the real ones. They listen on loopback, and end with this process, however it ends. There are no
 * nodes: pods become ready at once.
 */
export class Rehearsal {
  /** Steps in their order. */
  readonly steps: RehearsalStep[] = [];
  private readonly controller: RunningController;
  private readonly proxy: Proxy;
  private readonly existing: readonly KubeObject[];
  private plane?: ControlPlane;
  private kubelet?: Kubelet;
  /** What was there before any platform. */
  private baseline: ReadonlySet<string> = new Set();
  private applied: readonly KubeObject[] = [];
  private state?: LiveState;

  constructor(private readonly options: RehearsalOptions) {
    this.existing = (options.existing ?? []) as KubeObject[];
    this.controller = new RunningController((release) => options.controllers?.[release] ?? options.controller);
    this.proxy = new Proxy(this.controller.routeOf(() => this.plane!.client));
  }

  /** What the rehearsal does not show, or shows by a stand-in. */
  get notes(): string[] {
    const { plane, applied: objects } = this;
    const workload = controllerWorkload([...this.existing, ...objects]);
    const program = workload && (this.options.controllers?.[workload.release] ?? this.options.controller);
    return [
      'pods have no nodes: a stand-in for the kubelet makes each ready at once, unless a Secret, a ConfigMap, a '
        + 'PersistentVolumeClaim or its StorageClass is missing. No container runs, no image is pulled and no network '
        + 'policy is enforced; volumes count as bound',
      ...(plane && !plane.hasManager
        ? ['there is no kube-controller-manager: what ends with its owner, counts of quotas, ServiceAccounts of '
          + 'namespaces and pods of Deployments and other workloads are not rehearsed']
        : []),
      ...(!workload ? ['no manifest installs the controller of Agent Sandbox: no pods come of sandboxes'] : []),
      ...(workload && program === undefined
        ? [`no program of the controller of ${workload.release} is given: no pods come of sandboxes`]
        : []),
    ];
  }

  /**
   * Applies a platform over the one before, and waits until nothing more happens.
   *
   * @param platform all its objects, in the order of applying; CRDs come first in any case
   * @throws Error if a program of the control plane does not start or ends
   */
  async apply(platform: readonly object[]): Promise<RehearsalStep> {
    const objects = platform as readonly KubeObject[];
    const plane = this.plane ??= await this.start(objects);
    const { client } = plane;
    const before = this.state ?? await liveState(client);
    const stock = await inventory(client);
    const begin = plane.audit().length;
    let isStarted = false;
    const result = await applyObjects(client, objects, async (accepted) => {
      isStarted = await this.controller.follow(plane, [...this.existing, ...accepted]);
    });
    await this.prune(objects);
    const after = await settled(plane, isStarted ? NOTICE.started : NOTICE.running);
    const outcome = outcomeOf(before, after);
    const declared = new Set([...this.baseline, ...objects.map(keyOf)]);
    const isDeclared = (object: KubeObject) => declared.has(keyOf(object)) || declared.has(keyOf(bare(object)));
    const faults = [
      ...result.faults,
      ...this.controller.faults(plane),
      ...await refusedRequests(client, plane.audit().slice(begin)),
      ...(this.canRun ? unreadyFaults(after) : []),
      ...[...this.kubelet!.waiting].map(([pod, message]): Fault => (
        { kind: 'missing', object: `Pod ${pod}`, message }
      )),
      ...outcome.faults,
      ...await this.drifted(result.accepted),
      ...(this.applied.length > 0 ? leftovers(stock, await inventory(client), isDeclared, plane.hasManager) : []),
    ];
    [this.applied, this.state] = [objects, after];
    const pools = Object.fromEntries(after.SandboxWarmPool.map((pool) => [poolName(pool), readyIn(pool, after)]));
    const step = {
      objects: objects.length,
      faults: [...faults.filter(breaks), ...faults.filter((each) => !breaks(each))],
      pods: outcome.pods,
      volumes: outcome.volumes,
      pools,
    };
    this.steps.push(step);
    return step;
  }

  /** The step that was made last. @throws Error if nothing was applied */
  get last(): RehearsalStep {
    const step = this.steps.at(-1);
    if (!step) { throw new Error('nothing is rehearsed yet; call apply() with the objects of a platform'); }
    return step;
  }

  /** @throws Error with all objects that the API server refused, or took only after later ones */
  expectAdmitted(): void {
    this.expectNo('refused', 'wrong-order', 'webhook');
  }

  /** @throws Error with all objects that differ from what was applied */
  expectNoDrift(): void {
    this.expectNo('drift');
  }

  /**
   * @param kinds those of which there may be none. Default: all
   * @throws Error with the faults
   */
  expectNo(...kinds: readonly FaultKind[]): void {
    const found = this.last.faults.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
    if (found.length > 0) { throw new Error(found.map(faultText).join('\n')); }
  }

  /**
   * @param pool `<namespace>/<name>`
   * @throws Error unless that many sandboxes wait in it with a ready pod
   */
  expectPods(pool: string, count: number): void {
    const { pools } = this.last;
    if (pools[pool] === count) { return; }
    const has = Object.hasOwn(pools, pool)
      ? `${pools[pool]} sandboxes wait in the pool ${pool}, and ${count} are expected`
      : `there is no pool ${pool}; there are ${Object.keys(pools).join(', ') || 'none'}`;
    throw new Error([has, ...this.last.faults.filter(breaks).map(faultText)].join('\n'));
  }

  /** Objects that stayed behind at the last step, such as `ConfigMap research/old`. */
  leftovers(): string[] {
    return this.last.faults.filter(({ kind }) => kind === 'leftover').map(({ object }) => object);
  }

  /** A request to the API server as its administrator, such as `get('/api/v1/namespaces/research/pods')`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async get(path: string): Promise<any> {
    return (await this.plane?.client.get(path))?.body;
  }

  /** Ends all programs and removes their files. */
  async stop(): Promise<void> {
    await this.kubelet?.stop();
    this.proxy.close();
    await this.plane?.stop();
    this.plane = undefined;
  }

  private async start(objects: readonly KubeObject[]): Promise<ControlPlane> {
    const plane = await ControlPlane.start(this.options.programs, {
      makesPods: true,
      proxy: this.proxy,
      // Kubernetes' controllers notice kinds that come later only after half a minute.
      prepare: async (client) => {
        const kinds = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
        const { faults: [fault] } = await applyObjects(client, this.existing);
        if (fault) { throw new Error(`what exists besides is refused: ${faultText(fault)}`); }
        await applyObjects(client, kinds);
      },
    });
    this.kubelet = new Kubelet(plane.client, undefined, missingOf(plane.client));
    await this.kubelet.start();
    const own = new Set(objects.map(keyOf));
    this.baseline = new Set([...(await inventory(plane.client)).keys()].filter((key) => !own.has(key)));
    return plane;
  }

  /** Whether all is there that makes pods and ends them. */
  get isWhole(): boolean {
    return this.canRun && this.plane?.hasManager !== false;
  }

  /** Whether a controller is there that makes pods of sandboxes. */
  private get canRun(): boolean {
    return this.options.controller !== undefined || this.options.controllers !== undefined;
  }

  /** Deletes what was declared and is so no more. */
  private async prune(objects: readonly KubeObject[]): Promise<void> {
    if (this.options.prune === false) { return; }
    const kept = new Set(objects.map((each) => keyOf(each)));
    for (const object of [...this.applied].reverse().filter((each) => !kept.has(keyOf(each)))) {
      const { client } = this.plane!;
      if (await client.knows(object.apiVersion, object.kind)) {
        await client.delete(object, { propagationPolicy: 'Background' });
      }
    }
  }

  /** What differs from what was applied, or would change when it is applied again. */
  private async drifted(accepted: readonly KubeObject[]): Promise<Fault[]> {
    const { client } = this.plane!;
    const faults = await Promise.all(accepted.map(async (object): Promise<Fault[]> => {
      const { status, body: live } = await client.read(object);
      if (status !== 200) { return []; }
      const again = await applied(client, object, true);
      const paths = again.status > 201
        ? [`applying it again is refused: ${reasonOf(again)}`]
        : [...new Set([...drift(object, live, true), ...changes(live, again.body)])]
          .filter((path) => !SERVERS.test(path));
      if (paths.length === 0) { return []; }
      const shown = paths.length > 5 ? [...paths.slice(0, 5), `${paths.length - 5} more`] : paths;
      return [{ kind: 'drift', object: nameOfObject(object), message: `the live object differs: ${shown.join(', ')}` }];
    }));
    return faults.flat();
  }
}

/** Fields that the server writes on each change. */
const SERVERS = /^\/(?:metadata\/(?:resourceVersion|generation)|status)(?:\/|$)/;

/** `refused: SandboxWarmPool research/python: ...`. */
function faultText({ kind, object, message }: Fault): string {
  return `${FAULT_KINDS[kind].title}: ${object}: ${message}`;
}

function poolName(pool: { readonly metadata: { readonly namespace: string; readonly name: string } }): string {
  return `${pool.metadata.namespace}/${pool.metadata.name}`;
}

/** Objects without a namespace are applied to `default`. */
function bare(object: KubeObject): KubeObject {
  const { namespace, ...metadata } = object.metadata;
  return namespace === 'default' ? { ...object, metadata } : object;
}
