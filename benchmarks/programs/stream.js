/**
 * The fleet of fleet.js, of which no tree is kept: `node stream.js <made of> <sandboxes> <file>`. `objects` are plain
 * data,
 * `constructs` are each in an app of its own, and judged.
 */
const { App, Chart, Size } = require('cdk8s');
// A name of the library loads what it needs when it is read.
const library = require('cdk8s-agent-sandbox');
const { sandboxOf } = require('./sandbox');

const [, , madeOf, sandboxes, file] = process.argv;
const stream = new library.ManifestStream(file);
const add = { objects: addObject, constructs: addConstruct }[madeOf];
for (let index = 0; index < Number(sandboxes); index += 1) { add(index); }
stream.close();

function addObject(index) {
  const object = sandboxOf(index);
  object.metadata.namespace = 'fleet';
  stream.add(object);
}

function addConstruct(index) {
  const { AgentSandboxVersion, Findings, IsolatedRuntime, Sandbox, SandboxCluster } = library;
  const app = new App();
  Findings.of(app).acknowledge('ASB340', 'no network policy is measured');
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'fleet', { namespace: 'fleet' });
  const sandbox = new Sandbox(chart, `user-${index}`, {
    runtime: IsolatedRuntime.fromRuntimeClassName(app, 'Runtime', 'gvisor'),
    securityContext: { fsGroup: 1000 },
    podLabels: { 'example.com/team': `team-${index % 50}`, 'example.com/user': `user-${index}` },
    containers: [
      {
        image: 'registry.example.com/devbox:2.4',
        portNumber: 3000,
        envVariables: { USER: { value: `user-${index}` } },
      },
    ],
  });
  sandbox.addWorkspace('home', '/home/dev', { size: Size.gibibytes(20) });
  stream.addChart(chart);
}
