import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxProps, AgentSandboxVersion, IssuerKind, TaintEffect, TolerationOperator, WebhookCertificate,
} from '../../src';
import { installed } from '../support/install';

/** What a prop is given, and what the message must say of it: the value, and what to do. */
type Case = [name: string, props: Partial<AgentSandboxProps>, message: string];

const V0_1_1 = AgentSandboxVersion.V0_1_1;
const V0_4_6 = AgentSandboxVersion.V0_4_6;
const V0_5_0 = AgentSandboxVersion.V0_5_0;
const V0_5_6 = AgentSandboxVersion.V0_5_6;
const { id: NEWEST } = AgentSandboxVersion.LATEST;

/** A value that the types forbid and JavaScript does not. */
function untyped<T>(value: unknown): T {
  return value as T;
}

function refused(cases: Case[]): void {
  test.each(cases)('fails if %s', (_name, props, message) => {
    expect(() => installed(props)).toThrow(message);
  });
}

describe('the namespace', () => {
  const says =
    'is not a DNS label; give at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends';
  refused([
    ['it is not a name', { namespace: 'My_Sandboxes' }, `namespace 'My_Sandboxes' ${says}`],
    ['it is empty', { namespace: '' }, `namespace '' ${says}`],
    ['it is a domain', { namespace: 'a.b' }, `namespace 'a.b' ${says}`],
    ['it is too long', { namespace: 'a'.repeat(64) }, says],
    ['it ends in a dash', { namespace: 'a-' }, `namespace 'a-' ${says}`],
    ...[V0_5_0, V0_5_6].map((version): Case => [
      `it is another one on ${version.id}`,
      { version, namespace: 'sandboxes' },
      `namespace 'sandboxes' is refused for ${version.id}: its conversion webhook and certificate are bound to `
        + "'agent-sandbox-system', " +
        "and reading or writing any sandbox would fail elsewhere; use 'agent-sandbox-system' or a release from v1.0.0 "
          + 'on, which has no webhook',
    ]),
  ]);

  test.each([V0_4_6, AgentSandboxVersion.V1_0_0])('may be another one on %s', (version) => {
    expect(installed({ version, namespace: 'sandboxes' }).install.namespace).toBe('sandboxes');
  });
});

describe('replicas', () => {
  refused([
    ['they are negative', { replicas: -1 }, "'replicas' is -1; give a whole number of at least 0"],
    ['they are a fraction', { replicas: 1.5 }, "'replicas' is 1.5; give a whole number of at least 0"],
    ['they are not a number', { replicas: NaN }, "'replicas' is NaN; give a whole number of at least 0"],
    ['they are infinite', { replicas: Infinity }, "'replicas' is Infinity; give a whole number of at least 0"],
    ['they are a text', { replicas: untyped('3') }, "'replicas' is '3'; give a whole number of at least 0"],
    [
      'they are more than Kubernetes counts',
      { replicas: 2 ** 31 },
      "'replicas' is 2147483648; give a whole number of at least 0 and at most 2147483647",
    ],
    [
      'there are several on v0.1.1',
      { version: V0_1_1, replicas: 2 },
      "'replicas' is 2, but the controller of v0.1.1 cannot elect a leader, and all of them would act; set 1, or use "
        + 'v0.2.1 or newer',
    ],
    [
      'one of them is to be elected on v0.1.1',
      { version: V0_1_1, leaderElect: true },
      "'leaderElect' is true, but the roles of v0.1.1 do not let the controller hold a Lease; remove it, or use "
        + 'v0.2.1 or newer',
    ],
    [
      'none of several is elected',
      { replicas: 2, leaderElect: false },
      "'replicas' is 2 and 'leaderElect' is false, so all of them would act; remove 'leaderElect' or set 'replicas' "
        + 'to 1',
    ],
  ]);
});

describe('the image', () => {
  const digest = (value: string): Partial<AgentSandboxProps> => ({ imageDigest: value });
  const example = 'give, for example, sha256: and 64 lower-case hexadecimal digits';
  refused([
    [
      'its registry has a path',
      { imageRegistry: 'mirror.example.com/a' },
      "image registry 'mirror.example.com/a' is not valid; give, for example, registry.example.com:5000",
    ],
    [
      'its registry has a scheme',
      { imageRegistry: 'https://mirror.example.com' },
      "image registry 'https://mirror.example.com' is not valid; give, for example, ",
    ],
    ['its registry is empty', { imageRegistry: '' }, "image registry '' is not valid"],
    [
      'its registry would be read as a repository of docker.io',
      { imageRegistry: 'mirror' },
      "image registry 'mirror' is not valid; give, for example, registry.example.com:5000",
    ],
    [
      'its repository has capitals',
      { imageRepository: 'Mirror/controller' },
      "image repository 'Mirror/controller' is not valid; give, for example, mirror/agent-sandbox-controller",
    ],
    [
      'its repository has a tag',
      { imageRepository: 'controller:v1' },
      "image repository 'controller:v1' is not valid; give, for example, ",
    ],
    [
      'its repository starts with a slash',
      { imageRepository: '/controller' },
      "image repository '/controller' is not valid",
    ],
    ['its tag starts with a dot', { imageTag: '.v1' }, "image tag '.v1' is not valid; give, for example, v1.0.5"],
    ['its tag is empty', { imageTag: '' }, "image tag '' is not valid; give, for example, v1.0.5"],
    ['its tag is too long', { imageTag: 'a'.repeat(129) }, `image tag '${'a'.repeat(129)}' is not valid`],
    [
      'its digest has no algorithm',
      digest('a'.repeat(64)),
      `image digest '${'a'.repeat(64)}' is not valid; ${example}`,
    ],
    ['its digest is too short', digest('sha256:abc'), `image digest 'sha256:abc' is not valid; ${example}`],
    ['its digest has capitals', digest(`sha256:${'A'.repeat(64)}`), `is not valid; ${example}`],
    ['its digest is empty', digest(''), `image digest '' is not valid; ${example}`],
    [
      'a pull secret is no name',
      { imagePullSecrets: ['ok', 'Not Ok'] },
      "image pull secret 'Not Ok' is not a DNS subdomain; give lower-case letters, digits, dashes and dots, with a "
        + 'letter or digit at both ends of each part',
    ],
  ]);
});

describe('label domains', () => {
  refused([
    [
      'one is no domain',
      { allowedLabelDomains: ['example.com', 'Example.com'] },
      "label domain 'Example.com' is not a DNS subdomain; give lower-case letters, digits, dashes and dots",
    ],
    [
      'one is a wildcard',
      { allowedLabelDomains: ['*.example.com'] },
      "label domain '*.example.com' is not a DNS subdomain",
    ],
    [
      'one holds two',
      { allowedLabelDomains: ['example.com,example.org'] },
      "label domain 'example.com,example.org' is not a DNS subdomain",
    ],
    ['one is empty', { allowedLabelDomains: [''] }, "label domain '' is not a DNS subdomain"],
    ['one is too long', { allowedLabelDomains: [`${'a.'.repeat(127)}a`] }, 'is not a DNS subdomain'],
    [
      'there is none',
      { allowedLabelDomains: [] },
      "'allowedLabelDomains' is empty, which the controller reads as its own default; remove it or name a domain",
    ],
    [
      'the release does not read them',
      { version: V0_4_6, allowedLabelDomains: ['a.b'] },
      "'allowedLabelDomains' has no effect on v0.4.6: it came in v0.5.0; use v0.5.0 or newer",
    ],
    [
      'extensions are off',
      { extensions: false, allowedLabelDomains: ['a.b'] },
      "'allowedLabelDomains' is about claims, and extensions are off; remove it or set 'extensions' to true",
    ],
  ]);
});

describe('the webhook certificate', () => {
  const caBundle = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');
  const unasked =
    "'webhookCertName' and 'webhookKeyName' are for a certificate that the controller does not make; choose another "
      + "'webhookCertificate', or remove them";
  refused([
    [
      'the release has no webhook',
      { webhookCertificate: WebhookCertificate.selfManaged() },
      `'webhookCertificate' is set, but ${NEWEST} has no conversion webhook; remove it (v0.5.0 to v0.5.6 have one)`,
    ],
    [
      'the webhook is off',
      { version: V0_5_6, enableWebhook: false, webhookCertificate: WebhookCertificate.certManager() },
      "'webhookCertificate' is set and 'enableWebhook' is false; remove one",
    ],
    [
      'the controller of v0.5.0 makes its own',
      { version: V0_5_0, webhookCertificate: WebhookCertificate.certManager() },
      "'webhookCertificate' is not self-managed, which needs the flag --manage-webhook-certs, and v0.5.0 does not "
        + 'have it: it came in v0.5.1; use v0.5.1 to v0.5.6',
    ],
    [
      'its Secret is no name',
      { version: V0_5_6, webhookCertificate: WebhookCertificate.external({ secretName: 'My Secret', caBundle }) },
      "Secret of the webhook certificate 'My Secret' is not a DNS subdomain; give lower-case letters",
    ],
    [
      'its issuer is no name',
      { version: V0_5_6, webhookCertificate: WebhookCertificate.certManager({ issuerName: 'My Issuer' }) },
      "issuer of the webhook certificate 'My Issuer' is not a DNS subdomain",
    ],
    ['its file is named and the controller makes it', { version: V0_5_6, webhookCertName: 'a.crt' }, unasked],
    ['its key is named and the controller makes it', { version: V0_5_6, webhookKeyName: 'a.key' }, unasked],
    [
      'its file is named and the controller is told to make it',
      { version: V0_5_6, webhookCertificate: WebhookCertificate.selfManaged(), webhookCertName: 'a.crt' },
      unasked,
    ],
    [
      'the controller cannot write it',
      { version: V0_5_6, webhookCertDir: '/certificates' },
      "'webhookCertDir' is '/certificates', which a controller with a read-only root file system cannot write; give a "
        + 'directory below /tmp',
    ],
    [
      'it would be mounted over something else',
      { version: V0_5_6, webhookCertDir: '/tmp', webhookCertificate: WebhookCertificate.certManager() },
      "'webhookCertDir' is '/tmp', which the certificate would be mounted over; give a directory of its own, or "
        + 'remove it',
    ],
    [
      'its Service is no name',
      { version: V0_5_6, webhookServiceName: 'Webhook_Service' },
      "'webhookServiceName' is 'Webhook_Service'; give at most 63 lower-case letters, digits and dashes",
    ],
  ]);

  test('fails if an issuer has a kind only', () => {
    expect(() => WebhookCertificate.certManager({ issuerKind: IssuerKind.CLUSTER_ISSUER }))
      .toThrow("certificate issuer has a kind but no name; set 'issuerName' too, or neither");
  });

  test.each(['', 'not base64!', Buffer.from('MIIB').toString('base64'), '-----BEGIN CERTIFICATE-----\nMIIB'])(
    'fails if the authority is %j',
    (bundle) => {
      expect(() => WebhookCertificate.external({ secretName: 'webhook', caBundle: bundle })).toThrow(
        "'caBundle' of the webhook certificate is not base64 of a PEM certificate; encode the whole file, header "
          + 'lines included',
      );
    },
  );
});

describe('monitoring', () => {
  const needed =
    "'metricsBindAddress' turns metrics off, and 'serviceMonitor', 'prometheusRule' or 'networkPolicy.metricsFrom' "
      + 'needs them; remove one';
  const peer = { podLabels: { app: 'prometheus' } };
  refused([
    [
      'the interval is zero',
      { serviceMonitor: { interval: Duration.seconds(0) } },
      'interval of the ServiceMonitor in milliseconds is 0; give a whole number of at least 1',
    ],
    [
      'a scrape may take longer than the interval',
      { serviceMonitor: { scrapeTimeout: Duration.seconds(31) } },
      'scrape timeout of the ServiceMonitor is 31s; give more than zero and at most its interval of 30s',
    ],
    [
      'a scrape may take no time',
      { serviceMonitor: { interval: Duration.minutes(2), scrapeTimeout: Duration.seconds(0) } },
      'scrape timeout of the ServiceMonitor is 0ms; give more than zero and at most its interval of 2m',
    ],
    [
      'the interval is no Duration',
      { serviceMonitor: { interval: untyped('30s') } },
      "'serviceMonitor.interval' is '30s'; give a Duration, such as Duration.minutes(5)",
    ],
    [
      'the time of a scrape is no Duration',
      { serviceMonitor: { scrapeTimeout: untyped(5) } },
      "'serviceMonitor.scrapeTimeout' is 5; give a Duration, such as Duration.minutes(5)",
    ],
    ['metrics are off and monitored', { metricsBindAddress: '0', serviceMonitor: {} }, needed],
    ['metrics are off and alerted on', { metricsBindAddress: '0', prometheusRule: {} }, needed],
    ['metrics are off and let through', { metricsBindAddress: '0', networkPolicy: { metricsFrom: [peer] } }, needed],
    [
      'a peer selects nothing',
      { networkPolicy: { metricsFrom: [peer, {}] } },
      "a peer in 'networkPolicy.metricsFrom' selects nothing; set 'namespaceLabels', 'podLabels' or both",
    ],
    [
      'a namespace label of a peer is none',
      { networkPolicy: { metricsFrom: [{ namespaceLabels: { 'a b': 'c' } }] } },
      "'namespaceLabels' has label key 'a b', which is not valid",
    ],
    [
      'a pod label of a peer is none',
      { networkPolicy: { metricsFrom: [{ podLabels: { a: 'b c' } }] } },
      "'podLabels' 'a' has value 'b c' is not a label value",
    ],
    [
      'a label of the ServiceMonitor is none',
      { serviceMonitor: { labels: { a: '-' } } },
      "labels of 'serviceMonitor' 'a' has value '-' is not a label value; give at most 63 letters",
    ],
    [
      'a label of the PrometheusRule is none',
      { prometheusRule: { labels: { '/a': 'b' } } },
      "labels of 'prometheusRule' has label key '/a', which is not valid",
    ],
  ]);

  test('metrics may be off with a NetworkPolicy that lets nobody in', () => {
    expect(() => installed({ metricsBindAddress: '0', networkPolicy: {} })).not.toThrow();
  });
});

describe('tolerations', () => {
  refused([
    [
      'one has no key',
      { tolerations: [{ effect: TaintEffect.NO_SCHEDULE }] },
      "a toleration without a key needs the operator EXISTS; set 'key' or 'operator'",
    ],
    [
      'one has no key and compares',
      { tolerations: [{ operator: TolerationOperator.EQUAL, value: 'a' }] },
      'a toleration without a key needs the operator EXISTS',
    ],
    [
      'one has a value that it ignores',
      { tolerations: [{ key: 'pool', operator: TolerationOperator.EXISTS, value: 'a' }] },
      "toleration of 'pool' has a value and the operator EXISTS; remove one",
    ],
    [
      'one has a time for another effect',
      { tolerations: [{ key: 'pool', effect: TaintEffect.NO_SCHEDULE, tolerationSeconds: Duration.minutes(1) }] },
      "toleration of 'pool' has 'tolerationSeconds' without the effect NO_EXECUTE; set the effect or remove the time",
    ],
    [
      'one has a time for any effect',
      { tolerations: [{ key: 'pool', tolerationSeconds: Duration.minutes(1) }] },
      "toleration of 'pool' has 'tolerationSeconds' without the effect NO_EXECUTE",
    ],
    [
      'one has a time that is no whole second',
      { tolerations: [{ key: 'pool', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.millis(1500) }] },
      "'tolerationSeconds' of 'pool' is 1.5s; give whole seconds",
    ],
    [
      'one has a time that is no Duration',
      { tolerations: [{ key: 'pool', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: untyped('5m') }] },
      "'tolerations[0].tolerationSeconds' is '5m'; give a Duration, such as Duration.minutes(5)",
    ],
    [
      'one has a key that is none',
      { tolerations: [{ key: 'no key' }] },
      "a toleration has label key 'no key', which is not valid; give a name of at most 63 characters",
    ],
    [
      'one has a value that is none',
      { tolerations: [{ key: 'pool', value: 'no value' }] },
      "a toleration 'pool' has value 'no value' is not a label value",
    ],
  ]);
});

describe('resources', () => {
  refused([
    [
      'CPU is zero',
      { resources: { cpu: { request: kplus.Cpu.millis(0) } } },
      "resources.cpu has '0m'; give a positive amount such as Cpu.millis(500)",
    ],
    [
      'CPU is negative',
      { resources: { cpu: { limit: kplus.Cpu.units(-1) } } },
      "resources.cpu has '-1'; give a positive amount",
    ],
    [
      'CPU is no Cpu',
      { resources: { cpu: { request: untyped('500m') } } },
      "'resources.cpu.request' is '500m'; give a Cpu, such as Cpu.millis(500)",
    ],
    [
      'memory is zero',
      { resources: { memory: { limit: Size.gibibytes(0) } } },
      "resources.memory has '0Gi'; give a positive size such as Size.mebibytes(256)",
    ],
    [
      'memory is no Size',
      { resources: { memory: { request: untyped('1Gi') } } },
      "'resources.memory.request' is '1Gi'; give a Size, such as Size.gibibytes(2)",
    ],
    [
      'storage is no Size',
      { resources: { ephemeralStorage: { limit: untyped(5) } } },
      "'resources.ephemeralStorage.limit' is 5; give a Size, such as Size.gibibytes(2)",
    ],
    [
      'more CPU is requested than allowed',
      { resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.millis(1500) } } },
      'resources request 2 of cpu, more than the limit of 1500m; raise the limit or lower the request',
    ],
    [
      'more memory is requested than allowed',
      { resources: { memory: { request: Size.gibibytes(1), limit: Size.mebibytes(1023) } } },
      'resources request 1Gi of memory, more than the limit of 1023Mi; raise the limit or lower the request',
    ],
    [
      'more storage is requested than allowed',
      { resources: { ephemeralStorage: { request: Size.kibibytes(3), limit: Size.kibibytes(2) } } },
      'resources request 3Ki of ephemeral-storage, more than the limit of 2Ki',
    ],
  ]);

  test('a request may equal its limit', () => {
    expect(() =>
      installed({ resources: { cpu: { request: kplus.Cpu.units(1.5), limit: kplus.Cpu.millis(1500) } } }),
    ).not.toThrow();
  });
});

describe('names, labels and annotations', () => {
  const key = 'which is not valid; give a name of at most 63 characters, optionally after a domain and a slash';
  const value =
    'is not a label value; give at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at '
      + 'both ends';
  const taken = "sets the label 'app', by which Services and policies find the controller; choose another key";
  refused([
    [
      'a priority class is no name',
      { priorityClassName: 'System Critical' },
      "priority class 'System Critical' is not a DNS subdomain; give lower-case letters",
    ],
    [
      'a variable starts with a digit',
      { env: { '1A': 'b' } },
      "name in 'env' '1A' is not an environment variable name; give letters, digits, dashes, underscores and dots, no "
        + 'digit first',
    ],
    [
      'a variable has an equals sign',
      { env: { 'A=B': 'c' } },
      "name in 'env' 'A=B' is not an environment variable name",
    ],
    ['a label key is none', { labels: { 'example.com/': 'a' } }, `'labels' has label key 'example.com/', ${key}`],
    ['a label key is too long', { labels: { ['a'.repeat(64)]: 'a' } }, key],
    ['a label value is none', { labels: { team: 'my team' } }, `'labels' 'team' has value 'my team' ${value}`],
    ['a label value is too long', { labels: { team: 'a'.repeat(64) } }, value],
    ['a label value is no text', { labels: { team: untyped(1) } }, "'labels.team' is 1; give a string"],
    [
      'an annotation key is none',
      { annotations: { 'EXAMPLE.com/a': 'b' } },
      `'annotations' has annotation key 'EXAMPLE.com/a', ${key}`,
    ],
    ['an annotation value is no text', { annotations: { a: untyped(true) } }, "'annotations.a' is true; give a string"],
    ['a pod label is none', { podLabels: { a: 'b c' } }, `'podLabels' 'a' has value 'b c' ${value}`],
    [
      'a pod annotation key is none',
      { podAnnotations: { 'a b': 'c' } },
      `'podAnnotations' has annotation key 'a b', ${key}`,
    ],
    ['a node label is none', { nodeSelector: { pool: '_' } }, `'nodeSelector' 'pool' has value '_' ${value}`],
    ["a label is the selector's", { labels: { app: 'agent-sandbox-controller' } }, `'labels' ${taken}`],
    ["a pod label is the selector's", { podLabels: { app: 'mine' } }, `'podLabels' ${taken}`],
  ]);

  test('annotations may hold any text', () => {
    expect(() => installed({ annotations: { a: 'any text; at all\n', b: '' }, labels: { c: '' } })).not.toThrow();
  });
});
