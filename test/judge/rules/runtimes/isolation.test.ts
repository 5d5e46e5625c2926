import { ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import {
  Findings, IIsolatedRuntime, IsolatedRuntime, Judge, k8s, OperatingSystem, RuntimeTechnology, Sandbox, SandboxProps,
  SandboxTemplate,
} from '../../../../src';
import { chartOf, CONTAINER, errorsOf, linesOf, POD } from '../../../support/workloads';

/** What is found about the runtime of what is at or below a scope. */
function about(scope: IConstruct): string[] {
  return linesOf(scope).filter((line) => / ASB(209|30\d) /.test(line));
}

/** What is found about a sandbox of a runtime. */
function found(runtime: (chart: Chart) => IIsolatedRuntime | undefined, props: Partial<SandboxProps> = {}): string[] {
  const chart = chartOf();
  return about(new Sandbox(chart, 'Dev', { ...POD, runtime: runtime(chart), ...props }));
}

const gvisor = (chart: Chart) => IsolatedRuntime.gvisor(chart, 'R');
const kata = (chart: Chart) => IsolatedRuntime.kataQemu(chart, 'R');
const named = (name: string) => (chart: Chart) => IsolatedRuntime.fromRuntimeClassName(chart, 'R', name);
const none = () => undefined;

describe('ASB209: a RuntimeClass without a name', () => {
  test('is refused, as the CRDs do not', () => {
    expect(found(none, { podSpec: { runtimeClassName: '' } })).toEqual([
      'error ASB209 research/Dev: spec.podTemplate.spec.runtimeClassName: ' +
        "'' is not a DNS subdomain; use at most 253 lower-case " +
        "letters, digits, '-' and '.', with a letter or digit at both ends of each part",
    ]);
    expect(found(none)).toEqual([]);
  });
});

describe('ASB301: a node selector that contradicts the class', () => {
  const line = (key: string, given: string, className: string, value: string) =>
    `error ASB301 research/Dev: the pod selects nodes with '${key}': ` +
    `'${given}', its RuntimeClass '${className}' those with '${value}'; ` +
    'remove the label from the node selector of the pod, or give another runtime';

  test.each<[string, (chart: Chart) => IIsolatedRuntime, string, string, string]>([
    ['of kata-deploy', kata, 'katacontainers.io/kata-runtime', 'kata-qemu', 'true'],
    ['of GKE', (chart) => IsolatedRuntime.gkeSandbox(chart, 'R'), 'sandbox.gke.io/runtime', 'gvisor', 'gvisor'],
    [
      'that is made here',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { nodeSelector: { pool: 'gvisor' } }),
      'pool',
      'gvisor',
      'gvisor',
    ],
    [
      'of Windows',
      (chart) => IsolatedRuntime.windowsHyperV(chart, 'R'),
      'kubernetes.io/os',
      'runhcs-wcow-hypervisor',
      'windows',
    ],
  ])('fails if the class is one %s', (_, runtime, key, className, value) => {
    expect(found(runtime, { nodeSelector: { [key]: 'other' } })).toEqual([line(key, 'other', className, value)]);
    expect(found(runtime, { nodeSelector: { [key]: value, zone: 'a' } })).toEqual([]);
  });

  test('fails if podSpec says so, and in a template', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Dev', {
      ...POD,
      runtime: kata(chart),
      podSpec: { nodeSelector: { 'katacontainers.io/kata-runtime': 'no' } },
    });
    expect(about(template)).toEqual([line('katacontainers.io/kata-runtime', 'no', 'kata-qemu', 'true')]);
  });

  test('nothing is said of a class of which only the name is known', () => {
    expect(found(named('kata-qemu'), { nodeSelector: { 'katacontainers.io/kata-runtime': 'no' } })).toEqual([]);
  });

  test('the class that is made speaks for all who name it', () => {
    const chart = chartOf();
    IsolatedRuntime.gvisor(chart, 'R', { nodeSelector: { pool: 'gvisor' } });
    const sandbox = new Sandbox(chart, 'Dev', {
      ...POD,
      runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Same', 'gvisor'),
      nodeSelector: { pool: 'other' },
    });
    expect(about(sandbox)).toEqual([line('pool', 'other', 'gvisor', 'gvisor')]);
  });

  test('what pods of a class select beyond it does not bind those of another reference to it', () => {
    const chart = chartOf();
    const [a, b] = ['a', 'b'].map((pool) => IsolatedRuntime.kataQemu(chart, pool, { nodeSelector: { pool } }));
    new Sandbox(chart, 'OnA', { ...POD, runtime: a });
    new Sandbox(chart, 'OnB', { ...POD, runtime: b });
    expect(about(chart)).toEqual([]);
  });
});

describe('ASB302: an overhead of the pod', () => {
  const overhead = { memory: k8s.Quantity.fromString('64Mi') };

  test.each<[string, (chart: Chart) => IIsolatedRuntime | undefined]>([
    ['a runtime', gvisor],
    ['no runtime', none],
  ])('fails with %s', (_, runtime) => {
    expect(found(runtime, { podSpec: { overhead } })).toEqual([
      'error ASB302 research/Dev: the pod has an overhead, which only its RuntimeClass may give it; ' +
        "remove it, and give the IsolatedRuntime that makes the class an 'overhead'",
    ]);
  });

  test('an empty one says nothing', () => {
    expect(found(gvisor, { podSpec: { overhead: {} } })).toEqual([]);
  });
});

describe('ASB303: the network of the node', () => {
  test('fails in a virtual machine of Kata, also where only the name tells', () => {
    for (const runtime of [kata, named('kata-qemu')]) {
      expect(found(runtime, { hostNetwork: true })).toEqual([
        'error ASB303 research/Dev: the pod has hostNetwork true, ' +
          "which a virtual machine of RuntimeClass 'kata-qemu' cannot have; " +
          'remove hostNetwork, or run the pod without this runtime',
      ]);
    }
  });

  test('nothing is said of other runtimes', () => {
    expect([
      ...found(gvisor, { hostNetwork: true }),
      ...found(named('runc'), { hostNetwork: true }),
      ...found(kata),
    ]).toEqual([]);
  });

  test('what is said of a class counts, not its name', () => {
    const custom = (chart: Chart) =>
      IsolatedRuntime.custom(chart, 'R', {
        runtimeClassName: 'fast',
        handler: 'fast',
        technology: RuntimeTechnology.KATA,
      });
    expect(found(custom, { hostNetwork: true })).toEqual([
      expect.stringContaining(
        "error ASB303 research/Dev: the pod has hostNetwork true, which a virtual machine of RuntimeClass 'fast'",
      ),
    ]);
  });
});

describe('ASB304: a user namespace', () => {
  test.each([['gvisor', gvisor], ['kata-qemu', kata]])('is doubtful under %s', (name, runtime) => {
    expect(found(runtime, { podSpec: { hostUsers: false } })).toEqual([
      'warning ASB304 research/Dev: the pod has hostUsers false, ' +
        `and it is not documented what the runtime of RuntimeClass '${name}' makes of a user namespace; ` +
        'remove hostUsers, which adds little to such a runtime, or acknowledge that you tried it',
    ]);
  });

  test('is fine elsewhere, and may be acknowledged', () => {
    const sysbox = (chart: Chart) => IsolatedRuntime.sysbox(chart, 'R');
    expect(
      [none, named('runc'), sysbox].flatMap((runtime) => found(runtime, { podSpec: { hostUsers: false } })),
    ).toEqual([]);
    const chart = chartOf();
    Findings.of(chart).acknowledge('ASB304', 'tried on our nodes');
    expect(
      Findings.of(new Sandbox(chart, 'Dev', { ...POD, runtime: gvisor(chart), podSpec: { hostUsers: false } })).list(),
    ).toContainEqual(expect.objectContaining({ code: 'ASB304', acknowledged: 'tried on our nodes' }));
  });
});

describe('ASB305: a virtual machine that is sized by limits', () => {
  const aks = (chart: Chart) => IsolatedRuntime.aksPodSandboxing(chart, 'R');
  const limited = {
    ...CONTAINER,
    resources: { cpu: { limit: kplus.Cpu.units(1) }, memory: { limit: Size.gibibytes(1) } },
  };

  test('wants limits on all containers', () => {
    expect(found(aks)).toEqual([
      "warning ASB305 research/Dev: the virtual machine of RuntimeClass 'kata-vm-isolation' " +
        "is as large as the limits of the containers, and 'main' has no limit of CPU and memory; " +
        "set 'resources' with limits of both",
    ]);
    expect(
      found(aks, {
        containers: [
          limited,
          { ...CONTAINER, name: 'b', resources: { memory: { limit: Size.gibibytes(1) } } },
          { ...CONTAINER, name: 'c' },
        ],
      }),
    ).toEqual([expect.stringContaining("and 'b' has no limit of CPU, 'c' has no limit of CPU and memory")]);
  });

  test('is content with them, and other runtimes do not ask', () => {
    expect([...found(aks, { containers: [limited] }), ...found(kata)]).toEqual([]);
  });
});

describe('ASB306: fields of Linux in a pod of Windows', () => {
  const windows = (chart: Chart) => IsolatedRuntime.windowsHyperV(chart, 'R');
  const line = (who: string, field: string) =>
    `error ASB306 research/Dev: ${who} has ${field}, ` +
    'which pods of Windows may not have; remove it, or give a runtime of Linux';

  test('fails if props ask for them', () => {
    expect(found(windows, { securityContext: { user: 1000, group: 1000, fsGroup: 1000 } })).toEqual([
      line('the pod', 'fsGroup'),
      line('the pod', 'fsGroupChangePolicy'),
      line('the pod', 'runAsGroup'),
      line('the pod', 'runAsUser'),
    ]);
    expect(found(windows, { podSpec: { hostUsers: true, hostPID: true, shareProcessNamespace: false } })).toEqual([
      line('the pod', 'hostPID'), line('the pod', 'hostUsers'), line('the pod', 'shareProcessNamespace'),
    ]);
    expect(
      found(windows, { containers: [{ ...CONTAINER, securityContext: { readOnlyRootFilesystem: true, user: 1000 } }] }),
    ).toEqual([line("container 'main'", 'readOnlyRootFilesystem'), line("container 'main'", 'runAsUser')]);
    expect(found(windows, { containerOptions: { main: { securityContext: { procMount: 'Default' } } } })).toEqual([
      line("container 'main'", 'procMount'),
    ]);
  });

  test('says so of init containers and of any pod that says it is of Windows', () => {
    expect(found(none, { podSpec: { os: { name: 'windows' } } })).toContain(line('the pod', 'seccompProfile'));
    expect(
      found(windows, {
        initContainers: [
          { ...CONTAINER, name: 'init', securityContext: { capabilities: { add: [kplus.Capability.NET_ADMIN] } } },
        ],
      }),
    ).toEqual([line("container 'init'", 'capabilities')]);
  });

  test('says nothing of what is there on both', () => {
    expect(found(windows)).toEqual([]);
    expect(
      found(windows, {
        podSpec: { hostPID: false, securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } },
      }),
    ).toEqual([]);
    expect(found(none, { securityContext: { user: 1000 } })).toEqual([]);
  });

  test('holds for a runtime that somebody else wrote', () => {
    const own = (chart: Chart) =>
      Object.assign(IsolatedRuntime.fromRuntimeClassName(chart, 'R', 'wcow'), {
        operatingSystem: OperatingSystem.WINDOWS,
      });
    expect(found(own, { securityContext: { user: 1000 } })).toEqual([line('the pod', 'runAsUser')]);
  });
});

describe('ASB307: a seccomp profile of your own under gVisor', () => {
  const seccompProfile = { type: 'Localhost', localhostProfile: 'profiles/agents.json' };
  const line = (who: string) =>
    `warning ASB307 research/Dev: ${who} has seccomp profile 'profiles/agents.json', ` +
    "which gVisor, the runtime of RuntimeClass 'gvisor', does not apply; " +
    'use RuntimeDefault, which Pod Security wants and gVisor replaces by its own filter, or acknowledge it';

  test('is told of the pod and of containers', () => {
    expect(found(gvisor, { podSpec: { securityContext: { seccompProfile } } })).toEqual([line('the pod')]);
    expect(found(named('gvisor'), { containerOptions: { main: { securityContext: { seccompProfile } } } })).toEqual([
      line("container 'main'"),
    ]);
  });

  test('nothing is said of the default, nor of other runtimes', () => {
    expect([...found(gvisor), ...found(kata, { podSpec: { securityContext: { seccompProfile } } })]).toEqual([]);
  });
});

test('plain objects that no construct of ours made are judged as well', () => {
  const chart = chartOf();
  Judge.of(chart);
  new ApiObject(chart, 'Plain', {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    spec: {
      podTemplate: {
        spec: {
          runtimeClassName: 'kata-clh',
          hostNetwork: true,
          containers: [{ name: 'main', image: 'registry.example.com/devbox:2.4' }],
        },
      },
    },
  });
  expect(errorsOf(chart)).toContain('error ASB303 at research/Plain');
});
