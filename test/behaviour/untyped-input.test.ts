import { Chart, Size } from 'cdk8s';
import {
  ContainerdConfigVersion, GvisorNodePreparation, ImagePrePull, IsolatedRuntime, KataVariant, Sandbox, SandboxClaim,
  SandboxTemplate, WarmPool,
} from '../../src';
import { chartOf, errorsOf, POD, untyped } from '../support/workloads';

/** What JavaScript lets a caller pass where the types want something else. */
const VALUES: unknown[] = [null, 5, NaN, '', 'x', true, [], {}, [null], ['x'], new Date(0), Symbol.iterator, () => 'x'];

/** How errors read that JavaScript throws when code meets what it does not expect. */
const INSIDE = /TypeError|RangeError|Cannot (?:read|convert|destructure)|is not (?:a function|iterable)/;

const POD_PROPS = [
  'containers',
  'initContainers',
  'volumes',
  'hostAliases',
  'restartPolicy',
  'serviceAccount',
  'identity',
  'securityContext',
  'dns',
  'dockerRegistryAuth',
  'automountServiceAccountToken',
  'hostNetwork',
  'isolate',
  'terminationGracePeriod',
  'metadata',
  'runtime',
  'priorityClassName',
  'nodeSelector',
  'tolerations',
  'podLabels',
  'podAnnotations',
  'disruption',
  'enableServiceLinks',
  'shareProcessNamespace',
  'service',
  'volumeClaimTemplates',
  'podSpec',
  'containerOptions',
  'egress',
  'ingress',
  'networkPolicyEngine',
];

const RUNTIME_PROPS = [
  'create',
  'runtimeClassName',
  'handler',
  'nodeSelector',
  'tolerations',
  'overhead',
  'repeatPlacementOnPods',
];

const NODE_PROPS = ['metadata', 'nodeSelector', 'tolerations', 'imagePullSecrets', 'pauseImage'];

/** Makes a construct with a value in a prop. */
type Make = (chart: Chart, prop: Record<string, unknown>) => unknown;

const ROWS: Array<[string, string[], Make]> = [
  [
    'Sandbox',
    [...POD_PROPS, 'operatingMode', 'shutdownTime', 'shutdownPolicy'],
    (chart, prop) => new Sandbox(chart, 'A', { ...POD, ...prop }),
  ],
  [
    'SandboxTemplate',
    [...POD_PROPS, 'envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy', 'networkPolicyManagement', 'networkPolicy'],
    (chart, prop) => new SandboxTemplate(chart, 'A', { ...POD, ...prop }),
  ],
  [
    'WarmPool',
    ['template', 'replicas', 'updateStrategy', 'scaledExternally', 'metadata'],
    (chart, prop) => new WarmPool(chart, 'P', { template: new SandboxTemplate(chart, 'A', POD), ...prop }),
  ],
  [
    'SandboxClaim',
    [
      'warmPool',
      'shutdownTime',
      'shutdownPolicy',
      'ttlAfterFinished',
      'env',
      'podLabels',
      'podAnnotations',
      'volumeClaimTemplates',
      'metadata',
    ],
    (chart, prop) => new SandboxClaim(chart, 'C', { warmPool: WarmPool.fromWarmPoolName(chart, 'P', 'p'), ...prop }),
  ],
  [
    'a workspace',
    [
      'size',
      'storageClassName',
      'accessModes',
      'labels',
      'annotations',
      'claimSpec',
      'container',
      'subPath',
      'readOnly',
    ],
    (chart, prop) =>
      new Sandbox(chart, 'A', POD).addWorkspace('w', '/w', untyped({ size: Size.gibibytes(1), ...prop })),
  ],
  [
    'a volume of a claim',
    ['size', 'storageClassName', 'accessModes', 'labels', 'annotations', 'claimSpec'],
    (chart, prop) =>
      new SandboxClaim(chart, 'C', { warmPool: WarmPool.fromWarmPoolName(chart, 'P', 'p') }).addVolumeClaim(
        'w',
        untyped({ size: Size.gibibytes(1), ...prop }),
      ),
  ],
  [
    'a runtime',
    [...RUNTIME_PROPS, 'kataRelease', 'nodeFeatures', 'variant'],
    (chart, prop) =>
      IsolatedRuntime.kata(chart, 'R', { variant: KataVariant.QEMU, create: true, overhead: {}, ...prop }),
  ],
  [
    'a runtime of Windows',
    [...RUNTIME_PROPS, 'windowsBuild'],
    (chart, prop) => IsolatedRuntime.windowsHyperV(chart, 'R', prop),
  ],
  [
    'a runtime of your own',
    [...RUNTIME_PROPS, 'technology', 'operatingSystem'],
    (chart, prop) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'r', handler: 'r', ...prop }),
  ],
  [
    'a GvisorNodePreparation',
    [
      ...NODE_PROPS,
      'image',
      'containerdConfigVersion',
      'runtime',
      'binariesPath',
      'archives',
      'installDirectory',
      'containerdConfigPath',
      'restartCommand',
      'platform',
      'ociSeccomp',
      'flags',
      'priorityClassName',
    ],
    (chart, prop) =>
      new GvisorNodePreparation(chart, 'N', {
        image: 'i',
        containerdConfigVersion: ContainerdConfigVersion.V3,
        ...prop,
      }),
  ],
  [
    'an ImagePrePull',
    [...NODE_PROPS, 'templates', 'images', 'runtime', 'pullUnderRuntime', 'command', 'noOpImage'],
    (chart, prop) => new ImagePrePull(chart, 'I', { images: ['i'], ...prop }),
  ],
];

/** What is said to a caller: when the construct is made, else at the synthesis; nothing when all is accepted. */
function answer(make: Make, prop: Record<string, unknown>): string {
  const chart = chartOf();
  try {
    make(chart, prop);
  } catch (error) {
    return String(error);
  }
  return errorsOf(chart);
}

describe.each(ROWS)('%s', (_, props, make) => {
  test.each(props)('never answers an odd %s with an error from inside', (prop) => {
    const answers = VALUES.map((value) => [value, answer(make, { [prop]: value })] as const);
    expect(answers.filter(([, text]) => INSIDE.test(text))).toEqual([]);
  });
});

test.each<[string, (chart: Chart) => unknown]>([
  ['Sandbox', (chart) => new Sandbox(chart, 'A', untyped(null))],
  ['SandboxTemplate', (chart) => new SandboxTemplate(chart, 'A', untyped(null))],
  ['WarmPool', (chart) => new WarmPool(chart, 'A', untyped(null))],
  ['SandboxClaim', (chart) => new SandboxClaim(chart, 'A', untyped(null))],
])('fails if the props of a %s are null', (_, make) => {
  expect(() => make(chartOf())).toThrow('the props are null; give an object');
});

test.each<[string, unknown, string]>([
  ['serviceAccount', 'runner', "'serviceAccount' is 'runner'; give a construct, or a reference to what exists"],
  [
    'dockerRegistryAuth',
    'registry',
    "'dockerRegistryAuth' is 'registry'; give a construct, or a reference to what exists",
  ],
  ['restartPolicy', 'Sometimes', "'restartPolicy' is 'Sometimes'; give one of Always, OnFailure, Never"],
  ['podLabels', 'app=dev', "'podLabels' is 'app=dev'; give an object"],
  ['podAnnotations', null, "'podAnnotations' is null; give an object"],
  ['nodeSelector', NaN, "'nodeSelector' is NaN; give an object"],
])('fails if %s is %j, which would be dropped without a word', (prop, value, message) => {
  expect(() => new Sandbox(chartOf(), 'A', { ...POD, [prop]: value })).toThrow(message);
});
