/** Upstream's controller, started as the Deployment of a set of manifests says. */
import type { Client } from './cluster/client';
import type { ControlPlane } from './cluster/control-plane';
import { freePorts } from './cluster/ports';
import { Route } from './cluster/proxy';
import type { Fault } from './fault';
import { CONTROLLER } from '../api/controller-names';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';
import { inList, inObject, Loose } from '../kubernetes/read-json';

/** How long a controller may take until it is at work, in milliseconds. */
const PATIENCE = 30_000;

/** A workload that runs the controller. */
export interface ControllerWorkload {
  readonly object: KubeObject;
  readonly container: Loose;
  /** The tag of its image. */
  readonly release: string;
}

/** The workload of a set of objects that runs upstream's controller; the last of several. */
export function controllerWorkload(objects: readonly KubeObject[]): ControllerWorkload | undefined {
  for (const object of [...objects].reverse()) {
    if (!['Deployment', 'StatefulSet'].includes(object.kind)) { continue; }
    for (const container of inList(inObject(object.spec, 'template', 'spec'), 'containers')) {
      const [, release = ''] = /(?:^|\/)agent-sandbox-controller(?::([^@]+))?/.exec(String(container.image)) ?? [];
      if (release) { return { object, container, release }; }
    }
  }
  return undefined;
}

/** The controller of a control plane: one process, which is replaced when its workload changes. */
export class RunningController {
  private workload?: ControllerWorkload;
  private running?: { readonly name: string; readonly webhook: number };
  private count = 0;

  /** @param programOf the path of the controller of a release */
  constructor(private readonly programOf: (release: string) => string | undefined) {}

  /** Where the API server finds the webhook of the controller. */
  routeOf(client: () => Client): Route {
    return async (target) => {
      const { items } = (await client().get('/api/v1/services')).body;
      const [host] = target.split(':');
      const service = items.find(({ spec }: { spec: Loose }) => spec.clusterIP === host);
      const labels = inObject(inObject(this.workload?.object.spec, 'template', 'metadata').labels);
      const selector = Object.entries(inObject(service?.spec?.selector));
      const isMine = selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
      return isMine ? this.running?.webhook : undefined;
    };
  }

  /**
   * Starts the controller that objects declare, unless it runs; ends one that they declare otherwise or no more.
   *
   * @returns whether it was started
   */
  async follow(plane: ControlPlane, objects: readonly KubeObject[]): Promise<boolean> {
    const workload = controllerWorkload(objects);
    if (JSON.stringify(workload) === JSON.stringify(this.workload)) { return false; }
    await this.end(plane);
    this.workload = workload;
    const command = workload && this.programOf(workload.release);
    if (!workload || command === undefined) { return false; }
    const { namespace = 'default' } = workload.object.metadata;
    const account = inObject(workload.object.spec, 'template', 'spec').serviceAccountName;
    const metadata = { name: typeof account === 'string' ? account : 'default', namespace };
    this.running = { name: `${CONTROLLER}-${(this.count += 1)}`, webhook: (await freePorts(1))[0] };
    await plane.runAs({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, {
      name: this.running.name, command, args: this.argumentsOf(workload, namespace, plane), mayEnd: true,
    });
    await this.atWork(plane, namespace, Date.now());
    return true;
  }

  /** That the controller has ended by itself. */
  faults(plane: ControlPlane): Fault[] {
    const how = this.running && plane.howEnded(this.running.name);
    if (how === undefined) { return []; }
    const object = nameOfObject(this.workload!.object);
    const message = `it ended with ${how}: ${lastWords(plane.log(this.running!.name, Infinity))}`;
    return [{ kind: 'controller-ended', object, message }];
  }

  private async end(plane: ControlPlane): Promise<void> {
    if (this.running && plane.howEnded(this.running.name) === undefined) { await plane.end(this.running.name); }
    // The next one need not wait until the lease ends.
    const namespace = this.workload?.object.metadata.namespace;
    if (namespace) { await plane.client.request('DELETE', leasesOf(namespace)); }
    this.running = undefined;
  }

  private argumentsOf({ container, release }: ControllerWorkload, namespace: string, plane: ControlPlane): string[] {
    const args = Array.isArray(container.args) ? container.args.map(String) : [];
    // Outside a pod the controller does not know the namespace of its lease, and its ports stay closed.
    const outside = [
      ...(release.startsWith('v0.1.') ? [] : [`--leader-election-namespace=${namespace}`]),
      '--metrics-bind-address=0', '--health-probe-bind-address=0',
    ];
    const webhook = /^v0\.5\./.test(release)
      ? [`--webhook-port=${this.running!.webhook}`, `--webhook-cert-dir=${plane.directory}/${this.running!.name}`]
      : [];
    return [...args, ...outside, ...webhook];
  }

  private async atWork(plane: ControlPlane, namespace: string, since: number): Promise<void> {
    const end = Date.now() + PATIENCE;
    const { name } = this.running!;
    await plane.until('the controller to lead', async () => {
      if (Date.now() > end || plane.howEnded(name) !== undefined) { return true; }
      const { items = [] } = (await plane.client.get(leasesOf(namespace))).body;
      return items.some(({ spec }: { spec: { renewTime: string } }) => Date.parse(spec.renewTime) >= since - 1000)
        || !JSON.stringify(this.workload!.container.args ?? []).includes('leader-elect');
    });
  }
}

/** What a log says at its end. Of a flag that is not known, a usage of many lines follows what is said. */
export function lastWords(log: string): string {
  return log.split('\n').filter((line) => line.trim() !== '' && !/^(?:\s|Usage of )/.test(line)).slice(-2).join(' ');
}

function leasesOf(namespace: string): string {
  return `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
}
