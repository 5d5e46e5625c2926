/** The arguments of the programs of a control plane. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Members may do everything. */
const ADMIN_GROUP = 'system:masters';

/** The controllers that every control plane has. There are no nodes, so no others are of use. */
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

/** Those that make the pods of Kubernetes' own workloads. */
const WORKLOAD_CONTROLLERS = [
  'cronjob-controller',
  'daemonset-controller',
  'deployment-controller',
  'job-controller',
  'replicaset-controller',
  'statefulset-controller',
];

/** Those that the printed objects rely on. The API server adds its defaults. */
const ADMISSION_PLUGINS = [
  'NamespaceLifecycle', 'LimitRanger', 'ServiceAccount', 'PodSecurity', 'Priority', 'RuntimeClass', 'ResourceQuota',
  'ValidatingAdmissionPolicy',
];

const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata', omitStages: ['RequestReceived'] }],
};

export const CERTIFICATE = 'certificates/apiserver.crt';
export const AUDIT_LOG = 'audit.log';
export const MANAGER_KUBECONFIG = 'controller-manager.kubeconfig';

export function etcdArguments(directory: string, port: number, peer: number): string[] {
  const [client, other] = [port, peer].map((each) => `http://127.0.0.1:${each}`);
  return [
    '--data-dir', join(directory, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn',
    '--listen-client-urls', client, '--advertise-client-urls', client,
    '--listen-peer-urls', other, '--initial-advertise-peer-urls', other, '--initial-cluster', `default=${other}`,
  ];
}

/** What an API server is started with. */
export interface ApiServer {
  readonly directory: string;
  /** The port of etcd. */
  readonly etcd: number;
  readonly port: number;
  /** The token of the user who may do everything. */
  readonly token: string;
  /** The socket of a proxy for connections to Services. */
  readonly proxy?: string;
  /** Whether ServiceAccounts are made for each namespace. Without them no pod may need one. */
  readonly hasAccounts: boolean;
}

export function apiServerArguments({ directory, etcd, port, token, proxy, hasAccounts }: ApiServer): string[] {
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
  const plugins = ADMISSION_PLUGINS.filter((name) => hasAccounts || name !== 'ServiceAccount');
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
    `--enable-admission-plugins=${plugins.join(',')}`,
    ...(hasAccounts ? [] : ['--disable-admission-plugins=ServiceAccount']),
    '--allow-privileged',
    '--enable-priority-and-fairness=false',
    `--audit-policy-file=${file('audit.yaml', JSON.stringify(AUDIT_POLICY))}`,
    `--audit-log-path=${join(directory, AUDIT_LOG)}`,
    ...(proxy === undefined
      ? []
      : [`--egress-selector-config-file=${file('egress.yaml', JSON.stringify(egressBy(proxy)))}`]),
  ];
}

/** Connections to Services and pods go through a proxy: nothing routes their addresses. */
function egressBy(udsName: string): object {
  const transport = { uds: { udsName } };
  return {
    apiVersion: 'apiserver.k8s.io/v1beta1',
    kind: 'EgressSelectorConfiguration',
    egressSelections: [{ name: 'cluster', connection: { proxyProtocol: 'HTTPConnect', transport } }],
  };
}

/** Controllers besides those that every control plane has. */
export interface MoreControllers {
  /** Whether those of Kubernetes' own workloads run. */
  readonly makesPods: boolean;
  /** The names of others. */
  readonly controllers: readonly string[];
}

export function managerArguments(
  directory: string, port: number, token: string, { makesPods, controllers: others }: MoreControllers,
): string[] {
  const kubeconfig = join(directory, MANAGER_KUBECONFIG);
  const certificate = join(directory, CERTIFICATE);
  writeFileSync(kubeconfig, kubeconfigOf(port, certificate, token), { mode: 0o600 });
  const controllers = [...CONTROLLERS, ...(makesPods ? WORKLOAD_CONTROLLERS : []), ...others];
  return [
    `--kubeconfig=${kubeconfig}`, `--controllers=${controllers.join(',')}`, '--leader-elect=false', '--secure-port=0',
    `--root-ca-file=${certificate}`,
  ];
}

/** The kubeconfig of a program. */
export function kubeconfigOf(port: number, certificate: string, token: string): string {
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
