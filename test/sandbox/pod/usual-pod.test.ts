/**
 * The pod of most sandboxes, made in one go, against the one that is made of what cdk8s-plus prints: the same bytes.
 */
import { ApiObject, App, Chart, Duration, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Disruption, Dns, SandboxEgress, IsolatedRuntime, Sandbox, SandboxCluster, SandboxPod,
  SandboxProps, SandboxTemplate, TaintEffect,
} from '../../../src';
import { KindObject } from '../../../src/app/kind-object';
import * as usual from '../../../src/sandbox/pod/usual-pod';
import * as fc from '../../support/fuzz';
import { Loose } from '../../support/install';
import { sandboxes, templates } from '../../support/random-workloads';
import { chartOf, CONTAINER, POD, podOf, specOf, untyped } from '../../support/workloads';

const made = jest.spyOn(usual, 'usualPodTemplate');
beforeEach(() => made.mockClear());

/** How many pods were made in one go. */
function madeInOneGo(): number {
  return made.mock.results.filter(({ value }) => value !== undefined).length;
}

/** What an object prints, or why it does not. */
function outcome(render: () => object): string {
  try {
    return JSON.stringify(render());
  } catch (error) {
    return String(error).replace(/^Error: Failed serializing construct at path .* with name '.*?': /, '');
  }
}

/** Expects the same of an object as cdk8s prints it. */
function expectSame(construct: Loose): void {
  const object = ApiObject.of(construct) as KindObject;
  expect(outcome(() => object._render())).toBe(outcome(() => (object as Loose)._renderByCdk8s()));
}

type Case =
  Partial<SandboxProps> | ((chart: Chart) => { props?: Partial<SandboxProps>; then?: (pod: SandboxPod) => void });

function podFor(what: Case): Sandbox {
  const chart = chartOf();
  const { props, then } = typeof what === 'function' ? what(chart) : { props: what, then: undefined };
  const pod = new Sandbox(chart, 'Dev', { ...POD, ...props });
  then?.(pod);
  return pod;
}

const withContainer = (props: Partial<kplus.ContainerProps>): Case => ({ containers: [{ ...CONTAINER, ...props }] });

describe('made in one go', () => {
  test.each<[string, Case]>([
    ['the least', {}],
    [
      'a workspace',
      () => ({
        then: (pod) => {
          pod.addWorkspace('home', '/home', { size: Size.gibibytes(1), subPath: 'a', readOnly: true });
        },
      }),
    ],
    [
      'labels and annotations',
      { podLabels: { b: '1', a: '2' }, podAnnotations: { d: '3' }, disruption: Disruption.never() },
    ],
    [
      'metadata that was added',
      () => ({
        props: { podLabels: { b: '1' } },
        then: ({ podMetadata }) => {
          podMetadata.addLabel('a', '2');
          podMetadata.addAnnotation('c', '3');
        },
      }),
    ],
    [
      'a label that cdk8s resolves',
      () => ({
        then: ({ podMetadata }) => {
          podMetadata.addLabel('a', untyped(Lazy.any({ produce: () => 'late' })));
        },
      }),
    ],
    [
      'a command',
      withContainer({
        command: ['sh'],
        args: ['-c', ''],
        workingDir: '/work',
        name: 'shell',
        imagePullPolicy: kplus.ImagePullPolicy.NEVER,
      }),
    ],
    ['an empty command', withContainer({ command: [], args: [] })],
    [
      'ports',
      withContainer({
        portNumber: 80,
        ports: [{ number: 81, hostIp: '10.0.0.1', hostPort: 8080, name: 'web', protocol: kplus.Protocol.UDP }],
      }),
    ],
    ['variables', withContainer({ envVariables: { B: { value: 'yes' }, A: { value: '' } } })],
    [
      'a security context',
      withContainer({
        securityContext: {
          user: 1,
          group: 2,
          ensureNonRoot: false,
          privileged: true,
          allowPrivilegeEscalation: true,
          readOnlyRootFilesystem: true,
          capabilities: { add: [kplus.Capability.CHOWN] },
          seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'p' },
        },
      }),
    ],
    [
      'a security context of the pod',
      {
        securityContext: {
          user: 1,
          group: 2,
          fsGroup: 3,
          ensureNonRoot: false,
          sysctls: [{ name: 'a.b', value: '1' }],
        },
      },
    ],
    [
      'probes',
      withContainer({
        liveness: kplus.Probe.fromHttpGet('/', { port: 80 }),
        readiness: kplus.Probe.fromCommand(['true']),
        startup: kplus.Probe.fromTcpSocket({ port: 1 }),
        lifecycle: { preStop: kplus.Handler.fromCommand(['a']) },
      }),
    ],
    [
      'resources',
      withContainer({
        resources: {
          cpu: { request: kplus.Cpu.millis(5), limit: kplus.Cpu.units(1) },
          memory: { limit: Size.gibibytes(1) },
        },
      }),
    ],
    [
      'sources of variables',
      (chart) => ({
        props: withContainer({
          envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'C', 'c'))],
        }) as object,
      }),
    ],
    [
      'init containers',
      {
        initContainers: [
          CONTAINER,
          { ...CONTAINER, name: 'sidecar', portNumber: 9000, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        ],
      },
    ],
    [
      'a container of the user',
      () => ({
        then: (pod) => {
          pod.attachContainer(new kplus.Container({ ...CONTAINER, name: 'theirs', portNumber: 90 }));
        },
      }),
    ],
    [
      'members of the pod',
      (chart) => ({
        props: {
          automountServiceAccountToken: true,
          enableServiceLinks: true,
          hostNetwork: true,
          priorityClassName: 'high',
          restartPolicy: kplus.RestartPolicy.NEVER,
          shareProcessNamespace: true,
          terminationGracePeriod: Duration.minutes(2),
          nodeSelector: { 'b/c': 'd', 'a': 'e' },
          tolerations: [
            { key: 'a', value: 'b', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.seconds(9) },
          ],
          serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'A', 'a'),
          dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'S', 's'),
          runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'R', 'gvisor'),
        },
      }),
    ],
    [
      'scheduling',
      () => ({
        then: (pod) => {
          pod.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('a', 'b')));
        },
      }),
    ],
    ['name servers of a policy', { egress: SandboxEgress.internetOnly({ dns: Dns.nameservers(['9.9.9.9']) }) }],
  ])('%s', (_, what) => {
    expectSame(podFor(what));
    expect(madeInOneGo()).toBe(1);
  });

  test('a template whose name servers the controller would choose', () => {
    expectSame(new SandboxTemplate(chartOf(), 'Dev', POD));
    expect(madeInOneGo()).toBe(1);
  });

  test('a container that was made before its props changed is as it was made', () => {
    const props = { ...CONTAINER, liveness: kplus.Probe.fromTcpSocket({ port: 1 }) as kplus.Probe | undefined };
    const pod = podFor({ containers: [props] });
    props.liveness = undefined;
    const [container] = podOf(pod).containers;
    expect(container.livenessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 1 } });
  });

  test('labels are those of when the pod was made', () => {
    const podLabels = { a: '1' };
    const pod = podFor({ podLabels });
    podLabels.a = '2';
    expect(specOf(pod).podTemplate.metadata).toEqual({ labels: { a: '1' } });
  });
});

describe('left to cdk8s-plus', () => {
  test.each<[string, Case]>([
    ['a volume', (chart) => ({ props: { volumes: [kplus.Volume.fromEmptyDir(chart, 'V', 'scratch')] } })],
    [
      'a mount',
      (chart) => ({
        then: ({ containers }) => {
          containers[0].mount('/a', kplus.Volume.fromEmptyDir(chart, 'V', 'scratch'));
        },
      }),
    ],
    [
      'a workspace in two containers',
      () => ({
        props: { containers: [CONTAINER, { ...CONTAINER, name: 'b' }] },
        then: (pod) => {
          pod.containers[1].mount('/a', pod.addWorkspace('home', '/home', { size: Size.gibibytes(1) }));
        },
      }),
    ],
    ['aliases of hosts', { hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }] }],
    ['names', { dns: { hostname: 'h', subdomain: 's', hostnameAsFQDN: true } }],
    [
      'name servers that were added',
      () => ({
        then: ({ dns }) => {
          dns.addNameserver('10.0.0.1');
          dns.addSearch('a.example');
        },
      }),
    ],
    ['more of the pod', { podSpec: { hostPID: true } }],
    ['more of a container', { containerOptions: { main: { tty: true } } }],
    [
      'a container that restarts, which is refused',
      withContainer({ restartPolicy: kplus.ContainerRestartPolicy.ALWAYS }),
    ],
    ['no container, which is refused', { containers: [] }],
    [
      'a variable that is read from elsewhere',
      withContainer({ envVariables: { A: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP) } }),
    ],
    ['a token', withContainer({ image: untyped(Lazy.any({ produce: () => 'late' })) })],
  ])('%s', (_, what) => {
    expectSame(podFor(what));
    expect(madeInOneGo()).toBe(0);
  });

  test('a pod of Windows', () => {
    const chart = chartOf();
    expectSame(new Sandbox(chart, 'Dev', { ...POD, runtime: IsolatedRuntime.windowsHyperV(chart, 'Windows') }));
    expect(madeInOneGo()).toBe(0);
  });

  test('any pod where keys are not to be sorted', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      expect(Object.keys(podOf(podFor({})))[0]).toBe('restartPolicy');
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
    expect(made).not.toHaveBeenCalled();
  });
});

test('of whatever is accepted', () => {
  const version = AgentSandboxVersion.LATEST;
  fc.assert(
    fc.property(
      fc.oneof(...[true, false].flatMap((wild) => [sandboxes({ version, wild }), templates({ version, wild })])),
      (piece) => {
        const app = new App();
        SandboxCluster.declare(app, { version });
        const chart = new Chart(app, 'research', { namespace: 'research' });
        try {
          piece.add(chart, 'One');
        } catch {
          return;
        }
        for (const each of chart.node.findAll()) {
          if (each instanceof SandboxPod) {
            expectSame(each);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
