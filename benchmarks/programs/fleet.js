/**
 * A fleet of sandboxes, written by a stock cdk8s app: `node fleet.js <made of> <sandboxes> <charts> <directory>`.
 *
 * `constructs` makes each with the library, `objects` writes the same JSON with plain API objects. Both leave the same
 * bytes. The times of the phases go to stdout.
 */
const { performance } = require('node:perf_hooks');
const { ApiObject, App, Chart, Size } = require('cdk8s');

const [, , madeOf, sandboxes, charts, outdir] = process.argv;
const make = { constructs: withConstructs, objects: withObjects }[madeOf];

const start = performance.now();
const app = new App({ outdir });
const chartOf = Array.from({ length: Number(charts) }, (_, index) => new Chart(app, `fleet-${index}`, { namespace: 'fleet' }));
const next = make();
for (let index = 0; index < Number(sandboxes); index += 1) { next(chartOf[index % chartOf.length], index); }
const composed = performance.now();
app.synth();
console.log(JSON.stringify({ compose: composed - start, synth: performance.now() - composed }));

/** One container, one workspace, a runtime and labels. */
function withConstructs() {
  const { AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster } = require('cdk8s-agent-sandbox');
  SandboxCluster.at(app, { version: AgentSandboxVersion.V1_0_5 });
  const runtime = IsolatedRuntime.fromRuntimeClassName(app, 'Runtime', 'gvisor');
  return (chart, index) => {
    const sandbox = new Sandbox(chart, `user-${index}`, {
      runtime,
      podLabels: { 'example.com/team': `team-${index % 50}`, 'example.com/user': `user-${index}` },
      containers: [{ image: 'registry.example.com/devbox:2.4', portNumber: 3000, envVariables: { USER: { value: `user-${index}` } } }],
    });
    sandbox.addWorkspace('home', '/home/dev', { size: Size.gibibytes(20) });
  };
}

function withObjects() {
  return (chart, index) => {
    new ApiObject(chart, `user-${index}`, {
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      metadata: { name: `user-${index}` },
      spec: {
        operatingMode: 'Running',
        podTemplate: {
          metadata: { labels: { 'example.com/team': `team-${index % 50}`, 'example.com/user': `user-${index}` } },
          spec: {
            automountServiceAccountToken: false,
            containers: [{
              env: [{ name: 'USER', value: `user-${index}` }],
              image: 'registry.example.com/devbox:2.4',
              name: 'main',
              ports: [{ containerPort: 3000 }],
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                privileged: false,
                readOnlyRootFilesystem: false,
                runAsNonRoot: true,
              },
              volumeMounts: [{ mountPath: '/home/dev', name: 'home' }],
            }],
            enableServiceLinks: false,
            hostNetwork: false,
            restartPolicy: 'Always',
            runtimeClassName: 'gvisor',
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            terminationGracePeriodSeconds: 30,
          },
        },
        shutdownPolicy: 'Retain',
        volumeClaimTemplates: [{
          metadata: { name: 'home' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
        }],
      },
    });
  };
}
