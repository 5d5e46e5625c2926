import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Disruption, EnvVarsInjectionPolicy, k8s, NetworkPolicyManagement, SandboxTemplate,
  SandboxTemplateProps,
  VolumeClaimTemplatesPolicy,
} from '../../src';
import { find, Loose } from '../support/install';
import {
  chartOf, codesOf, CONTAINER, errorsOf, findingsOf, POD, podOf, printed, specOf, untyped,
} from '../support/workloads';

const { V0_1_0, V0_1_1, V0_2_1, V0_3_10, V0_4_0, V0_4_3, V0_4_5, V0_4_6, V0_5_0, V0_5_1, V0_5_2 } = AgentSandboxVersion;

/** A template `python` of a release. */
function template(props: Partial<SandboxTemplateProps> = {}, version?: AgentSandboxVersion): SandboxTemplate {
  return new SandboxTemplate(chartOf(version), 'Python', { ...POD, ...props });
}

/** The objects of an app as the chart of a construct prints them. */
function around(construct: SandboxTemplate): Loose[] {
  return printed(construct.node.scope as Chart);
}

describe('defaults', () => {
  test('all of them are printed, and nothing else', () => {
    const python = template();
    expect(errorsOf(python)).toBe('');
    expect(around(python)).toEqual([
      {
        apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
        kind: 'SandboxTemplate',
        metadata: { name: 'python', namespace: 'research' },
        spec: {
          envVarsInjectionPolicy: 'Disallowed',
          networkPolicyManagement: 'Managed',
          podTemplate: {
            spec: {
              automountServiceAccountToken: false,
              containers: [
                {
                  image: CONTAINER.image,
                  name: 'main',
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ['ALL'] },
                    privileged: false,
                    readOnlyRootFilesystem: false,
                    runAsNonRoot: true,
                  },
                },
              ],
              dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] },
              dnsPolicy: 'None',
              enableServiceLinks: false,
              hostNetwork: false,
              restartPolicy: 'Always',
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              terminationGracePeriodSeconds: 30,
            },
          },
          volumeClaimTemplatesPolicy: 'Disallowed',
        },
      },
    ]);
  });

  test.each<[AgentSandboxVersion, string[]]>([
    [V0_1_0, []],
    [V0_1_1, []],
    [V0_2_1, ['networkPolicyManagement']],
    [V0_3_10, ['networkPolicyManagement']],
    [V0_4_0, ['networkPolicyManagement', 'envVarsInjectionPolicy']],
    [V0_4_6, ['networkPolicyManagement', 'envVarsInjectionPolicy']],
    [V0_5_0, ['networkPolicyManagement', 'envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy']],
  ])('%s has, beside the pod, only what the release knows', (version, members) => {
    const python = template({}, version);
    expect(Object.keys(specOf(python)).sort()).toEqual(['podTemplate', ...members].sort());
    expect(errorsOf(python)).toBe('');
    expect(around(python)[0].apiVersion).toBe(`extensions.agents.x-k8s.io/${version.apiVersions[0]}`);
  });
});

describe('name servers', () => {
  const MANAGED = { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } };
  const dnsOf = (props: Partial<SandboxTemplateProps>, version?: AgentSandboxVersion) => {
    const { dnsPolicy, dnsConfig } = podOf(template(props, version));
    return { dnsPolicy, dnsConfig };
  };

  test.each<[string, Partial<SandboxTemplateProps>, object]>([
    ["are the controller's", {}, MANAGED],
    [
      "are the controller's, where management is said",
      { networkPolicyManagement: NetworkPolicyManagement.MANAGED },
      MANAGED,
    ],
    [
      "are the cluster's, where the policy is not managed",
      { networkPolicyManagement: NetworkPolicyManagement.UNMANAGED },
      {},
    ],
    ["are the cluster's, beside a policy of one's own", { networkPolicy: {} }, {}],
    ["are the cluster's, where the template is isolated", { isolate: true }, {}],
    [
      'are those given',
      { dns: { nameservers: ['10.0.0.53'] } },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53'] } },
    ],
    [
      'stand beside search domains',
      { dns: { searches: ['corp.example'] } },
      { dnsPolicy: 'None', dnsConfig: { ...MANAGED.dnsConfig, searches: ['corp.example'] } },
    ],
    [
      "are the cluster's, where its policy is asked for",
      { dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST } },
      { dnsPolicy: 'ClusterFirst' },
    ],
    [
      'are none but those given, where none is asked for',
      { dns: { policy: kplus.DnsPolicy.NONE, nameservers: ['10.0.0.53'] } },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53'] } },
    ],
    ['are those of a policy in podSpec', { podSpec: { dnsPolicy: 'Default' } }, { dnsPolicy: 'Default' }],
    [
      'are those given in podSpec',
      { podSpec: { dnsConfig: { nameservers: ['10.0.0.53'] } } },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53'] } },
    ],
    [
      'stand beside options given in podSpec',
      { podSpec: { dnsConfig: { options: [{ name: 'ndots', value: '1' }] } } },
      { dnsPolicy: 'None', dnsConfig: { ...MANAGED.dnsConfig, options: [{ name: 'ndots', value: '1' }] } },
    ],
  ])('%s', (_, props, expected) => {
    const { dnsPolicy, dnsConfig } = dnsOf(props);
    expect({ ...(dnsPolicy && { dnsPolicy }), ...(dnsConfig && { dnsConfig }) }).toEqual(expected);
  });

  test('are the cluster\'s before v0.2.1, which makes no policy by itself', () => {
    expect(dnsOf({}, V0_1_1)).toEqual({});
    expect(dnsOf({}, V0_2_1)).toEqual(MANAGED);
  });
});

describe('props', () => {
  test.each<[Partial<SandboxTemplateProps>, object]>([
    [{ envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED }, { envVarsInjectionPolicy: 'Allowed' }],
    [{ envVarsInjectionPolicy: EnvVarsInjectionPolicy.OVERRIDES }, { envVarsInjectionPolicy: 'Overrides' }],
    [{ envVarsInjectionPolicy: EnvVarsInjectionPolicy.DISALLOWED }, { envVarsInjectionPolicy: 'Disallowed' }],
    [{ volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.ALLOWED }, { volumeClaimTemplatesPolicy: 'Allowed' }],
    [{ volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.OVERRIDES }, { volumeClaimTemplatesPolicy: 'Overrides' }],
    [{ networkPolicyManagement: NetworkPolicyManagement.UNMANAGED }, { networkPolicyManagement: 'Unmanaged' }],
    [{ networkPolicy: {} }, { networkPolicy: {}, networkPolicyManagement: 'Managed' }],
    [
      {
        networkPolicy: {
          egress: [
            {
              to: [{ ipBlock: { cidr: '10.0.0.0/8' } }],
              ports: [{ port: k8s.IntOrString.fromNumber(443), protocol: 'TCP' }],
            },
          ],
        },
      },
      {
        networkPolicy: {
          egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443, protocol: 'TCP' }] }],
        },
      },
    ],
    [{ isolate: true }, { networkPolicy: {}, networkPolicyManagement: 'Managed' }],
    [{ service: true }, { service: true }],
    [{ service: false }, { service: false }],
  ])('%j is printed', (props, expected) => {
    const python = template(props);
    expect(specOf(python)).toMatchObject(expected);
    expect(errorsOf(python)).toBe('');
  });

  test('a service is not printed when it is not said, and met before v0.4.6', () => {
    expect(specOf(template())).not.toHaveProperty('service');
    expect(specOf(template({ service: true }, V0_4_5))).not.toHaveProperty('service');
    expect(errorsOf(template({ service: true }, V0_4_5))).toBe('');
  });

  test('the pod is the one of a Sandbox: workspaces, sidecars and metadata', () => {
    const python = template({ podLabels: { app: 'python' }, disruption: Disruption.allowed() });
    python.addInitContainer({ ...CONTAINER, name: 'proxy', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });
    python.addWorkspace('Data', '/data', { size: Size.gibibytes(2) });
    expect(specOf(python)).toMatchObject({
      podTemplate: {
        metadata: {
          labels: { app: 'python' },
          annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
        },
        spec: {
          containers: [{ volumeMounts: [{ mountPath: '/data', name: 'data' }] }],
          initContainers: [{ name: 'proxy', restartPolicy: 'Always' }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
        },
      ],
    });
    expect(errorsOf(python)).toBe('');
  });

  test.each<[string, Partial<SandboxTemplateProps>, string]>([
    [
      'nobody would apply the network policy',
      { networkPolicy: {}, networkPolicyManagement: NetworkPolicyManagement.UNMANAGED },
      "'networkPolicy' is set, and 'networkPolicyManagement' is UNMANAGED, so nobody would apply it; remove one",
    ],
    [
      'it is isolated beside a policy',
      { isolate: true, networkPolicy: { egress: [] } },
      "'isolate' denies everything, and 'networkPolicy' says otherwise; remove one",
    ],
    [
      'it is isolated and not managed',
      { isolate: true, networkPolicyManagement: NetworkPolicyManagement.UNMANAGED },
      "'isolate' denies everything, and 'networkPolicyManagement' says otherwise; remove one",
    ],
  ])('fails if %s', (_, props, message) => {
    expect(() => template(props)).toThrow(message);
  });

  test.each<[Partial<SandboxTemplateProps>, AgentSandboxVersion, string]>([
    [{ networkPolicy: {} }, V0_1_0, 'v0.1.0 does not have spec.networkPolicy; it came in v0.1.1; use v0.1.1 or newer'],
    [
      { networkPolicyManagement: NetworkPolicyManagement.UNMANAGED },
      V0_1_1,
      'v0.1.1 does not have spec.networkPolicyManagement; it came in v0.2.1; use v0.2.1 or newer',
    ],
    [
      { envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED },
      V0_3_10,
      'v0.3.10 does not have spec.envVarsInjectionPolicy; it came in v0.4.0; use v0.4.0 or newer',
    ],
    [
      { volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.ALLOWED },
      V0_4_6,
      'v0.4.6 does not have spec.volumeClaimTemplatesPolicy; it came in v0.5.0; use v0.5.0 or newer',
    ],
    [{ service: false }, V0_4_5, 'v0.4.5 does not have spec.service; it came in v0.4.6; use v0.4.6 or newer'],
    [
      { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
      V0_4_0,
      'v0.4.0 does not have spec.volumeClaimTemplates; it came in v0.4.3; use v0.4.3 or newer',
    ],
  ])('fails if %j is asked of %s, which lacks it', (props, version, message) => {
    expect(errorsOf(template(props, version))).toContain(
      `error ASB101 at research/Python (SandboxTemplate research/python): ${message}`,
    );
  });

  test('workspaces of templates came in v0.4.3', () => {
    const python = template({}, V0_4_3);
    python.addWorkspace('Data', '/data', { size: Size.gibibytes(2) });
    expect(errorsOf(python)).toBe('');
  });
});

describe('as a selector', () => {
  const named = (version?: AgentSandboxVersion) => template({ metadata: { name: 'python-runtime-template' } }, version);
  const LABELS = { 'agents.x-k8s.io/sandbox-template-ref-hash': '0572d487' };

  test('stands for all pods made from it', () => {
    const python = named();
    expect([python.name, python.kind, python.resourceType]).toEqual([
      'python-runtime-template',
      'SandboxTemplate',
      'sandboxtemplates',
    ]);
    expect(python.selectorLabels).toEqual(LABELS);
    expect(python.toPodSelectorConfig().labelSelector._toKube()).toEqual({ matchLabels: LABELS });
    expect(python.toPodSelectorConfig().namespaces?.names).toEqual(['research']);
  });

  test('of a NetworkPolicy and of a Service', () => {
    const python = named();
    const chart = python.node.scope as Chart;
    new kplus.NetworkPolicy(chart, 'Policy', {
      selector: python,
      ingress: { rules: [{ peer: SandboxTemplate.fromSandboxTemplateName(chart, 'Other', 'my-template') }] },
    });
    new kplus.Service(chart, 'Web', { selector: python, ports: [{ port: 80 }] });
    expect(find(around(python), 'NetworkPolicy').spec.podSelector).toEqual({ matchLabels: LABELS });
    expect(find(around(python), 'NetworkPolicy').spec.ingress[0].from[0].podSelector).toEqual({
      matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': 'aeae83fc' },
    });
    expect(find(around(python), 'Service').spec.selector).toEqual(LABELS);
    expect(errorsOf(python)).toBe('');
  });

  test.each([V0_5_0, V0_5_1])(
    'fails if it is used with %s, whose pods lack the label, once for each template',
    (version) => {
      const python = named(version);
      expect(errorsOf(python)).toBe('');
      for (const _ of [1, 2]) {
        expect(python.selectorLabels).toEqual(LABELS);
      }
      SandboxTemplate.fromSandboxTemplateName(python.node.scope as Chart, 'Other', 'other').toPodSelectorConfig();
      expect(findingsOf(python).map(({ code, message, remedy, path }) => [code, path, message, remedy])).toEqual(
        ['research/Python', 'research/Other'].map((path) => [
          'ASB506',
          path,
          `pods are selected by their template, and those of ${version.id} bear no label for it: the selector would `
            + 'match none',
          "use v0.5.2 or newer, or select them by a label of your own in 'podLabels'",
        ]),
      );
      expect(errorsOf(python)).toContain('error ASB506 at research/Python: ');
    },
  );

  test.each([V0_4_6, V0_5_2])('may be used with %s', (version) => {
    const python = named(version);
    expect(python.selectorLabels).toEqual(LABELS);
    expect(errorsOf(python)).toBe('');
  });
});

describe('addWarmPool', () => {
  test('makes a pool of the template, named after its own id', () => {
    const python = template();
    const pool = python.addWarmPool('Pool', { replicas: 3 });
    expect(pool.node.path).toBe('research/Python/Pool');
    expect(pool.template).toBe(python);
    expect(specOf(pool)).toEqual({
      replicas: 3,
      sandboxTemplateRef: { name: 'python' },
      updateStrategy: { type: 'OnReplenish' },
    });
    expect(specOf(python.addWarmPool('Other'))).toMatchObject({ replicas: 1, sandboxTemplateRef: { name: 'python' } });
  });
});

describe('addClaim', () => {
  test('makes one pool without replicas, and reuses it', () => {
    const python = template();
    const claims = [python.addClaim('A'), python.addClaim('B')];
    expect(
      around(python).map(({ kind, metadata: { name }, spec }) => [kind, name, spec.replicas ?? spec.warmPoolRef?.name]),
    ).toEqual([
      ['SandboxTemplate', 'python', undefined],
      ['SandboxWarmPool', 'python-cold', 0],
      ['SandboxClaim', 'a', 'python-cold'],
      ['SandboxClaim', 'b', 'python-cold'],
    ]);
    expect(claims[0].warmPool).toBe(claims[1].warmPool);
    expect(codesOf(python)).toEqual([]);
    expect(errorsOf(python)).toBe('');
  });

  test('takes environment variables without a warning, since nothing waits in the pool', () => {
    const python = template({ envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED });
    python.addClaim('A', { env: [{ name: 'A', value: '1' }] });
    expect(codesOf(python)).toEqual([]);
  });

  test.each([V0_3_10, V0_4_6])('names no pool with %s, and makes none', (version) => {
    const python = template({}, version);
    python.addClaim('A');
    expect(around(python).map(({ kind }) => kind)).toEqual(['SandboxTemplate', 'SandboxClaim']);
    expect(around(python)[1].spec).toMatchObject({ sandboxTemplateRef: { name: 'python' }, warmpool: 'none' });
    expect(errorsOf(python)).toBe('');
  });

  test('names the template alone with v0.2.1, whose claims know no pool', () => {
    const python = template({}, V0_2_1);
    python.addClaim('A');
    expect(around(python)[1].spec.sandboxTemplateRef).toEqual({ name: 'python' });
    expect(around(python)[1].spec).not.toHaveProperty('warmpool');
    expect(errorsOf(python)).toBe('');
  });

  test('fails if the release is not known yet', () => {
    const python = new SandboxTemplate(new Chart(new App(), 'research'), 'Python', POD);
    expect(() => python.addClaim('A')).toThrow(
      new Error(
        "no release of Agent Sandbox is known for the cluster of 'research/Python'; " +
          'create an AgentSandbox in it, or declare the release that runs there: SandboxCluster.declare(app, { '
            + 'version })',
      ),
    );
  });
});

describe('escape hatches', () => {
  test('a patch is applied last and never dropped', () => {
    const python = template();
    ApiObject.of(python).addJsonPatch(
      JsonPatch.replace('/spec/podTemplate/spec/dnsPolicy', 'Default'),
      JsonPatch.remove('/spec/envVarsInjectionPolicy'),
    );
    const [{ spec }] = around(python);
    expect(spec.podTemplate.spec.dnsPolicy).toBe('Default');
    expect(spec).not.toHaveProperty('envVarsInjectionPolicy');
  });

  test('fails if a value is none of the enum', () => {
    expect(() => template({ envVarsInjectionPolicy: untyped('Maybe') }))
      .toThrow("'envVarsInjectionPolicy' is 'Maybe'; give one of 'Allowed', 'Overrides', 'Disallowed'");
  });
});
