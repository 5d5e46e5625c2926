/** Connects the API server with the one Service that it calls: the webhook, a process outside the cluster. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class ServiceProxy {
  /** @param port the local port of the webhook; undefined if it cannot be reached */
  static listen(port: () => number | undefined): Promise<ServiceProxy> {
    const proxy = new ServiceProxy(port);
    return new Promise((resolve, reject) => {
      proxy.server.once('error', reject).listen(join(proxy.directory, 'proxy'), () => { resolve(proxy); });
    });
  }

  /** The file that tells the API server to connect to Services by this proxy. */
  readonly configuration: string;
  private readonly directory = mkdtempSync(join(tmpdir(), 'services-'));
  private readonly server: Server = createServer();
  private readonly sockets = new Set<Socket>();

  private constructor(port: () => number | undefined) {
    this.configuration = join(this.directory, 'egress.json');
    const transport = { uds: { udsName: join(this.directory, 'proxy') } };
    writeFileSync(this.configuration, JSON.stringify({
      apiVersion: 'apiserver.k8s.io/v1beta1',
      kind: 'EgressSelectorConfiguration',
      egressSelections: [{ name: 'cluster', connection: { proxyProtocol: 'HTTPConnect', transport } }],
    }));
    this.server.on('connect', (_, socket: Socket) => {
      this.keep(socket);
      const target = port();
      if (target === undefined) {
        socket.end('HTTP/1.1 502 no webhook\r\n\r\n');
        return;
      }
      const webhook = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(webhook).pipe(socket);
      });
      this.keep(webhook);
      webhook.on('error', () => socket.destroy());
      webhook.once('close', () => socket.destroy());
      socket.once('close', () => webhook.destroy());
    });
  }

  close(): void {
    for (const socket of this.sockets) { socket.destroy(); }
    this.server.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => this.sockets.delete(socket));
  }
}
