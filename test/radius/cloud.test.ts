/** What a cluster has by its cloud: who answers lookups, and whose services give out identities. */
import { App, Chart } from 'cdk8s';
import { networkPolicy, sandbox } from './support';
import {
  AgentSandboxVersion, BlastRadius, Cloud, EgressDestination, GkeDns, MetadataService, Sandbox, SandboxCluster,
  SandboxEgress,
} from '../../src';
import { ClusterRadius } from '../../src/radius/reach/cluster-radius';
import { itemsOf } from '../../src/radius/reach/items';
import { Catalogue } from '../../src/release/catalogue';

const gke = { version: '1.36', dataplaneV2: true };
const AUTO = Cloud.eks({ version: '1.36', autoMode: true, networkPolicy: true, dnsAddress: '172.20.0.10' });

const CLOUDS = {
  'GKE with kube-dns': Cloud.gke(gke),
  'GKE with Cloud DNS': Cloud.gke({ ...gke, dns: GkeDns.CLOUD_DNS }),
  'GKE Autopilot': Cloud.gke({ version: '1.36', autopilot: true }),
  'EKS': Cloud.eks({ version: '1.36', networkPolicy: true }),
  'EKS in Auto Mode': AUTO,
  'AKS with LocalDNS': Cloud.aks({ version: '1.36', networkPolicy: 'azure' as never, localDns: true }),
  'OpenShift': Cloud.openshift({ version: '4.20' }),
  'bare metal': Cloud.bare({ version: '1.36', nodeLocalDns: true }),
};

const containers = [{ image: 'registry.example.com/tools:1' }];

function sandboxIn(cloud: Cloud, egress: SandboxEgress): Sandbox {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, cloud });
  return new Sandbox(new Chart(app, 'chart', { namespace: 'research' }), 'Dev', { containers, egress });
}

const reachedBy = (each: Sandbox, area: string) =>
  BlastRadius.of(each).items.filter((item) => item.area === area).map(({ text }) => text);

test.each(Object.entries(CLOUDS))('lookups are all that a sandbox that reaches nobody else has: %s', (_, cloud) => {
  const dev = sandboxIn(cloud, SandboxEgress.to([]));
  expect(reachedBy(dev, 'network')).toEqual(['the DNS of the cluster']);
  expect(reachedBy(dev, 'identity')).toEqual([]);
  expect(reachedBy(sandboxIn(cloud, SandboxEgress.none()), 'network')).toEqual([]);
});

test('the metadata is reached on other ports than those of Cloud DNS', () => {
  const cloud = CLOUDS['GKE with Cloud DNS'];
  const dev = sandboxIn(cloud, SandboxEgress.to([EgressDestination.metadata(MetadataService.GKE_DATAPLANE_V2)]));
  expect(reachedBy(dev, 'network')).toEqual([
    'metadata service 169.254.169.254 (AWS, GCP, Azure, Oracle, OpenStack, Akamai)', 'the DNS of the cluster',
  ]);
  expect(reachedBy(dev, 'identity')).toEqual([
    'its ServiceAccount in GKE, if that is granted anything',
    'that of its node, where the cloud does not hide it from pods',
  ]);
});

describe('of services with identities', () => {
  const to = (...cidrs: string[]) => networkPolicy({
    egress: [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }], policyTypes: ['Egress'],
  });
  const reached = (platform: 'AWS' | 'GCP' | 'Azure' | undefined, ...cidrs: string[]) => itemsOf(
    new ClusterRadius([sandbox(), to(...cidrs)], {
      release: Catalogue.standard().latest, allowedLabelDomains: [],
    }, undefined, { platform }).of(sandbox())!,
  ).filter(({ area }) => area === 'identity').map(({ text }) => text);
  const EKS = 'one that EKS associates with its ServiceAccount, if there is one';
  const GKE = 'its ServiceAccount in GKE, if that is granted anything';
  const NODE = 'that of its node, where the cloud does not hide it from pods';

  test.each([
    [undefined, [EKS, GKE, NODE]], ['AWS', [EKS]], ['GCP', [GKE]], ['Azure', [NODE]],
  ] as const)('those of %s count', (platform, expected) => {
    expect(reached(platform, '169.254.170.23/32', '169.254.169.252/32', '168.63.129.16/32')).toEqual(expected);
  });

  test('the metadata of the machine counts in each of them', () => {
    for (const platform of ['AWS', 'Azure'] as const) {
      expect(reached(platform, '169.254.169.254/32')).toEqual([NODE]);
    }
    // GKE's own server answers there with the dataplane V2.
    expect(reached('GCP', '169.254.169.254/32')).toEqual([GKE, NODE]);
  });
});

describe('the port of lookups', () => {
  const surroundings = { dns: { addresses: ['172.20.0.10'] } };
  const texts = (ports: object[] | undefined) => itemsOf(new ClusterRadius([sandbox(), networkPolicy({
    egress: [{ to: [{ ipBlock: { cidr: '172.20.0.0/16' } }], ...(ports && { ports }) }], policyTypes: ['Egress'],
  })], { release: Catalogue.standard().latest, allowedLabelDomains: [] }, undefined, surroundings).of(sandbox())!)
    .filter(({ area }) => area === 'network').map(({ text }) => text);
  const udp = (port: number, endPort?: number) => [{ protocol: 'UDP', port, ...(endPort && { endPort }) }];

  test.each([
    ['alone', udp(53), true],
    ['first of several', udp(53, 60), false],
    ['last of several', udp(40, 53), false],
    ['one of all', undefined, false],
  ])('%s', (_, ports, isApart) => {
    const found = texts(ports);
    expect(found).toContain('the DNS of the cluster');
    expect(found.includes('172.20.0.0/16')).toBe(!isApart);
    expect(found.some((text) => text.includes('172.20.0'))).toBe(true);
  });
});

test('a name server elsewhere is not the DNS of the cluster', () => {
  const dev = sandbox();
  const cluster = { release: Catalogue.standard().latest, allowedLabelDomains: [] };
  const openshift = { dns: CLOUDS.OpenShift._facts.dns };
  const kubeDns = networkPolicy({
    egress: [{
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      }],
      ports: [{ protocol: 'UDP', port: 53 }],
    }],
    policyTypes: ['Egress'],
  });
  const of = (dns?: object) => itemsOf(new ClusterRadius([dev, kubeDns], cluster, undefined, dns).of(dev)!)
    .map(({ text }) => text);
  expect(of()).toEqual(['the DNS of the cluster']);
  expect(of(openshift)).toEqual([expect.stringContaining("'kube-system'")]);
});
