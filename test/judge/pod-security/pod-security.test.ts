import {
  POD_SECURITY_CHECKS, podSecurityJudge, PodSecurityLevel, podSecurityViolations,
} from '../../../src/judge/pod-security/index';

type Json = Record<string, any>;

const CONTAINER_HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const POD_HARDENED = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** A pod that passes restricted in all versions, with the given fields. */
function hardened({ security = {}, container = {}, annotations = {}, ...spec }: Json = {}): Json {
  return {
    metadata: { annotations },
    spec: {
      securityContext: { ...POD_HARDENED, ...security },
      containers: [
        { name: 'main', ...container, securityContext: { ...CONTAINER_HARDENED, ...container.securityContext } },
      ],
      ...spec,
    },
  };
}

/** One whose container has a security context of these fields besides. */
const within = (securityContext: Json): Json => hardened({ container: { securityContext } });

function idsOf(pod: Json, level: PodSecurityLevel, version: string): string[] {
  return podSecurityViolations(pod, { level, version }).map(({ check }) => check);
}

function messages(pod: Json, level: PodSecurityLevel = 'baseline', version = 'latest'): string[] {
  return podSecurityViolations(pod, { level, version }).map(({ path, message }) => `${path}: ${message}`);
}

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/main';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/main';
const NFS = [{ name: 'v', nfs: { server: 'a', path: '/' } }];
const HOST_A = { port: 80, host: 'a' };
const HOST_PATH = [{ name: 'v', hostPath: { path: '/etc' } }];

/** Check, level, version, what passes and what fails by this check alone. */
const ROWS: [string, PodSecurityLevel, string, Json[], Json[]][] = [
  ['appArmorProfile', 'baseline', '1.36',
    [
      hardened({ security: { appArmorProfile: { type: 'RuntimeDefault' } } }),
      within({ appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } }),
      ...['', 'runtime/default', 'localhost/a'].map((value) => hardened({ annotations: { [APP_ARMOR]: value } })),
    ],
    [
      hardened({ security: { appArmorProfile: { type: 'Unconfined' } } }),
      within({ appArmorProfile: { type: 'Unconfined' } }),
      within({ appArmorProfile: {} }),
      hardened({ annotations: { [APP_ARMOR]: 'unconfined' } }),
    ]],
  ['capabilities_baseline', 'baseline', '1.36',
    [within({ capabilities: { add: ['CHOWN', 'NET_BIND_SERVICE'] } }), within({ capabilities: null })],
    [within({ capabilities: { add: ['CHOWN', 'NET_RAW'] } }), within({ capabilities: { add: ['constructor'] } })]],
  ['hostNamespaces', 'baseline', '1.36',
    [hardened({ hostNetwork: false, hostPID: null })],
    [hardened({ hostNetwork: true }), hardened({ hostPID: true }), hardened({ hostIPC: true })]],
  ['hostPathVolumes', 'baseline', '1.36', [hardened({ volumes: NFS })], [hardened({ volumes: HOST_PATH })]],
  ['hostPorts', 'baseline', '1.36',
    [hardened({ container: { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }] } })],
    [hardened({ container: { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] } })]],
  ['hostProbesAndHostLifecycle', 'baseline', '1.36',
    [
      hardened({
        container: {
          livenessProbe: { httpGet: { port: 80, host: '' } },
          lifecycle: { preStop: { exec: { command: ['a'] } } },
        },
      }),
    ],
    ['httpGet', 'tcpSocket'].flatMap((action) => [
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => ({ [probe]: { [action]: HOST_A } })),
      ...['postStart', 'preStop'].map((hook) => ({ lifecycle: { [hook]: { [action]: HOST_A } } })),
    ]).map((container) => hardened({ container }))],
  ['privileged', 'baseline', '1.36', [within({ privileged: false })], [within({ privileged: true })]],
  ['procMount', 'baseline', '1.36',
    [within({ procMount: 'Default' }), within({ procMount: null })],
    [within({ procMount: 'Unmasked' }), within({ procMount: '' })]],
  ['seLinuxOptions', 'baseline', '1.36',
    [
      hardened({ security: { seLinuxOptions: { type: 'container_kvm_t', level: 's0' } } }),
      within({ seLinuxOptions: { type: '', user: '', role: null } }),
    ],
    [
      hardened({ security: { seLinuxOptions: { type: 'spc_t' } } }), within({ seLinuxOptions: { type: 'spc_t' } }),
      within({ seLinuxOptions: { user: 'u' } }), within({ seLinuxOptions: { role: 'r' } }),
    ]],
  ['seccompProfile_baseline', 'baseline', '1.18',
    [
      ...['runtime/default', 'docker/default', 'localhost/a']
        .map((value) => hardened({ annotations: { [SECCOMP]: value } })),
      hardened({ annotations: { 'container.seccomp.security.alpha.kubernetes.io/nobody': 'unconfined' } }),
      hardened({ security: { seccompProfile: { type: 'Unconfined' } } }),
    ],
    [
      hardened({ annotations: { [SECCOMP]: 'unconfined' } }), hardened({ annotations: { [SECCOMP]: '' } }),
      hardened({ annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } }),
    ]],
  ['seccompProfile_baseline', 'baseline', '1.19',
    [hardened({ security: { seccompProfile: undefined } }), hardened({ annotations: { [SECCOMP]: 'unconfined' } })],
    [
      hardened({ security: { seccompProfile: { type: 'Unconfined' } } }),
      within({ seccompProfile: { type: 'Unconfined' } }),
    ]],
  ['sysctls', 'baseline', '1.36',
    [hardened({ security: { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] } })],
    [hardened({ security: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } })]],
  ['windowsHostProcess', 'baseline', '1.36',
    [within({ windowsOptions: { hostProcess: false } })],
    [
      within({ windowsOptions: { hostProcess: true } }),
      hardened({ security: { windowsOptions: { hostProcess: true } } }),
    ]],
  ['allowPrivilegeEscalation', 'restricted', '1.36',
    [hardened()],
    [true, undefined, null].map((allowPrivilegeEscalation) => within({ allowPrivilegeEscalation }))],
  ['capabilities_restricted', 'restricted', '1.36',
    [within({ capabilities: { drop: ['KILL', 'ALL'], add: ['NET_BIND_SERVICE'] } })],
    [
      within({ capabilities: undefined }),
      within({ capabilities: { drop: ['KILL'] } }),
      within({ capabilities: { drop: ['all'] } }),
      within({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
    ]],
  ['procMount_restricted', 'restricted', '1.36',
    [within({ procMount: 'Default' })],
    [
      within({ procMount: 'Unmasked' }),
      hardened({ hostUsers: false, container: { securityContext: { procMount: 'Unmasked' } } }),
    ]],
  ['restrictedVolumes', 'restricted', '1.36',
    [hardened({
      volumes: [
        ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim']
          .concat('projected', 'secret')
          .map((source) => ({ name: source, [source]: {} })),
        { name: 'no-source' },
        { name: 'null', nfs: null },
      ],
    })],
    [hardened({ volumes: NFS }), hardened({ volumes: HOST_PATH })]],
  ['runAsNonRoot', 'restricted', '1.36',
    [hardened({ security: { runAsNonRoot: undefined }, container: { securityContext: { runAsNonRoot: true } } })],
    [
      hardened({ security: { runAsNonRoot: undefined } }), within({ runAsNonRoot: false }),
      hardened({ security: { runAsNonRoot: false }, container: { securityContext: { runAsNonRoot: true } } }),
    ]],
  ['runAsUser', 'restricted', '1.36',
    [within({ runAsUser: 1000 })],
    [within({ runAsUser: 0 }), hardened({ security: { runAsUser: 0 } })]],
  ['seccompProfile_restricted', 'restricted', '1.36',
    [
      hardened({
        security: { seccompProfile: undefined },
        container: { securityContext: { seccompProfile: { type: 'Localhost' } } },
      }),
    ],
    [
      hardened({ security: { seccompProfile: undefined } }), within({ seccompProfile: { type: 'Unconfined' } }),
      hardened({
        security: { seccompProfile: { type: 'Unconfined' } },
        container: { securityContext: { seccompProfile: { type: 'Localhost' } } },
      }),
    ]],
];

describe('the table', () => {
  test('has 19 checks: baseline by id, then restricted by id', () => {
    const ids = POD_SECURITY_CHECKS.map(({ level, id }) => `${level} ${id}`);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(19);
  });

  test('can be listed', () => {
    for (const { id, since, description } of POD_SECURITY_CHECKS) {
      expect([id, since, description]).toEqual([
        expect.stringMatching(/^\w+$/),
        expect.any(Number),
        expect.stringMatching(/^[A-Z].*\.$/),
      ]);
    }
  });

  test('replaces checks of baseline only', () => {
    const baseline = new Set(POD_SECURITY_CHECKS.filter(({ level }) => level === 'baseline').map(({ id }) => id));
    const replaced = POD_SECURITY_CHECKS.flatMap(({ level, replaces }) =>
      replaces ? [[level, baseline.has(replaces)]] : [],
    );
    expect(replaced).toEqual(Array(4).fill(['restricted', true]));
  });

  test('every row is tested below', () => {
    expect(ROWS.map(([id]) => id)).toEqual(POD_SECURITY_CHECKS.map(({ id }) => id));
  });
});

describe.each(ROWS)('%s at %s %s', (id, level, version, good, bad) => {
  test.each(good.map((pod) => [JSON.stringify(pod), pod]))('passes %s', (_text, pod) => {
    expect(idsOf(pod, level, version)).toEqual([]);
  });

  test.each(bad.map((pod) => [JSON.stringify(pod), pod]))('fails, by this check alone, if %s', (_text, pod) => {
    expect([...new Set(idsOf(pod, level, version))]).toEqual([id]);
  });
});

describe('versions', () => {
  const sysctl = (name: string) => hardened({ security: { sysctls: [{ name }] } });
  const windows = (fields: Json) => ({
    spec: {
      os: { name: 'windows' },
      securityContext: POD_HARDENED,
      containers: [{ name: 'main', securityContext: CONTAINER_HARDENED }],
      ...fields,
    },
  });
  const bare = { containers: [{ name: 'main', securityContext: { capabilities: { drop: ['ALL'] } } }] };
  const userNamespace = (container: Json, security: Json = {}) =>
    hardened({ hostUsers: false, security, container: { securityContext: container } });

  // From `since` on the checks are `after`, in the minor before it `before`.
  test.each<[number, PodSecurityLevel, string, Json, string[], string[]]>([
    [
      8,
      'restricted',
      'allowPrivilegeEscalation comes',
      within({ allowPrivilegeEscalation: true }),
      [],
      ['allowPrivilegeEscalation'],
    ],
    [
      19,
      'baseline',
      'seccomp is a field',
      within({ seccompProfile: { type: 'Unconfined' } }),
      [],
      ['seccompProfile_baseline'],
    ],
    [
      19,
      'baseline',
      'seccomp is no annotation',
      hardened({ annotations: { [SECCOMP]: 'unconfined' } }),
      ['seccompProfile_baseline'],
      [],
    ],
    [
      19,
      'restricted',
      'seccomp is no annotation',
      hardened({ annotations: { [SECCOMP]: 'unconfined' } }),
      ['seccompProfile_baseline'],
      [],
    ],
    [
      19,
      'restricted',
      'seccomp must be set',
      hardened({ security: { seccompProfile: undefined } }),
      [],
      ['seccompProfile_restricted'],
    ],
    [22, 'restricted', 'ALL must be dropped', within({ capabilities: {} }), [], ['capabilities_restricted']],
    [
      22,
      'restricted',
      'capabilities of baseline are replaced',
      within({ capabilities: { add: ['NET_RAW'], drop: ['ALL'] } }),
      ['capabilities_baseline'],
      ['capabilities_restricted'],
    ],
    [
      22,
      'baseline',
      'nothing changes',
      within({ capabilities: { add: ['NET_RAW'] } }),
      ['capabilities_baseline'],
      ['capabilities_baseline'],
    ],
    [23, 'restricted', 'runAsUser comes', within({ runAsUser: 0 }), [], ['runAsUser']],
    [25, 'restricted', 'Windows needs no allowPrivilegeEscalation', windows(bare), ['allowPrivilegeEscalation'], []],
    [
      25,
      'restricted',
      'Windows needs no capabilities',
      windows({ containers: [{ securityContext: { allowPrivilegeEscalation: false } }] }),
      ['capabilities_restricted'],
      [],
    ],
    [
      25,
      'restricted',
      'Windows needs no seccomp',
      windows({ securityContext: { runAsNonRoot: true } }),
      ['seccompProfile_restricted'],
      [],
    ],
    [
      25,
      'restricted',
      'Windows needs runAsNonRoot',
      windows({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
      ['runAsNonRoot'],
      ['runAsNonRoot'],
    ],
    [
      25,
      'restricted',
      'Linux is not spared',
      { spec: { ...windows(bare).spec, os: { name: 'linux' } } },
      ['allowPrivilegeEscalation'],
      ['allowPrivilegeEscalation'],
    ],
    [27, 'baseline', 'a sysctl', sysctl('net.ipv4.ip_local_reserved_ports'), ['sysctls'], []],
    ...['tcp_keepalive_time', 'tcp_fin_timeout', 'tcp_keepalive_intvl', 'tcp_keepalive_probes'].map(
      (name): [number, PodSecurityLevel, string, Json, string[], string[]] => [
        29,
        'baseline',
        name,
        sysctl(`net.ipv4.${name}`),
        ['sysctls'],
        [],
      ],
    ),
    [
      31,
      'baseline',
      'an SELinux type',
      within({ seLinuxOptions: { type: 'container_engine_t' } }),
      ['seLinuxOptions'],
      [],
    ],
    [32, 'baseline', 'tcp_rmem', sysctl('net.ipv4.tcp_rmem'), ['sysctls'], []],
    [32, 'baseline', 'tcp_wmem', sysctl('net.ipv4.tcp_wmem'), ['sysctls'], []],
    [
      34,
      'baseline',
      'hosts of probes',
      hardened({ container: { livenessProbe: { tcpSocket: { host: 'a' } } } }),
      [],
      ['hostProbesAndHostLifecycle'],
    ],
    [
      34,
      'restricted',
      'hosts of probes',
      hardened({ container: { livenessProbe: { tcpSocket: { host: 'a' } } } }),
      [],
      ['hostProbesAndHostLifecycle'],
    ],
    [35, 'baseline', 'procMount in a user namespace', userNamespace({ procMount: 'Unmasked' }), ['procMount'], []],
    [35, 'baseline', 'procMount in none', within({ procMount: 'Unmasked' }), ['procMount'], ['procMount']],
    [
      35,
      'restricted',
      'procMount of baseline is replaced',
      userNamespace({ procMount: 'Unmasked' }),
      ['procMount'],
      ['procMount_restricted'],
    ],
    [
      35,
      'restricted',
      'runAsNonRoot in a user namespace',
      userNamespace({ runAsNonRoot: false }),
      ['runAsNonRoot'],
      [],
    ],
    [35, 'restricted', 'runAsUser in a user namespace', userNamespace({}, { runAsUser: 0 }), ['runAsUser'], []],
    [
      35,
      'restricted',
      'hostUsers true exempts nobody',
      { spec: { ...userNamespace({ runAsUser: 0 }).spec, hostUsers: true } },
      ['runAsUser'],
      ['runAsUser'],
    ],
    [37, 'baseline', 'tcp_slow_start_after_idle', sysctl('net.ipv4.tcp_slow_start_after_idle'), ['sysctls'], []],
    [37, 'baseline', 'tcp_notsent_lowat', sysctl('net.ipv4.tcp_notsent_lowat'), ['sysctls'], []],
  ])('1.%d %s: %s', (since, level, _what, pod, before, after) => {
    expect(idsOf(pod, level, `1.${since - 1}`)).toEqual(before);
    for (const version of [`1.${since}`, `v1.${since}`, 'latest', '1.999']) {
      expect(idsOf(pod, level, version)).toEqual(after);
    }
  });

  test('a cluster takes its own version of a policy that is newer', () => {
    const pod = sysctl('net.ipv4.tcp_rmem');
    const judged = (version: string, kubernetesVersion?: string) =>
      podSecurityViolations(pod, { level: 'baseline', version, kubernetesVersion }).length;
    expect([judged('latest', '1.31'), judged('1.32', '1.31'), judged('1.31', '1.32')]).toEqual([1, 1, 1]);
    expect([judged('latest', '1.32'), judged('1.32', '1.33'), judged('1.32')]).toEqual([0, 0, 0]);
  });

  test.each(['1', '1.', '1.07', '1.36.3', '2.0', 'v1.36.0', 'Latest', '', ' 1.36', undefined])(
    'fails if the version is %p',
    (version: any) => {
      const pod = hardened();
      expect(() => podSecurityViolations(pod, { level: 'baseline', version })).toThrow(
        `Pod Security version '${version}' is not a minor of Kubernetes; give, for example, '1.36', or 'latest'`,
      );
      if (version === undefined) {
        return;
      }
      expect(() =>
        podSecurityViolations(pod, { level: 'baseline', version: '1.36', kubernetesVersion: version }),
      ).toThrow(`Kubernetes version '${version}' is not a minor of Kubernetes`);
    },
  );

  test.each(['privileged', 'Baseline', '', undefined])('fails if the level is %p', (level: any) => {
    expect(() => podSecurityViolations(hardened(), { level, version: 'latest' }))
      .toThrow(`Pod Security level '${level}' is not one that forbids something; give 'baseline' or 'restricted'`);
  });
});

describe('a violation', () => {
  test('names every place: the pod and containers of all three lists', () => {
    const bad = { securityContext: { appArmorProfile: { type: 'Unconfined' } } };
    const spec = {
      ...bad,
      containers: [{ name: 'a', ...bad }, { name: 'b' }, { name: 'c', ...bad }],
      initContainers: [{ name: 'd', ...bad }],
      ephemeralContainers: [bad],
    };
    const says =
      "has appArmorProfile.type 'Unconfined', which Pod Security baseline does not allow; " +
      "give 'RuntimeDefault' or 'Localhost', or leave appArmorProfile out";
    expect(messages({ spec })).toEqual([
      `spec.securityContext.appArmorProfile.type: pod ${says}`,
      `spec.initContainers[0].securityContext.appArmorProfile.type: init container 'd' ${says}`,
      `spec.containers[0].securityContext.appArmorProfile.type: container 'a' ${says}`,
      `spec.containers[2].securityContext.appArmorProfile.type: container 'c' ${says}`,
      `spec.ephemeralContainers[0].securityContext.appArmorProfile.type: ephemeral container 0 ${says}`,
    ]);
  });

  test('of a restricted pod that says nothing tells all that is to be said', () => {
    expect(messages({ spec: { containers: [{ name: 'main' }] } }, 'restricted')).toMatchInlineSnapshot(`
[
  "spec.containers[0].securityContext.allowPrivilegeEscalation: container 'main' leaves allowPrivilegeEscalation unset, as if it were true, which Pod Security restricted does not allow; set allowPrivilegeEscalation to false",
  "spec.containers[0].securityContext.capabilities.drop: container 'main' drops no capabilities, which Pod Security restricted does not allow; set capabilities.drop to ['ALL']",
  "spec.containers[0].securityContext.runAsNonRoot: container 'main' leaves runAsNonRoot unset, as its pod does, which Pod Security restricted does not allow; set securityContext.runAsNonRoot of the pod to true",
  "spec.containers[0].securityContext.seccompProfile: container 'main' leaves seccompProfile unset, as its pod does, which Pod Security restricted does not allow; set securityContext.seccompProfile.type of the pod to 'RuntimeDefault' or 'Localhost'",
]
`);
  });

  test('says the value given, what is allowed and what to change', () => {
    const broken: [Json, PodSecurityLevel?, string?][] = [
      [hardened({ annotations: { [APP_ARMOR]: 'unconfined' } })],
      [within({ capabilities: { add: ['NET_ADMIN'] } })],
      [hardened({ hostPID: true })],
      [hardened({ volumes: HOST_PATH })],
      [hardened({ container: { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }] } })],
      [hardened({ container: { lifecycle: { preStop: { httpGet: { port: 80, host: '127.0.0.1' } } } } })],
      [within({ privileged: true })],
      [within({ procMount: 'Unmasked' })],
      [within({ seLinuxOptions: { type: 'spc_t', user: 'u', role: 'r' } })],
      [hardened({ annotations: { [SECCOMP]: 'unconfined' } }), 'baseline', '1.18'],
      [hardened({ security: { seccompProfile: { type: 'Unconfined' } } })],
      [hardened({ security: { sysctls: [{ name: 'net.ipv4.tcp_rmem' }] } }), 'baseline', '1.26'],
      [within({ windowsOptions: { hostProcess: true } })],
      [within({ allowPrivilegeEscalation: true }), 'restricted'],
      [within({ capabilities: { drop: ['CHOWN'], add: ['NET_RAW'] } }), 'restricted'],
      [hardened({ volumes: NFS }), 'restricted'],
      [hardened({ security: { runAsNonRoot: false, runAsUser: 0 } }), 'restricted'],
    ];
    expect(`\n${broken.flatMap((one) => messages(...one)).join('\n')}\n`).toMatchInlineSnapshot(`
"
metadata.annotations['container.apparmor.security.beta.kubernetes.io/main']: pod has annotation 'container.apparmor.security.beta.kubernetes.io/main' with value 'unconfined', which Pod Security baseline does not allow; give 'runtime/default' or 'localhost/<profile>', or remove the annotation
spec.containers[0].securityContext.capabilities.add[0]: container 'main' adds capability 'NET_ADMIN', which Pod Security baseline does not allow; remove it; only 'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID' or 'SYS_CHROOT' may be added
spec.hostPID: pod has hostPID true, which Pod Security baseline does not allow; remove hostPID or set it to false
spec.volumes[0].hostPath: pod has volume 'v' of the node's path '/etc', which Pod Security baseline does not allow; use an emptyDir, a persistentVolumeClaim or another volume that is not on the node
spec.containers[0].ports[1].hostPort: container 'main' takes hostPort 8081, which Pod Security baseline does not allow; remove hostPort and reach the container through a Service
spec.containers[0].lifecycle.preStop.httpGet.host: container 'main' has host '127.0.0.1' in lifecycle.preStop, which Pod Security baseline does not allow; remove host, so that the kubelet calls the pod itself
spec.containers[0].securityContext.privileged: container 'main' has privileged true, which Pod Security baseline does not allow; remove privileged or set it to false
spec.containers[0].securityContext.procMount: container 'main' has procMount 'Unmasked', which Pod Security baseline does not allow; give 'Default' or leave procMount out
spec.containers[0].securityContext.seLinuxOptions.type: container 'main' has seLinuxOptions.type 'spc_t', which Pod Security baseline does not allow; give 'container_t', 'container_init_t', 'container_kvm_t' or 'container_engine_t', or leave it out
spec.containers[0].securityContext.seLinuxOptions.user: container 'main' has seLinuxOptions.user 'u', which Pod Security baseline does not allow; remove seLinuxOptions.user
spec.containers[0].securityContext.seLinuxOptions.role: container 'main' has seLinuxOptions.role 'r', which Pod Security baseline does not allow; remove seLinuxOptions.role
metadata.annotations['container.seccomp.security.alpha.kubernetes.io/main']: pod has annotation 'container.seccomp.security.alpha.kubernetes.io/main' with value 'unconfined', which Pod Security baseline does not allow; give 'runtime/default' or 'localhost/<profile>', or remove the annotation
spec.securityContext.seccompProfile.type: pod has seccompProfile.type 'Unconfined', which Pod Security baseline does not allow; give 'RuntimeDefault' or 'Localhost', or leave seccompProfile out
spec.securityContext.sysctls[0].name: pod sets sysctl 'net.ipv4.tcp_rmem', which Pod Security baseline does not allow; remove it; only 'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range' or 'net.ipv4.ip_unprivileged_port_start' ('net.ipv4.tcp_rmem' with a policy of 1.32 or newer) may be set
spec.containers[0].securityContext.windowsOptions.hostProcess: container 'main' has windowsOptions.hostProcess true, which Pod Security baseline does not allow; remove hostProcess or set it to false
spec.containers[0].securityContext.allowPrivilegeEscalation: container 'main' has allowPrivilegeEscalation true, which Pod Security restricted does not allow; set allowPrivilegeEscalation to false
spec.containers[0].securityContext.capabilities.drop: container 'main' drops capabilities 'CHOWN' only, which Pod Security restricted does not allow; set capabilities.drop to ['ALL']
spec.containers[0].securityContext.capabilities.add[0]: container 'main' adds capability 'NET_RAW', which Pod Security restricted does not allow; remove it; only 'NET_BIND_SERVICE' may be added
spec.volumes[0].nfs: pod has volume 'v' of type 'nfs', which Pod Security restricted does not allow; use 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected' or 'secret'
spec.securityContext.runAsNonRoot: pod has runAsNonRoot false, which Pod Security restricted does not allow; set runAsNonRoot to true
spec.securityContext.runAsUser: pod has runAsUser 0, that of root, which Pod Security restricted does not allow; give another user id or leave runAsUser to the image
"
`);
  });

  test('is worded as all messages are: lower case, no full stop, and what to change', () => {
    for (const [, level, version, , bad] of ROWS) {
      for (const { message } of bad.flatMap((pod) => podSecurityViolations(pod, { level, version }))) {
        expect(message).toMatch(
          /^(pod|container 'main') [^.]*.*, which Pod Security (baseline|restricted) does not allow; [a-z].*[^.]$/,
        );
      }
    }
  });
});

describe('pods of any shape', () => {
  const ODD: unknown[] = [
    undefined,
    null,
    0,
    1,
    '',
    'a',
    true,
    [],
    [null],
    {},
    { '': 1 },
    { toString: 1, valueOf: 1 },
    Object.create(null),
    [[[]]],
  ];
  const FIELDS = [
    'hostNetwork',
    'os',
    'os.name',
    'volumes',
    'containers',
    'initContainers',
    'ephemeralContainers',
    'securityContext',
    'securityContext.seccompProfile',
    'securityContext.seccompProfile.type',
    'securityContext.sysctls',
    'securityContext.seLinuxOptions',
    'securityContext.seLinuxOptions.type',
    'containers.0',
    'containers.0.name',
    'containers.0.ports',
    'containers.0.livenessProbe',
    'containers.0.livenessProbe.httpGet',
    'containers.0.securityContext',
    'containers.0.securityContext.capabilities',
    'containers.0.securityContext.capabilities.add',
    'containers.0.securityContext.capabilities.drop',
    'containers.0.securityContext.procMount',
    'volumes.0',
    'volumes.0.hostPath',
    'volumes.0.name',
  ];

  test.each(ODD.map((value) => [value]))('are judged, never a crash, if something is %p', (value) => {
    for (const version of ['1.18', '1.36']) {
      const policy = { level: 'restricted', version } as const;
      expect(podSecurityViolations({ metadata: value, spec: value }, policy)).toEqual(expect.any(Array));
      expect(podSecurityViolations({ metadata: { annotations: value }, spec: { containers: [{}] } }, policy)).toEqual(
        expect.any(Array),
      );
      for (const field of FIELDS) {
        const pod = hardened({ volumes: [{ name: 'v', hostPath: { path: '/' } }], os: { name: 'linux' } });
        const keys = field.split('.');
        const last = keys.pop()!;
        keys.reduce((inner, key) => (inner[key] ??= {}), pod.spec)[last] = value;
        expect(podSecurityViolations(pod, policy)).toEqual(expect.any(Array));
      }
    }
  });

  test('may contain themselves, as YAML allows', () => {
    const endless: Json = { name: 'v' };
    endless.securityContext = {
      seccompProfile: { type: endless },
      capabilities: { add: [endless], drop: [endless] },
      procMount: endless,
    };
    endless.hostPath = { path: [endless] };
    expect(idsOf({ spec: { containers: [endless], volumes: [endless] } }, 'restricted', '1.36')).toContain(
      'capabilities_restricted',
    );
  });

  test('are left as they are', () => {
    const freeze = (value: any): any => {
      if (typeof value === 'object' && value !== null) { Object.values(value).forEach(freeze); }
      return Object.freeze(value);
    };
    for (const [, level, version, , bad] of ROWS) {
      for (const pod of bad) {
        expect(podSecurityViolations(freeze(pod), { level, version }).length).toBeGreaterThan(0);
      }
    }
  });
});

test('a table of your own is judged by, and lists what it asks of a pod', () => {
  const table = POD_SECURITY_CHECKS.filter(
    ({ id }) => id === 'privileged' || id === 'procMount' || id === 'procMount_restricted',
  );
  const idsAt = (level: PodSecurityLevel, version: string) =>
    podSecurityJudge(table, { level, version }).checks.map(({ id }) => id);
  expect(idsAt('baseline', 'latest')).toEqual(['privileged', 'procMount']);
  expect(idsAt('restricted', '1.34')).toEqual(['privileged', 'procMount']);
  expect(idsAt('restricted', '1.35')).toEqual(['privileged', 'procMount_restricted']);
  expect(
    podSecurityJudge(table, { level: 'restricted', version: 'latest' }).violations({
      spec: { containers: [{ name: 'main' }] },
    }),
  ).toEqual([]);
});
