import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, OperatingMode, Sandbox, SandboxCluster, SandboxProps, ShutdownPolicy } from '../../src';
import { find, Loose } from '../support/install';
import { chartOf, CONTAINER, errorsOf, POD, printed, specOf, untyped } from '../support/workloads';

const { V0_1_0, V0_4_6, V0_5_0 } = AgentSandboxVersion;

/** A sandbox `dev` of a release. */
function sandbox(props: Partial<SandboxProps> = {}, version?: AgentSandboxVersion): Sandbox {
  return new Sandbox(chartOf(version), 'Dev', { ...POD, ...props });
}

describe('lifecycle', () => {
  test.each([
    [OperatingMode.RUNNING, 'Running', 1],
    [OperatingMode.SUSPENDED, 'Suspended', 0],
  ])('%s is a mode, and a count in v1alpha1', (operatingMode, mode, replicas) => {
    expect(specOf(sandbox({ operatingMode }, V0_5_0))).toMatchObject({ operatingMode: mode });
    expect(specOf(sandbox({ operatingMode }, V0_5_0))).not.toHaveProperty('replicas');
    expect(specOf(sandbox({ operatingMode }, V0_4_6))).toMatchObject({ replicas });
    expect(specOf(sandbox({ operatingMode }, V0_4_6))).not.toHaveProperty('operatingMode');
  });

  test('an end and what remains then are printed as given', () => {
    const dev = sandbox({ shutdownTime: '2027-01-31T18:00:00Z', shutdownPolicy: ShutdownPolicy.DELETE });
    expect(specOf(dev)).toMatchObject({ shutdownTime: '2027-01-31T18:00:00Z', shutdownPolicy: 'Delete' });
    expect(errorsOf(dev)).toBe('');
    expect(specOf(sandbox({ shutdownTime: '2027-01-31T18:00:00+01:00' })).shutdownPolicy).toBe('Retain');
  });

  const zone = "which is no point in time; give it as RFC 3339 does, such as '2027-01-31T18:00:00Z'";
  const constant =
    "give a string such as '2027-01-31T18:00:00Z': a point in time that stands in the source, since one counted from "
      + 'now would change the manifest at each synth';
  test.each<[string, Partial<SandboxProps>, string]>([
    [
      'a policy has no time',
      { shutdownPolicy: ShutdownPolicy.DELETE },
      "'shutdownPolicy' is 'Delete' without a 'shutdownTime', and then nothing ever shuts down; set 'shutdownTime' or "
        + "remove 'shutdownPolicy'",
    ],
    ['the time is a day', { shutdownTime: '2027-01-31' }, `'shutdownTime' is '2027-01-31', ${zone}`],
    [
      'the time has no zone',
      { shutdownTime: '2027-01-31T18:00:00' },
      `'shutdownTime' is '2027-01-31T18:00:00', ${zone}`,
    ],
    [
      'the day does not exist',
      { shutdownTime: '2027-02-29T18:00:00Z' },
      `'shutdownTime' is '2027-02-29T18:00:00Z', ${zone}`,
    ],
    ['the time is empty', { shutdownTime: '' }, `'shutdownTime' is '', ${zone}`],
    ['the time is a Date', { shutdownTime: untyped(new Date(0)) }, `'shutdownTime' is a Date; ${constant}`],
    [
      'the time is a Duration',
      { shutdownTime: untyped(Duration.hours(1)) },
      `'shutdownTime' is a Duration; ${constant}`,
    ],
    ['the time is a number', { shutdownTime: untyped(1801418400) }, `'shutdownTime' is 1801418400; ${constant}`],
    ['the time is null', { shutdownTime: untyped(null) }, `'shutdownTime' is null; ${constant}`],
  ])('fails if %s', (_, props, message) => {
    expect(() => sandbox(props)).toThrow(message);
  });
});

describe('identity', () => {
  test('is the name', () => {
    const dev = sandbox({ service: true });
    expect([
      dev.name,
      dev.hostname,
      dev.serviceName,
      dev.kind,
      dev.apiVersion,
      dev.apiGroup,
      dev.resourceType,
      dev.resourceName,
    ]).toEqual(['dev', 'dev', 'dev', 'Sandbox', 'agents.x-k8s.io/v1beta1', 'agents.x-k8s.io', 'sandboxes', 'dev']);
    expect(dev.fqdn()).toBe('dev.research.svc.cluster.local');
    expect(dev.fqdn('corp.example')).toBe('dev.research.svc.corp.example');
  });

  test('the host name is the one asked for', () => {
    expect(sandbox({ dns: { hostname: 'box' } }).hostname).toBe('box');
    expect(sandbox({ dns: { hostname: 'box' }, podSpec: { hostname: 'case' } }).hostname).toBe('case');
    // Kubernetes cuts what is too long for a host name.
    expect(sandbox({ metadata: { name: `${'a'.repeat(62)}-bcd` } }).hostname).toBe('a'.repeat(62));
  });

  test('the domain is that of the cluster', () => {
    const chart = chartOf(undefined, { cluster: { clusterDomain: 'corp.example' } });
    expect(new Sandbox(chart, 'Dev', { ...POD, service: true }).fqdn()).toBe('dev.research.svc.corp.example');
  });

  test('the API version is that of the release, which may be declared later', () => {
    const app = new App();
    const dev = new Sandbox(new Chart(app, 'research'), 'Dev', POD);
    expect(dev.apiVersion).toBe('agents.x-k8s.io/v1beta1');
    SandboxCluster.declare(app, { version: V0_4_6 });
    expect(dev.apiVersion).toBe('agents.x-k8s.io/v1alpha1');
    expect(app.synthYaml()).toContain('apiVersion: agents.x-k8s.io/v1alpha1\nkind: Sandbox\nmetadata:\n  name: dev\n');
  });

  test('the selector is the hash of the name', () => {
    const dev = sandbox({ metadata: { name: 'my-template' } });
    expect(dev.selectorLabels).toEqual({ 'agents.x-k8s.io/sandbox-name-hash': 'aeae83fc' });
    expect(dev.toPodSelectorConfig().labelSelector._toKube()).toEqual({ matchLabels: dev.selectorLabels });
    expect(dev.toPodSelectorConfig().namespaces?.names).toEqual(['research']);
    expect(dev.toPodSelector()).toBe(dev);
  });

  test('fails if a name in DNS is asked for without a Service, or without a namespace', () => {
    expect(() => sandbox().fqdn()).toThrow(
      new Error("'research/Dev' has no Service, so no name in DNS; set 'service' to true"),
    );
    expect(() =>
      new Sandbox(chartOf(undefined, { namespace: undefined }), 'Dev', { ...POD, service: true }).fqdn(),
    ).toThrow(
      new Error(
        "the namespace of 'research/Dev' is not known, so neither is its name in DNS; set 'namespace' of its chart, "
          + "or 'metadata.namespace'",
      ),
    );
    expect(() => sandbox({ service: true }).fqdn('My Domain')).toThrow(
      "domain of the cluster 'My Domain' is not a DNS subdomain; give ",
    );
  });
});

describe('as a selector', () => {
  const labels = (name: string) => ({ matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': name } });
  const DEV = sandbox().selectorLabels['agents.x-k8s.io/sandbox-name-hash'];

  test('of a Service', () => {
    const dev = sandbox();
    new kplus.Service(dev.node.scope as Chart, 'Web', { selector: dev, ports: [{ port: 80, targetPort: 8888 }] });
    expect(find(printed(dev.node.scope as Chart), 'Service').spec.selector).toEqual(dev.selectorLabels);
  });

  test('of a NetworkPolicy, as the pods selected and as a peer', () => {
    const dev = sandbox();
    const chart = dev.node.scope as Chart;
    const peer = new Sandbox(chart, 'Peer', POD);
    new kplus.NetworkPolicy(chart, 'Policy', {
      selector: dev,
      egress: {
        default: kplus.NetworkPolicyTrafficDefault.DENY,
        rules: [{ peer, ports: [kplus.NetworkPolicyPort.tcp(80)] }],
      },
      ingress: { rules: [{ peer: Sandbox.fromSandboxName(chart, 'Old', 'old') }] },
    });
    const { metadata, spec } = find(printed(chart), 'NetworkPolicy');
    expect(metadata.namespace).toBe('research');
    expect(spec.podSelector).toEqual(labels(DEV));
    expect(spec.egress[0].to).toEqual([
      {
        podSelector: { matchLabels: peer.selectorLabels },
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } },
      },
    ]);
    expect(spec.ingress[0].from[0].podSelector.matchLabels).toEqual(
      Sandbox.fromSandboxName(chart, 'Older', 'old').selectorLabels,
    );
  });

  test('in the namespace of the object alone, where no namespace is known', () => {
    const dev = new Sandbox(chartOf(undefined, { namespace: undefined }), 'Dev', POD);
    expect(dev.toPodSelectorConfig().namespaces).toBeUndefined();
    expect(dev.toNetworkPolicyPeerConfig()).toMatchObject({ podSelector: { labelSelector: expect.anything() } });
  });
});

describe('adopt', () => {
  function withHome(): { dev: Sandbox; chart: Chart } {
    const dev = sandbox({ service: true });
    dev.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    return { dev, chart: dev.node.scope as Chart };
  }
  const claimOf = (chart: Chart, name: string, namespace?: string) => new kplus.PersistentVolumeClaim(chart, name, {
    metadata: { name, ...(namespace && { namespace }) },
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storage: Size.gibibytes(1),
  });

  test('labels a claim, a Service and a Pod of the names that the sandbox looks for', () => {
    const { dev, chart } = withHome();
    dev.adopt(claimOf(chart, 'home-dev'));
    dev.adopt(
      new kplus.Service(chart, 'Service', {
        metadata: { name: 'dev' },
        clusterIP: 'None',
        selector: dev,
        ports: [{ port: 80 }],
      }),
    );
    dev.adopt(new kplus.Pod(chart, 'Pod', { metadata: { name: 'dev' }, containers: [CONTAINER] }));
    expect(errorsOf(chart)).toBe('');
    for (const kind of ['PersistentVolumeClaim', 'Service', 'Pod']) {
      expect(find(printed(chart), kind).metadata.labels).toMatchObject({ [Sandbox.ADOPTABLE_LABEL]: 'true' });
    }
    expect(Sandbox.ADOPTABLE_LABEL).toBe('agents.x-k8s.io/adoptable');
  });

  test.each<[string, (chart: Chart) => kplus.Resource, string]>([
    [
      'the kind is another',
      (chart) => new kplus.ConfigMap(chart, 'Map'),
      'a sandbox does not adopt a ConfigMap; it adopts a Pod, a Service or a PersistentVolumeClaim',
    ],
    [
      'the claim has another name',
      (chart) => claimOf(chart, 'dev-home'),
      "sandbox 'dev' does not look for PersistentVolumeClaim 'dev-home'; name it 'home-dev'",
    ],
    [
      'the Pod has another name',
      (chart) => new kplus.Pod(chart, 'Pod', { metadata: { name: 'other' }, containers: [CONTAINER] }),
      "sandbox 'dev' does not look for Pod 'other'; name it 'dev'",
    ],
    [
      'it is in another namespace',
      (chart) => claimOf(chart, 'home-dev', 'other'),
      "PersistentVolumeClaim 'home-dev' is in namespace 'other', its sandbox in 'research'; put them into one",
    ],
  ])('fails if %s', (_, make, message) => {
    const { dev, chart } = withHome();
    expect(() => dev.adopt(make(chart))).toThrow(new Error(message));
  });

  test('fails if the sandbox has no workspace for a claim', () => {
    const dev = sandbox();
    expect(() => dev.adopt(claimOf(dev.node.scope as Chart, 'home-dev')))
      .toThrow(new Error("sandbox 'dev' does not look for PersistentVolumeClaim 'home-dev'; call addWorkspace first"));
  });
});

describe('escape hatches', () => {
  test('a patch is applied last and never dropped', () => {
    const dev = sandbox();
    const object = ApiObject.of(dev);
    object.addJsonPatch(
      JsonPatch.replace('/spec/podTemplate/spec/containers/0/image', 'patched'),
      JsonPatch.add('/spec/podTemplate/spec/hostPID', false),
      JsonPatch.remove('/spec/shutdownPolicy'),
      JsonPatch.add('/metadata/finalizers', ['example.com/a']),
    );
    const [{ metadata, spec }] = printed(dev.node.scope as Chart) as Loose[];
    expect(metadata.finalizers).toEqual(['example.com/a']);
    expect(spec.podTemplate.spec).toMatchObject({ hostPID: false, containers: [{ image: 'patched' }] });
    expect(spec).not.toHaveProperty('shutdownPolicy');
    expect(dev.node.tryFindChild('Resource')).toBe(object);
  });

  test('fails if a patch makes the object one that the API server refuses', () => {
    const dev = sandbox();
    ApiObject.of(dev).addJsonPatch(JsonPatch.add('/spec/operatingMode', 'Paused'));
    expect(errorsOf(dev)).toContain(
      "error ASB102 at research/Dev (Sandbox research/dev): spec.operatingMode: 'Paused' is not allowed; allowed: "
        + "'Running' or 'Suspended'",
    );
  });
});

describe('releases', () => {
  test('fails if none is known', () => {
    const app = new App();
    new Sandbox(new Chart(app, 'research'), 'Dev', POD);
    expect(errorsOf(app)).toContain(
      "error ASB505: no release of Agent Sandbox is known for the cluster of 'research/Dev', so it is not known how "
        + 'to write it; ' +
        'create an AgentSandbox there, or declare the release that runs there: SandboxCluster.declare(app, { version '
          + '})',
    );
  });

  test.each<[string, Partial<SandboxProps>, AgentSandboxVersion, string]>([
    [
      'a shutdown policy on v0.1.0',
      { shutdownTime: '2027-01-31T18:00:00Z', shutdownPolicy: ShutdownPolicy.DELETE },
      V0_1_0,
      'v0.1.0 does not have spec.shutdownPolicy; it came in v0.1.1; use v0.1.1 or newer',
    ],
    [
      'a scheduling group on v0.5.0',
      { podSpec: { schedulingGroup: { podGroupName: 'a' } } },
      V0_5_0,
      'v0.5.0 does not have spec.podTemplate.spec.schedulingGroup; it came in v0.5.1; use v0.5.1 or newer',
    ],
  ])('fails if %s is asked for, and names the first release that has it', (_, props, version, message) => {
    expect(errorsOf(sandbox(props, version))).toContain(message);
  });
});
