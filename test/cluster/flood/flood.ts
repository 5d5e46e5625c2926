/** A burst of requests of very many users of one namespace, over HTTP/2: each sends so many at once, and repeats. */
import { readFileSync } from 'node:fs';
import { ClientHttp2Session, connect, constants } from 'node:http2';
import { setTimeout as wait } from 'node:timers/promises';

const { HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS } = constants;

/** Streams of a connection: the API server takes a hundred. */
const STREAMS = 80;

export interface FloodOptions {
  readonly port: number;
  /** The file of the certificate of the API server. */
  readonly certificate: string;
  /** The token of a user who may impersonate others. */
  readonly token: string;
  readonly namespace: string;
  readonly users: number;
  /** Requests of a user at once. */
  readonly atOnce: number;
  /** The path of a collection, and what is created there without being kept. */
  readonly path: string;
  readonly object: object;
}

/** The answers by status. */
export type Answers = Record<number, number>;

/** A flood that runs until it is stopped. */
export class Flood {
  readonly answers: Answers = {};
  private readonly sessions: ClientHttp2Session[] = [];
  private readonly workers: Array<Promise<void>> = [];
  private isOver = false;

  constructor(private readonly options: FloodOptions) {
    const { users, atOnce, port, certificate } = options;
    const ca = readFileSync(certificate);
    const all = users * atOnce;
    for (let each = 0; each < Math.ceil(all / STREAMS); each++) {
      const session = connect(`https://127.0.0.1:${port}`, { ca });
      session.on('error', () => {});
      this.sessions.push(session);
    }
    for (let each = 0; each < all; each++) {
      this.workers.push(this.work(each % users, this.sessions[Math.floor(each / STREAMS)]));
    }
  }

  async stop(): Promise<Answers> {
    this.isOver = true;
    for (const session of this.sessions) { session.destroy(); }
    await Promise.all(this.workers);
    return this.answers;
  }

  /** A client that is refused waits a second, as client-go does. */
  private async work(user: number, session: ClientHttp2Session): Promise<void> {
    while (!this.isOver) {
      const status = await this.send(user, session);
      this.answers[status] = (this.answers[status] ?? 0) + 1;
      if (status === 429 || status === 0) { await wait(1000); }
    }
  }

  private send(user: number, session: ClientHttp2Session): Promise<number> {
    const { namespace, path, token, object } = this.options;
    return new Promise((resolve) => {
      if (session.destroyed || session.closed) {
        resolve(0);
        return;
      }
      const stream = session.request({
        [HTTP2_HEADER_METHOD]: 'POST',
        [HTTP2_HEADER_PATH]: `${path}?dryRun=All`,
        'authorization': `Bearer ${token}`,
        'content-type': 'application/json',
        'impersonate-user': `system:serviceaccount:${namespace}:runner-${user}`,
        'impersonate-group': ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      });
      let status = 0;
      stream.on('response', (headers) => { status = Number(headers[HTTP2_HEADER_STATUS]); });
      stream.on('error', () => {}).on('close', () => resolve(status)).resume();
      stream.end(JSON.stringify(object));
    });
  }
}
