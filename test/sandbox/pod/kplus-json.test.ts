/** Converting what cdk8s-plus prints by its parts against its own conversion of a whole pod. */
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { printedPod } from '../../../src/sandbox/pod/kplus-json';
import { Loose } from '../../support/install';

function everything(): kplus.Pod {
  const chart = new Chart(new App(), 'c');
  const config = kplus.ConfigMap.fromConfigMapName(chart, 'Config', 'config');
  const secret = kplus.Secret.fromSecretName(chart, 'Secret', 'secret');
  const pod = new kplus.Pod(chart, 'Pod', {
    restartPolicy: kplus.RestartPolicy.ON_FAILURE,
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'runner'),
    securityContext: {
      user: 1,
      group: 2,
      fsGroup: 3,
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }],
    },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dns: {
      hostname: 'h',
      subdomain: 's',
      hostnameAsFQDN: true,
      nameservers: ['10.0.0.2'],
      searches: ['a.example'],
      options: [{ name: 'ndots', value: '2' }],
    },
    dockerRegistryAuth: secret,
    hostNetwork: true,
    terminationGracePeriod: Duration.seconds(5),
    volumes: [
      kplus.Volume.fromHostPath(chart, 'Host', 'host', { path: '/dev/shm', type: kplus.HostPathVolumeType.DIRECTORY }),
      kplus.Volume.fromNfs(chart, 'Nfs', 'nfs', { server: 'nfs.example.com', path: '/data' }),
      kplus.Volume.fromCsi(chart, 'Csi', 'driver.example.com', { attributes: { hostIp: 'kept' } }),
      kplus.Volume.fromAzureDisk(chart, 'Azure', 'disk', 'uri'),
      kplus.Volume.fromAwsElasticBlockStore(chart, 'Aws', 'vol-1'),
      kplus.Volume.fromGcePersistentDisk(chart, 'Gce', 'disk'),
      kplus.Volume.fromEmptyDir(chart, 'Empty', 'empty', {
        medium: kplus.EmptyDirMedium.MEMORY,
        sizeLimit: Size.mebibytes(64),
      }),
      kplus.Volume.fromSecret(chart, 'SecretVolume', secret, { items: { a: { path: 'b', mode: 256 } } }),
      kplus.Volume.fromConfigMap(chart, 'ConfigVolume', config, { defaultMode: 420 }),
    ],
    containers: [
      {
        image: 'a',
        command: ['run'],
        args: ['-v'],
        workingDir: '/work',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        ports: [
          { number: 80, name: 'http', protocol: kplus.Protocol.UDP, hostIp: '10.0.0.1', hostPort: 8080 },
          { number: 81 },
        ],
        envVariables: {
          PLAIN: kplus.EnvValue.fromValue('1'),
          FIELD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP),
          RESOURCE: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }),
          SECRET: kplus.EnvValue.fromSecretValue({ secret, key: 'k' }, { optional: true }),
          CONFIG: kplus.EnvValue.fromConfigMap(config, 'k'),
        },
        envFrom: [kplus.Env.fromConfigMap(config, 'P_'), kplus.Env.fromSecret(secret)],
        liveness: kplus.Probe.fromHttpGet('/healthz', { port: 80, periodSeconds: Duration.seconds(3) }),
        readiness: kplus.Probe.fromCommand(['true']),
        startup: kplus.Probe.fromTcpSocket({ port: 80, host: 'h' }),
        lifecycle: {
          postStart: kplus.Handler.fromCommand(['a']),
          preStop: kplus.Handler.fromHttpGet('/stop', { port: 80 }),
        },
        resources: {
          cpu: { request: kplus.Cpu.millis(5), limit: kplus.Cpu.units(1) },
          memory: { request: Size.mebibytes(5), limit: Size.gibibytes(1) },
          ephemeralStorage: { limit: Size.gibibytes(1) },
        },
        securityContext: {
          privileged: true,
          capabilities: { add: [kplus.Capability.SYS_ADMIN], drop: [kplus.Capability.ALL] },
          seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'p' },
        },
      },
    ],
    initContainers: [
      {
        image: 'b',
        restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
        readiness: kplus.Probe.fromTcpSocket({ port: 1 }),
      },
    ],
  });
  pod.containers[0].mount('/shm', pod.volumes[0], {
    subPath: 'x',
    readOnly: true,
    propagation: kplus.MountPropagation.HOST_TO_CONTAINER,
  });
  return pod;
}

test('every member that cdk8s-plus prints is converted as by cdk8s-plus', () => {
  const pod = everything()._toPodSpec();
  const json = printedPod(pod);
  expect(JSON.parse(JSON.stringify(json))).toEqual(JSON.parse(JSON.stringify(kplus.k8s.toJson_PodSpec(pod as Loose))));
  expect((json.volumes as Loose[])[2].csi.volumeAttributes).toEqual({ hostIp: 'kept' });
});

test('a pod with the least is converted so', () => {
  const pod = new kplus.Pod(new Chart(new App(), 'c'), 'Pod', { containers: [{ image: 'a' }] })._toPodSpec();
  expect(JSON.parse(JSON.stringify(printedPod(pod)))).toEqual(
    JSON.parse(JSON.stringify(kplus.k8s.toJson_PodSpec(pod as Loose))),
  );
});
