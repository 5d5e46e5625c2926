import { ApiObject, App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, Cloud, CloudIdentity, EgressDestination, Findings, IsolatedRuntime, NetworkPolicyEngine,
  NetworkReport, NetworkTarget, Sandbox, SandboxAdmissionPolicy, SandboxCluster, SandboxClusterProps, SandboxEgress,
  SandboxPodProps, SandboxTemplate, SandboxTenant, TenantQuota,
} from '../../src';
import * as kplus from '../../src/kubernetes/kplus';
import { quietly } from '../support/stderr';

const containers = [{ image: 'registry.example.com/tools:1' }];
const version = AgentSandboxVersion.LATEST;
const roleArn = 'arn:aws:iam::111122223333:role/sandbox';
const oidcIssuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const workloadPool = 'my-project.svc.id.goog';
const clientId = '00000000-0000-0000-0000-000000000001';

const IDENTITIES = {
  irsa: () => CloudIdentity.irsa({ roleArn, region: 'eu-west-1' }),
  podIdentity: () => CloudIdentity.podIdentity({ roleArn, clusterName: 'prod' }),
  workloadIdentity: () => CloudIdentity.workloadIdentity({ workloadPool, projectNumber: '123456789012' }),
  azure: () => CloudIdentity.azure({ clientId, tenantId: clientId }),
};
const EKS = Cloud.eks({ version: '1.36', networkPolicy: true, podIdentityAgent: true, oidcIssuer });
const HOMES: Record<keyof typeof IDENTITIES, Cloud> = {
  irsa: EKS,
  podIdentity: EKS,
  workloadIdentity: Cloud.gke({ version: '1.36', dataplaneV2: true }),
  azure: Cloud.aks({ version: '1.36', networkPolicy: 'azure' as never, oidcIssuer }),
};

function chartIn(props: SandboxClusterProps = {}): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version, ...props });
  return new Chart(app, 'chart', { namespace: 'research' });
}

function found(chart: Chart, code: string) {
  return Findings.of(chart.node.root).list().filter((each) => each.code === code);
}

function objects(chart: Chart, kind: string): any[] {
  return quietly(() => chart.toJson()).filter((each: { kind: string }) => each.kind === kind);
}

function sandbox(chart: Chart, identity: CloudIdentity, props: Partial<SandboxPodProps> = {}): Sandbox {
  return new Sandbox(chart, 'Dev', { containers, identity, egress: SandboxEgress.internetOnly(), ...props });
}

describe.each(Object.entries(IDENTITIES))('%s', (name, make) => {
  const cloud = HOMES[name as keyof typeof IDENTITIES];

  test.each(AgentSandboxVersion.values().map((each): [string, AgentSandboxVersion] => [each.id, each]))(
    'all sides agree under %s',
    (_, release) => {
      const identity = make();
      const chart = chartIn({ cloud, version: release });
      // No policy of a template holds on these.
      const egress = /^v0\.5\.[01]$/.test(release.id) ? undefined : SandboxEgress.internetOnly();
      const template = new SandboxTemplate(chart, 'Python', { containers, identity, egress });
      sandbox(chart, identity);
      const [account, ...more] = objects(chart, 'ServiceAccount');
      expect(more).toEqual([]);
      expect(account.metadata).toMatchObject({ name: 'sandbox-identity', namespace: 'research' });
      expect(account.metadata.annotations ?? {}).toEqual(identity._facts.annotations);
      expect(account.automountServiceAccountToken).toBe(false);
      const [{ spec: { podTemplate } }] = objects(chart, 'Sandbox');
      expect(podTemplate.spec.serviceAccountName).toBe('sandbox-identity');
      expect(podTemplate.spec.automountServiceAccountToken ?? false).toBe(false);
      expect(podTemplate.metadata?.labels ?? {}).toMatchObject(identity._facts.podLabels);
      const codes = ['ASB425', ...egress ? ['ASB426'] : [], 'ASB428', 'ASB429'];
      expect(codes.flatMap((code) => found(chart, code))).toEqual([]);
      const trust = identity.trustPolicy(['research'], cloud);
      expect(trust).toContain('research');
      expect(trust).toContain('sandbox-identity');
      expect(template.serviceAccount?.name).toBe(identity.serviceAccountName);
    },
  );

  test('a tenant makes the account, and lets pods have the token', () => {
    const identity = make();
    const chart = chartIn({ cloud });
    const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'kata-qemu');
    const tenant = new SandboxTenant(chart.node.root as App, 'team', {
      runtimes: [runtime], quota: TenantQuota.none(), identities: [identity],
    });
    sandbox(tenant, identity, { runtime });
    const accounts = objects(tenant, 'ServiceAccount').map(({ metadata }) => metadata.name);
    expect(accounts).toEqual(['sandbox', 'sandbox-identity']);
    expect(found(tenant, 'ASB427')).toEqual([]);
    const policies = JSON.stringify(objects(tenant, 'ValidatingAdmissionPolicy'));
    expect(policies).toContain('sandbox-identity');
    const { audience } = identity._facts;
    if (audience !== undefined) { expect(policies).toContain(audience); }
  });

  test('ASB427: a tenant without it refuses the token', () => {
    const identity = make();
    const chart = chartIn({ cloud });
    const tenant = new SandboxTenant(chart.node.root as App, 'team', {
      runtimes: [IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'gvisor')],
      quota: TenantQuota.none(),
      serviceAccounts: ['sandbox-identity'],
    });
    sandbox(tenant, identity);
    expect(found(tenant, 'ASB427').length).toBe(identity._facts.audience === undefined ? 0 : 1);
  });
});

test.each([
  ['sts.amazonaws.com', []],
  ['https://kubernetes.default.svc', ['ASB358']],
  [undefined, ['ASB358']],
])('a tenant with an identity lets a token of its audience through, and no other: %s', (audience, codes) => {
  const chart = chartIn();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'kata-qemu');
  const identity = IDENTITIES.irsa();
  const tenant = new SandboxTenant(chart.node.root as App, 'team', {
    runtimes: [runtime], quota: TenantQuota.none(), identities: [identity],
  });
  const serviceAccountToken = { path: 'token', ...(audience !== undefined && { audience }) };
  sandbox(tenant, identity, {
    runtime, podSpec: { volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken }] } }] },
  });
  expect(Findings.of(tenant).list().map(({ code }) => code).filter((code) => code === 'ASB358')).toEqual(codes);
});

describe('trust policies', () => {
  test('IRSA', () => {
    expect(JSON.parse(IDENTITIES.irsa().trustPolicy(['research', 'ops'], EKS))).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: {
          Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud': 'sts.amazonaws.com',
            'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub': [
              'system:serviceaccount:research:sandbox-identity', 'system:serviceaccount:ops:sandbox-identity',
            ],
          },
        },
      }],
    });
    expect(() => IDENTITIES.irsa().trustPolicy(['research'])).toThrow("give 'oidcIssuer', here or to the cloud");
    const chinese = 'arn:aws-cn:iam::111122223333:role/a';
    const china = CloudIdentity.irsa({ roleArn: chinese, region: 'cn-north-1', oidcIssuer });
    expect(china.trustPolicy(['a'])).toContain('arn:aws-cn:iam::111122223333:oidc-provider/');
    expect(china._facts.tokenService(undefined).what).toBe('sts.cn-north-1.amazonaws.com.cn');
  });

  test('Pod Identity, with its association', () => {
    const identity = IDENTITIES.podIdentity();
    expect(JSON.parse(identity.trustPolicy(['research'])).Statement[0]).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-name': 'prod',
          'aws:RequestTag/kubernetes-namespace': 'research',
          'aws:RequestTag/kubernetes-service-account': 'sandbox-identity',
        },
      },
    });
    expect(JSON.parse(identity.association('research'))).toEqual(
      { clusterName: 'prod', namespace: 'research', serviceAccount: 'sandbox-identity', roleArn },
    );
    expect(() => IDENTITIES.irsa().association('research')).toThrow('IRSA needs no association');
  });

  test('Google', () => {
    expect(JSON.parse(IDENTITIES.workloadIdentity().trustPolicy(['research']))).toEqual({
      members: ['principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/'
        + 'my-project.svc.id.goog/subject/ns/research/sa/sandbox-identity'],
    });
    const googleServiceAccount = 'sandbox@my-project.iam.gserviceaccount.com';
    const impersonating = CloudIdentity.workloadIdentity({
      workloadPool, projectNumber: '123456789012', googleServiceAccount,
    });
    expect(JSON.parse(impersonating.trustPolicy(['research']))).toEqual({
      role: 'roles/iam.workloadIdentityUser',
      members: ['serviceAccount:my-project.svc.id.goog[research/sandbox-identity]'],
    });
    expect(impersonating._facts.annotations).toEqual({ 'iam.gke.io/gcp-service-account': googleServiceAccount });
  });

  test('Azure', () => {
    expect(JSON.parse(IDENTITIES.azure().trustPolicy(['research'], HOMES.azure))).toEqual({
      name: 'research-sandbox-identity',
      issuer: oidcIssuer,
      subject: 'system:serviceaccount:research:sandbox-identity',
      audiences: ['api://AzureADTokenExchange'],
    });
  });

  test.each([[[], "'namespaces' is []"], [['A b'], "namespace 'A b'"]])('fails for %j', (namespaces, message) => {
    expect(() => IDENTITIES.podIdentity().trustPolicy(namespaces)).toThrow(message);
  });
});

describe('the way to the token service', () => {
  const reaches = (chart: Chart, from: Sandbox, to: NetworkTarget, port: number) =>
    NetworkReport.of(chart).mayReach(from, to, kplus.NetworkPolicyPort.tcp(port)).allowed;

  test('is let through where the policy would close it', () => {
    const chart = chartIn({ cloud: HOMES.podIdentity });
    const dev = sandbox(chart, IDENTITIES.podIdentity());
    expect(reaches(chart, dev, NetworkTarget.address('169.254.170.23'), 80)).toBe(true);
    expect(reaches(chart, dev, NetworkTarget.address('169.254.169.254'), 80)).toBe(false);
  });

  test('is the metadata server of the engine on GKE', () => {
    const standard = chartIn({ cloud: Cloud.gke({ version: '1.36', networkPolicy: true }) });
    const dev = sandbox(standard, IDENTITIES.workloadIdentity());
    expect(reaches(standard, dev, NetworkTarget.address('169.254.169.252'), 988)).toBe(true);
    expect(reaches(standard, dev, NetworkTarget.address('169.254.169.254'), 80)).toBe(false);
  });

  test('is a domain where the engine knows domains, and nothing more where the internet is open', () => {
    const egress = SandboxEgress.to([EgressDestination.domain('pkg.example')]);
    const chart = chartIn({ networkPolicyEngine: NetworkPolicyEngine.CILIUM });
    sandbox(chart, IDENTITIES.irsa(), { egress });
    const [policy] = objects(chart, 'CiliumNetworkPolicy');
    expect(JSON.stringify(policy)).toContain('sts.eu-west-1.amazonaws.com');
    expect(found(chart, 'ASB426')).toEqual([]);
    const open = chartIn({ networkPolicyEngine: NetworkPolicyEngine.CILIUM });
    sandbox(open, IDENTITIES.irsa());
    expect(JSON.stringify(objects(open, 'CiliumNetworkPolicy'))).not.toContain('amazonaws');
  });

  test('is what is given', () => {
    const tokenService = EgressDestination.cidr('10.0.3.0/24', { ports: [kplus.NetworkPolicyPort.tcp(443)] });
    const chart = chartIn({ cloud: EKS });
    const identity = CloudIdentity.irsa({ roleArn, region: 'eu-west-1', tokenService });
    const dev = sandbox(chart, identity, { egress: SandboxEgress.to([]) });
    expect(reaches(chart, dev, NetworkTarget.address('10.0.3.9'), 443)).toBe(true);
    expect(found(chart, 'ASB426')).toEqual([]);
  });

  test.each([
    ['a policy without domains', IDENTITIES.irsa, { egress: SandboxEgress.to([]) }, 'sts.eu-west-1.amazonaws.com'],
    ['isolate', IDENTITIES.podIdentity, { egress: undefined, isolate: true }, '169.254.170.23'],
  ])('ASB426: %s closes it', (_, make, props, what) => {
    const chart = chartIn({ cloud: EKS });
    sandbox(chart, make(), props);
    expect(found(chart, 'ASB426').map(({ message }) => message)).toEqual([expect.stringContaining(what)]);
  });

  test("ASB426: the controller's policy of a template closes agents of the node", () => {
    const chart = chartIn({ cloud: EKS });
    new SandboxTemplate(chart, 'Python', { containers, identity: IDENTITIES.podIdentity() });
    expect(found(chart, 'ASB426').map(({ path }) => path)).toEqual(['chart/Python']);
  });
});

describe('findings', () => {
  test('ASB425: the network of the node, gVisor and an agent, a virtual machine without shared files', () => {
    const messages = (identity: CloudIdentity, props: (chart: Chart) => Partial<SandboxPodProps>) => {
      const chart = chartIn();
      sandbox(chart, identity, { egress: undefined, ...props(chart) });
      return found(chart, 'ASB425').map(({ message }) => message);
    };
    const onNode = () => ({ hostNetwork: true });
    expect(messages(IDENTITIES.workloadIdentity(), onNode)[0]).toContain('identity of their node');
    const gvisor = (chart: Chart) => ({ runtime: IsolatedRuntime.gvisor(chart, 'Gvisor') });
    expect(messages(IDENTITIES.podIdentity(), gvisor)[0]).toContain('reports contradict each other');
    expect(messages(IDENTITIES.irsa(), gvisor)).toEqual([]);
    const remote = (chart: Chart) => ({ runtime: IsolatedRuntime.kataRemote(chart, 'Remote') });
    expect(messages(IDENTITIES.irsa(), remote)[0]).toContain('copies into its virtual machine');
    const qemu = (chart: Chart) => ({ runtime: IsolatedRuntime.kataQemu(chart, 'Kata') });
    expect(messages(IDENTITIES.azure(), qemu)).toEqual([]);
  });

  test('ASB428: one principal in several namespaces', () => {
    const identity = IDENTITIES.irsa();
    const app = new App();
    SandboxCluster.declare(app, { version });
    const [one, two] = ['one', 'two'].map((namespace) => new Chart(app, namespace, { namespace }));
    sandbox(one, identity);
    expect(found(one, 'ASB428')).toEqual([]);
    sandbox(two, identity);
    expect(found(one, 'ASB428').map(({ path, message }) => [path, message])).toEqual([
      ['two/Dev', expect.stringContaining('sandboxes of 2 namespaces (one, two) are the same principal')],
    ]);
  });

  test.each([
    ['Pod Identity on GKE', IDENTITIES.podIdentity, HOMES.workloadIdentity, 'EKS Pod Identity is of EKS'],
    ['Google on EKS', IDENTITIES.workloadIdentity, EKS, 'Workload Identity Federation for GKE is of GKE'],
    ['no agent', IDENTITIES.podIdentity, Cloud.eks({ version: '1.36' }), 'declared without it'],
  ])('ASB429: %s', (_, make, cloud, message) => {
    const chart = chartIn({ cloud });
    new Sandbox(chart, 'Dev', { containers, identity: make() });
    expect(found(chart, 'ASB429').map((each) => each.message)).toEqual([expect.stringContaining(message)]);
  });

  test('ASB427: a policy of its own, which only audits', () => {
    const chart = chartIn();
    new SandboxAdmissionPolicy(chart, 'Policy', {
      runtimes: [IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'gvisor')],
      validationActions: ['Warn' as never],
    });
    sandbox(chart, IDENTITIES.azure());
    expect(found(chart, 'ASB427')).toEqual([]);
  });
});

describe('refusals', () => {
  test.each([
    [() => CloudIdentity.irsa(null as never), 'the props of CloudIdentity.irsa are null; give an object'],
    [() => CloudIdentity.irsa({ region: 'eu-west-1' } as never), "'roleArn' is undefined; give a string"],
    [() => CloudIdentity.irsa({ roleArn: 'sandbox', region: 'a' }), "'roleArn' is 'sandbox'; give, for example"],
    [() => CloudIdentity.irsa({ roleArn, region: 'EU' }), "'region' 'EU'"],
    [() => CloudIdentity.irsa({ roleArn, audiance: 'a', region: 'a' } as never), "'audiance'"],
    [() => CloudIdentity.podIdentity({ roleArn, clusterName: '' }), "'clusterName' is ''"],
    [() => CloudIdentity.workloadIdentity({ workloadPool: 'a', projectNumber: '123456' }), "'workloadPool' is 'a'"],
    [() => CloudIdentity.workloadIdentity({ workloadPool, projectNumber: 'my' }), "'projectNumber' is 'my'"],
    [() => CloudIdentity.azure({ clientId: 'app' }), "'clientId' is 'app'; give an ID such as"],
    [() => CloudIdentity.azure({ clientId, tokenService: 'a' as never }), "'tokenService' is 'a'"],
    [() => CloudIdentity.azure({ clientId, serviceAccountName: 'A b' }), "'serviceAccountName' 'A b'"],
  ])('fails if a prop is malformed: %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    [(chart: Chart): Partial<SandboxPodProps> => ({
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'other'),
    }), "'serviceAccount' is given, and 'identity' has the account 'sandbox-identity'; remove one"],
    [
      (): Partial<SandboxPodProps> => ({ podLabels: { 'azure.workload.identity/use': 'false' } }),
      "'identity' needs 'true'",
    ],
    [(): Partial<SandboxPodProps> => ({ identity: 'aws' as never }), "'identity' is 'aws'; give a CloudIdentity"],
  ])('fails if a pod says otherwise: %#', (props, message) => {
    const chart = chartIn();
    expect(() => sandbox(chart, IDENTITIES.azure(), props(chart))).toThrow(message);
  });

  test('fails if two identities have one account', () => {
    const chart = chartIn();
    sandbox(chart, IDENTITIES.irsa());
    expect(() => new Sandbox(chart, 'Other', { containers, identity: IDENTITIES.azure() }))
      .toThrow("ServiceAccount 'sandbox-identity' of namespace 'research' is IRSA as arn:aws:iam::111122223333");
    new Sandbox(chart, 'Third', {
      containers, identity: CloudIdentity.azure({ clientId, serviceAccountName: 'azure', createServiceAccount: false }),
    });
    expect(chart.node.findAll().filter((each) => ApiObject.isApiObject(each) && each.kind === 'ServiceAccount').length)
      .toBe(1);
  });
});
