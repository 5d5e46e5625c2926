import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, AksNetworkPolicy, CaBundle, Cloud, CloudIdentity, EgressDestination, Finding,
  ImageRegistryLayout, ImportedTenant, IsolatedRuntime, MetadataService, NetworkPolicyEngine, SandboxApp,
  SandboxCluster, SandboxClusterProps, SandboxEgress, SandboxTemplate, SandboxTenant, SandboxTenantProps,
  TenantFacts, TenantQuota, ValidationAction,
} from '../../src';
import { identityJson, identityOfJson } from '../../src/identity/identity-json';
import { digestOf } from '../../src/tenant/facts/digest';
import { Loose } from '../support/install';
import { codesOf, CONTAINER, findingsOf, printed, untyped } from '../support/workloads';

const ROLE = 'arn:aws:iam::111122223333:role/sandbox';
const IRSA = CloudIdentity.irsa({ roleArn: ROLE, region: 'eu-west-1' });

const SCOPE = new Chart(new App(), 'scope');

const IDENTITIES: Readonly<Record<string, CloudIdentity>> = {
  'IRSA': IRSA,
  'IRSA with all': CloudIdentity.irsa({
    roleArn: ROLE,
    region: 'eu-west-1',
    oidcIssuer: 'https://oidc.example.com/id/A',
    audience: 'sts',
    serviceAccountName: 'aws',
    createServiceAccount: false,
    tokenService: EgressDestination.cidr('10.0.3.0/24', { ports: [kplus.NetworkPolicyPort.tcp(443)] }),
  }),
  'pod identity': CloudIdentity.podIdentity({ roleArn: ROLE, clusterName: 'prod' }),
  'workload identity': CloudIdentity.workloadIdentity({
    workloadPool: 'my-project.svc.id.goog',
    projectNumber: '123456789012',
    googleServiceAccount: 'sandbox@my-project.iam.gserviceaccount.com',
  }),
  'Azure': CloudIdentity.azure({
    clientId: '00000000-0000-0000-0000-000000000001',
    tenantId: '00000000-0000-0000-0000-000000000002',
    oidcIssuer: 'https://oidc.example.com/A/',
  }),
  ...Object.fromEntries([
    EgressDestination.internet(),
    EgressDestination.domain('sts.example.com'),
    EgressDestination.pods({ podLabels: { app: 'proxy' }, namespaceLabels: { team: 'network' } }),
    EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY_IPV6),
    EgressDestination.peer(kplus.NetworkPolicyIpBlock.ipv4(SCOPE, 'Block', '10.0.0.0/8', ['10.9.0.0/16'])),
  ].map((tokenService) => [
    `by ${String(tokenService)}`, CloudIdentity.irsa({ roleArn: ROLE, region: 'eu-west-1', tokenService }),
  ])),
};

test.each(Object.entries(IDENTITIES))('%s as JSON and back is the same identity', (_, identity) => {
  const json = JSON.stringify(identityJson(identity));
  const read = identityOfJson(JSON.parse(json));
  expect(JSON.stringify(identityJson(read))).toBe(json);
  const asData = ({ _facts }: CloudIdentity) => JSON.parse(JSON.stringify([
    _facts, _facts.tokenService(undefined), _facts.trust(['a', 'b'], { oidcIssuer: 'https://a.example' } as never),
  ])) as object;
  expect(asData(read)).toEqual(asData(identity));
  expect(String(read)).toBe(String(identity));
});

type Tenant = Chart & { readonly runtimes: SandboxTenant['runtimes'] };

function platform(props: Partial<SandboxTenantProps>, cluster: SandboxClusterProps = {}) {
  const app = new SandboxApp({ outdir: mkdtempSync(join(tmpdir(), 'facts-')) });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, ...cluster });
  const guardrailChart = new Chart(app, 'guardrails');
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', { create: !cluster.cloud });
  const tenant = new SandboxTenant(app, 'research', {
    guardrailChart, runtimes: [gvisor], quota: TenantQuota.of({ sandboxes: 10 }), ...props,
  });
  return { app, tenant, guardrailChart };
}

function team(facts: TenantFacts) {
  const app = new SandboxApp();
  return { app, tenant: SandboxTenant.fromTenantFacts(app, 'research', TenantFacts.fromJson(facts.toJson())) };
}

/** Of classes that extend Chart, every chart is an instance. */
const identityOf = (tenant: Tenant, identity: CloudIdentity): CloudIdentity => (
  'identity' in tenant ? (tenant as unknown as ImportedTenant).identity(identity.serviceAccountName) : identity);

const errorCodes = (app: App) => [
  ...new Set(findingsOf(app).filter(({ severity }) => severity === 'error').map(({ code }) => code)),
].sort();

/** What the app of the platform and that of the team print of, and find in, the same template. */
function both(
  template: (tenant: Tenant) => Loose, props: Partial<SandboxTenantProps>, cluster?: SandboxClusterProps,
): Array<{ found: Array<Partial<Finding>>; made: object[] }> {
  const one = platform(props, cluster);
  return [one, team(one.tenant.facts)].map(({ app, tenant }) => {
    new SandboxTemplate(tenant, 'Python', {
      runtime: tenant.runtimes[0], containers: [CONTAINER], egress: SandboxEgress.internetOnly(), ...template(tenant),
    });
    // ASB424 is of the cluster, and is told once: of the guardrails, where they are.
    const found = findingsOf(app).filter(({ path, code }) => path?.startsWith('research') && code !== 'ASB424')
      .map(({ code, severity, message }) => ({
        code, severity, message: message.replace('guardrails/Tenant-research', 'research'),
      }));
    return { found, made: printed(tenant) };
  });
}

describe('identities of a tenant', () => {
  test.each(Object.entries(IDENTITIES))('%s: a team names it, as the platform does', (_, identity) => {
    const [one, other] = both((tenant) => ({ identity: identityOf(tenant, identity) }), { identities: [identity] });
    expect(other).toEqual(one);
    expect(other.made.map((each) => (each as Loose).kind)).toEqual(['SandboxTemplate']);
    expect(other.found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each<[string, CloudIdentity, string[]]>([
    ['of another principal with the account', CloudIdentity.irsa({ roleArn: `${ROLE}-admin`, region: 'eu-west-1' }), []],
    ['of another account', CloudIdentity.irsa({ roleArn: ROLE, region: 'eu-west-1', serviceAccountName: 'own' }),
      ['ASB375', 'ASB418']],
    ['of another account that is there', CloudIdentity.irsa({
      roleArn: ROLE, region: 'eu-west-1', serviceAccountName: 'own', createServiceAccount: false,
    }), ['ASB375']],
    ['of another audience', CloudIdentity.azure({
      clientId: '00000000-0000-0000-0000-000000000001', serviceAccountName: 'own', createServiceAccount: false,
    }), ['ASB375', 'ASB427']],
  ])('fails if the team has one %s', (_, identity, codes) => {
    const { app, tenant } = team(platform({ identities: [IRSA] }).tenant.facts);
    const make = () => new SandboxTemplate(tenant, 'Python', {
      runtime: tenant.runtimes[0], containers: [CONTAINER], identity, egress: SandboxEgress.internetOnly(),
    });
    if (codes.length === 0) {
      expect(make).toThrow("ServiceAccount 'sandbox-identity' of namespace 'research' is IRSA as");
      return;
    }
    make();
    expect(errorCodes(app)).toEqual(codes);
  });

  test('without any, those of a team are refused', () => {
    const { app, tenant } = team(platform({}).tenant.facts);
    new SandboxTemplate(tenant, 'Python', { runtime: tenant.runtimes[0], containers: [CONTAINER], identity: IRSA });
    expect(codesOf(app)).toEqual(expect.arrayContaining(['ASB375', 'ASB418', 'ASB427']));
    expect(tenant.identities).toEqual([]);
    expect(() => tenant.identity('sandbox-identity'))
      .toThrow("research: tenant 'research' has no identity 'sandbox-identity'; known: none");
  });

  test('of a policy that warns are not refused', () => {
    const { app, tenant } = team(platform({ validationActions: [ValidationAction.WARN] }).tenant.facts);
    new SandboxTemplate(tenant, 'Python', { runtime: tenant.runtimes[0], containers: [CONTAINER], identity: IRSA });
    expect(errorCodes(app)).toEqual(['ASB418']);
  });

  test('are named by their accounts', () => {
    const { tenant } = team(platform({ identities: [IRSA] }).tenant.facts);
    expect(tenant.identity('sandbox-identity')).toBe(tenant.identities[0]);
    expect(() => tenant.identity('sandbox-identty'))
      .toThrow("did you mean 'sandbox-identity'? known: sandbox-identity");
    expect(() => tenant.identity(untyped(null))).toThrow("research: tenant 'research' has no identity null; known");
  });

  test.each(['pod identity', 'workload identity', 'IRSA with all'])(
    '%s: the way to the token service is within what templates may open', (name) => {
      const rules = (identities: CloudIdentity[]) => (
        platform({ identities }).tenant.facts._document.admission.network.egress);
      expect(rules([IRSA])).toEqual(rules([]));
      expect(rules([IDENTITIES[name]])).toHaveLength(rules([]).length + 1);
    });
});

describe('a cluster of a cloud', () => {
  const CLOUDS: Readonly<Record<string, Cloud>> = {
    'Autopilot': Cloud.gke({ version: '1.36.3-gke.1767000', addOn: true, autopilot: true }),
    'GKE without policies': Cloud.gke({ version: '1.36' }),
    'EKS': Cloud.eks({ version: '1.36', networkPolicy: true, podIdentityAgent: true }),
    'EKS of IPv6 in Auto Mode': Cloud.eks({
      version: '1.36', networkPolicy: true, autoMode: true, ipv6: true, dnsAddress: 'fd00::10',
    }),
    'AKS': Cloud.aks({ version: '1.36', networkPolicy: AksNetworkPolicy.CILIUM }),
    'OpenShift': Cloud.openshift({ version: '4.20', kubernetesVersion: '1.33', olm: true }),
    'kind': Cloud.kind({ version: '1.36' }),
    'bare': Cloud.bare({ version: '1.36', networkPolicyEngine: NetworkPolicyEngine.CILIUM }),
  };

  /** Policies of engines that know domains: the pipeline of the team may apply them. */
  const deployedKinds = [
    { apiGroup: 'cilium.io', kind: 'CiliumNetworkPolicy', resource: 'ciliumnetworkpolicies' },
    { apiGroup: 'networking.k8s.aws', kind: 'ApplicationNetworkPolicy', resource: 'applicationnetworkpolicies' },
  ];

  test.each(Object.entries(CLOUDS))('%s: the app of the team has its rules, and identities of it', (_, cloud) => {
    const identities = Object.values(IDENTITIES).slice(0, 5)
      .map((each, index) => identityOfJson({ ...identityJson(each), serviceAccountName: `account-${index}` }));
    for (const identity of identities) {
      const [one, other] = both(
        (tenant) => ({ identity: identityOf(tenant, identity) }), { identities, deployedKinds }, { cloud },
      );
      expect(other).toEqual(one);
    }
    const { tenant } = team(platform({}, { cloud }).tenant.facts);
    expect(SandboxCluster.of(tenant).cloud?._facts).toEqual(cloud._facts);
  });

  test('whose engine filters no domains refuses them, unless another engine is given', () => {
    const domains = () => ({ egress: SandboxEgress.to([EgressDestination.domain('pkg.example')]) });
    expect(() => both(domains, {}, { cloud: CLOUDS.AKS })).toThrow(/fqdnFiltering/);
    const { tenant } = team(platform({}, { cloud: CLOUDS.AKS }).tenant.facts);
    expect(() => new SandboxTemplate(tenant, 'Python', { containers: [CONTAINER], ...domains() }))
      .toThrow(/fqdnFiltering/);
    const [one, other] = both(
      domains, { deployedKinds }, { cloud: CLOUDS.AKS, networkPolicyEngine: NetworkPolicyEngine.CILIUM },
    );
    expect(other).toEqual(one);
  });

  test('fails if the app of the team declares another one', () => {
    const { facts } = platform({}, { cloud: CLOUDS.EKS }).tenant;
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, cloud: CLOUDS.kind });
    SandboxTenant.fromTenantFacts(app, 'research', facts);
    expect(findingsOf(app).map(({ code, message }) => `${code} ${message}`)).toEqual([expect.stringContaining(
      'cloud kind=1.36 here and eks=1.36,networkPolicy,podIdentityAgent there',
    )]);
  });

  test.each([
    ['mars=1.36', "cluster: the cloud is 'mars=1.36'"],
    ['eks=1.35,networkPolicy', "'kubernetesVersion' is '1.36'"],
  ])(
    'fails if the facts have %s', (cloud, said) => {
      const { digest: _, ...document } = platform({}, { cloud: CLOUDS.EKS }).tenant.facts._document;
      const changed = { ...document, cluster: { ...document.cluster, cloud } };
      expect(() => TenantFacts.fromJson(JSON.stringify({ ...changed, digest: digestOf(changed) }))).toThrow(said);
    });
});

describe('a cluster without internet', () => {
  const cluster: SandboxClusterProps = {
    imageRegistry: 'registry.example.com/mirror',
    imageRegistryLayout: ImageRegistryLayout.HOST_AND_PATH,
    mirrorAllImages: true,
    imagePullSecrets: ['pull'],
    caBundle: CaBundle.fromTrustManager('company-ca', { key: 'root.pem' }),
  };

  test.each<[string, SandboxClusterProps]>([
    ['all of it', cluster],
    ['a registry', { imageRegistry: 'registry.example.com' }],
    ['authorities in a Secret', {
      caBundle: CaBundle.fromSecret(kplus.Secret.fromSecretName(SCOPE, 'S', 'ca')), imagePullSecrets: ['a', 'b'],
    }],
  ])('is that of the team, too: %s', (_, props) => {
    const [one, other] = both(() => ({ containers: [{ image: 'docker.io/library/python:3.14' }] }), {}, props);
    expect(other).toEqual(one);
  });

  test('whose images from elsewhere are found', () => {
    const [, { found }] = both(() => ({}), {}, { imageRegistry: 'other.example.com' });
    expect(found.map(({ code }) => code)).toEqual(['ASB348']);
  });
});

describe('a file of the first format', () => {
  const text = readFileSync(join(__dirname, 'facts-of-first-format.json'), 'utf8');

  test('is read as it is, without identities', () => {
    const facts = TenantFacts.fromJson(text);
    expect(facts.toJson()).toBe(text);
    const { app, tenant } = team(facts);
    expect(tenant.identities).toEqual([]);
    new SandboxTemplate(tenant, 'Python', {
      runtime: tenant.runtime('gvisor'), containers: [{ image: 'evil.example/a:1' }], identity: IRSA,
    });
    expect(codesOf(app)).toEqual(expect.arrayContaining(['ASB364', 'ASB375', 'ASB427']));
    expect(SandboxCluster.of(tenant).networkPolicyEngine).toBe(NetworkPolicyEngine.KUBERNETES);
  });

  test('has no member of a later one', () => {
    const { identities, digest } = platform({ identities: [IRSA] }).tenant.facts._document;
    for (const member of [{ identities }, { digest }]) {
      expect(() => TenantFacts.fromJson(JSON.stringify({ ...JSON.parse(text) as object, ...member })))
        .toThrow(`there is no field '${Object.keys(member)[0]}'`);
    }
  });
});
