/**
 * What the library makes by default is what its own policy and the restricted standard let in, whatever the pod is
 * for.
 */
import { ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Disruption, IsolatedRuntime, Sandbox, SandboxAdmissionPolicy, SandboxPod, SandboxPodProps,
  SandboxTemplate,
} from '../../src';
import { AdmissionPolicyObjects } from '../../src/admission/admission-policy-objects';
import { AdmissionKind } from '../../src/admission/matched-kinds';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { ENGINES, verdicts } from '../support/admission/engines';
import * as fc from '../support/fuzz';
import { chartOf, findingsOf } from '../support/workloads';

const image = fc.constantFrom(
  'python:3.14',
  'registry.example.com/devbox:2.4',
  'ghcr.io/acme/agent@sha256:'.concat('ab'.repeat(32)),
);

/** A container by what it does: nothing that bears on isolation is said of it. */
const container: fc.Arbitrary<Omit<kplus.ContainerProps, 'name'>> = fc.record({
  image,
  portNumber: fc.integer({ min: 1024, max: 65535 }),
  args: fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
  workingDir: fc.constantFrom('/home/dev', '/srv'),
  envVariables: fc.constant({ MODE: kplus.EnvValue.fromValue('on') }),
  liveness: fc.constant(kplus.Probe.fromCommand(['true'])),
  readiness: fc.constant(kplus.Probe.fromTcpSocket({ port: 8080 })),
  resources: fc.constantFrom({}, { cpu: { limit: kplus.Cpu.units(2) }, memory: { limit: Size.gibibytes(1) } }),
}, { requiredKeys: ['image'], noNullPrototype: true });

const named = (prefix: string, minLength: number) =>
  fc
    .array(container, { minLength, maxLength: 2 })
    .map((all) =>
      all.map((each, index) => ({
        ...each,
        name: `${prefix}-${index}`,
        ...(each.portNumber !== undefined && { portNumber: 8000 + index }),
      })),
    );

const props: fc.Arbitrary<SandboxPodProps> = fc.record({
  containers: named('main', 1),
  initContainers: named('init', 0).map((all) => all.map(({ liveness: _, readiness: __, ...each }) => each)),
  podLabels: fc.constant({ 'example.com/team': 'research' }),
  nodeSelector: fc.constant({ 'kubernetes.io/os': 'linux' }),
  priorityClassName: fc.constant('interactive'),
  restartPolicy: fc.constantFrom(kplus.RestartPolicy.ALWAYS, kplus.RestartPolicy.NEVER),
  disruption: fc.constantFrom(Disruption.never(), Disruption.allowed()),
  isolate: fc.boolean(),
}, { requiredKeys: ['containers'], noNullPrototype: true });

const releases = fc.constantFrom(...AgentSandboxVersion.values());

/** An app whose policy lets in one runtime, with a pod of a kind that has it. */
function composed(
  Kind: typeof Sandbox | typeof SandboxTemplate,
  version: AgentSandboxVersion,
  given: SandboxPodProps,
  hasVolumes: boolean,
) {
  const chart: Chart = chartOf(version);
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'gvisor');
  const policy = new SandboxAdmissionPolicy(chart, 'Isolation', {
    runtimes: [runtime], hasDefaultLimits: true, allowedPriorityClasses: ['interactive'],
  });
  const { isolate, ...rest } = given;
  // Releases before v0.1.1 have no policy of their own to isolate a template by.
  const pod: SandboxPod = new Kind(chart, 'Dev', {
    ...rest,
    ...(Kind === Sandbox && isolate !== undefined && { isolate }),
    runtime,
  });
  if (hasVolumes) {
    pod.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(chart, 'Scratch', 'scratch'));
    pod.containers[0].mount(
      '/etc/agent',
      kplus.Volume.fromConfigMap(chart, 'Settings', kplus.ConfigMap.fromConfigMapName(chart, 'Map', 'settings')),
    );
    if (Kind === Sandbox) {
      pod.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(10) });
    }
  }
  return { chart, policy, object: (ApiObject.of(pod) as ApiObject & { _render(): KubeObject })._render() };
}

describe.each([
  ['Sandbox', Sandbox],
  ['SandboxTemplate', SandboxTemplate],
] as const)('a %s with no word about isolation but its runtime', (kind, Kind) => {
  test('passes its own policy at synth and as CEL, and the restricted standard', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(releases, props, fc.boolean(), (version, given, hasVolumes) => {
        const { chart, policy, object } = composed(Kind, version, given, hasVolumes);
        seen.add(version.id);
        expect(findingsOf(chart).filter(({ code }) => /^ASB(1|3[5-7])/.test(code))).toEqual([]);
        const { metadata, spec } = (object.spec as { podTemplate: { metadata: object; spec: object } }).podTemplate;
        for (const level of ['restricted', 'baseline'] as const) {
          expect(podSecurityViolations({ metadata, spec }, { level, version: 'latest' })).toEqual([]);
        }
        const policies = ['Pod', kind].map((of): AdmissionPolicyObjects => {
          const [one, binding] = ['Policy', 'Binding'].map((what) =>
            ApiObject.of(policy.node.findChild(`${of}${what}`)).toJson(),
          );
          return { kind: of as AdmissionKind, policy: one, binding };
        });
        const [, own] = ENGINES[1];
        // Its pod is given limits by the LimitRange that the policy counts on.
        const limited = spec as { containers: object[]; initContainers?: object[] };
        const withLimits = (each: object) => ({ ...each, resources: { limits: { cpu: '1', memory: '1Gi' } } });
        const initContainers = limited.initContainers?.map(withLimits);
        const pod = {
          ...limited,
          containers: limited.containers.map(withLimits),
          ...(initContainers && { initContainers }),
        };
        expect(
          verdicts(own, [
            { policies, object },
            { policies, object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dev' }, spec: pod } },
          ]),
        ).toEqual(Array(2).fill({ matched: true, refused: [], errors: [] }));
      }),
      { numRuns: 120 },
    );
    expect(seen.size).toBeGreaterThan(15);
  });
});
