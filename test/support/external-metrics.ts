/** An adapter that serves external metrics to a control plane on loopback. */
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { CERTIFICATE } from '../../src/rehearsal/cluster/programs';

const GROUP = 'external.metrics.k8s.io';
const ROOT = `/apis/${GROUP}/v1beta1`;

/** What an autoscaler asked for: the name of the metric, and its selector. */
export type Asked = `${string} ${string}`;

export class ExternalMetrics {
  /** The value of every metric, as a quantity. */
  value = '0';
  /** What was asked for. */
  readonly asked = new Set<Asked>();
  private server?: Server;

  /**
   * Starts it with the certificate of the API server.
   *
   * @param directory of the control plane
   * @returns the objects that let the API server find it
   */
  async start(directory: string): Promise<KubeObject[]> {
    const cert = readFileSync(join(directory, CERTIFICATE));
    const key = readFileSync(join(directory, CERTIFICATE.replace(/crt$/, 'key')));
    this.server = createServer({ cert, key }, ({ url = '' }, response) => {
      const body = this.answer(url);
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>((resolve) => { this.server!.listen(0, 'localhost', resolve); });
    const { port } = this.server.address() as AddressInfo;
    const [name, namespace] = ['metrics', 'kube-system'];
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: { type: 'ExternalName', externalName: 'localhost' },
      },
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: `v1beta1.${GROUP}` },
        spec: {
          group: GROUP,
          version: 'v1beta1',
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service: { name, namespace, port },
        },
      },
    ] as KubeObject[];
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private answer(url: string): object | undefined {
    const { pathname, searchParams } = new URL(url, 'https://localhost');
    if (pathname === ROOT) {
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${GROUP}/v1beta1`, resources: [] };
    }
    const [, metricName] = new RegExp(`^${ROOT}/namespaces/[^/]+/([^/]+)$`).exec(pathname) ?? [];
    if (metricName === undefined) { return undefined; }
    this.asked.add(`${metricName} ${searchParams.get('labelSelector') ?? ''}`);
    return {
      kind: 'ExternalMetricValueList',
      apiVersion: `${GROUP}/v1beta1`,
      metadata: {},
      items: [{ metricName, metricLabels: {}, timestamp: new Date().toISOString(), value: this.value }],
    };
  }
}
