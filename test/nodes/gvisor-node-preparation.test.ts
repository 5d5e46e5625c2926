import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ContainerdConfigVersion, GvisorNodePreparation, GvisorNodePreparationProps, GvisorPlatform, IsolatedRuntime,
  RuntimeTechnology, SandboxCluster, TaintEffect,
} from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { INSTALL_SCRIPT } from '../../src/nodes/gvisor-script';
import { chartOf, errorsOf, linesOf, printed, untyped } from '../support/workloads';

const IMAGE = 'registry.example.com/gvisor-installer:2026.09';
const PROPS = { image: IMAGE, containerdConfigVersion: ContainerdConfigVersion.V3 };
const HASH = 'cdk8s-agent-sandbox/config-sha256';

/** The ConfigMap and the DaemonSet. */
function prepared(props: Partial<GvisorNodePreparationProps> = {}, chart = chartOf()): any[] {
  new GvisorNodePreparation(chart, 'GvisorNodes', { ...PROPS, ...props });
  return printed(chart).filter(({ kind }) => kind === 'ConfigMap' || kind === 'DaemonSet');
}

test('it is a ConfigMap with the files, and a DaemonSet that runs them and waits', () => {
  const [config, daemonSet] = prepared();
  expect(config).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'gvisor-nodes', namespace: 'research' },
    data: {
      'install.sh': INSTALL_SCRIPT,
      'runsc.toml': '[runsc_config]\n',
      'containerd.toml': `[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runsc]
  runtime_type = "io.containerd.runsc.v1"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runsc.options]
  TypeUrl = "io.containerd.runsc.v1.options"
  ConfigPath = "/etc/containerd/runsc.toml"
`,
    },
  });
  const labels = { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': 'gvisor-nodes' };
  expect(daemonSet).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'gvisor-nodes', namespace: 'research' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { [HASH]: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          hostPID: true,
          initContainers: [{
            name: 'install',
            image: IMAGE,
            command: ['/bin/sh', '/config/install.sh', 'systemctl', 'restart', 'containerd'],
            env: [
              { name: 'HOST', value: '/host' },
              { name: 'CONFIG', value: '/config' },
              { name: 'WORK', value: '/work' },
              { name: 'BINARIES', value: '/gvisor' },
              { name: 'INSTALL_DIRECTORY', value: '/usr/local/bin' },
              { name: 'CONTAINERD_CONFIG', value: '/etc/containerd/config.toml' },
              { name: 'CONFIG_VERSION', value: '3' },
              { name: 'HANDLER', value: 'runsc' },
              { name: 'RUNSC_CONFIG', value: '/etc/containerd/runsc.toml' },
            ],
            resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '512Mi' } },
            securityContext: { privileged: true, runAsUser: 0 },
            volumeMounts: [
              { name: 'config', mountPath: '/config', readOnly: true },
              { name: 'work', mountPath: '/work' },
              { name: 'node-0', mountPath: '/host/usr/local/bin' },
              { name: 'node-1', mountPath: '/host/etc/containerd' },
            ],
          }],
          containers: [{
            name: 'pause',
            image: 'registry.k8s.io/pause:3.10',
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 65534,
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
              seccompProfile: { type: 'RuntimeDefault' },
            },
          }],
          volumes: [
            { name: 'config', configMap: { name: 'gvisor-nodes' } },
            { name: 'work', emptyDir: {} },
            { name: 'node-0', hostPath: { path: '/usr/local/bin', type: 'DirectoryOrCreate' } },
            { name: 'node-1', hostPath: { path: '/etc/containerd', type: 'DirectoryOrCreate' } },
          ],
        },
      },
    },
  });
});

test('apart from what installs, its pods pass Pod Security restricted', () => {
  const { spec } = prepared()[1].spec.template;
  const { hostPID, initContainers, volumes, ...rest } = spec;
  expect([hostPID, initContainers.length, volumes.length]).toEqual([true, 1, 4]);
  expect(podSecurityViolations({ spec: rest }, { level: 'restricted', version: 'latest' })).toEqual([]);
});

test('it goes to the nodes of the runtime, and they learn its handler', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.gvisor(chart, 'Gvisor', {
    handler: 'runsc-kvm',
    nodeSelector: { pool: 'gvisor' },
    tolerations: [{ key: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
  });
  const [
    config,
    {
      spec: {
        template: { spec },
      },
    },
  ] = prepared({ runtime, nodeSelector: { zone: 'a' }, tolerations: [{ key: 'spot' }] }, chart);
  expect(spec.nodeSelector).toEqual({ pool: 'gvisor', zone: 'a' });
  expect(spec.tolerations).toEqual([
    { key: 'gvisor', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'spot', operator: 'Exists' },
  ]);
  expect(spec).not.toHaveProperty('runtimeClassName');
  expect(config.data['containerd.toml']).toContain('.runtimes.runsc-kvm]');
});

test('a change of any file rolls the pods, and the same props give the same bytes', () => {
  const hash = (props: Partial<GvisorNodePreparationProps>) =>
    prepared(props)[1].spec.template.metadata.annotations[HASH];
  const hashes = [
    {},
    { platform: GvisorPlatform.KVM },
    { containerdConfigVersion: ContainerdConfigVersion.V2 },
    { flags: { 'net-raw': 'true' } },
  ].map(hash);
  expect(new Set(hashes).size).toBe(4);
  expect(hash({})).toBe(hashes[0]);
});

test('everything else is as asked', () => {
  const sum = 'a'.repeat(64);
  const [{ data, metadata }, { spec: { template: { spec } } }] = prepared({
    metadata: { name: 'gvisor', labels: { team: 'nodes' } },
    containerdConfigVersion: ContainerdConfigVersion.V2,
    binariesPath: '/opt/gvisor',
    installDirectory: '/opt/bin',
    containerdConfigPath: '/var/lib/rancher/k3s/agent/etc/containerd/config.toml',
    restartCommand: ['systemctl', 'restart', 'k3s-agent'],
    platform: GvisorPlatform.SYSTRAP,
    flags: { 'net-raw': 'true' },
    archives: [{ architecture: 'x86_64', url: 'https://mirror.example.com/gvisor-x86_64.tar.gz', sha256: sum }],
    pauseImage: 'mirror.example.com/pause:3.10',
    imagePullSecrets: ['mirror'],
    priorityClassName: 'system-node-critical',
  });
  expect(metadata).toMatchObject({ name: 'gvisor', labels: { team: 'nodes' } });
  expect(data['containerd.toml']).toContain("[plugins.'io.containerd.grpc.v1.cri'.containerd.runtimes.runsc]");
  expect(data['runsc.toml']).toBe('[runsc_config]\n  net-raw = "true"\n  platform = "systrap"\n');
  expect(data.archives).toBe(`x86_64 ${sum} https://mirror.example.com/gvisor-x86_64.tar.gz\n`);
  expect(spec.initContainers[0].command).toEqual([
    '/bin/sh',
    '/config/install.sh',
    'systemctl',
    'restart',
    'k3s-agent',
  ]);
  expect(spec.initContainers[0].env).toEqual(
    expect.arrayContaining([
      { name: 'BINARIES', value: '/opt/gvisor' },
      { name: 'CONFIG_VERSION', value: '2' },
    ]),
  );
  expect(spec.volumes.flatMap(({ hostPath }: any) => hostPath?.path ?? [])).toEqual([
    '/opt/bin',
    '/var/lib/rancher/k3s/agent/etc/containerd',
    '/etc/containerd',
  ]);
  expect(spec).toMatchObject({
    imagePullSecrets: [{ name: 'mirror' }],
    priorityClassName: 'system-node-critical',
    containers: [{ image: 'mirror.example.com/pause:3.10' }],
  });
});

describe('ASB309: a namespace that keeps it out', () => {
  const inNamespace = (labels: Record<string, string>, clusters = false) => {
    const chart = chartOf();
    const own = new Chart(chart.node.root, 'platform');
    if (clusters) { SandboxCluster.declare(own); }
    new kplus.Namespace(own, 'Namespace', { metadata: { name: 'research', labels } });
    new GvisorNodePreparation(chart, 'Nodes', PROPS);
    return errorsOf(chart);
  };

  test.each(['baseline', 'restricted'])('fails if it enforces %s', (level) => {
    expect(inNamespace({ 'pod-security.kubernetes.io/enforce': level })).toMatch(
      new RegExp(
        `error ASB309 at research/Nodes: namespace 'research' enforces Pod Security ${level}, which refuses the pods ` +
          'that prepare nodes: pod has hostPID true, .*, and \\d+ more; ' +
          'put it into a namespace of its own that enforces nothing ' +
          "or 'pod-security.kubernetes.io/enforce: privileged'",
      ),
    );
  });

  test('one that enforces nothing, warns only, or is of another cluster lets it in', () => {
    expect(inNamespace({})).toBe('');
    expect(
      inNamespace({
        'pod-security.kubernetes.io/enforce': 'privileged',
        'pod-security.kubernetes.io/warn': 'restricted',
      }),
    ).toBe('');
    expect(inNamespace({ 'pod-security.kubernetes.io/enforce': 'restricted' }, true)).toBe('');
  });
});

test('ASB310: oci-seccomp is off, and told of when it is on', () => {
  expect(prepared()[0].data['runsc.toml']).not.toContain('oci-seccomp');
  const chart = chartOf();
  expect(prepared({ ociSeccomp: true }, chart)[0].data['runsc.toml']).toBe('[runsc_config]\n  oci-seccomp = "true"\n');
  expect(linesOf(chart)).toEqual([
    'warning ASB310 research/GvisorNodes: oci-seccomp is on, with which programs of glibc 2.34 and newer cannot start '
      + 'threads under the seccomp profile RuntimeDefault; ' +
      "remove 'ociSeccomp', or acknowledge that your images and profiles work with it",
  ]);
});

test('both objects can be patched by their ids', () => {
  const nodes = new GvisorNodePreparation(chartOf(), 'Nodes', PROPS);
  expect([ApiObject.of(nodes).kind, (nodes.node.findChild('Config') as ApiObject).kind, nodes.handler]).toEqual([
    'DaemonSet',
    'ConfigMap',
    'runsc',
  ]);
});

describe('fails if', () => {
  const archive = { architecture: 'x86_64', url: 'https://mirror.example.com/a.tar.gz', sha256: '0'.repeat(64) };

  test.each<[string, object, string]>([
    ['there is no image', { image: undefined }, "'image' is undefined; give the reference of an image"],
    [
      'the name of a prop is mistyped',
      { containerdConfigpath: '/etc/c.toml' },
      "the props have 'containerdConfigpath', which is not an option; use 'containerdConfigPath'",
    ],
    ['the image has a space', { image: 'a b' }, "'image' is 'a b'; give the reference of an image"],
    [
      'there is no version',
      { containerdConfigVersion: undefined },
      "'containerdConfigVersion' is undefined; give ContainerdConfigVersion.V2 or V3, "
        + "the version at the head of the nodes' config.toml",
    ],
    [
      'the version is of no file',
      { containerdConfigVersion: 1 },
      "'containerdConfigVersion' is 1; give ContainerdConfigVersion.V2 or V3",
    ],
    [
      'the version is a word',
      { containerdConfigVersion: 'V3' },
      "'containerdConfigVersion' is 'V3'; give ContainerdConfigVersion.V2 or V3",
    ],
    [
      'a path is relative',
      { binariesPath: 'gvisor' },
      "'binariesPath' is 'gvisor'; give an absolute path of letters, digits, dashes, underscores and dots",
    ],
    [
      'a path would be read by the shell',
      { installDirectory: '/a;b' },
      "'installDirectory' is '/a;b'; give an absolute path",
    ],
    ['the platform is none', { platform: 'ptrace' }, "'platform' is 'ptrace'; give one of systrap, kvm"],
    [
      'the command is empty',
      { restartCommand: [] },
      "'restartCommand' is []; give a command and its arguments, or leave it out for systemctl",
    ],
    [
      'a flag has dashes before it',
      { flags: { '--net-raw': 'true' } },
      "'flags' has '--net-raw': 'true'; give names of flags, without dashes before them, and texts",
    ],
    ['a flag is no text', { flags: { 'net-raw': true } }, "'flags' has 'net-raw': true; give names of flags"],
    [
      'a flag has a prop',
      { flags: { 'oci-seccomp': 'true' } },
      "'flags' has 'oci-seccomp', which has a prop; use 'ociSeccomp'",
    ],
    [
      'an archive is of no architecture',
      { archives: [{ ...archive, architecture: 'x86 64' }] },
      "architecture of an archive is 'x86 64'; give the output of `uname -m` on the nodes",
    ],
    [
      'an archive is of no address',
      { archives: [{ ...archive, url: 'gvisor.tar.gz' }] },
      "url of the archive for x86_64 is 'gvisor.tar.gz'; give one that nodes can reach by HTTP",
    ],
    [
      'an archive has no checksum',
      { archives: [{ ...archive, sha256: undefined }] },
      'sha256 of the archive for x86_64 is undefined; give 64 lower-case hexadecimal digits',
    ],
    ['a secret is malformed', { imagePullSecrets: ['A'] }, "name of an image pull secret 'A' is not a DNS subdomain"],
    ['the priority class is malformed', { priorityClassName: 'A' }, "priority class 'A' is not a DNS subdomain"],
    ['the name is too long for a label', { metadata: { name: 'a'.repeat(64) } }, 'is not a label value'],
    ['the runtime is a word', { runtime: 'gvisor' }, "'runtime' is 'gvisor'; give an IsolatedRuntime"],
  ])('%s', (_, props, message) => {
    expect(() => prepared(untyped(props))).toThrow(message);
  });

  test.each<[string, (chart: Chart) => IsolatedRuntime, string]>([
    [
      'another',
      (chart) => IsolatedRuntime.wasmtime(chart, 'R'),
      "'runtime' is 'wasmtime', which is not gVisor; give an IsolatedRuntime.gvisor(...)",
    ],
    [
      "GKE's own",
      (chart) => IsolatedRuntime.gkeSandbox(chart, 'R'),
      "'runtime' is 'gvisor', whose nodes GKE prepares; give an IsolatedRuntime.gvisor(...)",
    ],
  ])('the runtime is %s', (_, runtime, message) => {
    const chart = chartOf();
    expect(() => prepared({ runtime: runtime(chart) }, chart)).toThrow(message);
  });

  test('the nodes are others than those of the runtime', () => {
    const chart = chartOf();
    const runtime = IsolatedRuntime.custom(chart, 'R', {
      runtimeClassName: 'g',
      handler: 'g',
      technology: RuntimeTechnology.GVISOR,
      nodeSelector: { pool: 'a' },
    });
    expect(() => prepared({ runtime, nodeSelector: { pool: 'b' } }, chart))
      .toThrow("'nodeSelector' has 'pool': 'b', but the nodes of runtime 'g' have 'a'; remove the label");
  });
});
