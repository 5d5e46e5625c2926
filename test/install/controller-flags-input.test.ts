import { Duration } from 'cdk8s';
import { AgentSandboxProps, AgentSandboxVersion } from '../../src';
import { installed } from '../support/install';

/** What a prop is given, and what the message must say of it: the value, and what to do. */
type Case = [name: string, props: object, message: string];

const V0_5_6 = AgentSandboxVersion.V0_5_6;
const { id: NEWEST } = AgentSandboxVersion.LATEST;

function refused(cases: Case[]): void {
  test.each(cases)('fails if %s', (_name, props, message) => {
    expect(() => installed(props as Partial<AgentSandboxProps>)).toThrow(message);
  });
}

describe('flags of the controller', () => {
  const address = "give an address such as ':8080', or '0' to turn the endpoint off";
  refused([
    ['a switch is a text', { apiConnections: 1, enableTracing: 'yes' }, "'enableTracing' is 'yes'; give true or false"],
    ['a switch is a number', { enablePprof: 1 }, "'enablePprof' is 1; give true or false"],
    [
      'a count is negative',
      { sandboxConcurrentWorkers: -1 },
      "'sandboxConcurrentWorkers' is -1; give a number of at least 1",
    ],
    ['a count is zero', { apiConnections: 0 }, "'apiConnections' is 0; give a number of at least 1"],
    ['a count is a fraction', { kubeApiBurst: 1.5 }, "'kubeApiBurst' is 1.5; give a whole number of at least 1"],
    [
      'a count is a text',
      { sandboxClaimConcurrentWorkers: '5' },
      "'sandboxClaimConcurrentWorkers' is '5'; give a whole number of at least 1",
    ],
    [
      'a count is infinite',
      { sandboxWarmPoolMaxBatchSize: Infinity },
      "'sandboxWarmPoolMaxBatchSize' is Infinity; give a whole number of at least 1",
    ],
    [
      'a count without bounds is a fraction',
      { pprofMutexProfileFraction: 0.5 },
      "'pprofMutexProfileFraction' is 0.5; give a whole number",
    ],
    [
      'a count is more than Go counts',
      { pprofBlockProfileRate: 1e21 },
      "'pprofBlockProfileRate' is 1e+21; give a whole number",
    ],
    ['a rate is not a number', { kubeApiQps: NaN }, "'kubeApiQps' is NaN; give a number"],
    [
      'a rate is negative',
      { sandboxWarmPoolMaxRefillRate: -0.5 },
      "'sandboxWarmPoolMaxRefillRate' is -0.5; give a number of at least 0",
    ],
    [
      'a duration is a text',
      { sandboxWriteBehindWindow: '5s' },
      "'sandboxWriteBehindWindow' is '5s'; give a Duration such as Duration.minutes(5)",
    ],
    [
      'a duration is a number',
      { sandboxWarmPoolReplenishDelay: 30 },
      "'sandboxWarmPoolReplenishDelay' is 30; give a Duration such as Duration.minutes(5)",
    ],
    [
      'a duration must not be zero',
      { sandboxWarmPoolReadinessGracePeriod: Duration.seconds(0) },
      "'sandboxWarmPoolReadinessGracePeriod' is 0ms; give a duration more than 0",
    ],
    [
      'a duration is less than a millisecond',
      { sandboxWriteBehindWindow: Duration.seconds(0.0005) },
      "'sandboxWriteBehindWindow' is 0.5ms; give whole milliseconds",
    ],
    [
      'a duration is longer than Go counts',
      { sandboxWarmPoolReplenishDelay: Duration.hours(2562048) },
      "'sandboxWarmPoolReplenishDelay' is 2562048h; give a duration of at most 2562047 hours",
    ],
    ['a text is empty', { clusterDomain: '' }, "'clusterDomain' is ''; give a text that is not empty"],
    [
      'a text is a number',
      { leaderElectionNamespace: 5 },
      "'leaderElectionNamespace' is 5; give a text that is not empty",
    ],
    ['a list is empty', { tlsCipherSuites: [] }, "'tlsCipherSuites' is "],
    ['a choice is none', { zapEncoder: 'xml' }, "'zapEncoder' is 'xml'; give one of json, console"],
    [
      'a TLS version is none',
      { tlsMinVersion: '1.3' },
      "'tlsMinVersion' is '1.3'; give one of VersionTLS10, VersionTLS11, VersionTLS12, VersionTLS13",
    ],
    [
      'a log level is none',
      { zapLogLevel: 'trace' },
      "'zapLogLevel' is 'trace'; give debug, info, error, panic, or a number above 0",
    ],
    [
      'a log level is zero',
      { zapLogLevel: '0' },
      "'zapLogLevel' is '0'; give debug, info, error, panic, or a number above 0",
    ],
    ['an address is a port', { metricsBindAddress: '8080' }, `'metricsBindAddress' is '8080'; ${address}`],
    [
      'an address has no port',
      { healthProbeBindAddress: '127.0.0.1' },
      `'healthProbeBindAddress' is '127.0.0.1'; ${address}`,
    ],
    [
      'an address has a scheme',
      { metricsBindAddress: 'http://a:8080' },
      `'metricsBindAddress' is 'http://a:8080'; ${address}`,
    ],
    [
      'an address has port zero',
      { metricsBindAddress: ':0' },
      "'metricsBindAddress' has port 0; give a port from 1 to 65535",
    ],
    [
      'an address has a port too high',
      { healthProbeBindAddress: '[::1]:65536' },
      "'healthProbeBindAddress' has port 65536; give a port from 1 to 65535",
    ],
    [
      'the webhook port is too high',
      { version: V0_5_6, webhookPort: 65536 },
      "'webhookPort' is 65536; give a number from 1 to 65535",
    ],
    [
      'the webhook port is zero',
      { version: V0_5_6, webhookPort: 0 },
      "'webhookPort' is 0; give a number from 1 to 65535",
    ],
    [
      'two endpoints share a port',
      { metricsBindAddress: ':8081' },
      "'metricsBindAddress' and 'healthProbeBindAddress' both have port 8081, by default or as given; give them "
        + 'different ports',
    ],
    [
      'the webhook shares a port',
      { version: V0_5_6, webhookPort: 8080 },
      "'metricsBindAddress' and 'webhookPort' both have port 8080, by default or as given; give them different ports",
    ],
    [
      'the domain of the cluster is none',
      { clusterDomain: 'my cluster' },
      "'clusterDomain' is 'my cluster'; give lower-case letters, digits, dashes and dots",
    ],
    [
      'the namespace of the Lease is none',
      { leaderElectionNamespace: 'Leader_Election' },
      "'leaderElectionNamespace' is 'Leader_Election'; give at most 63 lower-case letters, digits and dashes",
    ],
    [
      'a directory is relative',
      { metricsCertDir: 'certificates' },
      "'metricsCertDir' is 'certificates'; give an absolute path",
    ],
    [
      'the release does not have one yet',
      { version: AgentSandboxVersion.V0_5_3, apiConnections: 2 },
      "'apiConnections' is the flag --api-connections, which v0.5.3 does not have, and its controller would exit: it "
        + 'came in v0.5.4; use v0.5.4 or newer',
    ],
    [
      'the release has one no more',
      { webhookPort: 9443 },
      `'webhookPort' is the flag --webhook-port, which ${NEWEST} does not have, and its controller would exit: it `
        + 'left after v0.5.6; the last release that has it is v0.5.6',
    ],
    [
      'extensions are off',
      { extensions: false, disableClaimEvents: true },
      "'disableClaimEvents' is for the controllers of extensions, which are off; remove it or set 'extensions' to true",
    ],
  ]);

  test.each([
    { kubeApiQps: -1 },
    { kubeApiQps: 0.5 },
    { zapLogLevel: '10' },
    { metricsBindAddress: '[::]:1' },
    { metricsBindAddress: '127.0.0.1:65535' },
    { sandboxWarmPoolReplenishDelay: Duration.seconds(0) },
    { pprofBlockProfileRate: 0 },
    { sandboxWarmPoolReplenishDelay: Duration.hours(2562047) },
  ])('%j is accepted', (props) => {
    expect(() => installed(props)).not.toThrow();
  });
});

describe('extra arguments', () => {
  const elsewhere = (argument: string, remedy: string): Case => [
    `${argument} is one that something else decides`,
    { extraArgs: [argument] },
    `extra argument '${argument}' is not accepted: ${remedy}`,
  ];
  refused([
    ...['leader-elect', '--', '---a=b', '--A', '--a b', '', '-', 'value', '--a_b'].map((argument): Case => [
      `${JSON.stringify(argument)} is no flag`,
      { extraArgs: [argument] },
      `extra argument '${argument}' is not a flag; give, for example, '--name=value'`,
    ]),
    [
      'a value is apart from its flag',
      { extraArgs: ['--new-flag', '5'] },
      "extra argument '5' is not a flag; give, for example, '--name=value'",
    ],
    elsewhere('--extensions=false', "set the prop 'extensions'"),
    elsewhere('--kubeconfig=/a', 'the controller uses its service account'),
    elsewhere('--manage-webhook-certs', "set the prop 'webhookCertificate'"),
    elsewhere('-version', 'it prints the version and exits'),
    elsewhere('--webhook-namespace=a', "set the prop 'namespace'"),
    [
      'one has a prop',
      { extraArgs: ['--api-connections=2'] },
      "extra argument '--api-connections=2' has a prop of its own; set 'apiConnections' instead",
    ],
    [
      'one has a prop, with one dash',
      { extraArgs: ['-zap-devel'] },
      "extra argument '-zap-devel' has a prop of its own; set 'zapDevel' instead",
    ],
    [
      'one is not in the release yet',
      { version: AgentSandboxVersion.V0_5_3, extraArgs: ['--api-connections=2'] },
      "extra argument '--api-connections=2' is a flag that v0.5.3 does not have, and its controller would exit: it "
        + 'came in v0.5.4; use v0.5.4 or newer',
    ],
    [
      'one is in the release no more',
      { extraArgs: ['--webhook-port=1'] },
      'it left after v0.5.6; the last release that has it is v0.5.6',
    ],
  ]);

  test('may bear the name of what every object inherits', () => {
    expect(() => installed({ extraArgs: ['--constructor=a'] })).not.toThrow();
  });
});
