import { AksNetworkPolicy, Cloud, GkeDns, NetworkPolicyEngine } from '../../src';
import { cloudOfText, cloudText } from '../../src/cloud/cloud-text';

const issuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';

test.each([
  ['gke=1.36', Cloud.gke({ version: '1.36' })],
  ['gke=1.36.3-gke.1767000,addOn,autopilot', Cloud.gke({
    version: '1.36.3-gke.1767000', autopilot: true, addOn: true, nodeLocalDns: undefined,
  })],
  ['gke=1.36,dns=cloud-dns,nodeLocalDns=false,workloadPool=my-project.svc.id.goog', Cloud.gke({
    version: '1.36', dns: GkeDns.CLOUD_DNS, nodeLocalDns: false, workloadPool: 'my-project.svc.id.goog',
  })],
  [`eks=1.36,autoMode,dnsAddress=fd00::10,ipv6,networkPolicy,oidcIssuer=${issuer}`, Cloud.eks({
    version: '1.36', autoMode: true, networkPolicy: true, ipv6: true, dnsAddress: 'fd00::10', oidcIssuer: issuer,
  })],
  ['aks=1.36.2,fqdnFiltering,localDns,networkPolicy=cilium,podSandboxing', Cloud.aks({
    version: '1.36.2', networkPolicy: AksNetworkPolicy.CILIUM, fqdnFiltering: true, podSandboxing: true, localDns: true,
  })],
  ['openshift=4.30,kubernetesVersion=1.43,olm,sandboxedContainers=false', Cloud.openshift({
    version: '4.30', kubernetesVersion: '1.43', olm: true, sandboxedContainers: false,
  })],
  ['kind=1.36', Cloud.kind({ version: '1.36' })],
  ['bare=1.36,networkPolicyEngine=cilium,nodeLocalDns', Cloud.bare({
    version: '1.36', networkPolicyEngine: NetworkPolicyEngine.CILIUM, nodeLocalDns: true,
  })],
])('%s is the cloud that was declared', (text, cloud) => {
  expect(cloudText(cloud)).toBe(text);
  const read = cloudOfText(text);
  expect(read._facts).toEqual(cloud._facts);
  expect(cloudText(read)).toBe(text);
});

test.each([
  ['', "the cloud is ''"],
  ['eks', 'with its version'],
  ['eks=', 'with its version'],
  ['toString=1.36', 'give one of gke, eks, aks, openshift, kind, bare'],
  ['eks=latest', "'version' of EKS is 'latest'"],
  ['eks=1.36,version=1.35', "has 'version' twice"],
  ['eks=1.36,autoMode,autoMode', "has 'autoMode' twice"],
  ['eks=1.36,addOn', "has 'addOn', which EKS does not know"],
  ['eks=1.36,', "has ''"],
  ['eks=1.36,autoMod', "use 'autoMode'"],
  ['eks=1.36,networkPolicy=yes', "'networkPolicy' is 'yes'; give true or false"],
  ['eks=1.36,dnsAddress', "'dnsAddress' is true; give a string"],
  ['aks=1.36,networkPolicy=weave', 'weave'],
  ['gke=1.30.1-gke.100,addOn', 'has no add-on of Agent Sandbox'],
  [undefined as never, 'the cloud is undefined'],
])('fails for %j', (text, message) => {
  expect(() => cloudOfText(text)).toThrow(message);
});
