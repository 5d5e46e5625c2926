import { Cloud, CloudFact, GkeDns, AksNetworkPolicy, InstallOwner, NetworkPolicyEngine } from '../../src';
import { FEATURES } from '../../src/cloud/features';
import { isAtLeast } from '../../src/cloud/versions';

/** One of each cloud, with all that it may have and with nothing. */
export const CLOUDS: Readonly<Record<string, () => Cloud>> = {
  'GKE Standard': () => Cloud.gke({ version: '1.36' }),
  'GKE Standard with the dataplane V2': () => Cloud.gke({ version: '1.36', dataplaneV2: true, nodeLocalDns: true }),
  'GKE Autopilot': () => Cloud.gke({ version: '1.36', autopilot: true }),
  'EKS': () => Cloud.eks({ version: '1.36' }),
  'EKS with policies': () => Cloud.eks({ version: '1.36', networkPolicy: true, nodeLocalDns: true }),
  'EKS Auto Mode': () =>
    Cloud.eks({ version: '1.36', autoMode: true, networkPolicy: true, dnsAddress: '172.20.0.10' }),
  'AKS': () => Cloud.aks({ version: '1.36' }),
  'AKS with Cilium': () =>
    Cloud.aks({ version: '1.36', networkPolicy: AksNetworkPolicy.CILIUM, fqdnFiltering: true, localDns: true }),
  'OpenShift': () => Cloud.openshift({ version: '4.20' }),
  'kind': () => Cloud.kind({ version: '1.36' }),
  'bare metal': () => Cloud.bare({ version: '1.36', networkPolicyEngine: NetworkPolicyEngine.CILIUM }),
};

test.each(Object.entries(CLOUDS))('%s has a version, and a source for each fact', (_, make) => {
  const cloud = make();
  expect(cloud.kubernetesVersion).toMatch(/^1\.\d+$/);
  expect(String(cloud)).toBe(`${cloud.name} ${cloud.version}`);
  for (const { text, source } of cloud.facts) {
    expect(text).toMatch(/^\S.+[^.]$/);
    expect(source).toMatch(/^https:\/\//);
  }
});

test('features have a version and a source', () => {
  for (const { since, source } of Object.values(FEATURES)) {
    expect(since).toMatch(/^\d+\.\d+/);
    expect(source).toMatch(/^https:\/\//);
  }
});

test.each([
  ['1.36', '1.36', true],
  ['1.36.1', '1.36', true],
  ['1.35', '1.36', false],
  ['1.100', '1.36', true],
  ['1.36', '1.36.3-gke.1767000', undefined],
  ['1.36.3', '1.36.3-gke.1767000', undefined],
  ['1.37', '1.36.3-gke.1767000', true],
  ['1.36.3-gke.1766999', '1.36.3-gke.1767000', false],
  ['1.36.3-gke.1767000', '1.36.3-gke.1767000', true],
  ['1.36.10-gke.1', '1.36.3-gke.1767000', true],
])('%s is at least %s: %s', (version, since, expected) => {
  expect(isAtLeast(version, since)).toBe(expected);
});

describe('GKE', () => {
  test('the add-on owns the install, and serves the API of its version', () => {
    const beta = Cloud.gke({ version: '1.36.3-gke.1767000', addOn: true });
    expect(beta.installedBy).toBe(InstallOwner.GKE_ADD_ON);
    expect(beta._facts.servedVersion).toBe('v1beta1');
    expect(Cloud.gke({ version: '1.35.2-gke.1269000', addOn: true })._facts.servedVersion).toBe('v1alpha1');
    expect(Cloud.gke({ version: '1.37', addOn: true })._facts.servedVersion).toBe('v1beta1');
    expect(Cloud.gke({ version: '1.36' }).installedBy).toBeUndefined();
  });

  test.each([
    ['1.34', 'GKE 1.34 has no add-on of Agent Sandbox, which needs 1.35.2-gke.1269000 or newer: https://docs.cloud'],
    ['1.35', "'version' is '1.35', and add-on of Agent Sandbox needs 1.35.2-gke.1269000 or newer; give the whole"],
    ['1.36', "'version' is '1.36', and v1beta1 in its add-on needs 1.36.3-gke.1767000 or newer; give the whole"],
  ])('fails if the add-on is not in %s, or that is not known', (version, message) => {
    expect(() => Cloud.gke({ version, addOn: true })).toThrow(message);
  });

  test('Autopilot has the dataplane V2, Cloud DNS and NodeLocal DNSCache', () => {
    const { networkPolicyEngine, _facts: { dns, managedNodes } } = Cloud.gke({ version: '1.36', autopilot: true });
    expect(networkPolicyEngine).toBe(NetworkPolicyEngine.GKE_DATAPLANE_V2);
    expect(dns).toEqual({ addresses: ['169.254.20.10', '169.254.169.254'] });
    expect(managedNodes).toBeDefined();
    expect(() => Cloud.gke({ version: '1.36', autopilot: true, dataplaneV2: false })).toThrow('an Autopilot cluster');
    expect(() => Cloud.gke({ version: '1.26', autopilot: true })).toThrow('GKE 1.26 has no GKE Sandbox in Autopilot');
  });

  test('Standard enforces policies where it was turned on', () => {
    expect(Cloud.gke({ version: '1.36' }).networkPolicyEngine).toBeUndefined();
    expect(Cloud.gke({ version: '1.36', networkPolicy: true }).networkPolicyEngine).toBe('kubernetes');
    const { dns } = Cloud.gke({ version: '1.36', dns: GkeDns.CLOUD_DNS })._facts;
    expect(dns).toEqual({ addresses: ['169.254.169.254'] });
  });
});

describe('EKS', () => {
  test.each([
    [{ version: '1.28', autoMode: true }, 'EKS 1.28 has no Auto Mode, which needs 1.29 or newer'],
    [{ version: '1.24', networkPolicy: true }, 'EKS 1.24 has no enforcement of network policies by the VPC CNI'],
    [{ version: '1.23', podIdentityAgent: true }, 'EKS 1.23 has no Pod Identity, which needs 1.24 or newer'],
    [{ version: '1.36.2' }, "'version' of EKS is '1.36.2'; give, for example, '1.36'"],
    [{ version: '1.36', dnsAddress: 'kube-dns' }, "'dnsAddress' is 'kube-dns'; give an address such as '172.20.0.10'"],
    [{ version: '1.36', oidcIssuer: 'oidc.example' }, "'oidcIssuer' is 'oidc.example'; give the address of the issuer"],
  ])('fails if %j', (props, message) => {
    expect(() => Cloud.eks(props)).toThrow(message);
  });

  test('nothing enforces policies until that is turned on', () => {
    expect(Cloud.eks({ version: '1.36' })._facts.unenforced?.text).toContain("set 'networkPolicy' of Cloud.eks");
    expect(Cloud.eks({ version: '1.36', networkPolicy: true })._facts.unenforced).toBeUndefined();
  });
});

describe('AKS', () => {
  test.each([
    [{ version: '1.26', podSandboxing: true }, 'AKS 1.26 has no Pod Sandboxing, which needs 1.27 or newer'],
    [
      { version: '1.28', networkPolicy: AksNetworkPolicy.CILIUM, fqdnFiltering: true },
      'AKS 1.28 has no domain names in network policies, which needs 1.29 or newer',
    ],
    [{ version: '1.36', fqdnFiltering: true }, "'fqdnFiltering' is true, and 'none' knows no domain names"],
    [{ version: 'latest' }, "'version' of AKS is 'latest'"],
  ])('fails if %j', (props, message) => {
    expect(() => Cloud.aks(props)).toThrow(message);
  });

  test('RuntimeClasses are those of AKS, unless it is told to have none', () => {
    expect(Cloud.aks({ version: '1.36' }).ownedRuntimeClasses).toEqual(['kata-vm-isolation']);
    expect(Cloud.aks({ version: '1.36', podSandboxing: false }).ownedRuntimeClasses).toEqual([]);
  });
});

describe('OpenShift', () => {
  test('its minor says the Kubernetes minor, as far as that is known', () => {
    expect(Cloud.openshift({ version: '4.14' }).kubernetesVersion).toBe('1.27');
    expect(Cloud.openshift({ version: '4.19.35' }).kubernetesVersion).toBe('1.32');
    expect(Cloud.openshift({ version: '4.99', kubernetesVersion: '1.40' }).kubernetesVersion).toBe('1.40');
    expect(() => Cloud.openshift({ version: '4.99' })).toThrow("give it in 'kubernetesVersion'");
    expect(() => Cloud.openshift({ version: '4.20', kubernetesVersion: '1.30' }))
      .toThrow('OpenShift 4.20 is Kubernetes 1.33');
  });

  test('its DNS listens on another port', () => {
    const { pods } = Cloud.openshift({ version: '4.20' })._facts.dns!;
    expect(pods).toMatchObject({ namespace: 'openshift-dns', port: 5353 });
  });
});

test.each([
  [() => Cloud.gke(null as never), 'the props of Cloud.gke are null; give an object'],
  [() => Cloud.gke({} as never), "'version' is undefined; give a string"],
  [
    () => Cloud.gke({ version: '1.36', autoPilot: true } as never),
    "have 'autoPilot', which is not an option; use 'autopilot'",
  ],
  [() => Cloud.gke({ version: '1.36', dns: 'bind' as never }), "'dns' is 'bind'"],
  [() => Cloud.gke({ version: '1.36', workloadPool: 'my-project' }), "give, for example, 'my-project.svc.id.goog'"],
  [() => Cloud.gke({ version: 'v1.36' }), "'version' of GKE is 'v1.36'; give, for example, '1.36.3-gke.1767000'"],
  [() => Cloud.eks({ version: 1.36 as never }), "'version' is 1.36; give a string"],
  [() => Cloud.eks({ version: '1.36', autoMode: 'yes' as never }), "'autoMode' is 'yes'; give true or false"],
  [() => Cloud.aks({ version: '1.36', networkPolicy: 'ebpf' as never }), "'networkPolicy' is 'ebpf'"],
  [() => Cloud.openshift({ version: '3.11' }), "'version' of OpenShift is '3.11'"],
  [() => Cloud.kind({ version: '0.31' }), "'version' of kind is '0.31'; give, for example, '1.36'"],
  [() => Cloud.bare({ version: '1.36', networkPolicyEngine: 'weave' as never }), "'networkPolicyEngine' is 'weave'"],
])('fails if a prop is malformed: %#', (make, message) => {
  expect(make).toThrow(message);
});

test('facts are copies', () => {
  const cloud = Cloud.gke({ version: '1.36' });
  cloud.facts.splice(0);
  expect((Cloud.gke({ version: '1.36' }).facts as CloudFact[]).length).toBeGreaterThan(0);
});
