/**
 * One source for every release: what each has is printed and valid, what it lacks is refused with the release that has
 * it.
 */
import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, EnvVarsInjectionPolicy, k8s, NetworkPolicyManagement, OperatingMode,
  Sandbox, SandboxClaimOptions, SandboxProps, SandboxTemplate, SandboxTemplateProps,
  ShutdownPolicy, VolumeClaimTemplatesPolicy, WarmPoolUpdateStrategy,
} from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { ownFields } from '../support/crds';
import { find, Loose } from '../support/install';
import { faultsOf, hollow, OURS } from '../support/validity';
import { compose, composeNewest } from '../support/whole-app';
import { chartOf, errorsOf, POD, printed } from '../support/workloads';

const RELEASES = AgentSandboxVersion.values().map((version): [string, AgentSandboxVersion] => [version.id, version]);

test.each(RELEASES)('one source is valid for %s', (_, version) => {
  const chart = chartOf(version);
  compose(chart);
  expect(errorsOf(chart)).toBe('');
  const objects = printed(chart);
  expect(
    objects
      .filter(({ kind }) => OURS.includes(kind))
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(
    [
      ...Array(2).fill('Sandbox'),
      'SandboxClaim',
      'SandboxClaim',
      'SandboxTemplate',
      ...Array(speaksBeta(version) ? 5 : 4).fill('SandboxWarmPool'),
    ].sort(),
  );
  for (const object of objects) { expect([...faultsOf(object, version), ...hollow(object)]).toEqual([]); }
});

test('what only the newest has is valid for it', () => {
  const chart = chartOf();
  compose(chart);
  composeNewest(chart);
  expect(errorsOf(chart)).toBe('');
  for (const object of printed(chart)) {
    expect([...faultsOf(object, AgentSandboxVersion.LATEST), ...hollow(object)]).toEqual([]);
  }
});

test.each(RELEASES)('pods with default props pass Pod Security restricted under %s', (_, version) => {
  const chart = chartOf(version);
  const initContainers = [
    { name: 'prepare', image: 'a' },
    { name: 'proxy', image: 'b', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
  ];
  const volumes = [kplus.Volume.fromEmptyDir(chart, 'Scratch', 'scratch')];
  new Sandbox(chart, 'Bare', POD);
  new Sandbox(chart, 'More', { ...POD, initContainers, volumes });
  new SandboxTemplate(chart, 'Template', { ...POD, initContainers, volumes });
  const objects = printed(chart);
  expect(objects).toHaveLength(3);
  for (const { spec } of objects) {
    expect(podSecurityViolations((spec as Loose).podTemplate, { level: 'restricted', version: 'latest' })).toEqual([]);
    expect((spec as Loose).podTemplate.spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
  }
});

test.each(RELEASES)('suspend and resume are written as %s reads them', (_, version) => {
  const chart = chartOf(version);
  new Sandbox(chart, 'On', POD);
  new Sandbox(chart, 'Off', { ...POD, operatingMode: OperatingMode.SUSPENDED });
  const [on, off] = printed(chart) as Loose[];
  const beta = speaksBeta(version);
  expect([on.apiVersion, on.spec.operatingMode, on.spec.replicas]).toEqual(
    beta ? ['agents.x-k8s.io/v1beta1', 'Running', undefined] : ['agents.x-k8s.io/v1alpha1', undefined, 1],
  );
  expect([off.spec.operatingMode, off.spec.replicas]).toEqual(beta ? ['Suspended', undefined] : [undefined, 0]);
});

test.each(RELEASES)('claims name what %s asks them for', (_, version) => {
  const chart = chartOf(version);
  compose(chart);
  const objects = printed(chart);
  const [warm, cold] = ['nightly', 'on-demand'].map((name) => {
    const { apiVersion, spec } = find(objects, 'SandboxClaim', name);
    expect(apiVersion).toBe(`extensions.agents.x-k8s.io/${speaksBeta(version) ? 'v1beta1' : 'v1alpha1'}`);
    return {
      warmPoolRef: spec.warmPoolRef?.name,
      sandboxTemplateRef: spec.sandboxTemplateRef?.name,
      warmpool: spec.warmpool,
    };
  });
  if (speaksBeta(version)) {
    expect([warm, cold]).toEqual([{ warmPoolRef: 'pool' }, { warmPoolRef: 'python-cold' }]);
    expect(find(objects, 'SandboxWarmPool', 'python-cold').spec.replicas).toBe(0);
  } else if (since(version, 'v0.3.10')) {
    expect([warm, cold]).toEqual([
      { sandboxTemplateRef: 'python', warmpool: 'pool' },
      { sandboxTemplateRef: 'python', warmpool: 'none' },
    ]);
  } else {
    expect([warm, cold]).toEqual([{ sandboxTemplateRef: 'python' }, { sandboxTemplateRef: 'python' }]);
  }
});

test.each(RELEASES)('a pool that something else scales states its count under %s only if it must', (_, version) => {
  const chart = chartOf(version);
  compose(chart);
  const objects = printed(chart);
  const counts = ['keda', 'scaled', 'pool'].map((name) => find(objects, 'SandboxWarmPool', name).spec.replicas);
  expect(counts).toEqual(
    since(version, 'v0.5.1') ? [undefined, undefined, 3] : [2, since(version, 'v0.3.10') ? 4 : 1, 3],
  );
});

test.each(RELEASES)('a pool with a count left to others is refused by %s if it must state one', (_, version) => {
  const chart = chartOf(version);
  new SandboxTemplate(chart, 'Python', POD).addWarmPool('Keda', { scaledExternally: true });
  expect(errorsOf(chart)).toMatch(
    since(version, 'v0.5.1')
      ? /^$/
      : /error ASB505 .*: the pool is 'scaledExternally', but v\S+ wants a count in every pool; .*v0\.5\.1 or newer/,
  );
});

test.each(RELEASES)('a Service for each sandbox is met by %s, and said where it can be', (_, version) => {
  const chart = chartOf(version);
  compose(chart);
  const objects = printed(chart);
  const said = since(version, 'v0.4.6') ? true : undefined;
  expect([
    find(objects, 'Sandbox', 'dev').spec.service,
    find(objects, 'SandboxTemplate', 'python').spec.service,
    find(objects, 'Sandbox', 'asleep').spec.service,
  ]).toEqual([said, said, undefined]);
});

test.each(RELEASES)('what bears on behaviour is printed for %s as far as it has it', (_, version) => {
  const chart = chartOf(version);
  compose(chart);
  const objects = printed(chart);
  const asOf = (release: string, value: unknown) => (since(version, release) ? value : undefined);
  const { shutdownPolicy } = find(objects, 'Sandbox', 'asleep').spec;
  const { networkPolicyManagement, envVarsInjectionPolicy, volumeClaimTemplatesPolicy, networkPolicy, podTemplate } =
    find(objects, 'SandboxTemplate').spec;
  const { updateStrategy } = find(objects, 'SandboxWarmPool', 'pool').spec;
  const { lifecycle } = find(objects, 'SandboxClaim', 'nightly').spec;
  const { dnsPolicy } = podTemplate.spec;
  const policies = { shutdownPolicy, networkPolicyManagement, envVarsInjectionPolicy, volumeClaimTemplatesPolicy };
  expect({ ...policies, networkPolicy, updateStrategy, lifecycle, dnsPolicy }).toEqual({
    shutdownPolicy: asOf('v0.1.1', 'Retain'),
    networkPolicyManagement: asOf('v0.2.1', 'Managed'),
    envVarsInjectionPolicy: asOf('v0.4.0', 'Disallowed'),
    volumeClaimTemplatesPolicy: asOf('v0.5.0', 'Disallowed'),
    networkPolicy: undefined,
    updateStrategy: asOf('v0.4.0', { type: 'OnReplenish' }),
    lifecycle: asOf('v0.1.1', { shutdownPolicy: 'Retain' }),
    dnsPolicy: asOf('v0.2.1', 'None'),
  });
});

/** What some releases lack. */
interface Feature {
  readonly name: string;
  readonly first: string;
  readonly last?: string;
  /** For a value: the first release that has its field. */
  readonly fieldOf?: string;
  readonly make: (chart: Chart) => void;
  /** Of what is printed: what shows that it is there. */
  readonly shows: (objects: readonly KubeObject[]) => unknown;
  readonly value: unknown;
}

const sandbox = (props: Partial<SandboxProps>) => (chart: Chart) => {
  new Sandbox(chart, 'Dev', { ...POD, ...props });
};
const template = (props: Partial<SandboxTemplateProps>) => (chart: Chart) => {
  new SandboxTemplate(chart, 'Python', { ...POD, ...props });
};
/** Claims of a template of which nothing is known, and which refuses nothing. */
const claim = (options: SandboxClaimOptions) => (chart: Chart) => {
  new SandboxTemplate(chart, 'Python', { ...POD, restartPolicy: kplus.RestartPolicy.NEVER })
    .addWarmPool('Pool')
    .addClaim('Mine', options);
};
const inSandbox = (...path: string[]) => (objects: readonly KubeObject[]) => at(find(objects, 'Sandbox').spec, path);
const inTemplate =
  (...path: string[]) =>
    (objects: readonly KubeObject[]) =>
      at(find(objects, 'SandboxTemplate').spec, path);
const inClaim = (...path: string[]) => (objects: readonly KubeObject[]) => at(find(objects, 'SandboxClaim').spec, path);
const inPod = (...path: string[]) => inSandbox('podTemplate', 'spec', ...path);
const container = (options: k8s.ContainerOptions) => sandbox({ containerOptions: { main: options } });
const workspace = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const tomorrow = '2027-01-31T18:00:00Z';
const env = [{ name: 'SEED', value: '7' }];

/** From upstream's history: a feature, its first release and, if it is gone, its last. */
const FEATURES: Feature[] = [
  {
    name: 'service false of a Sandbox',
    first: 'v0.4.6',
    make: sandbox({ service: false }),
    shows: inSandbox('service'),
    value: false,
  },
  {
    name: 'service false of a SandboxTemplate',
    first: 'v0.4.6',
    make: template({ service: false }),
    shows: inTemplate('service'),
    value: false,
  },
  {
    name: 'shutdownTime of a Sandbox',
    first: 'v0.1.0',
    make: sandbox({ shutdownTime: tomorrow }),
    shows: inSandbox('shutdownTime'),
    value: tomorrow,
  },
  {
    name: 'shutdownPolicy of a Sandbox',
    first: 'v0.1.1',
    make: sandbox({ shutdownTime: tomorrow, shutdownPolicy: ShutdownPolicy.DELETE }),
    shows: inSandbox('shutdownPolicy'),
    value: 'Delete',
  },
  {
    name: 'volumeClaimTemplates of a Sandbox',
    first: 'v0.1.0',
    make: (chart) => {
      new Sandbox(chart, 'Dev', POD).addWorkspace('Data', '/data', { size: Size.gibibytes(1) });
    },
    shows: inSandbox('volumeClaimTemplates'),
    value: [workspace],
  },
  {
    name: 'volumeClaimTemplates of a SandboxTemplate',
    first: 'v0.4.3',
    make: (chart) => {
      new SandboxTemplate(chart, 'Python', POD).addWorkspace('Data', '/data', { size: Size.gibibytes(1) });
    },
    shows: inTemplate('volumeClaimTemplates'),
    value: [workspace],
  },
  {
    name: 'volumeClaimTemplatesPolicy',
    first: 'v0.5.0',
    make: template({ volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.OVERRIDES }),
    shows: inTemplate('volumeClaimTemplatesPolicy'),
    value: 'Overrides',
  },
  {
    name: 'volumeClaimTemplatesPolicy as it is by default',
    first: 'v0.5.0',
    make: template({ volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.DISALLOWED }),
    shows: inTemplate('volumeClaimTemplatesPolicy'),
    value: 'Disallowed',
  },
  {
    name: 'networkPolicy',
    first: 'v0.1.1',
    make: template({ networkPolicy: { ingress: [] } }),
    shows: inTemplate('networkPolicy'),
    value: { ingress: [] },
  },
  {
    name: 'networkPolicyManagement',
    first: 'v0.2.1',
    make: template({ networkPolicyManagement: NetworkPolicyManagement.UNMANAGED }),
    shows: inTemplate('networkPolicyManagement'),
    value: 'Unmanaged',
  },
  {
    name: 'envVarsInjectionPolicy',
    first: 'v0.4.0',
    make: template({ envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED }),
    shows: inTemplate('envVarsInjectionPolicy'),
    value: 'Allowed',
  },
  {
    name: 'updateStrategy',
    first: 'v0.4.0',
    make: (chart) => {
      new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool', {
        updateStrategy: WarmPoolUpdateStrategy.RECREATE,
      });
    },
    shows: (objects) => find(objects, 'SandboxWarmPool').spec.updateStrategy,
    value: { type: 'Recreate' },
  },
  {
    name: 'shutdownTime of a claim',
    first: 'v0.1.1',
    make: claim({ shutdownTime: tomorrow }),
    shows: inClaim('lifecycle', 'shutdownTime'),
    value: tomorrow,
  },
  {
    name: 'shutdownPolicy of a claim',
    first: 'v0.1.1',
    make: claim({ shutdownTime: tomorrow, shutdownPolicy: ClaimShutdownPolicy.DELETE }),
    shows: inClaim('lifecycle'),
    value: { shutdownTime: tomorrow, shutdownPolicy: 'Delete' },
  },
  {
    name: 'DELETE_FOREGROUND',
    first: 'v0.3.10',
    fieldOf: 'v0.1.1',
    make: claim({ shutdownTime: tomorrow, shutdownPolicy: ClaimShutdownPolicy.DELETE_FOREGROUND }),
    shows: inClaim('lifecycle', 'shutdownPolicy'),
    value: 'DeleteForeground',
  },
  {
    name: 'ttlAfterFinished',
    first: 'v0.4.3',
    make: claim({ ttlAfterFinished: Duration.minutes(90) }),
    shows: inClaim('lifecycle', 'ttlSecondsAfterFinished'),
    value: 5400,
  },
  {
    name: 'ttlAfterFinished 0',
    first: 'v0.4.3',
    make: claim({ ttlAfterFinished: Duration.seconds(0) }),
    shows: inClaim('lifecycle', 'ttlSecondsAfterFinished'),
    value: 0,
  },
  {
    name: 'podLabels of a claim',
    first: 'v0.4.0',
    make: claim({ podLabels: { 'sandbox.users.io/a': 'b' } }),
    shows: inClaim('additionalPodMetadata'),
    value: { labels: { 'sandbox.users.io/a': 'b' } },
  },
  {
    name: 'podAnnotations of a claim',
    first: 'v0.4.0',
    make: claim({ podAnnotations: { 'example.com/a': 'b' } }),
    shows: inClaim('additionalPodMetadata'),
    value: { annotations: { 'example.com/a': 'b' } },
  },
  {
    name: 'env of a claim',
    first: 'v0.4.0',
    make: (chart) => {
      new SandboxTemplate(chart, 'Python', { ...POD, envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED })
        .addClaim('Mine', { env });
    },
    shows: inClaim('env'),
    value: env,
  },
  {
    name: 'volume claims of a claim',
    first: 'v0.5.0',
    make: (chart) => {
      new SandboxTemplate(chart, 'Python', { ...POD, volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.ALLOWED })
        .addWarmPool('Pool')
        .addClaim('Mine')
        .addVolumeClaim('Data', { size: Size.gibibytes(1) });
    },
    shows: inClaim('volumeClaimTemplates'),
    value: [workspace],
  },
  {
    name: 'workloadRef',
    first: 'v0.3.10',
    last: 'v0.5.0',
    make: sandbox({ podSpec: { workloadRef: { name: 'w', podGroup: 'g' } } }),
    shows: inPod('workloadRef'),
    value: { name: 'w', podGroup: 'g' },
  },
  {
    name: 'schedulingGroup',
    first: 'v0.5.1',
    make: sandbox({ podSpec: { schedulingGroup: { podGroupName: 'g' } } }),
    shows: inPod('schedulingGroup'),
    value: { podGroupName: 'g' },
  },
  {
    name: 'schedulingGroup of a template',
    first: 'v0.5.1',
    make: template({ podSpec: { schedulingGroup: { podGroupName: 'g' } } }),
    shows: inTemplate('podTemplate', 'spec', 'schedulingGroup'),
    value: { podGroupName: 'g' },
  },
  {
    name: 'evictionResponders',
    first: 'v1.0.2',
    make: sandbox({ podSpec: { evictionResponders: [{ name: 'r', priority: 5 }] } }),
    shows: inPod('evictionResponders'),
    value: [{ name: 'r', priority: 5 }],
  },
  {
    name: 'hostnameOverride',
    first: 'v0.1.0',
    make: sandbox({ podSpec: { hostnameOverride: 'h' } }),
    shows: inPod('hostnameOverride'),
    value: 'h',
  },
  {
    name: 'mode of an emptyDir',
    first: 'v1.0.2',
    make: sandbox({ podSpec: { volumes: [{ name: 'v', emptyDir: { mode: 0o700 } }] } }),
    shows: inPod('volumes'),
    value: [{ name: 'v', emptyDir: { mode: 0o700 } }],
  },
  {
    name: 'defaultUser of a configMap',
    first: 'v1.0.2',
    make: sandbox({ podSpec: { volumes: [{ name: 'v', configMap: { name: 'c', defaultUser: 7 } }] } }),
    shows: inPod('volumes'),
    value: [{ name: 'v', configMap: { name: 'c', defaultUser: 7 } }],
  },
  {
    name: 'bindMountOptions',
    first: 'v1.0.2',
    make: sandbox({
      podSpec: { volumes: [{ name: 'v', emptyDir: {} }] },
      containerOptions: { main: { volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec'] }] } },
    }),
    shows: inPod('containers', '0', 'volumeMounts'),
    value: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec'] }],
  },
  {
    name: 'mode of a gRPC probe',
    first: 'v1.0.2',
    make: container({ readinessProbe: { grpc: { port: 1, mode: 'TLS' } } }),
    shows: inPod('containers', '0', 'readinessProbe'),
    value: { grpc: { port: 1, mode: 'TLS' } },
  },
  {
    name: 'protocol of an HTTP probe',
    first: 'v1.0.2',
    make: container({ livenessProbe: { httpGet: { port: k8s.IntOrString.fromNumber(1), protocol: 'HTTP2' } } }),
    shows: inPod('containers', '0', 'livenessProbe'),
    value: { httpGet: { port: 1, protocol: 'HTTP2' } },
  },
  {
    name: 'userAnnotations of a pod certificate',
    first: 'v0.3.10',
    make: sandbox({
      podSpec: {
        volumes: [
          {
            name: 'v',
            projected: {
              sources: [{ podCertificate: { signerName: 'a/b', keyType: 'ED25519', userAnnotations: { 'a/b': 'c' } } }],
            },
          },
        ],
      },
    }),
    shows: inPod('volumes', '0', 'projected', 'sources', '0', 'podCertificate', 'userAnnotations'),
    value: { 'a/b': 'c' },
  },
];

describe.each(FEATURES)('$name', ({ first, last, fieldOf, make, shows, value }) => {
  test.each(RELEASES.filter(([, version]) => since(version, first) && (!last || until(version, last))))(
    'is printed for %s, and valid',
    (_, version) => {
      const chart = chartOf(version);
      make(chart);
      expect(errorsOf(chart)).toBe('');
      const objects = printed(chart);
      expect(shows(objects)).toEqual(value);
      for (const object of objects) {
        expect(faultsOf(object, version)).toEqual([]);
      }
    },
  );

  const lacking = RELEASES.filter(([, version]) => !since(version, first) || (last && !until(version, last)));
  if (lacking.length === 0) { return; }
  test.each(lacking)('fails if the release is %s, and says which has it', (id, version) => {
    const chart = chartOf(version);
    make(chart);
    const errors = errorsOf(chart).split('\n').filter((line) => line.includes('ASB'));
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error).toMatch(/error ASB\d{3} at research\//);
      expect(error).toContain(id);
    }
    if (since(version, first)) {
      expect(errors.join('\n')).toContain(`it left after ${last}; the last release that has it is ${last}`);
    } else {
      // A value may be newer than its field: then the release that has the field says so.
      const [, named] = errors.join('\n').match(/it came in (v[\d.]+\d)/)!;
      expect([first, fieldOf]).toContain(named);
      expect(errors.join('\n')).toContain(last ? `use ${named} to ${last}` : `use ${named} or newer`);
    }
  });
});

test('fails if a field is of another API version that the release serves too, and does not call it gone', () => {
  const chart = chartOf(AgentSandboxVersion.V0_5_2);
  ApiObject.of(new Sandbox(chart, 'Dev', POD)).addJsonPatch(JsonPatch.add('/spec/replicas', 1));
  expect(errorsOf(chart)).toContain(
    'error ASB101 at research/Dev (Sandbox research/dev): agents.x-k8s.io/v1beta1 does not have spec.replicas, which '
      + "v1alpha1 has; use 'operatingMode': ",
  );
});

test('no own field of a spec came later that the table does not have', () => {
  const later: Record<string, string> = {};
  for (const version of AgentSandboxVersion.values()) {
    const { versions: [{ kinds }] } = version._release.api;
    for (const [kind, model] of Object.entries(kinds)) {
      for (const { path } of ownFields(model.root.fields!.spec)) { later[[kind, ...path].join('.')] ??= version.id; }
    }
  }
  expect(Object.fromEntries(Object.entries(later).filter(([, first]) => first !== 'v0.1.0'))).toEqual({
    'Sandbox.shutdownPolicy': 'v0.1.1',
    'Sandbox.service': 'v0.4.6',
    'Sandbox.operatingMode': 'v0.5.0',
    'SandboxClaim.lifecycle': 'v0.1.1',
    'SandboxClaim.lifecycle.shutdownTime': 'v0.1.1',
    'SandboxClaim.lifecycle.shutdownPolicy': 'v0.1.1',
    'SandboxClaim.warmpool': 'v0.3.10',
    'SandboxClaim.additionalPodMetadata': 'v0.4.0',
    'SandboxClaim.additionalPodMetadata.labels': 'v0.4.0',
    'SandboxClaim.additionalPodMetadata.annotations': 'v0.4.0',
    'SandboxClaim.env': 'v0.4.0',
    'SandboxClaim.env.name': 'v0.4.0',
    'SandboxClaim.env.value': 'v0.4.0',
    'SandboxClaim.env.containerName': 'v0.4.0',
    'SandboxClaim.lifecycle.ttlSecondsAfterFinished': 'v0.4.3',
    'SandboxClaim.warmPoolRef': 'v0.5.0',
    'SandboxClaim.warmPoolRef.name': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates.metadata': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates.metadata.name': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates.metadata.labels': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates.metadata.annotations': 'v0.5.0',
    'SandboxClaim.volumeClaimTemplates.spec': 'v0.5.0',
    'SandboxTemplate.networkPolicy': 'v0.1.1',
    'SandboxTemplate.networkPolicy.ingress': 'v0.1.1',
    'SandboxTemplate.networkPolicy.egress': 'v0.1.1',
    'SandboxTemplate.networkPolicyManagement': 'v0.2.1',
    'SandboxTemplate.envVarsInjectionPolicy': 'v0.4.0',
    'SandboxTemplate.volumeClaimTemplates': 'v0.4.3',
    'SandboxTemplate.volumeClaimTemplates.metadata': 'v0.4.3',
    'SandboxTemplate.volumeClaimTemplates.metadata.name': 'v0.4.3',
    'SandboxTemplate.volumeClaimTemplates.metadata.labels': 'v0.4.3',
    'SandboxTemplate.volumeClaimTemplates.metadata.annotations': 'v0.4.3',
    'SandboxTemplate.volumeClaimTemplates.spec': 'v0.4.3',
    'SandboxTemplate.service': 'v0.4.6',
    'SandboxTemplate.volumeClaimTemplatesPolicy': 'v0.5.0',
    'SandboxWarmPool.updateStrategy': 'v0.4.0',
    'SandboxWarmPool.updateStrategy.type': 'v0.4.0',
  });
});

function speaksBeta(version: AgentSandboxVersion): boolean {
  return since(version, 'v0.5.0');
}

function since(version: AgentSandboxVersion, id: string): boolean {
  return version.isAtLeast(AgentSandboxVersion.of(id));
}

function until(version: AgentSandboxVersion, id: string): boolean {
  return AgentSandboxVersion.of(id).isAtLeast(version);
}

function at(value: Loose, path: readonly string[]): unknown {
  return path.reduce((each, name) => each?.[name], value);
}
