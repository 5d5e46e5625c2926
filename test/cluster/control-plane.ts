/**
 * A Kubernetes control plane on loopback: etcd, kube-apiserver and kube-controller-manager, with data that is deleted
 * at the end.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client, Named } from './client';
import { freePorts } from './ports';
import { Program, Supervisor } from './supervised';

/** Members may do everything. */
const ADMIN_GROUP = 'system:masters';

/** The controllers that the suite needs. There are no nodes, so no others are of use. */
const CONTROLLERS = [
  'clusterrole-aggregation-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'persistentvolumeclaim-protection-controller',
  'resourcequota-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
  'validatingadmissionpolicy-status-controller',
];

/** Those that the printed objects rely on. The API server adds its defaults. */
const ADMISSION_PLUGINS = [
  'NamespaceLifecycle', 'LimitRanger', 'ServiceAccount', 'PodSecurity', 'Priority', 'RuntimeClass', 'ResourceQuota',
  'ValidatingAdmissionPolicy',
];

const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata', omitStages: ['RequestReceived'] }],
};

const ATTEMPTS = 5;

const CERTIFICATE = 'certificates/apiserver.crt';
const AUDIT_LOG = 'audit.log';
const MANAGER_KUBECONFIG = 'controller-manager.kubeconfig';

/** A line of the audit log. */
export interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly responseStatus?: { readonly code: number };
}

export interface ControlPlaneOptions {
  /** Ports for etcd (two) and the API server. @default - free ports, chosen again if one is taken meanwhile */
  readonly ports?: readonly number[];
  /**
   * Applies objects before the controllers start. The quota controller notices CRDs that are created later only after
   * half a minute, and counts their objects only after minutes.
   */
  readonly prepare?: (client: Client) => Promise<void>;
}

export class ControlPlane {
  /**
   * @param binaries the directory of the three programs
   * @throws if a program does not start, with the last lines of its log
   */
  static async start(binaries: string, { ports, prepare }: ControlPlaneOptions = {}): Promise<ControlPlane> {
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
          args: apiServerArguments(supervisor.directory, etcd, api, token),
        });
        // The certificate is complete once the server listens. Before, the listener is another program.
        await supervisor.until(
          `the API server to listen on port ${api}`,
          () => existsSync(certificate) && listens(api),
        );
        const client = new Client({ port: api, ca: readFileSync(certificate, 'utf8'), token });
        await supervisor.until(`the API server on port ${api}`, () => client.isReady());
        await prepare?.(client);
        supervisor.start({
          name: 'kube-controller-manager',
          command: join(from, 'kube-controller-manager'),
          args: managerArguments(supervisor.directory, api, certificate, token),
        });
        await supervisor.until(
          'the controllers',
          async () => (await client.get('/api/v1/namespaces/default/serviceaccounts/default')).status === 200,
        );
        return new ControlPlane(supervisor, client, api);
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
  async runAs(account: Named, { name, command, args }: Program): Promise<void> {
    const kubeconfig = join(this.directory, `${name}.kubeconfig`);
    writeFileSync(kubeconfig, kubeconfigOf(this.port, join(this.directory, CERTIFICATE), await this.tokenOf(account)), {
      mode: 0o600,
    });
    this.supervisor.start({ name, command, args: [...args, `--kubeconfig=${kubeconfig}`] });
  }

  /** A client with a token of a ServiceAccount. */
  async clientOf(account: Named): Promise<Client> {
    const ca = readFileSync(join(this.directory, CERTIFICATE), 'utf8');
    return new Client({ port: this.port, ca, token: await this.tokenOf(account) });
  }

  private async tokenOf(account: Named): Promise<string> {
    const { body } = await this.client.request('POST', await this.client.pathOf(account, 'token'), {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
    });
    return body.status.token;
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
  log(name: string): string {
    return this.supervisor.log(name);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.supervisor.stop();
  }
}

function etcdArguments(directory: string, port: number, peer: number): string[] {
  const [client, other] = [port, peer].map((each) => `http://127.0.0.1:${each}`);
  return [
    '--data-dir', join(directory, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn',
    '--listen-client-urls', client, '--advertise-client-urls', client,
    '--listen-peer-urls', other, '--initial-advertise-peer-urls', other, '--initial-cluster', `default=${other}`,
  ];
}

function apiServerArguments(directory: string, etcd: number, port: number, token: string): string[] {
  const keys = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const file = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    '--endpoint-reconciler-type=none',
    `--cert-dir=${join(directory, 'certificates')}`,
    '--authorization-mode=RBAC',
    '--anonymous-auth=false',
    `--token-auth-file=${file('tokens.csv', `${token},admin,admin,"${ADMIN_GROUP}"\n`)}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('accounts.pub', keys.publicKey)}`,
    `--service-account-signing-key-file=${file('accounts.key', keys.privateKey)}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    `--enable-admission-plugins=${ADMISSION_PLUGINS.join(',')}`,
    // With a feature gate off the server drops the field, so there is nothing to refuse.
    '--feature-gates=PodCertificateRequest=true',
    '--runtime-config=certificates.k8s.io/v1beta1/podcertificaterequests=true',
    '--allow-privileged',
    '--enable-priority-and-fairness=false',
    `--audit-policy-file=${file('audit.yaml', JSON.stringify(AUDIT_POLICY))}`,
    `--audit-log-path=${join(directory, AUDIT_LOG)}`,
  ];
}

function managerArguments(directory: string, port: number, certificate: string, token: string): string[] {
  const kubeconfig = join(directory, MANAGER_KUBECONFIG);
  writeFileSync(kubeconfig, kubeconfigOf(port, certificate, token), { mode: 0o600 });
  return [
    `--kubeconfig=${kubeconfig}`, `--controllers=${CONTROLLERS.join(',')}`, '--leader-elect=false', '--secure-port=0',
    `--root-ca-file=${certificate}`,
  ];
}

/** The kubeconfig of a program. */
function kubeconfigOf(port: number, certificate: string, token: string): string {
  return `${JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [
      { name: 'loopback', cluster: { 'server': `https://127.0.0.1:${port}`, 'certificate-authority': certificate } },
    ],
    'users': [{ name: 'user', user: { token } }],
    'contexts': [{ name: 'loopback', context: { cluster: 'loopback', user: 'user' } }],
    'current-context': 'loopback',
  })}\n`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}
