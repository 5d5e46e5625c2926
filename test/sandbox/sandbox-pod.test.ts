import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Disruption, IsolatedRuntime, Sandbox, SandboxProps, TaintEffect, TolerationOperator,
} from '../../src';
import { Loose } from '../support/install';
import {
  chartOf, CONTAINER, errorsOf, findingsOf, linesOf, POD, podOf, printed, specOf, untyped,
} from '../support/workloads';

const { V0_1_0, V0_4_5, V0_4_6 } = AgentSandboxVersion;

/** A sandbox `dev` of a release. */
function sandbox(props: Partial<SandboxProps> = {}, version?: AgentSandboxVersion): Sandbox {
  return new Sandbox(chartOf(version), 'Dev', { ...POD, ...props });
}

/** The first container that a sandbox of one prints. */
function containerOf(props: Partial<kplus.ContainerProps> = {}, more: Partial<SandboxProps> = {}): Loose {
  return podOf(sandbox({ ...more, containers: [{ ...CONTAINER, ...props }] })).containers[0];
}

describe('defaults', () => {
  test('all of them are printed, and nothing else', () => {
    const dev = sandbox();
    expect(errorsOf(dev)).toBe('');
    expect(printed(dev.node.scope as Chart)).toEqual([{
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      metadata: { name: 'dev', namespace: 'research' },
      spec: {
        operatingMode: 'Running',
        podTemplate: {
          spec: {
            automountServiceAccountToken: false,
            containers: [{
              image: CONTAINER.image,
              name: 'main',
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                privileged: false,
                readOnlyRootFilesystem: false,
                runAsNonRoot: true,
              },
            }],
            enableServiceLinks: false,
            hostNetwork: false,
            restartPolicy: 'Always',
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            terminationGracePeriodSeconds: 30,
          },
        },
        shutdownPolicy: 'Retain',
      },
    }]);
  });

  test('with v0.4.6 the same in v1alpha1, with replicas in place of the mode', () => {
    const newest = specOf(sandbox());
    const { operatingMode, ...rest } = newest;
    const old = sandbox({}, V0_4_6);
    expect(operatingMode).toBe('Running');
    expect(specOf(old)).toEqual({ ...rest, replicas: 1 });
    expect(printed(old.node.scope as Chart)[0].apiVersion).toBe('agents.x-k8s.io/v1alpha1');
  });

  test('v0.1.0 has no shutdown policy to print', () => {
    expect(Object.keys(specOf(sandbox({}, V0_1_0))).sort()).toEqual(['podTemplate', 'replicas']);
  });

  test('no CPU or memory is invented, and what is given is kept', () => {
    expect(containerOf()).not.toHaveProperty('resources');
    expect(
      containerOf({ resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { limit: Size.gibibytes(1) } } })
        .resources,
    ).toEqual({ requests: { cpu: '500m' }, limits: { memory: '1024Mi' } });
  });

  test('no pull policy is invented, and what is given is kept', () => {
    expect(containerOf()).not.toHaveProperty('imagePullPolicy');
    expect(containerOf({ imagePullPolicy: kplus.ImagePullPolicy.ALWAYS }).imagePullPolicy).toBe('Always');
  });

  test('no startup probe is invented beside a port, and what is given is kept', () => {
    expect(containerOf({ portNumber: 8888 })).not.toHaveProperty('startupProbe');
    expect(containerOf({ portNumber: 8888, startup: kplus.Probe.fromTcpSocket() }).startupProbe).toMatchObject({
      tcpSocket: { port: 8888 },
    });
    expect(
      containerOf({ portNumber: 8888, readiness: kplus.Probe.fromHttpGet('/ready') }).readinessProbe,
    ).toMatchObject({ httpGet: { path: '/ready', port: 8888 } });
  });

  test('the name servers are the cluster\'s, unless a policy is given', () => {
    expect(podOf(sandbox())).not.toHaveProperty('dnsPolicy');
    expect(podOf(sandbox())).not.toHaveProperty('dnsConfig');
    expect(podOf(sandbox({ dns: { policy: kplus.DnsPolicy.DEFAULT } })).dnsPolicy).toBe('Default');
    expect(podOf(sandbox({ dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST } })).dnsPolicy).toBe('ClusterFirst');
    expect(podOf(sandbox({ dns: { searches: ['corp.example'] } }))).toMatchObject({
      dnsConfig: { searches: ['corp.example'] },
    });
    expect(podOf(sandbox({ dns: { searches: ['corp.example'] } }))).not.toHaveProperty('dnsPolicy');
  });

  test('a security context of a container replaces the defaults one by one', () => {
    const { securityContext } = containerOf({
      securityContext: { readOnlyRootFilesystem: true, user: 1000, ensureNonRoot: false },
    });
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: false,
      runAsUser: 1000,
    });
    expect(
      containerOf({ securityContext: { capabilities: { add: [kplus.Capability.NET_BIND_SERVICE] } } }).securityContext
        .capabilities,
    ).toEqual({ add: ['NET_BIND_SERVICE'], drop: ['ALL'] });
    expect(
      containerOf({ securityContext: { capabilities: { drop: [kplus.Capability.CHOWN] } } }).securityContext
        .capabilities,
    ).toEqual({ drop: ['CHOWN'] });
  });

  test('init containers and sidecars have the defaults of containers', () => {
    const pod = podOf(
      sandbox({
        initContainers: [
          { ...CONTAINER, name: 'fetch' },
          { ...CONTAINER, name: 'proxy', portNumber: 3128, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        ],
      }),
    );
    const [main] = pod.containers;
    expect(pod.initContainers).toEqual([
      { ...main, name: 'fetch' },
      { ...main, name: 'proxy', ports: [{ containerPort: 3128, protocol: 'TCP' }], restartPolicy: 'Always' },
    ]);
  });

  // What the API server would add to items of a list is seen as a change by tools that know no schema of custom
  // resources.
  test('ports say their protocol, also those of options', () => {
    const containers = [{ ...CONTAINER, ports: [{ number: 53, protocol: kplus.Protocol.UDP }] }];
    const { ports } = podOf(sandbox({ containers, containerOptions: { main: { ports: [{ containerPort: 9090 }] } } }))
      .containers[0];
    expect(ports).toEqual([{ containerPort: 53, protocol: 'UDP' }, { containerPort: 9090, protocol: 'TCP' }]);
  });

  test('of the pod\'s security context are replaced one by one', () => {
    expect(
      podOf(sandbox({ securityContext: { user: 1000, group: 2000, fsGroup: 3000, ensureNonRoot: false } }))
        .securityContext,
    ).toEqual({
      fsGroup: 3000,
      fsGroupChangePolicy: 'Always',
      runAsGroup: 2000,
      runAsNonRoot: false,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(
      podOf(sandbox({ securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH } }))
        .securityContext.fsGroupChangePolicy,
    ).toBe('OnRootMismatch');
  });
});

describe('props', () => {
  test('of cdk8s-plus mean what they mean there', () => {
    const chart = chartOf();
    const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'runner');
    const dockerRegistryAuth = kplus.Secret.fromSecretName(chart, 'Registry', 'registry');
    const scratch = kplus.Volume.fromEmptyDir(chart, 'Scratch', 'scratch');
    const dev = new Sandbox(chart, 'Dev', {
      containers: [
        {
          ...CONTAINER,
          name: 'shell',
          command: ['sleep'],
          args: ['inf'],
          envVariables: { A: kplus.EnvValue.fromValue('1') },
          volumeMounts: [{ path: '/tmp', volume: scratch }],
        },
      ],
      volumes: [kplus.Volume.fromEmptyDir(chart, 'Spare', 'spare')],
      restartPolicy: kplus.RestartPolicy.ON_FAILURE,
      serviceAccount,
      dockerRegistryAuth,
      automountServiceAccountToken: true,
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
      terminationGracePeriod: Duration.minutes(2),
      dns: { hostname: 'box', subdomain: 'boxes', hostnameAsFQDN: true },
      hostNetwork: true,
    });
    expect(podOf(dev)).toMatchObject({
      automountServiceAccountToken: true,
      containers: [
        {
          name: 'shell',
          command: ['sleep'],
          args: ['inf'],
          env: [{ name: 'A', value: '1' }],
          volumeMounts: [{ mountPath: '/tmp', name: 'scratch' }],
        },
      ],
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
      hostNetwork: true,
      hostname: 'box',
      imagePullSecrets: [{ name: 'registry' }],
      restartPolicy: 'OnFailure',
      serviceAccountName: 'runner',
      setHostnameAsFQDN: true,
      subdomain: 'boxes',
      terminationGracePeriodSeconds: 120,
      volumes: [
        { emptyDir: {}, name: 'scratch' },
        { emptyDir: {}, name: 'spare' },
      ],
    });
    expect(errorsOf(chart)).toBe('');
  });

  test('that cdk8s-plus lacks reach the pod', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', {
      ...POD,
      runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
      priorityClassName: 'batch',
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'gpu' },
        { key: 'team', value: 'a', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.minutes(1) },
        { operator: TolerationOperator.EXISTS },
      ],
      enableServiceLinks: true,
      shareProcessNamespace: true,
    });
    expect(podOf(dev)).toMatchObject({
      runtimeClassName: 'gvisor',
      priorityClassName: 'batch',
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'gpu', operator: 'Exists' },
        { key: 'team', operator: 'Equal', value: 'a', effect: 'NoExecute', tolerationSeconds: 60 },
        { operator: 'Exists' },
      ],
      enableServiceLinks: true,
      shareProcessNamespace: true,
    });
    expect(errorsOf(chart)).toBe('');
  });

  test('labels and annotations of the pod are its own, not the object\'s', () => {
    const dev = sandbox({
      podLabels: { app: 'dev' },
      podAnnotations: { note: 'x' },
      disruption: Disruption.allowed(),
      metadata: { labels: { team: 'a' }, annotations: { owner: 'b' } },
    });
    dev.podMetadata.addLabel('later', 'yes');
    const [{ metadata, spec }] = printed(dev.node.scope as Chart) as Loose[];
    expect(metadata).toEqual({
      name: 'dev',
      namespace: 'research',
      labels: { team: 'a' },
      annotations: { owner: 'b' },
    });
    expect(spec.podTemplate.metadata).toEqual({
      labels: { app: 'dev', later: 'yes' },
      annotations: { 'note': 'x', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
    });
  });

  test('metadata and containers may be added by code', () => {
    const dev = sandbox({ containers: undefined });
    dev.addContainer(CONTAINER);
    dev.addContainer({ ...CONTAINER, name: 'sidecar' });
    dev.addInitContainer({ ...CONTAINER, name: 'fetch' });
    dev.addVolume(kplus.Volume.fromEmptyDir(dev, 'Scratch', 'scratch'));
    dev.addHostAlias({ ip: '10.0.0.1', hostnames: ['db'] });
    dev.metadata.addLabel('team', 'a');
    const pod = podOf(dev);
    expect(pod.containers.map(({ name }: Loose) => name)).toEqual(['main', 'sidecar']);
    expect(pod.initContainers).toHaveLength(1);
    expect(pod.volumes).toEqual([{ emptyDir: {}, name: 'scratch' }]);
    expect(pod.hostAliases).toEqual([{ ip: '10.0.0.1', hostnames: ['db'] }]);
    expect((printed(dev.node.scope as Chart)[0].metadata as Loose).labels).toEqual({ team: 'a' });
  });

  test('scheduling places the pod, beside the tolerations given', () => {
    const dev = sandbox({ tolerations: [{ key: 'gpu' }] });
    dev.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('spot')));
    dev.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
    expect(dev.scheduling).toBe(dev.scheduling);
    expect(podOf(dev).tolerations).toEqual([{ key: 'spot', operator: 'Exists' }, { key: 'gpu', operator: 'Exists' }]);
    expect(podOf(dev).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms)
      .toEqual([{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }]);
    const assigned = sandbox();
    assigned.scheduling.assign(kplus.Node.named('node-1'));
    expect(podOf(assigned).nodeName).toBe('node-1');
    expect(podOf(sandbox())).not.toHaveProperty('affinity');
    expect(errorsOf(dev)).toBe('');
  });

  test.each([true, false])('service %s is printed, and nothing when it is not said', (service) => {
    expect(specOf(sandbox({ service })).service).toBe(service);
    expect(specOf(sandbox())).not.toHaveProperty('service');
    expect(specOf(sandbox({ service }, V0_4_6)).service).toBe(service);
  });

  test('a service is met before v0.4.6, where every sandbox has one', () => {
    const dev = sandbox({ service: true }, V0_4_5);
    expect(specOf(dev)).not.toHaveProperty('service');
    expect(errorsOf(dev)).toBe('');
  });

  test('fails if there should be no service before v0.4.6', () => {
    expect(errorsOf(sandbox({ service: false }, V0_4_5)))
      .toContain('error ASB101 at research/Dev (Sandbox research/dev): v0.4.5 does not have spec.service; ');
  });
});

describe('podSpec and containerOptions', () => {
  test('stand over what the other props say: values replace, objects merge, lists grow', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', {
      ...POD,
      tolerations: [{ key: 'gpu' }],
      podSpec: {
        hostUsers: false,
        restartPolicy: 'Never',
        securityContext: { runAsUser: 1000 },
        tolerations: [{ key: 'spot', operator: 'Exists' }],
      },
    });
    expect(podOf(dev)).toMatchObject({
      hostUsers: false,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      tolerations: [{ key: 'gpu', operator: 'Exists' }, { key: 'spot', operator: 'Exists' }],
    });
    expect(errorsOf(chart)).toBe('');
  });

  test('of a container are found by its name, also of init containers', () => {
    const dev = sandbox({
      containers: [{ ...CONTAINER, name: 'shell', args: ['a'] }, { ...CONTAINER, name: 'other' }],
      initContainers: [{ ...CONTAINER, name: 'fetch' }],
      containerOptions: {
        shell: { stdin: true, tty: true, args: ['b'], securityContext: { procMount: 'Default' } },
        fetch: { workingDir: '/work' },
      },
    });
    const { containers: [shell, other], initContainers: [fetch] } = podOf(dev);
    expect(shell).toMatchObject({
      stdin: true,
      tty: true,
      args: ['a', 'b'],
      securityContext: { procMount: 'Default', runAsNonRoot: true },
    });
    expect(other).not.toHaveProperty('stdin');
    expect(fetch.workingDir).toBe('/work');
    expect(errorsOf(dev)).toBe('');
  });

  test('a container may be named like a member of all objects', () => {
    expect(
      podOf(sandbox({ containers: [{ ...CONTAINER, name: 'constructor' }], containerOptions: {} })).containers[0],
    ).toEqual(containerOf({ name: 'constructor' }));
  });

  test('what is passed in is not changed', () => {
    const podSpec = { tolerations: [{ key: 'a', operator: 'Exists' }], securityContext: { runAsUser: 1 } };
    const containerOptions = { main: { args: ['a'] } };
    const dev = sandbox({ podSpec, containerOptions });
    const first = podOf(dev);
    expect(podOf(dev)).toEqual(first);
    expect(podSpec).toEqual({ tolerations: [{ key: 'a', operator: 'Exists' }], securityContext: { runAsUser: 1 } });
    expect(containerOptions).toEqual({ main: { args: ['a'] } });
  });

  test('fails if they have a field that no release has', () => {
    expect(errorsOf(sandbox({ podSpec: untyped({ hostUser: false }) }))).toContain(
      'error ASB101 at research/Dev (Sandbox research/dev): spec.podTemplate.spec.hostUser: there is no field '
        + "'hostUser'; did you mean 'hostUsers'?",
    );
  });
});

describe('containers', () => {
  test('fails if there are none', () => {
    const dev = sandbox({ containers: [] });
    expect(errorsOf(dev)).toContain(
      "error ASB209 at research/Dev: the pod has no container; set 'containers' or call addContainer",
    );
    dev.addContainer(CONTAINER);
    expect(errorsOf(dev)).toBe('');
  });

  test('one that the user built and attached stays as built, and a finding says so', () => {
    const dev = sandbox();
    const built = new kplus.Container({ ...CONTAINER, name: 'built', portNumber: 80 });
    dev.attachContainer(built);
    const [, container] = podOf(dev).containers;
    expect(container).toMatchObject({
      imagePullPolicy: 'Always',
      resources: { requests: { cpu: '1000m' } },
      startupProbe: {},
      securityContext: { readOnlyRootFilesystem: true },
    });
    expect(container.securityContext).not.toHaveProperty('capabilities');
    expect(findingsOf(dev)).toMatchObject([{ code: 'ASB207', path: 'research/Dev', severity: 'warning' }]);
  });

  test('is what addContainer returns', () => {
    const dev = sandbox();
    const container = dev.addContainer({ ...CONTAINER, name: 'second' });
    container.env.addVariable('A', kplus.EnvValue.fromValue('1'));
    expect(dev.containers[1]).toBe(container);
    expect(podOf(dev).containers[1].env).toEqual([{ name: 'A', value: '1' }]);
  });
});

test('fails if options are for a container that the pod does not have', () => {
  const dev = new Sandbox(chartOf(), 'Dev', { ...POD, containerOptions: { mian: { tty: true } } });
  expect(linesOf(dev)).toEqual([
    "error ASB209 research/Dev: 'containerOptions' has options for a container 'mian', which the pod does not have; "
      + "name one of 'main'",
  ]);
  dev.addContainer({ ...CONTAINER, name: 'mian' });
  expect(linesOf(dev)).toEqual([]);
});
