/**
 * A Kubernetes control plane on loopback: etcd, kube-apiserver and kube-controller-manager, with data that is deleted
 * at the end.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client, NamedObject } from './client';
import { freePorts } from './ports';
import {
  apiServerArguments, AUDIT_LOG, CERTIFICATE, etcdArguments, kubeconfigOf, MANAGER_KUBECONFIG, managerArguments,
} from './programs';
import { Proxy } from './proxy';
import { Program, Supervisor } from './supervised';

const ATTEMPTS = 5;
const MANAGER = 'kube-controller-manager';

/** A line of the audit log. */
export interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly responseStatus?: { readonly code: number; readonly message?: string };
}

export interface ControlPlaneOptions {
  /** Ports for etcd (two) and the API server. @default - free ports, chosen again if one is taken meanwhile */
  readonly ports?: readonly number[];
  /**
   * Applies objects before the controllers start. The quota controller notices CRDs that are created later only after
   * half a minute, and counts their objects only after minutes.
   */
  readonly prepare?: (client: Client) => Promise<void>;
  /** Whether the controllers of Kubernetes' own workloads make pods. @default false */
  readonly makesPods?: boolean;
  /** Controllers of kube-controller-manager besides, such as `disruption-controller`. */
  readonly controllers?: readonly string[];
  /** Arguments of the API server besides. */
  readonly apiServer?: readonly string[];
  /** A proxy for connections to Services. @default - none, so Services do not answer */
  readonly proxy?: Proxy;
}

export class ControlPlane {
  /**
   * @param binaries the directory of the three programs. Without kube-controller-manager, nothing collects garbage,
   * counts quotas and makes ServiceAccounts, and pods need no ServiceAccount
   * @throws if a program does not start, with the last lines of its log
   */
  static async start(binaries: string, options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const { ports, prepare, makesPods = false, controllers = [], apiServer = [], proxy } = options;
    const hasManager = existsSync(join(binaries, MANAGER));
    for (let attempt = 1; ; attempt++) {
      try {
        return await startOnce(binaries, attempt === 1 && ports ? ports : await freePorts(3));
      } catch (error) {
        // Another process can take a port between its choice and its use.
        if (attempt === ATTEMPTS || !/address already in use/.test((error as Error).message)) {
          throw error;
        }
      }
    }

    async function startOnce(from: string, [etcd, peer, api]: readonly number[]): Promise<ControlPlane> {
      const supervisor = new Supervisor();
      try {
        const token = randomUUID();
        const certificate = join(supervisor.directory, CERTIFICATE);
        supervisor.start({
          name: 'etcd',
          command: join(from, 'etcd'),
          args: etcdArguments(supervisor.directory, etcd, peer),
        });
        supervisor.start({
          name: 'kube-apiserver',
          command: join(from, 'kube-apiserver'),
          args: [
            ...apiServerArguments({
              directory: supervisor.directory,
              etcd,
              port: api,
              token,
              hasAccounts: hasManager,
              ...(proxy && { proxy: await proxy.listen(supervisor.directory) }),
            }),
            ...apiServer,
          ],
        });
        // The certificate is complete once the server listens. Before, the listener is another program.
        await supervisor.until(
          `the API server to listen on port ${api}`,
          () => existsSync(certificate) && listens(api),
        );
        const client = new Client({ port: api, ca: readFileSync(certificate, 'utf8'), token });
        await supervisor.until(`the API server on port ${api}`, () => client.isReady());
        await prepare?.(client);
        if (hasManager) {
          supervisor.start({
            name: MANAGER,
            command: join(from, MANAGER),
            args: managerArguments(supervisor.directory, api, token, { makesPods, controllers }),
          });
          await supervisor.until(
            'the controllers',
            async () => (await client.get('/api/v1/namespaces/default/serviceaccounts/default')).status === 200,
          );
        }
        return new ControlPlane(supervisor, client, api, hasManager, token);
      } catch (error) {
        await supervisor.stop();
        throw error;
      }
    }
  }

  private constructor(
    private readonly supervisor: Supervisor,
    readonly client: Client,
    readonly port: number,
    /** Whether there is a kube-controller-manager. */
    readonly hasManager: boolean,
    /** The token of the user who may do everything. */
    readonly token: string,
  ) {}

  /** The directory for files of the control plane and of processes that belong to it. */
  get directory(): string {
    return this.supervisor.directory;
  }

  /** A kubeconfig whose user may do everything. */
  get kubeconfig(): string {
    return join(this.directory, MANAGER_KUBECONFIG);
  }

  /** The process id of the supervisor. */
  get pid(): number {
    return this.supervisor.pid;
  }

  /** Starts a program as a ServiceAccount of the cluster. It ends with the control plane. */
  async runAs(account: NamedObject, { name, args, ...program }: Program): Promise<void> {
    const kubeconfig = join(this.directory, `${name}.kubeconfig`);
    writeFileSync(kubeconfig, kubeconfigOf(this.port, join(this.directory, CERTIFICATE), await this.tokenOf(account)), {
      mode: 0o600,
    });
    this.supervisor.start({ ...program, name, args: [...args, `--kubeconfig=${kubeconfig}`] });
  }

  /** A client with a token of a ServiceAccount. */
  async clientOf(account: NamedObject): Promise<Client> {
    const ca = readFileSync(join(this.directory, CERTIFICATE), 'utf8');
    return new Client({ port: this.port, ca, token: await this.tokenOf(account) });
  }

  private async tokenOf(account: NamedObject): Promise<string> {
    const { body } = await this.client.request('POST', await this.client.pathOf(account, 'token'), {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
    });
    return body.status.token;
  }

  /** How a program ended; undefined while it runs. */
  howEnded(name: string): string | undefined {
    return this.supervisor.howEnded(name);
  }

  /** Ends one program. */
  end(name: string): Promise<void> {
    return this.supervisor.end(name);
  }

  /** Waits for a condition. @throws if one of the processes ends by itself before */
  until(what: string, isSo: () => boolean | Promise<boolean>, patience?: number): Promise<void> {
    return this.supervisor.until(what, isSo, patience);
  }

  /** The requests to the API server with its answers, from the audit log. */
  audit(): AuditEvent[] {
    return readFileSync(join(this.directory, AUDIT_LOG), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEvent);
  }

  /** The last lines of the log of a process. */
  log(name: string, lines?: number): string {
    return this.supervisor.log(name, lines);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.supervisor.stop();
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}
