import { ApiObject, App, Chart } from 'cdk8s';
import { CLOUDS } from './cloud.test';
import {
  AgentSandbox, AgentSandboxCrds, AgentSandboxVersion, Cloud, Dns, EgressDestination, Findings, InstallOwner,
  IsolatedRuntime, MetadataService, NetworkPolicyEngine, NetworkReport, NetworkTarget, RouterAuth,
  RouterImplementation, Sandbox, SandboxCluster, SandboxClusterProps, SandboxEgress, SandboxRouter, SandboxTemplate,
  SandboxTenant, TenantQuota,
} from '../../src';
import * as kplus from '../../src/kubernetes/kplus';
import { quietly } from '../support/stderr';

const container = { image: 'registry.example.com/tools:1' };
const version = AgentSandboxVersion.LATEST;

function chartIn(props: SandboxClusterProps): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version, ...props });
  return new Chart(app, 'chart', { namespace: 'research' });
}

function printed(chart: Chart, kind: string): any {
  return chart.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === kind)
    .map((each) => each.toJson())[0];
}

function codesIn(chart: Chart): string[] {
  return Findings.of(chart.node.root).list().map(({ code }) => code);
}

function ofCode(chart: Chart, code: string) {
  return Findings.of(chart.node.root).list().filter((each) => each.code === code);
}

/** What a synthesis says, or nothing when it succeeds. */
function synthOf(chart: Chart): string {
  try {
    quietly(() => (chart.node.root as App).synthYaml());
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(Object.entries(CLOUDS))('%s', (_, make) => {
  test.each(AgentSandboxVersion.values().map((each): [string, AgentSandboxVersion] => [each.id, each]))(
    'a sandbox of %s reaches the DNS of the cloud',
    (__, release) => {
      const cloud = make();
      const app = new App();
      SandboxCluster.declare(app, { version: release, cloud });
      const chart = new Chart(app, 'chart', { namespace: 'research' });
      expect(SandboxCluster.of(chart).cloud).toBe(cloud);
      expect(SandboxCluster.of(chart).kubernetesVersion).toBe(cloud.kubernetesVersion);
      const egress = SandboxEgress.internetOnly({ dns: Dns.cluster() });
      const dev = new Sandbox(chart, 'Dev', { containers: [container], egress });
      quietly(() => chart.toJson());
      const report = NetworkReport.of(chart);
      const { pods, addresses } = cloud._facts.dns!;
      const port = udp(addresses ? 53 : pods?.port ?? 53);
      expect(report.mayReach(dev, NetworkTarget.clusterDns(), port).allowed).toBe(true);
      expect(ofCode(chart, 'ASB343')).toEqual([]);
    },
  );
});

function udp(port: number): kplus.NetworkPolicyPort {
  return kplus.NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.UDP, port });
}

describe('what a cluster takes from its cloud', () => {
  test('Kubernetes, engine and owner of the install', () => {
    const { kubernetesVersion, networkPolicyEngine, installedBy } = SandboxCluster.of(chartIn({
      cloud: Cloud.gke({ version: '1.36.3-gke.1767000', addOn: true, dataplaneV2: true }),
    }));
    expect([kubernetesVersion, networkPolicyEngine, installedBy]).toEqual(
      ['1.36', NetworkPolicyEngine.GKE_DATAPLANE_V2, InstallOwner.GKE_ADD_ON],
    );
  });

  test('a given engine wins, as Cilium is installed on EKS too', () => {
    const chart = chartIn({ cloud: Cloud.eks({ version: '1.36' }), networkPolicyEngine: NetworkPolicyEngine.CILIUM });
    new Sandbox(chart, 'Dev', { containers: [container], egress: SandboxEgress.internetOnly() });
    expect(printed(chart, 'CiliumNetworkPolicy')).toBeDefined();
    expect(codesIn(chart)).not.toContain('ASB424');
  });

  test.each([
    [
      { cloud: Cloud.eks({ version: '1.36' }), kubernetesVersion: '1.35' },
      "'kubernetesVersion' is '1.35', and 'cloud' is EKS 1.36",
    ],
    [
      { cloud: Cloud.gke({ version: '1.37', addOn: true }), installedBy: InstallOwner.OLM },
      "'installedBy' is the Operator Lifecycle Manager (OLM), and by 'cloud' the add-on of GKE installs Agent Sandbox",
    ],
    [
      { cloud: Cloud.eks({ version: '1.36' }), networkPolicyEngine: NetworkPolicyEngine.GKE_DATAPLANE_V2 },
      "'networkPolicyEngine' is 'gke-dataplane-v2', which GKE alone has, and 'cloud' is EKS 1.36",
    ],
    [
      { cloud: Cloud.gke({ version: '1.35.2-gke.1269000', addOn: true }) },
      'whose objects are of v1beta1, and GKE 1.35.2-gke.1269000 serves v1alpha1 by the add-on of GKE',
    ],
    [{ cloud: 'GKE' as never }, "'cloud' is 'GKE'; give a Cloud, such as Cloud.gke({ version: '1.36' })"],
  ])('fails if a prop contradicts it: %#', (props, message) => {
    expect(() => chartIn(props)).toThrow(message);
  });

  test('an add-on of v1alpha1 goes with a release of it', () => {
    const cloud = Cloud.gke({ version: '1.35.2-gke.1269000', addOn: true });
    expect(SandboxCluster.of(chartIn({ cloud, version: AgentSandboxVersion.of('v0.4.6') })).cloud).toBe(cloud);
  });
});

describe('a second install', () => {
  test.each([
    ['GKE', Cloud.gke({ version: '1.37', addOn: true }), 'the add-on of GKE'],
    ['OpenShift', Cloud.openshift({ version: '4.20', olm: true }), 'the Operator Lifecycle Manager (OLM)'],
  ])('fails if %s installs', (_, cloud, owner) => {
    const chart = chartIn({ cloud });
    new AgentSandbox(chart, 'AgentSandbox', { version });
    expect(synthOf(chart)).toContain('ASB217');
    expect(synthOf(chart)).toContain(`the cluster is declared with that of ${owner}`);
  });

  test('fails if the app has the CRDs alone', () => {
    const chart = chartIn({ cloud: Cloud.gke({ version: '1.37', addOn: true }) });
    new AgentSandboxCrds(chart, 'Crds', { version });
    expect(() => quietly(() => chart.toJson())).toThrow(
      'the cluster is GKE 1.37, where the add-on of GKE installs Agent Sandbox with its CRDs; remove these',
    );
  });

  test('is the first one without an add-on', () => {
    const chart = chartIn({ cloud: Cloud.gke({ version: '1.37' }) });
    new AgentSandbox(chart, 'AgentSandbox', { version });
    expect(() => quietly(() => chart.toJson())).not.toThrow();
  });
});

describe('the network', () => {
  const egressOf = (chart: Chart) => printed(chart, 'NetworkPolicy').spec.egress;

  test('lookups go to the pods of OpenShift', () => {
    const chart = chartIn({ cloud: Cloud.openshift({ version: '4.20' }) });
    new Sandbox(chart, 'Dev', { containers: [container], egress: SandboxEgress.to([]) });
    expect(egressOf(chart)).toEqual([{
      to: [{
        podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
      }],
      ports: [{ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 }],
    }]);
  });

  test('lookups go to the addresses of Autopilot, and the metadata there stays closed', () => {
    const chart = chartIn({ cloud: Cloud.gke({ version: '1.36', autopilot: true }) });
    const dev = new Sandbox(chart, 'Dev', { containers: [container], egress: SandboxEgress.to([]) });
    expect(egressOf(chart)).toEqual([{
      to: [{ ipBlock: { cidr: '169.254.20.10/32' } }, { ipBlock: { cidr: '169.254.169.254/32' } }],
      ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
    }]);
    const metadata = NetworkTarget.address('169.254.169.254');
    expect(NetworkReport.of(chart).mayReach(dev, metadata, kplus.NetworkPolicyPort.tcp(80)).allowed).toBe(false);
  });

  test('given options of the DNS hold', () => {
    const chart = chartIn({ cloud: Cloud.openshift({ version: '4.20' }) });
    new Sandbox(chart, 'Dev', {
      containers: [container], egress: SandboxEgress.to([], { dns: Dns.cluster({ namespace: 'dns' }) }),
    });
    expect(egressOf(chart)[0].to[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'dns' });
  });

  test('in EKS of IPv4 the internet has no addresses of IPv6, unless they are asked for', () => {
    const cidrs = (cloud: Cloud, ipv6?: boolean) => {
      const chart = chartIn({ cloud });
      new Sandbox(chart, 'Dev', { containers: [container], egress: SandboxEgress.internetOnly({ ipv6 }) });
      return JSON.stringify(egressOf(chart)).includes('2000::/3');
    };
    expect(cidrs(Cloud.eks({ version: '1.36', networkPolicy: true }))).toBe(false);
    expect(cidrs(Cloud.eks({ version: '1.36', networkPolicy: true }), true)).toBe(true);
    expect(cidrs(Cloud.eks({ version: '1.36', networkPolicy: true, ipv6: true }))).toBe(true);
    expect(cidrs(Cloud.kind({ version: '1.36' }))).toBe(true);
  });

  test('fails if EKS Auto Mode does not say the address of its DNS', () => {
    const cloud = Cloud.eks({ version: '1.36', autoMode: true, networkPolicy: true });
    expect(() => new Sandbox(chartIn({ cloud }), 'Dev', { containers: [container], egress: SandboxEgress.to([]) }))
      .toThrow('asks the DNS of the cluster: in EKS Auto Mode nodes answer lookups, not pods, and policies need the '
        + "address: give 'dnsAddress' of Cloud.eks");
    const given = SandboxEgress.to([], { dns: Dns.nameservers(['9.9.9.9']) });
    new Sandbox(chartIn({ cloud }), 'Dev', { containers: [container], egress: given });
  });

  test('the tenant and the router let lookups through, too', () => {
    const chart = chartIn({ cloud: Cloud.openshift({ version: '4.20' }) });
    const tenant = new SandboxTenant(chart.node.root as App, 'team', {
      runtimes: [IsolatedRuntime.ofCloud(chart, 'Kata')], quota: TenantQuota.none(),
    });
    new SandboxRouter(chart, 'Router', {
      implementation: RouterImplementation.PYTHON,
      image: 'registry.example.com/router:1',
      auth: RouterAuth.unauthenticated(),
      allowFrom: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'All', '192.0.2.0/24')],
    });
    const ports = (object: any) => JSON.stringify(object).includes('5353');
    const texts = [...tenant.toJson(), ...chart.toJson()].filter(({ kind, metadata }) =>
      kind === 'NetworkPolicy' && /allow-dns|router/.test(metadata.name));
    expect(texts.map(ports)).toEqual([true, true]);
  });

  test('ASB424: nobody enforces policies, told once for a cluster', () => {
    const chart = chartIn({ cloud: Cloud.eks({ version: '1.36' }) });
    new Sandbox(chart, 'One', { containers: [container], egress: SandboxEgress.none() });
    new SandboxTemplate(chart, 'Two', { containers: [container] });
    expect(ofCode(chart, 'ASB424').map(({ path }) => path)).toEqual(['chart/One/NetworkPolicy']);
    const open = chartIn({ cloud: Cloud.eks({ version: '1.36', networkPolicy: true }) });
    new SandboxTemplate(open, 'Two', { containers: [container] });
    expect(codesIn(open)).not.toContain('ASB424');
  });

  test('ASB429: a service of another cloud', () => {
    const egress = SandboxEgress.to([EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY)]);
    const chart = chartIn({ cloud: Cloud.gke({ version: '1.36', dataplaneV2: true }) });
    new Sandbox(chart, 'Dev', { containers: [container], egress });
    expect(ofCode(chart, 'ASB429')[0].message).toBe(
      "'egress' names 169.254.170.23/32, where AWS gives out identities, and the cluster is GKE 1.36",
    );
    const home = chartIn({ cloud: Cloud.eks({ version: '1.36', networkPolicy: true }) });
    new Sandbox(home, 'Dev', { containers: [container], egress });
    expect(codesIn(home)).not.toContain('ASB429');
  });
});

describe('runtimes', () => {
  test.each([
    ['GKE', Cloud.gke({ version: '1.36' }), 'gvisor'],
    ['AKS', Cloud.aks({ version: '1.36' }), 'kata-vm-isolation'],
    ['OpenShift', Cloud.openshift({ version: '4.20' }), 'kata'],
  ])('%s has its own', (_, cloud, name) => {
    const chart = chartIn({ cloud });
    const runtime = IsolatedRuntime.ofCloud(chart, 'Runtime');
    expect([runtime.runtimeClassName, runtime.isCreated]).toEqual([name, false]);
    expect(ofCode(chart, 'ASB422')).toEqual([]);
  });

  test.each([
    [{}, 'no cloud is declared for the cluster'],
    [{ cloud: Cloud.eks({ version: '1.36' }) }, 'EKS has no runtime of its own; give one of yours'],
    [{ cloud: Cloud.aks({ version: '1.36', podSandboxing: false }) }, "without the RuntimeClass 'kata-vm-isolation'"],
  ])('fails if there is none: %#', (props, message) => {
    expect(() => IsolatedRuntime.ofCloud(chartIn(props), 'Runtime')).toThrow(message);
  });

  test.each([
    ['one that the cloud makes is made here', Cloud.gke({ version: '1.36' }), IsolatedRuntime.gvisor,
      "RuntimeClass 'gvisor' is made here, and on GKE GKE makes it"],
    ['one of another cloud', Cloud.eks({ version: '1.36' }), IsolatedRuntime.gkeSandbox,
      "GKE makes RuntimeClass 'gvisor' on GKE, and the cluster is EKS 1.36"],
    ['one that the cloud is declared without', Cloud.aks({ version: '1.36', podSandboxing: false }),
      IsolatedRuntime.aksPodSandboxing, "the cluster is declared as AKS 1.36 without RuntimeClass 'kata-vm-isolation'"],
  ])('ASB422: %s', (_, cloud, make, message) => {
    const chart = chartIn({ cloud });
    make(chart, 'Runtime');
    expect(ofCode(chart, 'ASB422').map((each) => each.message)).toEqual([message]);
  });

  test('ASB423: nodes that take none of yours', () => {
    const found = (cloud: Cloud) => {
      const chart = chartIn({ cloud });
      IsolatedRuntime.kataQemu(chart, 'Kata');
      return ofCode(chart, 'ASB423').length;
    };
    expect(found(Cloud.eks({ version: '1.36', autoMode: true }))).toBe(1);
    expect(found(Cloud.gke({ version: '1.36', autopilot: true }))).toBe(1);
    expect(found(Cloud.gke({ version: '1.36' }))).toBe(0);
    const chart = chartIn({ cloud: Cloud.gke({ version: '1.36', autopilot: true }) });
    IsolatedRuntime.ofCloud(chart, 'Sandbox');
    IsolatedRuntime.fromRuntimeClassName(chart, 'Other', 'gvisor');
    expect(codesIn(chart)).toEqual([]);
  });
});

test('ASB449: kinds that another cloud serves', () => {
  const policy = { apiVersion: 'networking.gke.io/v1alpha1', kind: 'FQDNNetworkPolicy', metadata: { name: 'names' } };
  const found = (cloud?: Cloud) => {
    const chart = chartIn({ cloud });
    new ApiObject(chart, 'Names', policy);
    synthOf(chart);
    return ofCode(chart, 'ASB449').map(({ message }) => message);
  };
  expect(found(Cloud.eks({ version: '1.36' }))).toEqual([
    'FQDNNetworkPolicy research/names is of a kind that GKE alone serves, and the cluster is EKS 1.36',
  ]);
  expect(found(Cloud.gke({ version: '1.36' }))).toEqual([]);
  expect(found(Cloud.bare({ version: '1.36' }))).toEqual([]);
  expect(found()).toEqual([]);
});

test('clouds of several clusters are apart', () => {
  const app = new App();
  const [google, amazon] = [new Chart(app, 'google'), new Chart(app, 'amazon')];
  SandboxCluster.declare(google, { version, cloud: Cloud.gke({ version: '1.36' }) });
  SandboxCluster.declare(amazon, { version, cloud: Cloud.eks({ version: '1.35' }) });
  IsolatedRuntime.ofCloud(google, 'Runtime');
  IsolatedRuntime.gvisor(amazon, 'Runtime');
  expect(Findings.of(app).list().map(({ code }) => code)).not.toContain('ASB422');
});
