/**
 * Pods for the comparison with Kubernetes: legitimate ones, and what can be changed in them. For every check there are
 * values that break it and values that do not.
 */

/** A pod as JSON that may be changed. */
export interface PodJson {
  metadata: { name: string; annotations?: any };
  spec: any;
}

/** Sets one value somewhere in the pod. */
export interface Mutation {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Whether it sets something in the pod as a whole, in one container, or wherever a security context can be. */
  readonly of: 'pod' | 'container' | 'part';
  readonly set: (part: any, value: any, pod: PodJson) => void;
}

const HARDENED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Pods that pass; the hardened ones pass restricted in every version. */
export const LEGITIMATE: Readonly<Record<string, () => PodJson>> = {
  'hardened': () => pod({ containers: [container('main', { securityContext: HARDENED })] }),
  'hardened as a whole': () =>
    pod({
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' },
      },
      initContainers: [container('setup', LEAST), container('sidecar', { ...LEAST, restartPolicy: 'Always' })],
      containers: [container('main', LEAST), container('other', LEAST)],
      ephemeralContainers: [container('debug', { ...LEAST, targetContainerName: 'main' })],
      volumes: [
        { name: 'work', emptyDir: {} },
        { name: 'home', persistentVolumeClaim: { claimName: 'home' } },
      ],
    }),
  'all three lists': () =>
    pod({
      initContainers: [container('setup', { securityContext: HARDENED })],
      containers: [container('main', { securityContext: HARDENED, ports: [{ containerPort: 8080 }] })],
      ephemeralContainers: [container('debug', { securityContext: HARDENED })],
    }),
  'as written by a beginner': () => pod({ containers: [container('main', {})] }),
  'Windows': () =>
    pod({ os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, containers: [container('main', {})] }),
  'Linux by name': () => pod({ os: { name: 'linux' }, containers: [container('main', { securityContext: HARDENED })] }),
  'root in a user namespace': () =>
    pod({
      hostUsers: false,
      containers: [container('main', { securityContext: { ...HARDENED, runAsNonRoot: undefined, runAsUser: 0 } })],
    }),
};

const LEAST = { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };

function pod(spec: object): PodJson {
  return structuredClone({ metadata: { name: 'pod' }, spec });
}

function container(name: string, fields: object): object {
  return { name, image: `example.com/${name}:1`, ...fields };
}

const BOOLEANS = [true, false, null];
const PROFILES = [
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'a' },
  { type: 'Unconfined' },
  { type: '' },
  {},
  null,
];
const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
  'NET_RAW',
  'SYS_ADMIN',
  'ALL',
  'CAP_CHOWN',
  'chown',
  'constructor',
  '',
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'kernel.msgmax',
  'net.ipv4.ip_forward',
  'net/ipv4/tcp_rmem',
  'toString',
  '',
];
const SOURCES: Readonly<Record<string, object>> = {
  configMap: { name: 'a' },
  csi: { driver: 'a' },
  downwardAPI: { items: [] },
  emptyDir: {},
  ephemeral: { volumeClaimTemplate: { spec: {} } },
  image: { reference: 'a' },
  persistentVolumeClaim: { claimName: 'a' },
  projected: { sources: [] },
  secret: { secretName: 'a' },
  hostPath: { path: '/' },
  nfs: { server: 'a', path: '/' },
  gcePersistentDisk: { pdName: 'a' },
  awsElasticBlockStore: { volumeID: 'a' },
  gitRepo: { repository: 'a' },
  iscsi: { targetPortal: 'a', iqn: 'b', lun: 0 },
  glusterfs: { endpoints: 'a', path: 'b' },
  rbd: { monitors: ['a'], image: 'b' },
  flexVolume: { driver: 'a' },
  cinder: { volumeID: 'a' },
  cephfs: { monitors: ['a'] },
  flocker: {},
  fc: {},
  azureFile: { secretName: 'a', shareName: 'b' },
  vsphereVolume: { volumePath: 'a' },
  quobyte: { registry: 'a', volume: 'b' },
  azureDisk: { diskName: 'a', diskURI: 'b' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  scaleIO: { gateway: 'a', system: 'b', secretRef: null },
  storageos: {},
};
const SELINUX = [
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
  'spc_t',
  'super_t',
  'constructor',
  '',
  null,
];

function security(field: string, values: readonly unknown[], of: 'container' | 'part'): Mutation {
  return {
    name: `securityContext.${field}`,
    values,
    of,
    set: (part, value) => put(part, `securityContext.${field}`, value),
  };
}

/** Sets a value deep in an object, and makes what is missing on the way. */
function put(target: any, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop()!;
  let inner = target;
  for (const key of keys) { inner = inner[key] ??= {}; }
  inner[last] = value;
}

function annotation(key: string, values: readonly unknown[]): Mutation {
  return {
    name: `annotation ${key}`,
    values,
    of: 'pod',
    set: (_spec, value, { metadata }) => {
      (metadata.annotations ??= {})[key] = value;
    },
  };
}

const ANNOTATION_VALUES = [
  'runtime/default',
  'docker/default',
  'localhost/a',
  'localhost',
  'unconfined',
  'Runtime/Default',
  '',
  null,
];

export const MUTATIONS: readonly Mutation[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'].map((field): Mutation => ({
    name: field,
    values: BOOLEANS,
    of: 'pod',
    set: (spec, value) => {
      spec[field] = value;
    },
  })),
  {
    name: 'os',
    values: [{ name: 'windows' }, { name: 'linux' }, { name: 'Windows' }, { name: '' }, null],
    of: 'pod',
    set: (spec, value) => {
      spec.os = value;
    },
  },
  { name: 'volumes', values: [...Object.keys(SOURCES), 'none'], of: 'pod', set: (spec, value) => volume(spec, value) },
  {
    name: 'volume of two sources',
    values: ['emptyDir', 'hostPath', 'nfs', 'image'],
    of: 'pod',
    set: (spec, value) => volume(spec, value, { hostPath: { path: '/' }, nfs: null }),
  },
  {
    name: 'sysctls',
    values: SYSCTLS,
    of: 'pod',
    set: (spec, value) => {
      ((spec.securityContext ??= {}).sysctls ??= []).push({ name: value, value: '1' });
    },
  },
  annotation('seccomp.security.alpha.kubernetes.io/pod', ANNOTATION_VALUES),
  annotation('container.seccomp.security.alpha.kubernetes.io/main', ANNOTATION_VALUES),
  annotation('container.seccomp.security.alpha.kubernetes.io/setup', ANNOTATION_VALUES),
  annotation('container.seccomp.security.alpha.kubernetes.io/debug', ANNOTATION_VALUES),
  annotation('container.seccomp.security.alpha.kubernetes.io/nobody', ANNOTATION_VALUES),
  annotation('container.apparmor.security.beta.kubernetes.io/main', ANNOTATION_VALUES),
  annotation('container.apparmor.security.beta.kubernetes.io/nobody', ANNOTATION_VALUES),
  {
    name: 'ports',
    values: [0, 80, -1, null, undefined],
    of: 'container',
    set: (part, value) => {
      (part.ports ??= []).push({ containerPort: 80, hostPort: value });
    },
  },
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap((probe) =>
    ['httpGet', 'tcpSocket'].map((action): Mutation => ({
      name: `${probe}.${action}.host`,
      values: ['', '127.0.0.1', 'example.com', null],
      of: 'container',
      set: (part, value) => put(part, `${probe}.${action}`, { port: 80, host: value }),
    })),
  ),
  {
    name: 'a probe without a host',
    values: [{ exec: { command: ['a'] } }, { grpc: { port: 1 } }, null],
    of: 'container',
    set: (part, value) => {
      part.livenessProbe = value;
    },
  },
  security('privileged', BOOLEANS, 'container'),
  security('allowPrivilegeEscalation', BOOLEANS, 'container'),
  security('procMount', ['Default', 'Unmasked', '', null], 'container'),
  {
    name: 'securityContext.capabilities.add',
    values: CAPABILITIES,
    of: 'container',
    set: (part, value) => add(part, 'add', value),
  },
  {
    name: 'securityContext.capabilities.drop',
    values: ['ALL', 'all', 'CAP_ALL', 'NET_RAW', null],
    of: 'container',
    set: (part, value) => put(part, 'securityContext.capabilities.drop', value === null ? null : [value]),
  },
  {
    name: 'one more dropped',
    values: ['ALL', 'NET_RAW'],
    of: 'container',
    set: (part, value) => add(part, 'drop', value),
  },
  security('capabilities', [{}, { drop: [] }, { add: ['CHOWN'], drop: ['ALL'] }, null], 'container'),
  security('runAsNonRoot', BOOLEANS, 'part'),
  security('runAsUser', [0, 1, 1000, -1, null], 'part'),
  security('windowsOptions', [{ hostProcess: true }, { hostProcess: false }, { hostProcess: null }, {}, null], 'part'),
  security('appArmorProfile', PROFILES, 'part'),
  security('seccompProfile', PROFILES, 'part'),
  security('seLinuxOptions.type', SELINUX, 'part'),
  security('seLinuxOptions.user', ['system_u', '', null], 'part'),
  security('seLinuxOptions.role', ['system_r', '', null], 'part'),
  security('seLinuxOptions.level', ['s0:c1', ''], 'part'),
  security('seLinuxOptions', [{}, null], 'part'),
  {
    name: 'securityContext',
    values: [{}, null],
    of: 'part',
    set: (part, value) => {
      part.securityContext = value;
    },
  },
  {
    name: 'containers',
    values: ['initContainers', 'containers', 'ephemeralContainers'],
    of: 'pod',
    set: (spec, value) => {
      spec[value] = null;
    },
  },
];

function volume(spec: any, source: string, others: object = {}): void {
  const given = source === 'none' ? {} : { [source]: SOURCES[source] };
  (spec.volumes ??= []).push({ name: `${source}-volume`, ...others, ...given });
}

function add(part: any, list: 'add' | 'drop', value: unknown): void {
  const capabilities = (part.securityContext ??= {}).capabilities ??= {};
  (capabilities[list] ??= []).push(value);
}

/** The containers of all lists that the pod has. */
export function containersOf({ spec }: PodJson): any[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((kind) => spec[kind] ?? []);
}

/** What a mutation may be applied to. */
export function targetsOf({ of }: Mutation, podJson: PodJson): any[] {
  const containers = of === 'pod' ? [] : containersOf(podJson);
  return of === 'container' ? containers : [podJson.spec, ...containers];
}
