import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxProfile, AgentSandboxProps, AgentSandboxVersion, ControllerLogEncoder, TaintEffect, TolerationOperator,
  WebhookCertificate,
} from '../../src';
import { Catalogue } from '../../src/release/catalogue';
import { containerOf, controllers, find, installed, Loose, objectsOf, readable } from '../support/install';
import { quietly } from '../support/stderr';

expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: (value) => value as string });

/** Installs that reviewers read, each in test/__snapshots__/agent-sandbox.test.ts.snap. */
const READ: Array<[string, Partial<AgentSandboxProps>]> = [
  ['v1.0.5', {}],
  ['v1.0.5 for OpenShift', { profile: AgentSandboxProfile.OPENSHIFT }],
  ['v1.0.5 as upstream ships it', { profile: AgentSandboxProfile.UPSTREAM }],
  [
    'v0.5.6 with cert-manager',
    { version: AgentSandboxVersion.V0_5_6, webhookCertificate: WebhookCertificate.certManager() },
  ],
  ['v0.1.1, a StatefulSet', { version: AgentSandboxVersion.V0_1_1 }],
  [
    'three replicas, guarded and watched',
    {
      replicas: 3,
      networkPolicy: {
        metricsFrom: [
          {
            namespaceLabels: { 'kubernetes.io/metadata.name': 'monitoring' },
            podLabels: { 'app.kubernetes.io/name': 'prometheus' },
          },
          { podLabels: { app: 'agent' } },
          { namespaceLabels: {} },
        ],
      },
      serviceMonitor: {
        interval: Duration.seconds(15),
        scrapeTimeout: Duration.millis(2500),
        labels: { release: 'prometheus' },
      },
      prometheusRule: { labels: { release: 'prometheus' } },
    },
  ],
  [
    'everything set',
    {
      imageRegistry: 'mirror.example.com:5000',
      imageRepository: 'infra/agent-sandbox-controller',
      imageTag: 'v1.0.5-fips',
      imageDigest: `sha256:${'0123456789abcdef'.repeat(4)}`,
      imagePullSecrets: ['mirror', 'other.mirror'],
      allowedLabelDomains: ['example.com', 'team.example.org'],
      nodeSelector: { 'kubernetes.io/os': 'linux', 'pool': 'system' },
      tolerations: [
        { key: 'node-role.kubernetes.io/control-plane', effect: TaintEffect.NO_SCHEDULE },
        { key: 'pool', value: 'system' },
        { key: 'spot', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.minutes(5) },
        { operator: TolerationOperator.EXISTS, effect: TaintEffect.PREFER_NO_SCHEDULE },
      ],
      priorityClassName: 'system-cluster-critical',
      resources: {
        cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(2) },
        memory: { request: Size.mebibytes(256), limit: Size.gibibytes(1) },
        ephemeralStorage: { limit: Size.mebibytes(1536) },
      },
      labels: { 'example.com/team': 'platform' },
      annotations: { 'example.com/contact': 'platform@example.com' },
      podLabels: { 'example.com/team': 'runtime', 'sidecar.istio.io/inject': 'false' },
      podAnnotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.monitoring:4317' },
      enableTracing: true,
      sandboxConcurrentWorkers: 200,
      sandboxWarmPoolReadinessGracePeriod: Duration.minutes(10),
      metricsBindAddress: ':9090',
      zapEncoder: ControllerLogEncoder.JSON,
      retainCrds: true,
    },
  ],
];

describe('reads well', () => {
  test.each(READ)('%s', (_name, props) => {
    expect(readable(objectsOf({ version: AgentSandboxVersion.V1_0_5, ...props }))).toMatchSnapshot();
  });
});

describe('the profiles', () => {
  test('hardened is the default', () => {
    expect(objectsOf({})).toEqual(objectsOf({ profile: AgentSandboxProfile.HARDENED }));
  });

  test.each(Catalogue.standard().ids)('hardened adds to upstream\'s controller on %s and takes nothing away', (id) => {
    const version = AgentSandboxVersion.of(id);
    const hardened = quietly(() => containerOf({ version }));
    const upstream = quietly(() => containerOf({ version, profile: AgentSandboxProfile.UPSTREAM }));
    expect(hardened).toMatchObject({
      ...upstream,
      ...(upstream.volumeMounts && { volumeMounts: expect.arrayContaining(upstream.volumeMounts) }),
    });
    expect(hardened.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(hardened.ports).toContainEqual({ name: 'healthz', containerPort: 8081, protocol: 'TCP' });
    expect([hardened.livenessProbe.httpGet, hardened.readinessProbe.httpGet]).toEqual([
      { path: '/healthz', port: 'healthz' },
      { path: '/readyz', port: 'healthz' },
    ]);
    expect(upstream).not.toHaveProperty('securityContext');
  });

  test.each(Catalogue.standard().ids)('that for OpenShift leaves out the user and the group alone, on %s', (id) => {
    const version = AgentSandboxVersion.of(id);
    const [hardened, openShift] = [AgentSandboxProfile.HARDENED, AgentSandboxProfile.OPENSHIFT]
      .map((profile) => quietly(() => objectsOf({ version, profile })));
    const workload = (objects: Loose[]) => objects.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')!;
    const { securityContext } = workload(hardened).spec.template.spec;
    expect(securityContext).toMatchObject({ runAsUser: 65532, runAsGroup: 65532 });
    delete securityContext.runAsUser;
    delete securityContext.runAsGroup;
    expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(openShift).toEqual(hardened);
  });

  test('a PodDisruptionBudget and a spread come with the second replica, hardened only', () => {
    const kinds = (props: Partial<AgentSandboxProps>) => objectsOf(props).map(({ kind }) => kind);
    const spread = (props: Partial<AgentSandboxProps>) =>
      find(objectsOf(props), 'Deployment').spec.template.spec.topologySpreadConstraints;
    expect(kinds({ replicas: 2 })).toContain('PodDisruptionBudget');
    expect(spread({ replicas: 2 })).toHaveLength(1);
    for (const props of [{ replicas: 1 }, { replicas: 2, profile: AgentSandboxProfile.UPSTREAM }]) {
      expect(kinds(props)).not.toContain('PodDisruptionBudget');
      expect(spread(props)).toBeUndefined();
    }
  });

  test('resources beat the profile as a whole', () => {
    expect(containerOf({ resources: { cpu: { request: kplus.Cpu.millis(10) } } }).resources).toEqual({
      requests: { cpu: '10m' },
    });
    expect(containerOf({ resources: { memory: { limit: Size.kibibytes(1500) } } }).resources).toEqual({
      limits: { memory: '1500Ki' },
    });
  });

  test('empty resources beat the profile too', () => {
    expect(containerOf({ resources: {} })).not.toHaveProperty('resources');
  });

  test('Pod Security labels that are given beat those of the profile', () => {
    const { metadata } = find(objectsOf({ labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } }), 'Namespace');
    expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('baseline');
  });
});

describe('what follows from a flag', () => {
  test('the metrics port moves container and NetworkPolicy; the Service keeps to its name', () => {
    const objects = objectsOf({
      metricsBindAddress: '[::]:9090',
      networkPolicy: { metricsFrom: [{ podLabels: { app: 'a' } }] },
    });
    expect(controllers(objects)[0].spec.template.spec.containers[0].ports[0]).toEqual({
      name: 'metrics',
      containerPort: 9090,
      protocol: 'TCP',
    });
    expect(find(objects, 'Service').spec.ports).toEqual([
      { name: 'metrics', port: 9090, protocol: 'TCP', targetPort: 'metrics' },
    ]);
    expect(find(objects, 'NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 9090, protocol: 'TCP' }]);
  });

  test('v0.1.1, which names no ports, keeps port 80 and reaches the container by number', () => {
    const objects = objectsOf({ version: AgentSandboxVersion.V0_1_1, metricsBindAddress: ':9090' });
    expect(find(objects, 'Service').spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 9090 }]);
  });

  // Prometheus finds a `port` among the names of the Service's ports, a `targetPort` among the container's own.
  test.each(Catalogue.standard().ids)('the ServiceMonitor of %s names a port that is there', (id) => {
    for (const metricsBindAddress of [':8080', ':9090']) {
      const objects = quietly(() =>
        objectsOf({ version: AgentSandboxVersion.of(id), metricsBindAddress, serviceMonitor: {} }),
      );
      const [{ port, targetPort }] = find(objects, 'ServiceMonitor').spec.endpoints;
      const byService = find(objects, 'Service', 'agent-sandbox-controller').spec.ports.filter(
        ({ name }: Loose) => name !== undefined && name === port,
      );
      const byContainer = controllers(objects)[0].spec.template.spec.containers[0].ports.filter(
        ({ name, containerPort }: Loose) => targetPort !== undefined && [name, containerPort].includes(targetPort),
      );
      expect([...byService, ...byContainer]).toHaveLength(1);
    }
  });

  test('metrics turned off leave no Service and no port', () => {
    const objects = objectsOf({ metricsBindAddress: '0' });
    expect(objects.filter(({ kind }) => kind === 'Service')).toEqual([]);
    expect(containerOf({ metricsBindAddress: '0' }).ports).toEqual([
      { name: 'healthz', containerPort: 8081, protocol: 'TCP' },
    ]);
  });

  test('health turned off leaves no probes', () => {
    const container = containerOf({ healthProbeBindAddress: '0' });
    expect(container.ports).toEqual([{ name: 'metrics', containerPort: 8080, protocol: 'TCP' }]);
    expect(container).not.toHaveProperty('livenessProbe');
    expect(container).not.toHaveProperty('readinessProbe');
  });

  test('secure metrics are scraped over https', () => {
    const [endpoint] = find(objectsOf({ metricsSecureServing: true, serviceMonitor: {} }), 'ServiceMonitor').spec
      .endpoints;
    expect(endpoint).toMatchObject({ scheme: 'https', tlsConfig: { insecureSkipVerify: true } });
    expect(find(objectsOf({ serviceMonitor: {} }), 'ServiceMonitor').spec.endpoints[0]).not.toHaveProperty('scheme');
  });

  test('an argument of upstream is replaced, not repeated', () => {
    expect(containerOf({ leaderElect: false, extraArgs: [] }).args).toEqual(['--extensions', '--leader-elect=false']);
  });
});

describe('the webhook of v0.5.6', () => {
  const version = AgentSandboxVersion.V0_5_6;
  const conversion = (objects: Loose[]) =>
    objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ spec }) => spec.conversion);

  test('a certificate from elsewhere is mounted, and its authority stands in every CRD', () => {
    const caBundle = Buffer.from('-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n').toString('base64');
    const objects = objectsOf({
      version,
      webhookCertificate: WebhookCertificate.external({ secretName: 'webhook', caBundle }),
    });
    expect(conversion(objects).map(({ webhook }) => webhook.clientConfig.caBundle)).toEqual(Array(4).fill(caBundle));
    const { containers: [container], volumes } = find(objects, 'Deployment').spec.template.spec;
    expect(container.args).toEqual(
      expect.arrayContaining([
        '--manage-webhook-certs=false',
        '--webhook-cert-dir=/etc/agent-sandbox/webhook-certificate',
      ]),
    );
    expect(volumes).toContainEqual({ name: 'webhook-certificate', secret: { secretName: 'webhook' } });
    expect(objects.map(({ kind }) => kind)).not.toContain('Certificate');
  });

  test('cert-manager may have an issuer of its own', () => {
    const objects = objectsOf({
      version,
      webhookCertificate: WebhookCertificate.certManager({ issuerName: 'internal-ca' }),
    });
    expect(find(objects, 'Certificate').spec.issuerRef).toEqual({
      group: 'cert-manager.io',
      kind: 'Issuer',
      name: 'internal-ca',
    });
    expect(objects.map(({ kind }) => kind)).not.toContain('Issuer');
  });

  test('turned off, its Service, its rights and the conversion go', () => {
    const objects = objectsOf({ version, enableWebhook: false });
    expect(conversion(objects)).toEqual(Array(4).fill({ strategy: 'None' }));
    expect(objects.map(({ kind }) => kind)).not.toContain('Role');
    expect(JSON.stringify(find(objects, 'ClusterRole', 'agent-sandbox-controller'))).not.toContain(
      'customresourcedefinitions',
    );
    expect(objects.filter(({ kind }) => kind === 'Service')).toHaveLength(1);
    expect(containerOf({ version, enableWebhook: false }).ports.map(({ name }: Loose) => name)).toEqual([
      'metrics',
      'healthz',
    ]);
  });

  test('its Service, port and domain reach all that must agree', () => {
    const objects = objectsOf({
      version,
      webhookServiceName: 'converter',
      webhookPort: 10443,
      clusterDomain: 'corp.example',
      webhookCertificate: WebhookCertificate.certManager(),
      networkPolicy: {},
    });
    expect(find(objects, 'Service', 'converter').spec.ports).toEqual([
      { name: 'webhook', port: 443, protocol: 'TCP', targetPort: 10443 },
    ]);
    expect(conversion(objects).map(({ webhook }) => webhook.clientConfig.service.name)).toEqual(
      Array(4).fill('converter'),
    );
    expect(find(objects, 'Certificate').spec.dnsNames).toEqual([
      'converter.agent-sandbox-system.svc',
      'converter.agent-sandbox-system.svc.corp.example',
    ]);
    expect(find(objects, 'NetworkPolicy').spec.ingress).toEqual([{ ports: [{ port: 10443, protocol: 'TCP' }] }]);
    expect(containerOf({ version, webhookPort: 10443 }).ports[2]).toEqual({
      name: 'webhook',
      containerPort: 10443,
      protocol: 'TCP',
    });
  });
});

test('a chart with labels and a namespace gives its labels to all, and its namespace to nothing', () => {
  const objects = objectsOf({ labels: { mine: 'a' } }, { namespace: 'elsewhere', labels: { stage: 'production' } });
  expect(
    objects.filter(({ metadata }) => metadata.labels?.stage !== 'production' || metadata.labels?.mine !== 'a'),
  ).toEqual([]);
  expect(JSON.stringify(objects)).not.toContain('elsewhere');
  expect(find(objects, 'Deployment').spec.template.metadata.labels).toEqual({
    app: 'agent-sandbox-controller',
    mine: 'a',
  });
});

test('an install says what it is', () => {
  const { install } = installed({ version: AgentSandboxVersion.V1_0_0, namespace: 'sandboxes' });
  expect(install.version.id).toBe('v1.0.0');
  expect([install.namespace, install.serviceAccountName]).toEqual(['sandboxes', 'agent-sandbox-controller']);
  expect(install.controller.kind).toBe('Deployment');
  expect(install.crds.map(({ name }) => name)).toEqual([
    'sandboxes.agents.x-k8s.io',
    'sandboxclaims.extensions.agents.x-k8s.io',
    'sandboxtemplates.extensions.agents.x-k8s.io',
    'sandboxwarmpools.extensions.agents.x-k8s.io',
  ]);
});
