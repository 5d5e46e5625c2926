/** Connects the API server with the webhooks of controllers that run outside the cluster. */
import { createServer, Server } from 'node:http';
import { connect, Socket } from 'node:net';
import { join } from 'node:path';

/** The local port that stands for a Service, given by its address and port; undefined if nothing answers there. */
export type Route = (target: string) => Promise<number | undefined>;

/** A proxy for HTTP's CONNECT, on a socket in the file system. */
export class Proxy {
  private server?: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly route: Route) {}

  /** @returns the path of its socket in a directory */
  listen(directory: string): Promise<string> {
    const path = join(directory, 'proxy');
    this.close();
    this.server = createServer();
    this.server.on('connect', ({ url }, socket: Socket) => { void this.connect(url ?? '', socket); });
    return new Promise((resolve, reject) => {
      this.server!.once('error', reject).listen(path, () => { resolve(path); });
    });
  }

  close(): void {
    for (const socket of this.sockets) { socket.destroy(); }
    this.server?.close();
  }

  private async connect(target: string, socket: Socket): Promise<void> {
    this.keep(socket);
    const port = await this.route(target).catch(() => undefined);
    if (port === undefined) {
      socket.end('HTTP/1.1 502 no pod of the Service runs\r\n\r\n');
      return;
    }
    const other = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(other).pipe(socket);
    });
    this.keep(other);
    other.on('error', () => socket.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => this.sockets.delete(socket));
  }
}
