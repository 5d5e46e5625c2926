/** No string of a user becomes structure: each one of each construct is tried with texts that would like to. */
import { App, ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { loadAll } from 'js-yaml';
import {
  AgentSandbox,
  AgentSandboxVersion,
  ContainerdConfigVersion,
  EgressDestination,
  EnvVarsInjectionPolicy,
  GvisorNodePreparation,
  ImagePrePull,
  IsolatedRuntime,
  RouterAuth,
  RouterImplementation,
  Sandbox,
  SandboxAdmissionPolicy,
  SandboxApp,
  SandboxCluster,
  SandboxEgress,
  SandboxRouter,
  SandboxTemplate,
  SandboxTenant,
  TenantQuota,
} from '../../src';
import { quietly } from '../support/stderr';

/** Texts that a reader of YAML may take for structure, or for another value. */
const TEXTS = [
  'a\nThanks\u2028      injected: true\u2028      volumes: []',
  'a\u0085injected: true',
  '\tinjected: true\n\tb',
  "'\"\n---\ninjected: true\n",
  '{injected: true}',
  '&a !!str injected: true # \u007f',
  '- injected: true\n \n-\tb ',
  '0o7',
  '<<',
];

/** Builds constructs with a text in the place that is tried, and usual ones in all others. */
type Build = (chart: Chart, text: (place: string, usual: string) => string) => void;

const BUILDS: Readonly<Record<string, Build>> = {
  'Sandbox': (chart, text) => {
    const sandbox = new Sandbox(chart, 'Dev', {
      metadata: {
        name: text('name', 'dev'),
        labels: { [text('label key', 'team')]: text('label', 'a') },
        annotations: { [text('annotation key', 'owner')]: text('annotation', 'ada') },
      },
      containers: [{
        name: text('container', 'main'),
        image: text('image', 'registry.example.com/a:1'),
        command: [text('command', '/bin/a')],
        args: [text('argument', 'b')],
        workingDir: text('working directory', '/work'),
        envVariables: {
          [text('variable', 'PROMPT')]: kplus.EnvValue.fromValue(text('value of a variable', 'c')),
          SECRET: kplus.EnvValue.fromSecretValue({
            secret: kplus.Secret.fromSecretName(chart, 'S', text('secret', 's')), key: text('key of a secret', 'k'),
          }),
        },
        readiness: kplus.Probe.fromHttpGet(text('path of a probe', '/ready'), { port: 80 }),
        liveness: kplus.Probe.fromCommand([text('command of a probe', 'true')]),
        lifecycle: { preStop: kplus.Handler.fromCommand([text('command of a hook', 'true')]) },
        volumeMounts: [{
          path: text('path of a mount', '/data'),
          subPath: text('path in a volume', 'a'),
          volume: kplus.Volume.fromEmptyDir(chart, 'V', text('volume', 'v')),
        }],
      }],
      podLabels: { [text('pod label key', 'team')]: text('pod label', 'a') },
      podAnnotations: { [text('pod annotation key', 'owner')]: text('pod annotation', 'ada') },
      nodeSelector: { [text('node label key', 'pool')]: text('node label', 'a') },
      priorityClassName: text('priority class', 'high'),
      tolerations: [{ key: text('taint', 'spot'), value: text('value of a taint', 'yes') }],
      hostAliases: [{ ip: text('ip', '10.0.0.1'), hostnames: [text('host', 'git.example.com')] }],
      dns: { hostname: text('hostname', 'dev'), searches: [text('search domain', 'example.com')] },
      shutdownTime: text('time', '2027-01-31T18:00:00Z'),
      podSpec: { schedulerName: text('scheduler', 'default') },
    });
    sandbox.addWorkspace('Home', text('path of a workspace', '/home'), {
      size: Size.gibibytes(1),
      storageClassName: text('storage class', 'fast'),
      labels: { [text('volume label key', 'a')]: text('volume label', 'b') },
      annotations: { a: text('volume annotation', 'b') },
    });
  },
  'SandboxTemplate, WarmPool and SandboxClaim': (chart, text) => {
    const template = new SandboxTemplate(chart, 'Python', {
      metadata: { name: text('name of the template', 'python') },
      containers: [{ image: text('image', 'registry.example.com/a:1'), args: [text('argument', 'a')] }],
      envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
    });
    const pool = template.addWarmPool('Pool', {
      metadata: { name: text('name of the pool', 'pool'), annotations: { a: text('annotation of the pool', 'b') } },
    });
    pool.addClaim('Claim', {
      metadata: { name: text('name of the claim', 'claim') },
      podLabels: { [text('label key of the claim', 'sandbox.users.io/a')]: text('label of the claim', 'b') },
      podAnnotations: {
        [text('annotation key of the claim', 'sandbox.users.io/a')]: text('annotation of the claim', 'b'),
      },
      shutdownTime: text('time of the claim', '2027-01-31T18:00:00Z'),
    });
    template.addClaim('Cold', {
      env: [{ name: text('variable of the claim', 'A'), value: text('value of the claim', 'b') }],
    });
  },
  'networks': (chart, text) => {
    new Sandbox(chart, 'Dev', {
      containers: [{ image: 'registry.example.com/a:1' }],
      egress: SandboxEgress.to([
        EgressDestination.cidr(text('cidr', '10.1.0.0/16')),
        EgressDestination.pods({ podLabels: { [text('peer label key', 'app')]: text('peer label', 'db') } }),
      ]),
    });
  },
  'AgentSandbox': (chart, text) => {
    new AgentSandbox(chart, 'Install', {
      version: AgentSandboxVersion.V1_0_5,
      extensions: false,
      namespace: text('namespace', 'agents'),
      imageRegistry: text('registry', 'registry.example.com'),
      imageRepository: text('repository', 'a/b'),
      imageTag: text('tag', 'v1'),
      imagePullSecrets: [text('pull secret', 'a')],
      labels: { [text('label key', 'a')]: text('label', 'b') },
      annotations: { [text('annotation key', 'a')]: text('annotation', 'b') },
      podLabels: { a: text('pod label', 'b') },
      podAnnotations: { a: text('pod annotation', 'b') },
      env: { [text('variable', 'A')]: text('value', 'b') },
      extraArgs: [text('argument', '--v=1')],
      nodeSelector: { a: text('node label', 'b') },
      priorityClassName: text('priority class', 'high'),
      tolerations: [{ key: text('taint', 'spot'), value: text('value of a taint', 'yes') }],
      serviceMonitor: { labels: { [text('monitor label key', 'a')]: text('monitor label', 'b') } },
      prometheusRule: { labels: { a: text('rule label', 'b') } },
      networkPolicy: { metricsFrom: [{ namespaceLabels: { a: text('label of a scraper', 'b') } }] },
    });
  },
  'AgentSandbox with a webhook': (chart, text) => {
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.V0_5_6 });
    new AgentSandbox(chart, 'Install', {
      version: AgentSandboxVersion.V0_5_6,
      imageDigest: text('digest', `sha256:${'0'.repeat(64)}`),
      allowedLabelDomains: [text('label domain', 'example.com')],
      webhookServiceName: text('service of the webhook', 'hook'),
    });
  },
  'SandboxRouter': (chart, text) => {
    new SandboxRouter(chart, 'Router', {
      implementation: RouterImplementation.GO,
      image: text('image', 'registry.example.com/router:1'),
      auth: RouterAuth.scopedToken(text('secret', 'token'), text('key', 'key')),
      env: { [text('variable', 'A')]: text('value', 'b') },
      extraArgs: [text('argument', '--v=1')],
      labels: { a: text('label', 'b') },
      annotations: { a: text('annotation', 'b') },
      podAnnotations: { a: text('pod annotation', 'b') },
      priorityClassName: text('priority class', 'high'),
      tlsSecretName: text('tls secret', 'tls'),
      namespace: text('namespace', 'agents'),
      cacheNamespace: text('namespace of the cache', 'research'),
      imagePullSecrets: [text('pull secret', 'a')],
      nodeSelector: { a: text('node label', 'b') },
      tolerations: [{ key: text('taint', 'spot'), value: text('value of a taint', 'yes') }],
      allowFrom: [],
      apiServerCidrs: [text('address of the API server', '10.0.0.1/32')],
      route: {
        gatewayName: text('gateway', 'edge'),
        gatewayNamespace: text('namespace of the gateway', 'edge'),
        hostnames: [text('host', 'sandboxes.example.com')],
        sectionName: text('listener', 'https'),
      },
    });
  },
  'SandboxRouter in Python': (chart, text) => {
    new SandboxRouter(chart, 'Router', {
      implementation: RouterImplementation.PYTHON,
      image: text('image', 'registry.example.com/router:1'),
      auth: RouterAuth.token(text('secret', 'token'), text('key', 'key')),
      trustedProxyCidrs: [text('address of a proxy', '10.1.0.0/16')],
    });
  },
  'SandboxTenant': (chart, text) => {
    new SandboxTenant(App.of(chart), 'Tenant', {
      namespace: text('namespace', 'research'),
      labels: { a: text('label', 'b') },
      namespaceLabels: { a: text('namespace label', 'b') },
      namespaceAnnotations: { [text('namespace annotation key', 'a')]: text('namespace annotation', 'b') },
      registries: [text('registry', 'registry.example.com')],
      quota: TenantQuota.none(),
      runtimes: [IsolatedRuntime.gvisor(chart, 'Gvisor', { runtimeClassName: text('runtime class', 'gvisor') })],
    });
  },
  'SandboxAdmissionPolicy': (chart, text) => {
    new SandboxAdmissionPolicy(chart, 'Policy', {
      runtimes: [IsolatedRuntime.gvisor(chart, 'Gvisor')],
      registries: [text('registry', 'registry.example.com')],
      namespaces: [text('namespace', 'research')],
    });
  },
  'node preparation': (chart, text) => {
    new GvisorNodePreparation(chart, 'Gvisor', {
      image: text('image', 'registry.example.com/gvisor:1'),
      containerdConfigVersion: ContainerdConfigVersion.V3,
      nodeSelector: { a: text('node label', 'b') },
      restartCommand: [text('restart command', 'systemctl')],
      containerdConfigPath: text('path of a file', '/etc/containerd/config.toml'),
      flags: { [text('flag', 'network')]: text('value of a flag', 'host') },
    });
    new ImagePrePull(chart, 'Pull', {
      images: [text('image to pull', 'registry.example.com/a:1')],
      command: [text('command', 'true')],
    });
  },
  'an object of cdk8s, beside one of this library': (chart, text) => {
    new Sandbox(chart, 'Dev', { containers: [{ image: 'registry.example.com/a:1' }] });
    new ApiObject(chart, 'Map', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: text('name', 'map') },
      data: { [text('key', 'Makefile')]: text('value', 'all:\n') },
    });
  },
};

/** What an app prints, or the message of its error. */
function outcome(
  AppClass: typeof App,
  build: Build,
  place?: string,
  hostile?: string,
): { documents?: unknown[]; error?: string } {
  const app = new AppClass();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  try {
    build(new Chart(app, 'c', { namespace: 'n' }), (each, usual) => (each === place ? hostile! : usual));
    const documents: unknown[] = [];
    loadAll(
      quietly(() => app.synthYaml()),
      (each) => documents.push(each),
    );
    return { documents };
  } catch (error) {
    // An error of the engine is no clear one.
    if (!(error instanceof Error) || /TypeError|RangeError|YAMLException/.test(error.name)) {
      throw error;
    }
    return { error: error.message };
  }
}

/** All keys of data, and all strings. */
function textsIn(value: unknown, keys: string[] = [], strings: string[] = []): { keys: string[]; strings: string[] } {
  if (typeof value === 'string') { strings.push(value); }
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      keys.push(key);
      textsIn(member, keys, strings);
    }
  }
  return { keys, strings };
}

function placesOf(build: Build): string[] {
  const places = new Set<string>();
  const { documents, error } = outcome(App, (chart, text) => build(chart, (place, usual) => {
    places.add(place);
    return text(place, usual);
  }));
  expect([error, documents?.length === 0]).toEqual([undefined, false]);
  return [...places];
}

test.each(Object.entries(BUILDS))('%s', (_, build) => {
  let printed = 0;
  let refused = 0;
  for (const place of placesOf(build)) {
    for (const hostile of TEXTS) {
      for (const AppClass of [SandboxApp as unknown as typeof App, App]) {
        const { documents, error } = outcome(AppClass, build, place, hostile);
        const about = `${place} ${JSON.stringify(hostile)} ${AppClass === App ? 'App' : 'SandboxApp'}`;
        if (documents) {
          printed++;
          const { keys, strings } = textsIn(documents);
          const all = [...keys, ...strings];
          expect([about, keys.includes('injected')]).toEqual([about, false]);
          // As a whole, if at all; configurations of gVisor hold it with their own escapes.
          const isWhole = (each: string) =>
            each.includes(hostile) || each.includes(JSON.stringify(hostile).slice(1, -1));
          const parts = all.filter((each) => each.includes('injected') && !isWhole(each));
          expect([about, parts, all.some(isWhole)]).toEqual([about, [], true]);
        } else {
          refused++;
          expect([about, error]).toEqual([about, expect.stringMatching(/\S/)]);
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(0);
  expect(printed).toBeGreaterThan(0);
}, 300_000);
